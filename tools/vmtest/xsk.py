#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""AF_XDP sockets, by copy and without: contents, every size, several buffers, wake-ups."""

import socket
import threading

import bpf
from afxdp import COPY, NEED_WAKEUP, SG, ZEROCOPY, Memory, Socket as Xsk
from icmp import echo_all
from lib.py import (KsftNamedVariant, KsftSkipEx, defer, ksft_eq, ksft_in, ksft_raises,
                    ksft_true, ksft_variants)
from packets import CSUM_PLACE, TCP, UDP, Capture, Packet, parse
from pair import NS, sh, sh_peer
from reconf import ONE_BY_ONE, queues_set, unnoticed
from stream import data_at
from suite import OLD_KERNEL, fresh_pair, log_mark, log_since, run, wait_for
from xdp import (DONE, SHORT, TEST, Verdict, both_ends, exchange, frame, jumbo, statistic)

MODES = [("copy", COPY, 1500), ("copy_wakeup", COPY | NEED_WAKEUP, 1500),
         ("zero", ZEROCOPY, 1500), ("zero_wakeup", ZEROCOPY | NEED_WAKEUP, 1500),
         ("copy_several", COPY | SG, 9000),
         ("zero_several", ZEROCOPY | SG | NEED_WAKEUP, 9000)]
SHORTEST = (1, 13, 14, 16, 17, 18, 59)


def need(flags):
    if flags & SG and OLD_KERNEL:
        raise KsftSkipEx("this kernel has no sockets for several buffers")


def opened(pair, flags, memory=Memory()):
    """A socket on queue 0, where frames that are not IP arrive."""
    need(flags)
    xsk = Xsk(pair.name, 0, flags, memory)
    defer(xsk.close)
    ksft_eq(xsk.is_zerocopy(), bool(flags & ZEROCOPY), "zero-copy")
    return xsk


def steered(pair, flags, memory=Memory()):
    """The same, with a program that gives it the test frames."""
    verdict = Verdict(pair, bool(flags & SG))
    xsk = opened(pair, flags, memory)
    verdict.to_socket(0, xsk.fd)
    return xsk, verdict


@ksft_variants(MODES)
def receives(pair, _name, flags, mtu):
    sizes = jumbo(pair, mtu) * 4
    xsk, verdict = steered(pair, flags)
    here, there = both_ends(pair)
    exchange(lambda size: there.send(here.mac, size), xsk, sizes,
             lambda size: frame(here.mac, there.mac, size, TEST))
    ksft_eq(verdict.counted(), (len(sizes), sum(sizes), 0), "what the program saw")


@ksft_variants(MODES)
def sends(pair, _name, flags, mtu):
    sizes = jumbo(pair, mtu) * 8
    xsk = opened(pair, flags)
    here, there = both_ends(pair)
    pieces = (1000, 2000, 4096) if flags & SG else (4096,)
    for piece in pieces:
        exchange(lambda size, piece=piece: xsk.send(
            frame(there.mac, here.mac, size, TEST), piece), there, sizes,
            lambda size: frame(there.mac, here.mac, size, TEST))
        xsk.complete()


def pads_short_packets(pair):
    """What is shorter than the device can send; some of it cannot even be told apart."""
    xsk = opened(pair, ZEROCOPY)
    here, there = both_ends(pair)
    for size in SHORTEST:
        want = frame(there.mac, here.mac, 60, TEST)[:size]
        xsk.send(want)
        xsk.complete()
        if size >= 14:
            # QEMU's e1000 pads nothing, neither here nor there
            ksft_eq(there.receive().ljust(60, b"\0"), want.ljust(60, b"\0"), f"{size} bytes")


def drops_what_is_too_long(pair):
    """Longer than the chip's longest frame: completed, not sent, and in order."""
    xsk = opened(pair, ZEROCOPY | SG)
    here, there = both_ends(pair)
    for size in (1000, 17000, 1000, 17000, 17000, 60):
        xsk.send(frame(there.mac, here.mac, size, TEST), 4096)
    xsk.complete()
    for size in (1000, 1000, 60):
        ksft_eq(there.receive(), frame(there.mac, here.mac, size, TEST), f"{size} bytes")
    ksft_eq(there.receive(0.2), None, "nothing more")


VERDICTS = [("pass", bpf.PASS, 1500), ("drop", bpf.DROP, 1500), ("tx", bpf.TX, 1500),
            ("redirect", bpf.REDIRECT, 1500), ("pass_several", bpf.PASS, 9000),
            ("tx_several", bpf.TX, 9000)]


@ksft_variants(VERDICTS)
def other_verdicts(pair, _name, action, mtu):
    """Of frames in a socket's memory: the stack and other devices get a copy, the wire the
    buffers themselves."""
    sizes = jumbo(pair, mtu) * (80 if mtu == 1500 else 20)
    verdict = Verdict(pair, mtu > 1500)
    verdict.redirect_to(socket.if_nametoindex(pair.name), None)
    verdict.set(action)
    opened(pair, ZEROCOPY | (SG if mtu > 1500 else 0))
    here, there = both_ends(pair, there=DONE)
    if action == bpf.DROP:
        before = statistic(pair, "rx_xdp_drop")
        for size in sizes:
            there.send(here.mac, size)
            ksft_true(verdict.waits_for(1), "frame dropped")
        ksft_eq(statistic(pair, "rx_xdp_drop") - before, len(sizes), "driver's counter")
    elif action == bpf.PASS:
        exchange(lambda size: there.send(here.mac, size), here, sizes,
                 lambda size: frame(here.mac, there.mac, size, TEST))
    else:
        ends = (there, here)
        if action == bpf.REDIRECT:
            # the frame keeps its addresses
            ends = (here, there)
            sh_peer(f"ip link set {pair.peer_name} promisc on")
            defer(sh_peer, f"ip link set {pair.peer_name} promisc off")
        exchange(lambda size: there.send(here.mac, size), there, sizes,
                 lambda size: frame(ends[0].mac, ends[1].mac, size, DONE))


def stack_beside_socket(pair):
    """Pings of all sizes through a queue that serves a socket, without any program."""
    opened(pair, ZEROCOPY)
    echo_all(True, [*range(1, 1400, 7)])
    echo_all(False, [*range(1, 1400, 7)])


def several_writers(pair):
    """The stack and a socket send on one ring, faster than it drains."""
    xsk = opened(pair, ZEROCOPY | NEED_WAKEUP)
    here, there = both_ends(pair)
    for _ in range(20):
        for size in (60, 200, 1514) * 4:
            xsk.send(frame(there.mac, here.mac, size, TEST))
            here.send(there.mac, size)
        xsk.complete()
        seen = sorted(len(there.receive()) for _ in range(24))
        ksft_eq(seen, sorted((60, 200, 1514) * 8), "frames of both")


def comes_and_goes(pair):
    """Under TCP both ways: the link does not notice."""
    def change():
        for _ in range(4):
            Xsk(pair.name, 0, ZEROCOPY).close()

    trace = unnoticed(pair, change)
    if chip := ONE_BY_ONE.get(pair.settings["nics"][0]):
        ksft_eq(queues_set(trace, *chip), {0}, "queues touched")


def resized(pair):
    """The rings, while frames come; all of the socket's buffers get to the new ones."""
    xsk, _ = steered(pair, ZEROCOPY | NEED_WAKEUP)
    here, there = both_ends(pair)
    stop = threading.Event()

    def flood():
        while not stop.is_set():
            there.send(here.mac, 200)

    thread = threading.Thread(target=flood)
    thread.start()
    try:
        for size in (64, 128, 512) * 3:
            sh(f"ethtool -G {pair.name} rx {size} tx {size}")
            ksft_true(xsk.receive(), "a frame")
    finally:
        stop.set()
        thread.join()
        sh(f"ethtool -G {pair.name} rx 256 tx 256")
    # QEMU's e1000 keeps frames to itself for a second after it was started
    while xsk.receive(2):
        pass
    # most of its buffers, none given back meanwhile
    for _ in range(200):
        there.send(here.mac, 100)
    for _ in range(200):
        ksft_eq(xsk.receive(), frame(here.mac, there.mac, 100, TEST), "a frame")


def buffers_come_late(pair):
    """The driver asks for them when it has none, and takes them when it is told."""
    xsk, _ = steered(pair, ZEROCOPY | NEED_WAKEUP, Memory(filled=False))
    wait_for(xsk.wants_buffers, 10, "the driver asks for buffers")
    xsk.fill()
    here, there = both_ends(pair)
    ksft_eq(xsk.receive(0.2), None, "nothing yet, but the driver knows")
    wait_for(lambda: not xsk.wants_buffers(), 10, "the driver has enough")
    exchange(lambda size: there.send(here.mac, size), xsk, (60, 1514) * 40,
             lambda size: frame(here.mac, there.mac, size, TEST))


def many_pieces(pair):
    """Packets of as many descriptors as there may be, through the shortest ring."""
    pair.set_mtu(9000)
    defer(pair.set_mtu, 1500)
    sh(f"ethtool -G {pair.name} tx 64")
    defer(sh, f"ethtool -G {pair.name} tx 256")
    xsk = opened(pair, ZEROCOPY | SG)
    here, there = both_ends(pair)
    for size in (1700, 8500) * 20:
        xsk.send(frame(there.mac, here.mac, size, TEST), size // 17)
        here.send(there.mac, 500)
        got = sorted((there.receive(), there.receive()), key=len)
        ksft_eq(got, [frame(there.mac, here.mac, each, TEST) for each in (500, size)],
                f"{size} bytes in 17 pieces, and one of the stack")
    xsk.complete()


@ksft_variants([KsftNamedVariant("headroom", Memory(headroom=192)),
                KsftNamedVariant("unaligned", Memory(3000, 0, 500)),
                KsftNamedVariant("unaligned_headroom", Memory(3200, 128, 100))])
def layouts(pair, memory):
    """Of the socket's memory."""
    mark = log_mark()
    try:
        xsk, _ = steered(pair, ZEROCOPY, memory)
    except OSError:
        ksft_in("cannot use a socket's unaligned buffers", "".join(log_since(mark)))
        # the 82545EM anywhere, others with 32-bit addresses where there is more memory
        raise KsftSkipEx("the device cannot use them") from None
    here, there = both_ends(pair)
    sizes = SHORT * 40
    exchange(lambda size: there.send(here.mac, size), xsk, sizes,
             lambda size: frame(here.mac, there.mac, size, TEST))
    exchange(lambda size: xsk.send(frame(there.mac, here.mac, size, TEST)), there, sizes,
             lambda size: frame(there.mac, here.mac, size, TEST))
    xsk.complete()


@ksft_variants([(4, UDP, 1), (4, TCP, 1000), (6, UDP, 1400), (6, TCP, 77)])
def checksums(pair, version, protocol, length):
    """Left to the device, packet by packet; what makes no sense changes nothing."""
    if OLD_KERNEL:
        raise KsftSkipEx("this kernel has no metadata for sending")
    xsk = opened(pair, ZEROCOPY | SG, Memory(metadata=32))
    here, _ = both_ends(pair)
    watch = Capture(pair.peer_name, NS)
    defer(watch.close)
    packet = Packet(version, protocol, data_at(0, length))
    data = packet.frame(watch.mac, here.mac)

    def received(piece, checksum):
        xsk.send(data, piece, checksum)
        return next(watch.frames(lambda one: one.frame[:12] == data[:12])).frame

    # in one piece, and in many
    for piece in (4000, max(60, len(data) // 16)) * 10:
        got = received(piece, (packet.l4_start, CSUM_PLACE[protocol]))
        ksft_eq(parse(got[14:], version).payload, packet.payload, f"in pieces of {piece}")
        for senseless in ((3, 6), (len(data) - 7, 6), (packet.l4_start, 3), (60000, 16)):
            ksft_eq(received(piece, senseless)[:len(data)], data, f"checksum at {senseless}")
    xsk.complete()


def _small_chunks(pair, flags):
    """The device can use 1 KB of each: what is longer gets there in two."""
    sh_peer(f"ip link set {pair.peer_name} mtu 9000")
    defer(pair.set_mtu, 1500)
    pair.wait_link()
    xsk, _ = steered(pair, flags, Memory(2048))
    here, there = both_ends(pair)
    room = 2048 - 256
    exchange(lambda size: there.send(here.mac, size), xsk,
             (60, 1023, 1024, 1025, 1040, 1514, room - 1, room) * 80,
             lambda size: frame(here.mac, there.mac, size, TEST))
    if not flags & SG:
        before = statistic(pair, "rx_xdp_long")
        there.send(here.mac, room + 1)
        there.send(here.mac, 100)
        ksft_eq(xsk.receive(), frame(here.mac, there.mac, 100, TEST), "the next frame")
        ksft_eq(statistic(pair, "rx_xdp_long") - before, 1, "driver's counter")
    xsk.close()


@ksft_variants([("whole", ZEROCOPY), ("several", ZEROCOPY | SG)])
def buffer_sizes(pair, _name, flags):
    """Chunks of 2 KB leave less than 2 KB: too little where all queues have one size."""
    need(flags)
    if pair.settings["nics"][0] == "82576":
        _small_chunks(pair, flags)
    else:
        with ksft_raises(OSError):
            Xsk(pair.name, 0, flags, Memory(2048))
    # less than 1 KB is left; a frame of the MTU does not fit, which newer kernels see for us
    for headroom in (1000, 600):
        mark = log_mark()
        with ksft_raises(OSError):
            Xsk(pair.name, 0, flags, Memory(2048, headroom))
        if flags & SG:
            ksft_in("a socket's buffers have room for", "".join(log_since(mark)))
    echo_all(False, [100, 1000])


def limits_mtu(pair):
    """Frames that do not fit into one buffer of a socket are refused with the MTU."""
    opened(pair, ZEROCOPY)
    ksft_in("Invalid argument", sh(f"ip link set {pair.name} mtu 4000", check=False))
    sh(f"ip link set {pair.name} mtu 2000")
    sh(f"ip link set {pair.name} mtu 1500")


def leaves_with_socket(pair):
    """The module goes while sockets are open, with frames on their way."""
    xsk = Xsk(pair.name, 0, ZEROCOPY)
    defer(xsk.close)
    here, there = both_ends(pair)
    for _ in range(100):
        xsk.send(frame(there.mac, here.mac, 1000, TEST))
        there.send(here.mac, 1000)
    fresh_pair()


def interface_goes_down(pair):
    """A socket survives it, and works again."""
    xsk, _ = steered(pair, ZEROCOPY)
    here, there = both_ends(pair)
    for _ in range(3):
        sh(f"ip link set {pair.name} down")
        sh(f"ip link set {pair.name} up")
        pair.wait_link()
        exchange(lambda size: there.send(here.mac, size), xsk, (60, 1514) * 40,
                 lambda size: frame(here.mac, there.mac, size, TEST))


if __name__ == "__main__":
    run(receives, sends, pads_short_packets, drops_what_is_too_long, other_verdicts,
        stack_beside_socket, several_writers, comes_and_goes, resized, buffers_come_late,
        many_pieces, layouts, checksums, buffer_sizes, limits_mtu, interface_goes_down,
        leaves_with_socket)
