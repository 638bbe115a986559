#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The guest's part of tools/hostile: traffic while the rings are tampered with.

  hostile.py SECONDS
"""

import sys
import time

from chaoswatch import Counters, Traffic, flows
from ktap import Report
from pair import NS, sh
from stats import driver_stats
from suite import expected_in_log, fresh_pair
from module import rmmod

COUNTERS = ("bad_length", "bad_frame", "csum_bad", "recoveries", "tx_timeouts")


def lies_counted(pair):
    return {name: value for name, value in driver_stats(pair).items()
            if value and name.endswith(COUNTERS)}


def leave(pair):
    sh(f"ip netns del {NS}")
    rmmod(pair.driver)


def hostile(seconds):
    report = Report()
    pair = fresh_pair()
    # A lie may be a frame that was never sent, or the end of one that was.
    with expected_in_log("NETDEV WATCHDOG"):
        with Traffic("out") as out, Traffic("in") as back, Counters(pair) as counters:
            print("@hostile start", flush=True)
            time.sleep(seconds)
            print("@hostile stop", flush=True)
            time.sleep(1)
        counted = lies_counted(pair)
        report.result(bool(counted), f"lies were counted: {counted}")
        report.result(out.verified + back.verified > 0, f"{out.verified + back.verified} bytes "
                      f"came through")
        report.result(not counters.errors, f"no counter went back in {counters.looks} looks",
                      "\n".join(counters.errors[:20]))
        report.check("traffic flows afterwards", flows, pair)
    report.check("the driver leaves", leave, pair)
    return report.end()


if __name__ == "__main__":
    sys.exit(hostile(float(sys.argv[1])))
