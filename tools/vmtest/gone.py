#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The device leaves the bus, is reset from outside or is asleep; and comes back."""

import contextlib
from pathlib import Path

from icmp import echo_all
from lib.py import ksft_eq, ksft_in, ksft_true
from pair import sh
from pci import BUS, COMMAND, COMMAND_MASTER, COMMAND_MEMORY
from stream import Flood, TcpStream
from suite import log_mark, log_since, run, wait_for

LEFT = "has left the bus"


@contextlib.contextmanager
def unreachable(nic):
    """No register of the device answers: as if it had been pulled.

    It goes on all the same: whether it may master the bus afterwards is for the driver to say.
    """
    nic.set_config(COMMAND, nic.config(COMMAND) & ~COMMAND_MEMORY)
    try:
        yield
    finally:
        if nic.sysfs.exists():
            nic.set_config(COMMAND, nic.config(COMMAND) | COMMAND_MEMORY)


def kept_from_memory(nic):
    """Rings are freed while nobody can tell the device to stop."""
    ksft_eq(nic.config(COMMAND) & COMMAND_MASTER, 0, "may master the bus")


def notices(pair, mark):
    """The driver says once that the device is not there, and takes the port down."""
    flag = Path(f"/sys/class/net/{pair.name}/carrier")
    wait_for(lambda: any(LEFT in line for line in log_since(mark)), 30, "a lost device noticed")
    wait_for(lambda: flag.read_text(encoding="ascii").strip() == "0", 10, "carrier off")


def rescan(pair):
    (pair.local.sysfs / "remove").write_text("1", encoding="ascii")
    ksft_true(not pair.local.sysfs.exists(), "removed")
    (BUS / "rescan").write_text("1", encoding="ascii")
    pair.bind()
    pair.up_local()
    pair.wait_link()


def pulled(pair):
    """In the middle of traffic; then it is removed, and found by a rescan."""
    mark = log_mark()
    with Flood("out", 1400), Flood("in", 1400):
        with unreachable(pair.local):
            notices(pair, mark)
            kept_from_memory(pair.local)
            sh(f"ip link set {pair.name} down")
            ksft_true(bool(sh(f"ip link set {pair.name} up; echo $?")), "refused, not hung")
            ksft_in("state DOWN", sh(f"ip link show {pair.name}"))
    ksft_eq(len([line for line in log_since(mark) if LEFT in line]), 1, "said once")
    rescan(pair)
    echo_all(False, [100, 1400])
    echo_all(True, [100, 1400])


def pulled_while_down(pair):
    """Nobody looks; opening finds out, and removal does not hang."""
    sh(f"ip link set {pair.name} down")
    with unreachable(pair.local):
        ksft_true("No such device" in sh(f"ip link set {pair.name} up", check=False))
    rescan(pair)
    echo_all(False, [100])


def unbound_while_gone(pair):
    with unreachable(pair.local), Flood("out", 1400):
        pair.local.unbind()
        kept_from_memory(pair.local)
    pair.local.attach(pair.driver)
    pair.up_local()
    pair.wait_link()
    echo_all(False, [100])


def settings(pair):
    """What the user can set and the device must know again."""
    name = pair.name
    return [sh(f"ethtool -g {name}"), sh(f"ethtool -c {name}"), sh(f"ethtool -k {name}"),
            sh(f"ip -o link show {name}").split("state", 1)[0], filters(name)]


def filters(name):
    """Addresses, multicast and VLAN tables as the device itself says."""
    dump = sh(f"ethtool -d {name} raw on | od -An -v -tx4 -w8")
    words = dict(line.split() for line in dump.splitlines() if line.strip())
    return {reg: value for reg, value in words.items()
            if 0x5200 <= int(reg, 16) < 0x5800}


def methods(pair):
    """Not the bus: under emulation the slot's link comes back later than the kernel waits."""
    words = (pair.local.sysfs / "reset_method").read_text(encoding="ascii").split()
    return [word for word in words if word != "bus"]


def reset_by(pair, method):
    (pair.local.sysfs / "reset_method").write_text(method, encoding="ascii")
    (pair.local.sysfs / "reset").write_text("1", encoding="ascii")


def reset_from_outside(pair):
    """sysfs: the function is reset under TCP, which goes on."""
    if not (pair.local.sysfs / "reset").exists():
        ksft_true(not (pair.local.sysfs / "reset_method").exists(), "plain PCI: no reset")
        return
    sh(f"ethtool -G {pair.name} rx 512 tx 512")
    sh(f"ip link add link {pair.name} name vlan42 type vlan id 42")
    before = settings(pair)
    with TcpStream("out") as out, TcpStream("in") as back:
        for method in methods(pair):
            out.moves()
            back.moves()
            reset_by(pair, method)
            out.moves(seconds=60)
            back.moves(seconds=60)
    ksft_eq(settings(pair), before)
    sh("ip link del vlan42")


def gone_then_reset(pair):
    """A lost device that a reset brings back has its settings, and its TCP."""
    if not (pair.local.sysfs / "reset").exists():
        ksft_true(not (pair.local.sysfs / "reset_method").exists(), "plain PCI: no reset")
        return
    before = settings(pair)
    mark = log_mark()
    with TcpStream("out") as out:
        out.moves()
        with unreachable(pair.local):
            notices(pair, mark)
        reset_by(pair, methods(pair)[0])
        out.moves(seconds=60)
    ksft_eq(settings(pair), before)


if __name__ == "__main__":
    run(pulled, pulled_while_down, unbound_while_gone, reset_from_outside, gone_then_reset)
