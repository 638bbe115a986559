#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Everything at once, in an order that a seed decides; tools/chaos runs it.

  chaos.py SECONDS SEED [OPERATION...]

Traffic runs all the time while workers pick operations. A failure counts only if
nobody took the interface away meanwhile.
"""

import contextlib
import faulthandler
import random
import sys
import threading
import time
import traceback
from pathlib import Path

import faults
import inmemory
import leftovers
from chaosops import OPERATIONS, Box
from chaoswatch import Counters, Traffic, adds_up, flows
from ktap import Report
from module import insmod, rmmod
from pair import NS, sh, sh_peer
from suite import expected_in_log, fresh_pair

# One of them takes the interface away, and then leaves it for so much of that time.
WORKERS, AWAY, PAUSE = 3, 0, 0.8
# Traffic as fast as it can be leaves the workers too little of a slow machine.
PIECE_PAUSE = 0.5
# A run as long as this owes so many successes of each operation, a shorter one its
# share, and at least one.
FULL_SECONDS, FULL_SUCCESSES = 1200, 20
# After what was asked for: the checks at the end, on a busy machine.
PATIENCE = 240
SHARE = 0.8
# What other parts of the kernel have kept after as much work without us.
SLAB_NOISE_BYTES = 512 * 1024
# The core tells of each stall, the injected ones too.
EXPECTED = "NETDEV WATCHDOG"
SETTINGS = ("net.ipv4.conf.all.arp_notify=1", "net.ipv4.conf.default.arp_notify=1",
            "net.ipv6.conf.all.keep_addr_on_down=1", "net.ipv4.tcp_syn_retries=1")


class Score:
    """How often an operation was tried, and how it went."""

    def __init__(self):
        self.succeeded = self.failed = self.disturbed = 0
        self.why = ""

    def enough(self, least):
        tries = self.succeeded + self.failed
        return self.succeeded >= least and self.failed <= max(1, (1 - SHARE) * tries)

    def __str__(self):
        return f"{self.succeeded} succeeded, {self.failed} failed, {self.disturbed} disturbed"


def rounds(operations, rng):
    """All in one order, then in another: chance alone would leave some out."""
    while True:
        yield from rng.sample(operations, len(operations))


class Chaos:
    """The workers and what they share."""

    def __init__(self, box, seed, operations):
        self._box, self._seed = box, seed
        self._operations = operations
        self.scores = {operation.name: Score() for operation in operations}
        self._lock = threading.Lock()
        # Odd while the interface is away.
        self._epoch = 0

    @contextlib.contextmanager
    def _taking_away(self, exclusive):
        self._epoch += exclusive
        try:
            yield
        finally:
            self._epoch += exclusive

    def _try(self, operation, rng):
        """Whether it went well; None if it may have been in somebody's way."""
        score = self.scores[operation.name]
        with self._taking_away(operation.exclusive):
            epoch = self._epoch
            try:
                operation.run(self._box, rng)
            except (OSError, RuntimeError, AssertionError) as error:
                disturbed = not operation.exclusive and (epoch % 2 or epoch != self._epoch)
                with self._lock:
                    score.disturbed += bool(disturbed)
                    score.failed += not disturbed
                    score.why = score.why if disturbed else f"{type(error).__name__}: {error}"
                return
        with self._lock:
            score.succeeded += 1

    def _work(self, number, deadline):
        rng = random.Random(f"{self._seed}-{number}")
        operations = [operation for operation in self._operations
                      if operation.exclusive == (number == AWAY)]
        turns, operation = rounds(operations, rng), None
        try:
            while operations and time.monotonic() < deadline:
                operation, begin = next(turns), time.monotonic()
                # an operation's own choices must not depend on how far it gets
                self._try(operation, random.Random(rng.random()))
                if operation.exclusive:
                    time.sleep(min(PAUSE * (time.monotonic() - begin),
                                   max(0, deadline - time.monotonic())))
        except Exception:  # pylint: disable=broad-except
            traceback.print_exc(file=sys.stdout)
            self.scores[operation.name].why = "the worker ended"
            self.scores[operation.name].failed += 1000

    def run(self, seconds):
        """Until the time is up and each operation had its turn."""
        deadline = time.monotonic() + seconds
        threads = [threading.Thread(target=self._work, args=(number, deadline))
                   for number in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rng = random.Random(f"{self._seed}-last")
        for operation in self._operations:
            if not self.scores[operation.name].succeeded:
                self._try(operation, rng)


def nothing_left(pair, before):
    """The driver goes, and with it all it ever had."""
    sh(f"ip netns del {NS}")
    rmmod(pair.driver)
    leftovers.no_page_pools()
    left = {"interrupts": leftovers.interrupt_lines("eth0", "eth1"),
            "bytes in slabs": leftovers.slab_growth(before, SLAB_NOISE_BYTES)}
    if leftovers.DMA_DEBUG.exists():
        left["DMA mappings"] = [line for nic in (pair.local, pair.peer)
                                for line in leftovers.dma_mappings(nic.address)]
        left["DMA-API errors"] = leftovers.dma_errors()
    if any(left.values()):
        raise AssertionError("; ".join(f"{what}: {value}" for what, value in left.items()
                                       if value))


def tell_where():
    """What every thread here and in the kernel does, when it should have been over."""
    faulthandler.dump_traceback(sys.stdout)
    Path("/proc/sysrq-trigger").write_text("t", encoding="ascii")


def chaos(seconds, seed, names):
    patience = threading.Timer(seconds + PATIENCE, tell_where)
    patience.daemon = True
    patience.start()
    report = Report()
    inmemory.keep("ip", "ethtool")
    pair = fresh_pair()
    insmod(pair.settings["awake"])
    sh(f"sysctl -qw {' '.join(SETTINGS)}")
    sh_peer(f"sysctl -qw {' '.join(SETTINGS)}; ip link set {pair.peer_name} mtu 9000")
    # once in and out: what the first work leaves in the kernel is no leak
    sh(f"ip netns del {NS}")
    rmmod(pair.driver)
    before = leftovers.slab_bytes()
    pair.up()
    sh_peer(f"ip link set {pair.peer_name} mtu 9000")
    box = Box(pair)
    if (faults.DEBUGFS / "failslab").exists():
        faults.watch_driver(pair.driver)
    operations = [operation for operation in OPERATIONS
                  if (operation.name in names or not names) and operation.can(box)]
    work = Chaos(box, seed, operations)
    with expected_in_log(EXPECTED):
        with (Traffic("out", PIECE_PAUSE) as out, Traffic("in", PIECE_PAUSE) as back,
              Counters(pair) as counters):
            work.run(seconds)
            box.restore()
            report.check("traffic flows afterwards", flows, pair)
            report.check("TCP goes on, out", out.goes_on)
            report.check("TCP goes on, in", back.goes_on)
    least = max(1, int(FULL_SUCCESSES * seconds / FULL_SECONDS))
    for name, score in work.scores.items():
        report.result(score.enough(least), f"{name}: {score}",
                      f"{least} successes are due, and {SHARE:.0%} of all tries; {score.why}")
    errors = [*out.errors, *back.errors]
    report.result(not errors, f"{out.verified + back.verified} bytes verified, in "
                  f"{out.connections + back.connections} connections", "\n".join(errors))
    report.result(not counters.errors, f"no counter went back in {counters.looks} looks",
                  "\n".join(counters.errors[:20]))
    report.check("the counters add up", adds_up, pair)
    report.check("nothing is left", nothing_left, pair, before)
    return report.end()


if __name__ == "__main__":
    sys.exit(chaos(float(sys.argv[1]), sys.argv[2], sys.argv[3:]))
