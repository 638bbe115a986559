# SPDX-License-Identifier: GPL-2.0-only
"""Interface ioctls by one system call each: fast, and in the caller's own task."""

import ctypes
import fcntl
import socket
import struct

SIOCGIFFLAGS, SIOCSIFFLAGS = 0x8913, 0x8914
SIOCSIFMTU, SIOCETHTOOL = 0x8922, 0x8946
ETHTOOL_GRINGPARAM, ETHTOOL_SRINGPARAM = 0x10, 0x11
IFF_UP = 1
_SOCKET = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def _ifreq(name, value):
    return bytearray(struct.pack("16s24s", name.encode(), value))


def set_up(name, up):
    request = _ifreq(name, b"")
    fcntl.ioctl(_SOCKET, SIOCGIFFLAGS, request)
    flags = struct.unpack_from("H", request, 16)[0]
    struct.pack_into("H", request, 16, flags | IFF_UP if up else flags & ~IFF_UP)
    fcntl.ioctl(_SOCKET, SIOCSIFFLAGS, request)


def is_up(name):
    request = _ifreq(name, b"")
    fcntl.ioctl(_SOCKET, SIOCGIFFLAGS, request)
    return bool(struct.unpack_from("H", request, 16)[0] & IFF_UP)


def set_mtu(name, mtu):
    fcntl.ioctl(_SOCKET, SIOCSIFMTU, _ifreq(name, struct.pack("i", mtu)))


class Rings:
    """struct ethtool_ringparam of an interface, as (rx, tx) pairs."""

    MAX, PENDING = (4, 16), (20, 32)

    def __init__(self, name):
        self._param = bytearray(36)
        # struct ifreq holds a pointer to the structure.
        address = ctypes.addressof(ctypes.c_char.from_buffer(self._param))
        self._request = _ifreq(name, struct.pack("P", address))

    def _call(self, command):
        struct.pack_into("I", self._param, 0, command)
        fcntl.ioctl(_SOCKET, SIOCETHTOOL, self._request)

    def _read(self, offsets):
        self._call(ETHTOOL_GRINGPARAM)
        return tuple(struct.unpack_from("I", self._param, offset)[0] for offset in offsets)

    def get(self):
        return self._read(self.PENDING)

    def max(self):
        return self._read(self.MAX)

    def set(self, rx, tx):
        self._call(ETHTOOL_GRINGPARAM)
        for offset, value in zip(self.PENDING, (rx, tx)):
            struct.pack_into("I", self._param, offset, value)
        self._call(ETHTOOL_SRINGPARAM)
