# SPDX-License-Identifier: GPL-2.0-only
"""Builds what the kernel's own tests need, on the host; they run from its source."""

import fcntl
import hashlib
import os
import subprocess
from pathlib import Path

from cache import BPFTOOL, CHECKOUT, KSRC, XSKXCEIVER

TOOLS = KSRC / "tools"
SELFTESTS = TOOLS / "testing" / "selftests" / "bpf"
DRIVERS = SELFTESTS.parent / "drivers" / "net"
# Where those look for their helpers.
HELPERS = SELFTESTS.parent / "net" / "lib"
HELPER = HELPERS / "xdp_helper"
PROGRAMS = (HELPER, DRIVERS / "napi_id_helper")
SOURCES = ("xskxceiver.c", "xsk.c", "prog_tests/test_xsk.c", "network_helpers.c")
PATIENCE = CHECKOUT / "tools" / "lib" / "xskpatience.c"
IMPATIENT = ("xsk_set_mtu", "xsk_socket__create", "xsk_update_xskmap")
NO_PULL = CHECKOUT / "tools" / "vmtest" / "bpf" / "nopull.h"
# Where Debian keeps asm/types.h.
INCLUDE = "/usr/include/x86_64-linux-gnu"


def _run(*command, **more):
    subprocess.run([str(word) for word in command], check=True, **more)


def _libbpf(place):
    _run("make", "-s", "-C", TOOLS / "lib" / "bpf", f"OUTPUT={place}/", f"DESTDIR={place}",
         "prefix=", f"-j{os.cpu_count()}", f"{place}/libbpf.a", "install_headers")
    return place / "libbpf.a"


def _bpf(source, target, *flags):
    _run("clang", "-O2", "-g", "-w", "-target", "bpf", *flags, f"-I{INCLUDE}",
         f"-I{SELFTESTS}", "-c", source, "-o", target)


def _bpftool():
    BPFTOOL.parent.mkdir(exist_ok=True)
    # LLVM's library takes seconds to load in a machine
    _run("make", "-s", "-C", TOOLS / "bpf" / "bpftool", f"OUTPUT={BPFTOOL.parent}/",
         "feature-llvm=0", f"-j{os.cpu_count()}")


def _helpers(place):
    for source in HELPERS.glob("*.bpf.c"):
        more = ("-include", NO_PULL) if source.name == "xdp_native.bpf.c" else ()
        _bpf(source, source.with_suffix(".o"), f"-I{place}/include", *more)
    for program in PROGRAMS:
        _run("cc", "-O2", "-w", f"-I{place}/include", f"-I{TOOLS}/include/uapi",
             f"-I{SELFTESTS.parent}", f"{program}.c", "-o", program)


def _program(place, libbpf):
    include, name = place / "include", "xsk_xdp_progs"
    _bpf(SELFTESTS / "progs" / f"{name}.c", place / f"{name}.o", f"-I{include}")
    with open(place / f"{name}.skel.h", "w", encoding="ascii") as skeleton:
        _run("bpftool", "gen", "skeleton", place / f"{name}.o", "name", name, stdout=skeleton)
    paths = (place, include, SELFTESTS, SELFTESTS.parent, TOOLS / "include",
             TOOLS / "include" / "uapi", TOOLS / "lib", TOOLS / "arch" / "x86" / "include")
    _run("cc", "-O2", "-w", *(f"-I{path}" for path in paths),
         *(SELFTESTS / source for source in SOURCES), TOOLS / "lib" / "find_bit.c", PATIENCE,
         *(f"-Wl,--wrap={name}" for name in IMPATIENT), libbpf, "-lelf", "-lz", "-lpthread",
         "-o", f"{XSKXCEIVER}.new")


def _wanted():
    """What changes when anything of ours does that goes into them."""
    ours = (Path(__file__), PATIENCE, NO_PULL)
    return hashlib.sha256(b"".join(path.read_bytes() for path in ours)).hexdigest()


def build():
    """Once for all checkouts that want the same."""
    place = XSKXCEIVER.parent
    place.mkdir(parents=True, exist_ok=True)
    stamp = place / "stamp"
    with open(place / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not BPFTOOL.exists():
            _bpftool()
        if not (stamp.exists() and HELPER.exists() and stamp.read_text("ascii") == _wanted()):
            libbpf = _libbpf(place)
            _helpers(place)
            _program(place, libbpf)
            os.rename(f"{XSKXCEIVER}.new", XSKXCEIVER)
            stamp.write_text(_wanted(), "ascii")
