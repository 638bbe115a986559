# SPDX-License-Identifier: GPL-2.0-only
"""Echo requests of every size, several under way at once, the answers compared."""

import socket
import struct

from netns import inside
from pair import LOCAL_V4, NS, PEER_V4, sh, sh_peer
from stream import data_at

UNDER_WAY = 8
# The kernel refuses to answer while 128 KB of answers wait to leave or to be cleaned away.
BYTES_UNDER_WAY = 32000
ECHO_REQUEST = 8
SECONDS = 10
SO_RCVBUFFORCE = 33


def _socket(namespace):
    allow = "sysctl -qw net.ipv4.ping_group_range='0 0'"
    (sh_peer if namespace else sh)(allow)
    with inside(namespace):
        ping = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
    ping.settimeout(SECONDS)
    ping.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 4 << 20)
    return ping


def _refused(namespace):
    """How many answers (and other messages) the kernel did not even try to send."""
    text = (sh_peer if namespace else sh)("grep ^Icmp: /proc/net/snmp")
    names, values = (line.split() for line in text.splitlines())
    return int(values[names.index("OutErrors")])


def room(waiting, size):
    return not waiting or (len(waiting) < UNDER_WAY and sum(waiting) + size <= BYTES_UNDER_WAY)


def echo_all(from_peer, sizes):
    """Pings the other end with these payload sizes; raises if one goes wrong.

    What the kernel there refuses to answer is asked again.
    """
    address = LOCAL_V4 if from_peer else PEER_V4
    answering = None if from_peer else NS
    with _socket(NS if from_peer else None) as ping:
        waiting, todo = set(), list(reversed(sizes))
        refused = _refused(answering)
        while todo or waiting:
            while todo and room(waiting, todo[-1]):
                size = todo.pop()
                header = struct.pack("!BBHHH", ECHO_REQUEST, 0, 0, 0, size)
                ping.sendto(header + data_at(size, size), (address, 0))
                waiting.add(size)
            try:
                answer = ping.recv(65536)
            except TimeoutError as error:
                before, refused = refused, _refused(answering)
                if refused - before != len(waiting):
                    raise AssertionError(f"no answer to the sizes {sorted(waiting)}, of which "
                                         f"the kernel refused {refused - before}") from error
                todo += sorted(waiting, reverse=True)
                waiting.clear()
                continue
            size = struct.unpack_from("!H", answer, 6)[0]
            if answer[8:] != data_at(size, size):
                raise AssertionError(f"the answer to size {size} has {len(answer) - 8} "
                                     f"bytes and differs")
            waiting.discard(size)
