#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""xdp-bench and xdp-trafficgen of xdp-tools: what they do to frames is counted and compared."""

import contextlib
import itertools
import json
import os
import signal
import socket
import struct
import subprocess
from collections import Counter

from cache import XDPPROBE
from icmp import echo_all
from ifreq import Rings
from lib.py import KsftNamedVariant, defer, ksft_eq, ksft_ge, ksft_pr, ksft_variants
from netns import inside
from packets import ETHERTYPES, UDP, Capture, ones_sum, pseudo
from pair import NS, PEER_V6, sh, sh_peer
from suite import run, wait_for
from xdp import TEST, both_ends, frame, statistic

FRAMES, BATCH, SIZE = 2048, 32, 200
# Half a ring.
ROOM = 128
SECONDS = 60
PORT = 4791
UDP_SIZE, HOP_LIMIT = 64, 1
FROM, TO = (bytes.fromhex("fe80" + "00" * 13 + last) for last in ("01", "02"))
TCP_RUNS, TCP_BYTES, MTU = 50000, 300000, 1500


def attached(pair):
    return "xdp" in json.loads(sh(f"ip -j link show {pair.name}"))[0]


@contextlib.contextmanager
def running(pair, *command):
    """Until the block ends, then stopped as with Ctrl-C."""
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=dict(os.environ, LD_PRELOAD=XDPPROBE)) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            ksft_pr(process.communicate(timeout=SECONDS)[0])
    ksft_eq(attached(pair), False, "a program is left")


def nobody(_here, _there):
    """The frames disappear."""
    return None, None


def stack(here, there):
    """The frames get here as they are."""
    return here, frame(here.mac, there.mac, SIZE, TEST)


def sender(here, there):
    """The frames go back with their addresses swapped."""
    return there, frame(there.mac, here.mac, SIZE, TEST)


# What it is told, how the driver counts it, who gets the frames.
VARIANTS = {
    "drop": (["drop"], "rx_xdp_drop", nobody),
    "pass": (["pass"], None, stack),
    "tx": (["tx", "-p", "swap-macs"], "rx_xdp_tx", sender),
    "redirect": (["redirect"], "rx_xdp_redirect", sender),
    "redirect_map": (["redirect-map"], "rx_xdp_redirect", sender),
    "redirect_cpu": (["redirect-cpu", "-c", "1", "-p", "no-touch"], "rx_xdp_redirect", stack),
}


def counted(pair, before):
    """Frames in the counter that has the fewest."""
    return min(statistic(pair, one) - count for one, count in before.items())


def gets_through(here, there, receiver, want):
    """The program is on the interface before its map says where to."""
    there.send(here.mac, SIZE)
    return receiver.receive() == want


@ksft_variants([KsftNamedVariant(name, name) for name in VARIANTS])
def bench(pair, name):
    arguments, counter, gets = VARIANTS[name]
    where = [pair.name] * (2 if name in ("redirect", "redirect_map") else 1)
    here, there = both_ends(pair)
    counters = ("rx_packets", *([counter] if counter else []))
    receiver, want = gets(here, there)
    with running(pair, "xdp-bench", *arguments, *where) as process:
        wait_for(lambda: attached(pair), SECONDS, "a program on the interface")
        if receiver:
            wait_for(lambda: gets_through(here, there, receiver, want), SECONDS, "a frame")
        before = {one: statistic(pair, one) for one in counters}
        for sent in range(BATCH, FRAMES + 1, BATCH):
            for _ in range(BATCH):
                there.send(here.mac, SIZE)
            for _ in range(BATCH if receiver else 0):
                ksft_eq(receiver.receive(), want, "a frame")
            # or a receiver that is slow for a while misses some
            if sent == FRAMES or not (receiver or sent % ROOM):
                wait_for(lambda due=sent: counted(pair, before) >= due, SECONDS,
                         "all frames counted")
    ksft_eq(process.returncode, 0, "exit code")
    echo_all(False, [100, 1000])


def is_ours(captured):
    return captured.frame[12:14] == ETHERTYPES[6].to_bytes(2, "big") and \
        captured.frame[56:58] == PORT.to_bytes(2, "big")


def udp_frame(destination, source):
    """What xdp-trafficgen sends: nothing but zeros in a packet of 64 bytes."""
    length = UDP_SIZE - 14 - 40
    head = struct.pack(">HHH", 1, PORT, length)
    checksum = 0xffff - ones_sum(pseudo(FROM, TO, UDP, length) + head)
    return destination + source + struct.pack(">HIHBB", ETHERTYPES[6], 6 << 28, length, UDP,
                                              HOP_LIMIT) + \
        FROM + TO + head + struct.pack(">H", checksum) + bytes(length - 8)


def generated_udp(pair):
    """All of its frames fit into the rings: each of them arrives."""
    rings = Rings(pair.name)
    rx, tx = rings.get()
    defer(rings.set, rx, tx)
    rings.set(rx, 2 * FRAMES)
    defer(sh_peer, f"ethtool -G {pair.peer_name} rx {rx}")
    sh_peer(f"ethtool -G {pair.peer_name} rx {2 * FRAMES}")
    watch = Capture(pair.peer_name, NS)
    defer(watch.close)
    here, _ = both_ends(pair)
    before = statistic(pair, "tx_xdp")
    mac = ":".join(f"{byte:02x}" for byte in watch.mac)
    with running(pair, "xdp-trafficgen", "udp", "-m", mac, "-p", str(PORT), "-n",
                 str(FRAMES), pair.name):
        got = Counter(captured.frame
                      for captured in itertools.islice(watch.frames(is_ours, SECONDS), FRAMES))
    ksft_eq(got, {udp_frame(watch.mac, here.mac): FRAMES}, "frames that arrived")
    ksft_eq(statistic(pair, "tx_xdp") - before, FRAMES, "driver's counter")


def generated_tcp(pair):
    """It takes a connection over from the kernel, and heeds the window and what gets lost."""
    before = statistic(pair, "tx_xdp")
    with contextlib.ExitStack() as stack:
        with inside(NS):
            listener = socket.create_server((PEER_V6, 0), family=socket.AF_INET6)
        stack.enter_context(listener).settimeout(SECONDS)
        port = listener.getsockname()[1]
        stack.enter_context(running(pair, "xdp-trafficgen", "tcp", "-i", pair.name, "-p",
                                    str(port), "-n", str(TCP_RUNS), PEER_V6))
        sink = stack.enter_context(listener.accept()[0])
        sink.settimeout(SECONDS)
        got = b""
        while len(got) < TCP_BYTES:
            got += sink.recv(TCP_BYTES)
    ksft_eq(got.strip(b"\0"), b"", "other data than zeros")
    ksft_ge(statistic(pair, "tx_xdp") - before, TCP_BYTES // MTU, "driver's counter")


if __name__ == "__main__":
    run(bench, generated_udp, generated_tcp)
