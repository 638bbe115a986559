# SPDX-License-Identifier: GPL-2.0-only
"""Which tests run on which machine (read on the host only)."""

from dataclasses import dataclass

# Every file, and how many tests it must have: a file that loses some says so.
MINIMUM = {
    "traffic": 20,
    "idle": 3,
    "reconf": 11,
    "offload": 40,
    "lifecycle": 4,
    "faults": 7,
    "stall": 6,
    "alive": 3,
    "badinput": 19,
    "stats": 17,
    "ethtool": 23,
    "coalesce": 8,
    "selftest": 5,
    "docs": 19,
    "xdp": 22,
    "xsk": 37,
    "leaks": 1,
    "gone": 5,
    "aer": 4,
    "recover": 9,
    "roam": 4,
    "kexec": 2,
    "pm": 3,
    "link": 2,
    "rss": 10,
    "irq": 3,
    "queues": 5,
}
# Files that need a machine of their own kind.
SPECIAL = ("idle", "link", "leaks", "rss", "irq", "kexec", "pm")
MODELS = ("82540EM", "82545EM", "82544GC", "82574", "82576")
GENERAL = tuple(name for name in MINIMUM if name not in SPECIAL)
# Without fault injection in the kernel.
PLAIN = tuple(name for name in GENERAL if name != "faults")
# Without the netdev netlink family, too.
OLD = tuple(name for name in PLAIN if name != "queues")


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
    # A tenth of what is repeated.
    short: bool = False

    @property
    def label(self):
        more = f"/{self.cpus}cpu" if self.cpus != 2 else ""
        return f"{self.model}/{self.kernel}{more}" + (
            "/kmemleak" if "kmemleak" in self.append else "")


def _idle(model, *more):
    return Machine(model, "6.12", ("idle", *more), cpus=1, icount=True)


def _leaks(model):
    # kmemleak makes everything three times slower: one boot has it.
    return Machine(model, "debug", ("leaks",), append="kmemleak=on")


# Files of tests that need a slot that can report errors and give up its card.
SLOT = ("aer",)
PCIE = MODELS[3:]
KERNELS = ("debug", "6.12", "6.1")
# Queue pairs on so many CPUs are what rss.py expects.
RSS_CPUS = {"82574": 2, "82576": 4}


def _files(model, files):
    return tuple(f for f in files if model in PCIE or f not in SLOT)


def _modes(model):
    """Interrupt modes by CPUs and kernels."""
    return tuple(Machine(model, kernel, ("irq", "rss") if cpus == RSS_CPUS[model] else ("irq",),
                         cpus=cpus)
                 for kernel in KERNELS for cpus in (1, 2, 4))


# Quick on the plain kernel; the debug kernel, many times slower, has one boot. Four
# emulated CPUs on two now and then lose a timer: they are left to ALL.
SAMPLE = (
    Machine("82540EM", "debug", ("stats", "badinput", "alive", "stall")),
    Machine("82540EM", "6.12", ("traffic", "reconf", "ethtool", "lifecycle")),
    Machine("82545EM", "6.12", ("traffic",)),
    Machine("82544GC", "6.12", ("traffic",)),
    Machine("82574", "6.12", ("traffic", "stats", "ethtool", "docs", "rss", "irq", "queues")),
    Machine("82576", "6.12", ("traffic", "stats", "ethtool", "docs", "irq", "xdp", "xsk")),
    _idle("82540EM", "link"),
)
ALL = tuple(machine for model in MODELS for machine in (
    Machine(model, "debug", _files(model, GENERAL)),
    Machine(model, "debug", _files(model, GENERAL), cpus=1),
    Machine(model, "6.12", _files(model, PLAIN)),
    Machine(model, "6.1", _files(model, OLD)),
    _leaks(model),
    Machine(model, "6.12", ("pm",)),
    Machine(model, "6.12", ("kexec",), append="retain_initrd"),
    _idle(model, "link"),
)) + tuple(machine for model in PCIE for machine in _modes(model))
