#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""A sent packet is completed soon even if nothing else happens on the machine."""

import array
import fcntl
import statistics
import termios
import time

from lib.py import ksft_lt, ksft_variants
from pair import PEER_V4, sh
from stream import udp_pair
from suite import run

ROUNDS = 30
QUIET_SECONDS = 0.05
ALLOWED = 0.002
# What the chip, or its model, may wait between two interrupts.
MODERATION = 0.000128


def unsent(sock):
    """SIOCOUTQ: what of the socket's send buffer is still in use."""
    value = array.array("i", [0])
    fcntl.ioctl(sock, termios.TIOCOUTQ, value)
    return value[0]


def completion_time(sender, size):
    time.sleep(QUIET_SECONDS)
    start = time.perf_counter()
    sender.send(bytes(size))
    while unsent(sender):
        if time.perf_counter() > start + 5:
            raise AssertionError(f"a packet of {size} bytes is not completed after 5 s")
    return time.perf_counter() - start


@ksft_variants([18, 200, 1472])
def one_packet(_pair, size):
    """Copied or mapped, the packet's memory comes back within the moderation period."""
    sh(f"ping -c 1 {PEER_V4}")
    sender, receiver = udp_pair("out")
    with sender, receiver:
        times = [completion_time(sender, size) for _ in range(ROUNDS)]
    # The median: an emulated CPU itself is sometimes away for longer.
    ksft_lt(statistics.median(times), MODERATION + ALLOWED, f"seconds, of {sorted(times)}")


if __name__ == "__main__":
    run(one_packet)
