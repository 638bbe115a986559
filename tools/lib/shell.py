#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""In the guest: brings the pair up, and gives a prompt if told the terminal's size."""

import os
import subprocess
import sys

from pair import NS, PEER_V4, Pair


def prompt(pair, rows, columns, term):
    print(f"{pair.name} is driven by {pair.local.driver}; the other NIC, {pair.peer_name}, "
          f"is in the namespace {NS} at {PEER_V4} (ip netns exec {NS} ...).")
    with open("/dev/hvc0", "r+b", buffering=0) as tty:
        subprocess.run(["stty", "sane", "rows", rows, "columns", columns],
                       stdin=tty, check=True)
        subprocess.run(["setsid", "--ctty", "--wait", "bash", "-i"], check=False,
                       stdin=tty, stdout=tty, stderr=tty,
                       env={**os.environ, "TERM": term, "HOME": "/root"})


def main():
    pair = Pair()
    pair.up()
    if len(sys.argv) > 1:
        prompt(pair, *sys.argv[1:4])


if __name__ == "__main__":
    main()
