#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""In the guest: the steps of tools/demo, one line of output each.

A line is a JSON list: [step, "ok" or "FAIL", what was seen].
"""

import json
import re
import sys
import time

from frames import FrameSocket, settles
from nics import MODELS
from pair import NS, PEER_V4, Pair, config, ping, sh, sh_peer

FOREIGN_MAC = "02:00:5e:00:00:77"
GROUP_MAC = "01:00:5e:00:00:77"
TCP_SECONDS = 2
FRAMES = 200
# What of the steps is shown side by side at the end: row, of which step, where in its text.
FIGURES = (
    ("link up after, s", "link", r"after ([\d.]+) s"),
    ("ping, average ms", "ping", r"= [\d.]+/([\d.]+)/"),
    ("tcp out, Mbit/s", "tcp out", r"(\d+) Mbit/s"),
    ("tcp in, Mbit/s", "tcp in", r"(\d+) Mbit/s"),
    ("interrupts", "interrupts", r"(\d+) for"),
    ("packets", "interrupts", r"(\d+) packets"),
)


def report(step, result, seen):
    print(json.dumps([step, result, seen]), flush=True)


def need(condition, what):
    if not condition:
        raise RuntimeError(what)


def statistics(pair):
    """(here, peer): the kernel's counters of both interfaces."""
    command = "ip -s -j link show dev"
    return (json.loads(sh(f"{command} {pair.name}"))[0]["stats64"],
            json.loads(sh_peer(f"{command} {pair.peer_name}"))[0]["stats64"])


def step_driver(pair):
    """Loaded, chosen by driver_override, bound."""
    before = pair.local.driver or "no driver"
    pair.bind()
    for nic in (pair.local, pair.peer):
        need(nic.driver == pair.driver, f"{nic.address} is bound to {nic.driver}")
        seen = re.search(r"^driver: (\S+)", sh(f"ethtool -i {nic.netdev}"), re.M)[1]
        need(seen == pair.driver, f"ethtool says {nic.netdev} is driven by {seen}")
    return f"{pair.driver} drives {pair.local.address} and {pair.peer.address}; was {before}"


def step_probe(pair):
    lines = [line.split("] ", 1)[-1] for line in sh("dmesg").splitlines()
             if re.search(rf"\] {pair.driver} {pair.local.address}", line)]
    need(lines, f"{pair.driver} said nothing about {pair.local.address}")
    return lines


def step_link(pair):
    start = time.monotonic()
    pair.up_peer()
    pair.up_local()
    pair.wait_link()
    link = sh(f"ethtool {pair.name}")
    speed = re.search(r"Speed: (\S+)", link)[1]
    duplex = re.search(r"Duplex: (\S+)", link)[1]
    need((speed, duplex) == ("1000Mb/s", "Full"), f"{speed} {duplex}, not 1000Mb/s Full")
    return f"{speed} {duplex} duplex after {time.monotonic() - start:.1f} s"


def step_ping(_pair):
    return "50 of 50 answered, " + re.search(r"rtt .*", ping(PEER_V4, 50))[0]


def tcp(reverse):
    sh_peer("iperf3 -s -1 -D")
    time.sleep(0.5)
    text = sh(f"iperf3 -c {PEER_V4} -t {TCP_SECONDS} -J {'-R' if reverse else ''}")
    end = json.loads(text)["end"]
    rate = end["sum_received"]["bits_per_second"] / 1e6
    need(rate > 10, f"only {rate:.1f} Mbit/s")
    return f"{rate:.0f} Mbit/s, {end['sum_sent'].get('retransmits', 0)} retransmits"


def step_tcp_out(_pair):
    return tcp(reverse=False)


def step_tcp_in(_pair):
    return tcp(reverse=True)


def step_jumbo(pair):
    sh(f"ip link set {pair.name} mtu 9000")
    sh_peer(f"ip link set {pair.peer_name} mtu 9000")
    # QEMU's e1000 holds frames back for a second after RCTL changes.
    sh(f"ping -c 1 -W 5 {PEER_V4}")
    ping(PEER_V4, 20, "-M do -s 8972")
    return "MTU 9000: 20 of 20 unfragmented pings of 9000 bytes answered"


def step_promiscuous(pair):
    with FrameSocket(pair.name) as here, FrameSocket(pair.peer_name, NS) as there:
        need(settles(False, there, here, FOREIGN_MAC), "a foreign frame passed the filter")
        sh(f"ip link set {pair.name} promisc on")
        need(settles(True, there, here, FOREIGN_MAC), "promiscuous, yet a foreign frame got lost")
        sh(f"ip link set {pair.name} promisc off")
    return "a foreign unicast frame is seen when on, not when off"


def step_multicast(pair):
    with FrameSocket(pair.name) as here, FrameSocket(pair.peer_name, NS) as there:
        need(settles(False, there, here, GROUP_MAC), "a group not joined passed the filter")
        sh(f"ip maddr add {GROUP_MAC} dev {pair.name}")
        need(settles(True, there, here, GROUP_MAC), "a joined group's frame got lost")
        sh(f"ip maddr del {GROUP_MAC} dev {pair.name}")
    return "a group's frame is seen when joined, not before"


def step_statistics(pair):
    before, _ = statistics(pair)
    with FrameSocket(pair.peer_name, NS) as there, FrameSocket(pair.name) as here:
        for _ in range(FRAMES):
            here.send(there.mac.hex(":"), bytes(1000))
            there.send(here.mac.hex(":"), bytes(1000))
        for _ in range(20):
            time.sleep(0.5)
            after, _ = statistics(pair)
            if all(after[way]["packets"] >= before[way]["packets"] + FRAMES
                   for way in ("tx", "rx")):
                break
    seen = []
    for way in ("tx", "rx"):
        packets = after[way]["packets"] - before[way]["packets"]
        size = after[way]["bytes"] - before[way]["bytes"]
        need(FRAMES <= packets <= FRAMES + 20, f"{way}: {packets} counted, not {FRAMES}")
        need(size >= FRAMES * 1014, f"{way}: {size} bytes counted, not {FRAMES * 1014}")
        # QEMU's models do not pad: a short frame of before is an error of its receiver
        errors = after[way]["errors"] - before[way]["errors"]
        need(errors == 0, f"{way}: {errors} errors")
        seen.append(f"{way} +{packets} packets +{size} bytes")
    return f"{FRAMES} frames each way: {', '.join(seen)}; errors 0"


def step_interrupts(pair):
    count = sum(pair.local.interrupts().values())
    here, _ = statistics(pair)
    packets = here["rx"]["packets"] + here["tx"]["packets"]
    need(0 < count < packets, f"{count} interrupts for {packets} packets")
    return f"{count} for {packets} packets"


STEPS = (step_driver, step_probe, step_link, step_ping, step_tcp_out, step_tcp_in,
         step_jumbo, step_promiscuous, step_multicast, step_statistics, step_interrupts)


def show(pair):
    """Runs the steps in order, up to the first at which something is not as it should be.

    Returns what each that succeeded has seen.
    """
    seen = {}
    for step in STEPS:
        name = step.__name__.removeprefix("step_").replace("_", " ")
        report(name, "...", "")
        try:
            seen[name] = step(pair)
        except (RuntimeError, OSError, TypeError, ValueError) as error:
            report(name, "FAIL", str(error))
            break
        report(name, "ok", seen[name])
    return seen


def side_by_side(models, seen):
    """A line per figure, a column per chip."""
    lines = [f"{'':<18}" + "".join(f"{model:>10}" for model in models)]
    for row, step, pattern in FIGURES:
        lines.append(f"{row:<18}" + "".join(
            f"{re.search(pattern, chip[step])[1]:>10}" for chip in seen))
    return lines


def main():
    models, seen = config()["nics"], []
    for first in range(0, len(models), 2):
        model = MODELS[models[first]]
        report("NIC", "ok", f"two {models[first]} (8086:{model.device_id:04x})")
        pair = Pair(first)
        seen.append(show(pair))
        if len(seen[-1]) < len(STEPS):
            return 1
        pair.down()
    report("side by side", "ok", side_by_side(models[::2], seen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
