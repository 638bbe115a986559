# SPDX-License-Identifier: GPL-2.0-only
"""Entering the peer's network namespace, and sockets opened inside it."""

import contextlib
import ctypes
import os

CLONE_NEWNET = 0x40000000
_LIBC = ctypes.CDLL(None, use_errno=True)


def _setns(fd):
    if _LIBC.setns(fd, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


@contextlib.contextmanager
def inside(namespace):
    """What this thread opens here belongs to the namespace; None: to ours."""
    if namespace is None:
        yield
        return
    ours = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    theirs = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    try:
        _setns(theirs)
        yield
    finally:
        _setns(ours)
        os.close(ours)
        os.close(theirs)
