# SPDX-License-Identifier: GPL-2.0-only
"""What the documentation shows: its commands, and the names in its tables."""

import re

from cache import CHECKOUT

DOCS = (CHECKOUT / "README.md", *sorted((CHECKOUT / "Documentation").glob("*.rst")))
GUIDE = CHECKOUT / "Documentation" / "user-guide.rst"
BLOCK = re.compile(r"^```sh\n(?P<md>(?:.*\n)*?)```|"
                   r"^(?:\.\. cards: (?P<cards>.*)\n\n)?"
                   r"\.\. code-block:: sh\n\n(?P<rst>(?:   .*\n|\n)+)", re.M)
# What is typed in a checkout; everything else is for the machine with the NIC.
HOST = re.compile(r"(make|tools/\S+)(\s|$)")


def blocks(path, card=None):
    """The shell blocks of a document, each a list of command lines.

    A block below a comment ".. cards: ..." is only for the cards named there.
    """
    for match in BLOCK.finditer(path.read_text(encoding="utf-8")):
        if card and match["cards"] and card not in match["cards"].split():
            continue
        lines = (match["md"] or match["rst"]).splitlines()
        yield [line.strip() for line in lines if line.strip()]


def host_commands():
    """Every command for a checkout, once."""
    return list(dict.fromkeys(line for path in DOCS for block in blocks(path)
                              for line in block if HOST.match(line)))


def guest_blocks(path, card):
    """The blocks for the machine with that card."""
    for block in blocks(path, card):
        if guest := [line for line in block if not HOST.match(line)]:
            yield guest


def table_rows(path):
    """The literals that start a row of a list-table."""
    return re.findall(r"^   \* - ``(.*?)``$", path.read_text(encoding="utf-8"), re.M)
