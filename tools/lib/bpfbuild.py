# SPDX-License-Identifier: GPL-2.0-only
"""Compiles the tests' BPF programs, on the host."""

import subprocess

from cache import BPF, CHECKOUT

SOURCES = CHECKOUT / "tools" / "vmtest" / "bpf"
# Where Debian keeps asm/types.h.
INCLUDE = "/usr/include/x86_64-linux-gnu"


def build():
    BPF.mkdir(parents=True, exist_ok=True)
    for source in sorted(SOURCES.glob("*.bpf.c")):
        built = BPF / source.with_suffix(".o").name
        subprocess.run(["clang", "-O2", "-g", "-Wall", "-Werror", "-target", "bpf",
                        f"-I{INCLUDE}", "-c", source, "-o", f"{built}.new"], check=True)
        # at once: a machine may be reading the old one
        (BPF / f"{built.name}.new").rename(built)
