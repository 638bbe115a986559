# SPDX-License-Identifier: GPL-2.0-only
"""What the test files share: a fresh pair of NICs, and running the cases."""

import contextlib
import functools
import os
import re
import time
from pathlib import Path

# the kernel's tools/testing/selftests/net/lib
from lib.py import (KsftSkipEx, KsftXfailEx, NetdevFamily, ksft_exit, ksft_pr, ksft_run)
from pair import NS, Pair, sh, sh_peer

DRIVERS = Path("/sys/bus/pci/drivers")
KERNEL = tuple(map(int, re.match(r"(\d+)\.(\d+)\.(\d+)", os.uname().release).groups()))
# The oldest kernel there is, which lacks some of what is tested.
OLD_KERNEL = KERNEL[:2] == (6, 1)


def often(count):
    """How often to repeat: less where every round takes many times longer (run --short)."""
    return count // 10 if "E1K_SHORT" in os.environ else count


def wait_for(condition, seconds, what):
    """Polls until the condition holds; its value is returned."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.01)


@contextlib.contextmanager
def expected_in_log(pattern):
    """Kernel messages that match are part of the test, not a fault of the driver."""
    Path("/dev/kmsg").write_text(f"e1k-test: expect {pattern}\n", encoding="utf-8")
    try:
        yield
    finally:
        Path("/dev/kmsg").write_text("e1k-test: expect nothing\n", encoding="utf-8")


def log_mark():
    """A place in the kernel's log, for log_since()."""
    mark = f"e1k-test: mark {time.monotonic_ns()}"
    Path("/dev/kmsg").write_text(mark + "\n", encoding="utf-8")
    return mark


def log_since(mark):
    return sh("dmesg").split(mark, 1)[1].splitlines()[1:]


def netdev_family():
    """The kernel's netlink family of queues, NAPI and page pools; None before 6.3."""
    try:
        return NetdevFamily()
    except Exception as error:  # pylint: disable=broad-exception-caught
        # its class is not for import
        if "not supported by the kernel" not in str(error):
            raise
        return None


def relink(pair, command):
    """Runs a command that negotiates the link anew, until the link has gone and come."""
    before = pair.carrier_changes
    sh(command)
    wait_for(lambda: pair.carrier_changes >= before + 2, 30, "the link goes and comes")
    pair.wait_link()


def unloaded_pair():
    """Both NICs without a driver, and no second namespace."""
    pair = Pair()
    for driver in {pair.driver, pair.peer_driver}:
        if (DRIVERS / driver).exists():
            sh(f"rmmod {driver}")
    if Path(f"/run/netns/{NS}").exists():
        sh(f"ip netns del {NS}")
    return pair


def fresh_pair():
    """Both NICs driven by a driver that has just been loaded, and up."""
    pair = unloaded_pair()
    pair.up()
    return pair


def _counted(text):
    return ", ".join(f"{name} {value}" for name, value in
                     re.findall(r"^\s+(\S+): ([1-9]\d*)$", text, re.M))


def _tell_counters(pair):
    with contextlib.suppress(OSError, RuntimeError):
        ksft_pr(f"{pair.name}: {_counted(sh(f'ethtool -S {pair.name}'))}")
        ksft_pr(f"{pair.peer_name}: {_counted(sh_peer(f'ethtool -S {pair.peer_name}'))}")


def _explained(case):
    """What fails says what the NICs have counted: where a frame has gone."""
    @functools.wraps(case)
    def explained(pair, *args):
        try:
            case(pair, *args)
        except (KsftSkipEx, KsftXfailEx):
            raise
        except Exception:
            _tell_counters(pair)
            raise
    return explained


def run(*cases):
    """Runs the cases, each with the pair as its argument."""
    ksft_run(cases=[case._replace(original_func=_explained(case.original_func))
                    if hasattr(case, "original_func") else _explained(case) for case in cases],
             args=(fresh_pair(),))
    ksft_exit()
