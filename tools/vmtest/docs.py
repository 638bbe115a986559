#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Types what the README and the user guide tell the owner of a NIC to type."""

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
CHOICE = re.compile(r"echo (\w+) > \S*driver_override$|driverctl set-override \S+ (\w+)$")


def writable(path):
    """Puts a writable layer over a folder of the read-only root."""
    path = path.resolve()
    layer = HOME / "layers" / path.name
    for folder in ("upper", "work"):
        (layer / folder).mkdir(parents=True)
    sh(f"mount -t overlay -o lowerdir={path},upperdir={layer}/upper,workdir={layer}/work "
       f"overlay {path}")


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
    (HOME / "block").write_text(text, encoding="utf-8")
    print("# " + sh(f"bash -euxo pipefail {HOME}/block").rstrip().replace("\n", "\n# "))
    for line in block:
        if chosen := CHOICE.match(line):
            ksft_eq(pair.local.driver, chosen[1] or chosen[2], line)


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
    sh("rmmod e1000; insmod e1k.ko")
    shown = re.findall(r"^ +(\w+): \d+$", sh(f"ethtool -S {pair.name}"), re.M)
    explained = [name for name in table_rows(GUIDE) if re.fullmatch(r"\w+", name)]
    ksft_eq(set(shown) - set(explained), set(), "shown, not explained")
    ksft_eq(set(explained) - set(shown), set(), "explained, not shown")


def main():
    pair = Pair()
    HOME.mkdir()
    shutil.copy(pair.module, HOME / "e1k.ko")
    os.chdir(HOME)
    writable(Path("/etc"))
    writable(Path("/lib/modules") / os.uname().release)
    cases = [case(path, number, block, number == 1)
             for path in DOCS for number, block in enumerate(guest_blocks(path), 1)]
    ksft_run(cases=[*cases, statistics_are_explained], args=(pair,))
    ksft_exit()


if __name__ == "__main__":
    main()
