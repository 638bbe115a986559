# SPDX-License-Identifier: GPL-2.0-only
"""What goes on around chaos.py's operations: traffic, and an eye on the counters."""

import socket
import struct
import threading
import time
from pathlib import Path

import ifreq
from icmp import echo_all
from stats import driver_stats
from stream import CHUNK, data_at, tcp_connection
from suite import wait_for

CONNECT_SECONDS = 2
STREAM_SECONDS = 8
ECHOES = 200


class Loop:
    """Something done over and over by a thread, until the context ends."""

    def __init__(self, pause):
        self._pause, self._stopping = pause, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.errors = []

    def once(self):
        raise NotImplementedError

    def _run(self):
        while not self._stopping.is_set():
            self.once()
            self._stopping.wait(self._pause)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()


class Traffic(Loop):
    """TCP one way, every byte compared; a connection that stands still is replaced.

    pause: seconds after each piece, for others who need the processors.
    """

    def __init__(self, way, pause=0):
        super().__init__(0.2)
        self._way, self._between = way, pause
        self.verified = self.connections = 0

    def goes_on(self):
        """More arrives than has so far, be it on a new connection."""
        before = self.verified
        wait_for(lambda: self.verified > before, 60, f"bytes {self._way}")

    def once(self):
        try:
            sender, receiver = tcp_connection(self._way, 4, CONNECT_SECONDS)
        except OSError:
            return  # the interface is away, or has no address yet
        self.connections += 1
        for end in (sender, receiver):
            end.settimeout(STREAM_SECONDS)
            # a closed socket would keep what came out of order until it gives up
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        feeder = threading.Thread(target=self._feed, args=(sender,))
        feeder.start()
        try:
            self._compare(receiver)
        except OSError:
            pass
        finally:
            for end in (sender, receiver):
                end.close()
            feeder.join()

    def _feed(self, sender):
        sent = 0
        try:
            while not self._stopping.is_set():
                sent += sender.send(data_at(sent, CHUNK))
                self._stopping.wait(self._between)
            sender.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _compare(self, receiver):
        received = 0
        while data := receiver.recv(CHUNK):
            if data != data_at(received, len(data)):
                self.errors.append(f"{self._way}: wrong data after {received} bytes")
                return
            received += len(data)
            self.verified += len(data)


class Counters(Loop):
    """No counter of an interface ever goes back, as long as it is the same interface."""

    def __init__(self, pair):
        super().__init__(1)
        self._pair, self._last = pair, {}
        self.looks = 0

    def _look(self):
        folder = Path("/sys/class/net") / str(self._pair.name)
        index = (folder / "ifindex").read_text(encoding="ascii")
        return index, {path.name: int(path.read_text(encoding="ascii"))
                       for path in (folder / "statistics").iterdir()}

    def once(self):
        try:
            index, now = self._look()
        except OSError:
            return  # the interface is away
        before = self._last.get(index, {})
        self.errors += [f"{name} went from {before[name]} to {value}"
                        for name, value in now.items() if value < before.get(name, 0)]
        self._last = {index: now}
        self.looks += 1


def _sums(pair):
    stats = driver_stats(pair)
    return {f"{way}_{what}": sum(value for name, value in stats.items()
                                 if name.startswith("q") and name.endswith(f"_{way}_{what}"))
            for way in ("rx", "tx") for what in ("packets", "bytes")}


def _interface(pair):
    folder = Path(f"/sys/class/net/{pair.name}/statistics")
    return {name: int((folder / name).read_text(encoding="ascii"))
            for name in ("rx_packets", "rx_bytes", "tx_packets", "tx_bytes")}


def adds_up(pair):
    """So many echoes are so many packets; and the queues' counters are the interface's."""
    before = _interface(pair)
    # each size once: of these echo_all() lets no more be under way than small rings hold
    echo_all(False, range(100, 100 + ECHOES))
    for way in ("rx_packets", "tx_packets"):
        wait_for(lambda way=way: _interface(pair)[way] >= before[way] + ECHOES, 10,
                 f"{ECHOES} echoes in {way}, which was {before[way]}")
    wait_for(lambda: _interface(pair) == _sums(pair), 10,
             "queues' counters equal to the interface's")


def flows(pair):
    """The link is there, and every size of frame passes both ways."""
    deadline = time.monotonic() + 30
    while True:
        try:
            ifreq.set_up(pair.name, True)
            pair.wait_link()
            for from_peer in (False, True):
                echo_all(from_peer, [1, 100, 1000, 1472])
            return
        except (AssertionError, RuntimeError):
            if time.monotonic() > deadline:
                raise
