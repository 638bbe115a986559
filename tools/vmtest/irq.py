#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""MSI-X, MSI and the interrupt line: each carries everything."""

import contextlib
import os

from icmp import echo_all
from lib.py import ksft_eq, ksft_ge, ksft_variants
from module import insmod, rmmod
from pair import sh
from stream import TcpStream
from suite import run, wait_for

MODES = ("msix", "msi", "line")
SIZES = [1, 60, 64, 1472, 4000]
# The most queue pairs of each chip, and the vectors there are then: for the pairs, for
# sending alone where there are enough, and one for the rest.
MOST = {"82574": (2, 5), "82576": (8, 9)}


@contextlib.contextmanager
def allowed(pair, mode):
    """The NIC, unbound, may have at most this mode."""
    nic = pair.local
    bus = nic.sysfs / "msi_bus"
    if mode == "msi":
        insmod(pair.settings["nomsix"], f"device={nic.address}")
    bus.write_text("0" if mode == "line" else "1", encoding="ascii")
    try:
        yield
    finally:
        bus.write_text("1", encoding="ascii")
        if mode == "msi":
            rmmod("nomsix")


def modes_in_use(nic):
    """What each vector is, as sysfs says; none on the line."""
    return [path.read_text(encoding="ascii").strip() for path in
            (nic.sysfs / "msi_irqs").glob("*")]


def everything(pair):
    """Traffic, a link change, new rings: nothing waits for the watchdog for long."""
    echo_all(False, SIZES)
    echo_all(True, SIZES)
    with TcpStream("out") as out, TcpStream("in", 6) as back:
        out.moves(2 << 20, 60)
        back.moves(2 << 20, 60)
        sh(f"ethtool -G {pair.name} rx 512 tx 512")
        out.moves()
        back.moves()
    before = pair.carrier_changes
    sh(f"ethtool -r {pair.name}")
    wait_for(lambda: pair.carrier_changes >= before + 2, 20, "the link goes and comes")
    pair.wait_link()
    echo_all(False, SIZES)


@ksft_variants(MODES)
def mode(pair, which):
    """As many vectors as that mode has, all of them used."""
    pair.local.unbind()
    with allowed(pair, which):
        pair.rebind()
        most, pairs = pair.channels()
        if which == "msix":
            ksft_eq((most, len(modes_in_use(pair.local))), MOST[pair.settings["nics"][0]])
            ksft_eq(pairs, min(most, os.cpu_count()))
            ksft_eq(set(modes_in_use(pair.local)), {"msix"})
        else:
            ksft_eq((most, pairs), (1, 1))
            ksft_eq(modes_in_use(pair.local), ["msi"] if which == "msi" else [])
        before = pair.local.interrupts()
        everything(pair)
        after = pair.local.interrupts()
        used = [after[number] - before[number] for number in after]
        ksft_eq(len(used), max(len(modes_in_use(pair.local)), 1), "vectors with a handler")
        groups = [used[:most], used[most:-1], used[-1:]] if which == "msix" else [used]
        for group in filter(None, groups):
            ksft_ge(sum(group), 1, f"interrupts of each vector: {used}")
        ksft_ge(sum(used), 10)
        pair.local.unbind()
    pair.rebind()


if __name__ == "__main__":
    run(mode)
