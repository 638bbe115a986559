# SPDX-License-Identifier: GPL-2.0-only
"""The kernel's packet generator, and what a run of it costs."""

import contextlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path

PKTGEN = Path("/proc/net/pktgen")
COUNT = 40000
CLONES = 100000


@dataclass(frozen=True)
class Load:
    """What is sent: frames a doorbell, bytes without FCS, the same skb or each a new one."""
    burst: int = 1
    size: int = 60
    clone: bool = True


def _write(name, *commands):
    for command in commands:
        (PKTGEN / name).write_text(command + "\n", encoding="ascii")


def sent(netdev):
    """How many the last run sent: a burst that met a full ring is sent to its end."""
    return int(re.search(r"pkts-sofar: (\d+)", (PKTGEN / netdev).read_text(encoding="ascii"))[1])


def send(netdev, mac, load, count=COUNT):
    """Sends and returns the nanoseconds a packet took, core code included."""
    _write("kpktgend_0", "rem_device_all", f"add_device {netdev}")
    _write(netdev, f"count {count}", f"clone_skb {CLONES if load.clone else 0}",
           f"pkt_size {load.size}", "delay 0", f"burst {load.burst}",
           f"dst_mac {mac}", "dst 192.0.2.2")
    _write("pgctrl", "start")
    text = (PKTGEN / netdev).read_text(encoding="ascii")
    result = re.search(r"Result: OK: (\d+)\(", text)
    total = sent(netdev)
    if not result or not count <= total < count + load.burst:
        raise RuntimeError(f"pktgen did not finish: {text}")
    return int(result.group(1)) * 1000 / total


@contextlib.contextmanager
def flood(netdev, mac, queue, size=1000):
    """Copies of one packet go to one TX queue, whatever becomes of that meanwhile."""
    _write("kpktgend_0", "rem_device_all", f"add_device {netdev}")
    _write(netdev, "count 0", f"clone_skb {1 << 30}", f"pkt_size {size}", "delay 0",
           f"dst_mac {mac}", "dst 192.0.2.2", f"queue_map_min {queue}",
           f"queue_map_max {queue}")
    # the write ends when the sending does
    sender = threading.Thread(target=_write, args=("pgctrl", "start"))
    sender.start()
    try:
        yield
    finally:
        _write("pgctrl", "stop")
        sender.join()
        _write("kpktgend_0", "rem_device_all")
