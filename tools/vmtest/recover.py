#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Queues and ports that stand still are found, recovered by stages, and counted."""

import contextlib
import threading
import time

from icmp import echo_all
from ifreq import Channels
from lib.py import defer, ksft_eq, ksft_ge, ksft_in, ksft_true
from nics import mac
from pair import LOCAL_V4, PEER_V4, sh, sh_peer
from pci import Bar
from stats import driver_stats
from stream import TcpStream, udp_pair
from suite import expected_in_log, run, wait_for

RCTL, TCTL, IMC, EIMC = 0x0100, 0x0400, 0x00d8, 0x1528
ENABLE = 1 << 1
ALL = 0xffffffff
ICS, IMS, INT_LSC = 0x00c8, 0x00d0, 1 << 2
RING_HEAD, RING_TAIL = 0x10, 0x18
QUEUE_ENABLE = 1 << 25
TARC_ENABLE = 1 << 10
# Longer than a fault takes to be found.
IDLE_SECONDS = 5
# One after the other, which the driver takes for useless: a queue each, and some more.
RESTARTS = 6
# More than the second in which the driver counts.
STORM_SECONDS = 1.5
CHIP_82574, CHIP_82576 = "82574", "82576"


class Hands:
    """Turns parts of the device off behind the driver's back, and on again."""

    def __init__(self, pair):
        self.model = pair.settings["nics"][0]
        self.bar = Bar(pair.local)
        # Those that carry traffic, as far as each can be stopped alone.
        self.queues = range(pair.channels()[1] if self.by_queue else 1)

    @property
    def by_queue(self):
        return self.model == CHIP_82576

    def _switch(self, reg, bit, on):
        word = self.bar[reg]
        self.bar[reg] = word | bit if on else word & ~bit

    def tx(self, on, queue=0):
        if self.by_queue:
            self._switch(0xe028 + 0x40 * queue, QUEUE_ENABLE, on)
        else:
            self._switch(TCTL, ENABLE, on)

    def rx(self, on, queue=0):
        if self.by_queue:
            self._switch(0xc028 + 0x40 * queue, QUEUE_ENABLE, on)
        else:
            self._switch(RCTL, ENABLE, on)

    def skip(self, queue=0):
        """The head is where the tail is: no buffer is left, as the device sees it."""
        base = 0xc000 + 0x40 * queue if self.by_queue else 0x2800
        self.bar[base + RING_HEAD] = self.bar[base + RING_TAIL]

    def doze(self, on):
        """Queue 0 sends nothing and, told so again, needs a new doorbell."""
        if self.model == CHIP_82574:
            self._switch(0x3840, TARC_ENABLE, on)
        else:
            self.tx(on)

    def mask(self):
        self.bar[IMC] = ALL
        if self.by_queue:
            self.bar[EIMC] = ALL


class Counters:
    """How much the driver's counters have grown since."""

    def __init__(self, pair):
        self._pair = pair
        self._before = driver_stats(pair)

    def grown(self, name):
        return driver_stats(self._pair)[name] - self._before[name]

    def wait(self, name, least=1, seconds=30):
        wait_for(lambda: self.grown(name) >= least, seconds, name)


def reporter(pair, name):
    """devlink's words: state, errors and recoveries."""
    text = sh(f"devlink health show pci/{pair.local.address} reporter {name}")
    words = text.replace("\n", " ").split()
    return {key: words[words.index(key) + 1] for key in ("state", "error", "recover")}


@contextlib.contextmanager
def silence(pair):
    """Nobody sends anything but what is sent here: no neighbours, no IPv6."""
    here, there = mac(pair.local.index), mac(pair.peer.index)
    for run_there, name, address, other in ((sh, pair.name, PEER_V4, there),
                                            (sh_peer, pair.peer_name, LOCAL_V4, here)):
        run_there(f"ip neigh replace {address} lladdr {other} dev {name} nud permanent")
        run_there(f"sysctl -qw net.ipv6.conf.{name}.disable_ipv6=1")
    try:
        yield
    finally:
        for run_there, name, address in ((sh, pair.name, PEER_V4),
                                         (sh_peer, pair.peer_name, LOCAL_V4)):
            run_there(f"ip neigh del {address} dev {name}")
            run_there(f"sysctl -qw net.ipv6.conf.{name}.disable_ipv6=0")


def lost_doorbell(pair):
    """One packet stays behind although all is well again: a kick is enough.

    Any other packet would do the same, so there must be none.
    """
    hands, counters = Hands(pair), Counters(pair)
    if hands.model not in (CHIP_82574, CHIP_82576):
        ksft_true(True, "the model starts by itself")
        return
    channels = Channels(pair.name)
    defer(channels.set, channels.get())
    channels.set(1)
    sender, receiver = udp_pair("out")
    echo_all(False, [100])
    with sender, receiver, silence(pair):
        hands.doze(False)
        sender.send(b"late")
        time.sleep(0.2)
        hands.doze(True)
        ksft_eq(receiver.recv(100), b"late")
    ksft_ge(counters.grown("tx_kicks"), 1)
    ksft_eq(counters.grown("recoveries"), 0)


def stuck_queue(pair):
    """The stop domain is restarted: one queue of the 82576, else the port."""
    hands, counters = Hands(pair), Counters(pair)
    carrier = sh(f"cat /sys/class/net/{pair.name}/carrier_changes")
    errors = int(reporter(pair, "tx")["error"])
    with TcpStream("out") as stream, expected_in_log("NETDEV WATCHDOG"):
        stream.moves()
        for queue in hands.queues:
            hands.tx(False, queue)
        counters.wait("recoveries")
        stream.moves(seconds=60)
    ksft_ge(counters.grown("tx_timeouts"), 1)
    ksft_eq(counters.grown("port_resets"), 0)
    ksft_eq(bool(counters.grown("queue_restarts")), hands.by_queue)
    ksft_eq(sh(f"cat /sys/class/net/{pair.name}/carrier_changes"), carrier, "carrier")
    now = reporter(pair, "tx")
    ksft_ge(int(now["error"]), errors + 1)
    ksft_eq(now["state"], "healthy")
    ksft_in("handed_over", sh(f"devlink health dump show pci/{pair.local.address} reporter tx"))


def restarted_in_vain(pair):
    """Each restart gets some packets through and no more: in the end the port is reset."""
    hands, counters = Hands(pair), Counters(pair)
    with TcpStream("out") as stream, expected_in_log("NETDEV WATCHDOG"):
        for _ in range(RESTARTS):
            stream.moves(20000, 60)
            before = counters.grown("recoveries")
            for queue in hands.queues:
                hands.tx(False, queue)
            counters.wait("recoveries", before + 1)
            if counters.grown("port_resets"):
                break
        ksft_ge(counters.grown("port_resets"), 1)
        stream.moves(seconds=90)
    pair.wait_link()
    echo_all(False, [100, 1400])


@contextlib.contextmanager
def held_down(hands):
    """Every queue is turned off again as soon as it was turned on."""
    queues, stopping = hands.queues, threading.Event()

    def hold():
        while not stopping.is_set():
            for queue in queues:
                hands.tx(False, queue)
            time.sleep(0.002)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
        for queue in queues:
            hands.tx(True, queue)


def stuck_for_good(pair):
    """A restart does not help: the port is reset, with pauses, until it does."""
    hands, counters = Hands(pair), Counters(pair)
    with TcpStream("out") as stream, expected_in_log("NETDEV WATCHDOG"):
        stream.moves()
        with held_down(hands):
            counters.wait("port_resets", seconds=25)
        stream.moves(seconds=90)
    pair.wait_link()
    echo_all(False, [100, 1400])


def stopped_receiver(pair):
    hands, counters = Hands(pair), Counters(pair)
    with TcpStream("in") as stream:
        stream.moves()
        for queue in hands.queues:
            hands.rx(False, queue)
        counters.wait("rx_stops")
        stream.moves(seconds=60)
    ksft_eq(counters.grown("port_resets"), 0)
    ksft_ge(int(reporter(pair, "rx")["error"]), 1)


def reported_where_it_was(pair):
    """A receiver that stops: its sender was restarted before, and has sent nothing yet."""
    pair.rebind()
    hands, counters = Hands(pair), Counters(pair)
    sender, receiver = udp_pair("out")
    echo_all(False, [100])
    with sender, receiver, silence(pair), expected_in_log("NETDEV WATCHDOG"):
        for queue in hands.queues:
            hands.tx(False, queue)
        sender.send(b"stuck")
        counters.wait("recoveries")
        for restarts, queue in enumerate(hands.queues, 2):
            before = {name: int(reporter(pair, name)["error"]) for name in ("tx", "rx")}
            hands.rx(False, queue)
            counters.wait("recoveries", restarts)
            after = {name: int(reporter(pair, name)["error"]) for name in before}
            ksft_eq(after, {**before, "rx": before["rx"] + 1})
        # one that had nothing to send is off until its pair is restarted
        for queue in hands.queues:
            hands.tx(True, queue)


def lost_place(pair):
    """The device takes its ring for used up, the driver for full: neither goes on."""
    hands, counters = Hands(pair), Counters(pair)
    with TcpStream("in") as stream:
        stream.moves()
        for queue in hands.queues:
            hands.skip(queue)
        counters.wait("rx_astray")
        stream.moves(seconds=60)
    ksft_eq(counters.grown("port_resets"), 0)
    ksft_eq(bool(counters.grown("queue_restarts")), hands.by_queue)
    ksft_ge(int(reporter(pair, "rx")["error"]), 1)
    recoveries = counters.grown("recoveries")
    time.sleep(IDLE_SECONDS)
    ksft_eq(counters.grown("recoveries"), recoveries, "nothing is wrong with an idle ring")


def lost_interrupts(pair):
    """Masked while nothing happens: what comes then is polled, and counted."""
    hands, counters = Hands(pair), Counters(pair)
    for number in range(1, 3):
        echo_all(True, [100])
        time.sleep(0.5)
        hands.mask()
        echo_all(True, [100])
        ksft_ge(counters.grown("lost_irqs"), number)
    ksft_eq(counters.grown("recoveries"), 0, "restarts")


def interrupt_storm(pair):
    """The link's interrupt, without end, is masked for a while; others go on."""
    hands, counters = Hands(pair), Counters(pair)

    def storm():
        end = time.monotonic() + STORM_SECONDS
        while time.monotonic() < end:
            hands.bar[ICS] = INT_LSC
        return counters.grown("irq_storms")

    with TcpStream("in") as stream:
        stream.moves()
        wait_for(storm, 60, "irq_storms")
        stream.moves()
    ksft_eq(counters.grown("recoveries"), 0)
    wait_for(lambda: hands.bar[IMS] & INT_LSC, 10, "the interrupt unmasked")


def left_to_the_user(pair):
    """With auto_recover off nothing happens until it is asked for."""
    hands, counters = Hands(pair), Counters(pair)
    where = f"pci/{pair.local.address} reporter tx"
    sh(f"devlink health set {where} auto_recover false")
    with TcpStream("out") as stream, expected_in_log("NETDEV WATCHDOG"):
        stream.moves()
        for queue in hands.queues:
            hands.tx(False, queue)
        wait_for(lambda: reporter(pair, "tx")["state"] == "error", 30, "the report")
        time.sleep(3)
        ksft_eq(counters.grown("recoveries"), 0, "left alone")
        sh(f"devlink health recover {where}")
        stream.moves(seconds=60)
    sh(f"devlink health set {where} auto_recover true")
    ksft_eq(reporter(pair, "tx")["state"], "healthy")


def what_devlink_shows(pair):
    where = f"pci/{pair.local.address}"
    info = sh(f"devlink dev info {where}")
    ksft_in("driver e1k", info)
    ksft_in(pair.settings["nics"][0], info)
    for name in ("tx", "rx", "device"):
        ksft_in("lost_irqs", sh(f"devlink health diagnose {where} reporter {name}"))
        dump = sh(f"devlink health dump show {where} reporter {name}")
        ksft_in("registers" if name == "device" else "descriptors", dump)


if __name__ == "__main__":
    run(lost_doorbell, stuck_queue, restarted_in_vain, stuck_for_good, stopped_receiver,
        reported_where_it_was, lost_place, lost_interrupts, interrupt_storm, left_to_the_user,
        what_devlink_shows)
