#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Down and up, unbind and bind, out and in, under traffic; and nothing stays behind."""

import time
from pathlib import Path

import ifreq
import leftovers
from lib.py import ksft_eq, ksft_lt
from pair import sh
from stream import Flood, data_at, udp_pair
from suite import run, wait_for

DOWN_UP, REBIND, RELOAD = 100, 50, 50
# Every so many rounds the test waits until traffic really flows again.
TRAFFIC_EVERY = 10
HELD = 200


def received(name):
    path = Path(f"/sys/class/net/{name}/statistics/rx_packets")
    return int(path.read_text(encoding="ascii"))


def wait_traffic(name):
    before = received(name)
    wait_for(lambda: received(name) > before + 3, 15, f"traffic on {name}")


def rounds(count, name, one_round):
    """Runs the rounds while the peer sends, now and then waiting for its frames."""
    with Flood():
        for number in range(count):
            one_round()
            if number % TRAFFIC_EVERY == 0:
                wait_traffic(name)
        wait_traffic(name)


def down_up(pair):
    def one_round():
        ifreq.set_up(pair.name, False)
        ifreq.set_up(pair.name, True)

    rounds(DOWN_UP, pair.name, one_round)


def unbind_bind(pair):
    name = pair.name

    def one_round():
        pair.local.unbind()
        pair.local.attach(pair.driver)
        pair.up_local()

    rounds(REBIND, name, one_round)


def nothing_left(pair, slab_before):
    """The driver is unloaded: the counts are those of before it came."""
    ksft_lt(leftovers.slab_bytes(), slab_before + leftovers.SLAB_NOISE_BYTES, "in slabs")
    ksft_eq(leftovers.page_pools(), [], "page pools")
    for nic in (pair.local, pair.peer):
        ksft_eq(leftovers.dma_mappings(nic.address), [], "DMA mappings")
    ksft_eq(leftovers.dma_errors(), 0, "DMA-API errors")
    ksft_eq(leftovers.interrupt_lines("eth0", "eth1"), [], "/proc/interrupts")


def reload(pair):
    """Out and in, with traffic; afterwards nothing stays behind."""
    sh(f"rmmod {pair.driver}")
    before = leftovers.slab_bytes()
    with Flood():
        for number in range(RELOAD):
            pair.load()
            pair.up_peer()
            pair.up_local()
            if number % TRAFFIC_EVERY == 0:
                wait_traffic(pair.name)
            sh(f"rmmod {pair.driver}")
    nothing_left(pair, before)
    pair.up()
    ksft_eq(len(leftovers.interrupt_lines(pair.name)), 1, "/proc/interrupts while up")


def packets_held(pair):
    """Received packets wait in a socket while the module goes; then they are read."""
    sender, receiver = udp_pair("in", buffer=16 << 20)
    with sender, receiver:
        for number in range(HELD):
            sender.send(data_at(number, 1400))
            time.sleep(0.001)
        sh(f"rmmod {pair.driver}")
        ksft_eq(leftovers.dma_mappings(pair.local.address), [], "DMA mappings")
        good = sum(receiver.recv(2000) == data_at(number, 1400) for number in range(HELD))
    ksft_eq(good, HELD, "packets read after the module went")
    wait_for(lambda: not leftovers.page_pools(), 10, "the end of the page pools")
    pair.up()


if __name__ == "__main__":
    run(down_up, unbind_bind, reload, packets_held)
