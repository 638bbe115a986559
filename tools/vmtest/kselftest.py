#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The kernel's own tests of drivers' XDP, on our pair of NICs; their results are ours."""

import os
import re
import subprocess
import sys
from pathlib import Path

from cache import BPFTOOL
from nics import DEAF, DEAF_MS
from pair import LOCAL_V4, LOCAL_V6, NS, PEER_V4, PEER_V6, sh
from selftests import DRIVERS
from suite import fresh_pair

TESTS = ("xdp.py", "hw/xsk_reconfig.py")
# Binds its program to a device, which takes a new bpftool; the old one is faster.
BOUND = "hw/xdp_metadata.py"
KBIN = Path(__file__).resolve().parent / "kbin"
FAILED = re.compile(r"not ok (\d+) (\S+)")
# What fails because of the chip, and why.
NO_CSUM = "6.12 cannot sum up one byte for the program, and no chip says the sum is good"
CANNOT = {
    "82540EM": {f"xdp.test_xdp_native_adjst_tail_grow_data.ipv{version}": NO_CSUM
                for version in (4, 6)},
    "82574": {"xdp_metadata.test_xdp_rss_hash.udp": "its hash of UDP is of the addresses only"},
}


def run(test, env, cannot):
    with subprocess.Popen([sys.executable, DRIVERS / test, *sys.argv[1:]], env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            failed = FAILED.match(line)
            if failed and failed[2] in cannot:
                line = f"ok {failed[1]} {failed[2]} # SKIP {cannot[failed[2]]}\n"
            print(line.replace("# XFAIL", "# SKIP"), end="", flush=True)
    return process.returncode


def environment(pair):
    """What tells the tests of our pair."""
    env = dict(os.environ, PATH=f"{KBIN}:{os.environ['PATH']}", NETIF=pair.name,
               LOCAL_V4=LOCAL_V4, LOCAL_V6=LOCAL_V6, REMOTE_V4=PEER_V4, REMOTE_V6=PEER_V6,
               REMOTE_TYPE="netns", REMOTE_ARGS=NS)
    if pair.settings["nics"][0] in DEAF:
        env["E1K_DEAF_SECONDS"] = str(DEAF_MS / 1000)
    # these have a library of the same name
    del env["PYTHONPATH"]
    return env


def main():
    pair = fresh_pair()
    env = environment(pair)
    # tests ask for hashes with ports in them
    for flow in ("udp4", "udp6"):
        sh(f"ethtool -N {pair.name} rx-flow-hash {flow} sdfn", check=False)
    cannot = CANNOT.get(pair.settings["nics"][0], {})
    code = max(run(test, env, cannot) for test in TESTS)
    env["PATH"] = f"{BPFTOOL.parent}:{env['PATH']}"
    sys.exit(max(code, run(BOUND, env, cannot)))


if __name__ == "__main__":
    main()
