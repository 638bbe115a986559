#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""PCIe errors and hot-plug, by QEMU's monitor.

QEMU's NICs cannot report errors: the bits that allow it are read-only. Their ports can, and
an error of the port is one of everything below it.
"""

import contextlib
import os
import struct

import gone
from icmp import echo_all
from lib.py import ksft_eq, ksft_ge, ksft_true
from nics import MODELS, mac
from pair import LOCAL_V4, sh
from pci import COMMAND
from qmp import Qmp
from stats import driver_stats
from stream import Flood, TcpStream
from suite import log_mark, log_since, run, wait_for

NON_FATAL, FATAL = "POISON_TLP", "DLP"
UNPLUG_SECONDS = 30
COMMAND_SERR = 0x100
BRIDGE_CONTROL, BRIDGE_CONTROL_SERR = 0x3e, 0x2


def set_bits(function, offset, bits):
    """Of a word of its config space."""
    with open(function / "config", "r+b", buffering=0) as config:
        word = struct.unpack("<H", os.pread(config.fileno(), 2, offset))[0]
        os.pwrite(config.fileno(), struct.pack("<H", word | bits), offset)


def inject(qmp, nic, error):
    """The port may report errors only if told so: SeaBIOS leaves that off."""
    port = nic.sysfs.parent
    set_bits(port, COMMAND, COMMAND_SERR)
    set_bits(port, BRIDGE_CONTROL, BRIDGE_CONTROL_SERR)
    answer = qmp.hmp(f"pcie_aer_inject_error rp{nic.index} {error}")
    if not answer.startswith("OK"):
        raise RuntimeError(answer)


def non_fatal_error(pair):
    """TCP both ways survives, and the device has all its settings again."""
    before = gone.settings(pair)
    count = driver_stats(pair)["pci_errors"]
    with TcpStream("out") as out, TcpStream("in") as back, contextlib.closing(Qmp()) as qmp:
        for number in range(1, 4):
            out.moves()
            back.moves()
            inject(qmp, pair.local, NON_FATAL)
            wait_for(lambda least=count + number: pci_errors(pair) >= least, 30, "the error")
            out.moves(seconds=60)
            back.moves(seconds=60)
    ksft_eq(gone.settings(pair), before)
    ksft_eq(driver_stats(pair)["pci_errors"] - count, 3)


def pci_errors(pair):
    """-1 while the device is detached."""
    try:
        return driver_stats(pair)["pci_errors"]
    except RuntimeError:
        return -1


def fatal_error(pair):
    """The slot is reset under traffic. Under emulation its link comes back later than some
    kernels wait: then the port is silent, and works again after a rescan."""
    mark = log_mark()

    def verdict():
        return [line for line in log_since(mark) if "device recovery" in line]

    with Flood("out"), Flood("in"), contextlib.closing(Qmp()) as qmp:
        inject(qmp, pair.local, FATAL)
        said = wait_for(verdict, 60, "the kernel's verdict")[0]
        if "failed" in said:
            ksft_true("LOWER_UP" not in sh(f"ip link show {pair.name}"), "no carrier")
            gone.rescan(pair)
    pair.wait_link()
    echo_all(False, [100, 1400])
    echo_all(True, [100, 1400])


def error_while_down(pair):
    sh(f"ip link set {pair.name} down")
    with contextlib.closing(Qmp()) as qmp:
        before = pci_errors(pair)
        inject(qmp, pair.local, NON_FATAL)
        wait_for(lambda: pci_errors(pair) > before, 30, "the error")
    wait_for(lambda: not sh(f"ip link set {pair.name} up", check=False), 20, "up again")
    sh(f"ip addr replace {LOCAL_V4}/24 dev {pair.name}")
    pair.wait_link()
    echo_all(False, [100])


def hot_plug(pair):
    """The card is pulled under traffic and put back."""
    model = MODELS[pair.settings["nics"][0]]
    with Flood("in", 1000):
        with contextlib.closing(Qmp()) as qmp:
            qmp.command("device_del", id="nic0")
        wait_for(lambda: not pair.local.sysfs.exists(), UNPLUG_SECONDS, "unplugged")
        # QEMU may still be taking the device apart
        wait_for(lambda: plug(model), UNPLUG_SECONDS, "plugged")
        wait_for(lambda: found(pair), UNPLUG_SECONDS, "found")
    pair.up_local()
    pair.wait_link()
    echo_all(False, [100, 1400])
    ksft_ge(len(pair.local.netdev), 1)
    ksft_true(driver_stats(pair)["pci_errors"] == 0, "a new device")


def found(pair):
    """The kernel may still be making the device's files, or be binding the driver itself."""
    try:
        pair.bind()
    except OSError:
        return False
    return pair.name


def plug(model):
    try:
        with contextlib.closing(Qmp()) as qmp:
            qmp.command("device_add", driver=model.device, id="nic0", netdev="h0", mac=mac(0),
                        romfile="", bus="rp0")
    except RuntimeError:
        return False
    return True


if __name__ == "__main__":
    run(non_fatal_error, fatal_error, error_while_down, hot_plug)
