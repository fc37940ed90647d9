"""The few signs that mean something inside a text: emphasis, footnotes, cited documents, cells."""

from __future__ import annotations

import re

MARK = re.compile(
    r"\\(?P<escaped>[*\[\\])|(?P<star>\*\*?)|\[\^(?P<note>[^\]\s]+)\]|\[@(?P<cited>[^\]\n]+)\]"
)
"""`**`, `*`, `[^name]`, `[@number]`, and `\\` before one that is only a sign."""


def note_marks(text: str) -> list[tuple[str, int, int]]:
    """The footnote marks of a text as typed: (name, start, end)."""
    return [(m["note"], m.start(), m.end()) for m in MARK.finditer(text) if m["note"]]


def cited(text: str) -> list[tuple[str, int, int]]:
    """The `[@…]` of a text as typed: (what is cited, start, end)."""
    return [(m["cited"], m.start(), m.end()) for m in MARK.finditer(text) if m["cited"]]


def split_row(line: str) -> list[str]:
    """The cells of one line of a free table."""
    return [cell.strip() for cell in line.split(" | ")]
