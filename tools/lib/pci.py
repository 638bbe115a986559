# SPDX-License-Identifier: GPL-2.0-only
"""A NIC on the guest's PCI bus: binding, its netdev, its config space, its BAR."""

import mmap
import os
import struct
from pathlib import Path

from nics import FIRST_SLOT

BUS = Path("/sys/bus/pci")
COMMAND = 4
COMMAND_MEMORY = 0x2
COMMAND_MASTER = 0x4


def _write(path, text):
    """By one system call: a buffered file would try again what has failed."""
    with open(path, "wb", buffering=0) as file:
        file.write(text.encode())


def _behind(port):
    """The one device behind a root port, or the plain PCI device itself."""
    inside = [path for path in port.resolve().iterdir()
              if path.name.count(":") == 2 and (path / "vendor").exists()]
    return inside[0] if inside else port.resolve()


class PciNic:
    """The NIC that nics.qemu_args() put at this index."""

    def __init__(self, index):
        self.index = index
        self.sysfs = _behind(BUS / "devices" / f"0000:00:{FIRST_SLOT + index:02x}.0")
        self.address = self.sysfs.name

    @property
    def driver(self):
        link = self.sysfs / "driver"
        return link.resolve().name if link.exists() else None

    @property
    def netdev(self):
        """The interface name, or None: seen only from its network namespace."""
        net = self.sysfs / "net"
        names = sorted(path.name for path in net.iterdir()) if net.exists() else []
        return names[0] if names else None

    @property
    def irq(self):
        return int((self.sysfs / "irq").read_text(encoding="ascii"))

    def interrupts(self):
        """How many were handled, over all CPUs, by the number of the vector."""
        vectors = {path.name for path in self.sysfs.glob("msi_irqs/*")} or {str(self.irq)}
        counts = {}
        for line in Path("/proc/interrupts").read_text(encoding="ascii").splitlines()[1:]:
            number, *rest = line.split()
            if number.rstrip(":") in vectors:
                counts[number.rstrip(":")] = sum(map(int, rest[:os.cpu_count()]))
        return counts

    def choose(self, driver):
        """Names the driver that may bind, as driverctl does."""
        _write(self.sysfs / "driver_override", driver + "\n")

    def unbind(self):
        if self.driver:
            _write(self.sysfs / "driver" / "unbind", self.address)

    def attach(self, driver):
        """Binds now; a failing probe raises OSError with the driver's errno."""
        _write(BUS / "drivers" / driver / "bind", self.address)

    def bind(self, driver):
        """Makes this driver, and no other, drive the NIC."""
        if self.driver == driver:
            return
        self.choose(driver)
        self.unbind()
        _write(BUS / "drivers_probe", self.address)
        if self.driver != driver:
            raise OSError(f"{self.address}: {driver} did not bind; see dmesg")

    def config(self, offset):
        with open(self.sysfs / "config", "rb", buffering=0) as config:
            return struct.unpack("<H", os.pread(config.fileno(), 2, offset))[0]

    def set_config(self, offset, value):
        with open(self.sysfs / "config", "r+b", buffering=0) as config:
            os.pwrite(config.fileno(), struct.pack("<H", value), offset)


class Bar:
    """BAR 0, mapped behind the driver's back: needs iomem=relaxed while bound."""

    def __init__(self, nic):
        fd = os.open(nic.sysfs / "resource0", os.O_RDWR | os.O_SYNC)
        try:
            size = os.fstat(fd).st_size
            self._words = memoryview(mmap.mmap(fd, size)).cast("I")
        finally:
            os.close(fd)

    def __getitem__(self, register):
        return self._words[register // 4]

    def __setitem__(self, register, value):
        self._words[register // 4] = value
