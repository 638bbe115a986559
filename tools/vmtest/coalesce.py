#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Interrupt moderation: what ethtool -C says is what the chip's registers hold."""

import re

from frames import FrameSocket
from ifreq import Channels
from lib.py import KsftSkipEx, defer, ksft_eq, ksft_in, ksft_true, ksft_variants
from pair import NS, sh
from pci import Bar
from suite import run, wait_for

# Model: register of vector 0, distance to the next one, nanoseconds per unit, shift.
REGISTERS = {"82540EM": (0xc4, 0, 256, 0), "82545EM": (0xc4, 0, 256, 0),
             "82574": (0xe8, 4, 256, 0), "82576": (0x1680, 4, 1000, 2)}
# What net_dim chooses from, and begins with.
ADAPTIVE_US = {10, 30, 50, 80, 125}
FIRST_US = 10
# As many as wait in a socket.
FRAMES_AT_ONCE = 30


def model(pair):
    return pair.settings["nics"][0]


def can_moderate(pair):
    if model(pair) not in REGISTERS:
        raise KsftSkipEx("the chip has no moderation")


def interval(pair, vector=0):
    """Microseconds, as the chip has them."""
    register, stride, unit, shift = REGISTERS[model(pair)]
    value = Bar(pair.local)[register + stride * vector] & 0xffff
    return round((value >> shift) * unit / 1000)


def shown(pair, options="-c"):
    text = sh(f"ethtool {options} {pair.name}" if options == "-c" else
              f"ethtool -Q {pair.name} {options}")
    adaptive = re.search(r"Adaptive RX: (\w+)\s+TX: (\w+)", text)
    return adaptive[1], adaptive[2], re.search(r"rx-usecs:\s+(\S+)", text)[1]


def restore(pair):
    """The defaults, whatever a case leaves."""
    defer(sh, f"ethtool -C {pair.name} adaptive-rx off adaptive-tx off rx-usecs 50 && "
          f"ethtool -C {pair.name} adaptive-rx on adaptive-tx on")


def refused(command):
    return sh(f"{command}; echo status $?", check=False)


def defaults(pair):
    """It adapts, in both directions, where the chip can."""
    expected = ("on", "on", "50") if model(pair) in REGISTERS else ("off", "off", "0")
    ksft_eq(shown(pair), expected)


def fixed(pair):
    """A time of one's own: in the register, and over down and up."""
    can_moderate(pair)
    restore(pair)
    for usecs in (0, 1, 100, 8191):
        sh(f"ethtool -C {pair.name} adaptive-rx off adaptive-tx off rx-usecs {usecs}")
        ksft_eq(shown(pair), ("off", "off", str(usecs)))
        ksft_eq(interval(pair), usecs)
    sh(f"ethtool -C {pair.name} rx-usecs 70")
    sh(f"ip link set {pair.name} down; ip link set {pair.name} up")
    pair.wait_link()
    ksft_eq(shown(pair), ("off", "off", "70"))
    ksft_eq(interval(pair), 70)


def fixed_stays(pair):
    """Traffic does not move a fixed time."""
    can_moderate(pair)
    restore(pair)
    sh(f"ethtool -C {pair.name} adaptive-rx off adaptive-tx off rx-usecs 70")
    for _ in range(3):
        burst(pair, True)
        burst(pair, False)
    ksft_eq(interval(pair), 70)


def beyond_the_chip(pair):
    """What the chip cannot do is refused with a reason and changes nothing."""
    before = shown(pair)
    if model(pair) in REGISTERS:
        off = "adaptive-rx off adaptive-tx off"
        text = refused(f"ethtool -C {pair.name} {off} rx-usecs 20000")
        ksft_in("longer than the chip can wait", text)
        text = refused(f"ethtool -C {pair.name} rx-usecs 20")
        ksft_in("needs adaptive-rx off", text)
    else:
        text = refused(f"ethtool -C {pair.name} adaptive-rx on")
        ksft_in("cannot moderate", text)
        text = refused(f"ethtool -C {pair.name} rx-usecs 1")
        ksft_in("longer than the chip can wait", text)
    ksft_eq(shown(pair), before)


def burst(pair, send):
    """Frames one way, as many polls as they may cause; they all arrive."""
    here, there = (pair.name, None), (pair.peer_name, NS)
    source, target = (here, there) if send else (there, here)
    with FrameSocket(*source) as sender, FrameSocket(*target) as receiver:
        to = receiver.mac.hex(":")
        for _ in range(FRAMES_AT_ONCE):
            sender.send(to, bytes(100))
        for _ in range(FRAMES_AT_ONCE):
            if receiver.receive(10) is None:
                raise RuntimeError("a frame got lost")


@ksft_variants(["rx", "tx"])
def adapts(pair, way):
    """The time follows the traffic of the chosen direction, within its limits."""
    can_moderate(pair)
    restore(pair)
    other = {"rx": "tx", "tx": "rx"}[way]
    sh(f"ethtool -C {pair.name} adaptive-{way} on adaptive-{other} off")
    ksft_eq(shown(pair), ("on" if way == "rx" else "off", "on" if way == "tx" else "off", "50"))
    # Measuring begins anew when the port starts: with the first time.
    sh(f"ip link set {pair.name} down; ip link set {pair.name} up")
    pair.wait_link()
    vectors = range(int(sh(f"ethtool -l {pair.name}").rsplit("Combined:", 1)[1].split()[0]))
    seen = set()

    def another():
        burst(pair, way == "tx")
        now = [interval(pair, vector) for vector in vectors]
        seen.update(now)
        return set(now) != {FIRST_US}

    wait_for(another, 60, "another interval")
    ksft_true(FIRST_US in seen and seen <= ADAPTIVE_US, str(seen))


def each_queue_its_own(pair):
    """Where there are several vectors, one can differ; the others stay."""
    if model(pair) not in ("82574", "82576"):
        raise KsftSkipEx("the chip has one vector")
    channels = Channels(pair.name)
    defer(channels.set, channels.get())
    channels.set(2)
    restore(pair)
    sh(f"ethtool -C {pair.name} adaptive-rx off adaptive-tx off rx-usecs 60")
    sh(f"ethtool -Q {pair.name} queue_mask 0x2 --coalesce rx-usecs 20")
    ksft_eq((interval(pair, 0), interval(pair, 1)), (60, 20))
    ksft_eq(shown(pair, "queue_mask 0x2 --show-coalesce"), ("off", "off", "20"))
    ksft_eq(shown(pair, "queue_mask 0x1 --show-coalesce"), ("off", "off", "60"))
    sh(f"ethtool -Q {pair.name} queue_mask 0x1 --coalesce adaptive-rx on")
    ksft_eq(shown(pair, "queue_mask 0x1 --show-coalesce"), ("on", "off", "60"))
    ksft_eq(interval(pair, 1), 20)


def reset_keeps(pair):
    """A restart of the port for another reason keeps the time."""
    can_moderate(pair)
    restore(pair)
    sh(f"ethtool -C {pair.name} adaptive-rx off adaptive-tx off rx-usecs 90")
    defer(sh, f"ethtool -G {pair.name} rx 256 tx 256")
    sh(f"ethtool -G {pair.name} rx 512 tx 512")
    ksft_eq(interval(pair), 90)


if __name__ == "__main__":
    run(defaults, fixed, fixed_stays, beyond_the_chip, adapts, each_queue_its_own, reset_keeps)
