# SPDX-License-Identifier: GPL-2.0-only
"""Which tests run on which machine (read on the host only)."""

import itertools
from dataclasses import dataclass

import nics

# Every file, and how many tests it must have: a file that loses some says so.
MINIMUM = {
    "traffic": 20,
    "idle": 3,
    "reconf": 12,
    "offload": 40,
    "lifecycle": 5,
    "faults": 7,
    "stall": 6,
    "alive": 3,
    "badinput": 19,
    "stats": 18,
    "ethtool": 23,
    "coalesce": 8,
    "selftest": 5,
    "docs": 19,
    "xdp": 22,
    "xsk": 38,
    "xdptools": 8,
    "xskxceiver": 72,
    "kselftest": 31,
    "kdrivers": 34,
    "xdpmeta": 7,
    "leaks": 1,
    "gone": 5,
    "aer": 4,
    "recover": 10,
    "roam": 4,
    "races": 1,
    "kexec": 2,
    "pm": 3,
    "link": 2,
    "rss": 10,
    "irq": 3,
    "queues": 5,
    "iommu": 2,
    "requeue": 5,
    "split": 13,
}
# Files that need a small module of their own, from the folder of that name.
FIXTURES = {"irq": "nomsix", "requeue": "requeue", "split": "requeue"}
# The kernel's own tests, which need a build.
KERNELS_OWN = ("xskxceiver", "kselftest", "kdrivers")
# Files that need a machine of their own kind.
SPECIAL = (*KERNELS_OWN, "xdptools", "xdpmeta", "iommu", "idle", "link", "leaks", "rss", "irq",
           "kexec", "pm", "races")
MODELS = tuple(nics.MODELS)
GENERAL = tuple(name for name in MINIMUM if name not in SPECIAL)
# Without fault injection, queues that the kernel manages, and header split.
PLAIN = tuple(name for name in GENERAL if name not in ("faults", "requeue", "split"))


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
    # Every address the device uses must have been mapped, and not yet unmapped.
    iommu: bool = False

    @property
    def label(self):
        more = f"/{self.cpus}cpu" if self.cpus != 2 else ""
        return f"{self.model}/{self.kernel}{more}" + (
            "/kmemleak" if "kmemleak" in self.append else "") + ("/iommu" if self.iommu else "")

    @property
    def parameters(self):
        """Of the kernel."""
        return f"{self.append} intel_iommu=on iommu.strict=1" if self.iommu else self.append


def _idle(model, *more):
    return Machine(model, "6.12", ("idle", *more), cpus=1, icount=True)


def _leaks(model):
    return Machine(model, "debug", ("leaks",), append="kmemleak=on")


# Files of tests that need a slot that can report errors and give up its card.
SLOT = ("aer",)
PCIE = MODELS[3:]
# Those that differ from the 82540EM in chip data only, and what that decides.
SIBLINGS = {
    "82545EM": ("traffic", "reconf", "stall", "alive", "stats", "ethtool", "coalesce",
                "selftest", "docs"),
    "82544GC": ("traffic", "reconf", "stall", "alive", "offload", "ethtool", "coalesce",
                "selftest"),
}
# What depends on how many queue pairs there are, or on who runs beside whom.
ONE_CPU = {
    "82540EM": ("traffic", "xsk"),
    "82574": ("traffic", "coalesce", "lifecycle"),
    "82576": ("traffic", "reconf", "queues", "recover"),
}
# An IOMMU sees what is mapped and unmapped: packets, XDP's frames, sockets' buffers.
MAPPED = {
    "82540EM": ("offload",),
    "82574": ("traffic", "xsk"),
    "82576": ("traffic", "offload", "xdp", "xsk"),
}
# The kernels differ in the driver's network part, the chips in the other: every file runs
# on each kernel, but not with every model. 6.1 has no netdev netlink family for queues.
OLD = {
    "82540EM": ("traffic", "offload", "stats", "badinput", "coalesce", "xdp", "xsk", "docs"),
    "82545EM": ("traffic", "ethtool"),
    "82544GC": ("traffic", "selftest"),
    "82574": ("traffic", "reconf", "lifecycle", "stall", "alive", "gone", "recover", "aer"),
    "82576": ("traffic", "reconf", "offload", "xdp", "xsk", "aer", "roam", "docs"),
}
# The debug kernel is several times slower, too, and repeats less.
DEBUG = {
    "82540EM": ("faults", "traffic", "stall", "alive", "badinput", "stats"),
    "82545EM": ("ethtool", "docs"),
    "82544GC": ("offload", "coalesce"),
    "82574": ("faults", "lifecycle", "recover", "selftest", "queues", "roam", "irq"),
    "82576": ("faults", "lifecycle", "reconf", "xdp", "xsk", "gone", "aer", "requeue", "split"),
}
# kmemleak makes everything three times slower again.
LEAKS = ("82540EM", "82576")
# Queue pairs on so many CPUs are what rss.py expects.
RSS_CPUS = {"82574": 2, "82576": 4}


def _files(model, files):
    return tuple(f for f in files if model in PCIE or f not in SLOT)


def _modes(model):
    """Interrupt modes by CPUs and kernels."""
    return tuple(Machine(model, kernel, ("irq", "rss") if cpus == RSS_CPUS[model] else ("irq",),
                         cpus=cpus)
                 for kernel in ("6.12", "6.1") for cpus in (1, 2, 4))


def _rows(model):
    """What runs on a model whatever its interrupts."""
    common = (Machine(model, "debug", DEBUG[model], short=True),
              Machine(model, "6.12", SIBLINGS.get(model) or _files(model, PLAIN)),
              Machine(model, "6.1", OLD[model]), _idle(model, "link"))
    if model in SIBLINGS:
        return common
    return (*common, Machine(model, "6.12", ONE_CPU[model], cpus=1),
            Machine(model, "6.12", ("pm",)),
            Machine(model, "6.12", ("kexec",), append="retain_initrd"))


def _xskxceiver(model, kernel):
    """Its time limits are short."""
    return Machine(model, kernel, ("xskxceiver",), cpus=1, icount=True)


def _sockets(model):
    """XDP and AF_XDP as others test them, and behind an IOMMU."""
    return (
        _xskxceiver(model, "6.12"),
        # Some of these wait for a second at most.
        Machine(model, "6.12", ("kselftest",), icount=True),
        # Debian's kernels have the type information that these want.
        Machine(model, "6.12", ("xdptools", "xdpmeta")),
        Machine(model, "6.1", ("xdptools",)),
        Machine(model, "6.12", ("iommu", *MAPPED[model]), iommu=True),
    )


# Quick on the plain kernel, and little on the debug kernel, many times slower. Four
# emulated CPUs on two now and then lose a timer: they are left to ALL.
SAMPLE = (
    Machine("82540EM", "debug", ("stall",), short=True),
    Machine("82574", "debug", ("badinput",), short=True),
    Machine("82576", "debug", ("xdp",), short=True),
    Machine("82540EM", "6.12", ("traffic", "reconf", "ethtool", "lifecycle")),
    Machine("82545EM", "6.12", ("traffic",)),
    Machine("82544GC", "6.12", ("traffic",)),
    Machine("82574", "6.12", ("traffic", "docs", "rss", "irq", "queues")),
    Machine("82576", "6.12", ("traffic", "stats", "ethtool", "docs", "irq", "xdp", "xsk")),
    _idle("82540EM", "link"),
)
ALL = (*itertools.chain(*map(_rows, MODELS)), *map(_leaks, LEAKS),
       *itertools.chain(*map(_modes, PCIE)), *itertools.chain(*map(_sockets, nics.GENERATIONS)),
       # What any driver must do, where there is most of it.
       Machine("82576", "6.12", ("kdrivers",), icount=True),
       # The debug kernel is as new as the program, but has no huge pages to spare.
       _xskxceiver("82576", "debug"))
assert set(itertools.chain(*DEBUG.values())) >= set(GENERAL)
assert set(itertools.chain(*OLD.values())) == set(PLAIN) - {"queues"}
