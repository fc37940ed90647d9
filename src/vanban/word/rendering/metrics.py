"""How wide a text is in Times New Roman, and the lines Word breaks it into.

Widths are in twips (1/20 pt), sizes in half-points as Word writes them (`w:sz`: 26 is 13 pt).

Why: the length of a rule line, the columns of a table and whether a closing paragraph has two
lines are decided before Word has seen the document. Word does not kern unless it is told to, so
the sum of the advances is the width.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

UNITS = 2048
"""Units of an em, the size of the type, in `Advances` and `Words`."""

TABLE = Path(__file__).parents[2] / "tables" / "times-new-roman.toml"

KEPT_WORDS = 50_000
"""Words remembered at most; a plan has some hundreds."""

_UNSEEN = frozenset({"Mn", "Me", "Cc", "Cf", "Zl", "Zp"})
_AFTER_HYPHEN = re.compile(r"(?<=[^\W_][-–])(?=[^\W\d_])")


class Advances(dict[str, int]):
    """Character → width in 1/2048 em of one face; a character not in the table has one too.

    Letters with marks are as wide as the letter, no-break blanks and hyphens as the plain ones,
    marks and controls have none, wide characters and signs one em, all else half an em.
    """

    def __missing__(self, char: str) -> int:
        parts = unicodedata.decomposition(char).split()
        if unicodedata.category(char) in _UNSEEN:
            width = 0 if char != "\t" else self[" "]
        elif parts and parts[0] == "<noBreak>":
            width = self[chr(int(parts[1], 16))]
        elif parts and not parts[0].startswith("<"):
            width = self[chr(int(parts[0], 16))]
        elif unicodedata.east_asian_width(char) in "WF" or unicodedata.category(char) == "So":
            width = UNITS
        else:
            width = UNITS // 2
        self[char] = width
        return width


class Words(dict[str, int]):
    """Word → width in 1/2048 em of one face, measured when first asked for.

    Why: a plan says the same few hundred syllables again and again; looking up a word is five
    times as fast as adding up its letters.
    """

    def __init__(self, advances: Advances) -> None:
        super().__init__()
        self.advances = advances

    def __missing__(self, word: str) -> int:
        width = sum(map(self.advances.__getitem__, word))
        if len(self) >= KEPT_WORDS:
            self.clear()
        self[word] = width
        return width


@cache
def _table() -> dict[str, dict[str, str]]:
    """The table as it lies: face → width → characters."""
    import tomllib  # imported here: 3 ms that only rendering needs

    with TABLE.open("rb") as stream:
        return tomllib.load(stream)


@cache
def words(*, bold: bool = False, italic: bool = False) -> Words:
    """The widths of words, and as its `advances` those of characters, in a face."""
    face = "-".join([*["bold"] * bold, *["italic"] * italic]) or "regular"
    advances = Advances()
    for width, chars in _table()[face].items():
        advances.update(dict.fromkeys(chars, int(width)))
    return Words(advances)


def twips(units: float, half_points: int) -> float:
    """A width in 1/2048 em as twips, in type of that size."""
    return units * half_points * 10 / UNITS


def width(text: str, half_points: int, *, bold: bool = False, italic: bool = False) -> float:
    """The width of `text` on one line, in twips."""
    measure = words(bold=bold, italic=italic)
    return twips(sum(map(measure.advances.__getitem__, text)), half_points)


def pieces(word: str) -> list[str]:
    """The parts of a word (a text without blanks) that no line end falls into.

    Word breaks after a hyphen or a dash too. Why not before a figure: a range of years or a
    telephone number reads badly in two, and LibreOffice keeps it whole.
    """
    return _AFTER_HYPHEN.split(word) if "-" in word or "–" in word else [word]


def lines(
    text: str,
    available: float,
    half_points: int,
    *,
    bold: bool = False,
    italic: bool = False,
    first: float = 0.0,
) -> list[str]:
    r"""The lines that Word breaks `text` into, without the blanks at their ends.

    `available` is the width of the lines in twips, `first` what an indent takes from the first
    line of a paragraph. "\n" ends a line, "\a" a paragraph. A word wider than a line is cut.
    """
    measure = words(bold=bold, italic=italic)
    unit = twips(1, half_points)
    room, indent = available / unit, first / unit
    found: list[str] = []
    for paragraph in text.split("\a"):
        shorter = indent
        for line in paragraph.split("\n"):
            found += _wrapped(line, room, shorter, measure)
            shorter = 0.0
    return found


def _wrapped(text: str, room: float, indent: float, measure: Words) -> Iterator[str]:
    """`text` in lines of `room`, the first one shorter by `indent`; in 1/2048 em."""
    advance = measure.advances.__getitem__
    blank = advance(" ")
    left = room - indent
    line, used, gap = "", 0, ""
    for word in text.split(" "):
        for piece in pieces(word) if word else ():
            needed = measure[piece]
            if (line or gap) and used + len(gap) * blank + needed > left:
                yield line
                line, used, gap, left = "", 0, "", room
            while needed > left and len(piece) > 1:
                head = _fitting(piece, left, measure.advances)
                yield head
                piece = piece[len(head) :]
                needed, left = sum(map(advance, piece)), room
            line += gap + piece
            used += len(gap) * blank + needed
            gap = ""
        gap += " "
    yield line.rstrip(" ")


def _fitting(word: str, room: float, advances: Advances) -> str:
    """As much of the beginning of `word` as `room` holds, one character at least."""
    used = 0
    for at, char in enumerate(word):
        used += advances[char]
        if used > room and at:
            return word[:at]
    return word


@lru_cache(maxsize=256)
def rule_indents(
    text: str, container: float, half_points: int, share: float, *, bold: bool = False
) -> tuple[int, int]:
    r"""Left and right indent, in twips, of the empty paragraph whose border is a rule under `text`.

    The rule is centred in `container` (twips) and `share` times as long as the longest line of
    `text`, whose lines end with "\n" or "\a" and wrap where `container` is too narrow for them.

    Why remembered: a template asks for left and right one after the other, and the documents of a
    batch have the same head.
    """
    wide = int(container)
    longest = max(
        width(line, half_points, bold=bold) for line in lines(text, wide, half_points, bold=bold)
    )
    length = min(wide, round(longest * share))
    left = (wide - length) // 2
    return left, wide - length - left
