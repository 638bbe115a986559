#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""xdp-bench and xdp-trafficgen of xdp-tools: what they do to frames is counted and compared."""

import contextlib
import itertools
import json
import signal
import subprocess

from icmp import echo_all
from ifreq import Rings
from lib.py import KsftNamedVariant, KsftSkipEx, defer, ksft_eq, ksft_pr, ksft_variants
from packets import ETHERTYPES, UDP, Capture
from pair import NS, sh
from suite import run, wait_for
from xdp import TEST, both_ends, frame, statistic

FRAMES, BATCH, SIZE = 2000, 32, 200
SECONDS = 30
PORT = 4791


def attached(pair):
    return "xdp" in json.loads(sh(f"ip -j link show {pair.name}"))[0]


@contextlib.contextmanager
def xdp_bench(pair, arguments):
    """Runs it until the block ends, as with Ctrl-C."""
    with subprocess.Popen(["xdp-bench", *arguments], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT) as process:
        try:
            wait_for(lambda: attached(pair), SECONDS, "a program on the interface")
            yield
        finally:
            process.send_signal(signal.SIGINT)
            ksft_pr(process.communicate(timeout=SECONDS)[0])
    ksft_eq(process.returncode, 0, "exit code")
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


@ksft_variants([KsftNamedVariant(name, name) for name in VARIANTS])
def bench(pair, name):
    arguments, counter, gets = VARIANTS[name]
    where = [pair.name] * (2 if name in ("redirect", "redirect_map") else 1)
    here, there = both_ends(pair)
    counters = ("rx_packets", *([counter] if counter else []))
    receiver, want = gets(here, there)
    with xdp_bench(pair, [*arguments, *where]):
        before = [statistic(pair, one) for one in counters]
        for _ in range(0, FRAMES, BATCH):
            for _ in range(BATCH):
                there.send(here.mac, SIZE)
            for _ in range(BATCH if receiver else 0):
                ksft_eq(receiver.receive(), want, "a frame")
        wait_for(lambda: min(statistic(pair, one) - count
                             for one, count in zip(counters, before)) >= FRAMES,
                 SECONDS, "all frames counted")
    echo_all(False, [100, 1000])


def is_ours(captured):
    return captured.frame[12:14] == ETHERTYPES[6].to_bytes(2, "big") and \
        captured.frame[56:58] == PORT.to_bytes(2, "big")


def trafficgen(pair):
    """All of its frames fit into the ring: each of them arrives, and all are the same."""
    rings = Rings(pair.name)
    defer(rings.set, *rings.get())
    rings.set(256, 2 * FRAMES)
    watch = Capture(pair.peer_name, NS)
    defer(watch.close)
    before = statistic(pair, "tx_xdp")
    mac = ":".join(f"{byte:02x}" for byte in watch.mac)
    said = sh(f"xdp-trafficgen udp -m {mac} -p {PORT} -n {FRAMES} {pair.name}", check=False)
    ksft_pr(said)
    if "doesn't support live packet mode" in said:
        raise KsftSkipEx("it takes the kernel for one that cannot")
    got = [captured.frame for captured in itertools.islice(watch.frames(is_ours), FRAMES)]
    ksft_eq(len(got), FRAMES, "frames that arrived")
    ksft_eq(statistic(pair, "tx_xdp") - before, FRAMES, "driver's counter")
    ksft_eq(len(set(got)), 1, "different frames")
    ksft_eq((got[0][:6], got[0][20]), (watch.mac, UDP), "destination and protocol")


if __name__ == "__main__":
    run(bench, trafficgen)
