#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Settings change under running TCP: the data survives and the link never notices."""

import contextlib
import json
import re
import select
import socket
import subprocess
import time
from pathlib import Path

from icmp import echo_all
from ifreq import Rings
from lib.py import KsftSkipEx, defer, ksft_eq, ksft_ne, ksft_true, ksft_variants
from nics import mac
from pair import NS, sh, sh_peer
from pktgen import flood
from regtrace import RegisterTrace
from stream import TcpStream, udp_pair
from suite import KERNEL, log_mark, log_since, run, wait_for

# Seconds after which the stack takes a queue for stuck.
STACK_TIMEOUT = 5
LARGEST = 0
MTUS = (9000, 1280, LARGEST, 1500)
RINGS = ((64, 256), (64, 4096), (4096, 64), (256, 256))
# More buffers than one, and far fewer than a poll takes.
LONG = 8900
# Packets a socket has while rings are exchanged, and for how long.
HELD, LARGE = 20, 1000
READ_LATE_SECONDS = 0.4
# Chips whose queues stop one by one: where their registers begin, the step from queue
# to queue, and the tail registers among them, which traffic writes.
ONE_BY_ONE = {"82576": ((0xc000, 0xe000), 0x40, 0x18)}
QUEUES = 16


class LinkWatch:
    """ip monitor link, read when the context closes: what was said about our carrier."""

    def __init__(self, pair):
        self._name = pair.name
        self.about_carrier = []

    def __enter__(self):
        self._monitor = subprocess.Popen(["ip", "-o", "monitor", "link"], text=True,
                                         stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_):
        self._monitor.terminate()
        lines = self._monitor.communicate()[0].splitlines()
        ours = [line for line in lines if f" {self._name}:" in line]
        self.about_carrier = [line for line in ours if "LOWER_UP" not in line]


def unnoticed(pair, change, registers=True):
    """Runs the change under TCP both ways, and checks all that must not happen."""
    before = pair.carrier_changes
    with TcpStream("out") as out, TcpStream("in") as back:
        out.moves()
        back.moves()
        with LinkWatch(pair) as watch, RegisterTrace(pair.settings["logs"], pair.local) as trace:
            change()
            out.moves()
            back.moves()
    if registers:
        ksft_ne(trace.writes, [], "the trace shows the NIC's registers")
    ksft_eq(trace.phy_writes(), [], "PHY writes")
    ksft_eq(trace.phy_resets(), [], "PHY resets")
    if pair.settings["nics"][0] in ONE_BY_ONE:
        ksft_eq(trace.mac_resets(), [], "MAC resets")
    ksft_eq(watch.about_carrier, [], "ip monitor link")
    ksft_eq(pair.carrier_changes, before, "carrier_changes")
    return trace


@ksft_variants(MTUS)
def mtu(pair, value):
    """Up and down; what the peer has on its way still arrives."""
    value = value or json.loads(sh(f"ip -j -d link show {pair.name}"))[0]["max_mtu"]
    # The peer takes any frame meanwhile: only our own side is under test.
    sh_peer(f"ip link set {pair.peer_name} mtu 9000")
    unnoticed(pair, lambda: sh(f"ip link set {pair.name} mtu {value}"))
    ksft_true(f"mtu {value} " in sh(f"ip link show {pair.name}"))


@ksft_variants(RINGS)
def ring(pair, rx, tx):
    unnoticed(pair, lambda: sh(f"ethtool -G {pair.name} rx {rx} tx {tx}"))
    ksft_eq(Rings(pair.name).get(), (rx, tx))


def ring_many_times(pair):
    """Back and forth without a pause; the stream is only looked at afterwards."""
    def change():
        for size in (64, 512) * 5:
            sh(f"ethtool -G {pair.name} rx {size} tx {size * 2}")
        sh(f"ethtool -G {pair.name} rx 256 tx 256")

    unnoticed(pair, change)


@contextlib.contextmanager
def pools_released():
    """Yields a list; when the context closes, it has the pages out of each pool destroyed."""
    events = Path("/sys/kernel/tracing/events/page_pool/page_pool_release")
    trace = events.parents[2] / "trace"
    out = []
    trace.write_text("", encoding="ascii")
    (events / "enable").write_text("1", encoding="ascii")
    try:
        yield out
    finally:
        (events / "enable").write_text("0", encoding="ascii")
        # where pages were out, the kernel tries again later, with another count
        out += map(int, re.findall(r"flight=(-?\d+) .*cnt=1$", trace.read_text(), re.M))


def heard(sender, receiver):
    """Whether a packet sent now arrives."""
    sender.send(b"?")
    return select.select([receiver], [], [], 0.1)[0] and receiver.recv(1)


def packets_are_waited_for(pair):
    """The memory of a ring goes when no packet holds a page of it."""
    if not (6, 12, 0) <= KERNEL < (6, 12, 117):
        raise KsftSkipEx("page_pool_destroy() is safe in this kernel")
    defer(sh, f"ethtool -G {pair.name} rx 256")
    sender, receiver = udp_pair("in")
    with sender, receiver, pools_released() as out:
        for size in (64, 512) * 3:
            wait_for(lambda: heard(sender, receiver), 10, "the receiver hears")
            for _ in range(HELD):
                sender.send(bytes(LARGE))
            receiver.recv(1, socket.MSG_PEEK)
            with subprocess.Popen(["ethtool", "-G", pair.name, "rx", str(size)]):
                time.sleep(READ_LATE_SECONDS)
                held = HELD
                while held:
                    held -= len(receiver.recv(LARGE)) == LARGE
    ksft_true(len(out) >= 6, f"{len(out)} pools are gone")
    ksft_eq(out, [0] * len(out), "pages that packets held")


def starve_polls(name):
    """Let the peer's polls, in threads of their own, have little of the CPU that sends."""
    def threaded(on):
        sh(f"ip netns exec {NS} sh -c 'echo {on} > /sys/class/net/{name}/threaded'")

    threaded(1)
    defer(threaded, 0)
    for thread in sh(f"pgrep ^napi/{name}-").split():
        sh(f"taskset -p 1 {thread}; renice 10 {thread}")


def ring_amid_long_frames(pair):
    """Whenever the receiver's rings go, a frame of several buffers is there in part."""
    def received():
        text = sh_peer(f"ip -j -s link show {pair.peer_name}")
        return json.loads(text)[0]["stats64"]["rx"]["bytes"]

    sh("modprobe pktgen")
    starve_polls(pair.peer_name)
    with flood(pair.name, mac(pair.peer.index), 0, LONG):
        for size in (64, 512) * 6:
            # QEMU's e1000 is deaf for a second after each change
            wait_for(lambda least=received() + 20 * LONG: received() >= least, 60, "frames")
            sh_peer(f"ethtool -G {pair.peer_name} rx {size}")
    sh_peer(f"ethtool -G {pair.peer_name} rx 256")
    echo_all(False, [100])


def queues_set(trace, bases, step, tail):
    """The queues of which a register was written that traffic does not write."""
    return {(offset - base) // step for offset, _ in trace.writes for base in bases
            if base <= offset < base + QUEUES * step and (offset - base) % step != tail}


def channels(pair):
    """Fewer queue pairs, more, one less; those that stay are not stopped."""
    most, now = pair.channels()
    defer(sh, f"ethtool -L {pair.name} combined {now}")
    for count in (1, most, max(most - 1, 1), now):
        if count == now:
            continue
        trace = unnoticed(pair, lambda n=count: sh(f"ethtool -L {pair.name} combined {n}"))
        chip = ONE_BY_ONE.get(pair.settings["nics"][0])
        if chip:
            ksft_eq(queues_set(trace, *chip), set(range(min(now, count), max(now, count))),
                    f"queues touched from {now} to {count} pairs")
        now = count
        ksft_eq(pair.channels(), (most, now))


def not_taken_for_stuck(pair):
    """Queues that have had nothing to send for long are stopped again and again."""
    rings, mark = Rings(pair.name), log_mark()
    deadline = time.monotonic() + 3 * STACK_TIMEOUT
    while time.monotonic() < deadline:
        for size in (128, 256):
            rings.set(size, size)
    ksft_eq([line for line in log_since(mark) if "NETDEV WATCHDOG" in line], [])
    echo_all(False, [100])


if __name__ == "__main__":
    run(mtu, ring, ring_many_times, packets_are_waited_for, ring_amid_long_frames, channels,
        not_taken_for_stuck)
