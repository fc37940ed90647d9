"""The few signs that mean something inside a text: emphasis, footnotes, cited documents, cells."""

from __future__ import annotations

import re

MARK = re.compile(
    r"\\(?P<escaped>[*\[\\|])|(?P<star>\*\*?)|\[\^(?P<note>[^\]\s]+)\]|\[@(?P<cited>[^\]\n]+)\]"
)
"""`**`, `*`, `[^name]`, `[@number]`, and `\\` before one that is only a sign."""


def note_marks(text: str) -> list[tuple[str, int, int]]:
    """The footnote marks of a text as typed: (name, start, end)."""
    return [(m["note"], m.start(), m.end()) for m in MARK.finditer(text) if m["note"]]


def cited(text: str) -> list[tuple[str, int, int]]:
    """The `[@…]` of a text as typed: (what is cited, start, end)."""
    return [(m["cited"], m.start(), m.end()) for m in MARK.finditer(text) if m["cited"]]


_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")


def without_marks(text: str) -> str:
    """The text with its marks as blanks, so that every other character keeps its offset."""
    return MARK.sub(lambda mark: (mark["escaped"] or "").rjust(len(mark[0])), text)


def split_row(line: str) -> list[str]:
    r"""The cells of one line of a free table: parted by bars that have blanks, or nothing, around.

    A cell may be empty (`a | | c`, `a |`); a bar inside a word, or behind `\\`, is text.
    """
    return [cell.strip() for cell in _BAR.split(line.strip())]
