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


def set_mtu(name, mtu):
    fcntl.ioctl(_SOCKET, SIOCSIFMTU, _ifreq(name, struct.pack("i", mtu)))


class Rings:
    """struct ethtool_ringparam of an interface: read once, then set as often as needed."""

    def __init__(self, name):
        self._param = bytearray(36)
        # struct ifreq holds a pointer to the structure.
        address = ctypes.addressof(ctypes.c_char.from_buffer(self._param))
        self._request = _ifreq(name, struct.pack("P", address))

    def set(self, rx, tx):
        struct.pack_into("I", self._param, 0, ETHTOOL_GRINGPARAM)
        fcntl.ioctl(_SOCKET, SIOCETHTOOL, self._request)
        struct.pack_into("I", self._param, 0, ETHTOOL_SRINGPARAM)
        struct.pack_into("I", self._param, 20, rx)
        struct.pack_into("I", self._param, 32, tx)
        fcntl.ioctl(_SOCKET, SIOCETHTOOL, self._request)

    def get(self):
        struct.pack_into("I", self._param, 0, ETHTOOL_GRINGPARAM)
        fcntl.ioctl(_SOCKET, SIOCETHTOOL, self._request)
        return (struct.unpack_from("I", self._param, 20)[0],
                struct.unpack_from("I", self._param, 32)[0])
