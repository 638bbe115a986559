# SPDX-License-Identifier: GPL-2.0-only
"""Every register access of a NIC, as QEMU saw it."""

import re
import time
from pathlib import Path

from qmp import Qmp

EVENTS = ("memory_region_ops_read", "memory_region_ops_write")
ACCESS = re.compile(rb"ops_(read|write) .*addr 0x([0-9a-f]+) value 0x([0-9a-f]+) size")
CTRL, MDIC = 0x00, 0x20
CTRL_RST, CTRL_PHY_RST = 1 << 26, 1 << 31
MDIC_OP, MDIC_OP_WRITE = 3 << 26, 1 << 26
# QEMU writes its log through a buffer of this size.
LOG_DELAY_SECONDS = 0.2


class RegisterTrace:
    """Collects (offset, value) of one NIC's BAR 0 while the context is open."""

    def __init__(self, logs, nic):
        self._log = Path(logs) / "qemu.log"
        bar = (nic.sysfs / "resource").read_text(encoding="ascii").split()
        self._first, self._last = int(bar[0], 16), int(bar[1], 16)
        self._qmp = Qmp()
        self._start = 0
        self.reads, self.writes = [], []

    def _switch(self, on):
        for event in EVENTS:
            self._qmp.trace(event, on)

    def __enter__(self):
        self._start = self._log.stat().st_size
        self._switch(True)
        return self

    def __exit__(self, *_):
        self._switch(False)
        self._qmp.close()
        time.sleep(LOG_DELAY_SECONDS)
        with open(self._log, "rb") as log:
            log.seek(self._start)
            for kind, address, value in ACCESS.findall(log.read()):
                if self._first <= int(address, 16) <= self._last:
                    accesses = self.reads if kind == b"read" else self.writes
                    accesses.append((int(address, 16) - self._first, int(value, 16)))

    def phy_writes(self):
        return [hex(value) for offset, value in self.writes
                if offset == MDIC and value & MDIC_OP == MDIC_OP_WRITE]

    def mac_resets(self):
        return [hex(value) for offset, value in self.writes
                if offset == CTRL and value & CTRL_RST]

    def phy_resets(self):
        return [hex(value) for offset, value in self.writes
                if offset == CTRL and value & CTRL_PHY_RST]
