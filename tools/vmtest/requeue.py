#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The kernel exchanges the memory of single RX queues, where the chip lets one stop alone.

It does so when a queue is given other memory; the small module in requeue/ has it do so here.
"""

import errno
import socket
from pathlib import Path

import faults
import leftovers
from afxdp import ZEROCOPY
from icmp import echo_all
from ifreq import Rings
from lib.py import defer, ksft_eq, ksft_ne
from module import insmod
from pair import sh
from reconf import ONE_BY_ONE, queues_set, unnoticed
from stream import TcpStream
from suite import often, run, wait_for
from xdp import SHORT, TEST, both_ends, exchange, frame
from xsk import steered

MODULE = Path("/sys/module/requeue/parameters/restart")
MANY = 100


def restart(pair, queue):
    if not MODULE.exists():
        insmod(pair.settings["requeue"])
    # a buffered file would, closing, write once more what has failed
    with open(MODULE, "wb", buffering=0) as file:
        file.write(f"{pair.name} {queue}".encode())


def refused(pair):
    """Whether the chip has nothing to offer; then that must be what the kernel hears."""
    if pair.settings["nics"][0] in ONE_BY_ONE:
        return False
    try:
        restart(pair, 0)
    except OSError as error:
        ksft_eq(error.errno, errno.EOPNOTSUPP)
    else:
        ksft_eq("restarted", "refused")
    echo_all(False, [100])
    return True


def pools(pair):
    """Those in use by the interface's rings."""
    index = socket.if_nametoindex(pair.name)
    return {pool["id"] for pool in leftovers.page_pools()
            if pool.get("ifindex") == index and "detach-time" not in pool}


def under_tcp(pair):
    """Each queue gets other memory; the data survives, nothing else is touched."""
    if refused(pair):
        return
    _, pairs = pair.channels()
    for queue in range(pairs):
        before = pools(pair)
        trace = unnoticed(pair, lambda q=queue: restart(pair, q))
        ksft_eq(queues_set(trace, *ONE_BY_ONE[pair.settings["nics"][0]]), {queue},
                "queues touched")
        after = pools(pair)
        ksft_eq((len(before), len(after), len(before & after)), (pairs, pairs, pairs - 1),
                "page pools before, after, and in both")


def many_times(pair):
    """Without a pause, and nothing stays behind."""
    if refused(pair):
        return
    _, pairs = pair.channels()
    restart(pair, 0)
    slab = leftovers.slab_bytes()
    with TcpStream("out") as out, TcpStream("in", 6) as back:
        for count in range(often(MANY)):
            restart(pair, count % pairs)
        out.moves()
        back.moves()
    leftovers.run_softirqs()
    wait_for(lambda: not leftovers.orphaned_page_pools(), 30, "the end of the page pools")
    ksft_eq(len(pools(pair)), pairs, "page pools")
    ksft_eq(leftovers.slab_growth(slab), 0, "bytes more in slabs")


def allocations_fail(pair):
    """Each one once: the queue keeps its memory, and its traffic does not notice."""
    if refused(pair):
        return
    faults.need_fault_injection()
    faults.watch_driver(pair.driver)
    rings = Rings(pair.name)
    defer(rings.set, *faults.DEFAULT)
    rings.set(*faults.SMALL)
    restart(pair, 0)
    before = pools(pair)

    def intact():
        ksft_eq(pools(pair), before, "page pools")
        echo_all(False, [100])

    with TcpStream("out") as out, TcpStream("in", 6) as back:
        faults.every_allocation(lambda: restart(pair, 0), lambda: None, intact, least=6)
        out.moves()
        back.moves()
    ksft_ne(pools(pair), before, "page pools after the one that succeeded")


def while_down(pair):
    """There is no memory to exchange; later all is as ever."""
    if refused(pair):
        return
    sh(f"ip link set {pair.name} down")
    restart(pair, 0)
    ksft_eq(pools(pair), set())
    sh(f"ip link set {pair.name} up")
    pair.wait_link()
    restart(pair, 0)
    echo_all(True, [100, 1400])


def of_a_socket(pair):
    """A queue that serves an AF_XDP socket keeps on doing so."""
    if refused(pair):
        return
    xsk, _ = steered(pair, ZEROCOPY)
    here, there = both_ends(pair)
    for _ in range(5):
        restart(pair, 0)
        exchange(lambda size: there.send(here.mac, size), xsk, SHORT * 20,
                 lambda size: frame(here.mac, there.mac, size, TEST))
        exchange(lambda size: xsk.send(frame(there.mac, here.mac, size, TEST)), there,
                 SHORT * 20, lambda size: frame(there.mac, here.mac, size, TEST))
        xsk.complete()


if __name__ == "__main__":
    run(under_tcp, many_times, allocations_fail, while_down, of_a_socket)
