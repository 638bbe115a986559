#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""XDP: every verdict with the contents checked, several buffers, coming and going."""

import select
import socket
import threading

import bpf
from icmp import echo_all
from ifreq import Rings
from lib.py import KsftSkipEx, defer, ksft_eq, ksft_in, ksft_true, ksft_variants
from netns import inside
from pair import NS, sh, sh_peer
from reconf import unnoticed
from stream import TcpStream, data_at
from suite import OLD_KERNEL, fresh_pair, run, wait_for

TEST, DONE = 0x88b5, 0x88b6
# Around the copied frame, the smallest one, a buffer's end and the MTU's.
SHORT = (60, 61, 127, 128, 129, 144, 255, 256, 257, 1000, 1513, 1514)
LONG = (2043, 2044, 2045, 2046, 2047, 2048, 2049, 2052, 4095, 4096, 4097, 6143, 6144, 6145, 9013,
        9014)
# Of verdict.bpf.c.
TO_SOCKET = 16
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
        self.raw_send(frame(destination, self.mac, size, ethertype))

    def raw_send(self, data):
        self._socket.send(data)

    def receive(self, seconds=SECONDS):
        while select.select([self._socket], [], [], seconds)[0]:
            data, address = self._socket.recvfrom(65536)
            if address[2] != socket.PACKET_OUTGOING:
                return data
        return None


def frame(destination, source, size, ethertype):
    return (destination + source + ethertype.to_bytes(2, "big") + size.to_bytes(2, "big") +
            data_at(size, size - 16))


class Verdict:
    """The program of verdict.bpf.c on our interface, until the test ends."""

    def __init__(self, pair, frags=False):
        self._object = bpf.Object("verdict", "verdict_frags" if frags else "verdict")
        self._seen = 0
        defer(self._object.close)
        bpf.attach(pair.name, self._object.program)
        defer(bpf.detach, pair.name)

    def set(self, verdict, head=0, tail=0, meta=0):
        self._object.write("config", "=IiiI", verdict, head, tail, meta)

    def redirect_to(self, index, namespace):
        self._object.write("ports", "=I", index, namespace=namespace)

    def to_socket(self, queue, fd):
        self._object.write("sockets", "=I", fd, key=queue)
        self.set(TO_SOCKET)

    def waits_for(self, more):
        """Waits until the program has seen so many more frames than when asked last."""
        self._seen += more
        return wait_for(lambda: self.counted()[0] >= self._seen, SECONDS, "frames seen")

    def counted(self):
        """(frames, bytes, failed) so far."""
        return self._object.read("count", "=QQQ")


def jumbo(pair, mtu):
    if mtu != 1500:
        pair.set_mtu(mtu)
        defer(pair.set_mtu, 1500)
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


@ksft_variants([("single", 1500), ("frags", 9000)])
def goes_back(pair, kind, mtu):
    sizes = jumbo(pair, mtu)
    verdict = Verdict(pair, kind == "frags")
    verdict.set(bpf.TX)
    here, there = both_ends(pair, there=DONE)
    before = statistic(pair, "tx_xdp")
    exchange(lambda size: there.send(here.mac, size), there, sizes,
             lambda size: frame(there.mac, here.mac, size, DONE))
    ksft_eq(verdict.counted(), (len(sizes), sum(sizes), 0), "what the program saw")
    ksft_eq(statistic(pair, "tx_xdp") - before, len(sizes), "driver's counter")


@ksft_variants([("single", 1500), ("frags", 9000)])
def goes_to_other_nic(pair, kind, mtu):
    """Out of the peer, whose wire ends here: the frames come in once more."""
    if OLD_KERNEL and kind == "frags":
        raise KsftSkipEx("this kernel redirects no frames of several buffers")
    sizes = jumbo(pair, mtu)
    verdict = Verdict(pair, kind == "frags")
    with inside(NS):
        verdict.redirect_to(socket.if_nametoindex(pair.peer_name), NS)
    verdict.set(bpf.REDIRECT)
    here, there = both_ends(pair, here=DONE)
    exchange(lambda size: there.send(here.mac, size), here, sizes,
             lambda size: frame(here.mac, there.mac, size, DONE))
    ksft_eq(verdict.counted(), (len(sizes), sum(sizes), 0), "what the program saw")


def _changed(data, head, tail):
    """What verdict.bpf.c makes of a frame: the Ethernet header stays in front."""
    body = data[14:]
    body = bytes(-head) + body if head < 0 else body[head:]
    return data[:14] + (body[:tail] if tail < 0 else body + bytes(tail))


@ksft_variants([("pass", bpf.PASS, 1500), ("pass", bpf.PASS, 9000), ("tx", bpf.TX, 1500),
                ("tx", bpf.TX, 9000)])
def moved_ends(pair, _name, action, mtu):
    """Shorter and longer at both ends; what a moved start uncovers is not compared."""
    sizes = jumbo(pair, mtu)
    verdict = Verdict(pair, frags=True)
    here, there = both_ends(pair, there=DONE)
    receiver = here if action == bpf.PASS else there
    for head, tail in ((8, 0), (-8, 0), (0, -8), (0, 8), (16, -16)):
        verdict.set(action, head=head, tail=tail)
        for size in (size for size in sizes if size > 90 and size + tail - head <= mtu + 14):
            there.send(here.mac, size)
            want = frame(here.mac, there.mac, size, TEST)
            if action == bpf.TX:
                want = frame(there.mac, here.mac, size, DONE)
            got, want = receiver.receive(), _changed(want, head, tail)
            skip = 14 + max(0, -head)
            ksft_true(got and got[:14] == want[:14] and got[skip:] == want[skip:],
                      f"{size} bytes, start {head:+}, end {tail:+}")
    ksft_eq(verdict.counted()[2], 0, "calls that failed")


def metadata_room(pair):
    verdict = Verdict(pair)
    verdict.set(bpf.PASS, meta=32)
    here, there = both_ends(pair)
    exchange(lambda size: there.send(here.mac, size), here, SHORT,
             lambda size: frame(here.mac, there.mac, size, TEST))
    ksft_eq(verdict.counted()[2], 0, "calls that failed")


def comes_and_goes(pair):
    """Programs replace each other under TCP: no register is written but tails and masks."""
    programs = [bpf.Object("verdict", "verdict"), bpf.Object("verdict", "verdict_frags")]
    for program in programs:
        defer(program.close)

    def change():
        for _ in range(8):
            for program in programs:
                bpf.attach(pair.name, program.program)
            bpf.detach(pair.name)

    unnoticed(pair, change)


def loses_nothing(pair):
    """Every ping is answered while programs come and go."""
    program = bpf.Object("verdict", "verdict_frags")
    defer(program.close)
    stop = threading.Event()

    def change():
        while not stop.is_set():
            bpf.attach(pair.name, program.program)
            bpf.detach(pair.name)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        echo_all(True, [*range(1, 1400)])
        echo_all(False, [*range(1, 1400)])
    finally:
        stop.set()
        thread.join()


def resized(pair):
    """New rings under a program, with frames of several buffers on their way."""
    pair.set_mtu(9000)
    defer(pair.set_mtu, 1500)
    verdict = Verdict(pair, frags=True)
    verdict.set(bpf.PASS)
    with TcpStream("in") as stream:
        for size in (64, 512, 256):
            Rings(pair.name).set(size, 256)
            stream.moves()
    here, there = both_ends(pair)
    there.send(here.mac, 9000)
    ksft_eq(here.receive(), frame(here.mac, there.mac, 9000, TEST), "a jumbo frame")


def limits(pair):
    """A program for one buffer and an MTU of several exclude each other."""
    single, frags = bpf.Object("verdict", "verdict"), bpf.Object("verdict", "verdict_frags")
    defer(single.close)
    defer(frags.close)
    defer(bpf.detach, pair.name)
    defer(sh, f"ip link set {pair.name} mtu 1500")
    sh(f"ip link set {pair.name} mtu 2026")
    bpf.attach(pair.name, single.program)
    ksft_in("Invalid argument", sh(f"ip link set {pair.name} mtu 2027", check=False))
    bpf.attach(pair.name, frags.program)
    sh(f"ip link set {pair.name} mtu 2027")
    ksft_in("too large for a program without frags", refused(pair, single))
    bpf.detach(pair.name)
    ksft_in("too large for a program without frags", refused(pair, single))


def refused(pair, program):
    """What the kernel says to a program that it does not attach."""
    try:
        bpf.attach(pair.name, program.program)
    except OSError as error:
        return str(error)
    raise AssertionError("the program was attached")


def too_long_for_it(pair):
    """The chip receives frames longer than the MTU; a program for one buffer never sees them."""
    sh_peer(f"ip link set {pair.peer_name} mtu 9000")
    defer(pair.set_mtu, 1500)
    pair.wait_link()
    verdict = Verdict(pair)
    verdict.set(bpf.PASS)
    here, there = both_ends(pair)
    before = statistic(pair, "rx_xdp_long")
    there.send(here.mac, 4000)
    there.send(here.mac, 1000)
    ksft_eq(here.receive(), frame(here.mac, there.mac, 1000, TEST), "the short frame")
    ksft_eq(statistic(pair, "rx_xdp_long") - before, 1, "driver's counter")
    ksft_eq(verdict.counted()[0], 1, "frames the program saw")


def leaves_with_frames(pair):
    """The module goes while a program is attached, frames are on their way, and pages too."""
    verdict = bpf.Object("verdict", "verdict_frags")
    defer(verdict.close)
    for action in (bpf.TX, bpf.PASS):
        verdict.write("config", "=IiiI", action, 0, 0, 0)
        bpf.attach(pair.name, verdict.program)
        here, there = both_ends(pair, there=DONE)
        for _ in range(200):
            there.send(here.mac, 1000)
        pair = fresh_pair()


if __name__ == "__main__":
    run(passes, disappears, goes_back, goes_to_other_nic, moved_ends, metadata_room,
        comes_and_goes, loses_nothing, resized, limits, too_long_for_it, leaves_with_frames)
