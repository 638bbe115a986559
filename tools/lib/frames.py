# SPDX-License-Identifier: GPL-2.0-only
"""Raw Ethernet frames, sent and seen on an interface."""

import select
import socket
import time

from netns import inside

# An experimental EtherType (IEEE 802, "local experimental 1"): nobody else talks it.
ETHERTYPE = 0x88b5


def mac_bytes(text):
    return bytes.fromhex(text.replace(":", ""))


class FrameSocket:
    """One interface, one EtherType; does not make the interface promiscuous."""

    def __init__(self, interface, namespace=None, ethertype=ETHERTYPE):
        with inside(namespace):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self._ethertype = ethertype.to_bytes(2, "big")
        self._socket.bind((interface, ethertype))
        self.mac = self._socket.getsockname()[4]

    def send(self, destination, payload):
        self._socket.send(mac_bytes(destination) + self.mac + self._ethertype + payload)

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


def arrives(sender, receiver, destination, seconds=2, payload=b"e1k" * 20):
    """Whether a frame to this address is handed up at the other end."""
    while receiver.receive(0) is not None:
        pass
    sender.send(destination, payload)
    got = receiver.receive(seconds)
    return got is not None and got.startswith(payload)
