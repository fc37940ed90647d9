"""What `roll` met in a plan, as a table and as data: to decide first, then moved, then kept."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from vanban.drafting.roll.comments import Rolled
from vanban.drafting.roll.mentions import Answer, Fate, Kind, Mention, Point
from vanban.drafting.roll.roll import Roll
from vanban.messages import _
from vanban.report.frames import Piece, printable

LINES, WHY = 14, 38
"""The columns that the lines and the reasons take of a table; the rest is for the words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: lines of the new file, old and new words, the reason."""

    lines: tuple[int, ...]
    what: str
    why: str


def counts(roll: Roll, rolled: Rolled) -> dict[str, int]:
    """How many points are left to decide, how many places were moved, how many kept."""
    of = {fate: sum(one.fate is fate for one in roll.mentions) for fate in Fate}
    return {
        Fate.OPEN.value: len(rolled.left),
        Fate.SHIFTED.value: of[Fate.SHIFTED],
        Fate.KEPT.value: of[Fate.KEPT],
    }


def table(roll: Roll, rolled: Rolled, width: int = 100) -> Iterator[list[Piece]]:
    """The table's lines, at most `width` columns wide; equal rows are one, with all their lines."""
    left = {point.first.key for point in rolled.left}
    decided = [point for point in roll.points if point.first.key not in left]
    groups = [
        (
            Fate.OPEN.value,
            _("Cần người quyết định"),
            "canh_bao",
            [_of_point(one, rolled) for one in rolled.left],
        ),
        ("", _("Đã quyết định"), "thong_tin", [_of_point(one, rolled) for one in decided]),
        (Fate.SHIFTED.value, _("Đã chuyển"), "moi", _grouped(roll.mentions, Fate.SHIFTED, rolled)),
        (Fate.KEPT.value, _("Giữ nguyên"), "dam", _grouped(roll.mentions, Fate.KEPT, rolled)),
    ]
    number = {**counts(roll, rolled), "": len(decided)}
    for fate, title, role, rows in groups:
        if rows:
            yield [(f"{title}: {number[fate]}", role)]
            yield from _cells((_("dòng ở bản mới"), _("cũ → mới"), _("vì sao")), width, "mo")
            for row in rows:
                lines = ", ".join(map(str, row.lines))
                yield from _cells((lines, row.what, row.why), width, "")
            yield [("", "")]
    for note in roll.notes:
        for line in textwrap.wrap(note, width):
            yield [(line, "mo")]


def _of_point(point: Point, rolled: Rolled) -> Row:
    first = point.first
    why = first.why
    if answer := rolled.answers.get(first.key):
        why += "\n" + _decision(answer, first)
    elif first.proposal:
        why += "\n" + _("đề xuất: {proposal}", proposal=" ".join(first.proposal.split()))
    return Row(_lines(point.mentions, rolled), _what(first), why)


def _decision(answer: Answer, first: Mention) -> str:
    """What was decided."""
    if answer.take:
        return _("đã theo đề xuất: {proposal}", proposal=" ".join((first.proposal or "").split()))
    if answer.text is not None:
        return _("đã thay bằng: {words}", words=answer.text)
    return _("đã giữ")


def _grouped(mentions: Iterable[Mention], fate: Fate, rolled: Rolled) -> list[Row]:
    """The rows of one fate, equal ones as one."""
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if mention.fate is fate:
            groups.setdefault((_what(mention), mention.why), []).append(mention)
    return [Row(_lines(same, rolled), what, why) for (what, why), same in groups.items()]


def _lines(mentions: Iterable[Mention], rolled: Rolled) -> tuple[int, ...]:
    return tuple(dict.fromkeys(rolled.lines[mention] for mention in mentions))


def _what(mention: Mention) -> str:
    """The words, old and new; a document and a body by their names."""
    named = mention.kind is Kind.DOCUMENT or (mention.fate is Fate.OPEN and mention.new is None)
    old = mention.name if named and mention.name else " ".join(mention.old.split())
    if mention.kind is Kind.TARGET:
        old = f"{mention.name}: {mention.old}"
    if mention.new is None:
        return printable(old)
    return printable(f"{old} → {' '.join(mention.new.split()) or _('(để trống)')}")


def _cells(texts: tuple[str, str, str], width: int, role: str) -> Iterator[list[Piece]]:
    """Three texts side by side, each wrapped in its own column."""
    widths = (LINES, max(width - LINES - WHY - 4, 20), WHY)
    columns = [
        [line for part in text.split("\n") for line in textwrap.wrap(part, size) or [""]]
        for text, size in zip(texts, widths, strict=True)
    ]
    for parts in zip_longest(*columns, fillvalue=""):
        line = "  ".join(f"{part:<{size}}" for part, size in zip(parts, widths, strict=True))
        yield [(line.rstrip(), role)]


def data(roll: Roll, rolled: Rolled) -> dict[str, Any]:
    """The same for programs: keys and fates do not change with the language.

    `line` and `column` are those of the old file, `new_line` is of the new one. `new` is `null`
    where the text stays. Mentions to decide with the same `point` are one thing.
    """
    numbers = {point.first.key: number for number, point in enumerate(roll.points, 1)}
    left = {point.first.key for point in rolled.left}
    return {
        "from": roll.step.old,
        "to": roll.step.new,
        "counts": counts(roll, rolled),
        "mentions": [
            {
                "fate": one.fate.value,
                "kind": one.kind.value,
                "path": list(one.path),
                "line": one.place.line,
                "column": one.place.column,
                "start": one.place.start,
                "end": one.place.end,
                "new_line": rolled.lines[one],
                "old": one.old,
                "new": one.new,
                "why": one.why,
                "proposal": one.proposal,
                "point": numbers.get(one.key) if one.fate is Fate.OPEN else None,
                "decided": one.fate is Fate.OPEN and one.key not in left,
            }
            for one in roll.mentions
        ],
        "notes": roll.notes,
    }
