# SPDX-License-Identifier: GPL-2.0-only
"""Every register write of a NIC, as QEMU saw it."""

import re
import time
from pathlib import Path

from qmp import Qmp

EVENT = "memory_region_ops_write"
WRITE = re.compile(rb"addr 0x([0-9a-f]+) value 0x([0-9a-f]+) size")
CTRL, MDIC = 0x00, 0x20
CTRL_PHY_RST = 1 << 31
MDIC_OP, MDIC_OP_WRITE = 3 << 26, 1 << 26
# QEMU writes its log through a buffer of this size.
LOG_DELAY_SECONDS = 0.2


class RegisterWrites:
    """Collects (offset, value) of one NIC's BAR 0 while the context is open."""

    def __init__(self, pair):
        self._log = Path(pair.settings["logs"]) / "qemu.log"
        bar = (pair.local.sysfs / "resource").read_text(encoding="ascii").split()
        self._first, self._last = int(bar[0], 16), int(bar[1], 16)
        self._qmp = Qmp()
        self._start = 0
        self.writes = []

    def __enter__(self):
        self._start = self._log.stat().st_size
        self._qmp.trace(EVENT, True)
        return self

    def __exit__(self, *_):
        self._qmp.trace(EVENT, False)
        self._qmp.close()
        time.sleep(LOG_DELAY_SECONDS)
        with open(self._log, "rb") as log:
            log.seek(self._start)
            for address, value in WRITE.findall(log.read()):
                if self._first <= int(address, 16) <= self._last:
                    self.writes.append((int(address, 16) - self._first, int(value, 16)))

    def phy_writes(self):
        return [hex(value) for offset, value in self.writes
                if offset == MDIC and value & MDIC_OP == MDIC_OP_WRITE]

    def phy_resets(self):
        return [hex(value) for offset, value in self.writes
                if offset == CTRL and value & CTRL_PHY_RST]
