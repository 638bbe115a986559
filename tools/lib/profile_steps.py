#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/profile: one case, with the kernel's timer profiler on.

Under -icount every tick of the timer stands for the same number of instructions.
"""

import os
import re
import sys
import time
from pathlib import Path

from bench_steps import NOWHERE, TX, bound, peer_link, quiet, start_receiver, start_sender
from pair import sh
from pktgen import Load, send

COUNT = 2000000
SHOWN = 0.5  # instructions per packet
RECEIVE = "rx drop"


def ticks():
    """{function: ticks}, the modules' functions as one."""
    samples = Path("/tmp/profile")
    samples.write_bytes(Path("/proc/profile").read_bytes())
    symbols = Path("/tmp/System.map")
    symbols.write_text("".join(
        line for line in open("/proc/kallsyms", encoding="ascii") if "[" not in line),
        encoding="ascii")
    rows = re.findall(r"^\s*(\d+) (\S+)", sh(f"readprofile -p {samples} -m {symbols}"), re.M)
    counts = {name: int(count) for count, name in rows}
    counts["(modules)"] = counts.pop("*unknown*", 0)
    return counts


def run(case, pair):
    """The packets sent, and the seconds they took."""
    load, address = TX.get(case, Load(burst=32)), NOWHERE
    start_sender(pair)
    if case == RECEIVE:
        start_receiver(pair)
        address = peer_link(pair)["address"]
    sh("readprofile -r")
    start = time.monotonic()
    send(pair.name, address, load, COUNT)
    return time.monotonic() - start


def main():
    driver, case = sys.argv[1:]
    quiet()
    with bound(driver) as pair:
        seconds = run(case, pair)
        counts = ticks()
    counts.pop("total", None)
    total = sum(counts.values())
    per_tick = seconds * 1e9 / total / COUNT
    print(f"# {driver}, {case}: instructions per packet by function, "
          f"{total} samples, on {os.uname().release}")
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        if count * per_tick >= SHOWN:
            print(f"{count * per_tick:8.1f}  {name}")
    print(f"{seconds * 1e9 / COUNT:8.1f}  in all", flush=True)


if __name__ == "__main__":
    main()
