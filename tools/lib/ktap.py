# SPDX-License-Identifier: GPL-2.0-only
"""KTAP: one merged, renumbered report from the results of many programs."""

import re

RESULT = re.compile(r"(not )?ok \d+ (?:- )?(.*?)(?:\s+# (SKIP|XFAIL)\b ?(.*))?$")


class Report:
    """Prints results as they come and keeps the totals."""

    def __init__(self, permitted_skips=()):
        self._permitted = permitted_skips
        self.passed = self.failed = self.skipped = 0
        print("KTAP version 1", flush=True)

    def _count(self):
        return self.passed + self.failed + self.skipped

    def result(self, ok, name, why="", note=""):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            for line in why.splitlines():
                print(f"# {line}")
        print(f"{'ok' if ok else 'not ok'} {self._count()} {name}{note and f' # {note}'}",
              flush=True)

    def check(self, name, function, *args):
        """The result of a function that raises if something is wrong."""
        try:
            function(*args)
            self.result(True, name)
        except Exception as error:  # pylint: disable=broad-except
            self.result(False, name, f"{type(error).__name__}: {error}")

    def skip(self, name, why):
        """A skip that nobody has permitted is a failure."""
        if not any(re.fullmatch(pattern, name) for pattern in self._permitted):
            self.result(False, name, f"skipped ({why}), and not in tools/permitted-skips")
            return
        self.skipped += 1
        print(f"ok {self._count()} {name} # SKIP {why}", flush=True)

    def end(self):
        print(f"1..{self._count()}")
        skips = f", {self.skipped} skipped" if self.skipped else ""
        print(f"# {self.passed} passed, {self.failed} failed{skips}", flush=True)
        return 1 if self.failed or not self.passed else 0


def permitted_skips(path):
    """The patterns of a file: one a line, # starts a comment."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    stripped = (line.split("#")[0].strip() for line in lines)
    return [line for line in stripped if line]
