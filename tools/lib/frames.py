# SPDX-License-Identifier: GPL-2.0-only
"""Raw Ethernet frames, sent and seen on an interface."""

import itertools
import select
import socket
import struct
import time

from netns import inside

# An experimental EtherType (IEEE 802, "local experimental 1"): nobody else talks it.
ETHERTYPE = 0x88b5
# Any EtherType: frames of all VLANs, before the VLAN interfaces take them.
ALL = 0x0003
BROADCAST = "ff:ff:ff:ff:ff:ff"
# Not in Python's socket module.
SOL_PACKET, PACKET_ADD_MEMBERSHIP = 263, 1
PACKET_MR_MULTICAST, PACKET_MR_PROMISC = 0, 1
_SERIAL = itertools.count(1)


def mac_bytes(text):
    return bytes.fromhex(text.replace(":", ""))


class FrameSocket:
    """One interface, one EtherType; does not make the interface promiscuous."""

    def __init__(self, interface, namespace=None, listen=ETHERTYPE):
        with inside(namespace):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self._socket.bind((interface, listen))
        self.mac = self._socket.getsockname()[4]

    @property
    def raw(self):
        """The socket itself, for what the methods do not offer."""
        return self._socket

    def join(self, group):
        """Has the interface receive a multicast address until the socket closes."""
        index = socket.if_nametoindex(self._socket.getsockname()[0])
        self._socket.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, struct.pack(
            "iHH8s", index, PACKET_MR_MULTICAST, 6, mac_bytes(group)))

    def promiscuous(self):
        """Has the interface receive everything until the socket closes."""
        index = socket.if_nametoindex(self._socket.getsockname()[0])
        self._socket.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, struct.pack(
            "iHH8s", index, PACKET_MR_PROMISC, 0, b""))

    def send(self, destination, payload):
        self._socket.send(mac_bytes(destination) + self.mac +
                          ETHERTYPE.to_bytes(2, "big") + payload)

    def receive(self, seconds):
        """The next frame's payload that came from the wire, or None."""
        deadline = time.monotonic() + seconds
        while select.select([self._socket], [], [], max(0, deadline - time.monotonic()))[0]:
            frame, address = self._socket.recvfrom(65536)
            if address[2] != socket.PACKET_OUTGOING:
                return frame[14:]
        return None

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def passes(sender, receiver, destination, sentinel_sender=None):
    """Whether the other end's filter passes a frame to this address.

    A broadcast follows the frame: once it is there, the frame was dropped.
    """
    serial = next(_SERIAL).to_bytes(4, "big")
    frame, sentinel = b"frame" + serial, b"after" + serial
    sender.send(destination, frame.ljust(60, b"\0"))
    (sentinel_sender or sender).send(BROADCAST, sentinel.ljust(60, b"\0"))
    seen = False
    while True:
        payload = receiver.receive(10)
        if payload is None:
            raise RuntimeError("a broadcast frame got lost")
        seen |= payload.startswith(frame)
        if payload.startswith(sentinel):
            return seen


def settles(want, *args):
    """Like passes(), but waits until the filter is as wanted: it is set in the background."""
    deadline = time.monotonic() + 5
    while passes(*args) != want:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
