#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Queues and NAPI instances as the netdev netlink family shows them."""

import re
import socket
from pathlib import Path

import pktgen
from icmp import echo_all
from lib.py import NetdevFamily, defer, ksft_eq, ksft_in, ksft_true
from nics import mac
from pair import sh
from recover import Counters
from suite import run


def qstats(name):
    """The interface's counters, by queues and in all."""
    return NetdevFamily().qstats_get({"ifindex": socket.if_nametoindex(name)}, dump=True)


def of_the_stack(name):
    """How many queues (RX, TX) the stack uses. sysfs may show none for reception."""
    rings = re.search(r"(\d+) RX rings", sh(f"ethtool -n {name}", check=False))
    return int(rings[1]), len(list(Path(f"/sys/class/net/{name}/queues").glob("tx-*")))


class View:
    """What the kernel lists for the interface."""

    def __init__(self, pair):
        self._family = NetdevFamily()
        self._request = {"ifindex": socket.if_nametoindex(pair.name)}

    def queues(self):
        """NAPI id by (type, number)."""
        listed = self._family.queue_get(self._request, dump=True)
        return {(queue["type"], queue["id"]): queue.get("napi-id") for queue in listed}

    def interrupts(self):
        """Interrupt by NAPI id."""
        listed = self._family.napi_get(self._request, dump=True)
        return {napi["id"]: napi.get("irq") for napi in listed}


def vectors(pair):
    """MSI-X vectors by the name /proc/interrupts has for them."""
    text = sh("cat /proc/interrupts")
    return {name: int(number) for number, name in
            re.findall(rf"^\s*(\d+):.*\s({pair.name}-\d+)$", text, re.M)}


def check(pair, pairs):
    """Each pair shares a NAPI instance, and that has the pair's vector."""
    view, vector = View(pair), vectors(pair)
    queues, interrupts = view.queues(), view.interrupts()
    ksft_eq(sorted(queues), sorted((kind, i) for kind in ("rx", "tx") for i in range(pairs)))
    ids = [queues["rx", i] for i in range(pairs)]
    ksft_eq(ids, [queues["tx", i] for i in range(pairs)], "NAPI ids of the TX queues")
    ksft_eq(len(set(ids)), pairs, f"each pair its own: {ids}")
    for i, napi in enumerate(ids):
        ksft_in(napi, interrupts)
        if vector:
            ksft_eq(interrupts[napi], vector[f"{pair.name}-{i}"], f"interrupt of pair {i}")


def listed_while_up(pair):
    check(pair, pair.channels()[1])


def listed_after_changes(pair):
    """Down and up, other rings, other numbers of queues."""
    most, pairs = pair.channels()
    sh(f"ip link set {pair.name} down; ip link set {pair.name} up")
    check(pair, pairs)
    sh(f"ethtool -G {pair.name} rx 512 tx 512")
    check(pair, pairs)
    defer(sh, f"ethtool -L {pair.name} combined {pairs}")
    for count in sorted({1, most} - {pairs}):
        sh(f"ethtool -L {pair.name} combined {count}")
        check(pair, count)
    pair.wait_link()
    echo_all(False, [100])


def gone_while_down(pair):
    defer(pair.wait_link)
    defer(sh, f"ip link set {pair.name} up")
    sh(f"ip link set {pair.name} down")
    view = View(pair)
    ksft_eq(view.queues(), {})
    ksft_eq(view.interrupts(), {})
    ksft_true(not vectors(pair), "no interrupt")


def known_before_up(pair):
    """A port that was never up has as many queues as it says, and counters."""
    pair.local.unbind()
    pair.local.attach(pair.driver)
    # after hot-plug tests it may have been another
    name = pair.name
    defer(pair.wait_link)
    defer(pair.up_local)
    for pairs in sorted({1, *pair.channels()}):
        # To change nothing is an error of some versions of ethtool.
        sh(f"ethtool -L {name} combined {pairs}", check=False)
        ksft_eq(of_the_stack(name), (pairs, pairs))
        if pairs > 1:
            sh(f"ethtool -X {name} equal {pairs}")
            sh(f"ethtool -X {name} default")
    ksft_eq([entry["rx-packets"] for entry in qstats(name)], [0])


def sent_to_a_queue_that_goes(pair):
    """A packet that pktgen sends again and again keeps its queue: it is dropped."""
    name, (most, pairs) = pair.name, pair.channels()
    if most == 1:
        ksft_true(True, "there is always one")
        return
    sh("modprobe pktgen")
    defer(sh, f"ethtool -L {name} combined {pairs}", check=False)  # may be so already
    sh(f"ethtool -L {name} combined 2", check=False)
    counters = Counters(pair)
    with pktgen.flood(name, mac(pair.peer.index), 1):
        # which queues there are it looks up when it starts
        counters.wait("q1_tx_packets", 100)
        sh(f"ethtool -L {name} combined 1")
        counters.wait("q1_tx_dropped")
        sent = counters.grown("q1_tx_packets")
        sh(f"ethtool -L {name} combined 2")
        counters.wait("q1_tx_packets", sent + 1)
    echo_all(False, [100])


if __name__ == "__main__":
    run(listed_while_up, listed_after_changes, gone_while_down, known_before_up,
        sent_to_a_queue_that_goes)
