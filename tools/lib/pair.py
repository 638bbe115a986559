# SPDX-License-Identifier: GPL-2.0-only
"""Two wired NICs in the guest: one here, the other in the namespace "peer"."""

import json
import os
import re
import shlex
import subprocess
import time
from pathlib import Path

from module import insmod
from netns import inside
from pci import PciNic

NS = "peer"
LOCAL_V4, PEER_V4 = "192.0.2.1", "192.0.2.2"
LOCAL_V6, PEER_V6 = "2001:db8::1", "2001:db8::2"
LINK_SECONDS = 30


def sh(command, check=True):
    """Runs a command line and returns what it printed; complains in full."""
    # A shell in between costs as much again as the command, under emulation.
    shell = bool(set(command) & set(";&|<>$*\n"))
    done = subprocess.run(command if shell else shlex.split(command), shell=shell,
                          text=True, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if check and done.returncode:
        raise RuntimeError(f"'{command}' failed: {done.stdout.strip()}")
    return done.stdout


def sh_peer(command, check=True):
    """The same in the peer's namespace."""
    with inside(NS):
        return sh(command, check)


def ping(address, count, options=""):
    """Every one of `count` echoes is answered; returns what ping printed.

    An answer may be late. By itself ping waits for the last ones no longer than two round
    trips, whatever -W says; under -w it sends more until `count` answers are there.
    """
    text = sh(f"ping -i 0.02 -c {count} -w 20 {options} {address}", check=False)
    answered = [int(number) for number in re.findall(r"bytes from .* icmp_seq=(\d+)", text)]
    if answered[:count] != list(range(1, count + 1)):
        raise RuntimeError(f"{count} echoes were not answered one by one: {text}")
    return text


def batch(tool, lines):
    """Many commands of ip or bridge by one process."""
    done = subprocess.run([tool, "-batch", "-"], input="\n".join(lines), text=True,
                          check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise RuntimeError(f"{tool} -batch failed: {done.stdout.strip()}")


def batch_peer(tool, lines):
    """The same in the peer's namespace."""
    with inside(NS):
        batch(tool, lines)


def config():
    """What the host said about this machine."""
    return json.loads(Path(os.environ["E1K_GUEST"]).read_text(encoding="utf-8"))


def load(driver, module):
    """Loads a driver: ours from its path, another by its name."""
    if Path(f"/sys/bus/pci/drivers/{driver}").exists():
        return
    if module:
        insmod(module)
    else:
        sh(f"modprobe {driver}")


class Pair:
    """The two NICs first and first + 1, configured by up()."""

    def __init__(self, first=0):
        self.settings = config()
        self.driver = self.settings["driver"]
        self.peer_driver = self.settings["peer_driver"]
        self.module = self.settings["module"]
        self.local, self.peer = PciNic(first), PciNic(first + 1)

    def load(self):
        for driver in (self.driver, self.peer_driver):
            load(driver, self.module if driver == "e1k" else None)

    def bind(self):
        """Both NICs bound, both interfaces known, nothing configured."""
        self.load()
        self.local.bind(self.driver)
        self.peer.bind(self.peer_driver)

    def up_local(self):
        name = self.local.netdev
        batch("ip", [f"addr add {LOCAL_V4}/24 dev {name}",
                     f"addr add {LOCAL_V6}/64 dev {name} nodad", f"link set {name} up"])

    def up_peer(self):
        name = self.peer.netdev
        if not Path(f"/run/netns/{NS}").exists():
            sh(f"ip netns add {NS}")
        sh(f"ip link set {name} netns {NS}")
        self.peer_name = name
        batch_peer("ip", [f"addr add {PEER_V4}/24 dev {name}",
                          f"addr add {PEER_V6}/64 dev {name} nodad",
                          "link set lo up", f"link set {name} up"])

    def wait_link(self):
        """Both carriers up."""
        deadline = time.monotonic() + LINK_SECONDS
        while time.monotonic() < deadline:
            if "LOWER_UP" in sh(f"ip link show {self.name}") and \
               "LOWER_UP" in sh_peer(f"ip link show {self.peer_name}"):
                return
            time.sleep(0.02)
        raise RuntimeError(f"no link within {LINK_SECONDS} s")

    def set_mtu(self, mtu):
        """At both ends."""
        sh(f"ip link set {self.name} mtu {mtu}")
        sh_peer(f"ip link set {self.peer_name} mtu {mtu}")
        self.wait_link()

    def up(self):
        self.bind()
        self.up_peer()
        self.up_local()
        self.wait_link()

    def rebind(self):
        """The NIC under test anew, without a trace of what was before."""
        self.local.unbind()
        self.local.attach(self.driver)
        self.up_local()
        self.wait_link()

    @property
    def name(self):
        return self.local.netdev

    @property
    def carrier_changes(self):
        path = Path(f"/sys/class/net/{self.name}/carrier_changes")
        return int(path.read_text(encoding="ascii"))

    def channels(self):
        """(most, in use): our queue pairs."""
        text = sh(f"ethtool -l {self.name}")
        return tuple(map(int, re.findall(r"Combined:\s+(\d+)", text)))

    def down(self):
        """Both NICs back in our namespace, without addresses."""
        sh(f"ip netns del {NS}")
        sh(f"ip addr flush dev {self.name}; ip link set {self.name} down")
        deadline = time.monotonic() + LINK_SECONDS
        while not self.peer.netdev:
            if time.monotonic() > deadline:
                raise RuntimeError("the peer's NIC did not come back from its namespace")
            time.sleep(0.02)
