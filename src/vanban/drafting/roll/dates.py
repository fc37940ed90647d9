"""The pieces of a moment: its days in the calendar, its years moved, its weekdays renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from vanban.drafting.roll import weekdays
from vanban.drafting.roll.reading import YEAR, Said
from vanban.drafting.roll.step import Step
from vanban.language.dates import PartialDate
from vanban.language.deadline import find
from vanban.language.moment import Piece, Unit, pieces, settle
from vanban.plan.model import KeHoach

Change = tuple[int, int, str]
FROM = re.compile(r"(?<!\w)từ\s{1,3}(?:ngày\s{1,3})?$")
"""What stands before the day from which something is so."""

_DAY_WORD = re.compile(r"(?<!\w)ngày\s{1,3}$")
_TO = re.compile(r"-|(?<!\w)(?:đến|tới)(?!\w)")
_AND = re.compile(r"\s{0,3}(?:[,;|]|và|-|đến)\s{0,3}$")
_OF_A_DAY = re.compile(r"(?:^|ngày|[(,;:|]|(?<!\w)(?:từ|và|đến)|-)\s*$")
_FIGURE = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Moment:
    """Pieces of time at `start:end` of a text that are decided together.

    `is_deadline`: the words say by when. `weekdays`: piece → span of the weekday's name beside it.
    """

    text: Said
    start: int
    end: int
    pieces: tuple[Piece, ...]
    is_deadline: bool
    weekdays: dict[Piece, tuple[int, int]]

    @property
    def words(self) -> str:
        """What is typed there."""
        return self.text.text[self.start : self.end]

    @property
    def bare(self) -> list[Piece]:
        """The years that stand without the word `năm`."""
        return [one for one in self.pieces if one.unit is Unit.YEAR and one.end - one.start == 4]

    def offsets(self, step: Step) -> list[int]:
        """How far each year named lies from the old plan's."""
        return [
            step.offset(piece.year, piece.last) for piece in self.pieces if piece.year is not None
        ]


def _moment(text: Said, start: int, end: int, found: list[Piece], *, is_deadline: bool) -> Moment:
    """The moment of these pieces, with the weekdays beside its days."""
    names: dict[Piece, tuple[int, int]] = {}
    for at, piece in enumerate(found):
        if not _is_day(text, piece) or piece in names:
            continue
        if beside := (
            weekdays.before(text.soft, piece.start) or weekdays.behind(text.soft, piece.end)
        ):
            name, around = beside
            names[piece] = name
            first = weekdays.range_before(text.soft, name[0])
            if first and name[0] < piece.start and at + 1 < len(found):
                names[piece], names[found[at + 1]] = first, name  # thứ Hai đến thứ Sáu (08-12/6)
            start, end = min(start, around[0], names[piece][0]), max(end, around[1])
    return Moment(text, start, end, tuple(found), is_deadline, names)


def in_text(text: Said, plan: KeHoach) -> Iterator[Moment]:
    """The moments of a text: deadlines and lists of years whole, other dates and years singly."""
    words = text.plain.replace("\n", ";")  # a new line is a new paragraph, or row
    found = [piece for piece in pieces(words) if piece.is_moment]
    if not found:
        return
    phrases = [
        (start, end) for start, end, _d in find(words, plan.year, school_year=plan.school_year)
    ]
    cell = text.path[-1] == "thoi_han"
    for start, end in phrases:
        inside = [piece for piece in found if start <= piece.start and piece.end <= end]
        if inside[0].unit is Unit.NUMBER and not _is_day(text, inside[0]):  # đợt 2, 15/11/2026
            inside = inside[1:]
            start = inside[0].start if inside else end
        if any(piece.year is not None or piece.unit is Unit.DAY for piece in inside):
            yield _moment(text, start, end, inside, is_deadline=True)
    alone = [
        piece
        for piece in found
        if not any(piece.start < end and start < piece.end for start, end in phrases)
    ]
    for group in _lists(words, alone):
        one = _moment(text, group[0].start, group[-1].end, group, is_deadline=cell)
        typed = cell or one.weekdays or _DAY_WORD.search(text.soft, 0, group[0].start)
        if group[-1].year is not None or (group[-1].unit is Unit.DAY and typed):
            yield one


def _lists(words: str, found: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces, those of one list together: `năm 2025, 2026`, `2025 | 2026`, `15-21/11`."""
    groups: list[list[Piece]] = []
    for piece in found:
        before = groups[-1][-1] if groups else None
        if before and _goes_on(before, piece) and _AND.fullmatch(words, before.end, piece.start):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether they may be of one list: a bare year after a year, a day after a bare number."""
    if piece.unit is Unit.YEAR:
        return before.unit is Unit.YEAR and piece.end - piece.start == 4
    return before.unit is Unit.NUMBER and piece.unit in (Unit.DAY, Unit.NUMBER)


def _is_day(text: Said, piece: Piece) -> bool:
    """Whether a piece is a day; a bare number is where its place says so: not in `đợt 2, 15/11`."""
    if piece.unit is Unit.NUMBER:
        return bool(_OF_A_DAY.search(text.soft, max(piece.start - 8, 0), piece.start))
    return piece.unit is Unit.DAY


def is_range(one: Moment, first: Piece, last: Piece) -> bool:
    """Whether two pieces that follow each other are the ends of a range."""
    return bool(_TO.search(one.text.soft, first.end, last.start))


def days(one: Moment, step: Step) -> dict[Piece, date]:
    """The day each piece names in the old period; ValueError when the calendar has none."""
    found = [piece for piece in one.pieces if _is_day(one.text, piece)]
    if all(piece.unit is Unit.NUMBER for piece in found):
        return {}
    ranged = [is_range(one, first, last) for first, last in pairwise(found)]
    school = (step.first, step.last) if step.is_school else None
    spans = settle(found, step.first, school, ranged)
    if spans is None:
        raise ValueError(one.words)
    return {piece: day for piece, (day, _last) in zip(found, spans, strict=True)}


def moved_days(one: Moment, step: Step) -> dict[Piece, date]:
    """The day that each day of a moment becomes in the new period."""
    return {piece: step.moved(day) for piece, day in days(one, step).items()}


def rewritten(one: Moment, step: Step, new: Mapping[Piece, date]) -> tuple[Change, ...]:
    """The changes that move the moment; `new`: the day that each of its `days` becomes.

    ValueError when a bare number would need a month of its own.
    """
    changes: list[Change] = []
    known = days(one, step)
    for piece in one.pieces:
        if piece in known:
            changes += _of_day(one, piece, known[piece], new[piece])
        elif piece.year is not None:
            changes += _years(one.text.plain, piece, step.by)
    return tuple(sorted(changes))


def _years(text: str, piece: Piece, by: int) -> Iterator[Change]:
    """The years of a piece moved."""
    for found in YEAR.finditer(text, piece.start, piece.end):
        if by and int(found.group()) in (piece.year, piece.last):
            yield (*found.span(), str(int(found.group()) + by))


def _of_day(one: Moment, piece: Piece, old: date, new: date) -> Iterator[Change]:
    """A day rewritten: only what differs, zeros as they were typed."""
    figures = [found.span() for found in _FIGURE.finditer(one.text.plain, piece.start, piece.end)]
    if new.day != old.day:
        yield (*figures[0], _like(one.text.plain[slice(*figures[0])], new.day, 10))
    if new.month != old.month:
        if piece.unit is Unit.NUMBER:
            raise ValueError(one.words)
        yield (*figures[1], _like(one.text.plain[slice(*figures[1])], new.month, 3))
    if piece.year is not None:
        yield from _years(one.text.plain, piece, new.year - old.year)
    if piece in one.weekdays:
        start, end = one.weekdays[piece]
        typed = one.text.text[start:end]
        name = weekdays.renamed(typed, new, begins=start == 0)
        if name != typed:
            yield start, end, name


def _like(typed: str, number: int, padded: int) -> str:
    """The number with a zero below `padded` as the decree has it, or always, or never, as typed."""
    if len(typed) == 1 and int(typed) < padded:
        return str(number)
    return f"{number:02d}" if typed[0] == "0" or number < padded else str(number)


def composed(one: Moment, changes: tuple[Change, ...]) -> str:
    """The words of the moment with the changes made."""
    words: list[str] = []
    at = one.start
    for start, end, new in changes:
        words += (one.text.text[at:start], new)
        at = end
    return "".join((*words, one.text.text[at : one.end]))


def as_typed(day: date) -> str:
    """A day as the field types it: `05/01/2026`, `15/9/2026`."""
    return str(PartialDate(day.day, day.month, day.year))
