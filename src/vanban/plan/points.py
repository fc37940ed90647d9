"""Points that a person has to decide: comments `# CẦN XEM: …` that a machine left in a plan.

`roll` and `derive` write them, `check` counts those that remain; nothing of them is printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from vanban.finding import Place
from vanban.plan.source import MARK, Source, as_comment

__all__ = ["MARK", "Point", "as_comment", "points"]

_POINT = re.compile(r"(?:(?<=[ \t])|^)#\s*CẦN XEM:\s*(.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Point:
    """One point left in a file: what is to be decided, and where the comment stands."""

    text: str
    place: Place


def points(source: Source) -> list[Point]:
    """The points left in a file, in order; what looks like one inside a text is none."""
    if MARK[2:] not in source.text:
        return []
    sheet = source.sheet
    texts = sorted(
        (place.start, place.end)
        for place in source.places.values()
        if place.start is not None and place.end is not None and _is_leaf(source, place)
    )
    starts = [start for start, _end in texts]
    found = []
    for line, text in enumerate(sheet.lines):
        if comment := _POINT.search(text):
            start = sheet.starts[line] + comment.start()
            at = bisect_right(starts, start) - 1
            if at < 0 or texts[at][1] <= start:
                found.append(Point(comment[1], sheet.place(start, sheet.line_end(line))))
    return found


def _is_leaf(source: Source, place: Place) -> bool:
    """Whether a text stands there: lists and mappings hold comments."""
    return place.start in source.forms
