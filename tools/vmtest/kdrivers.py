#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""More of the kernel's own tests of drivers: queues, rings, counters, segments."""

import sys

from kselftest import environment, run
from pair import sh
from selftests import PROGRAMS
from suite import fresh_pair

TESTS = ("queues.py", "stats.py", "ring_reconfig.py", "napi_id.py", "hw/tso.py")
# What fails because the kernel is older than the tests, and why.
OLD = {"queues.check_xsk": "this kernel does not tell"}


def load_programs():
    """Once, into memory: the guest's clock goes on, not the host's, while it waits for a file."""
    for program in (*PROGRAMS, "iperf3", "socat"):
        sh(f"{program} -h", check=False)


def main():
    load_programs()
    pair = fresh_pair()
    # some take the interface down
    sh(f"sysctl -qw net.ipv6.conf.{pair.name}.keep_addr_on_down=1")
    env = environment(pair)
    sys.exit(max(run(test, env, OLD) for test in TESTS))


if __name__ == "__main__":
    main()
