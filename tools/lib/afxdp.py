# SPDX-License-Identifier: GPL-2.0-only
"""AF_XDP sockets without a library: their memory, their four rings."""

import ctypes
import errno
import mmap
import os
import select
import socket
import struct
import time
from collections import deque
from dataclasses import dataclass

AF_XDP, SOL_XDP = 44, 283
MMAP_OFFSETS, RX_RING, TX_RING, UMEM_REG, FILL_RING, COMPLETION_RING = 1, 2, 3, 4, 5, 6
OPTIONS = 8
PAGE_OFFSETS = {RX_RING: 0, TX_RING: 0x80000000, FILL_RING: 0x100000000,
                COMPLETION_RING: 0x180000000}
COPY, ZEROCOPY, NEED_WAKEUP, SG = 2, 4, 8, 16
# Of a descriptor: the packet goes on in the next one.
CONTINUED = 1
RING_NEEDS_WAKEUP = 1
COUNT = 256
# Of the memory: chunks begin anywhere; an address then has an offset in its upper bits.
UNALIGNED, OFFSET_SHIFT = 1, 48
HAS_METADATA = 4
# Of a descriptor: metadata are in front of the packet; and that they ask for a checksum.
WITH_METADATA, CHECKSUM = 2, 2
PAGE = 4096
SECONDS = 10
_LIBC = ctypes.CDLL(None, use_errno=True)


class _Ring:
    """One ring, shared with the kernel."""

    def __init__(self, fd, kind, offsets, entry, count):
        self._count = count
        producer, consumer, self._first, flags = offsets
        self._entry = struct.Struct(entry)
        self._memory = mmap.mmap(fd, self._first + count * self._entry.size,
                                 mmap.MAP_SHARED | mmap.MAP_POPULATE,
                                 mmap.PROT_READ | mmap.PROT_WRITE, offset=PAGE_OFFSETS[kind])
        self._words = {name: ctypes.c_uint32.from_buffer(self._memory, offset)
                       for name, offset in (("producer", producer), ("consumer", consumer),
                                            ("flags", flags))}

    def _slot(self, index):
        return self._first + index % self._count * self._entry.size

    def put(self, *values):
        index = self._words["producer"].value
        if len(self) >= self._count:
            raise RuntimeError("the ring is full")
        self._entry.pack_into(self._memory, self._slot(index), *values)
        self._words["producer"].value = (index + 1) % 2**32

    def take(self):
        """The next entry, or None."""
        index = self._words["consumer"].value
        if index == self._words["producer"].value:
            return None
        entry = self._entry.unpack_from(self._memory, self._slot(index))
        self._words["consumer"].value = (index + 1) % 2**32
        return entry

    def __len__(self):
        return (self._words["producer"].value - self._words["consumer"].value) % 2**32

    def needs_wakeup(self):
        return bool(self._words["flags"].value & RING_NEEDS_WAKEUP)

    def close(self):
        self._words.clear()
        self._memory.close()


@dataclass(frozen=True)
class Memory:
    """How a socket's memory is cut into chunks."""
    chunk: int = 4096
    headroom: int = 0
    # Where in its page a chunk begins, if that is not at a multiple of its size.
    unaligned: int = 0
    # Given to the kernel for reception at once.
    filled: bool = True
    # Bytes in front of a packet to be sent that say what the device shall do to it.
    metadata: int = 0
    # Chunks for reception, as many for sending, and entries of each ring.
    count: int = COUNT


class Socket:
    """A socket on one queue of an interface of this namespace, with memory of its own."""

    def __init__(self, interface, queue=0, flags=ZEROCOPY, memory=Memory()):
        self._memory, self._wakes = memory, bool(flags & NEED_WAKEUP)
        step = PAGE if memory.unaligned else memory.chunk
        self._umem = mmap.mmap(-1, 2 * memory.count * step)
        self._socket = socket.socket(AF_XDP, socket.SOCK_RAW)
        self._register()
        self._rings = self._map()
        # the first half is for reception, the other for sending
        chunks = [index * step + memory.unaligned for index in range(2 * memory.count)]
        self._receive, self._free = chunks[:memory.count], deque(chunks[memory.count:])
        self.sent = self.completed = 0
        if memory.filled:
            self.fill()
        self._bind(interface, queue, flags)

    def fill(self):
        """Gives the kernel all buffers for reception."""
        for address in self._receive:
            self._rings[FILL_RING].put(address)

    def wants_buffers(self):
        return self._rings[FILL_RING].needs_wakeup()

    def _register(self):
        address = ctypes.addressof(ctypes.c_char.from_buffer(self._umem))
        flags = UNALIGNED if self._memory.unaligned else 0
        flags |= HAS_METADATA if self._memory.metadata else 0
        self._socket.setsockopt(SOL_XDP, UMEM_REG, struct.pack(
            "=QQIIII", address, len(self._umem), self._memory.chunk, self._memory.headroom,
            flags, self._memory.metadata))
        for kind in PAGE_OFFSETS:
            self._socket.setsockopt(SOL_XDP, kind, self._memory.count)

    def _map(self):
        words = struct.unpack("=16Q", self._socket.getsockopt(SOL_XDP, MMAP_OFFSETS, 128))
        kinds = ((RX_RING, "=QII"), (TX_RING, "=QII"), (FILL_RING, "=Q"),
                 (COMPLETION_RING, "=Q"))
        return {kind: _Ring(self.fd, kind, words[4 * i:4 * i + 4], entry, self._memory.count)
                for i, (kind, entry) in enumerate(kinds)}

    def _bind(self, interface, queue, flags):
        address = struct.pack("=HHIII", AF_XDP, flags, socket.if_nametoindex(interface),
                              queue, 0)
        # the queue of a socket that has closed is let go in the background
        deadline = time.monotonic() + SECONDS
        while _LIBC.bind(self.fd, address, len(address)):
            code = ctypes.get_errno()
            if code != errno.EBUSY or time.monotonic() > deadline:
                self.close()
                raise OSError(code, os.strerror(code))
            time.sleep(0.02)

    @property
    def fd(self):
        return self._socket.fileno()

    def is_zerocopy(self):
        return bool(struct.unpack("=I", self._socket.getsockopt(SOL_XDP, OPTIONS, 4))[0] & 1)

    def _place(self, address):
        """Where a received buffer's chunk and its data begin."""
        if not self._memory.unaligned:
            return address - address % self._memory.chunk, address
        chunk = address % (1 << OFFSET_SHIFT)
        return chunk, chunk + (address >> OFFSET_SHIFT)

    def receive(self, seconds=SECONDS):
        """The next packet, its buffers put together and given back; or None."""
        packet, deadline = b"", time.monotonic() + seconds
        while True:
            entry = self._rings[RX_RING].take()
            if entry:
                address, length, options = entry
                chunk, start = self._place(address)
                packet += self._umem[start:start + length]
                self._rings[FILL_RING].put(chunk)
                if not options & CONTINUED:
                    return packet
                continue
            if time.monotonic() > deadline:
                return None
            # wakes the driver, too, if that waits for buffers
            select.select([self._socket], [], [], 0.1)

    def queue(self, packet, piece=None, checksum=None):
        """Puts a packet into the ring, in pieces of so many bytes; checksum: where it starts,
        and from there where it goes."""
        piece = piece or self._memory.chunk
        ahead = self._memory.metadata
        pieces = [packet[i:i + piece] for i in range(0, len(packet), piece)] or [b""]
        if len(pieces) > len(self._free):
            self.complete()
        for index, data in enumerate(pieces):
            address = self._free.popleft()
            self._umem[address + ahead:address + ahead + len(data)] = data
            options = CONTINUED if index + 1 < len(pieces) else 0
            if checksum and not index:
                self._umem[address:address + 12] = struct.pack("=QHH", CHECKSUM, *checksum)
                options |= WITH_METADATA
            self._rings[TX_RING].put(address + ahead, len(data), options)
        self.sent += len(pieces)

    def send(self, packet, piece=None, checksum=None):
        self.queue(packet, piece, checksum)
        deadline = time.monotonic() + SECONDS
        while not self.kick() and time.monotonic() < deadline:
            time.sleep(0.002)

    def waiting(self):
        """How many descriptors the driver has not taken yet, and how many packets wait here."""
        return len(self._rings[TX_RING]), len(self._rings[RX_RING])

    def kick(self):
        """Asks the kernel to send; False: not all, as too many copies are under way."""
        if self._wakes and not self._rings[TX_RING].needs_wakeup():
            return True
        try:
            self._socket.send(b"", socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            pass  # busy: the caller looks for completions and tries again
        return True

    def complete(self, seconds=SECONDS):
        """Waits until everything sent has been completed, each buffer once."""
        deadline = time.monotonic() + seconds
        while self.completed < self.sent:
            entry = self._rings[COMPLETION_RING].take()
            if entry:
                chunk, _ = self._place(entry[0])
                if chunk in self._free:
                    raise AssertionError(f"buffer {chunk:#x} completed twice")
                self._free.append(chunk)
                self.completed += 1
                continue
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.completed} of {self.sent} completed")
            self.kick()
            time.sleep(0.002)

    def close(self):
        for ring in self._rings.values():
            ring.close()
        self._rings = {}
        self._socket.close()
