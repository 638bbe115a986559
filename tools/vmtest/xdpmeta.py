#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What an XDP program may ask the device about a frame: hash and VLAN tag, also of a frame
in a socket's memory."""

import contextlib
import errno
import socket
from dataclasses import dataclass

import bpf
from afxdp import ZEROCOPY, Socket as Xsk
from lib.py import NetdevFamily, defer, ksft_eq, ksft_in, ksft_variants
from pair import sh
from rss import (ETHERTYPES, PUBLISHED, TABLE, TCP, UDP, UDP_PORTS, hash_udp_ports, model,
                 packet, set_key)
from suite import run, wait_for
from xdp import SECONDS, TEST, both_ends

TAG, TCI = 0x8100, 0x6123
NO_RSS = ("82540EM", "82545EM", "82544GC")
# enum xdp_rss_hash_type of the kernel.
L3_V4, L3_V6, L4, L4_TCP, L4_UDP = 1, 2, 8, 16, 32


@dataclass(frozen=True)
class Seen:
    """struct seen of metadata.bpf.c."""
    frames: int
    hash_error: int
    hash: int
    type: int
    tag_error: int
    proto: int
    tci: int


class Program:
    """On our interface until the test ends."""

    def __init__(self, pair):
        self._object = bpf.Object("metadata", "metadata", bound_to=pair.name)
        defer(self._object.close)
        bpf.attach(pair.name, self._object.program)
        defer(bpf.detach, pair.name)

    def asks_of(self, ethertype):
        self._object.write("config", "=I", socket.htons(ethertype))

    def seen(self):
        return Seen(*self._object.read("seen", "=IiIIiHH"))

    def sees(self, send):
        """What it is told about the one frame that this sends."""
        before = self.seen().frames
        send()
        wait_for(lambda: self.seen().frames > before, SECONDS, "the frame")
        return self.seen()


@contextlib.contextmanager
def received_into(memory, pair, queue):
    """Whose memory the queue has."""
    xsk = Xsk(pair.name, queue, ZEROCOPY) if memory == "socket" else None
    try:
        yield
    finally:
        if xsk:
            xsk.close()


@ksft_variants([("pages", 4), ("pages", 6), ("socket", 4), ("socket", 6)])
def rx_hash(pair, memory, version):
    if model(pair) not in NO_RSS:
        set_key(pair)
    program = Program(pair)
    program.asks_of(ETHERTYPES[version])
    here, there = both_ends(pair)
    header = here.mac + there.mac + ETHERTYPES[version].to_bytes(2, "big")
    for protocol in (TCP, UDP):
        ports = protocol == TCP or (model(pair) in UDP_PORTS and hash_udp_ports(pair, version))
        for source, destination, sport, dport, of_ip, of_l4 in PUBLISHED[version]:
            want = of_l4 if ports else of_ip
            data = header + packet(protocol, source, destination, sport, dport)
            with received_into(memory, pair, want % TABLE % pair.channels()[1]):
                seen = program.sees(lambda d=data: there.raw_send(d))
            if model(pair) in NO_RSS:
                ksft_eq(seen.hash_error, -errno.EOPNOTSUPP, "without RSS")
                continue
            kind = (L3_V4 if version == 4 else L3_V6) | (
                L4 | (L4_TCP if protocol == TCP else L4_UDP) if ports else 0)
            ksft_eq((seen.hash_error, hex(seen.hash), seen.type), (0, hex(want), kind),
                    f"{source}, protocol {protocol}")


@ksft_variants(["pages", "socket"])
def rx_vlan_tag(pair, memory):
    """Of what the device has taken out; what it leaves in the frame is not known to it."""
    defer(sh, f"ethtool -K {pair.name} rxvlan on")
    defer(sh, f"ethtool -K {pair.name} rx-vlan-filter on")
    sh(f"ethtool -K {pair.name} rx-vlan-filter off")
    program = Program(pair)
    here, there = both_ends(pair)
    tagged = here.mac + there.mac + TAG.to_bytes(2, "big") + TCI.to_bytes(2, "big") + \
        TEST.to_bytes(2, "big") + bytes(100)
    with received_into(memory, pair, 0):
        program.asks_of(TEST)
        seen = program.sees(lambda: there.raw_send(tagged))
        ksft_eq((seen.tag_error, socket.ntohs(seen.proto), seen.tci), (0, TAG, TCI), "tag")
        seen = program.sees(lambda: there.send(here.mac, 100))
        ksft_eq(seen.tag_error, -errno.ENODATA, "a frame without a tag")
        sh(f"ethtool -K {pair.name} rxvlan off")
        program.asks_of(TAG)
        seen = program.sees(lambda: there.raw_send(tagged))
        ksft_eq(seen.tag_error, -errno.ENODATA, "a tag that stays")


def listed(pair):
    device = NetdevFamily().dev_get({"ifindex": socket.if_nametoindex(pair.name)})
    features = set(device["xdp-rx-metadata-features"])
    ksft_eq(features, {"vlan-tag"} | (set() if model(pair) in NO_RSS else {"hash"}))
    ksft_in("xsk-zerocopy", device["xdp-features"])


if __name__ == "__main__":
    run(rx_hash, rx_vlan_tag, listed)
