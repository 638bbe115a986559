#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Header split: contents, pages mapped by who receives them, and all that changes rings."""

import ctypes
import errno
import functools
import mmap
import os
import select
import socket
import struct

import bpf
import faults
from afxdp import COPY, ZEROCOPY, Socket as Xsk
from icmp import echo_all
from ifreq import Rings
from lib.py import EthtoolFamily, NlError, defer, ksft_eq, ksft_ge, ksft_in, ksft_raises, \
    ksft_true, ksft_variants
from offload import FCS_LEN, TAG, VLAN_HEAD, add_vlan, arrives, plain
from packets import TCP, UDP, Capture, Packet, Sender
from pair import NS, sh, sh_peer
from reconf import ONE_BY_ONE, queues_set, unnoticed
from requeue import restart
from stream import TcpStream, data_at, tcp_connection, udp_pair
from suite import log_mark, log_since, often, run
from xdp import jumbo, statistic

ON, OFF = "enabled", "disabled"
PAGE = 4096
HEADERS = {4: 20 + 32, 6: 40 + 32}  # IP, and TCP with time stamps
WINDOW = 64 * PAGE
PAGES = 256
SECONDS = 30
SRRCTL, DESCTYPE_SPLIT = 0xc, 2 << 25
TCP_ZEROCOPY_RECEIVE = 35
_LIBC = ctypes.CDLL(None, use_errno=True)


@functools.cache
def family():
    """To read its description takes seconds."""
    return EthtoolFamily()


def setting(pair):
    """What the driver says: on, off, or nothing."""
    return family().rings_get({"header": {"dev-name": pair.name}}).get("tcp-data-split")


def switch(pair, value):
    family().rings_set({"header": {"dev-name": pair.name}, "tcp-data-split": value})


def splits(pair):
    """Switches it on until the test ends, if the chip has it; else that must be said."""
    if pair.settings["nics"][0] in ONE_BY_ONE:
        switch(pair, ON)
        defer(switch, pair, OFF)
        ksft_eq(setting(pair), ON)
        return True
    with ksft_raises(NlError) as refused:
        switch(pair, ON)
    ksft_eq(refused.exception.error, errno.EOPNOTSUPP)
    ksft_in("cannot split headers off", str(refused.exception))
    ksft_eq(setting(pair), None)
    return False


@ksft_variants([4, 6])
def tcp_of_every_size(pair, version):
    """Header alone, short payloads, full pages and more, with options and with a tag."""
    if not splits(pair):
        return
    jumbo(pair, 9000)
    add_vlan(pair)
    payloads = (0, 1, 6, 255, 256, 257, 1000, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE - 1, 2 * PAGE,
                2 * PAGE + 1, 8900)
    before = [statistic(pair, name) for name in ("rx_bad_length", "rx_alloc_fail")]
    packets = statistic(pair, "rx_packets")
    with Capture(pair.name) as here, Capture(pair.peer_name, NS) as there, \
            Sender(pair.peer_name, here.mac, NS) as sender:
        for options in (b"", b"\1" * 12, b"\1" * 40):
            for size in payloads:
                frame = Packet(version, TCP, data_at(size, size), options=options).frame(
                    here.mac, there.mac)
                sender.send_plain(frame)
                ksft_true(len(arrives(here, frame)) == max(len(frame), 60), f"{size} bytes")
                tagged = frame[:12] + VLAN_HEAD + frame[12:]
                sender.send_plain(tagged)
                got = next(here.frames(lambda c, f=frame: not c.outgoing and c.tag is not None and
                                       c.frame.startswith(f)))
                ksft_eq(got.tag, TAG, f"{size} bytes, tagged")
    ksft_ge(statistic(pair, "rx_packets") - packets, 2 * 3 * len(payloads), "packets counted")
    ksft_eq([statistic(pair, name) for name in ("rx_bad_length", "rx_alloc_fail")], before)


@ksft_variants([1500, 9000])
def others_are_whole(pair, mtu):
    """Frames of no protocol, ARP, ICMP and UDP."""
    if not splits(pair):
        return
    sizes = jumbo(pair, mtu)
    with Capture(pair.name) as here, Capture(pair.peer_name, NS) as there, \
            Sender(pair.peer_name, here.mac, NS) as sender:
        for size in sizes:
            frame = plain(here.mac, there.mac, size)
            sender.send_plain(frame)
            ksft_true(len(arrives(here, frame)) == size, f"{size} bytes")
        for version in (4, 6):
            frame = Packet(version, UDP, data_at(0, 900)).frame(here.mac, there.mac)
            sender.send_plain(frame)
            ksft_true(arrives(here, frame) == frame, f"UDP over IPv{version}")
    sh(f"ip neigh flush dev {pair.name}")
    echo_all(False, [1, 100, 200, 1000, mtu - 100])
    there, here = udp_pair("in")
    with there, here:
        for size in (1, 300, 1400, 4000):
            there.send(data_at(size, size))
            ksft_true(here.recv(65536) == data_at(size, size), f"datagram of {size} bytes")


def fcs_stays(pair):
    """And is the last four bytes of a frame whose header is elsewhere."""
    if not splits(pair):
        return
    sh(f"ethtool -K {pair.name} rx-fcs on")
    defer(sh, f"ethtool -K {pair.name} rx-fcs off rxvlan on txvlan on")
    jumbo(pair, 9000)
    with Capture(pair.name) as here, Capture(pair.peer_name, NS) as there, \
            Sender(pair.peer_name, here.mac, NS) as sender:
        for size in (100, 1000, *range(PAGE - 6, PAGE + 2)):
            frame = Packet(4, TCP, data_at(size, size)).frame(here.mac, there.mac)
            sender.send_plain(frame)
            # where they do not fit QEMU leaves the last buffer empty
            ksft_eq(len(arrives(here, frame)) - len(frame),
                    0 if -size % PAGE < FCS_LEN else FCS_LEN, f"{size} bytes")


class Mapping:
    """Pages of a connection's data, mapped by TCP_ZEROCOPY_RECEIVE."""

    def __init__(self, receiver):
        self._socket = receiver
        self._area = mmap.mmap(receiver.fileno(), WINDOW, mmap.MAP_SHARED, mmap.PROT_READ)
        # Python does not tell the address of what is mapped read-only
        name = f"socket:[{os.fstat(receiver.fileno()).st_ino}]"
        with open("/proc/self/maps", encoding="utf-8") as maps:
            self._address = next(int(line.split("-")[0], 16) for line in maps if name in line)

    def receive(self):
        """(bytes mapped, bytes copied after them): what there is, at most a window."""
        ksft_true(select.select([self._socket], [], [], SECONDS)[0], "data has come")
        request = ctypes.create_string_buffer(struct.pack("=QI", self._address, WINDOW), 64)
        length = ctypes.c_uint32(len(request))
        if _LIBC.getsockopt(self._socket.fileno(), socket.IPPROTO_TCP, TCP_ZEROCOPY_RECEIVE,
                            request, ctypes.byref(length)):
            raise OSError(ctypes.get_errno(), "TCP_ZEROCOPY_RECEIVE")
        mapped, rest = struct.unpack_from("=II", request.raw, 8)
        return self._area[:mapped], self._socket.recv(rest) if rest else b""

    def close(self):
        self._area.close()


def pages_mapped(version):
    """Of PAGES pages that the peer sends, each in a segment of its own."""
    sender, receiver = tcp_connection("in", version)
    receiver.setsockopt(socket.SOL_SOCKET, 33, 4 << 20)
    area, total, mapped = Mapping(receiver), PAGES * PAGE, 0
    with sender, receiver:
        sent = received = 0
        while received < total:
            if sent < total and sent - received < WINDOW:
                sender.sendall(data_at(sent, 16 * PAGE))
                sent += 16 * PAGE
            pages, rest = area.receive()
            ksft_true(pages + rest == data_at(received, len(pages) + len(rest)),
                      f"data at {received}")
            mapped += len(pages) // PAGE
            received += len(pages) + len(rest)
    area.close()
    return mapped


@ksft_variants([4, 6])
def pages_are_mapped(pair, version):
    """By who receives them, as no header is in them; and none of frames that are whole."""
    if not splits(pair):
        return
    mtu = PAGE + HEADERS[version]
    pair.set_mtu(mtu)
    defer(pair.set_mtu, 1500)
    ksft_ge(pages_mapped(version), PAGES * 3 // 4, "pages mapped")
    switch(pair, OFF)
    ksft_eq(pages_mapped(version), 0, "pages mapped of whole frames")


def descriptor_types(trace):
    """What the RX queues' registers were last told, by queue."""
    (base, _), step, _ = ONE_BY_ONE["82576"]
    return {(offset - base) // step: value & 7 << 25 for offset, value in trace.writes
            if base <= offset < base + 16 * step and (offset - base) % step == SRRCTL}


def switch_often(pair, values):
    """In a process of its own: beside the streams' threads another one gets little done."""
    child = os.fork()
    if not child:
        status = 1
        try:
            for value in values:
                switch(pair, value)
            status = 0
        finally:
            os._exit(status)
    ksft_eq(os.waitpid(child, 0)[1], 0, "exit status of the process that switches")


def under_tcp(pair):
    """On and off: one queue after the other, and the data survives."""
    if not splits(pair):
        return
    _, pairs = pair.channels()
    for value, want in ((OFF, 1 << 25), (ON, DESCTYPE_SPLIT)):
        trace = unnoticed(pair, lambda v=value: switch(pair, v))
        ksft_eq(descriptor_types(trace), {queue: want for queue in range(pairs)})
        ksft_eq(queues_set(trace, *ONE_BY_ONE["82576"]), set(range(pairs)), "queues touched")
    with TcpStream("in") as back, TcpStream("in", 6) as other:
        switch_often(pair, (OFF, ON) * often(50))
        back.moves()
        other.moves()


def jumbo_streams(pair):
    """Also where a ring goes while a frame is there in part."""
    if not splits(pair):
        return
    jumbo(pair, 9000)
    rings = Rings(pair.name)
    defer(rings.set, *faults.DEFAULT)
    with TcpStream("in") as back, TcpStream("out", 6) as out:
        back.moves(4 << 20, 60)
        for size in (64, 512) * often(50):
            rings.set(size, 256)
        back.moves(1 << 20, 60)
        out.moves(1 << 20, 60)


def stays(pair):
    """Whatever else happens to the rings."""
    if not splits(pair):
        return
    rings, (most, pairs) = Rings(pair.name), pair.channels()
    pair.set_mtu(PAGE + HEADERS[4])
    defer(pair.set_mtu, 1500)
    defer(rings.set, *faults.DEFAULT)

    def down_and_up():
        sh(f"ip link set {pair.name} down")
        ksft_eq(setting(pair), ON)
        sh(f"ip link set {pair.name} up")
        pair.wait_link()

    def other_channels():
        for count in (1, most, pairs):
            sh(f"ethtool -L {pair.name} combined {count}")

    def each_queue():
        for queue in range(pairs):
            restart(pair, queue)

    def self_test():
        sh(f"ethtool -t {pair.name} offline")
        pair.wait_link()

    for change in (lambda: rings.set(512, 128), down_and_up, other_channels, each_queue,
                   self_test):
        change()
        ksft_eq(setting(pair), ON)
        ksft_ge(pages_mapped(4), PAGES * 3 // 4, "pages mapped")
    sh(f"ip link set {pair.name} down")
    switch(pair, OFF)
    switch(pair, ON)
    sh(f"ip link set {pair.name} up")
    pair.wait_link()
    ksft_ge(pages_mapped(4), PAGES * 3 // 4, "pages mapped")


def not_with_xdp(pair):
    """Neither is possible while there is the other."""
    if not splits(pair):
        return
    for program in ("verdict", "verdict_frags"):
        verdict = bpf.Object("verdict", program)
        defer(verdict.close)
        with ksft_raises(OSError) as refused:
            bpf.attach(pair.name, verdict.program)
        ksft_in("tcp-data-split", str(refused.exception))
        switch(pair, OFF)
        bpf.attach(pair.name, verdict.program)
        with ksft_raises(NlError) as refused:
            switch(pair, ON)
        ksft_in("XDP", str(refused.exception))
        ksft_eq(setting(pair), OFF)
        bpf.detach(pair.name)
        switch(pair, ON)
    echo_all(False, [100, 1000])


def not_with_sockets(pair):
    """Those that want a queue's memory to be theirs; one that has copies does."""
    if not splits(pair):
        return
    mark = log_mark()
    with ksft_raises(OSError):
        Xsk(pair.name, 0, ZEROCOPY)
    ksft_in("wants tcp-data-split to be off", "".join(log_since(mark)))
    Xsk(pair.name, 0, COPY).close()
    switch(pair, OFF)
    xsk = Xsk(pair.name, 0, ZEROCOPY)
    with ksft_raises(NlError) as refused:
        switch(pair, ON)
    ksft_in("AF_XDP socket", str(refused.exception))
    xsk.close()
    echo_all(False, [100, 1000])


def allocations_fail(pair):
    """Each one once: the queues keep their memory."""
    if not splits(pair):
        return
    faults.need_fault_injection()
    faults.watch_driver(pair.driver)
    rings = Rings(pair.name)
    defer(rings.set, *faults.DEFAULT)
    switch(pair, OFF)
    rings.set(*faults.SMALL)

    def switch_on():
        try:
            switch(pair, ON)
        except NlError as error:
            raise OSError(error.error, str(error)) from error

    def intact():
        ksft_eq(setting(pair), OFF)
        echo_all(False, [100])

    faults.every_allocation(switch_on, lambda: switch(pair, OFF), intact)
    echo_all(False, [100, 1400])


if __name__ == "__main__":
    run(tcp_of_every_size, others_are_whole, fcs_stays, pages_are_mapped, under_tcp,
        jumbo_streams, stays, not_with_xdp, not_with_sockets, allocations_fail)
