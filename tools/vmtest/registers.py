# SPDX-License-Identifier: GPL-2.0-only
"""The registers that tests write behind the driver's back, chip by chip."""

from dataclasses import dataclass

ICS, IMS, IMC = 0x00c8, 0x00d0, 0x00d8
EICS, EIMS, EIMC = 0x1520, 0x1524, 0x1528
RCTL, RCTL_EN, RCTL_UPE, RCTL_MPE, RCTL_BAM = 0x0100, 1 << 1, 1 << 3, 1 << 4, 1 << 15
TCTL, TCTL_EN = 0x0400, 1 << 1
RFCTL, MRQC = 0x5008, 0x5818
# In the block of a queue.
BAL, BAH, LEN, SRRCTL, HEAD, TAIL, DCTL = 0x0, 0x4, 0x8, 0xc, 0x10, 0x18, 0x28
SRRCTL_2K, SRRCTL_ADVANCED = 2, 1 << 25
DCTL_ENABLE = 1 << 25
ALL = 0xffffffff


@dataclass(frozen=True)
class Registers:
    """Pairs are registers and what to write to them."""
    rx: int = 0x2800
    tx: int = 0x3800
    # Bits without which nothing is sent.
    tx_enable: tuple = ((TCTL, TCTL_EN),)
    mask: tuple = ((IMC, ALL),)
    unmask: tuple = ((IMS, ALL),)
    raise_all: tuple = ((ICS, ALL),)
    raise_queues: tuple = ((ICS, 0x1 | 0x80),)  # TXDW, RXT0
    # Queue 0 alone, plain descriptors, buffers of 2 KB, whatever was there before.
    rx_plain: tuple = ()
    # What the queues need besides RCTL and TCTL.
    dctl: int = 0


_82574 = Registers(raise_queues=((ICS, 0xf << 20),), rx_plain=((MRQC, 0), (RFCTL, 0)))
_82576 = Registers(
    rx=0xc000, tx=0xe000,
    tx_enable=tuple((0xe000 + 0x40 * queue + DCTL, DCTL_ENABLE) for queue in range(16)),
    mask=((IMC, ALL), (EIMC, ALL)), unmask=((IMS, ALL), (EIMS, ALL)),
    # QEMU complains about vectors that nobody has asked for.
    raise_all=((ICS, ALL), (EICS, 0x3)), raise_queues=((EICS, 0x1),),
    rx_plain=((MRQC, 0), (0xc000 + SRRCTL, SRRCTL_2K | SRRCTL_ADVANCED)), dctl=DCTL_ENABLE)


def of(pair):
    """Those of the chip under test."""
    return {"82574": _82574, "82576": _82576}.get(pair.settings["nics"][0], Registers())


def write(bar, pairs):
    for register, value in pairs:
        bar[register] = value
