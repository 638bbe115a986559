# SPDX-License-Identifier: GPL-2.0-only
"""Where built and logged things live: outside the checkout."""

import fcntl
import hashlib
import os
import shutil
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ROOT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "e1k"
KSRC = ROOT / "linux-source-7.3"
RUNS_KEPT = 40
# Compiled BPF programs, by checkout: one must not use what another has built.
BPF = ROOT / "bpf" / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
# What lets an old xdp-trafficgen run on a new kernel.
XDPPROBE = BPF / "xdpprobe.so"
# The kernel's test of AF_XDP sockets.
XSKXCEIVER = ROOT / "xskxceiver" / "xskxceiver"
# Newer than a distribution's, for its tests of drivers.
BPFTOOL = ROOT / "bpftool" / "bpftool"


def _locked(path):
    """The folder is ours until this process ends; False if another has it, or has removed it."""
    try:
        folder = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        return False
    return True


def run_dir(name):
    """A fresh folder for the logs of one run; the oldest ones go when their runs have ended."""
    runs = ROOT / "runs"
    runs.mkdir(parents=True, exist_ok=True)
    old = sorted(runs.iterdir())  # their names start with the time
    for path in filter(_locked, old[:-RUNS_KEPT]):
        shutil.rmtree(path, ignore_errors=True)
    new = runs / f"{time.strftime('%m%d-%H%M%S')}-{name}-{os.getpid()}"
    new.mkdir()
    _locked(new)
    return new
