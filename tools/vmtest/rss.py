#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Receive side scaling: the hash, the table, and how flows spread over the queues."""

import ctypes
import itertools
import socket
import struct
import time
from ipaddress import ip_address

from frames import ALL, FrameSocket
from lib.py import defer, ksft_eq, ksft_ge, ksft_true, ksft_variants
from netns import inside
from pair import LOCAL_V4, LOCAL_V6, NS, batch_peer, sh
from stats import driver_stats
from stream import TcpStream
from suite import run, wait_for

# Microsoft, "Verifying the RSS hash calculation".
KEY = bytes.fromhex("6d5a56da255b0ec24167253d43a38fb0d0ca2bcbae7b30b477cb2da38030f20c"
                    "6a42b73bbeac01fa")
# Source, destination, their ports, hash of the addresses, hash of addresses and ports.
PUBLISHED = {4: (
    ("66.9.149.187", "161.142.100.80", 2794, 1766, 0x323e8fc2, 0x51ccc178),
    ("199.92.111.2", "65.69.140.83", 14230, 4739, 0xd718262a, 0xc626b0ea),
    ("24.19.198.95", "12.22.207.184", 12898, 38024, 0xd2d0a5de, 0x5c2b394a),
    ("38.27.205.30", "209.142.163.6", 48228, 2217, 0x82989176, 0xafc7327f),
    ("153.39.163.191", "202.188.127.2", 44251, 1303, 0x5d1809c5, 0x10e828a2),
), 6: (
    ("3ffe:2501:200:1fff::7", "3ffe:2501:200:3::1", 2794, 1766, 0x2cc18cd5, 0x40207d3d),
    ("3ffe:501:8::260:97ff:fe40:efab", "ff02::1", 14230, 4739, 0x0f0c461c, 0xdde51bbf),
    ("3ffe:1900:4545:3:200:f8ff:fe21:67cf", "fe80::200:f8ff:fe21:67cf", 44251, 38024,
     0x4b61e985, 0x02d1feef),
)}
TABLE = 128
TCP, UDP = 6, 17
ETHERTYPES = {4: 0x0800, 6: 0x86dd}
# Queue pairs with four CPUs; chips that hash the ports of UDP, too.
PAIRS = {"82574": 2, "82576": 4}
UDP_PORTS = ("82576",)
FLOWS, PER_FLOW = 64, 20
# Neighbour discovery and the like, which goes where it will.
OTHERS = 30
# Linux: include/uapi/linux/filter.h, asm-generic/socket.h.
SO_ATTACH_FILTER = 26
AD_QUEUE, AD_RXHASH = -0x1000 + 24, -0x1000 + 32
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06


def toeplitz(data):
    key, result = int.from_bytes(KEY, "big"), 0
    bits = len(KEY) * 8
    for number, byte in enumerate(data):
        for bit in range(8):
            if byte & 0x80 >> bit:
                result ^= key >> (bits - 32 - 8 * number - bit) & 0xffffffff
    return result


def flow_hash(source, destination, ports=()):
    return toeplitz(ip_address(source).packed + ip_address(destination).packed +
                    b"".join(port.to_bytes(2, "big") for port in ports))


def packet(proto, source, destination, sport, dport):
    """The IP packet of a flow; nobody looks at its checksums."""
    source, destination = ip_address(source), ip_address(destination)
    l4 = struct.pack(">HHIIHHHH", sport, dport, 1, 1, 0x5010, 100, 0, 0) if proto == TCP else \
        struct.pack(">HHHH", sport, dport, 20, 0) + bytes(12)
    if source.version == 4:
        return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(l4), 0, 0, 64, proto, 0) + \
            source.packed + destination.packed + l4
    return struct.pack(">IHBB", 6 << 28, len(l4), proto, 64) + \
        source.packed + destination.packed + l4


def accept_only(sock, rxhash, queue):
    """A filter that passes frames of this very hash received by this queue."""
    code = ((LOAD, 0, 0, AD_RXHASH), (EQUAL, 0, 3, rxhash),
            (LOAD, 0, 0, AD_QUEUE), (EQUAL, 0, 1, queue + 1),
            (RETURN, 0, 0, 65535), (RETURN, 0, 0, 0))
    text = ctypes.create_string_buffer(b"".join(
        struct.pack("HBBI", op, yes, no, k & 0xffffffff) for op, yes, no, k in code))
    sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER,
                    struct.pack("HP", len(code), ctypes.addressof(text)))


def set_key(pair):
    sh(f"ethtool -X {pair.name} hkey {':'.join(f'{byte:02x}' for byte in KEY)}")


def model(pair):
    return pair.settings["nics"][0]


def hash_udp_ports(pair, version):
    """Asks for it; whether the chip can."""
    # ethtool's own status is 0 whatever the driver says
    text = sh(f"ethtool -N {pair.name} rx-flow-hash udp{version} sdfn", check=False)
    able = model(pair) in UDP_PORTS
    ksft_eq("Cannot change" not in text, able, text)
    defer(sh, f"ethtool -N {pair.name} rx-flow-hash udp{version} sd", check=False)
    return able


def seen_with(pair, sender, ip, rxhash, queue):
    """Whether the packet arrives with this hash, by this queue."""
    with FrameSocket(pair.name, listen=ALL) as receiver:
        accept_only(receiver.raw, rxhash, queue)
        header = receiver.mac + sender.mac + ETHERTYPES[ip[0] >> 4].to_bytes(2, "big")
        for _ in range(3):
            sender.raw.send(header + ip)
            payload = receiver.receive(10)
            if payload and payload.startswith(ip):
                return True
        return False


@ksft_variants([("tcp", 4), ("tcp", 6), ("udp", 4), ("udp", 6)])
def published_hashes(pair, kind, version):
    """In the descriptor, all 32 bits; and its low 7 bits choose the queue."""
    set_key(pair)
    ports = kind == "tcp" or hash_udp_ports(pair, version)
    pairs = pair.channels()[1]
    with FrameSocket(pair.peer_name, NS) as sender:
        for source, destination, sport, dport, of_ip, of_l4 in PUBLISHED[version]:
            ksft_eq(flow_hash(source, destination), of_ip, "our own hash")
            ksft_eq(flow_hash(source, destination, (sport, dport)), of_l4, "our own hash")
            want = of_l4 if ports else of_ip
            ip = packet(TCP if kind == "tcp" else UDP, source, destination, sport, dport)
            ksft_true(seen_with(pair, sender, ip, want, want % TABLE % pairs),
                      f"{source}: hash {want:08x}, queue {want % TABLE % pairs}")


def per_queue(pair, way):
    stats = driver_stats(pair)
    return [stats[f"q{queue}_{way}_packets"] for queue in range(PAIRS[model(pair)])]


def growth(before, after):
    return [new - old for old, new in zip(before, after)]


def flows(kind, version):
    """(our socket, peer's socket) of each flow, connected to one another."""
    family = socket.AF_INET if version == 4 else socket.AF_INET6
    stream = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
    ours, prefix = (LOCAL_V4, "192.0.2.") if version == 4 else (LOCAL_V6, "2001:db8::")
    for number in range(FLOWS):
        here = socket.socket(family, stream)
        with inside(NS):
            there = socket.socket(family, stream)
        for sock in (here, there):
            sock.settimeout(30)
        here.bind((ours, 20000 + number))
        # The hash is linear: with ports in step it would hardly use one of four queues.
        there.bind((f"{prefix}{100 + number}", 30000 + 11 * number))
        if kind == "tcp":
            here.listen()
            there.connect(here.getsockname()[:2])
            accepted, _ = here.accept()
            here.close()
            here = accepted
        else:
            there.connect(here.getsockname()[:2])
            here.connect(there.getsockname()[:2])
        yield here, there


def peer_addresses(pair, verb):
    batch_peer("ip", [f"addr {verb} {text} dev {pair.peer_name}{more}"
                      for number in range(FLOWS) for text, more in
                      ((f"192.0.2.{100 + number}/24", ""),
                       (f"2001:db8::{100 + number}/64", " nodad" if verb == "add" else ""))])


def exchange(ends):
    """Each flow's share both ways, one packet at a time: none waits for another."""
    for _ in range(PER_FLOW):
        for here, there in ends:
            there.send(b"in")
            here.recv(100)
            here.send(b"out")
            there.recv(100)


@ksft_variants([("tcp", 4), ("tcp", 6), ("udp", 4), ("udp", 6)])
def flows_spread(pair, kind, version):
    """Of 64 flows, every queue pair receives at least a twentieth; and sends at least
    one, as the stack draws lots for each socket."""
    ksft_eq(pair.channels()[1], PAIRS[model(pair)], "queue pairs on four CPUs")
    set_key(pair)
    if kind == "udp":
        hash_udp_ports(pair, version)
    peer_addresses(pair, "add")
    defer(peer_addresses, pair, "del")
    before = {way: per_queue(pair, way) for way in ("rx", "tx")}
    ends = list(flows(kind, version))
    exchange(ends)
    for sock in itertools.chain(*ends):
        sock.close()
    wait_for(lambda: sum(per_queue(pair, "rx")) >= sum(before["rx"]) + FLOWS * PER_FLOW, 10,
             "all packets counted")
    for way, parts in (("rx", 20), ("tx", FLOWS)):
        grown = growth(before[way], per_queue(pair, way))
        for count in grown:
            ksft_ge(count, sum(grown) / parts, f"{way} packets of a queue, of {grown}")


def table_moves_flows(pair):
    """Rewritten under traffic: each queue in turn gets everything, nothing gets lost."""
    defer(sh, f"ethtool -X {pair.name} default")
    with TcpStream("in") as first, TcpStream("in", 6) as second:
        for queue in (*range(PAIRS[model(pair)]), 0):
            sh(f"ethtool -X {pair.name} start {queue} equal 1")
            time.sleep(0.5)  # what was on its way by the old table
            before = per_queue(pair, "rx")
            first.moves()
            second.moves()
            grown = growth(before, per_queue(pair, "rx"))
            ksft_ge(grown[queue], 100, f"packets of queue {queue}: {grown}")
            ksft_ge(OTHERS, sum(grown) - grown[queue], f"packets of the others: {grown}")
        sh(f"ethtool -X {pair.name} default")
        first.moves()
        second.moves()


def table_refused(pair):
    """A queue that is not there."""
    pairs = PAIRS[model(pair)]
    text = sh(f"ethtool -X {pair.name} equal {pairs + 1}; echo status $?", check=False)
    ksft_true("status 0" not in text, text)
    with TcpStream("in") as stream:
        stream.moves()


if __name__ == "__main__":
    run(published_hashes, flows_spread, table_moves_flows, table_refused)
