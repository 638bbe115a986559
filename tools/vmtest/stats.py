#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Counters: they add up with what was sent, agree with each other, never go back."""

import json
import re
from pathlib import Path

from frames import BROADCAST, FrameSocket
from lib.py import (KsftSkipEx, defer, ksft_eq, ksft_ge, ksft_in, ksft_true,
                    ksft_variants)
from nics import MODELS
from pair import NS, sh, sh_peer
from stream import TcpStream
from suite import netdev_family, relink, run, wait_for

FRAMES = 300
# An interface with an IPv4 address is a member (RFC 1112 7.2).
ALL_HOSTS = "01:00:5e:00:00:01"
# ARP, IPv6 router solicitations and the like may come in between.
OTHERS = 30
STREAM = 2000000


def link_stats(pair, peer=False):
    """{"rx": {...}, "tx": {...}} as ip -s shows them."""
    name, run_command = (pair.peer_name, sh_peer) if peer else (pair.name, sh)
    return json.loads(run_command(f"ip -s -s -j link show dev {name}"))[0]["stats64"]


def driver_stats(pair):
    """ethtool -S as a dictionary."""
    return {name: int(value) for name, value in
            re.findall(r"^\s+(\S+): (\d+)$", sh(f"ethtool -S {pair.name}"), re.M)}


def settle(pair):
    """Nothing of earlier tests is still to be counted.

    QEMU's queue on the wire outlives the driver, and a new one gets all that is in it
    at once: more than a ring holds, and the rest counts as missed. A broadcast comes
    behind all that. The chip counts at once, but is asked only now and then, or here.
    """
    with FrameSocket(pair.name) as here, FrameSocket(pair.peer_name, NS) as there:
        for sender, receiver in ((there, here), (here, there)) * 2:
            wait_for(lambda out=sender, back=receiver: crosses(out, back), 30, "a broadcast")
    read_chip(pair)


def crosses(sender, receiver):
    sender.send(BROADCAST, bytes(46))
    return receiver.receive(1) is not None


def read_chip(pair):
    """ethtool -S has both chips' counters fetched, which ip -s then shows, too."""
    driver_stats(pair)
    sh_peer(f"ethtool -S {pair.peer_name}")


def send_frames(pair, size):
    """Frames of one size both ways."""
    with FrameSocket(pair.name) as here, FrameSocket(pair.peer_name, NS) as there:
        for _ in range(FRAMES):
            here.send(there.mac.hex(":"), bytes(size - 14))
            there.send(here.mac.hex(":"), bytes(size - 14))
            ksft_true(there.receive(10) is not None, "frame sent")
            ksft_true(here.receive(10) is not None, "frame received")


@ksft_variants([60, 1514])
def count_frames(pair, size):
    settle(pair)
    before = link_stats(pair)
    send_frames(pair, size)
    after = wait_for(lambda: completed(pair, before), 10, "the counters")
    for way in ("rx", "tx"):
        packets = after[way]["packets"] - before[way]["packets"]
        size_sum = after[way]["bytes"] - before[way]["bytes"]
        ksft_true(FRAMES <= packets <= FRAMES + OTHERS, f"{way}: {packets} packets")
        ksft_true(FRAMES * size <= size_sum <= FRAMES * size + OTHERS * 200,
                  f"{way}: {size_sum} bytes in {packets} packets of {size}")


def completed(pair, before):
    now = link_stats(pair)
    return now if now["tx"]["packets"] >= before["tx"]["packets"] + FRAMES else None


def no_errors(pair):
    """A clean wire makes no error of any kind, on either side."""
    settle(pair)
    before = [link_stats(pair, peer) for peer in (False, True)]
    send_frames(pair, 1000)
    read_chip(pair)
    for peer, old in zip((False, True), before):
        new = link_stats(pair, peer)
        for way in ("rx", "tx"):
            wrong = {name: value - old[way][name] for name, value in new[way].items()
                     if value != old[way][name] and
                     name not in ("packets", "bytes", "multicast", "carrier_changes")}
            ksft_eq(wrong, {}, "peer" if peer else "here")


def segments_count(pair):
    """What the card cuts into segments is counted as the other end sees it."""
    settle(pair)
    before = link_stats(pair)["tx"], link_stats(pair, True)["rx"]
    with TcpStream("out") as stream:
        stream.moves(STREAM)
    settle(pair)
    after = link_stats(pair)["tx"], link_stats(pair, True)["rx"]
    # QEMU's e1000 sends one more segment, without data, where the last one was full: of
    # packets that a slow host sends with two segments each, that is a third
    empty = 0 if MODELS[pair.settings["nics"][0]].pcie else 0.35
    for what, others in (("packets", OTHERS), ("bytes", OTHERS * 200)):
        sent, received = (new[what] - old[what] for new, old in zip(after, before))
        # on a busy host some get lost, and are sent again
        ksft_true(received * (1 - empty) - others <= sent <= 1.5 * received + others,
                  f"{sent} {what} sent, {received} received")


def queues_add_up(pair):
    """The queues' counters are the interface's."""
    send_frames(pair, 200)
    if not any(re.match(r"q\d+_", name) for name in driver_stats(pair)):
        raise KsftSkipEx("no counters per queue")

    def equal():
        queues, link = driver_stats(pair), link_stats(pair)
        sums = {f"{way}_{what}": sum(value for name, value in queues.items()
                                     if re.fullmatch(rf"q\d+_{way}_{what}", name))
                for way in ("rx", "tx") for what in ("packets", "bytes")}
        return all(sums[f"{way}_{what}"] == link[way][what]
                   for way in ("rx", "tx") for what in ("packets", "bytes"))

    wait_for(equal, 10, "sums over the queues equal to ip -s")


def never_back(before, after, what):
    for way in ("rx", "tx"):
        for name, value in before[way].items():
            ksft_ge(after[way].get(name, 0), value, f"{way}_{name} over {what}")


@ksft_variants(["down_up", "ring", "mtu", "link"])
def monotonic(pair, change):
    """No counter goes back over a change, and they go on counting after it."""
    changes = {
        "down_up": (f"ip link set {pair.name} down", f"ip link set {pair.name} up"),
        "ring": (f"ethtool -G {pair.name} rx 128 tx 128", f"ethtool -G {pair.name} rx 256 tx 256"),
        "mtu": (f"ip link set {pair.name} mtu 4000", f"ip link set {pair.name} mtu 1500"),
    }
    settle(pair)
    send_frames(pair, 300)
    before, before_driver = link_stats(pair), driver_stats(pair)
    defer(pair.wait_link)
    if change == "link":
        relink(pair, f"ethtool -r {pair.name}")
    else:
        for command in changes[change]:
            sh(command)
    pair.wait_link()
    never_back(before, link_stats(pair), change)
    after_driver = driver_stats(pair)
    for name, value in before_driver.items():
        ksft_ge(after_driver[name], value, f"{name} over {change}")
    send_frames(pair, 300)
    ksft_ge(link_stats(pair)["rx"]["packets"], before["rx"]["packets"] + FRAMES)


def hardware_agrees(pair):
    """What the chip itself counts as good frames is what the driver counts."""
    settle(pair)
    before, link_before = driver_stats(pair), link_stats(pair)
    if "hw_good_packets_rx" not in before and "hw_gprc" not in before:
        raise KsftSkipEx("no hardware counters under a known name")
    key = "hw_gprc" if "hw_gprc" in before else "hw_good_packets_rx"
    send_frames(pair, 500)
    wait_for(lambda: driver_stats(pair)[key] - before[key] >= FRAMES, 10, key)
    counted = driver_stats(pair)[key] - before[key]
    received = link_stats(pair)["rx"]["packets"] - link_before["rx"]["packets"]
    ksft_true(abs(counted - received) <= OTHERS, f"{counted} by the chip, {received} by us")


def multicast(pair):
    """Counted by the chip, and shown as the interface's."""
    before = driver_stats(pair)["hw_mprc"]

    def agree():
        counted = driver_stats(pair)["hw_mprc"]
        return counted >= before + FRAMES and counted == link_stats(pair)["rx"]["multicast"]

    with FrameSocket(pair.peer_name, NS) as sender:
        for _ in range(FRAMES):
            sender.send(ALL_HOSTS, bytes(100))
    wait_for(agree, 10, "multicast frames in ip -s, as many as the chip's")


def standard(pair, *groups):
    """The standard groups of ethtool -S as a dictionary."""
    text = sh(f"ethtool -S {pair.name} --groups {' '.join(groups)}")
    return {name: int(value) for name, value in re.findall(r"^(\S+): (\d+)$", text, re.M)}


def standard_groups(pair):
    """Frames and sizes are counted under their standard names, too."""
    before = standard(pair, "eth-mac", "eth-ctrl", "eth-phy", "rmon")
    send_frames(pair, 300)
    names = ("eth-mac-FramesTransmittedOK", "eth-mac-FramesReceivedOK",
             *(next(name for name in before if name.startswith(way) and "256to511" in name)
               for way in ("rx", "tx")))

    def counted():
        after = standard(pair, "eth-mac", "rmon")
        return all(FRAMES <= after[name] - before[name] <= FRAMES + OTHERS for name in names)

    wait_for(counted, 10, ", ".join(names))
    ksft_in("eth-ctrl-MACControlFramesReceived", before)
    # The 82574 has no counter of symbol errors.
    ksft_eq("eth-phy-SymbolErrorDuringCarrier" in before,
            pair.settings["nics"][0] != "82574")


def octets_are_payload(pair):
    """IEEE 802.3 counts what is in a frame, without its header."""
    def payload(name):
        return standard(pair, "eth-mac")[f"eth-mac-Octets{name}OK"]

    before = payload("Transmitted"), payload("Received")
    send_frames(pair, 1014)
    for name, old in zip(("Transmitted", "Received"), before):
        per_frame = (payload(name) - old) / FRAMES
        ksft_true(990 <= per_frame <= 1020, f"{name}: {per_frame} in frames of 1000 and header")


def pause_counted(pair):
    text = sh(f"ethtool -I -a {pair.name}")
    for name in ("tx_pause_frames", "rx_pause_frames"):
        ksft_true(re.search(rf"{name}: \d+", text), text)


def queue_stats(scope=None):
    """The netdev family's counters."""
    family = netdev_family()
    if not family:
        raise KsftSkipEx("the kernel has no netdev family")
    return family.qstats_get({"scope": scope} if scope else {}, dump=True)


def interface_sums(pair):
    """(from netlink, from ip -s): the same four counters, in the same order."""
    index = int(Path(f"/sys/class/net/{pair.name}/ifindex").read_text("ascii"))
    mine = [entry for entry in queue_stats() if entry["ifindex"] == index]
    link = link_stats(pair)
    return ([tuple(entry[f"{way}-{what}"] for way in ("rx", "tx") for what in ("packets", "bytes"))
             for entry in mine],
            tuple(link[way][what] for way in ("rx", "tx") for what in ("packets", "bytes")))


@ksft_variants(["running", "ring", "fewer_queues", "down_up"])
def netlink_agrees(pair, change):
    """The queues' counters by netlink are the interface's, whatever happened to queues."""
    commands = {"running": (), "ring": (f"ethtool -G {pair.name} rx 128 tx 128",),
                "fewer_queues": (f"ethtool -L {pair.name} combined 1",),
                "down_up": (f"ip link set {pair.name} down", f"ip link set {pair.name} up")}
    send_frames(pair, 200)
    queues = sh(f"ethtool -l {pair.name}").rsplit("Combined:", 1)[1].split()[0]
    defer(pair.wait_link)
    defer(sh, f"ethtool -L {pair.name} combined {queues}", check=False)
    defer(sh, f"ethtool -G {pair.name} rx 256 tx 256")
    for command in commands[change]:
        # What is as wanted already is no error of the driver.
        sh(command, check=change != "fewer_queues")
    pair.wait_link()
    send_frames(pair, 200)
    wait_for(lambda: (sums := interface_sums(pair))[0] == [sums[1]], 10, "equal sums")
    ksft_ge(interface_sums(pair)[1][0], 2 * FRAMES)


if __name__ == "__main__":
    run(count_frames, no_errors, segments_count, queues_add_up, monotonic, hardware_agrees,
        multicast, standard_groups, octets_are_payload, pause_counted, netlink_agrees)
