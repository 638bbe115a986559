# SPDX-License-Identifier: GPL-2.0-only
"""Figures of both drivers from one machine, for tools/bench and tools/mmio."""

import json
import sys

from vm import Vm, VmError


def driver_rows(model, steps, name, timeout, **machine):
    """Runs the guest part; returns what it found: {driver: rows}. The rest is progress."""
    rows = {}

    def on_line(text):
        if text.startswith("{"):
            result = json.loads(text)
            rows[result["driver"]] = result["rows"]
        elif text:
            print(f"  {text}", file=sys.stderr)

    vm = Vm("6.12", [model, model], name=f"{name}-{model}", **machine)
    if vm.run(f"tools/lib/{steps}", timeout, on_line):
        raise VmError(f"{name} failed; logs are in {vm.logs}")
    return rows
