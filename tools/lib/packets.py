# SPDX-License-Identifier: GPL-2.0-only
"""TCP and UDP packets as bytes, left to a NIC unfinished and taken from the wire."""

import select
import socket
import struct
import time
from dataclasses import dataclass

from frames import ALL, SOL_PACKET
from netns import inside

PACKET_AUXDATA, PACKET_VNET_HDR = 8, 15
TP_STATUS_VLAN_VALID = 1 << 4
NEEDS_CSUM, GSO_NONE, GSO_TCP = 1, 0, {4: 1, 6: 4}
ETHERTYPES = {4: 0x0800, 6: 0x86dd}
TCP, UDP = socket.IPPROTO_TCP, socket.IPPROTO_UDP
CSUM_PLACE = {TCP: 16, UDP: 6}
FIN, PSH, ACK = 1, 8, 16
# Addresses that nobody has: no stack answers.
ENDS = {4: (bytes([10, 9, 9, 1]), bytes([10, 9, 9, 2])),
        6: (bytes.fromhex("fd09" + "00" * 13 + "01"), bytes.fromhex("fd09" + "00" * 13 + "02"))}
PORTS = struct.pack(">HH", 4711, 4712)
# Seconds to wait for what was sent.
PATIENCE = 10


def ones_sum(data):
    """The 16-bit sum of RFC 1071, not yet inverted."""
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return total


def pseudo(source, destination, protocol, length):
    return source + destination + struct.pack(">II", length, protocol)


@dataclass(frozen=True)
class Packet:
    """What a stack hands to a NIC: all there but the checksum, maybe too long."""
    version: int
    protocol: int
    payload: bytes
    flags: int = ACK
    options: bytes = b""

    def _l4(self):
        if self.protocol == UDP:
            return PORTS + struct.pack(">HH", 8 + len(self.payload), 0)
        words = 5 + len(self.options) // 4
        return PORTS + struct.pack(">IIBBHHH", 1000, 2000, words << 4, self.flags,
                                   8192, 0, 0) + self.options

    def _l3(self, length):
        source, destination = ENDS[self.version]
        if self.version == 6:
            return struct.pack(">IHBB", 6 << 28, length & 0xffff, self.protocol, 64) + \
                source + destination
        head = bytearray(struct.pack(">BBHHHBBH", 0x45, 0, (length + 20) & 0xffff, 77, 0x4000,
                                     64, self.protocol, 0) + source + destination)
        head[10:12] = struct.pack(">H", 0xffff - ones_sum(head))
        return bytes(head)

    @property
    def l4_start(self):
        return 14 + (20 if self.version == 4 else 40)

    @property
    def header_len(self):
        return self.l4_start + len(self._l4())

    def frame(self, destination, source):
        """The bytes of the frame, with the pseudo header's sum where the checksum goes."""
        head = bytearray(self._l4())
        length = len(head) + len(self.payload)
        place = CSUM_PLACE[self.protocol]
        head[place:place + 2] = struct.pack(">H", ones_sum(
            pseudo(*ENDS[self.version], self.protocol, length)))
        return destination + source + struct.pack(">H", ETHERTYPES[self.version]) + \
            self._l3(length) + bytes(head) + self.payload


@dataclass(frozen=True)
class Segment:
    """A finished packet, its lengths and checksums found right."""
    payload: bytes
    sequence: int = 0
    flags: int = 0
    options: bytes = b""
    ident: int = 0


def parse(packet, version):
    """A Segment from the bytes after the Ethernet header; padding goes."""
    if version == 4:
        l4_start, length, protocol = 20, struct.unpack_from(">H", packet, 2)[0], packet[9]
        if ones_sum(packet[:20]) != 0xffff:
            raise AssertionError("wrong checksum of the IPv4 header")
        ends = packet[12:20]
    else:
        l4_start, length, protocol = 40, 40 + struct.unpack_from(">H", packet, 4)[0], packet[6]
        ends = packet[8:40]
    if ends != b"".join(ENDS[version]) or length > len(packet):
        raise AssertionError(f"length {length} of {len(packet)}, addresses {ends.hex()}")
    l4 = packet[l4_start:length]
    half = len(ends) // 2
    if ones_sum(pseudo(ends[:half], ends[half:], protocol, len(l4)) + l4) != 0xffff:
        raise AssertionError(f"wrong checksum, {len(l4)} bytes")
    if protocol == UDP:
        return Segment(l4[8:])
    head = l4[12] >> 4 << 2
    return Segment(l4[head:], struct.unpack_from(">I", l4, 4)[0], l4[13], l4[20:head],
                   struct.unpack_from(">H", packet, 4)[0] if version == 4 else 0)


@dataclass(frozen=True)
class Captured:
    """A frame as a packet socket shows it; tag: what is no longer (or not yet) in it."""
    frame: bytes
    tag: int | None
    outgoing: bool


class Capture:
    """Every frame an interface sends and receives."""

    def __init__(self, interface, namespace=None):
        with inside(namespace):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                                         socket.htons(ALL))
        self._socket.bind((interface, ALL))
        self._socket.setsockopt(socket.SOL_SOCKET, 33, 32 << 20)  # SO_RCVBUFFORCE
        self._socket.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
        self.mac = self._socket.getsockname()[4]

    def now(self):
        """Those that are there already."""
        return self.frames(lambda _: True, 0)

    def frames(self, wanted, patience=PATIENCE):
        """Those that wanted(captured) takes, until it has waited for so long in all."""
        deadline = time.monotonic() + patience
        while select.select([self._socket], [], [], max(0, deadline - time.monotonic()))[0]:
            frame, control, _, address = self._socket.recvmsg(1 << 17, 256)
            tag = None
            for level, kind, data in control:
                if (level, kind) == (SOL_PACKET, PACKET_AUXDATA):
                    status, _, _, _, _, tci, _ = struct.unpack("IIIHHHH", data)
                    tag = tci if status & TP_STATUS_VLAN_VALID else None
            captured = Captured(frame, tag, address[2] == socket.PACKET_OUTGOING)
            if wanted(captured):
                yield captured

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Sender:
    """Hands packets to an interface as its stack would."""

    def __init__(self, interface, destination, namespace=None):
        with inside(namespace):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self._socket.setsockopt(SOL_PACKET, PACKET_VNET_HDR, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, 32, 4 << 20)  # SO_SNDBUFFORCE
        self._socket.bind((interface, 0))
        self._ends = destination, self._socket.getsockname()[4]

    def send(self, packet, mss=0, linear=0):
        """mss: to be cut into segments; linear: bytes not in fragments, at least headers."""
        frame = packet.frame(*self._ends)
        head = struct.pack("=BBHHHH", NEEDS_CSUM, GSO_TCP[packet.version] if mss else GSO_NONE,
                           max(linear, packet.header_len), mss, packet.l4_start,
                           CSUM_PLACE[packet.protocol])
        self._socket.send(head + frame)
        return frame

    def send_plain(self, frame):
        """All of it is there."""
        self._socket.send(bytes(10) + frame)

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
