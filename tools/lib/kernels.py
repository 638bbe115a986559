# SPDX-License-Identifier: GPL-2.0-only
"""Kernels by name, and the driver built for each of them."""

import fcntl
import hashlib
import subprocess
from pathlib import Path

from cache import CHECKOUT, ROOT

SOURCES = ("Kbuild", "hal", "os_linux", "netdev")


def _kernel(*args):
    tool = CHECKOUT / "tools" / "kernel"
    return subprocess.run([tool, *args], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.strip()


def image(name):
    """The bootable image of a kernel name; a path stands for itself."""
    return name if "/" in name else _kernel("image", name)


def build_dir(name):
    """What KDIR= takes to build a module for this kernel."""
    if "/" not in name:
        return Path(_kernel("path", name))
    release = Path(name).name.removeprefix("vmlinuz-")
    return Path("/lib/modules") / release / "build"


def _build(name, module, sources):
    """Builds a module of the checkout for a kernel in the cache, and returns its path."""
    # a copy of the checkout must not pass its objects on to another
    checkout = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    place = ROOT / "module" / f"{name.strip('/').replace('/', '-')}-{checkout}" / module
    place.mkdir(parents=True, exist_ok=True)
    with open(place / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # by contents, not by time: a file can change to an older one
        subprocess.run(["rsync", "-rlpc", "--include=*/", "--include=Kbuild", "--include=*.[ch]",
                        "--exclude=*", *sources, place], check=True)
        log = place / "build.log"
        with open(log, "w", encoding="utf-8") as out:
            made = subprocess.run(
                ["make", "-C", build_dir(name), f"M={place}", "-j2", "modules"],
                stdout=out, stderr=subprocess.STDOUT, check=False)
    if made.returncode:
        raise RuntimeError(f"{module} does not build for {name}: see {log}")
    return place / f"{module}.ko"


def build_module(name):
    """The driver."""
    return _build(name, "e1k", [CHECKOUT / source for source in SOURCES])


def build_fixture(name, module):
    """A small module that some test needs."""
    return _build(name, module, [f"{CHECKOUT}/tools/vmtest/{module}/"])
