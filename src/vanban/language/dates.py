"""Dates as the decree writes them and as a clerk types them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

BLANK = " " * 6
"""The room left before the next word for a day, month or year that a pen fills in."""

_TYPED = re.compile(r"\s*(?:([0-9]{1,2})\s*/\s*)?([0-9]{1,2})\s*/\s*([0-9]{4})\s*")
_ISO = re.compile(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})\s*")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that is in the calendar; `day` is `None` when only a month was typed."""

    day: int | None
    month: int
    year: int

    @property
    def date(self) -> date | None:
        """The day itself, or `None` when only its month is known."""
        return None if self.day is None else date(self.year, self.month, self.day)

    def __str__(self) -> str:
        day = "" if self.day is None else f"{self.day:02d}/"
        return f"{day}{_month(self.month)}/{self.year:04d}"


def parse_date(text: str) -> PartialDate:
    """The date typed as `dd/mm/yyyy` or `mm/yyyy`, zeros optional.

    ValueError, its text a reason in Vietnamese, when it is neither or not in the calendar.
    """
    found = _TYPED.fullmatch(text)
    if not found:
        raise ValueError(f"“{text.strip()}” không phải ngày viết theo dd/mm/yyyy hoặc mm/yyyy")
    day, month, year = found.groups()
    return _checked(day, month, year)


def from_iso(text: str) -> PartialDate:
    """The date typed as `2026-01-12`; ValueError in Vietnamese as for `parse_date`."""
    found = _ISO.fullmatch(text)
    if not found:
        raise ValueError(f"“{text.strip()}” không phải ngày viết theo yyyy-mm-dd")
    year, month, day = found.groups()
    return _checked(day, month, year)


def _checked(day: str | None, month: str, year: str) -> PartialDate:
    """The date of these figures, or ValueError when the calendar has none."""
    if int(year) == 0:
        raise ValueError("không có năm 0000")
    if not 1 <= int(month) <= 12:
        raise ValueError(f"không có tháng {month}")
    if day is None:
        return PartialDate(None, int(month), int(year))
    if not 1 <= int(day) <= monthrange(int(year), int(month))[1]:
        raise ValueError(f"tháng {int(month)} năm {year} không có ngày {day}")
    return PartialDate(int(day), int(month), int(year))


def decree_date(day: int | None, month: int | None, year: int | None) -> str:
    """`ngày 05 tháng 01 năm 2026`: zero for days 1–9 and months 1, 2 only (NĐ 30, PL I, II.4.b).

    What is missing stays blank, to be written by hand: `ngày       tháng 4 năm 2026`.
    """
    days = BLANK if day is None else f" {day:02d}"
    months = BLANK if month is None else f" {_month(month)}"
    years = "" if year is None else f" {year}"
    return f"ngày{days} tháng{months} năm{years}"


def _month(month: int) -> str:
    """The month as the decree pads it: 01, 02, then 3 to 12."""
    return f"{month:02d}" if month < 3 else str(month)
