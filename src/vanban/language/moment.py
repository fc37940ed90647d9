"""Moments inside a deadline: the days, months, quarters and years it names, as intervals of days.

Why: a deadline is a few moments and the small words around them. Here are the moments;
`deadline` reads the words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, auto


class Unit(IntEnum):
    """What a piece of a deadline is; of the moments the lower number is the finer one."""

    DAY = auto()
    MONTH = auto()
    FIRST_MONTHS = auto()  # `06 tháng đầu năm`
    LAST_MONTHS = auto()
    QUARTER = auto()
    TERM = auto()
    SCHOOL = auto()
    YEAR = auto()
    NUMBER = auto()  # a bare number: a day or a month, as its neighbour says
    ROMAN = auto()  # a bare Roman figure: a quarter after a quarter
    CLOCK = auto()  # from here on no moments
    WEEK = auto()
    WEEKDAY = auto()
    EVERY = auto()
    PERIODIC = auto()
    DURATION = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a deadline, at `start:end` of the text; what was not typed is `None`.

    `first` is the day, month, quarter, term or year, or the number itself; `month` belongs to a
    day. `year`, and `last` for a school year or a run of years.
    """

    unit: Unit
    start: int
    end: int
    first: int | None = None
    month: int | None = None
    year: int | None = None
    last: int | None = None

    @property
    def is_moment(self) -> bool:
        """Whether it says when; a clock, a weekday and a duration do not."""
        return self.unit < Unit.CLOCK


# Learned from the yearly time frame of the Ministry of Education: opening day 5/9, first term over
# before 18/01, year over by 31/5. Provinces differ by days.
OPENING = (9, 5)
TERM_END = (1, 17)
TERM_START = (1, 18)
CLOSING = (5, 31)

_B = r"\s{0,3}"
_N = r"([0-9]{1,2})"
_Y = r"((?:19|20)[0-9]{2})"
_OF_YEAR = rf"(?:{_B}(?:/|,?{_B}năm){_B}{_Y})?"
_QUARTER = r"(IV|I{1,3}|[1-4])"
_HEAD = r"(?<![\w/.])(?:(?<![^\W\d]-)|(?=[^\W\d]))"
# Not inside a document number: 05/2023/TT-BGDĐT, 04-ĐA/TU, 11/2016/TT-BYT.
_TAIL = r"(?!\w|\.[0-9]|\s?/|-(?!(?:quý|tháng|ngày|năm|đến|I{1,3}|IV)(?!\w))[^\W\d])"

_FORMS: tuple[tuple[Unit, str, str], ...] = (
    (Unit.CLOCK, "", rf"[0-9]{{1,2}}{_B}(?:h|g|giờ|:)(?:{_B}[0-9]{{2}})?(?:{_B}(?:phút|[’'′´]))?"),
    (Unit.DAY, "first month year", rf"{_N}{_B}/{_B}{_N}{_B}/{_B}{_Y}"),
    (Unit.DAY, "first month year", rf"{_N}-{_N}-{_Y}"),
    (Unit.DAY, "first month year", rf"{_N}\.{_N}\.{_Y}"),
    (Unit.DAY, "first month year", rf"{_N}{_B}tháng{_B}{_N}{_OF_YEAR}"),
    (Unit.MONTH, "first year", rf"{_N}{_B}/{_B}{_Y}"),
    (Unit.DAY, "first month year", rf"{_N}{_B}/{_B}{_N}(?:{_B},?{_B}năm{_B}{_Y})?"),
    (Unit.FIRST_MONTHS, "first year", rf"{_N}{_B}tháng{_B}đầu{_B}năm(?:{_B}{_Y})?"),
    (Unit.LAST_MONTHS, "first year", rf"{_N}{_B}tháng{_B}cuối{_B}năm(?:{_B}{_Y})?"),
    (Unit.MONTH, "first year", rf"tháng{_B}{_N}{_OF_YEAR}"),
    (Unit.QUARTER, "first year", rf"quý{_B}{_QUARTER}{_OF_YEAR}"),
    (Unit.SCHOOL, "year last", rf"năm{_B}học(?:{_B}{_Y}{_B}-{_B}{_Y})?"),
    (Unit.TERM, "first", rf"(?:học{_B}k[ỳì]|hk){_B}(II|I|2|1)"),
    (Unit.YEAR, "year last", rf"{_Y}{_B}-{_B}{_Y}"),
    (Unit.YEAR, "year", rf"(?:năm{_B})?{_Y}"),
    (Unit.YEAR, "", rf"(?:(?<=cả )|(?<=trong )|(?<=hết )|(?<=cuối ))năm(?!{_B}(?:học|[0-9]))"),
    (Unit.PERIODIC, "", rf"0?[369]{_B}tháng"),
    (
        Unit.DURATION,
        "",
        rf"[0-9]{{1,3}}(?:[.,][0-9])?{_B}(?:ngày|giờ|tuần|tháng|buổi|phút|năm)(?:{_B}làm{_B}việc)?",
    ),
    (Unit.EVERY, "", rf"(?:hằng|hàng|mỗi){_B}(?:năm|quý|tháng|tuần|ngày|học{_B}k[ỳì])"),
    (Unit.EVERY, "", rf"thường{_B}xuyên|định{_B}k[ỳì]|liên{_B}tục"),
    (Unit.WEEK, "", rf"tuần{_B}(?:thứ{_B})?(?:[0-9]{{1,2}}|IV|I{{1,3}})"),
    (Unit.WEEKDAY, "", rf"thứ{_B}(?:[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ{_B}nhật"),
    (Unit.ROMAN, "first year", rf"(IV|I{{1,3}}){_OF_YEAR}"),
    (Unit.NUMBER, "first", _N),
)
_PIECE = re.compile(
    _HEAD + "(?:" + "|".join(f"(?P<f{n}>{form[2]})" for n, form in enumerate(_FORMS)) + ")" + _TAIL,
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def pieces(text: str) -> list[Piece]:
    """The pieces of a deadline in `text`, in order; dashes must be hyphens already."""
    return [_piece(found) for found in _PIECE.finditer(text)]


def _piece(found: re.Match[str]) -> Piece:
    """The piece one match stands for."""
    name = str(found.lastgroup)
    unit, fields, _ = _FORMS[int(name[1:])]
    at = found.re.groupindex[name]
    figures = {
        field: _figure(typed)
        for offset, field in enumerate(fields.split(), 1)
        if (typed := found[at + offset])
    }
    return Piece(unit, found.start(), found.end(), **figures)


def _figure(typed: str) -> int:
    """The value of Arabic or Roman figures."""
    return _ROMAN.get(typed.upper()) or int(typed)


def settle(
    moments: Sequence[Piece],
    year: int,
    school: tuple[int, int] | None,
    ranged: Sequence[bool] = (),
) -> list[tuple[date, date]] | None:
    """First and last day of each moment; `None` when the calendar has no such day or range.

    A bare number takes its unit, and a moment without a year its year, from the next moment, else
    from the one before, else from the plan: `year`, or the `school` year's August to July.
    `ranged[n]` says that moment n runs to the next one: then over New Year the side whose year was
    not typed gives way.
    """
    named = _with_units(moments)
    if named is None:
        return None
    pair = next(((m.year, m.last) for m in named if m.unit is Unit.SCHOOL and m.last), school)
    years = _years(named, year, pair)
    try:
        spans = [_span(m, y, pair) for m, y in zip(named, years, strict=True)]
        for at, is_range in enumerate(ranged):
            if not is_range or spans[at][0] <= spans[at + 1][1]:
                continue
            if named[at + 1].year is None:
                spans[at + 1] = _span(named[at + 1], years[at + 1] + 1, pair)
            elif named[at].year is None:
                spans[at] = _span(named[at], years[at] - 1, pair)
            else:
                return None
    except ValueError:
        return None
    return spans


def _with_units(moments: Sequence[Piece]) -> list[Piece] | None:
    """The moments with every bare number made a day, a month or a quarter; `None` if one cannot."""
    named: list[Piece] = []
    for at, piece in enumerate(moments):
        if piece.unit is Unit.ROMAN:
            if not named or named[-1].unit is not Unit.QUARTER:
                return None
            named.append(replace(piece, unit=Unit.QUARTER))
        elif piece.unit is Unit.NUMBER:
            near = next((m for m in moments[at:] if m.unit < Unit.NUMBER), None)
            near = near or (named[-1] if named else None)
            if near is None or near.unit not in (Unit.DAY, Unit.MONTH, Unit.QUARTER):
                return None
            named.append(replace(near, first=piece.first, start=piece.start, end=piece.end))
        else:
            named.append(piece)
    return named


def _years(
    moments: Sequence[Piece], year: int, school: tuple[int | None, int | None] | None
) -> list[int]:
    """The year of each moment, typed, borrowed or the plan's."""
    typed = [None if m.unit is Unit.SCHOOL else m.year for m in moments]
    chosen = []
    for at, moment in enumerate(moments):
        near = next((y for y in (*typed[at:], *reversed(typed[:at])) if y), None)
        if near is None and school and moment.unit in (Unit.DAY, Unit.MONTH):
            month = moment.month if moment.unit is Unit.DAY else moment.first
            near = school[0] if (month or 0) >= 8 else school[1]
        chosen.append(near or year)
    return chosen


def _span(
    piece: Piece, year: int, school: tuple[int | None, int | None] | None
) -> tuple[date, date]:
    """The days of one moment in `year`; ValueError when there is no such moment."""
    first = piece.first or 0
    opening, closing = (school[0] or year, school[1] or year) if school else (year, year + 1)
    match piece.unit:
        case Unit.DAY:
            day = date(year, piece.month or 0, first)
            return day, day
        case Unit.MONTH:
            return _months(year, first, first)
        case Unit.FIRST_MONTHS:
            return _months(year, 1, first)
        case Unit.LAST_MONTHS:
            return _months(year, 13 - first, 12)
        case Unit.QUARTER:
            return _months(year, 3 * first - 2, 3 * first)
        case Unit.TERM if first == 1:
            return date(opening, *OPENING), date(opening + 1, *TERM_END)
        case Unit.TERM:
            spring = closing if school else year
            return date(spring, *TERM_START), date(spring, *CLOSING)
        case Unit.SCHOOL:
            return date(opening, *OPENING), date(closing, *CLOSING)
    return date(year, 1, 1), date(piece.last or year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """The first day of month `first` and the last of month `last`."""
    start = date(year, first, 1)
    if not first <= last <= 12:
        raise ValueError("no such months")
    return start, date(year, last, monthrange(year, last)[1])
