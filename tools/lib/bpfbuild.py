# SPDX-License-Identifier: GPL-2.0-only
"""Compiles the tests' BPF programs and what others' need, on the host."""

import os
import subprocess

from cache import BPF, CHECKOUT, XDPPROBE

SOURCES = CHECKOUT / "tools" / "vmtest" / "bpf"
# Where Debian keeps asm/types.h.
INCLUDE = "/usr/include/x86_64-linux-gnu"
PROBE = CHECKOUT / "tools" / "lib" / "xdpprobe.c"


def _compile(built, *command):
    new = built.with_name(f"{built.name}.{os.getpid()}")
    subprocess.run([*command, "-O2", "-Wall", "-Werror", "-o", new], check=True)
    # at once: a machine may be reading the old one, and others may build it, too
    new.rename(built)


def build():
    BPF.mkdir(parents=True, exist_ok=True)
    for source in sorted(SOURCES.glob("*.bpf.c")):
        _compile(BPF / source.with_suffix(".o").name,
                 "clang", "-g", "-target", "bpf", f"-I{INCLUDE}", "-c", source)
    _compile(XDPPROBE, "cc", "-shared", "-fPIC", "-D_GNU_SOURCE", PROBE)
