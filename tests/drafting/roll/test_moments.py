"""Days, months, quarters, years: which move, which stay, which are asked."""

import pytest
from tests.drafting.roll.making import (
    KEPT,
    OPEN,
    SCHOOL,
    SHIFTED,
    mentions,
    met,
    only,
    plan_text,
    rolled_text,
)


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("năm 2026", "năm 2027"),
        ("Năm 2025", "Năm 2026"),
        ("xây dựng kế hoạch năm 2027", "năm 2028"),
        ("Quý I/2026", "Quý I/2027"),
        ("Quý I-Quý III/2026", "Quý I-Quý III/2027"),
        ("quý II năm 2026", "quý II năm 2027"),
        ("Tháng 3/2026", "Tháng 3/2027"),
        ("tháng 4-5/2026", "tháng 4-5/2027"),
        ("06 tháng đầu năm 2026", "06 tháng đầu năm 2027"),
        ("trước ngày 15/9/2026", "trước ngày 15/9/2027"),
        ("trước 10/6/2026", "trước 10/6/2027"),
        ("đến hết ngày 06 / 4 / 2026", "đến hết ngày 06 / 4 / 2027"),
        ("trước ngày 15 tháng 9 năm 2026", "trước ngày 15 tháng 9 năm 2027"),
        ("từ ngày 05/10/2026 đến ngày 31/12/2026", "từ ngày 05/10/2027 đến ngày 31/12/2027"),
        ("ngày 15-9-2026", "ngày 15-9-2027"),
        ("năm học 2026-2027", "năm học 2027-2028"),
        ("năm học 2025 – 2026", "năm học 2026 – 2027"),
        ("năm học 2025- 2026", "năm học 2026- 2027"),
        ("đến hết năm 2026", "đến hết năm 2027"),
        ("Hội thao 2026", "2027"),
        ("T9/2026", "2027"),
        ("Tết Bính Ngọ", "Đinh Mùi"),
        ("XUÂN ẤT TỴ", "BÍNH NGỌ"),
        ("trong năm 2025, 2026 và 2027", "năm 2026, 2027 và 2028"),
        ("năm 2026 - 2027", "năm 2027 - 2028"),
    ],
)
def test_it_moves_with_the_plan_typed_as_before(words, new):
    one = only(words)
    assert (one.fate, one.new) == (SHIFTED, new)


def test_any_distance_and_back():
    assert only("trước ngày 15/6/2026", 2023).new == "trước ngày 15/6/2023"
    assert only("năm 2027", 2030).new == "năm 2031"


def test_a_school_year_s_plan():
    assert met("năm 2025, năm 2026; năm học 2024-2025; năm học 2026-2027", 2027, **SCHOOL) == [
        (SHIFTED, "năm 2025", "năm 2027"),
        (SHIFTED, "năm 2026", "năm 2028"),
        (SHIFTED, "năm học 2024-2025", "năm học 2026-2027"),
        (SHIFTED, "năm học 2026-2027", "năm học 2028-2029"),
    ]


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("thứ Ba, 07/7/2026", "thứ Tư, 07/7/2027"),
        ("07/7/2026 (thứ 3)", "07/7/2027 (thứ 4)"),
        ("13h30 Thứ Ba ngày 07/7/2026", "13h30 Thứ Tư ngày 07/7/2027"),
        ("ngày 07/7/2026 (thứ ba)", "ngày 07/7/2027 (thứ tư)"),
        ("THỨ BA, NGÀY 07/7/2026", "THỨ TƯ, NGÀY 07/7/2027"),
        ("T3, 07/7/2026", "T4, 07/7/2027"),
        ("Thứ 3 - 07/7/2026", "Thứ 4 - 07/7/2027"),
        ("sáng thứ Ba (07/7)", "thứ Tư (07/7"),
        ("thứ Ba đến thứ Tư (07/7 - 08/7/2026)", "thứ Tư đến thứ Năm (07/7 - 08/7/2027"),
    ],
)
def test_the_weekday_beside_a_date_is_reckoned_anew(words, new):
    one = only(words)
    assert (one.fate, one.new) == (SHIFTED, new)


def test_a_weekday_that_was_wrong_is_told():
    one = only("thứ Hai, 07/7/2026")
    assert (one.fate, one.new) == (OPEN, "thứ Tư, 07/7/2027")
    assert "07/7/2026 là thứ Ba" in one.why


def test_a_weekday_beside_a_date_without_a_year_too():
    assert only("thứ Ba, ngày 07/7").new == "thứ Tư, ngày 07/7"


TABLE = "Thứ | Ngày | Nơi\nThứ Ba | 07/7/2026 | A\n4 | 08/7/2026 | B"


def test_weekdays_in_a_table():
    found = rolled_text(plan_text(noi_dung=[{"bang": TABLE}]), 2027).mentions
    assert [(one.fate, one.old, one.new) for one in found if one.path[0] == "noi_dung"] == [
        (OPEN, "Thứ", None),
        (SHIFTED, "Thứ Ba | 07/7/2026", "Thứ Tư | 07/7/2027"),
        (SHIFTED, "08/7/2026", "08/7/2027"),
    ]


def test_a_weekday_away_from_its_date_is_asked():
    found = met("ngày 07/7/2026 họp; Thứ Ba, toàn trường")
    assert [(fate, old) for fate, old, _new in found] == [
        (SHIFTED, "ngày 07/7/2026"), (OPEN, "Thứ Ba"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["thứ Sáu hằng tuần", "mỗi tuần (thứ 2, thứ 4)", "trừ thứ Bảy, Chủ nhật", "lần thứ hai"],
)
def test_a_weekday_of_every_week_is_not_met(words):
    assert met(f"từ ngày 06/7/2026 {words}")[0][0] is SHIFTED
    assert len(met(f"từ ngày 06/7/2026 {words}")) == 1 + ("lần" in words)


YEARS = "TT | 2025 | 2026\n1 | 2025 | 7\n2 | năm 2026 | 9"


def test_years_that_head_a_table_move_together_and_bare_cells_are_asked():
    found = rolled_text(plan_text(noi_dung=[{"bang": YEARS}]), 2027).mentions
    assert [(one.fate, one.old, one.new) for one in found if one.path[0] == "noi_dung"] == [
        (SHIFTED, "2025 | 2026", "2026 | 2027"),
        (OPEN, "2025", None),
        (SHIFTED, "năm 2026", "năm 2027"),
    ]


@pytest.mark.parametrize(
    ("words", "new", "proposal"),
    [
        ("Ngày 20 – 21/11/2026", "Ngày 20 – 21/11/2027", None),  # Saturday and Sunday
        ("Ngày 26, 27/12/2026", "Ngày 26, 27/12/2027", "Ngày 24, 27/12/2027"),
        ("Tuần 1 (15-21/11/2026)", "15-21/11/2027", "15-19/11/2027"),
        ("đợt 2, 15/5/2026", "15/5/2027", "14/5/2027"),
    ],
)
def test_days_that_share_a_month(words, new, proposal):
    one = only(words)
    assert (one.fate, one.new, one.proposal) == (OPEN, new, proposal)


@pytest.mark.parametrize(
    ("words", "proposal"),
    [
        ("từ ngày 10/7/2026 đến ngày 13/7/2026", "từ ngày 12/7/2027 đến ngày 13/7/2027"),
        ("thứ Bảy, 11/7/2026", "thứ Bảy, 10/7/2027"),  # a Sunday: what is on Saturdays stays so
    ],
)
def test_a_start_goes_behind_the_day_off_and_a_saturday_stays_one(words, proposal):
    assert only(words).proposal == proposal


def test_since_when_need_not_be_a_working_day():
    assert only("từ ngày 01/01/2026").fate is SHIFTED


@pytest.mark.parametrize(
    "words",
    ["nghỉ Tết Nguyên đán từ ngày 14/02/2026 đến hết ngày 22/02/2026",
     "Tết Trung thu (25/9/2026)", "ngày 25/9/2026 (15/8 âm lịch)"],
)  # fmt: skip
def test_a_day_of_the_lunar_calendar_is_asked_and_stays(words):
    one = mentions(words)[0]
    assert (one.fate, one.new, one.proposal) == (OPEN, None, None)


def test_the_years_of_birth_are_asked():
    assert only("trẻ sinh năm 2020 vào lớp 1").proposal == "năm 2021"
    assert only("học sinh sinh từ năm 2015 đến năm 2019").proposal == "từ năm 2016 đến năm 2020"
    assert only("tuyển sinh năm 2026").fate is SHIFTED
    assert only("học sinh năm 2026").fate is SHIFTED


def test_a_list_of_years_is_decided_as_a_whole():
    one = only("trong ba năm 2024, 2025, 2026")
    assert (one.fate, one.new, one.proposal) == (OPEN, None, "năm 2025, 2026, 2027")


def test_a_new_line_of_a_text_ends_a_time():
    found = met("họp 8 giờ 00\n07/7/2026 (thứ Ba) họp lại")
    assert [old for _fate, old, _new in found] == ["07/7/2026 (thứ Ba)"]


@pytest.mark.parametrize(
    ("words", "new", "proposal", "why"),
    [
        ("trước ngày 10/7/2026", "trước ngày 10/7/2027", "trước ngày 09/7/2027", "thứ Bảy"),
        ("chậm nhất ngày 02/5/2026", "chậm nhất ngày 02/5/2027", "chậm nhất ngày 29/4/2027",
         "Chủ nhật"),
        ("ngày 01/11/2025 (thứ Bảy)", "ngày 01/11/2026 (Chủ nhật)", "ngày 31/10/2026 (thứ Bảy)",
         "Chủ nhật"),
    ],
)  # fmt: skip
def test_a_new_day_off_is_asked_with_the_working_day_before(words, new, proposal, why):
    one = only(words)
    assert (one.fate, one.new, one.proposal) == (OPEN, new, proposal)
    assert why in one.why


def test_tet_is_a_day_off():
    one = only("trước ngày 06/02/2026")  # Mùng một of 2027 is 06/02
    assert one.fate is OPEN
    assert "Tết Nguyên Đán" in one.why
    assert one.proposal < "trước ngày 06/02/2027"


def test_a_holiday_that_is_celebrated_is_no_deadline():
    assert only("chào mừng ngày 20/11/2026").fate is SHIFTED
    assert only("trước ngày 20/11/2026").fate is OPEN


def test_a_holiday_that_was_one_before_is_no_deadline():
    assert only("sinh hoạt ngày 02/9/2026").fate is SHIFTED
    assert only("ra quân 30/4 - 01/5/2026").fate is SHIFTED
    assert only("xong trước ngày 30/4/2026").fate is OPEN


def test_of_a_long_range_only_the_end_must_be_a_working_day():
    assert only("từ ngày 10/7/2026 đến ngày 30/7/2026").fate is SHIFTED
    assert only("từ ngày 10/7/2026 đến ngày 31/7/2026").fate is OPEN
    assert only("từ ngày 10/7/2026 đến ngày 13/7/2026").fate is OPEN


def test_no_29_february():
    one = only("trước ngày 29/02/2028", 2029, nam=2028)
    assert (one.fate, one.new) == (OPEN, "trước ngày 28/02/2029")
    assert only("trước ngày 29/02/2028", 2032, nam=2028).new == "trước ngày 29/02/2032"


@pytest.mark.parametrize(
    "words",
    ["ngày 30/4/1975", "Chương trình giáo dục phổ thông 2018", "năm 2035",
     "từ ngày 01/7/2025, chính quyền hai cấp", "Luật mới có hiệu lực từ ngày 01/01/2026",
     "từ ngày 01/7/2026 luật mới có hiệu lực", "trước ngày 15/6 hằng năm"],
)  # fmt: skip
def test_it_stays(words):
    assert only(words).fate is KEPT


@pytest.mark.parametrize(
    ("words", "proposal"),
    [
        ("năm 2028", "năm 2029"),
        ("năm học 2023-2024", "năm học 2024-2025"),
        ("Giải bóng 2025", "2026"),
        ("Kết luận ngày 12/3/2026 của Giám đốc", "ngày 12/3/2027"),
        ("theo văn bản hướng dẫn ngày 12/3/2026", "ngày 12/3/2027"),
        ("mức 1.2026", None),
        ("ngày 31/6/2026", None),
    ],
)
def test_nobody_can_tell(words, proposal):
    one = only(words)
    assert (one.fate, one.new, one.proposal) == (OPEN, None, proposal)


def test_a_date_without_a_year_is_looked_up_in_the_new_calendar():
    assert only("báo cáo trước ngày 10/7").fate is OPEN  # a Saturday in 2027
    assert only("báo cáo trước ngày 12/7").fate is KEPT
    assert met("đạt 1/3 số tiết") == []


def test_nothing_that_looks_like_a_year_is_passed_over():
    one = only("2026của")
    assert (one.fate, one.new) == (OPEN, None)
