# SPDX-License-Identifier: GPL-2.0-only
"""Which tests run on which machine (read on the host only)."""

from dataclasses import dataclass

# Every file, and how many tests it must have: a file that loses some says so.
MINIMUM = {
    "traffic": 20,
    "idle": 3,
    "reconf": 9,
    "lifecycle": 4,
    "faults": 4,
    "stall": 6,
    "alive": 2,
    "badinput": 16,
    "stats": 9,
    "ethtool": 19,
    "docs": 17,
    "xdp": 7,
    "leaks": 1,
    "link": 2,
}
# Files that need a machine of their own kind.
SPECIAL = ("idle", "link", "leaks")
MODELS = ("82540EM", "82545EM", "82544GC", "82574", "82576")
GENERAL = tuple(name for name in MINIMUM if name not in SPECIAL)
# Without fault injection and DMA debugging in the kernel.
PLAIN = tuple(name for name in GENERAL if name not in ("faults", "lifecycle"))


@dataclass(frozen=True)
class Machine:
    """One boot: two NICs of a model on a kernel, and the files of tests run there."""
    model: str
    kernel: str
    files: tuple
    cpus: int = 2
    append: str = ""
    # The guest's clock counts instructions: a busy host cannot spoil a measured time.
    icount: bool = False

    @property
    def label(self):
        return f"{self.model}/{self.kernel}" + ("/kmemleak" if "kmemleak" in self.append else "")


def _idle(model, *more):
    return Machine(model, "6.12", ("idle", *more), cpus=1, icount=True)


def _leaks(model):
    # kmemleak makes everything three times slower: one boot has it.
    return Machine(model, "debug", ("leaks",), append="kmemleak=on")


# Files whose tests speak of registers that only some chips have.
REGISTERS = ("stall", "alive")


def _files(model, files):
    return files if model in MODELS[:3] else tuple(f for f in files if f not in REGISTERS)


# Quick on the plain kernel; the debug kernel, many times slower, has one boot.
SAMPLE = (
    Machine("82540EM", "debug", ("stats", "ethtool", "badinput", "alive", "stall")),
    Machine("82540EM", "6.12", ("traffic", "reconf", "stats")),
    Machine("82545EM", "6.12", ("traffic",)),
    Machine("82544GC", "6.12", ("traffic",)),
    Machine("82574", "6.12", ("traffic", "stats", "ethtool", "docs")),
    Machine("82576", "6.12", ("traffic", "stats", "ethtool", "docs")),
    _idle("82540EM", "link"),
)
ALL = tuple(machine for model in MODELS for machine in (
    Machine(model, "debug", _files(model, GENERAL)),
    Machine(model, "debug", _files(model, GENERAL), cpus=1),
    Machine(model, "6.12", _files(model, PLAIN)),
    _leaks(model),
    _idle(model, "link"),
))
