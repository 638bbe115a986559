#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Wrong devices, wrong values, dead registers: a clear error, an undisturbed system."""

import errno
import struct
from pathlib import Path

from icmp import echo_all
from lib.py import defer, ksft_eq, ksft_in, ksft_true, ksft_variants
from nics import MODELS
from pair import NS, load, sh
from pci import BUS, PciNic
from suite import log_mark, log_since, run, wait_for

BAR0 = 0x10
# An address that QEMU's PCI hole leaves empty: it reads as zero.
NOWHERE = 0xfea00000


def refused(command):
    """Runs what must fail, and returns what it said."""
    text = sh(f"{command}; echo status $?", check=False)
    ksft_true("status 0" not in text, f"{command} was accepted")
    return text


@ksft_variants([67, 20000])
def mtu_out_of_range(pair, mtu):
    """The core's limits are the chip's, and its message reaches the user."""
    text = refused(f"ip link set {pair.name} mtu {mtu}")
    ksft_in("mtu", text.lower().split("status")[0].split("rtnetlink")[0], text)
    echo_all(False, [1472])


@ksft_variants(["rx 100000", "tx 100000", "rx 1", "tx 1", "rx-mini 64"])
def ring_out_of_range(pair, sizes):
    before = sh(f"ethtool -g {pair.name}")
    text = refused(f"ethtool -G {pair.name} {sizes}")
    ksft_true("netlink error:" in text and len(text.split("netlink error:")[1]) > 20,
              f"an explanation, not: {text}")
    ksft_eq(sh(f"ethtool -g {pair.name}"), before)
    echo_all(False, [1472])


@ksft_variants(["01:00:5e:00:00:01", "00:00:00:00:00:00"])
def invalid_mac(pair, mac):
    before = sh(f"ip link show {pair.name}")
    refused(f"ip link set {pair.name} address {mac}")
    ksft_eq(sh(f"ip link show {pair.name}"), before)
    echo_all(False, [100])


def no_vlan_beyond(pair):
    refused(f"ip link add link {pair.name} name v4096 type vlan id 4096")
    echo_all(False, [100])


def foreign_device(pair):
    """Some other Intel device, handed over by force: refused with a message."""
    bridge = "0000:00:1f.0"
    before = log_mark()
    foreign = Path("/sys/bus/pci/devices") / bridge
    (foreign / "driver_override").write_text(pair.driver, encoding="ascii")
    try:
        (BUS / "drivers" / pair.driver / "bind").write_text(bridge, encoding="ascii")
        ksft_true(False, "bound")
    except OSError as error:
        ksft_eq(error.errno, errno.ENODEV)
    finally:
        (foreign / "driver_override").write_text("\n", encoding="ascii")
    ksft_true(any(bridge in line and "not supported" in line for line in log_since(before)),
              "a message that names the device")
    echo_all(False, [100])


def foreign_id(pair):
    """An id added by the user does not make the driver take what it does not know."""
    driver = BUS / "drivers" / pair.driver
    (driver / "new_id").write_text("8086 2918", encoding="ascii")
    ksft_true(not (driver / "0000:00:1f.0").exists(), "bound")
    (driver / "remove_id").write_text("8086 2918", encoding="ascii")
    echo_all(False, [100])


def set_bar(nic, address):
    with open(nic.sysfs / "config", "r+b", buffering=0) as config:
        config.seek(BAR0)
        config.write(struct.pack("<I", address))


def bar(nic):
    with open(nic.sysfs / "config", "rb", buffering=0) as config:
        config.seek(BAR0)
        return struct.unpack("<I", config.read(4))[0]


def dead_registers_at_probe(pair):
    """All registers read zero, as an unplugged device does here."""
    address, before = bar(pair.local), log_mark()
    pair.local.unbind()
    set_bar(pair.local, NOWHERE)
    try:
        pair.local.attach(pair.driver)
        ksft_true(False, "bound to a dead device")
    except OSError as error:
        ksft_in(error.errno, (errno.ENODEV, errno.EIO))
    finally:
        set_bar(pair.local, address)
    ksft_true(any("does not answer" in line for line in log_since(before)), "a message")
    pair.local.attach(pair.driver)
    pair.up_local()
    pair.wait_link()
    echo_all(False, [100])


def dead_registers_while_up(pair):
    """The device dies under traffic: said once, everything still can be called."""
    address, before = bar(pair.local), log_mark()
    set_bar(pair.local, NOWHERE)
    try:
        wait_for(lambda: any("left the bus" in line for line in log_since(before)), 15,
                 "a message")
        for command in ("ethtool {}", "ethtool -S {}", "ethtool -d {}", "ethtool -G {} rx 128",
                        "ip link set {} mtu 2000", "ip link set {} promisc on",
                        "ip link set {} down", "ip link set {} up"):
            sh(command.format(pair.name), check=False)
        pair.local.unbind()
    finally:
        set_bar(pair.local, address)
    ksft_eq(sum("left the bus" in line for line in log_since(before)), 1, "said once")
    pair.local.attach(pair.driver)
    pair.up_local()
    pair.wait_link()
    echo_all(False, [100, 1400])


def no_device(pair):
    """Loading and unloading without any NIC in the machine."""
    sh(f"rmmod {pair.driver}")
    sh(f"ip netns del {NS}")
    for nic in (pair.local, pair.peer):
        (nic.sysfs / "remove").write_text("1", encoding="ascii")
    load(pair.driver, pair.module)
    ksft_true((BUS / "drivers" / pair.driver).exists(), "loaded")
    sh(f"rmmod {pair.driver}")
    (BUS / "rescan").write_text("1", encoding="ascii")
    pair.local, pair.peer = PciNic(0), PciNic(1)
    pair.up()
    echo_all(False, [100])


def not_chosen(pair):
    """Loaded first, but not chosen by driver_override: the kernel's own driver gets the NIC."""
    intree = MODELS[pair.settings["nics"][0]].intree
    sh(f"rmmod {pair.driver}")
    sh(f"ip netns del {NS}")
    for nic in (pair.local, pair.peer):
        nic.choose("")
    before = log_mark()
    load(pair.driver, pair.module)
    for nic in (pair.local, pair.peer):
        (BUS / "drivers_probe").write_text(nic.address, encoding="ascii")
        ksft_eq(nic.driver, None, "bound without being chosen")
    sh(f"modprobe {intree}")
    defer(sh, f"rmmod {intree}")
    ksft_eq((pair.local.driver, pair.peer.driver), (intree, intree))
    sh(f"rmmod {pair.driver}")
    load(pair.driver, pair.module)
    ksft_eq((pair.local.driver, pair.peer.driver), (intree, intree), "after loading once more")
    ksft_eq([line for line in log_since(before) if f"{pair.driver} 0000" in line], [],
            "messages of a driver that was not chosen")


if __name__ == "__main__":
    run(mtu_out_of_range, ring_out_of_range, invalid_mac, no_vlan_beyond, foreign_device,
        foreign_id, dead_registers_at_probe, dead_registers_while_up, no_device, not_chosen)
