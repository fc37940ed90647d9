"""A finding as a frame: where, what, the line with the spot underlined, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from vanban.finding import Finding, Level
from vanban.messages import _
from vanban.report.texts import Texts

Piece = tuple[str, str]
"""A text and its role: "" (as it is), `loi`, `canh_bao`, `thong_tin`, `dam`, `mo`."""

TAB = "    "
ROLES = {Level.LOI: "loi", Level.CANH_BAO: "canh_bao", Level.THONG_TIN: "thong_tin"}


def frame(finding: Finding, texts: Texts, width: int = 100) -> Iterator[list[Piece]]:
    """The lines of one frame; `width` is how many columns a quoted line may take."""
    role = ROLES[finding.level]
    yield [
        (f"{finding.place}: ", ""),
        (f"{finding.level.word}[{finding.code}]", role),
        (f" {finding.message}", "dam"),
    ]
    gutter = " " * len(str(finding.place.line or ""))
    yield from _quoted(finding, texts, gutter, width - len(gutter) - 3, role)
    if finding.hint:
        yield [(f"{gutter} = ", "mo"), (_("gợi ý: {hint}", hint=finding.hint), "")]
    if finding.clause:
        yield [(f"{gutter} = ", "mo"), (_("căn cứ: {clause}", clause=finding.clause), "")]


def _quoted(
    finding: Finding, texts: Texts, gutter: str, width: int, role: str
) -> Iterator[list[Piece]]:
    """The line the finding stands on, or the paragraph of a Word file."""
    place = finding.place
    if place.quote:
        quote = printable(place.quote)
        shown = quote if len(quote) <= width else quote[: width - 1] + "…"
        yield [(f"{gutter} | ", "mo"), (shown, "")]
        return
    line = texts.line(place)
    if line is None:
        return
    start = min((place.column or 1) - 1, len(line))
    length = (place.end or 0) - (place.start or 0)
    text, underline = marked(line, start, start + max(length, 1), width)
    yield [(f"{gutter} |", "mo")]
    yield [(f"{place.line} | ", "mo"), (text, "")]
    yield [(f"{gutter} | ", "mo"), (underline, role)]


def marked(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """A line and the marks below its characters `start:end`, both cut to about `width` columns."""
    end = max(min(end, len(line)), start + 1)
    low, high = _window(line, start, end, width)
    before, spot = line[low:start], line[start : min(end, high)]
    head = "…" if low else ""
    tail = "…" if high < len(line) else ""
    text = head + printable(line[low:high]) + tail
    marks = " " * columns(head + before) + "^" * max(columns(spot), 1)
    return text.rstrip(), marks


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Which characters of a long line to show: the spot, and as much around it as there is room."""
    if columns(line) <= width:
        return 0, len(line)
    room = width - 2
    around = max((room - (end - start)) // 2, room // 4)
    low = max(0, min(start - around, len(line) - room))
    low = min(low, start)
    while low < start and columns(line[low]) == 0:
        low += 1
    high = low
    used = 0
    while high < len(line) and used + columns(line[high]) <= room:
        used += columns(line[high])
        high += 1
    return low, high


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if sign == "\t":
        return len(TAB)
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def printable(text: str) -> str:
    """`text` as one line that cannot disturb a terminal: tabs as blanks, control signs as `·`."""
    if text.isprintable():
        return text
    return "".join(
        TAB if sign == "\t"
        else "·" if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")
        else sign
        for sign in text
    )  # fmt: skip
