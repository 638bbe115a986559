#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The hardware stops, forgets an interrupt or raises too many: made by real registers."""

import time

import registers
from icmp import echo_all
from lib.py import ksft_eq, ksft_in, ksft_lt, ksft_true
from pair import sh
from pci import Bar
from recover import Counters
from stream import Flood, TcpStream
from suite import expected_in_log, log_mark, log_since, run, wait_for

STORM_SECONDS = 3
# Without end if the storm gets all of a CPU; a busy host is away for a while, too.
LATE_SECONDS = 10


def noticed(counters):
    """A time-out, or the next remedy for the last one.

    The stream may have moved away from a queue that was restarted: while that one has sent
    nothing it is still the same stall, and the port is reset without another time-out.
    """
    return counters.grown("tx_timeouts") + counters.grown("port_resets")


def enabled(bar, chip):
    return [register for register, bit in chip.tx_enable if bar[register] & bit]


def stall_twice(pair):
    """Stops TX for good, twice: each time that is noticed, and the stream goes on."""
    bar, chip = Bar(pair.local), registers.of(pair)
    with TcpStream("out") as stream, expected_in_log("NETDEV WATCHDOG"):
        for count in (1, 2):
            stream.moves()
            counters, running = Counters(pair), enabled(bar, chip)
            for register, bit in chip.tx_enable:
                bar[register] &= ~bit
            wait_for(lambda now=counters: noticed(now), 30, "tx_timeout")
            stream.moves(seconds=60)
            ksft_in(counters.grown("tx_timeouts"), range(pair.channels()[1] + 1),
                    f"timeouts at stall {count}, no more than one for each queue")
            ksft_true(enabled(bar, chip), "the stream's queue is enabled again")
            # one without packets is not missed until it has some, which are lost then
            for register, bit in chip.tx_enable:
                if register in running:
                    bar[register] |= bit


def stall_of_full_queue(pair):
    """So many packets wait that the core has stopped the queue."""
    with Flood("out", 1400), Flood("out", 1400):
        stall_twice(pair)


def stall_of_one_packet(pair):
    """So few wait that the core never stops the queue."""
    stall_twice(pair)


def lost_interrupt(pair):
    """With all interrupts masked behind the driver's back, its watchdog finds out."""
    bar, chip = Bar(pair.local), registers.of(pair)
    with TcpStream("out") as out, TcpStream("in") as back:
        for _ in range(2):
            out.moves()
            back.moves()
            registers.write(bar, chip.mask)
            out.moves(seconds=30)
            back.moves(seconds=30)


def one_cause_lost(pair):
    """A cause that was raised and read by somebody else: idle, then one packet."""
    bar, chip = Bar(pair.local), registers.of(pair)
    for _ in range(5):
        registers.write(bar, chip.mask)
        echo_all(True, [100])


def storm(pair):
    """Interrupts as fast as they can be raised: traffic and everything else goes on."""
    bar, chip = Bar(pair.local), registers.of(pair)
    mark, late = log_mark(), 0.0
    end = time.monotonic() + STORM_SECONDS
    with TcpStream("in") as stream:
        while time.monotonic() < end:
            for _ in range(200):
                registers.write(bar, chip.raise_queues)
            start = time.monotonic()
            time.sleep(0.01)
            late = max(late, time.monotonic() - start - 0.01)
        stream.moves(seconds=20)
    ksft_lt(late, LATE_SECONDS, "seconds that a sleep of 10 ms was late")
    ksft_eq([line for line in log_since(mark) if "nobody cared" in line], [])
    echo_all(False, [100])


def storm_of_all_causes(pair):
    """Link changes and errors that never were, too; the carrier stays."""
    bar, chip = Bar(pair.local), registers.of(pair)
    before = pair.carrier_changes
    for _ in range(2000):
        registers.write(bar, chip.raise_all)
    echo_all(False, [100])
    ksft_eq(pair.carrier_changes, before, "carrier_changes")
    ksft_true("LOWER_UP" in sh(f"ip link show {pair.name}"))


if __name__ == "__main__":
    run(stall_of_full_queue, stall_of_one_packet, lost_interrupt, one_cause_lost, storm,
        storm_of_all_causes)
