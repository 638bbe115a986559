#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Down and up, unbind and bind, out and in, under traffic; and nothing stays behind."""

import subprocess
import threading
import time
from pathlib import Path

import ifreq
import leftovers
from frames import BROADCAST, FrameSocket
from icmp import echo_all
from lib.py import defer, ksft_eq
from module import rmmod
from pair import NS, sh
from stream import data_at, udp_pair
from suite import often, run, wait_for

DOWN_UP, REBIND, RELOAD = 100, 50, 50
# Every so many rounds the test waits until traffic really flows again.
TRAFFIC_EVERY = 10
HELD = 200
SECONDS_PER_WRITE = 20


class Flood:
    """Broadcasts from an interface, which may come and go meanwhile."""

    def __init__(self, name, namespace):
        self._name, self._namespace = name, namespace
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _send(self):
        with FrameSocket(self._name, self._namespace) as sender:
            while not self._stopping.is_set():
                sender.send(BROADCAST, bytes(1000))
                time.sleep(0.0005)

    def _run(self):
        while not self._stopping.is_set():
            try:
                self._send()
            except OSError:
                time.sleep(0.005)  # gone, or down

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()


def received(name):
    path = Path(f"/sys/class/net/{name}/statistics/rx_packets")
    return int(path.read_text(encoding="ascii"))


def rounds(count, name, one_round):
    """Runs the rounds, now and then waiting for received frames."""
    for number in range(often(count)):
        one_round()
        if number % TRAFFIC_EVERY == 0:
            before = received(name)
            wait_for(lambda seen=before: received(name) > seen + 3, 60, f"traffic on {name}")


def down_up(pair):
    def one_round():
        ifreq.set_up(pair.name, False)
        ifreq.set_up(pair.name, True)

    with Flood(pair.peer_name, NS):
        rounds(DOWN_UP, pair.name, one_round)


def unbind_bind(pair):
    name = pair.name

    def one_round():
        pair.local.unbind()
        pair.local.attach(pair.driver)
        ifreq.set_up(name, True)

    with Flood(pair.peer_name, NS):
        rounds(REBIND, name, one_round)


def poll_by_threads(pair, yes):
    """Returns the shell's status; one that hangs cannot be killed, and is left behind."""
    path = f"/sys/class/net/{pair.name}/threaded"
    # pylint: disable-next=consider-using-with
    shell = subprocess.Popen(["sh", "-c", f"echo {yes:d} > {path}"], stderr=subprocess.DEVNULL)
    return shell.wait(SECONDS_PER_WRITE)


def threads_end(pair):
    """The kernel waits for all polls to end: none may be where nobody polls."""
    most, now = pair.channels()
    defer(pair.wait_link)
    changes = ["true", f"ethtool -G {pair.name} rx 512", f"ethtool -G {pair.name} rx 256",
               f"ip link set {pair.name} down; ip link set {pair.name} up"]
    if most > 1:
        changes += [f"ethtool -L {pair.name} combined {count}"
                    for count in (*sorted({1, most} - {now}), now)]
    for change in changes:
        ksft_eq(poll_by_threads(pair, True), 0, "threads")
        sh(change)
        ksft_eq(poll_by_threads(pair, False), 0, f"no threads after {change}")
    ksft_eq(poll_by_threads(pair, True), 0, "threads")
    sh(f"ip link set {pair.name} down")
    poll_by_threads(pair, False)
    sh(f"ip link set {pair.name} up")
    ksft_eq(poll_by_threads(pair, False), 0, "no threads any more")
    pair.wait_link()
    echo_all(False, [100])


def nothing_left(pair, slab_before):
    """The driver is unloaded: the counts are those of before it came."""
    leftovers.no_page_pools()
    ksft_eq(leftovers.slab_growth(slab_before), 0, "bytes more in slabs")
    for nic in (pair.local, pair.peer):
        ksft_eq(leftovers.dma_mappings(nic.address), [], "DMA mappings")
    ksft_eq(leftovers.dma_errors(), 0, "DMA-API errors")
    ksft_eq(leftovers.interrupt_lines("eth0", "eth1"), [], "/proc/interrupts")


def reload(pair):
    """Out and in, with traffic; afterwards nothing stays behind."""
    here, there = pair.name, pair.peer_name
    lines = len(leftovers.interrupt_lines(here))
    sh(f"ip netns del {NS}")
    rmmod(pair.driver)
    before = leftovers.slab_bytes()

    def one_round():
        if Path(f"/sys/class/net/{here}").exists():
            rmmod(pair.driver)
        pair.load()
        ifreq.set_up(there, True)
        ifreq.set_up(here, True)

    with Flood(there, None):
        rounds(RELOAD, here, one_round)
        rmmod(pair.driver)
    nothing_left(pair, before)
    pair.up()
    ksft_eq(len(leftovers.interrupt_lines(here)), lines, "/proc/interrupts while up")


def packets_held(pair):
    """Received packets wait in a socket while the module goes; then they are read."""
    echo_all(True, [100])  # or the first datagrams wait, then come all at once
    sender, receiver = udp_pair("in", buffer=16 << 20)
    with sender, receiver:
        for number in range(HELD):
            sender.send(data_at(number, 1400))
            time.sleep(0.001)
        rmmod(pair.driver)
        ksft_eq(leftovers.dma_mappings(pair.local.address), [], "DMA mappings")
        good = sum(receiver.recv(2000) == data_at(number, 1400) for number in range(HELD))
    ksft_eq(good, HELD, "packets read after the module went")
    leftovers.no_page_pools()
    pair.up()


if __name__ == "__main__":
    run(down_up, threads_end, unbind_bind, reload, packets_held)
