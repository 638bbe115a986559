#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/bench: throughput and latency by the clock, drivers in turn.

A single figure says nothing on a shared machine; the medians of pairs taken one
after the other, first one driver and then the other, can be compared.
"""

import json
import statistics
import sys

from bench_steps import bound, connect, iperf_server, latency
from nics import MODELS
from pair import PEER_V4, config, sh

STREAM_SECONDS = 2


def throughput():
    """Mbit/s of one TCP stream."""
    with iperf_server():
        report = json.loads(sh(f"iperf3 -J -c {PEER_V4} -t {STREAM_SECONDS}"))
    return report["end"]["sum_received"]["bits_per_second"] / 1e6


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
        print(f"pair {number + 1} of {rounds}: " + "; ".join(
            f"{driver} " + ", ".join(f"{name} {value:.0f}" for name, value in taken[-1].items())
            for driver, taken in results.items()), flush=True)
    for driver, taken in results.items():
        rows = {name: statistics.median(values[name] for values in taken)
                for name in taken[0]}
        print(json.dumps({"driver": driver, "rows": rows}), flush=True)


if __name__ == "__main__":
    main()
