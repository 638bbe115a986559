#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Wrong devices, wrong values, dead registers: a clear error, an undisturbed system."""

import contextlib
import errno
from pathlib import Path

import nics
from deadbar import dead
from icmp import echo_all
from lib.py import defer, ksft_eq, ksft_in, ksft_true, ksft_variants
from pair import NS, load, sh
from pci import BUS, Bar, PciNic
from suite import log_mark, log_since, run, wait_for

EERD, EEWR = 0x0014, 0x102c
EERD_START, EERD_DONE, EERD_ADDRESS, EERD_DATA = 1 << 0, 1 << 1, 2, 16
NVM_CHECKSUM = 0x3f


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


def serve_again(pair):
    """Bound, up, and all is well."""
    pair.local.attach(pair.driver)
    pair.up_local()
    pair.wait_link()
    echo_all(False, [100, 1400])


@ksft_variants(["zeros", "ones"])
def dead_registers_at_probe(pair, what):
    """As an unplugged device reads here, and as it does elsewhere."""
    before = log_mark()
    pair.local.unbind()
    with dead(pair.local, what == "ones"):
        try:
            pair.local.attach(pair.driver)
            ksft_true(False, "bound to a dead device")
        except OSError as error:
            ksft_in(error.errno, (errno.ENODEV, errno.EIO))
    status = "STATUS reads 0xffffffff" if what == "ones" else "STATUS reads 0x0"
    ksft_true(any("does not answer" in line and line.endswith(status)
                  for line in log_since(before)), f"a message: {status}")
    serve_again(pair)


@ksft_variants(["zeros", "ones"])
def dead_registers_while_up(pair, what):
    """The device dies under traffic: said once, everything still can be called."""
    before = log_mark()
    with dead(pair.local, what == "ones"):
        wait_for(lambda: any("left the bus" in line for line in log_since(before)), 15,
                 "a message")
        for command in ("ethtool {}", "ethtool -S {}", "ethtool -d {}", "ethtool -G {} rx 128",
                        "ip link set {} mtu 2000", "ip link set {} promisc on",
                        "ip link set {} down", "ip link set {} up"):
            sh(command.format(pair.name), check=False)
        pair.local.unbind()
    ksft_eq(sum("left the bus" in line for line in log_since(before)), 1, "said once")
    serve_again(pair)


def nvm_word(nic, word):
    """By EERD of the 82574."""
    registers = Bar(nic)
    registers[EERD] = word << EERD_ADDRESS | EERD_START
    wait_for(lambda: registers[EERD] & EERD_DONE, 5, "EERD")
    return registers[EERD] >> EERD_DATA


def set_nvm_word(nic, word, value):
    registers = Bar(nic)
    registers[EEWR] = value << EERD_DATA | word << EERD_ADDRESS | EERD_START
    wait_for(lambda: registers[EEWR] & EERD_DONE, 5, "EEWR")


@contextlib.contextmanager
def wrong_checksum(nic):
    right = nvm_word(nic, NVM_CHECKSUM)
    set_nvm_word(nic, NVM_CHECKSUM, right ^ 1)
    try:
        yield
    finally:
        set_nvm_word(nic, NVM_CHECKSUM, right)


def broken_nvm(pair):
    """A warning, a random address, and on it goes. Only one model's NVM can be written."""
    before, name, broken = log_mark(), pair.name, pair.settings["nics"][0] == "82574"
    assigned = Path(f"/sys/class/net/{name}/addr_assign_type")
    with wrong_checksum(pair.local) if broken else contextlib.nullcontext():
        pair.local.unbind()
        serve_again(pair)
        ksft_eq(int(assigned.read_text(encoding="ascii")), int(broken), "a random address")
        ksft_eq(nics.mac(pair.local.index) not in sh(f"ip link show {name}"), broken)
    ksft_eq(sum("the NVM is unusable" in line for line in log_since(before)), int(broken),
            "said once")
    pair.local.unbind()
    serve_again(pair)
    ksft_in(nics.mac(pair.local.index), sh(f"ip link show {name}"), "the NVM's own again")


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
    intree = nics.MODELS[pair.settings["nics"][0]].intree
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
        foreign_id, dead_registers_at_probe, dead_registers_while_up, broken_nvm,
        no_device, not_chosen)
