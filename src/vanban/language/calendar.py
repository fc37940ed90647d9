"""Weekdays and days off of Vietnam, for deadlines on a day.

What is known, from the library `holidays`: Sundays, Saturdays, the public holidays of the Labour
Code (Điều 112), Tết and Giỗ Tổ by the lunar calendar (1901 to 2099), the day off in place of a
holiday on a weekend, and working days swapped with a Saturday as far as the government has
announced them (`announced`). What is not: how the days off around Tết and the second day of 2/9 are
laid before the yearly announcement, where the usual way is assumed; school holidays; local ones.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""The days of the week as the decree's examples write them, from Monday on."""

_SATURDAY = 5


def weekday(day: date) -> str:
    """The day of the week: `thứ Hai` … `thứ Bảy`, `Chủ nhật`."""
    return WEEKDAYS[day.weekday()]


def day_off(day: date) -> str | None:
    """Why nobody works that day: the holiday's name, `thứ Bảy` or `Chủ nhật`; `None` if they do."""
    known = _year(day.year)
    if holiday := known.get(day):
        return str(holiday)
    if day.weekday() < _SATURDAY or day in known.weekend_workdays:
        return None
    return weekday(day)


def announced(year: int) -> bool:
    """Whether the working days swapped in that year, if any, are known.

    The library lists only the years with a swap; those before the last one are known too.
    """
    from holidays.countries.vietnam import VietnamStaticHolidays

    return year <= max(VietnamStaticHolidays.special_public_holidays)


def working_days_before(day: date, n: int) -> date:
    """The day `n` working days before `day`; OverflowError before the year 1."""
    while n > 0:
        day -= timedelta(days=1)
        if day_off(day) is None:
            n -= 1
    return day


def working_day_from(day: date) -> date:
    """The day itself, or the first working day behind it."""
    while day_off(day) is not None:
        day += timedelta(days=1)
    return day


@cache
def _year(year: int) -> Any:
    """The holidays of a year, day → Vietnamese name; with its neighbours, which may swap days."""
    import holidays  # 140 ms that most commands can do without

    years = range(max(year - 1, date.min.year), min(year + 1, date.max.year) + 1)
    return holidays.country_holidays("VN", years=years, language="vi", expand=False)
