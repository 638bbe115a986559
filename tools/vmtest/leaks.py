#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""kmemleak finds nothing after all kinds of work, errors included, and the driver's end."""

import os

import faults
import ifreq
import leftovers
from lib.py import ksft_eq
from lib.py.ksft import ksft_flush_defer
from pair import sh
from stream import TcpStream
from suite import run

ROUNDS = 3
# kmemleak makes everything many times slower.
os.environ["E1K_SHORT"] = "1"


def work(pair):
    """A bit of everything that allocates."""
    with TcpStream("out") as out, TcpStream("in") as back:
        out.moves()
        back.moves()
        sh(f"ethtool -G {pair.name} rx 128 tx 128")
        sh(f"ip link set {pair.name} mtu 4000")
        sh(f"ip link set {pair.name} allmulticast on")
        sh(f"ip link add link {pair.name} name v5 type vlan id 5")
        sh(f"ethtool -d {pair.name}")
        sh(f"ethtool -S {pair.name}")
        out.moves()
    sh("ip link del v5")
    for _ in range(ROUNDS):
        ifreq.set_up(pair.name, False)
        ifreq.set_up(pair.name, True)
        pair.local.unbind()
        pair.local.attach(pair.driver)
        pair.up_local()
    pair.wait_link()


def no_leaks(pair):
    if not leftovers.KMEMLEAK.exists():
        raise AssertionError("no kmemleak: boot the debug kernel with --append kmemleak=on")
    leftovers.KMEMLEAK.write_text("clear", encoding="ascii")
    work(pair)
    faults.probe(pair)
    faults.open_(pair)
    faults.ring_change(pair)
    # what restores the settings needs the driver
    ksft_flush_defer()
    sh(f"rmmod {pair.driver}")
    ksft_eq(leftovers.suspected_leaks(), "")


if __name__ == "__main__":
    run(no_leaks)
