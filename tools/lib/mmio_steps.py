#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Guest part of tools/mmio: register accesses and interrupts of pktgen runs."""

import json
import time

from bench_steps import NOWHERE, bound, peer_link, quiet, start_receiver, start_sender
from nics import MODELS
from pair import config
from pktgen import Load, send
from regtrace import RegisterTrace

COUNT = 20000


def counted(logs, nic, name, mac, burst):
    """Reads, writes and interrupts of one NIC per packet that another or itself sends."""
    before = sum(nic.interrupts().values())
    with RegisterTrace(logs, nic) as trace:
        send(name, mac, Load(burst=burst), COUNT)
        time.sleep(0.01)
    figures = {"reads": len(trace.reads), "writes": len(trace.writes),
               "interrupts": sum(nic.interrupts().values()) - before}
    return {name: count / COUNT for name, count in figures.items()}


def measure(driver):
    with bound(driver) as pair:
        logs = pair.settings["logs"]
        start_sender(pair)
        rows = {f"tx burst {burst}": counted(logs, pair.local, pair.name, NOWHERE, burst)
                for burst in (1, 32)}
        start_receiver(pair)
        mac = peer_link(pair)["address"]
        rows["rx"] = counted(logs, pair.peer, pair.name, mac, 32)
    return rows


def main():
    quiet()
    for driver in (MODELS[config()["nics"][0]].intree, "e1k"):
        print(json.dumps({"driver": driver, "rows": measure(driver)}), flush=True)


if __name__ == "__main__":
    main()
