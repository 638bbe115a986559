#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""XDP: every verdict with the contents checked, several buffers, coming and going."""

import select
import socket

import bpf
from lib.py import defer, ksft_eq, ksft_variants
from netns import inside
from pair import NS, sh, sh_peer
from stream import data_at
from suite import run, wait_for

TEST, DONE = 0x88b5, 0x88b6
# Around the copied frame, the smallest one, a buffer's end and the MTU's.
SHORT = (60, 61, 127, 128, 129, 144, 255, 256, 257, 1000, 1513, 1514)
LONG = (2043, 2044, 2045, 2046, 2047, 2048, 2049, 2052, 4095, 4096, 4097, 6143, 6144, 6145, 9013,
        9014)
UNDER_WAY = 8
SECONDS = 10


class Wire:
    """Raw frames of one EtherType at one end."""

    def __init__(self, interface, namespace, listen):
        with inside(namespace):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                                         socket.htons(listen))
        self._socket.bind((interface, listen))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.mac = self._socket.getsockname()[4]
        defer(self._socket.close)

    def send(self, destination, size, ethertype=TEST):
        self._socket.send(frame(destination, self.mac, size, ethertype))

    def receive(self, seconds=SECONDS):
        while select.select([self._socket], [], [], seconds)[0]:
            data, address = self._socket.recvfrom(65536)
            if address[2] != socket.PACKET_OUTGOING:
                return data
        return None


def frame(destination, source, size, ethertype):
    return (destination + source + ethertype.to_bytes(2, "big") + size.to_bytes(2, "big") +
            data_at(size, size - 16))


def set_mtu(pair, mtu):
    sh(f"ip link set {pair.name} mtu {mtu}")
    sh_peer(f"ip link set {pair.peer_name} mtu {mtu}")
    pair.wait_link()


class Verdict:
    """The program of verdict.bpf.c on our interface, until the test ends."""

    def __init__(self, pair, frags=False):
        self._object = bpf.Object("verdict", "verdict_frags" if frags else "verdict")
        defer(self._object.close)
        bpf.attach(pair.name, self._object.program)
        defer(bpf.detach, pair.name)

    def set(self, verdict, head=0, tail=0, meta=0):
        self._object.write("config", "=IiiI", verdict, head, tail, meta)

    def redirect_to(self, index, namespace):
        self._object.write("ports", "=I", index, namespace=namespace)

    def counted(self):
        """(frames, bytes, failed) so far."""
        return self._object.read("count", "=QQQ")


def jumbo(pair, mtu):
    if mtu != 1500:
        set_mtu(pair, mtu)
        defer(set_mtu, pair, 1500)
    return SHORT + (LONG if mtu > 1500 else ())


def statistic(pair, name):
    """Sum over the queues."""
    lines = sh(f"ethtool -S {pair.name}").split("\n")
    return sum(int(line.split(":")[1]) for line in lines if line.strip().split(":")[0]
               .endswith(name))


def both_ends(pair, there=TEST, here=TEST):
    return Wire(pair.name, None, here), Wire(pair.peer_name, NS, there)


def exchange(sender, receiver, sizes, expected):
    """Sends frames of all sizes, some under way at once, and compares what arrives."""
    todo = list(sizes)
    while todo:
        batch, todo = todo[:UNDER_WAY], todo[UNDER_WAY:]
        for size in batch:
            sender(size)
        for size in batch:
            ksft_eq(receiver.receive(), expected(size), f"frame of {size} bytes")


@ksft_variants([("single", 1500), ("frags", 1500), ("frags", 9000)])
def passes(pair, kind, mtu):
    sizes = jumbo(pair, mtu)
    verdict = Verdict(pair, kind == "frags")
    verdict.set(bpf.PASS)
    here, there = both_ends(pair)
    exchange(lambda size: there.send(here.mac, size), here, sizes,
             lambda size: frame(here.mac, there.mac, size, TEST))
    ksft_eq(verdict.counted(), (len(sizes), sum(sizes), 0), "what the program saw")


@ksft_variants([("drop", bpf.DROP, 1500), ("drop", bpf.DROP, 9000),
                ("aborted", bpf.ABORTED, 1500), ("aborted", bpf.ABORTED, 9000)])
def disappears(pair, name, action, mtu):
    """More frames than the ring has buffers: each of these is used again."""
    sizes = jumbo(pair, mtu) * 40
    verdict = Verdict(pair, frags=True)
    verdict.set(action)
    here, there = both_ends(pair)
    before = statistic(pair, f"rx_xdp_{name}")
    for count, size in enumerate(sizes, 1):
        there.send(here.mac, size)
        if not count % UNDER_WAY:
            wait_for(lambda: verdict.counted()[0] == count, SECONDS, "frames seen")
    wait_for(lambda: verdict.counted()[0] == len(sizes), SECONDS, "all frames seen")
    ksft_eq(statistic(pair, f"rx_xdp_{name}") - before, len(sizes), "driver's counter")
    verdict.set(bpf.PASS)
    there.send(here.mac, 100)
    ksft_eq(here.receive(), frame(here.mac, there.mac, 100, TEST), "the only frame")


if __name__ == "__main__":
    run(passes, disappears)
