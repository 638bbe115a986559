# SPDX-License-Identifier: GPL-2.0-only
"""Lines of a kernel log, or of QEMU's, that no run may leave behind."""

import re

import qemubug

LINES_SHOWN = 20
SPLAT = re.compile(
    r"\bBUG:|WARNING:|\bOops\b|KASAN|UBSAN|Kernel panic|general protection fault|"
    r"Unable to handle|DMA-API|inconsistent lock state|possible (recursive|circular)|"
    r"suspicious RCU|blocked for more than|rcu: INFO|soft lockup|nobody cared|"
    r"NETDEV WATCHDOG|sleeping function called|scheduling while atomic|refcount_t|"
    r"unreferenced object|new suspected memory leaks|stalled pool|Bad page|"
    r"list_(add|del) corruption|ODEBUG|DMAR: .*fault|unregister_netdevice: waiting|call trace:",
    re.IGNORECASE)
# Races of the kernel's own code, which has many.
OTHER_RACE = re.compile(r"BUG: KCSAN: (?!.*\be1k_)")
# What init says last: whatever was before has nothing to do with us.
BOOTED = "e1k-init: starting the command"
EXPECT = re.compile(r"e1k-test: expect (.*)")
QEMU_NOISE = re.compile("|".join((
    # The disc controller's model prints these whenever "unimp" is on.
    r"ahci: IRQ#", r"memory_region_ops_",
    # Bytes that are no code, looked at ahead: on the way out of S3. Run, they would be an oops.
    r"ILLOPC: ",
    # A model only stores a register that does something in silicon.
    r"e1000e_wrn_regs_\w+_trivial",
    # Counters, EITR4 of the 82574 and some registers of the 82576 that silicon has.
    r"e1000e_wrn_regs_\w+_unknown .* 0x(4[01][0-9a-f]{2}|fc|59ec|54[89][048c]), ",
    # Only the kernel's own e1000e and igb read these, where one stands in for a peer.
    r"e1000e_wrn_regs_read_unknown .* 0x(5b54|b66c), ",
    # RFCTL asks for look-ups of iSCSI and NFS headers unless told otherwise.
    r"e1000e_wrn_(iscsi|nfsr|nfsw)_filtering_not_supported")))


def in_kernel_log(text):
    """The splats, except those that a test has announced (suite.expected_in_log)."""
    found, expected = [], None
    for line in text.split(BOOTED, 1)[-1].splitlines():
        announced = EXPECT.search(line)
        if announced:
            expected = re.compile(announced[1])
        elif OTHER_RACE.search(line):
            continue
        elif SPLAT.search(line) and not (expected and expected.search(line)):
            found.append(line)
    return found


def in_qemu_log(text):
    return [line for line in text.splitlines() if line and not QEMU_NOISE.match(line)]


def check_logs(report, folder, label, until=None):
    """The two logs of a machine are tests, too; until there, if a fault of QEMU's ended it."""
    for name, search, what in (("kernel.log", in_kernel_log, "kernel log is clean"),
                               ("qemu.log", in_qemu_log, "QEMU has nothing to complain about")):
        text = (folder / name).read_text("utf-8", "replace")
        if until:
            text = (text.rpartition(until)[0] if name == "kernel.log" else
                    qemubug.ASTRAY.sub("", text))
        found = search(text)
        report.result(not found, f"{label} {what}", "\n".join(
            [f"{len(found)} lines in {folder}/{name}:", *found[:LINES_SHOWN]]))
