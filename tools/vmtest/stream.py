# SPDX-License-Identifier: GPL-2.0-only
"""TCP and UDP between the two NICs, with every byte compared."""

import random
import socket
import threading
import time

from netns import inside
from pair import LOCAL_V4, LOCAL_V6, NS, PEER_V4, PEER_V6

# The data of a stream is this block over and over, its length a prime.
BLOCK = random.Random(1).randbytes(1048573)
CHUNK = 65536
SO_SNDBUFFORCE, SO_RCVBUFFORCE = 32, 33  # not in Python's socket module
ENDS = {
    ("out", 4): (None, NS, PEER_V4), ("in", 4): (NS, None, LOCAL_V4),
    ("out", 6): (None, NS, PEER_V6), ("in", 6): (NS, None, LOCAL_V6),
}


def data_at(offset, length):
    start = offset % len(BLOCK)
    data = BLOCK[start:start + length]
    return data if len(data) == length else data + BLOCK[:length - len(data)]


def tcp_connection(way, version, patience=30):
    """(sending socket, receiving socket) of a new connection over the wire.

    patience: seconds for each end to say that there is one.
    """
    source, destination, address = ENDS[way, version]
    family = socket.AF_INET if version == 4 else socket.AF_INET6
    with inside(destination):
        listener = socket.socket(family, socket.SOCK_STREAM)
    listener.bind((address, 0))
    listener.listen()
    with inside(source):
        sender = socket.socket(family, socket.SOCK_STREAM)
    with listener:
        # what the sender takes for a connection is none if its last answer got lost
        for end in (listener, sender):
            end.settimeout(patience)
        sender.connect((address, listener.getsockname()[1]))
        receiver, _ = listener.accept()
    receiver.settimeout(60)
    return sender, receiver


class TcpStream:
    """Sends until it is stopped, from two threads; a context manager."""

    def __init__(self, way="out", version=4):
        self._sender, self._receiver = tcp_connection(way, version)
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._send),
                         threading.Thread(target=self._receive)]
        self.received = 0
        self.error = None

    def _send(self):
        sent = 0
        try:
            while not self._stopping.is_set():
                sent += self._sender.send(data_at(sent, CHUNK))
            self._sender.shutdown(socket.SHUT_WR)
        except OSError as error:
            self.error = f"sending: {error}"

    def _receive(self):
        try:
            while data := self._receiver.recv(CHUNK):
                if data != data_at(self.received, len(data)):
                    raise ValueError(f"wrong data after {self.received} bytes")
                self.received += len(data)
        except (OSError, ValueError) as error:
            self.error = f"receiving: {error}"

    def check(self):
        if self.error:
            raise AssertionError(self.error)

    def moves(self, count=200000, seconds=30):
        """Waits until so many more bytes have come over, or fails."""
        target, deadline = self.received + count, time.monotonic() + seconds
        while self.received < target:
            self.check()
            if time.monotonic() > deadline:
                raise AssertionError(f"the stream stands still at {self.received} bytes")
            time.sleep(0.005)

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, failed, *_):
        self._stopping.set()
        if failed:
            self._sender.close()
        for thread in self._threads:
            thread.join()
        self._sender.close()
        self._receiver.close()
        if not failed:
            self.check()


def udp_pair(way, buffer=4 << 20):
    """(connected sending socket, receiving socket) over the wire."""
    source, destination, address = ENDS[way, 4]
    with inside(destination):
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, buffer)
    receiver.bind((address, 0))
    receiver.settimeout(10)
    with inside(source):
        sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.connect(receiver.getsockname())
    return sender, receiver


class Flood:
    """UDP datagrams that nobody reads, sent until stopped."""

    def __init__(self, way="in", size=1000):
        source, _, self._address = ENDS[way, 4]
        with inside(source):
            self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, 16 << 20)
        self._socket.setblocking(False)
        self._payload = bytes(size)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._send)

    def _send(self):
        while not self._stopping.is_set():
            try:
                self._socket.sendto(self._payload, (self._address, 9))
            except OSError:
                pass  # no room, or the sending NIC is down at the moment
            time.sleep(0.0005)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()
        self._socket.close()
