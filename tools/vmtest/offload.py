#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What is left to the NIC: each packet's contents, with the feature and without."""

import contextlib
import json

from frames import BROADCAST as BROADCAST_TEXT
from frames import ETHERTYPE, mac_bytes
from icmp import echo_all
from lib.py import defer, ksft_eq, ksft_true, ksft_variants
from nics import MODELS
from packets import ACK, ENDS, ETHERTYPES, FIN, PSH, TCP, UDP, Capture, Packet, Sender, parse
from pair import NS, sh, sh_peer
from reconf import unnoticed
from regtrace import RegisterTrace
from stream import TcpStream, data_at
from suite import run

TSO = {4: "tx-tcp-segmentation", 6: "tx-tcp6-segmentation"}
SEQUENCE, IDENT = 1000, 77
OPTIONS = bytes([1, 1, 8, 10]) + bytes(range(8))
BROADCAST = mac_bytes(BROADCAST_TEXT)
FCS_LEN, BUFFER = 4, 2048
RCTL, RCTL_SBP = 0x100, 1 << 2
# RDBAL and TDBAL of queue 0.
RING_BASES = (0x2800, 0x3800, 0xc000, 0xe000)
TAG = 0x6064  # priority 3, VLAN 100
VLAN_HEAD = bytes([0x81, 0x00]) + TAG.to_bytes(2, "big")


def feature(pair, name):
    return json.loads(sh(f"ethtool --json -k {pair.name}"))[0][name]["active"]


@contextlib.contextmanager
def switched(pair, settings):
    """Features as ethtool -K takes them, turned back afterwards."""
    words = settings.split()
    back = " ".join(f"{name} {'off' if value == 'on' else 'on'}"
                    for name, value in zip(words[::2], words[1::2]))
    sh(f"ethtool -K {pair.name} {settings}")
    try:
        yield
    finally:
        sh(f"ethtool -K {pair.name} {back}")


def peer_shows_frames(pair):
    """What the peer's socket shows is what was on the wire."""
    sh_peer(f"ethtool -K {pair.peer_name} gro off")
    defer(sh_peer, f"ethtool -K {pair.peer_name} gro on")


class Line:
    """From our interface to the peer's, and what leaves and arrives there."""

    def __init__(self, pair, interface=None):
        self._there = Capture(pair.peer_name, NS)
        self._here = Capture(pair.name)
        self._sender = Sender(interface or pair.name, self._there.mac)
        for part in (self._there, self._here, self._sender):
            defer(part.close)
        self._offset = 0

    def data(self, length):
        """Never the same twice."""
        self._offset += 7919
        return data_at(self._offset, length)

    def _left_whole(self, packet, frame):
        """Whether the driver got the packet in one piece."""
        got = next(self._here.frames(
            lambda c: c.outgoing and packet.payload[:16] in c.frame))
        return len(got.frame) >= len(frame)

    def transmit(self, packet, mss=0, linear=0, tag=None):
        """(left in one piece, segments found at the other end), in order."""
        frame = self._sender.send(packet, mss, linear)
        ethertype = ETHERTYPES[packet.version].to_bytes(2, "big")
        found, length = [], 0
        whole = self._left_whole(packet, frame) if mss else None
        for got in self._there.frames(lambda c: c.frame[12:14] == ethertype
                                      and ENDS[packet.version][1] in c.frame[:54]):
            segment = parse(got.frame[14:], packet.version)
            # QEMU's e1000 adds an empty one to a whole number of segments
            if mss and not segment.payload:
                continue
            ksft_eq(got.tag, tag, "tag on the wire")
            found.append(segment)
            length += len(segment.payload)
            if length >= len(packet.payload):
                break
        return whole, found


def check_segments(packet, segments, mss, what):
    """Together the packet, and each of the right size in the right place."""
    ksft_true(b"".join(s.payload for s in segments) == packet.payload, f"{what}: contents")
    sizes = [len(s.payload) for s in segments]
    ksft_eq({*sizes[:-1]}, {mss}, f"{what}: sizes")
    ksft_true(sizes and sizes[-1] <= mss, f"{what}: size of the last")
    ksft_true(all(s.sequence == SEQUENCE + mss * i for i, s in enumerate(segments)),
              f"{what}: sequence numbers")
    ksft_eq({s.options for s in segments}, {packet.options}, f"{what}: TCP options")
    if packet.version == 4:
        ksft_true(all(s.ident == IDENT + i for i, s in enumerate(segments)),
                  f"{what}: IPv4 identification")


def edges(header, mss):
    """Payloads: few segments, then frames that just fill one descriptor, two and all."""
    yield from (mss + 1, 2 * mss - 1, 2 * mss, 2 * mss + 1)
    for whole in (4096, 8192):
        yield from (whole - header + i for i in (-1, 0, 1, 4, 5))
    # no more segments than the peer's ring has room for
    yield min(200 * mss, 65535 - header)


def expected_whole(pair, version, mss):
    """Small segments are software's: the 8254x cuts descriptors of up to four."""
    least = 1024 if pair.settings["nics"][0].startswith("8254") else 128
    return feature(pair, TSO[version]) and mss >= least


@ksft_variants([(4, 1448), (6, 1428), (4, 1024), (6, 1023), (4, 128), (4, 127)])
def segments(pair, version, mss):
    """Headers alone in the linear part, a few bytes more, and all of the packet."""
    peer_shows_frames(pair)
    line = Line(pair)
    want_whole = expected_whole(pair, version, mss)
    for options in (b"", OPTIONS):
        header = Packet(version, TCP, b"", options=options).header_len
        for length in edges(header, mss):
            for linear in {header, header + 1, header + length if length < 8200 else header}:
                packet = Packet(version, TCP, line.data(length), ACK | PSH, options)
                what = f"{length} bytes, {linear} linear"
                whole, found = line.transmit(packet, mss, linear)
                ksft_eq(whole, want_whole, f"{what}: left to the device")
                check_segments(packet, found, mss, what)


@ksft_variants([4, 6])
def segments_without(pair, version):
    peer_shows_frames(pair)
    with switched(pair, "tso off"):
        line = Line(pair)
        packet = Packet(version, TCP, line.data(20000), ACK)
        whole, found = line.transmit(packet, 1428)
        ksft_true(not whole, "left to the device")
        check_segments(packet, found, 1428, "software")


@ksft_variants([4, 6])
def segments_end(pair, version):
    """FIN is in the last segment, and only there."""
    peer_shows_frames(pair)
    line = Line(pair)
    packet = Packet(version, TCP, line.data(5000), ACK | PSH | FIN)
    _, found = line.transmit(packet, 1428)
    check_segments(packet, found, 1428, "FIN")
    ksft_eq([bool(s.flags & FIN) for s in found], [False] * 3 + [True])


@ksft_variants([(4, TCP), (6, TCP), (4, UDP), (6, UDP)])
def checksums(pair, version, protocol):
    """Every size around the copy limit, and the longest."""
    peer_shows_frames(pair)
    line = Line(pair)
    header = Packet(version, protocol, b"").header_len
    for length in [0, 1, *range(120 - header, 136 - header), 1000, 1513 - header, 1514 - header]:
        packet = Packet(version, protocol, line.data(length))
        _, found = line.transmit(packet)
        ksft_true([s.payload for s in found] == [packet.payload], f"{length} bytes")


@ksft_variants([(way, version, tso) for way in ("out", "in") for version in (4, 6)
                for tso in ("on", "off")])
def streams(pair, way, version, tso):
    sh(f"ethtool -K {pair.name} tso {tso}")
    defer(sh, f"ethtool -K {pair.name} tso on")
    with TcpStream(way, version) as stream:
        stream.moves(4 << 20, 60)


def add_vlan(pair):
    sh(f"ip link add link {pair.name} name v100 type vlan id 100 egress-qos-map 0:3")
    defer(sh, "ip link del v100")
    sh("ip link set v100 up")


@ksft_variants(["on", "off"])
def tag_goes_out(pair, inserted):
    """The tag of the VLAN interface, put in by the NIC and by the stack."""
    add_vlan(pair)
    peer_shows_frames(pair)
    sh_peer(f"ip link set {pair.peer_name} promisc on")
    defer(sh_peer, f"ip link set {pair.peer_name} promisc off")
    with switched(pair, "txvlan off") if inserted == "off" else contextlib.nullcontext():
        line = Line(pair, "v100")
        for version in (4, 6):
            header = Packet(version, UDP, b"").header_len
            for length in [0, *range(110 - header, 136 - header), 1514 - header]:
                packet = Packet(version, UDP, line.data(length))
                _, found = line.transmit(packet, tag=TAG)
                ksft_true([s.payload for s in found] == [packet.payload], f"{length} bytes")
            # a VLAN interface without the offload takes raw frames for longer headers
            if inserted == "off":
                continue
            packet = Packet(version, TCP, line.data(30000))
            whole, found = line.transmit(packet, 1428, tag=TAG)
            ksft_eq(whole, feature(pair, TSO[version]), "segments are left to the device")
            check_segments(packet, found, 1428, "tagged segments")


@ksft_variants(["on", "off"])
def tag_comes_in(pair, stripped):
    """Beside the frame if the NIC takes it out, else in it."""
    add_vlan(pair)
    with switched(pair, "rxvlan off") if stripped == "off" else contextlib.nullcontext(), \
            Capture(pair.name) as here, Capture(pair.peer_name, NS) as there, \
            Sender(pair.peer_name, here.mac, NS) as sender:
        for length in (46, 60, 200, 1500):
            payload = data_at(length, length)
            ends = here.mac + there.mac
            sender.send_plain(ends + VLAN_HEAD + b"\x88\xb5" + payload)
            got = next(here.frames(lambda c: not c.outgoing and payload in c.frame))
            # what the device leaves in the stack takes out
            ksft_eq(got.tag, TAG, f"{length} bytes: tag")
            ksft_true(got.frame == ends + b"\x88\xb5" + payload, f"{length} bytes")


def plain(destination, source, length):
    """A frame of a protocol that nobody speaks."""
    return destination + source + ETHERTYPE.to_bytes(2, "big") + data_at(length, length - 14)


def arrives(here, sent):
    """The frame as it came in: the one that starts with what was sent."""
    return next(here.frames(lambda c: not c.outgoing and c.frame.startswith(sent))).frame


def fcs_stays(pair):
    """Four bytes more, also where they spill into the next buffer."""
    pair.set_mtu(9000)
    defer(pair.set_mtu, 1500)
    pcie = MODELS[pair.settings["nics"][0]].pcie
    with Capture(pair.name) as here, Capture(pair.peer_name, NS) as there, \
            Sender(pair.peer_name, here.mac, NS) as sender:
        for setting, more in (("on", FCS_LEN), ("off", 0)):
            sh(f"ethtool -K {pair.name} rx-fcs {setting}")
            ksft_eq(feature(pair, "rx-vlan-offload"), setting == "off", "tags and FCS")
            for length in (60, 250, 256, 1514, *range(2042, 2050), *range(4092, 4098), 9014):
                frame = plain(here.mac, there.mac, length)
                sender.send_plain(frame)
                got = arrives(here, frame)
                # QEMU computes no FCS, and its PCIe models do not let it spill: an empty buffer
                empty = pcie and -length % BUFFER < FCS_LEN
                ksft_eq(len(got), length + (0 if empty else more),
                        f"rx-fcs {setting}, {length} bytes")
        echo_all(False, [100, 1472, 8000])


def damaged_frames_are_kept(pair):
    """QEMU has none; the device is told, and the rest of the traffic goes on."""
    for setting, want in (("on", RCTL_SBP), ("off", 0)):
        with RegisterTrace(pair.settings["logs"], pair.local) as trace:
            sh(f"ethtool -K {pair.name} rx-all {setting}")
        ksft_eq([value & RCTL_SBP for offset, value in trace.writes if offset == RCTL], [want])
        echo_all(False, [100])


def loopback(pair):
    """What is sent comes back, though nobody is at the other end, and then no more."""
    with Capture(pair.name) as here, Capture(pair.peer_name, NS) as there, \
            Sender(pair.name, here.mac) as sender:
        sh(f"ethtool -K {pair.name} loopback on")
        pair.wait_link()
        for length in (60, 100, 128, 129, 1514):
            frame = plain(here.mac, here.mac, length)
            sender.send_plain(frame)
            ksft_true(arrives(here, frame) == frame, f"{length} bytes")
            foreign = plain(BROADCAST, here.mac, length)
            sender.send_plain(foreign)
            ksft_true(arrives(here, foreign) == foreign, f"{length} bytes, broadcast")
        sh(f"ethtool -K {pair.name} loopback off")
        pair.wait_link()
        echo_all(False, [100, 1472])
        ksft_true(not any(c.frame[12:14] == ETHERTYPE.to_bytes(2, "big")
                          for c in there.now()), "nothing went out")


@ksft_variants(["tso", "sg", "tx", "rx", "rxvlan", "txvlan", "rx-vlan-filter", "rxhash",
                "gro", "rx-fcs", "rx-all"])
def toggled(pair, name):
    """Under TCP both ways: nobody notices, neither the link nor the rings."""
    was = json.loads(sh(f"ethtool --json -k {pair.name}"))[0]
    if name == "rxhash" and was["receive-hashing"]["fixed"]:
        ksft_true(not was["receive-hashing"]["active"], "the chip has no receive hash")
        return

    def change():
        before = sh(f"ethtool -k {pair.name}")
        on = name not in ("rx-fcs", "rx-all")
        for value in ("off", "on") if on else ("on", "off"):
            sh(f"ethtool -K {pair.name} {name} {value}")
        if name == "rxvlan":
            sh(f"ethtool -K {pair.name} txvlan on")
        ksft_eq(sh(f"ethtool -k {pair.name}"), before)

    trace = unnoticed(pair, change, registers=False)
    ksft_eq(trace.mac_resets(), [], "MAC resets")
    # a ring that restarts is programmed anew
    ksft_eq([hex(offset) for offset, _ in trace.writes if offset in RING_BASES], [],
            "ring addresses")


if __name__ == "__main__":
    run(segments, segments_without, segments_end, checksums, streams, tag_goes_out,
        tag_comes_in, fcs_stays, damaged_frames_are_kept, loopback, toggled)
