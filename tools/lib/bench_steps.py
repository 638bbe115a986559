#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/bench: runs under -icount, counted in instructions.

With -icount shift=0 the guest's clock advances one nanosecond per instruction, so
the nanoseconds in which it is not idle are the instructions it took.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "vmtest"))

# pylint: disable=wrong-import-position
import bpf  # noqa: E402
from afxdp import NEED_WAKEUP, ZEROCOPY, Memory, Socket as Xsk  # noqa: E402
from netns import inside  # noqa: E402
from nics import MODELS  # noqa: E402
from pair import LOCAL_V4, NS, PEER_V4, Pair, config, sh, sh_peer  # noqa: E402
from pktgen import COUNT, Load, send, sent  # noqa: E402
from stream import tcp_connection  # noqa: E402

RING = 4096
# e1k's default; polls go on for longer than that under these loads.
USECS = 50
NOWHERE = "52:54:00:00:00:02"
TX = {
    "tx burst 1": Load(burst=1),
    "tx burst 32": Load(burst=32),
    "tx burst 1, 1514 B": Load(burst=1, size=1514),
    "tx burst 32, 1514 B": Load(burst=32, size=1514),
    "tx burst 1, new skbs": Load(burst=1, clone=False),
    "tx burst 32, new skbs": Load(burst=32, clone=False),
}
# Cost against the size of things: one column of the picture each.
SIZES = (60, 128, 129, 256, 512, 1024, 1514)
RINGS = (256, 512, 1024, 2048, 4096)
GROUPS = (0, 16, 128, 512)
TCP_BYTES = 128 << 20
ROUND_TRIPS = 100
# The hash of a connection's ports says which queue, thus which CPU, it meets.
CONNECTIONS = 8
SOCKET_COUNT = 16384


def quiet(*modules):
    """Loads these and pktgen; nothing in the kernel talks on a new interface. Receiving
    goes before sending: what waits when pktgen is through would cost nothing."""
    sh(f"modprobe -a pktgen sch_ingress cls_matchall act_gact {' '.join(modules)}")
    sh("sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1")
    os.sched_setscheduler(int(sh("pgrep -x ksoftirqd/0")), os.SCHED_FIFO, os.sched_param(1))


def core_costs(loads):
    """What pktgen itself costs: the same runs on the dummy device."""
    sh("ip link add bench0 type dummy; ip link set bench0 up arp off")
    costs = {load: send("bench0", NOWHERE, load) for load in loads}
    sh("ip link del bench0")
    return costs


@contextmanager
def bound(driver, peer_driver=None):
    """Both NICs bound; the second in the namespace."""
    pair = Pair()
    pair.driver, pair.peer_driver = driver, peer_driver or driver
    pair.bind()
    pair.peer_name = pair.peer.netdev
    sh(f"ip netns add {NS}; ip link set {pair.peer_name} netns {NS}")
    try:
        yield pair
    finally:
        sh(f"ip netns del {NS}")
        time.sleep(1)
        pair.local.unbind()
        pair.peer.unbind()


def start_sender(pair):
    sh(f"ethtool -G {pair.name} tx {RING}; ip link set {pair.name} up arp off")
    time.sleep(3)


def start_receiver(pair):
    """Drops in tc what comes."""
    name = pair.peer_name
    sh_peer(f"ethtool -G {name} rx {RING}; ip link set {name} up arp off")
    sh_peer(f"tc qdisc add dev {name} clsact")
    sh_peer(f"tc filter add dev {name} ingress matchall action drop")
    time.sleep(4)


def settle_receiver(pair):
    """e1k's moderation would go on trying other intervals, and cost depends on them. The
    in-tree drivers' settles by itself, and not each of them can be told."""
    if pair.peer_driver == "e1k":
        sh_peer(f"ethtool -C {pair.peer_name} adaptive-rx off adaptive-tx off "
                f"rx-usecs {USECS}")


def peer_link(pair):
    return json.loads(sh_peer(f"ip -s -j link show dev {pair.peer_name}"))[0]


def receive(pair, load, count=COUNT):
    """Cost of sending to a receiver; every frame must arrive."""
    before = peer_link(pair)
    cost = send(pair.name, before["address"], load, count)
    time.sleep(2.5)
    received = (peer_link(pair)["stats64"]["rx"]["packets"] -
                before["stats64"]["rx"]["packets"])
    if received != sent(pair.name):
        raise RuntimeError(f"received {received} of {sent(pair.name)}")
    return cost


def packets(driver, core):
    """Instructions per packet, beyond those of pktgen."""
    rows, burst = {}, Load(burst=32)
    with bound(driver) as pair:
        start_sender(pair)
        for name, load in TX.items():
            rows[name] = send(pair.name, NOWHERE, load) - core[load]
        rows.update(send_socket(pair))
        start_receiver(pair)
        settle_receiver(pair)
        base = rows["tx burst 32"] + core[burst]
        rows["rx drop"] = receive(pair, burst) - base
        for verdict in ("drop", "back", "redirect"):
            with program_at_peer(pair, verdict):
                rows[f"xdp {verdict}"] = receive(pair, burst) - base
        rows["xdp to a socket"] = receive_socket(pair, burst) - base
    return rows


@contextmanager
def program_at_peer(pair, verdict):
    """An XDP program; generic where the driver has no native one."""
    program = bpf.Object("bench", verdict)
    with inside(NS):
        index = socket.if_nametoindex(pair.peer_name)
    # out where they came in
    program.write("ports", "=I", index, namespace=NS)
    bpf.attach(pair.peer_name, program.program, NS, flags=0)
    time.sleep(4)
    try:
        yield program
    finally:
        bpf.detach(pair.peer_name, NS, flags=0)
        program.close()
        time.sleep(4)


def receive_socket(pair, load):
    """To an AF_XDP socket, by copy where it cannot be without; its owner sleeps."""
    with program_at_peer(pair, "to_socket") as program:
        with inside(NS):
            xsk = Xsk(pair.peer_name, 0, NEED_WAKEUP, Memory(count=2 * SOCKET_COUNT))
        try:
            program.write("sockets", "=I", xsk.fd)
            time.sleep(4)
            cost = receive(pair, load, SOCKET_COUNT)
            if xsk.waiting()[1] != SOCKET_COUNT:
                raise RuntimeError(f"the socket has {xsk.waiting()[1]} frames")
        finally:
            xsk.close()
    return cost


def send_socket(pair):
    """From an AF_XDP socket, if that needs no copies. The sender looks at the ring only
    when the CPU has nothing else to do."""
    try:
        xsk = Xsk(pair.name, 0, ZEROCOPY, Memory(count=SOCKET_COUNT))
    except OSError:
        return {}
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    try:
        time.sleep(4)
        for _ in range(SOCKET_COUNT):
            xsk.queue(bytes(60))
        start = time.monotonic_ns()
        xsk.kick()
        while xsk.waiting()[0]:
            pass
        cost = (time.monotonic_ns() - start) / SOCKET_COUNT
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        xsk.close()
    return {"tx from a socket": cost}


def growth(driver, core):
    """The same, against the size of things."""
    rows, burst = {}, Load(burst=32)
    with bound(driver) as pair:
        start_sender(pair)
        for size in SIZES:
            load = Load(burst=32, size=size)
            rows[f"tx frame of {size} B"] = send(pair.name, NOWHERE, load) - core[load]
        for ring in RINGS:
            sh(f"ethtool -G {pair.name} tx {ring}")
            time.sleep(3)
            rows[f"tx ring of {ring}"] = send(pair.name, NOWHERE, burst) - core[burst]
        rows.update(queues(pair, core[burst]))
        base = send(pair.name, NOWHERE, burst)
        start_receiver(pair)
        settle_receiver(pair)
        for groups in GROUPS:
            for i in range(groups):
                sh_peer(f"ip maddr add 01:00:5e:01:{i >> 8:02x}:{i & 255:02x} "
                        f"dev {pair.peer_name}")
            time.sleep(2.5)
            rows[f"rx with {groups} groups"] = receive(pair, burst) - base
            sh_peer(f"ip link set {pair.peer_name} down; ip link set {pair.peer_name} up")
            time.sleep(4)
    return rows


def queues(pair, core):
    """As many as the driver takes; none if it has no choice."""
    rows, count = {}, 1
    while subprocess.run(["ethtool", "-L", pair.name, "combined", str(count)],
                         check=False, capture_output=True).returncode in (0, 2) and count <= 8:
        time.sleep(3)
        rows[f"tx with {count} queues"] = send(pair.name, NOWHERE, Load(burst=32)) - core
        count *= 2
    return rows


def busy():
    """Seconds in which this, the only, CPU was not idle."""
    up, idle = map(float, Path("/proc/uptime").read_text(encoding="ascii").split())
    return up - idle


def connect(pair):
    """Addresses at both ends, which know each other."""
    sh(f"ip addr add {LOCAL_V4}/24 dev {pair.name}; ip link set {pair.name} up")
    sh_peer(f"ip addr add {PEER_V4}/24 dev {pair.peer_name}; ip link set lo up; "
            f"ip link set {pair.peer_name} up")
    sh(f"ping -c 1 -w 20 {PEER_V4}")


@contextmanager
def iperf_server():
    """At the peer's end, for one run."""
    with subprocess.Popen(["ip", "netns", "exec", NS, "iperf3", "-s", "-1"],
                          stdout=subprocess.DEVNULL):
        time.sleep(2)
        yield


def tcp(driver, peer_driver):
    """Instructions per KB of a TCP stream, sender, receiver and iperf3 in all."""
    with bound(driver, peer_driver) as pair:
        connect(pair)
        with iperf_server():
            before = busy()
            sh(f"iperf3 -c {PEER_V4} -n {TCP_BYTES}")
            cost = busy() - before
    return cost * 1e9 / (TCP_BYTES / 1024)


def round_trips():
    """Microseconds from a one-byte request to its response, the median of a connection."""
    client, server = tcp_connection("out", 4)
    times = []
    with client, server:
        for _ in range(ROUND_TRIPS):
            start = time.perf_counter()
            client.send(b"?")
            server.send(server.recv(1))
            client.recv(1)
            times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times)


def latency():
    """The mean of connections."""
    return statistics.mean(round_trips() for _ in range(CONNECTIONS))


def round_trip(driver):
    """Of the guest's time, which a busy host cannot spoil."""
    with bound(driver) as pair:
        connect(pair)
        return latency()


def streams(driver, intree):
    """One end is always the in-tree driver's."""
    return {"tcp send, a KB": tcp(driver, intree), "tcp receive, a KB": tcp(intree, driver)}


def main():
    parts = sys.argv[1:]
    quiet("dummy")
    intree = MODELS[config()["nics"][0]].intree
    loads = {*TX.values(), *(Load(burst=32, size=size) for size in SIZES)}
    core = core_costs(loads)
    for driver in (intree, "e1k"):
        rows = packets(driver, core)
        if "tcp" in parts:
            rows.update(streams(driver, intree))
            rows["round trip, virtual us"] = round_trip(driver)
        if "growth" in parts:
            rows.update(growth(driver, core))
        print(json.dumps({"driver": driver, "rows": rows}), flush=True)


if __name__ == "__main__":
    main()
