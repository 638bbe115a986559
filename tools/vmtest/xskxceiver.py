#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The kernel's own test of AF_XDP sockets, between our two NICs, by copy and without."""

import os
import re
import subprocess

from cache import XSKXCEIVER
from lib.py import (KsftFailEx, KsftNamedVariant, KsftSkipEx, defer, ksft_exit, ksft_pr,
                    ksft_run, ksft_variants)
from nics import DEAF, DEAF_MS
from pair import sh
from suite import KERNEL, log_mark, log_since, unloaded_pair, wait_for

SECONDS = 300
RESULT = re.compile(r"^(not ok|ok) \d+ (.*)$", re.M)
# The sender stops when the socket has no buffer left, not when the ring has none.
RX_RING = 2048
# Its sender has as many buffers as the longest ring only where they are its receiver's.
ON_ITSELF = ("HW_SW_MAX_RING_SIZE",)
HUGE_PAGES = 32
# About packets that are not sent: these test what Linux does with them in 7.3.
NEW = re.compile(r".*INV_DESC.*|STAT_TX_INVALID|TOO_MANY_FRAGS|TX_QUEUE_CONSUMER")
NEW_SINCE = (7, 3)
# With buffers that not every device has a size for, or can reach.
ODD = re.compile(r".*2K_FRAME.*|POLL_TXQ_FULL|.*UNALIGNED.*")
REFUSED = re.compile("a socket's buffers have room for|cannot use a socket's unaligned buffers")


def _listed():
    """Number and name of each test there is."""
    text = subprocess.run([XSKXCEIVER, "-l"], check=False, text=True,
                          stdout=subprocess.PIPE).stdout
    return [KsftNamedVariant(name, name, number)
            for number, name in re.findall(r"^(\d+): (\w+)$", text, re.M)]


def _names(pair):
    return pair.name, pair.peer.netdev


def _result(names, mode, test, number):
    mark = log_mark()
    done = subprocess.run([XSKXCEIVER, *(f"-i{name}" for name in names),
                           "-m", mode, "-t", number], check=False, text=True, timeout=SECONDS,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    results = RESULT.findall(done.stdout)
    if len(results) == 1 and "# SKIP" in results[0][1]:
        raise KsftSkipEx(results[0][1].split("# SKIP")[1])
    if len(results) == 1 and results[0][0] == "ok":
        return
    ksft_pr(done.stdout)
    if mode == "zc" and ODD.fullmatch(test) and REFUSED.search("".join(log_since(mark))):
        raise KsftSkipEx("the device cannot use such buffers")
    raise KsftFailEx(f"exit code {done.returncode}")


def _wait_link(names):
    for name in names:
        wait_for(lambda n=name: "LOWER_UP" in sh(f"ip link show {n}"), 30, "the link")


def _run(pair, mode, test, number):
    names = _names(pair)
    if NEW.fullmatch(test) and KERNEL < NEW_SINCE:
        raise KsftSkipEx("this kernel has not learned it yet")
    # some tests leave it as they have set it
    for name in names:
        sh(f"ip link set {name} mtu 1500")
        sh(f"ethtool -G {name} rx {RX_RING}", check=False)
    if test in ON_ITSELF:
        if pair.settings["nics"][0] in DEAF:
            raise KsftSkipEx("it misses what it sends to itself just after its ring has changed")
        sh(f"ethtool -K {pair.name} loopback on")
        defer(_wait_link, names)
        defer(sh, f"ethtool -K {pair.name} loopback off")
        names = [pair.name] * 2
        _wait_link(names)
    _result(names, mode, test, number)


@ksft_variants(_listed())
def copy(pair, test, number):
    _run(pair, "drv", test, number)


@ksft_variants(_listed())
def zero(pair, test, number):
    _run(pair, "zc", test, number)


def main():
    pair = unloaded_pair()
    if pair.settings["nics"][0] in DEAF:
        os.environ["XSK_SETTLE_MS"] = str(DEAF_MS)
    # not on each kernel
    sh(f"sysctl -qw vm.nr_hugepages={HUGE_PAGES}", check=False)
    pair.bind()
    for name in _names(pair):
        sh(f"sysctl -qw net.ipv6.conf.{name}.disable_ipv6=1")
        # its frames are for nobody
        sh(f"ip link set {name} promisc on up")
        # some packets leave one by one, each when the one before is done
        sh(f"ethtool -C {name} adaptive-rx off adaptive-tx off rx-usecs 0")
    _wait_link(_names(pair))
    ksft_run(cases=[copy, zero], args=(pair,))
    ksft_exit()


if __name__ == "__main__":
    main()
