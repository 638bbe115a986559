# SPDX-License-Identifier: GPL-2.0-only
"""BPF programs in the guest, by libbpf: loaded, attached to an interface, their maps."""

import ctypes
import os
import socket
import struct

from cache import BPF
from netns import inside

ABORTED, DROP, PASS, TX, REDIRECT = range(5)
DEVICE_BOUND = 64
DRV_MODE, REPLACE = 4, 16
_LIBBPF = ctypes.CDLL("libbpf.so.1", use_errno=True)
_LIBC = ctypes.CDLL(None)
_SAID = []


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)
def _note(level, layout, arguments):
    """Keeps what libbpf has to say of errors: the kernel's own words are in it."""
    if level <= 1:
        text = ctypes.create_string_buffer(4096)
        _LIBC.vsnprintf(text, len(text), layout, ctypes.c_void_p(arguments))
        _SAID.append(text.value.decode("utf-8", "replace"))
    return 0


_LIBBPF.libbpf_set_print(_note)
for _name in ("bpf_object__open_file", "bpf_object__next_program",
              "bpf_object__find_map_by_name", "bpf_program__name"):
    getattr(_LIBBPF, _name).restype = ctypes.c_void_p


def _check(result, what):
    said = "".join(_SAID)
    _SAID.clear()
    if result < 0:
        raise OSError(-result, f"{what}: {os.strerror(-result)}\n{said}")
    return result


class Object:
    """One program of an object file, and its maps, in the kernel until close(); one that is
    bound to an interface may ask its driver about frames."""

    def __init__(self, name, program, bound_to=None):
        self._object = ctypes.c_void_p(_LIBBPF.bpf_object__open_file(
            str(BPF / f"{name}.bpf.o").encode(), None))
        if not self._object:
            raise OSError(ctypes.get_errno(), f"{name} does not open")
        chosen = self._choose(program)
        if bound_to:
            _LIBBPF.bpf_program__set_flags(chosen, DEVICE_BOUND)
            _LIBBPF.bpf_program__set_ifindex(chosen, socket.if_nametoindex(bound_to))
        _check(_LIBBPF.bpf_object__load(self._object), f"loading {name}")
        self.program = _check(_LIBBPF.bpf_program__fd(chosen), program)

    def _choose(self, name):
        """Only this one gets loaded: programs with and without frags share no maps."""
        chosen, program = None, None
        while program := _LIBBPF.bpf_object__next_program(self._object,
                                                          ctypes.c_void_p(program)):
            pointer = ctypes.c_void_p(program)
            this = ctypes.string_at(_LIBBPF.bpf_program__name(pointer)).decode() == name
            _LIBBPF.bpf_program__set_autoload(pointer, ctypes.c_bool(this))
            chosen = pointer if this else chosen
        return chosen

    def close(self):
        _LIBBPF.bpf_object__close(self._object)

    def _map(self, name):
        found = ctypes.c_void_p(_LIBBPF.bpf_object__find_map_by_name(
            self._object, name.encode()))
        return _check(_LIBBPF.bpf_map__fd(found), name)

    def write(self, name, layout, *values, key=0, namespace=None):
        """Sets an entry of a map; an interface's number belongs to a namespace."""
        entry, index = struct.pack(layout, *values), struct.pack("=I", key)
        with inside(namespace):
            _check(_LIBBPF.bpf_map_update_elem(self._map(name), index, entry,
                                               ctypes.c_uint64(0)), f"map {name}")

    def read(self, name, layout, key=0):
        entry = ctypes.create_string_buffer(struct.calcsize(layout))
        _check(_LIBBPF.bpf_map_lookup_elem(self._map(name), struct.pack("=I", key), entry),
               f"map {name}")
        return struct.unpack(layout, entry.raw)


def attach(name, program, namespace=None, flags=DRV_MODE):
    """Makes this the interface's program, in place of any other; -1: none at all."""
    with inside(namespace):
        _check(_LIBBPF.bpf_xdp_attach(socket.if_nametoindex(name), program, flags, None),
               f"XDP on {name}")


def detach(name, namespace=None, flags=DRV_MODE):
    attach(name, -1, namespace, flags)
