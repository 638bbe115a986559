#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""One CPU sends as fast as it can, another cleans: for the kernel that watches for races.

KCSAN looks at one access in a thousand, so a race must happen very often to be found.
"""

import time
from pathlib import Path

from icmp import echo_all
from lib.py import ksft_ge
from nics import mac
from pair import sh
from pktgen import flood
from stats import driver_stats
from suite import run

SECONDS, LEAST = 25, 5000


def sent(pair):
    return sum(value for name, value in driver_stats(pair).items()
               if name.startswith("q") and name.endswith("_tx_packets"))


def sending_and_cleaning(pair):
    """The generator is on the first CPU, so the card's interrupts go to the second."""
    sh("modprobe pktgen")
    for number in pair.local.interrupts():
        Path(f"/proc/irq/{number}/smp_affinity_list").write_text("1\n", encoding="ascii")
    before, end = sent(pair), time.monotonic() + SECONDS
    with flood(pair.name, mac(pair.peer.index), 0):
        while time.monotonic() < end:
            sent(pair)
            time.sleep(0.2)
    ksft_ge(sent(pair) - before, LEAST, "packets")
    echo_all(False, [100])


if __name__ == "__main__":
    run(sending_and_cleaning)
