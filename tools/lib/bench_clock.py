#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/bench: throughput and latency by the clock, drivers in turn.

A single figure says nothing on a shared machine; the medians of pairs taken one
after the other, first one driver and then the other, can be compared.
"""

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "vmtest"))

# pylint: disable=wrong-import-position
from bench_steps import bound, connect, iperf_server  # noqa: E402
from nics import MODELS  # noqa: E402
from pair import PEER_V4, config, sh  # noqa: E402
from stream import tcp_connection  # noqa: E402

STREAM_SECONDS = 2
ROUND_TRIPS = 400


def throughput():
    """Mbit/s of one TCP stream."""
    with iperf_server():
        report = json.loads(sh(f"iperf3 -J -c {PEER_V4} -t {STREAM_SECONDS}"))
    return report["end"]["sum_received"]["bits_per_second"] / 1e6


def latency():
    """Microseconds from a one-byte request to its response, the median."""
    client, server = tcp_connection("out", 4)
    times = []
    with client, server:
        for _ in range(ROUND_TRIPS):
            start = time.perf_counter()
            client.send(b"?")
            server.send(server.recv(1))
            client.recv(1)
            times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times)


def measure(driver):
    with bound(driver) as pair:
        connect(pair)
        return {"tcp, Mbit/s": throughput(), "round trip, us": latency()}


def main():
    rounds = int(sys.argv[1])
    intree = MODELS[config()["nics"][0]].intree
    results = {intree: [], "e1k": []}
    for number in range(rounds):
        for driver, taken in results.items():
            taken.append(measure(driver))
        print(f"pair {number + 1} of {rounds}", flush=True)
    for driver, taken in results.items():
        rows = {name: statistics.median(values[name] for values in taken)
                for name in taken[0]}
        print(json.dumps({"driver": driver, "rows": rows}), flush=True)


if __name__ == "__main__":
    main()
