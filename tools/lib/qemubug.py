# SPDX-License-Identifier: GPL-2.0-only
"""A fault of QEMU's own that ends a machine, told from a fault of the driver.

Before 10.0.4 an emulated CPU may use a map of the memory that has been freed, where another
changes it, as it does when a BAR goes or comes: https://gitlab.com/qemu-project/qemu/-/issues/3040.
Then an assertion fails, or a write to a register reaches another device or none. Most writes
go to the CPU's own interrupt controller: without the end of an interrupt it takes no other one
of that priority, without a new count its timer stays silent.
"""

import contextlib
import re
import time

from qmp import Qmp

# In the log of the kernel, where QEMU's own complaints are.
ASSERTION = "iotlb_to_section: Assertion"
# Where the end of an interrupt and a timer's count have gone instead, in QEMU's log.
ASTRAY = re.compile(r".*\bwrit(e|ing) .* 0x0*(b0|380)\b.*\n?", re.IGNORECASE)
INTERRUPTS_ON = 1 << 9
LOOKS = 3
RAN_OUT = re.compile(r"^Timer.* initial_count = ([1-9]\d*) current_count = 0\b", re.M)
MASKED = re.compile(r"^LVTT\s.*masked", re.M)


def _oversleeping(monitor):
    """{(CPU, its timer)} of those that may be woken, whose timer has run out, and that halt."""
    found = set()
    for text in monitor.hmp("info registers -a").split("CPU#")[1:]:
        flags = int(re.search(r"\bRFL=([0-9a-f]+)", text)[1], 16)
        if "HLT=1" in text and flags & INTERRUPTS_ON:
            cpu = text.split()[0]
            lapic = monitor.hmp(f"info lapic {cpu}")
            ran_out = RAN_OUT.search(lapic)
            if ran_out and not MASKED.search(lapic):
                found.add((cpu, ran_out[1]))
    return found


def overslept(path):
    """Which CPU sleeps for good, if one does; path is a monitor's.

    A timer that runs out wakes its CPU, which sets it anew or masks it before it halts.
    """
    with contextlib.closing(Qmp(path)) as monitor:
        found = _oversleeping(monitor)
        for _ in range(LOOKS - 1):
            if found:
                time.sleep(1)
                found &= _oversleeping(monitor)
    return min(found)[0] if found else None
