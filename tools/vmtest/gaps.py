#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/gaps: the longest time that TCP stands still for each action.

  gaps.py           all but one, and sleep as the last: the machine's root does not come
                    back from that (see pm.py)
  gaps.py alone     the one that a driver and its card may not come back from
"""

import contextlib
import json
import sys
import threading
import time
from dataclasses import dataclass

import bpf
import registers
from aer import NON_FATAL, inject
from nics import MODELS
from pair import config, sh
from pci import Bar
from pm import DELAY, power_off, sleep, stay_in_memory
from qmp import Qmp
from stream import TcpStream
from suite import expected_in_log, fresh_pair

ROUNDS, SLEEPS = 5, 2
IDLE_SECONDS = 0.2
# After an action both directions have moved so far again, or are taken for dead.
SETTLE_BYTES, SETTLE_SECONDS = 200000, 90
LOOK = 0.0005
PM_TEST_SECONDS = 1


def switch(pair, command, *values):
    """An action for each value of a setting."""
    return [lambda value=value: sh(command.format(name=pair.name, value=value))
            for value in values]


def xdp(pair):
    """A program that passes everything comes and goes."""
    program = bpf.Object("verdict", "verdict_frags")
    program.write("config", "=IiiI", bpf.PASS, 0, 0, 0)
    return [lambda: bpf.attach(pair.name, program.program), lambda: bpf.detach(pair.name)]


def stall(pair):
    """The queues stop; the driver has to find out first."""
    bar, chip = Bar(pair.local), registers.of(pair)

    def stop():
        for register, bit in chip.tx_enable:
            bar[register] &= ~bit

    return [stop]


def restart(pair):
    return [lambda: sh(f"devlink health recover pci/{pair.local.address} reporter device")]


def from_outside(pair):
    return [lambda: (pair.local.sysfs / "reset").write_text("1", encoding="ascii")]


def bus_error(pair):
    return [lambda: inject(pair.qmp, pair.local, NON_FATAL)]


@dataclass(frozen=True)
class Action:
    """What is done to one NIC, and on which chips it can be."""

    name: str
    prepare: object
    rounds: int = ROUNDS
    can: object = lambda model: True
    alone: bool = False


def _pcie(model):
    return MODELS[model].pcie


ACTIONS = (
    Action("nothing", lambda pair: [lambda: time.sleep(IDLE_SECONDS)]),
    Action("ring size", lambda pair: switch(pair, "ethtool -G {name} rx {value}", 512, 256)),
    Action("RX checksum", lambda pair: switch(pair, "ethtool -K {name} rx {value}", "off", "on")),
    Action("TX checksum", lambda pair: switch(pair, "ethtool -K {name} tx {value}", "off", "on")),
    Action("MTU", lambda pair: switch(pair, "ip link set {name} mtu {value}", 1400, 1500)),
    Action("number of queues",
           lambda pair: switch(pair, "ethtool -L {name} combined {value}", 1, 2), can=_pcie),
    Action("XDP program", xdp),
    Action("TX stall", stall, 1),
    Action("negotiating the link", lambda pair: switch(pair, "ethtool -r {name}", None)),
    Action("port restart", restart),
    Action("PCIe error", bus_error, can=_pcie),
    Action("function reset", from_outside, can=_pcie, alone=True),
)


class Streams:
    """TCP both ways; new connections when the old ones are dead."""

    def __init__(self):
        self._stack, self._streams = contextlib.ExitStack(), []

    def __enter__(self):
        self._streams = [self._stack.enter_context(TcpStream(way)) for way in ("out", "in")]
        return self

    def __exit__(self, *failure):
        self._stack.__exit__(*failure)

    def longest_gap(self, action):
        """Seconds without a byte, either way, from an action's start until both move again."""
        problems = []

        def work():
            try:
                action()
            except (OSError, RuntimeError) as problem:
                problems.append(problem)

        thread = threading.Thread(target=work)
        gaps = [Gap(stream) for stream in self._streams]
        thread.start()
        deadline = time.monotonic() + SETTLE_SECONDS
        while not all([gap.over(not thread.is_alive()) for gap in gaps]):
            if time.monotonic() > deadline:
                raise AssertionError("TCP does not move any more")
            time.sleep(LOOK)
        thread.join()
        if problems:
            raise problems[0]
        return max(gap.longest for gap in gaps)


class Gap:
    """The longest time without a byte on one stream."""

    def __init__(self, stream):
        self._stream, self._seen, self._since = stream, stream.received, time.monotonic()
        self._target, self.longest = None, 0.0

    def over(self, done):
        """A look, often; whether enough has come since the action was done."""
        self._stream.check()
        now, received = time.monotonic(), self._stream.received
        self.longest = max(self.longest, now - self._since)
        if received != self._seen:
            self._seen, self._since = received, now
        if done and self._target is None:
            self._target = received + SETTLE_BYTES
        return done and received >= self._target


def measure(streams, actions, rounds):
    """Milliseconds; nothing if the driver cannot do that."""
    try:
        return max(1000 * streams.longest_gap(action)
                   for _ in range(rounds) for action in actions)
    except (OSError, RuntimeError) as problem:
        print(f"refused: {problem}", flush=True)
        return None


def outcome(actions, rounds):
    """Milliseconds, None for what cannot be done, or "lost" if TCP does not survive."""
    try:
        with Streams() as streams:
            return measure(streams, actions, rounds)
    except OSError as problem:
        print(f"no connection: {problem}", flush=True)
        return None
    except AssertionError as problem:
        print(f"lost: {problem}", flush=True)
        return "lost"


def tell(name, value):
    """One row, to the host."""
    print(json.dumps({name: value}), flush=True)


def row(pair, action):
    try:
        actions = action.prepare(pair)
    except (OSError, RuntimeError) as problem:
        print(f"{action.name}: {problem}", flush=True)
        return None
    return outcome(actions, action.rounds)


def asleep():
    """The callbacks of S3, less the time that the kernel waits between them."""
    DELAY.write_text(str(PM_TEST_SECONDS), encoding="ascii")
    stay_in_memory()
    value = outcome([lambda: sleep("mem", "devices")], SLEEPS)
    return value - 1000 * PM_TEST_SECONDS if isinstance(value, float) else value


def main():
    alone = sys.argv[1:] == ["alone"]
    # only one can have it open
    monitor = Qmp()
    model = config()["nics"][0]
    for action in ACTIONS:
        if action.alone != alone or not action.can(model):
            continue
        # nothing is left of the one before
        pair = fresh_pair()
        pair.qmp = monitor
        with expected_in_log("NETDEV WATCHDOG"):
            tell(action.name, row(pair, action))
    if not alone:
        tell("suspend", asleep())
        power_off(monitor)


if __name__ == "__main__":
    sys.exit(main())
