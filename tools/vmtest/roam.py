#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The interface moves between network namespaces; the kernel's log leaves by it."""

import contextlib
import os
import re
import socket
from pathlib import Path

import ifreq
from icmp import echo_all
from lib.py import ksft_eq, ksft_ge
from netns import inside
from pair import LOCAL_V4, NS, PEER_V4, ping, sh, sh_peer
from stats import driver_stats
from stream import SO_RCVBUFFORCE, Flood, TcpStream
from suite import run, wait_for

AWAY = "roam"
MOVES = 6
CONFIGFS = Path("/sys/kernel/config")
PORT = 6666
LINES = 300
# The smallest ring of the interface: a burst of lines does not fit into it.
SMALL_RING = 128
PEER_RING = 4096


def received(pair):
    return sum(value for name, value in driver_stats(pair).items()
               if name.startswith("q") and name.endswith("_rx_packets"))


def there_and_back(pair):
    """Under traffic; it works on either side, and its settings and counters come along."""
    name = pair.name
    ifreq.Rings(name).set(128, 256)
    before = received(pair)
    sh(f"ip netns add {AWAY}")
    with Flood("out"), contextlib.ExitStack() as end:
        end.callback(sh, f"ip netns del {AWAY}")
        for _ in range(MOVES):
            sh(f"ip link set {name} netns {AWAY}")
            sh(f"ip -n {AWAY} addr add {LOCAL_V4}/24 dev {name}")
            sh(f"ip -n {AWAY} link set {name} up")
            with inside(AWAY):
                wait_for(lambda: "LOWER_UP" in sh(f"ip link show {name}"), 30, "link")
                ping(PEER_V4, 3)
            sh(f"ip -n {AWAY} link set {name} netns 1")
            pair.up_local()
            pair.wait_link()
        # what waits for the peer's address is lost to the flood
        wait_for(lambda: " 0% packet loss" in sh(f"ping -c 1 -W 1 {PEER_V4}", check=False), 30,
                 "an answer")
        echo_all(False, [100, 1400])
    ksft_eq(ifreq.Rings(name).get(), (128, 256))
    ksft_ge(received(pair), before + 3 * MOVES)
    ifreq.Rings(name).set(256, 256)


def gone_with_its_namespace(pair):
    """A namespace that ends under traffic gives the interface back, down and usable."""
    name = pair.name
    sh(f"ip netns add {AWAY}; ip link set {name} netns {AWAY}; ip -n {AWAY} link set {name} up")
    with Flood("in"):
        sh(f"ip netns del {AWAY}")
        wait_for(lambda: pair.name, 30, "the interface is back")
    pair.up_local()
    pair.wait_link()
    echo_all(False, [100, 1400])


@contextlib.contextmanager
def netconsole(pair):
    """The kernel's messages go to the peer by UDP; gives the socket they come to."""
    if not (CONFIGFS / "netconsole").exists():
        sh("modprobe netconsole")
    if not (CONFIGFS / "netconsole").exists():
        sh(f"mount -t configfs configfs {CONFIGFS}")
    sh("sysctl -qw kernel.printk_devkmsg=on")
    peer_mac = re.search(r"link/ether (\S+)", sh_peer(f"ip link show {pair.peer_name}"))[1]
    target = CONFIGFS / "netconsole" / "e1k"
    with inside(NS):
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 4 << 20)
    receiver.bind((PEER_V4, PORT))
    receiver.settimeout(10)
    target.mkdir()
    for key, value in (("dev_name", pair.name), ("local_ip", LOCAL_V4), ("remote_ip", PEER_V4),
                       ("remote_port", PORT), ("remote_mac", peer_mac), ("enabled", 1)):
        (target / key).write_text(f"{value}\n", encoding="ascii")
    try:
        yield receiver
    finally:
        (target / "enabled").write_text("0\n", encoding="ascii")
        target.rmdir()
        receiver.close()


def lines_arrive(pair, receiver, count):
    """Each line once: sent from printk, with interrupts off, cleaned without a budget."""
    log = os.open("/dev/kmsg", os.O_WRONLY)
    for number in range(count):
        os.write(log, f"<4>e1k-test: line {number} of {count}\n".encode())
    os.close(log)
    seen = []
    with contextlib.suppress(TimeoutError):
        while len(seen) < count:
            for match in re.finditer(rb"line (\d+) of", receiver.recv(65536)):
                seen.append(int(match[1]))
    ksft_eq(sorted(seen), list(range(count)), "lines")
    echo_all(False, [100])


def kernel_log_by_netpoll(pair):
    """A burst longer than the ring: netpoll cleans it, and is never asked to receive."""
    rings = ifreq.Rings(pair.name)
    rings.set(256, SMALL_RING)
    # all there is on its way fits into the peer's ring, should its CPU be away for long
    sh_peer(f"ethtool -G {pair.peer_name} rx {PEER_RING}")
    echo_all(False, [100])
    with netconsole(pair) as receiver:
        lines_arrive(pair, receiver, LINES)
        with TcpStream("out") as out, TcpStream("in") as back:
            out.moves()
            lines_arrive(pair, receiver, LINES)
            back.moves()
    rings.set(256, 256)
    sh_peer(f"ethtool -G {pair.peer_name} rx 256")


def kernel_log_and_settings(pair):
    """Lines leave while queues come and go, and none takes anything along."""
    with netconsole(pair) as receiver:
        for size in (128, 512, 256):
            ifreq.Rings(pair.name).set(256, size)
            lines_arrive(pair, receiver, 20)
        ifreq.set_up(pair.name, False)
        ifreq.set_up(pair.name, True)
        pair.wait_link()
    echo_all(False, [100, 1400])


if __name__ == "__main__":
    run(there_and_back, gone_with_its_namespace, kernel_log_by_netpoll, kernel_log_and_settings)
