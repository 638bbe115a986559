# SPDX-License-Identifier: GPL-2.0-only
"""What an unloaded driver may not leave behind."""

import os
import re
import socket
import time
from pathlib import Path

from lib.py import ksft_pr
from suite import netdev_family, wait_for

DMA_DEBUG = Path("/sys/kernel/debug/dma-api")
KMEMLEAK = Path("/sys/kernel/debug/kmemleak")
# Allocations of a size class come and go in other parts of the kernel, too.
SLAB_NOISE_BYTES = 64 * 1024
# What the kernel frees later, it frees within seconds.
SLAB_LOOKS = 15
# kmemleak reports only what has been unreferenced for so long.
KMEMLEAK_AGE_SECONDS = 6


def slab_bytes():
    """Bytes of objects alive in the general caches and those of skbs."""
    for cache in Path("/sys/kernel/slab").glob("*"):
        if re.match(r"kmalloc|skbuff", cache.name):
            # Shrinking also empties KASAN's quarantine for the cache.
            (cache / "shrink").write_text("1", encoding="ascii")
    total = 0
    for line in Path("/proc/slabinfo").read_text(encoding="ascii").splitlines()[2:]:
        name, active, _, size = line.split()[:4]
        if re.match(r"kmalloc|skbuff", name):
            total += int(active) * int(size)
    return total


def slab_growth(before, noise=SLAB_NOISE_BYTES):
    """Bytes more than there were, or 0 if that is noise, now or soon."""
    for _ in range(SLAB_LOOKS):
        grown = slab_bytes() - before
        ksft_pr(f"{grown} bytes more in slabs")
        if grown < noise:
            return 0
        time.sleep(1)
    return grown


def run_softirqs():
    """Has every CPU free the packets that another one has left it to free."""
    cpus = os.sched_getaffinity(0)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for cpu in cpus:
            os.sched_setaffinity(0, {cpu})
            sender.sendto(b"", ("127.0.0.1", 9))
    os.sched_setaffinity(0, cpus)


def page_pools():
    """What the kernel, if it can, lists of them."""
    family = netdev_family()
    return family.page_pool_get({}, dump=True) if family else []


def no_page_pools():
    """Waits until the last page of an unloaded driver's has been freed."""
    run_softirqs()
    wait_for(lambda: not page_pools(), 30, "the end of the page pools")


def orphaned_page_pools():
    """Those whose ring is gone, but not all of their pages."""
    return [pool for pool in page_pools() if "detach-time" in pool]


def dma_mappings(address):
    """What DMA-API debug, if the kernel has it, knows to be mapped for this device."""
    if not DMA_DEBUG.exists():
        return []
    return [line for line in (DMA_DEBUG / "dump").read_text(encoding="ascii").splitlines()
            if address in line]


def dma_errors():
    if not DMA_DEBUG.exists():
        return 0
    return int((DMA_DEBUG / "error_count").read_text(encoding="ascii"))


def interrupt_lines(*names):
    lines = Path("/proc/interrupts").read_text(encoding="ascii").splitlines()
    return [line for line in lines if any(re.search(rf"\b{name}\b", line) for name in names)]


def suspected_leaks():
    time.sleep(KMEMLEAK_AGE_SECONDS)
    # An object must be unreferenced in two scans; the first may see stale registers.
    for _ in range(2):
        KMEMLEAK.write_text("scan", encoding="ascii")
    return KMEMLEAK.read_text(encoding="ascii")
