"""Names of weekdays beside dates: `thứ Hai, 06/7/2026`, `06/7/2026 (thứ 2)`, `T2 | 06/7`."""

from __future__ import annotations

import re
from datetime import date

from vanban.language.calendar import WEEKDAYS, weekday

_B = r"[^\S\n]"
_NUMBER = "[2-7]|hai|ba|tư|năm|sáu|bảy|bẩy"
_NAME = rf"(?<!\w)(?P<name>thứ{_B}{{1,2}}(?:{_NUMBER})|chủ{_B}{{1,2}}nhật|cn|t[2-7])(?!\w|{_B}?/)"
_GAP = rf"{_B}{{0,2}}[,(:|-]?{_B}{{0,2}}(?:ngày{_B}{{1,2}})?"
_BEFORE = re.compile(rf"{_NAME}{_GAP}$")
_RANGE_BEFORE = re.compile(rf"{_NAME}{_B}{{0,2}}(?:-|đến|tới){_B}{{0,2}}$")
_BEHIND = re.compile(rf"\)?{_B}{{0,2}}[,(|-]?{_B}{{0,2}}{_NAME}\)?")
_NEXT_DATE = re.compile(rf"{_GAP}[0-9]{{1,2}}\s?(?:/|tháng)")
_ALONE = re.compile(_NAME)
_AGAIN = re.compile(rf"{_B}{{1,2}}(?:(?:đầu|cuối){_B}{{1,2}})?(?:hằng|hàng|mỗi|các|tuần)(?!\w)")
_LIST = rf"{_B}{{0,2}}(?:,|và|-|đến|tới){_B}{{0,2}}"
_LISTED = re.compile(rf"{_LIST}{_NAME}")
_IN_A_LIST = re.compile(rf"(?:{_NAME}{_LIST}|(?:mỗi|hằng|hàng){_B}tuần[^.;\n]{{0,20}})$")
_COUNTED = re.compile(rf"(?:lần|năm|học|hạng|kỳ|khoá|người|cấp|mỗi|các){_B}{{1,2}}$")
_REACH = 30

Span = tuple[int, int]


def before(soft_text: str, start: int) -> tuple[Span, Span] | None:
    """The weekday before a date that begins at `start`: its name, and all up to the date."""
    found = _BEFORE.search(soft_text, max(start - _REACH, 0), start)
    return (found.span("name"), (found.start(), start)) if found else None


def range_before(soft_text: str, start: int) -> Span | None:
    """The first name of `thứ Hai đến thứ Sáu`, the second of which begins at `start`."""
    found = _RANGE_BEFORE.search(soft_text, max(start - _REACH, 0), start)
    return found.span("name") if found else None


def behind(soft_text: str, end: int) -> tuple[Span, Span] | None:
    """The weekday behind a date that ends at `end`; not another date's, nor one of every week."""
    found = _BEHIND.match(soft_text, end)
    if not found or any(one.match(soft_text, found.end()) for one in (_NEXT_DATE, _AGAIN)):
        return None
    return found.span("name"), (end, found.end())


def once(soft_text: str, text: str) -> list[Span]:
    """The weekdays named in a text that come once: in no list, not every week, no ordinals."""
    return [
        found.span("name")
        for found in _ALONE.finditer(soft_text)
        if found["name"].startswith("chủ")
        or not text[slice(*found.span("name"))].split()[-1].islower()
        if found["name"] != "cn"
        if not _AGAIN.match(soft_text, found.end())
        if not _COUNTED.search(soft_text, max(found.start() - 10, 0), found.start())
        if not _LISTED.match(soft_text, found.end())
        if not _IN_A_LIST.search(soft_text, max(found.start() - _REACH, 0), found.start())
    ]


def column(line: str) -> int | None:
    """Which cell of a table's first row heads a column of weekdays."""
    heads = [cell.strip() for cell in line.split("|")]
    return heads.index("thứ") if len(heads) > 1 and "thứ" in heads else None


def is_right(typed: str, day: date) -> bool:
    """Whether the name is that of the day."""
    return renamed(typed, day, begins=True).lower() == " ".join(typed.split()).lower()


def renamed(typed: str, day: date, *, begins: bool) -> str:
    """The weekday of `day` written as `typed` is; `begins`: it stands at the front of its text.

    `thứ Hai` and `Chủ nhật` are one way to write them; so are `thứ hai` and `chủ nhật`, `Thứ Hai`
    and `Chủ Nhật`, `thứ 2` and `CN`, `T2` and `CN`.
    """
    name = weekday(day)
    sunday = name == WEEKDAYS[-1]
    if typed.lower() == "cn" or typed[-1].isdigit():
        if sunday:
            return "CN"
        short = "" if len(typed) == 2 and typed.lower() != "cn" else " "
        return f"{typed[0] if not short else _first(typed, begins=begins)}{short}{_number(name)}"
    if typed.isupper():
        return name.upper()
    number = typed.split()[-1]
    if number.islower() and not (typed.lower().startswith("chủ") and typed[0].isupper()):
        return name.lower() if typed[0].islower() else name.lower().capitalize()
    if sunday:
        return "Chủ Nhật" if typed[0].isupper() else name
    return f"{_first(typed, begins=begins)} {name.split()[-1]}"


def _number(name: str) -> int:
    """The figure of a weekday that is no Sunday."""
    return WEEKDAYS.index(name) + 2


def _first(typed: str, *, begins: bool) -> str:
    """The word `thứ` with the capital that it has, or that its place asks for."""
    if typed.lower().startswith("thứ"):
        return typed.split()[0]
    return "Thứ" if begins or typed == "Chủ Nhật" else "thứ"
