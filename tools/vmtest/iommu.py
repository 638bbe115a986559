#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""That the IOMMU is there for the NICs; what it finds is in the kernel's log."""

from pathlib import Path

from lib.py import ksft_eq, ksft_in
from suite import run


def addresses_are_translated(pair):
    for nic in (pair.local, pair.peer):
        group = Path(f"/sys/bus/pci/devices/{nic.address}/iommu_group/type")
        ksft_in(group.read_text(encoding="ascii").strip(), ("DMA", "DMA-FQ"), nic.address)


def interrupts_are_remapped(pair):
    lines = [line for line in Path("/proc/interrupts").read_text(encoding="ascii").splitlines()
             if pair.name in line.split()[-1]]
    ksft_eq([line for line in lines if " IR-" not in line], [], "interrupts")
    ksft_in(pair.name, "".join(lines), "an interrupt of ours")


if __name__ == "__main__":
    run(addresses_are_translated, interrupts_are_remapped)
