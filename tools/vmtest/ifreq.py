# SPDX-License-Identifier: GPL-2.0-only
"""Interface ioctls by one system call each: fast, and in the caller's own task."""

import ctypes
import fcntl
import socket
import struct

SIOCGIFFLAGS, SIOCSIFFLAGS = 0x8913, 0x8914
SIOCSIFMTU, SIOCETHTOOL = 0x8922, 0x8946
ETHTOOL_GRINGPARAM, ETHTOOL_SRINGPARAM = 0x10, 0x11
ETHTOOL_GCHANNELS, ETHTOOL_SCHANNELS = 0x3c, 0x3d
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


class _Param:
    """A structure of ethtool's, of 32-bit numbers, the command first."""

    SIZE = GET = SET = 0

    def __init__(self, name):
        self._param = bytearray(self.SIZE)
        # struct ifreq holds a pointer to the structure.
        address = ctypes.addressof(ctypes.c_char.from_buffer(self._param))
        self._request = _ifreq(name, struct.pack("P", address))

    def _call(self, command):
        struct.pack_into("I", self._param, 0, command)
        fcntl.ioctl(_SOCKET, SIOCETHTOOL, self._request)

    def _read(self, *offsets):
        self._call(self.GET)
        return tuple(struct.unpack_from("I", self._param, offset)[0] for offset in offsets)

    def _write(self, *pairs):
        self._call(self.GET)
        for offset, value in pairs:
            struct.pack_into("I", self._param, offset, value)
        self._call(self.SET)


class Rings(_Param):
    """struct ethtool_ringparam of an interface, as (rx, tx) pairs."""

    SIZE, GET, SET = 36, ETHTOOL_GRINGPARAM, ETHTOOL_SRINGPARAM
    MAX, PENDING = (4, 16), (20, 32)

    def get(self):
        return self._read(*self.PENDING)

    def max(self):
        return self._read(*self.MAX)

    def set(self, rx, tx):
        self._write(*zip(self.PENDING, (rx, tx)))


class Channels(_Param):
    """struct ethtool_channels of an interface: queue pairs."""

    SIZE, GET, SET = 36, ETHTOOL_GCHANNELS, ETHTOOL_SCHANNELS
    MAX, COMBINED = 16, 32

    def get(self):
        return self._read(self.COMBINED)[0]

    def max(self):
        return self._read(self.MAX)[0]

    def set(self, count):
        self._write((self.COMBINED, count))
