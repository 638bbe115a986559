# SPDX-License-Identifier: GPL-2.0-only
"""A NIC whose registers are gone: something else answers at their address, or nothing."""

import contextlib
import mmap
import os
import struct
from pathlib import Path

from pci import BUS, COMMAND, COMMAND_MEMORY

BAR0, BAR2 = 0x10, 0x18
SIZE = 0x20000
# An address that QEMU's PCI hole leaves empty: it reads as zero.
NOWHERE = 0xfea00000
# QEMU's memory with a BAR of its own, which tools/vmtest/run adds: it holds what we like.
MEMORY_SLOT = 0x0f
QEMU_ARGS = ("-object", f"memory-backend-ram,id=ones,size={SIZE},share=on",
             "-device", f"ivshmem-plain,memdev=ones,addr={MEMORY_SLOT:#x}")


class Config:
    """Configuration space by words of 32 bits."""

    def __init__(self, device):
        self._path = device / "config"

    def read(self, offset, count=1):
        with open(self._path, "rb", buffering=0) as config:
            return struct.unpack(f"<{count}I", os.pread(config.fileno(), 4 * count, offset))

    def write(self, offset, *words):
        with open(self._path, "r+b", buffering=0) as config:
            os.pwrite(config.fileno(), struct.pack(f"<{len(words)}I", *words), offset)


def fill(device):
    """All ones, as a read that nobody answers gives on real machines."""
    (device / "enable").write_text("1", encoding="ascii")
    fd = os.open(device / "resource2", os.O_RDWR | os.O_SYNC)
    try:
        with mmap.mmap(fd, SIZE) as memory:
            memory[:] = b"\xff" * SIZE
    finally:
        os.close(fd)


@contextlib.contextmanager
def ones_at(address):
    device = Path(BUS / "devices" / f"0000:00:{MEMORY_SLOT:02x}.0")
    fill(device)
    config = Config(device)
    before = config.read(BAR2, 2)

    def move(*bar):
        # a 64-bit address is never seen half written
        config.write(COMMAND, 0)
        config.write(BAR2, *bar)
        config.write(COMMAND, COMMAND_MEMORY)

    move(address, 0)
    try:
        yield
    finally:
        move(*before)


@contextlib.contextmanager
def dead(nic, ones):
    """No register of the NIC answers: all read as zero, or as ones."""
    config = Config(nic.sysfs)
    address, = config.read(BAR0)
    config.write(BAR0, NOWHERE)
    try:
        with ones_at(address) if ones else contextlib.nullcontext():
            yield
    finally:
        config.write(BAR0, address)
