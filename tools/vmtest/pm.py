#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The machine sleeps under TCP. Its root does not come back: this must be the last file.

virtio's file system forgets its queues, so from the first sleep on no file is opened that
is not the kernel's own, no program started, and what runs is locked in memory. At the end
the machine is told to stop from here.
"""

import contextlib
import ctypes
import linecache
import sys
import time
from pathlib import Path

from lib.py import ksft_eq, ksft_run
from pci import Bar
from qmp import Qmp
from stream import TcpStream
from suite import fresh_pair

POWER = Path("/sys/power")
DELAY = Path("/sys/module/suspend/parameters/pm_test_delay")
ALARM = Path("/sys/class/rtc/rtc0/wakealarm")
MCL_CURRENT, MCL_FUTURE = 1, 2
LIBC = ctypes.CDLL(None, use_errno=True)
RAL, VFTA = 0x5400, 0x5600
VLANS = 128


def stay_in_memory():
    """Also the sources, which a traceback shows."""
    for module in list(sys.modules.values()):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            linecache.getlines(getattr(module, "__file__", None) or "")
    if LIBC.mlockall(MCL_CURRENT | MCL_FUTURE):
        raise OSError(ctypes.get_errno(), "mlockall")


def power_off(monitor):
    """What the runner waits for, and the end. After S3 ACPI may not turn the power off."""
    print("@exit 0\n\ne1k-vm-exit: 0", flush=True)
    time.sleep(1)
    monitor.command("quit")


def sleep(state, level):
    (POWER / "pm_test").write_text(level, encoding="ascii")
    (POWER / "state").write_text(state, encoding="ascii")


def filters(bar):
    return [bar[RAL], bar[RAL + 4], *(bar[VFTA + 4 * n] for n in range(VLANS))]


def through_sleep(bar, state, level):
    before = filters(bar)
    with TcpStream("out") as out, TcpStream("in") as back:
        for _ in range(2):
            out.moves()
            back.moves()
            sleep(state, level)
            out.moves(seconds=60)
            back.moves(seconds=60)
    ksft_eq(filters(bar), before)


def suspend_to_ram(bar):
    """All callbacks of S3, and back."""
    through_sleep(bar, "mem", "devices")


def suspend_to_disk(bar):
    """Those of S4: freeze and thaw."""
    if "disk" in (POWER / "state").read_text(encoding="ascii"):
        through_sleep(bar, "disk", "devices")


def real_sleep(bar):
    """The machine really goes to S3; its clock wakes it."""
    before = filters(bar)
    with TcpStream("out") as out, TcpStream("in") as back:
        out.moves()
        back.moves()
        ALARM.write_text("0", encoding="ascii")
        ALARM.write_text("+4", encoding="ascii")
        sleep("mem", "none")
        out.moves(seconds=60)
        back.moves(seconds=60)
    ksft_eq(filters(bar), before)


if __name__ == "__main__":
    PAIR, MONITOR = fresh_pair(), Qmp()
    DELAY.write_text("1", encoding="ascii")
    stay_in_memory()
    try:
        ksft_run(cases=[suspend_to_ram, suspend_to_disk, real_sleep], args=(Bar(PAIR.local),))
    finally:
        power_off(MONITOR)
