# SPDX-License-Identifier: GPL-2.0-only
"""QEMU's monitor, from inside the guest (a virtio port) or from the host (a socket)."""

import contextlib
import json
import os
import select
import socket
from pathlib import Path

ANSWER_SECONDS = 30


class QmpError(RuntimeError):
    """QEMU refused a command."""


def _guest_port(name="e1k.qmp"):
    for port in Path("/sys/class/virtio-ports").iterdir():
        if (port / "name").read_text(encoding="ascii").strip() == name:
            return Path("/dev") / port.name
    raise QmpError(f"this machine has no virtio port {name}: start it by tools/vm")


class Qmp:
    """A connected monitor; one command at a time."""

    def __init__(self, path=None):
        """Without a path: the guest's own port."""
        if path is None:
            self._fd = os.open(_guest_port(), os.O_RDWR)
        else:
            with socket.socket(socket.AF_UNIX) as unix:
                unix.connect(str(path))
                self._fd = unix.detach()
        self._pending = b""
        # The session behind the guest's port outlives whoever has it open, so it may
        # have been negotiated before.
        with contextlib.suppress(QmpError):
            self.command("qmp_capabilities")

    def _more(self):
        """What QEMU says next, or an error: nothing waits for it for ever."""
        if not select.select([self._fd], [], [], ANSWER_SECONDS)[0]:
            raise QmpError(f"QEMU's monitor has not answered for {ANSWER_SECONDS} s")
        text = os.read(self._fd, 4096)
        if not text:
            raise QmpError("QEMU's monitor has gone")
        return text

    def _line(self):
        while b"\n" not in self._pending:
            self._pending += self._more()
        line, self._pending = self._pending.split(b"\n", 1)
        return json.loads(line)

    def close(self):
        os.close(self._fd)

    def command(self, execute, **arguments):
        # a late answer to an earlier command is none to this one
        number = os.urandom(4).hex()
        request = {"execute": execute, "id": number}
        if arguments:
            request["arguments"] = arguments
        os.write(self._fd, json.dumps(request).encode() + b"\n")
        while True:
            reply = self._line()
            if reply.get("id") != number:
                continue  # an event, or such an answer
            if "return" in reply:
                return reply["return"]
            if "error" in reply:
                raise QmpError(f"{execute}: {reply['error']['desc']}")

    def hmp(self, line):
        """A command of the human monitor; its complaints are errors."""
        text = self.command("human-monitor-command", **{"command-line": line})
        if text.startswith("Error"):
            raise QmpError(f"{line}: {text.strip()}")
        return text

    def set_link(self, nic, up):
        self.command("set_link", name=nic, up=up)

    def trace(self, event, on):
        self.command("trace-event-set-state", name=event, enable=on)
