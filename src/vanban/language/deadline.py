"""Deadlines (thời hạn): what a cell such as `Quý I-Quý III/2026` or `trước ngày 15/9/2026` means.

Why: the plan keeps the words as typed; who sorts, counts or warns reads them here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from itertools import pairwise

from vanban.language.moment import Piece, Unit, pieces, settle
from vanban.language.unicode import nfc


class Kind(StrEnum):
    """The form of a deadline."""

    DAY = auto()
    DAYS = auto()
    BEFORE = auto()
    MONTH = auto()
    QUARTER = auto()
    SCHOOL_YEAR = auto()
    YEAR = auto()
    RECURRENT = auto()
    CLOCK = auto()
    RELATIVE = auto()
    REFERENCE = auto()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline that was understood.

    `start` and `end` are its first and last day, both within it. `trước ngày D` ends the day
    before D; `trước 17h00 ngày D`, `đến hết ngày D` and `chậm nhất ngày D` end on D. `start` is
    `None` when only the end is named (`trước`, `đến`), `end` when it goes on (`trở đi`), and both
    for an hour without a day, a duration (RELATIVE) or a time set elsewhere (REFERENCE).
    `recurrent` says that it comes again; `Thường xuyên` alone lasts the whole year of the plan.
    `year_given`: the words themselves name a year.
    """

    kind: Kind
    start: date | None = None
    end: date | None = None
    recurrent: bool = False
    year_given: bool = False


LONGEST = 300
"""A cell longer than this, in characters, tells a story and is not read."""

SIGNS = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\u2192\u00a0", "------- ")
"""Every dash and the arrow as a hyphen, NBSP as a blank; no character moves."""

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = """
    sáng chiều tối trưa buổi cả ngày từ đến tới hết trong xong hoàn thành trước chậm muộn nhất
    hạn chót cuối đầu giữa dự kiến khoảng và kiện toàn trở đi tiếp theo thứ bắt kết thúc lúc
    vào tuần giai đoạn thời gian thực hiện tổ chức triển khai báo cáo gửi nộp tháng năm quý
    những các sau nay kỳ của là phải việc làm hoặc
"""
_KNOWN = frozenset(_SMALL_WORDS.split())
_ELSEWHERE = re.compile(
    r"^\W{0,3}(?:thực hiện |thời gian )?(?:theo|cùng thời gian|cùng với)\b"
    r"|thông báo sau|đột xuất|khi có (?:yêu cầu|chỉ đạo|văn bản)|trong quá trình|khi cần"
    r"|theo (?:lịch|quyết định|qđ|kế hoạch|yêu cầu|quy định|chỉ đạo|hướng dẫn|thông báo|tiến độ"
    r"|thực tế|chương trình|thời gian|từng)",
    re.IGNORECASE,
)
_AFTER_EVENT = re.compile(
    r"\b(?:kể từ|tính từ|sau khi|ngay sau|ngay khi|trước khi|trước thời điểm)\b",
    re.IGNORECASE,
)


_TO = re.compile(r"-|\b(?:đến|tới)\b", re.IGNORECASE)


class _Side(StrEnum):
    """Which side of a moment a deadline lies on."""

    WITHIN = auto()
    FROM = auto()
    AFTER = auto()
    UNTIL = auto()
    BEFORE = auto()


_SIDES = (
    (_Side.BEFORE, re.compile(r"\btrước\b", re.IGNORECASE)),
    (_Side.UNTIL, re.compile(r"\b(?:đến|tới|hết|(?:chậm|muộn) nhất|hạn chót)\b", re.IGNORECASE)),
    (_Side.AFTER, re.compile(r"\bsau\b", re.IGNORECASE)),
    (_Side.FROM, re.compile(r"\b(?:từ|bắt đầu)\b", re.IGNORECASE)),
)


def parse(text: str, year: int, *, school_year: tuple[int, int] | None = None) -> Deadline | None:
    """The deadline a whole cell states, `None` when it is not understood or not in the calendar.

    `year` is the plan's, for what names none; with `school_year` a month from August on belongs to
    its first year and the others to its second. Over several moments it is the whole from the first
    to the last.
    """
    text = " ".join(nfc(text).translate(SIGNS).split())
    if len(text) > LONGEST:
        return None
    if (elsewhere := _ELSEWHERE.search(text)) and not elsewhere.start():
        return Deadline(Kind.REFERENCE)
    found = pieces(text)
    moments = [piece for piece in found if piece.is_moment]
    if not _all_known(text, found):
        if _AFTER_EVENT.search(text):
            return Deadline(Kind.RELATIVE)
        if elsewhere:
            return Deadline(Kind.REFERENCE)
        lasting = not moments and any(piece.unit is Unit.DURATION for piece in found)
        return Deadline(Kind.RELATIVE) if lasting else None
    units = {piece.unit for piece in found}
    if _only_numbers(moments) and Unit.EVERY in units:
        return _whole(year, school_year)
    if moments:
        return _of_moments(text, found, year, school_year)
    if units & {Unit.EVERY, Unit.PERIODIC}:
        return _whole(year, school_year)
    if Unit.DURATION in units:
        return Deadline(Kind.RELATIVE)
    return Deadline(Kind.CLOCK) if Unit.CLOCK in units else None


def _only_numbers(moments: Sequence[Piece]) -> bool:
    """Whether all that says when is a day of every month: `trước ngày 18 hằng tháng`."""
    return bool(moments) and all(
        piece.unit is Unit.NUMBER and 1 <= (piece.first or 0) <= 31 for piece in moments
    )


def _all_known(text: str, found: Sequence[Piece]) -> bool:
    """Whether nothing but the small words of a deadline stands around its pieces."""
    rest, at = [], 0
    for piece in found:
        rest.append(text[at : piece.start])
        at = piece.end
    between = " ".join((*rest, text[at:])).lower()
    return _KNOWN.issuperset(_WORD.findall(between)) and not re.search(r"\d", between)


def _whole(year: int, school_year: tuple[int, int] | None) -> Deadline:
    """Again and again, all the plan's year long."""
    piece = Piece(Unit.SCHOOL if school_year else Unit.YEAR, 0, 0)
    spans = settle([piece], year, school_year) or [(date(year, 1, 1), date(year, 12, 31))]
    return Deadline(Kind.RECURRENT, *spans[0], recurrent=True)


def _of_moments(
    text: str, found: Sequence[Piece], year: int, school_year: tuple[int, int] | None
) -> Deadline | None:
    """The deadline of at least one moment."""
    moments = [piece for piece in found if piece.is_moment]
    between = [text[a.end : b.start] for a, b in pairwise(moments)]
    spans = settle(moments, year, school_year, [bool(_TO.search(gap)) for gap in between])
    if spans is None:
        return None
    sides = _sides(text, found, moments)
    finest = min(piece.unit for piece in moments)
    starts, ends = [], []
    for piece, (first, last), side in zip(moments, spans, sides, strict=True):
        # A coarser name without a word of its own only labels the days: `Học kỳ I: từ ngày …`.
        if finest in (Unit.DAY, Unit.TERM) and side is _Side.WITHIN and _labels(piece, finest):
            continue
        if side in (_Side.WITHIN, _Side.FROM):
            starts.append(first)
        if side in (_Side.WITHIN, _Side.UNTIL):
            ends.append(last)
        if side is _Side.BEFORE:
            ends.append(first - timedelta(days=1))
        if side is _Side.AFTER:
            starts.append(last + timedelta(days=1))
    start, end = min(starts, default=None), max(ends, default=None)
    if start and end and start > end:
        return None
    recurrent = any(piece.unit is Unit.EVERY for piece in found)
    return Deadline(
        _kind(finest, start, end, strict=_Side.BEFORE in sides, recurrent=recurrent),
        start,
        end,
        recurrent=recurrent,
        year_given=any(piece.year for piece in moments),
    )


def _labels(piece: Piece, finest: Unit) -> bool:
    """Whether the moment only names what finer ones say exactly."""
    return finest < piece.unit < Unit.NUMBER


def _sides(text: str, found: Sequence[Piece], moments: Sequence[Piece]) -> list[_Side]:
    """The side of each moment, from the words between it and the one before."""
    sides, at = [], 0
    for moment in moments:
        gap = text[at : moment.start]
        side = next((side for side, words in _SIDES if words.search(gap)), _Side.WITHIN)
        clock = any(p.unit is Unit.CLOCK and at <= p.start < moment.start for p in found)
        sides.append(_Side.UNTIL if side is _Side.BEFORE and clock else side)
        at = moment.end
    return sides


def _kind(
    finest: Unit, start: date | None, end: date | None, *, strict: bool, recurrent: bool
) -> Kind:
    """The kind of a deadline whose finest moment is `finest`."""
    if start is None and (strict or finest is Unit.DAY):
        return Kind.BEFORE
    if recurrent and finest >= Unit.SCHOOL:
        return Kind.RECURRENT
    match finest:
        case Unit.DAY:
            return Kind.DAY if start == end else Kind.DAYS
        case Unit.MONTH | Unit.FIRST_MONTHS | Unit.LAST_MONTHS:
            return Kind.MONTH
        case Unit.QUARTER:
            return Kind.QUARTER
        case Unit.TERM | Unit.SCHOOL:
            return Kind.SCHOOL_YEAR
    return Kind.YEAR


_BEFORE_IT = re.compile(
    r"(?:\b(?:hoàn thành|xong|chậm nhất|muộn nhất|hạn chót|trước|đến|tới|hết|từ|sau|trong|vào"
    r"|bắt đầu|kết thúc|lúc|sáng|chiều|tối|cả|buổi|ngày)[\s,]{1,3})+$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:nhất|chót|trước|đến|tới|hết|từ|sau)\b", re.IGNORECASE)
_LAST_DAY = re.compile(r"\b(?:nhất|chót|trước|hết)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s{0,3}(?:-|đến|tới)\s{0,3}(?:hết\s{1,3})?(?:ngày\s{1,3})?", re.IGNORECASE)
_LIST = re.compile(r"\s{0,3}(?:,|và)\s{0,3}(?:cả\s{1,3})?(?:ngày\s{1,3})?", re.IGNORECASE)
_HOUR = re.compile(r"[\s,]{0,3}(?:ngày\s{1,3})?", re.IGNORECASE)
_BEHIND_IT = re.compile(r"\s{1,3}trở\s{1,3}đi|\s{0,3}\(thứ\s{1,3}\w{1,4}\)", re.IGNORECASE)
_REACH = 60


def find(
    text: str, year: int, *, school_year: tuple[int, int] | None = None
) -> list[tuple[int, int, Deadline]]:
    """The deadlines inside a sentence: `start`, `end` in `text` and the deadline, in order.

    Finds days, months and quarters, and years behind `trước` or `hết`. A code, the date of a cited
    document, a bare `năm 2026`, `hằng năm` and `thường xuyên` are none. `text` is NFC.
    """
    plain = text.translate(SIGNS)
    found = pieces(plain)
    if not found:
        return []
    from vanban.language import citation  # 25 ms of tables that `parse` can do without

    cited = [(c.start, c.end) for c in citation.find(text)]
    deadlines = []
    at = floor = 0
    while at < len(found):
        group = found[at : _run(plain, found, at)]
        start, end = _phrase(plain, group, floor)
        near = bisect_left(cited, (group[-1].end,)) - 1
        free = near < 0 or cited[near][1] <= group[0].start
        if free and _is_deadline(plain, start, group):
            deadline = parse(text[start:end], year, school_year=school_year)
            if deadline:
                deadlines.append((start, end, deadline))
        at += len(group)
        floor = max(end, group[-1].end)
    return deadlines


def _run(text: str, found: Sequence[Piece], at: int) -> int:
    """Behind the last piece that belongs together with the one at `at`."""
    while at + 1 < len(found):
        piece, after = found[at], found[at + 1]
        gap = text[piece.end : after.start]
        if after.unit is Unit.EVERY:
            return at + (2 if piece.is_moment and gap.isspace() and len(gap) < 4 else 1)
        if not after.unit <= Unit.WEEKDAY:
            break
        hour = piece.unit in (Unit.CLOCK, Unit.WEEKDAY) and _HOUR.fullmatch(gap)
        listed = piece.is_moment and piece.year is None and _LIST.fullmatch(gap)
        if not (hour or listed or _RANGE.fullmatch(gap)):
            break
        at += 1
    return at + 1


def _phrase(text: str, group: Sequence[Piece], floor: int) -> tuple[int, int]:
    """The span of the group with the small words around it, none of it before `floor`."""
    start, end = group[0].start, group[-1].end
    before = _BEFORE_IT.search(text, max(floor, start - _REACH), start)
    behind = _BEHIND_IT.match(text, end)
    return (before.start() if before else start), (behind.end() if behind else end)


def _is_deadline(text: str, start: int, group: Sequence[Piece]) -> bool:
    """Whether the group, its small words beginning at `start`, says by when and not what."""
    words = text[start : group[0].start]
    last = next((piece for piece in reversed(group) if piece.is_moment), None)
    if last is None:
        return False
    said = text[start : last.end].lower()
    bound = bool(_BOUND.search(words))
    match last.unit:
        case Unit.DAY:
            hour = group[0].unit in (Unit.CLOCK, Unit.WEEKDAY)
            return bound or hour or bool(last.year) or "ngày" in said or "tháng" in said
        case Unit.MONTH:
            return bound or (bool(last.year) and "tháng" in said)
        case Unit.QUARTER | Unit.ROMAN:
            return bound or bool(last.year) or "trong" in said
        case Unit.NUMBER:
            return group[-1].unit is Unit.EVERY and "ngày" in said
    return bool(_LAST_DAY.search(words))
