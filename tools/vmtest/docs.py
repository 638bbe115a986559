#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Types what the README and the user guide tell the owner of a NIC to type."""

import contextlib
import os
import re
import shutil
from pathlib import Path

from docblocks import DOCS, GUIDE, guest_blocks, table_rows
from lib.py import ksft_eq, ksft_exit, ksft_run
from pair import Pair, sh

HOME = Path("/run/docs")
# What the documents call the card.
ADDRESS, INTERFACE = "0000:02:01.0", "eth0"
# On this chip, as the guide says, interrupt moderation can only be off.
UNMODERATED, USECS = "82544GC", "rx-usecs 100"
CHOICE = re.compile(r"echo (\w+) > \S*driver_override$|driverctl set-override \S+ (\w+)$")


@contextlib.contextmanager
def installable():
    """Modules and settings can be installed, although the root is read-only."""
    modules, etc = HOME / "modules", HOME / "etc"
    for folder in (modules / "kernel", etc / "upper", etc / "work"):
        folder.mkdir(parents=True)
    # depmod reads every module there is, which takes minutes: leave it the one it needs.
    sh("modprobe 8021q")
    shutil.copy(sh("modinfo -n e1000").strip(), modules / "kernel")
    sh(f"mount --bind {modules} /lib/modules/{os.uname().release}; depmod")
    sh(f"mount -t overlay -o lowerdir=/etc,upperdir={etc}/upper,workdir={etc}/work e1k /etc")
    try:
        yield
    finally:
        sh(f"umount /etc /lib/modules/{os.uname().release}")


def like_a_new_machine(pair):
    """The kernel's driver has both NICs, and nothing of ours is loaded."""
    sh("rmmod e1k", check=False)
    sh("modprobe e1000")
    for nic in (pair.local, pair.peer):
        nic.bind("e1000")
        (nic.sysfs / "driver_override").write_text("\n", encoding="ascii")


def as_typed(pair, block):
    """Runs one block, stopping at the first command that fails, and checks the choice."""
    text = "\n".join(block).replace(ADDRESS, pair.local.address)
    if pair.name:
        text = text.replace(INTERFACE, pair.name)
    if pair.settings["nics"][0] == UNMODERATED:
        text = text.replace(USECS, "rx-usecs 0")
    (HOME / "block").write_text(text, encoding="utf-8")
    print("# " + sh(f"bash -euxo pipefail {HOME}/block").rstrip().replace("\n", "\n# "))
    for line in block:
        if chosen := CHOICE.match(line):
            ksft_eq(pair.local.driver, chosen[1] or chosen[2], line)
        elif line == "rmmod e1k":
            ksft_eq(pair.local.driver, "e1000", f"after {line}")


def case(path, number, block, first):
    """A test of its own for one block."""
    def run_block(pair):
        if first:
            like_a_new_machine(pair)
        as_typed(pair, block)

    run_block.__name__ = f"{path.stem}_{number}"
    return run_block


def statistics_are_explained(pair):
    """The guide's tables and ethtool -S have the same names."""
    like_a_new_machine(pair)
    sh("insmod e1k.ko")
    pair.local.bind("e1k")
    shown = re.findall(r"^ +(\w+): \d+$", sh(f"ethtool -S {pair.name}"), re.M)
    explained = [name for name in table_rows(GUIDE) if re.fullmatch(r"\w+", name)]
    ksft_eq(set(shown) - set(explained), set(), "shown, not explained")
    ksft_eq(set(explained) - set(shown), set(), "explained, not shown")


def main():
    pair = Pair()
    HOME.mkdir()
    shutil.copy(pair.module, HOME / "e1k.ko")
    os.chdir(HOME)
    cases = [case(path, number, block, number == 1)
             for path in DOCS for number, block in enumerate(guest_blocks(path), 1)]
    with installable():
        ksft_run(cases=[*cases, statistics_are_explained], args=(pair,))
    ksft_exit()


if __name__ == "__main__":
    main()
