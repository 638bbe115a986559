#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Every ethtool request the driver answers, and what it does for real."""

import json
import re
import struct
import subprocess
import time

from icmp import echo_all
from ifreq import Rings
from lib.py import defer, ksft_eq, ksft_in, ksft_true, ksft_variants
from nics import MODELS, mac
from pair import sh
from pci import Bar
from suite import log_mark, log_since, relink, run, wait_for

CTRL, LEDCTL = 0x0, 0xe00
LED_ON, LED_OFF = 0xe, 0xf


def field(text, name):
    found = re.search(rf"^\s*{re.escape(name)}:\s*(.*)$", text, re.M)
    return found[1].strip() if found else None


def driver_info(pair):
    text = sh(f"ethtool -i {pair.name}")
    ksft_eq(field(text, "driver"), pair.driver)
    ksft_eq(field(text, "bus-info"), pair.local.address)
    ksft_eq(field(text, "supports-statistics"), "yes")
    ksft_eq(field(text, "supports-register-dump"), "yes")


def permanent_address(pair):
    ksft_eq(sh(f"ethtool -P {pair.name}").split()[-1], mac(pair.local.index))


def features(pair):
    text = sh(f"ethtool -k {pair.name}")
    ksft_in(field(text, "scatter-gather"), ("on", "on [fixed]"))
    ksft_in(field(text, "tx-checksumming"), ("on", "on [fixed]"))
    ksft_in(field(text, "generic-receive-offload"), ("on",))
    ksft_in(field(text, "rx-vlan-filter"), ("on", "on [fixed]"))


def features_toggle(pair):
    """Transmit features off and on again, with data in between."""
    for state in ("off", "on"):
        sh(f"ethtool -K {pair.name} tx {state} sg {state} gro {state}")
        echo_all(False, [56, 1472, 4000])
        echo_all(True, [56, 1472, 4000])


def link_settings(pair):
    text = sh(f"ethtool {pair.name}")
    ksft_eq(field(text, "Speed"), "1000Mb/s")
    ksft_eq(field(text, "Duplex"), "Full")
    ksft_eq(field(text, "Auto-negotiation"), "on")
    ksft_eq(field(text, "Port"), "Twisted Pair")
    ksft_eq(field(text, "Link detected"), "yes")
    for mode in ("10baseT/Half", "10baseT/Full", "100baseT/Half", "100baseT/Full",
                 "1000baseT/Full"):
        ksft_in(mode, text)


def link_settings_while_down(pair):
    """Nobody looks at the link: it has no speed."""
    defer(pair.wait_link)
    defer(sh, f"ip link set {pair.name} up")
    sh(f"ip link set {pair.name} down")
    text = sh(f"ethtool {pair.name}")
    ksft_eq(field(text, "Speed"), "Unknown!")
    ksft_eq(field(text, "Link detected"), "no")


def advertise_less(pair):
    """Another set of modes is negotiated at once, and the link comes back."""
    defer(relink, pair, f"ethtool -s {pair.name} autoneg on advertise 0x02f")
    relink(pair, f"ethtool -s {pair.name} autoneg on advertise 0x00f")
    ksft_true("1000baseT" not in sh(f"ethtool {pair.name}").split("Advertised link modes")[1]
              .split("Advertised pause")[0])
    echo_all(False, [100])


@ksft_variants(["speed 1000 duplex full autoneg off", "speed 10000 autoneg off",
                "autoneg on advertise 0x1000"])
def link_settings_refused(pair, settings):
    """What the chip cannot do is an error, and the link does not notice."""
    before = pair.carrier_changes
    # Not every version of ethtool says so by its exit code.
    text = sh(f"ethtool -s {pair.name} {settings}", check=False)
    ksft_true("Cannot set" in text or "error" in text, text)
    ksft_eq(pair.carrier_changes, before)
    echo_all(False, [100])


def renegotiate(pair):
    relink(pair, f"ethtool -r {pair.name}")
    echo_all(False, [100])


def message_level(pair):
    """Without the bit of the link its changes are not logged."""
    old = int(field(sh(f"ethtool {pair.name}"), "Current message level").split()[0], 16)
    defer(sh, f"ethtool -s {pair.name} msglvl {old}")
    for level, logged in ((0, False), (4, True)):
        sh(f"ethtool -s {pair.name} msglvl {level}")
        shown = field(sh(f"ethtool {pair.name}"), "Current message level")
        ksft_eq(int(shown.split()[0], 16), level)
        mark = log_mark()
        relink(pair, f"ethtool -r {pair.name}")
        found = [line for line in log_since(mark) if f"{pair.name}: link is" in line]
        ksft_eq(bool(found), logged, str(found))


def set_pause(pair, autoneg, rx, tx):
    sh(f"ethtool -A {pair.name} autoneg {autoneg} rx {rx} tx {tx}")
    text = sh(f"ethtool -a {pair.name}")
    ksft_eq((field(text, "Autonegotiate"), field(text, "RX"), field(text, "TX")),
            (autoneg, rx, tx))


def pause(pair):
    """The link is only negotiated again when the partner must learn of a change."""
    before = pair.carrier_changes
    defer(relink, pair, f"ethtool -A {pair.name} autoneg on rx on tx on")
    set_pause(pair, "off", "on", "off")
    set_pause(pair, "off", "on", "on")
    set_pause(pair, "on", "on", "on")
    time.sleep(2)
    ksft_eq(pair.carrier_changes, before, "nothing new for the partner")
    relink(pair, f"ethtool -A {pair.name} autoneg on rx off tx on")


def pause_in_force(pair):
    """What is forced is what CTRL says (bits 27 and 28)."""
    defer(sh, f"ethtool -A {pair.name} autoneg on rx on tx on")
    for rx, tx, bits in (("on", "off", 1), ("off", "on", 2), ("off", "off", 0), ("on", "on", 3)):
        set_pause(pair, "off", rx, tx)
        wait_for(lambda want=bits: Bar(pair.local)[CTRL] >> 27 & 3 == want, 10, "CTRL")


def led(pair):
    """The first LED shows the port, and is the card's own again afterwards."""
    if pair.settings["nics"][0] == "82544GC":
        ksft_in("not supported", sh(f"ethtool -p {pair.name} 1", check=False))
        return
    registers_of = Bar(pair.local)
    before = registers_of[LEDCTL]
    with subprocess.Popen(["ethtool", "-p", pair.name, "2"]) as blink:
        wait_for(lambda: registers_of[LEDCTL] & 0xf == LED_ON, 10, "LED on")
        wait_for(lambda: registers_of[LEDCTL] & 0xf == LED_OFF, 10, "LED off")
        ksft_eq(blink.wait(20), 0)
    ksft_eq(registers_of[LEDCTL], before)


def nvm(pair, offset, length):
    text = sh(f"ethtool -e {pair.name} offset {offset} length {length}")
    return bytes(int(byte, 16) for line in text.splitlines() if line.startswith("0x")
                 for byte in line.split(":")[1].split())


def nvm_read(pair):
    """Address and checksum are where the datasheet says, from any offset on."""
    address = bytes.fromhex(mac(pair.local.index).replace(":", ""))
    ksft_eq(nvm(pair, 0, 6), address)
    ksft_eq(nvm(pair, 1, 4), address[1:5])
    words = struct.unpack("<64H", nvm(pair, 0, 128))
    ksft_eq(sum(words) & 0xffff, 0xbaba)


def nvm_write(pair):
    """Written only with the card's magic, and where the driver can; the sum follows."""
    chip, spot = (pair.local.sysfs / "device").read_text("ascii").strip(), 2 * 0x20 + 1
    old = nvm(pair, spot, 1)[0]
    write = f"ethtool -E {pair.name} offset {spot} length 1 value {old ^ 0xff:#x}"
    ksft_true("cannot set" in sh(f"{write} magic 0x80868086", check=False).lower())
    ksft_eq(nvm(pair, spot, 1)[0], old)
    text = sh(f"{write} magic {chip}8086", check=False)
    if pair.settings["nics"][0] != "82574":
        ksft_in("not supported", text)
        return
    defer(sh, f"{write.split(' value')[0]} value {old} magic {chip}8086")
    ksft_eq(nvm(pair, spot, 1)[0], old ^ 0xff)
    nvm_read(pair)


def rings(pair):
    param = Rings(pair.name)
    ksft_eq(param.get(), (256, 256), "defaults")
    defer(sh, f"ethtool -G {pair.name} rx 256 tx 256")
    for size in (param.max()[0], 128):
        sh(f"ethtool -G {pair.name} rx {size} tx {size}")
        ksft_eq(param.get(), (size, size))
        echo_all(False, [100, 1472])
    sh(f"ip link set {pair.name} down")
    sh(f"ethtool -G {pair.name} rx 512")
    sh(f"ip link set {pair.name} up")
    pair.wait_link()
    ksft_eq(param.get()[0], 512, "set while down")


@ksft_variants(["rx-copybreak", "tx-copybreak"])
def tunable(pair, name):
    old = sh(f"ethtool --get-tunable {pair.name} {name}").split()[-1]
    defer(sh, f"ethtool --set-tunable {pair.name} {name} {old}")
    for value in (0, 60, int(old)):
        sh(f"ethtool --set-tunable {pair.name} {name} {value}")
        ksft_eq(sh(f"ethtool --get-tunable {pair.name} {name}").split()[-1], str(value))
        echo_all(False, [1, 18, 19, 60, 61, 200, 1400])
        echo_all(True, [1, 18, 19, 60, 61, 200, 1400])
    text = sh(f"ethtool --set-tunable {pair.name} {name} 100000; echo status $?", check=False)
    ksft_true("status 0" not in text, "a value beyond all buffers")


def statistics(pair):
    text = sh(f"ethtool -S {pair.name}")
    names = re.findall(r"^\s+(\S+): \d+$", text, re.M)
    ksft_true(len(names) >= 20, f"{len(names)} counters")
    ksft_eq(len(names), len(set(names)), "every name once")


def registers(pair):
    """The dump holds STATUS with the link up, and reading it disturbs nobody."""
    before = pair.carrier_changes
    text = sh(f"ethtool -d {pair.name} raw on | od -An -tx4 -v", check=False)
    ksft_true(len(text.split()) > 50, text[:200])
    echo_all(False, [100])
    ksft_eq(pair.carrier_changes, before)


def limits_in_ip(pair):
    link = json.loads(sh(f"ip -d -j link show {pair.name}"))[0]
    ksft_eq(link["min_mtu"], 68)
    ksft_true(9000 <= link["max_mtu"] <= 16366, str(link["max_mtu"]))
    ksft_eq(link["parentdev"], pair.local.address)
    ksft_true(pair.settings["nics"][0] in MODELS)


if __name__ == "__main__":
    run(driver_info, permanent_address, features, features_toggle, link_settings,
        link_settings_while_down, advertise_less, link_settings_refused, renegotiate,
        message_level, pause, pause_in_force, led, nvm_read, nvm_write, rings, tunable,
        statistics, registers, limits_in_ip)
