#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/profile: one case, between two marks for the host (insns.c)."""

import ctypes
import mmap
import sys
from pathlib import Path

from bench_steps import (NOWHERE, TX, bound, peer_link, quiet, settle_receiver,
                         start_receiver, start_sender)
from pair import config
from pktgen import Load, send

RECEIVE = "rx drop"
# The no-operation insns.c knows, and a return.
MARK = bytes((0x0f, 0x1f, 0x80)) + b"e1k\0" + bytes((0xc3,))


def marker():
    """A function that executes the mark."""
    code = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(MARK)
    call = ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    call.code = code  # lives as long
    return call


def main():
    driver, case, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if case not in (*TX, RECEIVE):
        sys.exit(f"there is no case '{case}', only: {', '.join((*TX, RECEIVE))}")
    load, address = TX.get(case, Load(burst=32)), NOWHERE
    mark = marker()
    quiet()
    with bound(driver) as pair:
        start_sender(pair)
        if case == RECEIVE:
            start_receiver(pair)
            settle_receiver(pair)
            address = peer_link(pair)["address"]
        # where modules are is known only here
        Path(config()["logs"], "kallsyms").write_bytes(Path("/proc/kallsyms").read_bytes())
        mark()
        send(pair.name, address, load, count)
        mark()


if __name__ == "__main__":
    main()
