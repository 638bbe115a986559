#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""ethtool -t: a sound card passes, a fault is found, and everything is as before."""

import re
import subprocess

from icmp import echo_all
from lib.py import defer, ksft_eq, ksft_in, ksft_true
from pair import sh
from pci import Bar
from suite import run

NVM, LINK = "NVM checksum", "link"
OFFLINE = ("registers (offline)", "interrupts (offline)", "loopback (offline)")


def self_test(pair, mode):
    """(passed, {name of a test: its result})"""
    done = subprocess.run(["ethtool", "-t", pair.name, mode], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    verdict = re.search(r"The test result is (\w+)", done.stdout)
    ksft_true(verdict, done.stdout)
    rows = re.findall(r"^(\S.*?)\s+(\d+)$", done.stdout, re.M)
    return verdict[1] == "PASS", {name: int(value) for name, value in rows}


def all_pass(pair, mode):
    passed, results = self_test(pair, mode)
    ksft_eq({name: value for name, value in results.items() if value}, {})
    ksft_eq(set(results), {NVM, LINK, *OFFLINE})
    ksft_true(passed, mode)


def online(pair):
    """Disturbs nobody."""
    before = pair.carrier_changes
    all_pass(pair, "online")
    echo_all(False, [100])
    ksft_eq(pair.carrier_changes, before)


def offline(pair):
    """Three times: each leaves a port that works, in both directions."""
    for _ in range(3):
        all_pass(pair, "offline")
        pair.wait_link()
        echo_all(False, [100, 1472, 4000])
        echo_all(True, [100, 1472, 4000])


def settings_survive(pair):
    defer(sh, f"ethtool -G {pair.name} rx 256 tx 256")
    sh(f"ethtool -G {pair.name} rx 512 tx 128")
    sh(f"ip link add link {pair.name} name {pair.name}.7 type vlan id 7")
    defer(sh, f"ip link del {pair.name}.7")
    bar = Bar(pair.local)
    # CTRL, VET, RCTL, TCTL, RDLEN or its alias, VFTA
    before = {reg: bar[reg] for reg in (0, 0x38, 0x100, 0x400, 0x2808, 0x5600)}
    all_pass(pair, "offline")
    pair.wait_link()
    text = sh(f"ethtool -g {pair.name}")
    ksft_eq(re.findall(r"^[RT]X:\s+(\d+)$", text, re.M)[2:], ["512", "128"])
    ksft_eq({reg: bar[reg] for reg in before}, before)
    echo_all(False, [100])


def loopback_stays(pair):
    """Where frames are turned round already they still are afterwards."""
    defer(pair.wait_link)
    defer(sh, f"ethtool -K {pair.name} loopback off")
    sh(f"ethtool -K {pair.name} loopback on")
    before = Bar(pair.local)[0x100]
    all_pass(pair, "offline")
    ksft_in("loopback: on", sh(f"ethtool -k {pair.name}"))
    ksft_eq(Bar(pair.local)[0x100], before)


def port_is_down(pair):
    """Works on a port that is down, which stays down; only the link is missing."""
    defer(pair.wait_link)
    defer(sh, f"ip link set {pair.name} up")
    sh(f"ip link set {pair.name} down")
    passed, results = self_test(pair, "offline")
    ksft_true(not passed, "no link")
    ksft_eq([name for name, value in results.items() if value], [LINK])
    ksft_in("state DOWN", sh(f"ip link show {pair.name}"))


if __name__ == "__main__":
    run(online, offline, settings_survive, loopback_stays, port_is_down)
