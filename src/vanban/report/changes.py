"""What a mend changed, as − and + lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from vanban.report.frames import Piece, printable

_LINE_END = re.compile(r"\r\n|\r|\n")


def changes(before: str, after: str, width: int = 100) -> Iterator[list[Piece]]:
    """The lines that differ, old ones before new ones, long ones cut around the difference."""
    old, new = _LINE_END.split(before), _LINE_END.split(after)
    for kind, low, high, to_low, to_high in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[low:high], new[to_low:to_high]
        starts = [_first_difference(a, b) for a, b in zip(gone, come, strict=False)]
        starts += [0] * max(len(gone), len(come))
        number = len(str(max(high, to_high)))
        for at, line in enumerate(gone):
            yield [(f"{low + at + 1:>{number}} - ", "mo"), (_cut(line, starts[at], width), "loi")]
        for at, line in enumerate(come):
            yield [
                (f"{to_low + at + 1:>{number}} + ", "mo"),
                (_cut(line, starts[at], width), "moi"),
            ]


def _first_difference(old: str, new: str) -> int:
    """Where two lines begin to differ."""
    same = (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    return next(same, min(len(old), len(new)))


def _cut(line: str, at: int, width: int) -> str:
    """A line, or the stretch of it around the character `at`."""
    if len(line) <= width:
        return printable(line)
    low = max(0, min(at - width // 2, len(line) - width))
    head, tail = "…" if low else "", "…" if low + width < len(line) else ""
    return head + printable(line[low : low + width]) + tail
