# SPDX-License-Identifier: GPL-2.0-only
"""What chaos.py does to an interface, one function for each kind of operation."""

import errno
import fcntl
import socket
import struct
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import bpf
import faults
import ifreq
from aer import NON_FATAL, inject
from afxdp import COPY, NEED_WAKEUP, SG, ZEROCOPY, Socket as Xsk
from frames import BROADCAST, FrameSocket, mac_bytes
from netns import inside
from nics import MODELS
from pair import batch, sh
from pci import Bar
from pm import DELAY, POWER, sleep
from qmp import Qmp
from stats import driver_stats
from suite import wait_for

SIOCSIFHWADDR, ARPHRD_ETHER = 0x8924, 1
# Small rings and few queues: more of them only take longer.
RX_SIZES, TX_SIZES, PAIRS = (64, 128, 256), (128, 256), 4
MTUS = (1280, 1500, 1504, 4000, 9000)
FEATURES = ("rx-checksumming", "tx-checksumming", "tcp-segmentation-offload",
            "generic-receive-offload", "scatter-gather", "rx-vlan-offload", "tx-vlan-offload",
            "receive-hashing", "rx-all", "rx-fcs", "rx-vlan-filter")
VLAN_FEATURES = ("rx-vlan-offload", "tx-vlan-offload")
GROUPS = 20
ALLOCATIONS = 60
NS = "chaos"
# Registers, written behind the driver's back.
TCTL, TCTL_EN = 0x0400, 1 << 1
ICS, IMC, EIMC = 0x00c8, 0x00d8, 0x1528
RECOVERY_SECONDS = 40


class Box:
    """The machine: a pair of NICs, the monitor, and what the chip can do."""

    def __init__(self, pair):
        self.pair = pair
        self.qmp, self.qmp_lock = Qmp(), threading.Lock()
        # One user at a time of what one setting takes from another.
        self.queues, self.xdp = threading.Lock(), threading.Lock()
        self.model = MODELS[pair.settings["nics"][0]]
        text = sh(f"ethtool -l {pair.name}")
        self.pairs = int(text.split("Combined:")[1].split()[0])
        self.features = [line.split(":")[0].strip() for line in
                         sh(f"ethtool -k {pair.name}").splitlines()[1:]
                         if "[" not in line and line.split(":")[0].strip() in FEATURES]

    @property
    def name(self):
        name = self.pair.name
        if not name:
            raise OSError(errno.ENODEV, "the interface is not there")
        return name

    def restore(self):
        """What was at the start, as far as traffic needs it."""
        with self.qmp_lock:
            self.qmp.set_link("nic0", True)
        ifreq.set_mtu(self.name, 1500)
        ifreq.set_up(self.name, True)
        sh(f"ethtool -K {self.name} rx-all off rx-fcs off", check=False)


def ring(box, rng):
    ifreq.Rings(box.name).set(rng.choice(RX_SIZES), rng.choice(TX_SIZES))


def channels(box, rng):
    with box.queues:
        ifreq.Channels(box.name).set(rng.randint(1, min(box.pairs, PAIRS)))


def rss(box, rng):
    with box.queues:
        sh(f"ethtool -X {box.name} equal 1; ethtool -X {box.name} default")


def features(box, rng):
    name, state = rng.choice(box.features), rng.choice(("on", "off"))
    wish = f"{name} {state}"
    if name in VLAN_FEATURES:
        # one bit of the chip is for both ways, and none with an FCS
        wish = "rx-fcs off " + " ".join(f"{feature} {state}" for feature in VLAN_FEATURES)
    sh(f"ethtool -K {box.name} {wish}")


def coalesce(box, rng):
    adaptive = rng.choice(("on", "off"))
    usecs = f"rx-usecs {rng.choice((0, 1, 20, 50, 200, 1000))}" if adaptive == "off" else ""
    sh(f"ethtool -C {box.name} adaptive-rx {adaptive} adaptive-tx {adaptive} {usecs}")


def mtu(box, rng):
    ifreq.set_mtu(box.name, rng.choice(MTUS))


def mac(box, rng):
    address = mac_bytes(f"02:00:5e:00:02:{rng.randrange(256):02x}")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFHWADDR, struct.pack(
            "16sH14s", box.name.encode(), ARPHRD_ETHER, address))


def vlan(box, rng):
    """Each with a name of its own: two may be at it."""
    vid = rng.randint(1, 4094)
    device = f"vc{vid}.{threading.get_native_id() % 1000}"
    batch("ip", [f"link add link {box.name} name {device} type vlan id {vid}",
                 f"link set {device} up", f"link del {device}"])


def rx_mode(box, rng):
    """A storm of groups joined and left, and promiscuous mode in between."""
    with FrameSocket(box.name) as member, FrameSocket(box.name) as other:
        for number in range(GROUPS):
            member.join(f"01:00:5e:02:{rng.randrange(128):02x}:{number:02x}")
            other.join(f"01:00:5e:03:{rng.randrange(128):02x}:{number:02x}")
        member.promiscuous()


def read(box, _rng):
    sh(f"ethtool -S {box.name}; ethtool -d {box.name}; ethtool {box.name}")


def down_up(box, rng):
    ifreq.set_up(box.name, False)
    time.sleep(rng.random() / 10)
    ifreq.set_up(box.name, True)


def link_flap(box, rng):
    with box.qmp_lock:
        box.qmp.set_link("nic0", False)
        time.sleep(rng.random() / 2)
        box.qmp.set_link("nic0", True)


def renegotiate(box, _rng):
    sh(f"ethtool -r {box.name}")


def _come_back(box):
    wait_for(lambda: box.pair.local.netdev, 10, "the interface")
    box.pair.up_local()


def unbind_bind(box, _rng):
    box.pair.local.unbind()
    box.pair.local.attach(box.pair.driver)
    _come_back(box)


def netns_move(box, rng):
    name = box.name
    try:
        batch("ip", [f"netns add {NS}", f"link set {name} netns {NS}"])
        with inside(NS):
            batch("ip", [f"link set {name} up"])
            time.sleep(rng.random() / 5)
            batch("ip", [f"link set {name} netns 1"])
    finally:
        # what is still in it comes back
        sh(f"ip netns del {NS}", check=False)
    _come_back(box)


def _pci_errors(box):
    """-1 while the device is detached."""
    try:
        return driver_stats(box.pair).get("pci_errors", -1)
    except RuntimeError:
        return -1


def aer(box, _rng):
    """An error of the bus; the counters come back with the interface."""
    before = _pci_errors(box)
    with box.qmp_lock:
        inject(box.qmp, box.pair.local, NON_FATAL)
    wait_for(lambda: _pci_errors(box) > before, RECOVERY_SECONDS, "the error")


def function_reset(box, _rng):
    """By whoever owns the bus, as for a guest: its settings come back, and its traffic."""
    (box.pair.local.sysfs / "reset").write_text("1", encoding="ascii")
    wait_for(lambda: _pci_errors(box) >= 0, RECOVERY_SECONDS, "the interface")


def can_suspend(_box):
    return DELAY.exists() and "mem" in (POWER / "state").read_text(encoding="ascii")


def suspend(box, _rng):
    """The callbacks of S3, of both NICs."""
    DELAY.write_text("0", encoding="ascii")
    sleep("mem", "devices")
    wait_for(lambda: _pci_errors(box) >= 0, RECOVERY_SECONDS, "the interface")


def xdp(box, rng):
    """A program comes, sees frames and goes."""
    with box.xdp:
        program = bpf.Object("verdict", "verdict_frags")
        try:
            program.write("config", "=IiiI", bpf.PASS, 0, 0, 0)
            bpf.attach(box.name, program.program)
            time.sleep(rng.random() / 5)
            bpf.detach(box.name)
        finally:
            program.close()


def af_xdp(box, rng):
    """A socket comes, sends some frames without copies, or with, and goes."""
    flags = rng.choice((ZEROCOPY, COPY)) | rng.choice((0, NEED_WAKEUP)) | SG
    with box.xdp:
        xsk = Xsk(box.name, 0, flags)
        try:
            for size in (60, 1000, 1500):
                xsk.send(mac_bytes(BROADCAST) + bytes(size))
            time.sleep(rng.random() / 5)
        finally:
            xsk.close()


def stall(box, _rng):
    """TX stops for good, as far as the driver knows."""
    bar = Bar(box.pair.local)
    bar[TCTL] = bar[TCTL] & ~TCTL_EN
    wait_for(lambda: bar[TCTL] & TCTL_EN, RECOVERY_SECONDS, "TCTL.EN set again")


def lost_interrupts(box, _rng):
    bar = Bar(box.pair.local)
    bar[IMC] = 0xffffffff
    if box.model.device == "igb":
        bar[EIMC] = 0xffffffff


def interrupt_storm(box, _rng):
    bar = Bar(box.pair.local)
    for _ in range(500):
        bar[ICS] = 0xffffffff


def allocation_failure(box, rng):
    """The n-th allocation of some setting fails: nothing else may come of it."""
    name = box.name
    rings = ifreq.Rings(name)
    operation = rng.choice((lambda: rings.set(rng.choice(RX_SIZES), rng.choice(TX_SIZES)),
                            lambda: ifreq.set_mtu(name, rng.choice(MTUS)),
                            lambda: ifreq.set_up(name, True)))
    ifreq.set_up(name, rng.random() < 0.5)
    try:
        outcome = faults.Outcome(operation, rng.randint(1, ALLOCATIONS))
        if outcome.errno not in (0, errno.ENOMEM, errno.ENOBUFS):
            raise OSError(outcome.errno, "with an allocation failing")
    finally:
        ifreq.set_up(name, True)


@dataclass(frozen=True)
class Operation:
    """One kind of operation.

    exclusive: it takes the interface away, and with it others' chance to succeed.
    can: whether the chip and the kernel have what it takes.
    """
    run: object
    exclusive: bool = False
    can: object = lambda box: True

    @property
    def name(self):
        return self.run.__name__


def _has_itr(box):
    return box.model.device != "e1000-82544gc"


OPERATIONS = (
    Operation(ring), Operation(mtu), Operation(mac), Operation(vlan), Operation(rx_mode),
    Operation(read), Operation(features), Operation(down_up), Operation(link_flap),
    Operation(renegotiate), Operation(xdp), Operation(af_xdp),
    Operation(channels, can=lambda box: box.pairs > 1),
    Operation(rss, can=lambda box: box.pairs > 1),
    Operation(coalesce, can=_has_itr),
    Operation(lost_interrupts), Operation(interrupt_storm), Operation(stall),
    Operation(allocation_failure, can=lambda box: (faults.DEBUGFS / "failslab").exists()),
    Operation(unbind_bind, exclusive=True), Operation(netns_move, exclusive=True),
    Operation(function_reset, exclusive=True,
              can=lambda box: (box.pair.local.sysfs / "reset").exists()),
    Operation(suspend, exclusive=True, can=can_suspend),
    Operation(aer, exclusive=True,
              can=lambda box: box.model.pcie and "pci_errors" in driver_stats(box.pair)),
)
