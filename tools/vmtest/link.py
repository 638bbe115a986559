#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The cable is pulled and put back by QEMU's monitor, with the interrupt and without."""

import threading
import time
from pathlib import Path

from icmp import echo_all
from lib.py import ksft_lt, ksft_true
from pci import Bar
from qmp import Qmp
from suite import run

STATUS, IMC, EIMC = 0x0008, 0x00d8, 0x1528
STATUS_LU = 1 << 1
ALL_CAUSES = 0xffffffff
# Which registers mask everything; QEMU ignores EIMC where the chip has none.
MASKS = {"82576": (IMC, EIMC)}
INTERRUPT_SECONDS = 1.0
# The driver's watchdog looks every two seconds.
WATCHDOG_SECONDS = 2.5
GIVE_UP_SECONDS = 10
ROUNDS = 3


class Cable:
    """The link of one NIC, as the monitor, the chip and the kernel know it."""

    def __init__(self, pair):
        self._qmp, self._bar = Qmp(), Bar(pair.local)
        self._id = f"nic{pair.local.index}"
        self._masks = MASKS.get(pair.settings["nics"][0], (IMC,))
        self._carrier = Path(f"/sys/class/net/{pair.name}/carrier")

    def set(self, plugged):
        """The guest keeps busy meanwhile: its clock would run ahead of an idle wait."""
        request = threading.Thread(target=self._qmp.set_link, args=(self._id, plugged))
        request.start()
        while request.is_alive():
            pass

    def chip_says(self):
        return bool(self._bar[STATUS] & STATUS_LU)

    def kernel_says(self):
        return self._carrier.read_text(encoding="ascii").strip() == "1"

    def mask(self):
        for register in self._masks:
            self._bar[register] = ALL_CAUSES

    def close(self):
        self._qmp.close()


def seconds_until(condition, meanwhile=lambda: None):
    start = time.monotonic()
    while not condition():
        if time.monotonic() > start + GIVE_UP_SECONDS:
            raise AssertionError(f"not within {GIVE_UP_SECONDS} s")
        meanwhile()
        time.sleep(0.002)
    return time.monotonic() - start


def change(cable, plugged, meanwhile=lambda: None):
    """Returns how long the kernel did not know what the chip knew."""
    cable.set(plugged)
    seconds_until(lambda: cable.chip_says() == plugged, meanwhile)
    return seconds_until(lambda: cable.kernel_says() == plugged)


def by_interrupt(pair):
    """Down and up, each time noticed at once."""
    cable = Cable(pair)
    for _ in range(ROUNDS):
        for plugged in (False, True):
            took = change(cable, plugged)
            ksft_lt(took, INTERRUPT_SECONDS, f"seconds, plugged {plugged}")
        pair.wait_link()
        echo_all(False, [100])
    cable.close()


def interrupt_lost(pair):
    """All causes masked behind the driver's back: its watchdog notices, and unmasks them."""
    cable, took, answers = Cable(pair), {False: [], True: []}, []
    for _ in range(ROUNDS):
        for plugged in (False, True):
            cable.mask()
            took[plugged].append(change(cable, plugged, cable.mask))
        pair.wait_link()
        start = time.monotonic()
        echo_all(False, [100])
        answers.append(time.monotonic() - start)
    cable.close()
    ksft_lt(max(answers), INTERRUPT_SECONDS, "seconds to the answer")
    for plugged, times in took.items():
        ksft_lt(max(times), WATCHDOG_SECONDS, f"seconds, plugged {plugged}")
        ksft_true(max(times) > 0.1, f"the interrupt was not lost: {times}")


if __name__ == "__main__":
    run(by_interrupt, interrupt_lost)
