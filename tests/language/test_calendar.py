"""The days off of Vietnam, against the announcements of the government."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.calendar import (
    announced,
    day_off,
    weekday,
    working_day_from,
    working_days_before,
)

days = st.dates(date(2007, 1, 1), date(2090, 12, 31))


def test_weekdays_as_the_field_writes_them():
    monday = date(2026, 7, 6)
    assert [weekday(monday + timedelta(days=n)) for n in range(7)] == [
        "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 20), None),  # Ngày Nhà giáo Việt Nam: nobody stays at home
        (date(2026, 11, 21), "thứ Bảy"),
        (date(2026, 11, 22), "Chủ nhật"),
        (date(2026, 1, 1), "Tết Dương lịch"),
        (date(2026, 2, 17), "Tết Nguyên Đán"),  # Mùng một of Bính Ngọ
        (date(2027, 2, 6), "Tết Nguyên Đán"),  # Mùng một of Đinh Mùi, a Saturday
        (date(2027, 4, 16), "Ngày Giỗ Tổ Hùng Vương"),  # 10/3 by the lunar calendar
        (date(2025, 9, 1), "Quốc khánh"),
        (date(2027, 9, 2), "Quốc khánh"),
        (date(2027, 5, 3), "Ngày Quốc tế Lao động (nghỉ bù)"),  # 1/5 is a Saturday
        (date(2024, 4, 29), "Ngày nghỉ (thay cho ngày 04/05/2024)"),  # công văn 2450/VPCP-KGVX
        (date(2024, 5, 4), None),  # the Saturday worked for it
        (date(2019, 1, 5), None),  # worked for 31/12 of the year before
        (date(2026, 8, 22), None),
    ],
)
def test_days_off(day, said):
    assert day_off(day) == said


def test_swapped_days_are_known_as_far_as_they_were_announced():
    assert announced(2020)
    assert announced(2026)
    assert not announced(2090)


@pytest.mark.parametrize(
    ("day", "n", "before"),
    [
        (date(2026, 6, 10), 5, date(2026, 6, 3)),
        (date(2026, 6, 15), 1, date(2026, 6, 12)),  # over a weekend
        (date(2026, 2, 23), 1, date(2026, 2, 13)),  # over Tết
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
    ],
)
def test_working_days_before(day, n, before):
    assert working_days_before(day, n) == before


@given(days, st.integers(1, 12))
def test_as_many_working_days_lie_between(day, n):
    before = working_days_before(day, n)
    between = (before + timedelta(days=k) for k in range((day - before).days))
    assert day_off(before) is None
    assert sum(day_off(one) is None for one in between) == n


@given(st.dates())
def test_any_day_of_the_calendar_can_be_asked(day):
    assert day_off(day) is None or day_off(day)


def test_the_working_day_from_a_day_on():
    assert working_day_from(date(2026, 11, 20)) == date(2026, 11, 20)
    assert working_day_from(date(2026, 11, 21)) == date(2026, 11, 23)
    assert working_day_from(date(2027, 4, 30)) == date(2027, 5, 4)  # Sunday 2/5, Monday for 1/5
