"""Names of weekdays in the way they were typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.drafting.roll.weekdays import is_right, renamed

SUNDAY = date(2026, 7, 5)


@pytest.mark.parametrize(
    ("monday", "sunday"),
    [("thứ Hai", "Chủ nhật"), ("thứ hai", "chủ nhật"), ("Thứ Hai", "Chủ Nhật"),
     ("THỨ HAI", "CHỦ NHẬT"), ("thứ 2", "CN")],
)  # fmt: skip
def test_there_and_back(monday, sunday):
    assert renamed(monday, SUNDAY, begins=False) == sunday
    assert renamed(sunday, SUNDAY + timedelta(days=1), begins=False) == monday


@given(st.dates(), st.sampled_from(["thứ Hai", "Thứ 3", "Chủ nhật", "THỨ TƯ", "CN", "thứ  bảy"]))
def test_the_name_is_that_of_the_day(day, typed):
    new = renamed(typed, day, begins=False)
    assert is_right(new, day)
    assert not is_right(new, day + timedelta(days=1))
