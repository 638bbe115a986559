# SPDX-License-Identifier: GPL-2.0-only
"""The NIC models: QEMU's devices, and how two of them get wired together."""

from dataclasses import dataclass

FIRST_SLOT = 0x10


@dataclass(frozen=True)
class Model:
    """One chip as QEMU and the kernel's own drivers know it."""
    device: str
    device_id: int
    intree: str
    pcie: bool = False


MODELS = {
    "82540EM": Model("e1000", 0x100e, "e1000"),
    "82545EM": Model("e1000-82545em", 0x100f, "e1000"),
    "82544GC": Model("e1000-82544gc", 0x100c, "e1000"),
    "82574": Model("e1000e", 0x10d3, "e1000e", pcie=True),
    "82576": Model("igb", 0x10c9, "igb", pcie=True),
}
# One of each generation.
GENERATIONS = ("82540EM", "82574", "82576")
# QEMU's e1000 receives nothing for a second after each change of RCTL.
DEAF, DEAF_MS = ("82540EM", "82545EM", "82544GC"), 1200


def mac(index):
    return f"52:54:00:e1:00:{index + 1:02x}"


def qemu_args(names):
    """QEMU arguments for these models, each pair (0-1, 2-3, ...) on a hub."""
    args = []
    for index, name in enumerate(names):
        model, slot = MODELS[name], FIRST_SLOT + index
        # romfile= empty: iPXE must not drive the NIC before Linux does.
        dev = f"{model.device},id=nic{index},netdev=h{index},mac={mac(index)},romfile="
        args += ["-netdev", f"hubport,hubid={index // 2 + 1},id=h{index}"]
        if model.pcie:
            args += ["-device", f"pcie-root-port,id=rp{index},slot={slot},addr={slot:#x}"]
            dev += f",bus=rp{index}"
        else:
            dev += f",addr={slot:#x}"
        args += ["-device", dev]
    return args
