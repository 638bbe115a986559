#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Frames of every size, TCP and UDP with their contents, VLANs and the filters."""

import random

from frames import ALL, FrameSocket, passes, settles
from icmp import echo_all
from lib.py import defer, ksft_eq, ksft_true, ksft_variants
from pair import NS, batch, batch_peer, ping, sh, sh_peer
from stream import TcpStream, data_at, udp_pair
from suite import run

FOREIGN = "02:00:5e:00:00:77"
OTHER = "02:00:5e:00:00:55"
GROUP = "01:00:5e:00:00:77"


def both_ends(pair, listen=None):
    """(here, there): raw sockets that close with the test."""
    here = FrameSocket(pair.name, **({"listen": listen} if listen else {}))
    there = FrameSocket(pair.peer_name, NS)
    defer(here.close)
    defer(there.close)
    return here, there


@ksft_variants([("out", 1500), ("in", 1500), ("out", 9000), ("in", 9000)])
def ping_every_size(pair, way, mtu):
    """1 to 2000 bytes, and with jumbo frames also 8000 to 9000."""
    if mtu != 1500:
        pair.set_mtu(mtu)
        defer(pair.set_mtu, 1500)
    sizes = [*range(1, 2001)] + ([*range(8000, 9001)] if mtu == 9000 else [])
    echo_all(way == "in", sizes)


@ksft_variants([("out", 4), ("in", 4), ("out", 6), ("in", 6)])
def tcp_contents(_pair, way, version):
    with TcpStream(way, version) as stream:
        stream.moves(8 << 20, 60)


def tcp_both_ways_jumbo(pair):
    pair.set_mtu(9000)
    defer(pair.set_mtu, 1500)
    with TcpStream("out") as out, TcpStream("in") as back:
        out.moves(8 << 20, 60)
        back.moves(1 << 20, 60)


@ksft_variants(["out", "in"])
def udp_contents(_pair, way):
    """Datagrams of random sizes, some in fragments, none lost, none changed."""
    sizes = random.Random(2)
    sender, receiver = udp_pair(way)
    with sender, receiver:
        for burst in range(100):
            sent = [data_at(burst * 7919, sizes.randrange(0, 4000)) for _ in range(8)]
            for data in sent:
                sender.send(data)
            for data in sent:
                ksft_true(receiver.recv(65536) == data, f"burst {burst}, size {len(data)}")


def add_vlan(pair, vid):
    sh(f"ip link add link {pair.name} name v{vid} type vlan id {vid}")
    sh(f"ip addr add 198.51.{vid}.1/24 dev v{vid}; ip link set v{vid} up")


def add_peer_vlan(pair, vid):
    sh_peer(f"ip link add link {pair.peer_name} name v{vid} type vlan id {vid}")
    sh_peer(f"ip addr add 198.51.{vid}.2/24 dev v{vid}")
    sh_peer(f"ip link set v{vid} up")
    defer(sh_peer, f"ip link del v{vid}")


def vlan_traffic(pair):
    add_vlan(pair, 100)
    defer(sh, "ip link del v100")
    add_peer_vlan(pair, 100)
    ping("198.51.100.2", 20, "-M do -s 1472")


def vlan_filter(pair):
    """Only frames of the configured VLANs come up, unless promiscuous."""
    add_peer_vlan(pair, 100)
    add_peer_vlan(pair, 200)
    add_vlan(pair, 100)
    here, there = both_ends(pair, ALL)
    mac = here.mac.hex(":")
    with FrameSocket("v100", NS) as known, FrameSocket("v200", NS) as unknown:
        ksft_true(settles(True, known, here, mac, there), "VLAN 100 is configured")
        ksft_true(settles(False, unknown, here, mac, there), "VLAN 200 is not")
        sh(f"ip link set {pair.name} promisc on")
        ksft_true(settles(True, unknown, here, mac, there), "VLAN 200, promiscuous")
        sh(f"ip link set {pair.name} promisc off")
        ksft_true(settles(False, unknown, here, mac, there), "VLAN 200, no longer so")
        add_vlan(pair, 201)
        ksft_true(settles(True, known, here, mac, there), "VLAN 100 beside VLAN 201")
        sh("ip link del v201; ip link del v100")


def vlan_many(pair):
    """VLANs all over the filter table, kept over down and up."""
    vids = range(1, 4095, 372)
    for run_batch, name in ((batch, pair.name), (batch_peer, pair.peer_name)):
        run_batch("ip", [f"link add link {name} name w{vid} type vlan id {vid}" for vid in vids]
                  + [f"link set w{vid} up" for vid in vids])
        defer(run_batch, "ip", [f"link del w{vid}" for vid in vids])
    sh(f"ip link set {pair.name} down")
    sh(f"ip link set {pair.name} up")
    pair.wait_link()
    here, there = both_ends(pair, ALL)
    for vid in vids:
        with FrameSocket(f"w{vid}", NS) as sender:
            ksft_true(settles(True, sender, here, here.mac.hex(":"), there), f"VLAN {vid}")


def multicast_join_leave(pair):
    here, there = both_ends(pair)
    ksft_true(settles(False, there, here, GROUP), "not joined")
    sh(f"ip maddr add {GROUP} dev {pair.name}")
    ksft_true(settles(True, there, here, GROUP), "joined")
    sh(f"ip maddr del {GROUP} dev {pair.name}")
    ksft_true(settles(False, there, here, GROUP), "left")


def multicast_many(pair):
    """More groups than a receive-address table could ever hold."""
    groups = [f"01:00:5e:01:{i:02x}:{i * 7 % 256:02x}" for i in range(100)]
    here, there = both_ends(pair)
    with FrameSocket(pair.name) as member:
        for group in groups:
            member.join(group)
        for group in groups:
            ksft_true(settles(True, there, here, group), f"joined {group}")
    ksft_true(settles(False, there, here, groups[0]), "the first after leaving")
    ksft_true(settles(False, there, here, groups[-1]), "the last after leaving")


def allmulti(pair):
    here, there = both_ends(pair)
    sh(f"ip link set {pair.name} allmulticast on")
    ksft_true(settles(True, there, here, GROUP), "on: any group")
    ksft_true(not passes(there, here, FOREIGN), "on: but no foreign unicast")
    sh(f"ip link set {pair.name} allmulticast off")
    ksft_true(settles(False, there, here, GROUP), "off")


def promiscuous(pair):
    here, there = both_ends(pair)
    ksft_true(settles(False, there, here, FOREIGN), "a foreign address before")
    sh(f"ip link set {pair.name} promisc on")
    ksft_true(settles(True, there, here, FOREIGN), "on: a foreign address")
    ksft_true(passes(there, here, GROUP), "on: any group")
    sh(f"ip link set {pair.name} promisc off")
    ksft_true(settles(False, there, here, FOREIGN), "off: a foreign address")
    ksft_true(passes(there, here, here.mac.hex(":")), "off: the own address")


def unicast_list(pair):
    """Further addresses, first few, then more than the chip has places for."""
    here, there = both_ends(pair)
    macs = [f"02:00:5e:00:01:{i:02x}" for i in range(40)]
    for count in (3, len(macs)):
        batch("bridge", [f"fdb replace {mac} dev {pair.name} self permanent"
                         for mac in macs[:count]])
        for mac in macs[:count]:
            ksft_true(settles(True, there, here, mac), f"{mac}, one of {count}")
        few = count < len(macs)
        ksft_eq(passes(there, here, FOREIGN), not few, f"a foreign address beside {count}")
        batch("bridge", [f"fdb del {mac} dev {pair.name} self" for mac in macs[:count]])
        ksft_true(settles(False, there, here, macs[0]), f"removed, one of {count}")
        ksft_true(settles(False, there, here, FOREIGN), "a foreign address at the end")


def mac_change(pair):
    """While up. The permanent address shares its hash with ff02::1, which QEMU lets
    pass for unicast, too: only the two other addresses can be seen to be dropped."""
    here, there = both_ends(pair)
    old = here.mac.hex(":")
    defer(sh, f"ip link set {pair.name} address {old}")
    for mac, former in ((FOREIGN, OTHER), (OTHER, FOREIGN), (old, OTHER)):
        sh(f"ip link set {pair.name} address {mac}")
        ksft_true(settles(True, there, here, mac), f"{mac} is ours")
        ksft_true(settles(False, there, here, former), f"{former} is not")
        echo_all(False, [100])


if __name__ == "__main__":
    run(ping_every_size, tcp_contents, tcp_both_ways_jumbo, udp_contents, vlan_traffic,
        vlan_filter, vlan_many, multicast_join_leave, multicast_many, allmulti,
        promiscuous, unicast_list, mac_change)
