#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Another kernel is started under traffic: it finds the NICs silent, and uses them.

The machine runs this file twice: after kexec it boots with the same command line on one
CPU, and so starts the same tests. A file in the folder of the logs tells the two runs apart.
"""

import ctypes
import os
import shutil
import time
from pathlib import Path

from icmp import echo_all
from lib.py import ksft_eq, ksft_exit, ksft_ne, ksft_run
from pair import config
from pci import COMMAND, COMMAND_MASTER, COMMAND_MEMORY, Bar, PciNic
from stats import driver_stats
from stream import Flood
from suite import fresh_pair

SYS_KEXEC_FILE_LOAD = 320  # on x86-64
RB_KEXEC = 0x45584543
LIBC = ctypes.CDLL(None, use_errno=True)
# What the first kernel must have been given to keep it: retain_initrd.
INITRD = Path("/sys/firmware/initrd")
STATUS = 0x0008
RCTL, TCTL, ENABLE = 0x0100, 0x0400, 1 << 1
# What is unmasked, by chip: the shared register and that of the queues.
UNMASKED = {"82576": (0x00d0, 0x1524)}
SECONDS = 1


def load_kernel(image):
    """kexec_file_load() reads the initrd from a file of known size."""
    copy = Path("/dev/shm/initrd")
    shutil.copyfile(INITRD, copy)
    # A second emulated CPU that is started again now and then loses its timer.
    line = b"maxcpus=1 " + Path("/proc/cmdline").read_bytes().rstrip(b"\n") + b"\0"
    kernel, initrd = os.open(image, os.O_RDONLY), os.open(copy, os.O_RDONLY)
    if LIBC.syscall(SYS_KEXEC_FILE_LOAD, kernel, initrd, ctypes.c_ulong(len(line)), line,
                    ctypes.c_ulong(0)):
        raise OSError(ctypes.get_errno(), "kexec_file_load")


def leave(image):
    """Does not return."""
    fresh_pair()
    load_kernel(image)
    with Flood("in"), Flood("out"):
        time.sleep(SECONDS)
        LIBC.reboot(RB_KEXEC)
        raise OSError(ctypes.get_errno(), "reboot")


def found_silent(settings):
    """No driver has been loaded yet: what was left running would still run."""
    for index in (0, 1):
        nic = PciNic(index)
        ksft_eq(nic.driver, None)
        nic.set_config(COMMAND, nic.config(COMMAND) | COMMAND_MEMORY)
        bar = Bar(nic)
        ksft_eq(nic.config(COMMAND) & COMMAND_MASTER, 0, "may master the bus")
        ksft_eq(bar[RCTL] & ENABLE, 0, "receives")
        ksft_eq(bar[TCTL] & ENABLE, 0, "sends")
        ksft_ne(bar[STATUS], 0, "answers")
        for register in UNMASKED.get(settings["nics"][0], (0x00d0,)):
            ksft_eq(bar[register], 0, f"interrupts of {register:#x} unmasked")


def works(_settings):
    pair = fresh_pair()
    echo_all(False, [1, 100, 1472])
    echo_all(True, [1, 100, 1472])
    ksft_eq(driver_stats(pair)["recoveries"], 0)


def main():
    settings = config()
    mark = Path(settings["logs"]) / "kexec"
    if not mark.exists():
        mark.touch()
        leave(settings["image"])
    ksft_run(cases=[found_silent, works], args=(settings,))
    ksft_exit()


if __name__ == "__main__":
    main()
