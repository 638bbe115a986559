#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/bench: pktgen runs under -icount, counted in instructions.

With -icount shift=0 the guest's clock advances one nanosecond per instruction, so
the nanoseconds of a pktgen run are the instructions it took.
"""

import json
import re
import time
from pathlib import Path

from nics import MODELS
from pair import Pair, config, sh, sh_peer

PKTGEN = Path("/proc/net/pktgen")
COUNT = 40000
FRAME = 60
TX_RING, RX_RING = 4096, 4096


def pktgen_write(name, *commands):
    for command in commands:
        (PKTGEN / name).write_text(command + "\n", encoding="ascii")


def pktgen_run(netdev, burst, mac, count=COUNT):
    """Instructions per packet of one run, core code included."""
    pktgen_write("kpktgend_0", "rem_device_all", f"add_device {netdev}")
    pktgen_write(netdev, f"count {count}", "clone_skb 100000", f"pkt_size {FRAME}",
                 "delay 0", f"burst {burst}", f"dst_mac {mac}", "dst 192.0.2.2")
    pktgen_write("pgctrl", "start")
    text = (PKTGEN / netdev).read_text(encoding="ascii")
    result = re.search(r"Result: OK: (\d+)\(", text)
    sent = int(re.search(r"pkts-sofar: (\d+)", text).group(1))
    if not result or sent != count:
        raise RuntimeError(f"pktgen did not finish: {text}")
    return int(result.group(1)) * 1000 / count


def baseline():
    """What pktgen itself costs: the same runs on the dummy device."""
    sh("ip link add bench0 type dummy; ip link set bench0 up arp off")
    costs = {burst: pktgen_run("bench0", burst, "52:54:00:00:00:02") for burst in (1, 32)}
    sh("ip link del bench0")
    return costs


def packets(name, counter):
    return int(sh_peer(f"cat /sys/class/net/{name}/statistics/{counter}"))


def quiet_up(pair):
    """Both interfaces up, and nothing in the kernel that would talk on them."""
    sh("sysctl -qw net.ipv6.conf.default.disable_ipv6=1")
    pair.bind()
    sh(f"ip netns add peer; ip link set {pair.peer.netdev} netns peer")


def measure(driver, core):
    """The rows of one driver: sender and receiver are both driven by it."""
    pair = Pair()
    pair.driver = pair.peer_driver = driver
    if driver != "e1k":
        pair.module = None
    sender, receiver = pair.local, pair.peer
    pair.bind()
    tx, rx = sender.netdev, receiver.netdev
    sh(f"ip netns add bench; ip link set {rx} netns bench")
    sh(f"ethtool -G {tx} tx {TX_RING}; ip link set {tx} up arp off")
    time.sleep(3)
    mac = sh(f"ip netns exec bench cat /sys/class/net/{rx}/address").strip()
    rows = {f"tx burst {burst}": pktgen_run(tx, burst, mac) - core[burst]
            for burst in (1, 32)}
    rows["rx drop"] = receive(tx, rx, mac) - rows["tx burst 32"] - core[32]
    sh("ip netns del bench")
    time.sleep(1)
    sender.unbind()
    receiver.unbind()
    return rows


def receive(tx, rx, mac):
    """Sending to a receiver that drops in tc; every frame must arrive."""
    def inside(command):
        return sh(f"ip netns exec bench {command}")

    inside(f"ethtool -G {rx} rx {RX_RING}")
    inside(f"ip link set {rx} up arp off")
    inside(f"tc qdisc add dev {rx} clsact")
    inside(f"tc filter add dev {rx} ingress matchall action drop")
    time.sleep(4)

    def received():
        return int(inside(f"cat /sys/class/net/{rx}/statistics/rx_packets"))

    before = received()
    cost = pktgen_run(tx, 32, mac)
    time.sleep(2.5)
    if received() - before != COUNT:
        raise RuntimeError(f"received {received() - before} of {COUNT}")
    return cost


def main():
    sh("modprobe -a pktgen dummy sch_ingress cls_matchall act_gact")
    sh("sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1")
    intree = MODELS[config()["nics"][0]].intree
    core = baseline()
    print(json.dumps({"driver": "pktgen", "rows": core}), flush=True)
    for driver in (intree, "e1k"):
        print(json.dumps({"driver": driver, "rows": measure(driver, core)}), flush=True)


if __name__ == "__main__":
    main()
