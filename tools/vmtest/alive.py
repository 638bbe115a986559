#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The driver takes over a NIC that somebody else has left running."""

import ctypes
import mmap
import struct
from pathlib import Path

import registers
from frames import BROADCAST, FrameSocket
from icmp import echo_all
from lib.py import defer, ksft_eq, ksft_ne, ksft_true
from module import rmmod
from nics import MODELS
from pair import NS, sh, sh_peer
from pci import COMMAND, COMMAND_MASTER, COMMAND_MEMORY, Bar
from stream import Flood
from suite import run, wait_for

PAGE = 4096
DESCRIPTORS = 64
PATTERN = bytes(range(256)) * (PAGE // 256)
_LIBC = ctypes.CDLL(None, use_errno=True)


class Page:
    """One page of our memory whose bus address we know."""

    def __init__(self):
        self.memory = mmap.mmap(-1, PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self._virtual = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        if _LIBC.mlock(ctypes.c_void_p(self._virtual), PAGE):
            raise OSError(ctypes.get_errno(), "mlock")
        self.memory[:] = PATTERN
        self.bus = self._bus_address()

    def _bus_address(self):
        with open("/proc/self/pagemap", "rb") as pagemap:
            pagemap.seek(self._virtual // PAGE * 8)
            entry = struct.unpack("<Q", pagemap.read(8))[0]
        return (entry & ((1 << 55) - 1)) * PAGE

    def stays(self):
        """The kernel has not moved it meanwhile."""
        return self.bus == self._bus_address()


def start_queue(bar, block, ring, dctl):
    """No descriptor is the device's yet."""
    for register, value in ((registers.BAL, ring.bus & 0xffffffff),
                            (registers.BAH, ring.bus >> 32),
                            (registers.LEN, DESCRIPTORS * 16), (registers.HEAD, 0),
                            (registers.TAIL, 0), (registers.DCTL, dctl)):
        bar[block + register] = value


def leave_running(pair, ring, buffer):
    """What a boot ROM might leave: all frames received to our page, all causes unmasked."""
    pair.local.unbind()
    pair.local.set_config(COMMAND, pair.local.config(COMMAND) | COMMAND_MEMORY | COMMAND_MASTER)
    for index in range(DESCRIPTORS):
        struct.pack_into("<QQ", ring.memory, index * 16, buffer.bus, 0)
    bar, chip = Bar(pair.local), registers.of(pair)
    registers.write(bar, chip.rx_plain)
    start_queue(bar, chip.rx, ring, chip.dctl)
    start_queue(bar, chip.tx, ring, chip.dctl)
    bar[registers.TCTL] = registers.TCTL_EN
    bar[registers.RCTL] = (registers.RCTL_EN | registers.RCTL_UPE | registers.RCTL_MPE |
                           registers.RCTL_BAM)
    bar[chip.rx + registers.TAIL] = DESCRIPTORS - 1
    registers.write(bar, chip.unmask)


def frames_reach(pair, buffer):
    """The NIC really is alive: a broadcast ends up in our page."""
    with FrameSocket(pair.peer_name, NS) as there:
        def hit():
            there.send(BROADCAST, b"alive".ljust(200, b"!"))
            return buffer.memory[:PAGE] != PATTERN

        wait_for(hit, 10, "the NIC left running does not receive")
    buffer.memory[:] = PATTERN


def take_over(pair, bind):
    ring, buffer = Page(), Page()
    leave_running(pair, ring, buffer)
    frames_reach(pair, buffer)
    registers.write(Bar(pair.local), registers.of(pair).raise_all)
    bind()
    # From here on nothing may reach the old pages, neither before nor after it is up.
    ring_after_bind = ring.memory[:PAGE]
    buffer.memory[:] = PATTERN
    with Flood():
        with FrameSocket(pair.peer_name, NS) as there:
            for _ in range(50):
                there.send(BROADCAST, bytes(200))
        pair.up_local()
        pair.wait_link()
        echo_all(False, [100, 1400])
    ksft_ne(pair.local.netdev, None)
    ksft_true(ring.stays() and buffer.stays(), "the pages are where they were")
    ksft_eq(buffer.memory[:PAGE], PATTERN, "the old buffer")
    ksft_eq(ring.memory[:PAGE], ring_after_bind, "the old ring")


def bind_alive(pair):
    take_over(pair, lambda: pair.local.attach(pair.driver))


def bind_alive_again(pair):
    """Once more, now on a NIC that this driver itself has used before."""
    take_over(pair, lambda: pair.local.attach(pair.driver))
    irq = Path("/proc/interrupts").read_text(encoding="ascii")
    ksft_true(pair.name in irq)


def other_driver_there(pair):
    """The peer goes on without our module."""
    intree = MODELS[pair.settings["nics"][0]].intree
    pair.down()
    sh(f"modprobe {intree}")
    pair.peer.bind(intree)
    pair.up_peer()
    wait_for(lambda: "LOWER_UP" in sh_peer(f"ip link show {pair.peer_name}"), 30, "a carrier")
    defer(rmmod, intree)
    defer(pair.peer.bind, pair.peer_driver)


def insmod_alive(pair):
    """The module itself comes when the NIC is already running."""
    other_driver_there(pair)
    pair.local.unbind()
    rmmod(pair.driver)
    take_over(pair, pair.load)


if __name__ == "__main__":
    run(bind_alive, bind_alive_again, insmod_alive)
