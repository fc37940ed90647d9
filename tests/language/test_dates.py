import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.dates import PartialDate, decree_date, from_iso, parse_date


@pytest.mark.parametrize(
    ("text", "expected", "printed"),
    [
        ("12/01/2026", PartialDate(12, 1, 2026), "12/01/2026"),
        ("5/3/2026", PartialDate(5, 3, 2026), "05/3/2026"),
        (" 06/9/2024 ", PartialDate(6, 9, 2024), "06/9/2024"),
        ("4/2026", PartialDate(None, 4, 2026), "4/2026"),
        ("02/2024", PartialDate(None, 2, 2024), "02/2024"),
        ("29/2/2024", PartialDate(29, 2, 2024), "29/02/2024"),
    ],
)
def test_parse_date(text, expected, printed):
    assert parse_date(text) == expected
    assert str(expected) == printed
    assert parse_date(printed) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/2/2026", "không có ngày 31"),
        ("29/2/2026", "không có ngày 29"),
        ("0/2/2026", "không có ngày 0"),
        ("1/13/2026", "không có tháng 13"),
        ("0/2026", "không có tháng 0"),
        ("1/1/0000", "0000"),
        ("2026", "dd/mm/yyyy"),
        ("1/1/26", "dd/mm/yyyy"),
        ("١/١/٢٠٢٦", "dd/mm/yyyy"),
        ("", "dd/mm/yyyy"),
    ],
)
def test_parse_date_refuses(text, reason):
    with pytest.raises(ValueError, match=reason):
        parse_date(text)


def test_from_iso():
    assert from_iso("2026-01-12") == PartialDate(12, 1, 2026)
    assert from_iso("2026-01-12").date == date(2026, 1, 12)
    for wrong in ("2026-02-30", "2026-1-2", "12/01/2026"):
        with pytest.raises(ValueError, match=r"không"):
            from_iso(wrong)


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        (5, 1, 2026, "ngày 05 tháng 01 năm 2026"),
        (29, 2, 2024, "ngày 29 tháng 02 năm 2024"),
        (9, 3, 2026, "ngày 09 tháng 3 năm 2026"),
        (29, 6, 2026, "ngày 29 tháng 6 năm 2026"),
        (10, 12, 2026, "ngày 10 tháng 12 năm 2026"),
        (None, 4, 2026, "ngày       tháng 4 năm 2026"),
        (None, None, 2026, "ngày       tháng       năm 2026"),
        (None, None, None, "ngày       tháng       năm"),
    ],
)
def test_decree_date(day, month, year, expected):
    assert decree_date(day, month, year) == expected


@given(st.dates())
def test_every_day_comes_back(day):
    assert from_iso(day.isoformat()).date == day
    assert parse_date(str(from_iso(day.isoformat()))).date == day


@given(st.text(max_size=30))
def test_parse_date_raises_nothing_else(text):
    with contextlib.suppress(ValueError):
        assert parse_date(text).year
