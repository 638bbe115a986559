#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Every allocation of probe, open and reconfiguration fails once.

The kernel's fail-nth makes the n-th allocation of this very task fail, counting
only those made below a function of the driver; n grows until the operation ends
before its n-th allocation.
"""

import errno
import itertools
import re
import threading
from collections import Counter
from pathlib import Path

import bpf
import ifreq
import leftovers
from afxdp import Socket
from icmp import echo_all
from lib.py import KsftSkipEx, defer, ksft_eq, ksft_ge, ksft_in, ksft_pr, ksft_true
from queues import of_the_stack
from suite import often, run, wait_for

DEBUGFS = Path("/sys/kernel/debug")
# The core's notifiers say ENOBUFS when an interface registers.
ALLOWED = (errno.ENOMEM, errno.ENOBUFS)
IORESOURCE_MEM = 0x200
# Of so many allocations a short run lets one fail.
EVERY = 10
# The smallest rings (RX, TX): filling them is most of the work.
SMALL, LARGER, DEFAULT = (64, 128), (128, 256), (256, 256)


def fail_nth():
    return Path(f"/proc/self/task/{threading.get_native_id()}/fail-nth")


def setting(kind, name, value):
    (DEBUGFS / kind / name).write_text(f"{value}\n", encoding="ascii")


def spare_tree_nodes():
    """Without one, the kernel's own DMA debugging gives up for good, and its page pool
    sleeps while softirqs are off: no failure that a driver could do anything about."""
    for cache in Path("/sys/kernel/slab").iterdir():
        (cache / "failslab").write_text(str(int(cache.name != "radix_tree_node")),
                                        encoding="ascii")
    setting("failslab", "cache-filter", "Y")


def acpi_interpreter():
    """First and last address of the kernel's interpreter of ACPI byte code: it uses freed
    memory after a failed allocation, and runs when the device's interrupt is routed."""
    symbols = re.findall(r"^(\w+) [tT] acpi_(?:ds|ex|ns|ps|ut)_",
                         Path("/proc/kallsyms").read_text(encoding="ascii"), re.M)
    addresses = [int(address, 16) for address in symbols]
    return min(addresses), max(addresses)


def watch_driver(driver):
    """Both kinds of allocation, sleeping ones too, made below the driver's code."""
    spare_tree_nodes()
    module = Path("/sys/module") / driver
    text = int((module / "sections" / ".text").read_text(encoding="ascii"), 16)
    size = int((module / "coresize").read_text(encoding="ascii"))
    acpi = acpi_interpreter()
    for kind in ("failslab", "fail_page_alloc"):
        setting(kind, "ignore-gfp-wait", "N")
        setting(kind, "verbose", 0)
        setting(kind, "stacktrace-depth", 32)
        setting(kind, "require-start", hex(text))
        setting(kind, "require-end", hex(text + size))
        setting(kind, "reject-start", hex(acpi[0]))
        setting(kind, "reject-end", hex(acpi[1]))
    setting("fail_page_alloc", "min-order", 0)
    setting("fail_page_alloc", "ignore-gfp-highmem", "N")


class Outcome:
    """What an operation did with its n-th allocation failing."""

    def __init__(self, operation, nth):
        control = fail_nth()
        self.errno = 0
        control.write_text(str(nth), encoding="ascii")
        try:
            operation()
        except OSError as error:
            self.errno = error.errno
        left = int(control.read_text(encoding="ascii"))
        control.write_text("0", encoding="ascii")
        self.injected = left == 0


def every_allocation(operation, undo, intact, least=EVERY, others=None):
    """Lets one allocation fail after the other; at least so many must be seen to.

    Other errors than ALLOWED are those of the core, each as often as it says.
    """
    others, failed = Counter(others), 0
    for nth in itertools.count(1, EVERY // often(EVERY)):
        outcome = Outcome(operation, nth)
        if not outcome.injected:
            ksft_eq(outcome.errno, 0, "nothing failed")
            undo()
            break
        failed += 1
        if others[outcome.errno]:
            others[outcome.errno] -= 1
        elif outcome.errno:
            ksft_in(outcome.errno, ALLOWED, f"allocation {nth}")
        if outcome.errno:
            intact()
        else:
            undo()
    ksft_pr(f"{failed} allocations have failed")
    ksft_ge(failed, often(least), "allocations seen to fail")
    return failed


def nothing_held(pair):
    """Down or unbound, after failures: no buffer is left anywhere."""
    ksft_eq(leftovers.dma_mappings(pair.local.address), [], "DMA mappings")
    leftovers.run_softirqs()
    wait_for(lambda: not leftovers.orphaned_page_pools(), 30, "the end of our page pools")


def need_fault_injection():
    if not (DEBUGFS / "failslab").exists():
        raise KsftSkipEx("this kernel has no fault injection")


def memory_bars(nic):
    flags = [int(line.split()[2], 16) for line in
             (nic.sysfs / "resource").read_text(encoding="ascii").splitlines()]
    return sum(bool(flag & IORESOURCE_MEM) for flag in flags)


def probe(pair):
    """Two functions of the core have no word for what they lack: to note a range of
    addresses (the range counts as taken), and to keep the name of the interface (it
    counts as having none)."""
    need_fault_injection()
    watch_driver(pair.driver)
    pair.local.unbind()

    def intact():
        ksft_eq(pair.local.driver, None, "a failed probe leaves the NIC unbound")

    every_allocation(lambda: pair.local.attach(pair.driver), pair.local.unbind, intact,
                     others={errno.EBUSY: memory_bars(pair.local), errno.EINVAL: 1})
    nothing_held(pair)
    pair.local.attach(pair.driver)
    pair.up_local()
    pair.wait_link()
    echo_all(False, [100])


def open_(pair):
    need_fault_injection()
    watch_driver(pair.driver)
    ifreq.set_up(pair.name, False)
    ifreq.Rings(pair.name).set(*SMALL)
    defer(ifreq.Rings(pair.name).set, *DEFAULT)

    def intact():
        ksft_true(not ifreq.is_up(pair.name), "a failed open leaves the interface down")

    every_allocation(lambda: ifreq.set_up(pair.name, True),
                     lambda: ifreq.set_up(pair.name, False), intact)
    nothing_held(pair)
    ifreq.set_up(pair.name, True)
    pair.wait_link()
    echo_all(False, [100, 1400])


def ring_change(pair):
    """A failed change leaves the rings as they are, and their traffic alone."""
    need_fault_injection()
    watch_driver(pair.driver)
    rings = ifreq.Rings(pair.name)
    defer(rings.set, *DEFAULT)
    rings.set(*SMALL)

    def intact():
        ksft_eq(rings.get(), SMALL)
        echo_all(False, [100])

    every_allocation(lambda: rings.set(*LARGER), lambda: rings.set(*SMALL), intact)
    echo_all(False, [100, 1400])
    ifreq.set_up(pair.name, False)
    nothing_held(pair)
    ifreq.set_up(pair.name, True)
    pair.wait_link()


def mtu_change(pair):
    need_fault_injection()
    watch_driver(pair.driver)
    every_allocation(lambda: ifreq.set_mtu(pair.name, 9000),
                     lambda: ifreq.set_mtu(pair.name, 1500), lambda: echo_all(False, [100]),
                     least=0)
    echo_all(False, [100, 1400])


def channels_change(pair):
    """From one queue pair to all; a failed change leaves the one, for the stack, too."""
    need_fault_injection()
    watch_driver(pair.driver)
    channels = ifreq.Channels(pair.name)
    before, most = channels.get(), channels.max()
    if most == 1:
        ksft_eq(before, 1, "one pair, nothing to change")
        return
    defer(channels.set, before)
    rings = ifreq.Rings(pair.name)
    defer(rings.set, *DEFAULT)
    rings.set(*SMALL)
    channels.set(1)

    def intact():
        ksft_eq(channels.get(), 1)
        ksft_eq(of_the_stack(pair.name), (1, 1), "queues of the stack")
        echo_all(False, [100])

    every_allocation(lambda: channels.set(most), lambda: channels.set(1), intact)
    channels.set(most)
    echo_all(False, [100, 1400])


def xdp_attach(pair):
    """A program comes and goes without an allocation in the driver."""
    need_fault_injection()
    watch_driver(pair.driver)
    program = bpf.Object("verdict", "verdict")
    defer(program.close)
    program.write("config", "=IiiI", bpf.PASS, 0, 0, 0)
    failed = every_allocation(lambda: bpf.attach(pair.name, program.program),
                              lambda: bpf.detach(pair.name), lambda: echo_all(False, [100]),
                              least=0)
    ksft_eq(failed, 0, "allocations")
    echo_all(False, [100, 1400])


def socket_comes(pair):
    """A failed bind of an AF_XDP socket leaves the queue to the stack."""
    need_fault_injection()
    watch_driver(pair.driver)
    rings, sockets = ifreq.Rings(pair.name), []
    defer(rings.set, *DEFAULT)
    rings.set(*SMALL)
    every_allocation(lambda: sockets.append(Socket(pair.name)),
                     lambda: sockets.pop().close(), lambda: echo_all(False, [100]), least=4)
    echo_all(False, [100, 1400])


if __name__ == "__main__":
    run(probe, open_, ring_change, mtu_change, channels_change, xdp_attach, socket_comes)
