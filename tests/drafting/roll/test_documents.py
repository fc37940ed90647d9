"""Documents, periods and what else stays or is asked."""

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

QD = "Quyết định số 371/QĐ-UBND ngày 28/01/2026 của Ủy ban nhân dân tỉnh Mẫu"
YEARLY = f"{QD} về việc ban hành danh mục nhiệm vụ năm 2026"


@pytest.mark.parametrize(
    "words",
    [
        "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ quy định chi tiết một số điều",
        f"{QD} ban hành tiêu chí chấm điểm",
        f"{QD} về thực hiện Chương trình giai đoạn 2026 - 2030",
        "Luật Thực hiện dân chủ ở cơ sở ngày 10/11/2022",
        "Luật Bầu cử đại biểu Quốc hội",
    ],
)
def test_a_document_stays(words):
    assert only(words).fate is KEPT


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (YEARLY, "văn bản hằng năm"),
        ("Kế hoạch số 9/KH-SM ngày 05/01/2020 của Sở về chủ đề năm 2026", "trích yếu ghi năm 2026"),
        (f"{QD} về phát triển giáo dục giai đoạn 2021-2026 của tỉnh", "giai đoạn 2021-2026"),
        (f"{QD} về chuyển đổi số đến năm 2026, định hướng đến năm 2030", "đến năm 2026"),
        (f"{QD} về tổ chức bầu cử đại biểu Quốc hội khóa XVI", "bầu cử"),
        ("Quyết định số      /QĐ-UBND ngày     tháng 01 năm 2026 của Ủy ban nhân dân tỉnh",
         "chưa ghi số"),
    ],
)  # fmt: skip
def test_a_document_is_asked_but_never_changed(words, why):
    one = only(words, 2028)
    assert (one.fate, one.new) == (OPEN, None)
    assert why in one.why


def test_the_register_knows_what_replaced_a_document():
    one = only("Thông tư số 12/2019/TT-BMAU ngày 14/6/2019 của Bộ Mẫu quy định cũ")
    assert one.fate is OPEN
    assert one.proposal == (
        "Thông tư số 20/2026/TT-BMAU ngày 10/11/2026 của Bộ Mẫu quy định mới: đủ cả"
    )
    assert only("Theo [@12/2019/TT-BMAU]").proposal == "[@20/2026/TT-BMAU]"


def test_the_register_knows_how_long_a_document_is_in_force():
    assert "31/12/2026" in only("[@05/2018/TT-BMAU]").why
    assert only("[@06/2018/TT-BMAU]").fate is KEPT
    assert only("Thông tư số 05/2018/TT-BMAU ngày 06/3/2018 của Bộ Mẫu").fate is OPEN
    assert only("Thông tư số 05/2018/TT-BMAU ngày 07/3/2018 của Bộ Mẫu").fate is KEPT  # another


def test_a_renamed_issuer_helps_to_find_the_new_document():
    words = "Kế hoạch số 94-KH/BDVTU ngày 11/01/2026 của Ban Dân vận Tỉnh ủy về dân vận năm 2026"
    assert "nay là Ban Tuyên giáo và Dân vận Tỉnh ủy" in only(words).why


def test_behind_the_subject_the_plan_s_own_words_move():
    """The same document tells elsewhere where its subject ends."""
    plan = plan_text(
        can_cu=[f"Căn cứ {YEARLY}"],
        noi_dung=[{"doan": f"Theo {YEARLY} của ngành giáo dục năm 2026 và năm 2027."}],
    )
    found = [one for one in rolled_text(plan, 2027).mentions if one.path[0] == "noi_dung"]
    assert [(one.fate, one.new) for one in found] == [
        (OPEN, None), (SHIFTED, "năm 2027"), (SHIFTED, "năm 2028"),
    ]  # fmt: skip


def test_where_a_subject_may_end_the_year_is_asked():
    found = mentions(f"Theo {YEARLY} trong các trường, kết quả năm 2026 được đánh giá.")
    assert [(one.fate, one.old) for one in found][1:] == [(OPEN, "năm 2026")]


@pytest.mark.parametrize("comma", [",", ""])
def test_no_subject_says_by_when(comma):
    words = f"Theo {QD} về chuyển đổi số{comma} hoàn thành trước ngày 30/6/2026."
    assert met(words)[1:] == [
        (SHIFTED, "hoàn thành trước ngày 30/6/2026", "hoàn thành trước ngày 30/6/2027")
    ]


def test_the_decision_that_issues_the_plan_is_asked():
    plan = plan_text(kem_theo="Ban hành kèm theo Quyết định số 12/QĐ-SM ngày 05/3/2026")
    one = next(one for one in rolled_text(plan, 2027).mentions if one.path == ("kem_theo",))
    assert one.fate is OPEN


@pytest.mark.parametrize(
    "words",
    ["giai đoạn 2026 - 2030", "nhiệm kỳ 2026-2031", "từ năm học 2023-2024", "từ năm 2024",
     "từ năm 2021 đến năm 2030", "đến năm 2030", "tầm nhìn đến năm 2045", "thời kỳ 2021–2030",
     "định hướng đến 2035", "5 năm 2026-2030", "2026-2030"],
)  # fmt: skip
def test_a_period_stays(words):
    one = only(f"thực hiện {words}.")
    assert one.fate is KEPT
    assert words in one.old


@pytest.mark.parametrize(
    ("words", "proposal"),
    [
        ("giai đoạn 2021-2025", None),
        ("nhiệm kỳ 2021 – 2026", None),
        ("đến năm 2025", None),
        ("đến năm 2026", "đến năm 2027"),
        ("từ năm học 2023-2024 đến năm học 2024-2025", None),
    ],
)
def test_a_period_that_is_over_is_asked(words, proposal):
    one = only(f"thực hiện {words}.")
    assert (one.fate, one.proposal) == (OPEN, proposal)


def test_a_period_that_ends_within_the_new_year_is_not_over():
    assert only("giai đoạn 2021-2027").fate is KEPT
    assert only("giai đoạn 2021-2026", 2026, **SCHOOL).fate is KEPT


def test_the_slogan_is_asked_once_however_it_is_typed():
    words = [
        "chủ đề năm 2026 của tỉnh “Kỷ cương; sáng tạo”",
        "phong trào “Dân vận khéo” gắn với chủ đề năm",
        "kế hoạch của tỉnh “Kỷ cương, sáng tạo” gắn với chủ đề năm",
    ]
    plan = plan_text(noi_dung=[{"gach": one} for one in words])
    points = rolled_text(plan, 2027).points
    assert [[one.old for one in point.mentions] for point in points] == [
        ["Kỷ cương; sáng tạo", "Kỷ cương, sáng tạo"]
    ]


@pytest.mark.parametrize(
    ("words", "old", "proposal"),
    [
        ("Hội thi lần thứ XII", "lần thứ XII", "lần thứ XIII"),
        ("Hội thi lần thứ 9 ", "lần thứ 9", "lần thứ 10"),
        ("Hội thi lần thứ ba.", "lần thứ ba", "lần thứ tư"),
        ("kỳ họp thứ 5", "kỳ họp thứ 5", "kỳ họp thứ 6"),
        ("Quốc hội khóa XVI", "khóa XVI", None),
        ("lễ kỷ niệm 45 năm thành lập", "lễ kỷ niệm 45 năm", "lễ kỷ niệm 46 năm"),
        ("bầu cử đại biểu Quốc hội năm 2026", "bầu cử đại biểu Quốc hội năm 2026", None),
        ("Bầu cử các cấp nhiệm kỳ 2026 - 2031 vào ngày 15/3/2026",
         "Bầu cử các cấp nhiệm kỳ 2026 - 2031 vào ngày 15/3/2026", None),
        ("kỷ niệm 80 năm Quốc khánh (02/9/1946 - 02/9/2026)",
         "kỷ niệm 80 năm Quốc khánh (02/9/1946 - 02/9/2026)",
         "kỷ niệm 81 năm Quốc khánh (02/9/1946 - 02/9/2027)"),
        ("96 năm Ngày thành lập Đảng", "96 năm Ngày", "97 năm Ngày"),
        ("tổng kết 10 năm (2016-2026) thực hiện", "tổng kết 10 năm (2016-2026)", None),
        ("là năm đầu tiên thực hiện Nghị quyết", "năm đầu tiên", None),
        ("là năm thứ ba thực hiện", "năm thứ ba", "năm thứ tư"),
        ("gặp ThS. Trần Thị Mẫu", "ThS. Trần Thị Mẫu", None),
        ("đường dây nóng 1900 2026", "1900 2026", None),
        ("Đại hội Công đoàn lần thứ XIV, nhiệm kỳ", "Đại hội Công đoàn lần thứ XIV", None),
        ("gặp bà Trần Thị Mẫu - Văn phòng (0912.560.336)",
         "bà Trần Thị Mẫu - Văn phòng (0912.560.336", None),
        ("gọi 0225 3822 123.", "0225 3822 123", None),
        ("do Ban Dân vận Tỉnh uỷ chủ trì", "Ban Dân vận Tỉnh uỷ",
         "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("TỔ CŨ làm", "TỔ CŨ", None),
    ],
)  # fmt: skip
def test_words_of_one_year_are_asked(words, old, proposal):
    one = only(words)
    assert (one.fate, one.old, one.new, one.proposal) == (OPEN, old, None, proposal)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Thông tư 32/2025 của Bộ", "Thông tư 32/2025"),
        ("Số 05/2026 ban hành", "Số 05/2026"),
        ("TCVN 2026:2025 về", "TCVN 2026:2025"),
        ("xem https://mau.vn/2025/2026.", "https://mau.vn/2025/2026."),
        ("trang mau2026.edu.vn", "mau2026.edu.vn"),
        ("phòng P.2026 họp", "2026"),
        ("biểu 2026a", "2026a"),
        ("phòng thi 2025 ở tầng hai", "2025"),
        ("nhà số 2026 đường Mẫu", "2026"),
        ("dự kiến 2025 thí sinh", "2025"),
        ("tổng 2026 triệu đồng", "2026"),
        ("Chương trình GDPT 2025", "2025"),
    ],
)
def test_figures_that_are_no_year_stay(words, kept):
    one = only(words)
    assert (one.fate, one.old) == (KEPT, kept)


@pytest.mark.parametrize(
    "words", ["chi 2.026.000 đồng", "đạt 12.026 em", "tỉ lệ 20,26%", "lúc 20:26", "khoá K26"]
)
def test_what_is_no_year_at_all_is_not_met(words):
    assert met(words) == []


def test_words_that_end_in_a_number_s_name_are_no_number():
    assert only("Kế hoạch chuyển đổi số 2026").fate is SHIFTED
    assert only("Hải Phòng 2026 phát triển").fate is SHIFTED
    assert only("Kế hoạch 2026 trường Mẫu làm").fate is SHIFTED


def test_the_year_of_a_law_is_not_the_plan_s():
    assert only("Luật Giáo dục năm 2019").fate is KEPT
    assert [one.fate for one in mentions("Luật Phòng, chống ma tuý năm 2025")] == [KEPT, OPEN]
    assert only("phổ biến Luật Trẻ em năm 2026").fate is OPEN
    assert only("Quyết định 12/QĐ-BMAU năm 2025").fate is KEPT


def test_a_basis_is_about_its_document_to_the_end():
    words = "Căn cứ Kế hoạch số 90/KH-SM ngày 20/01/2026 giữa Sở và Công đoàn về công tác năm 2026"
    found = rolled_text(plan_text(can_cu=[words]), 2027).mentions
    assert [one.fate for one in found if one.path[0] == "can_cu"] == [OPEN]


def test_a_basis_without_its_number_moves_and_is_asked():
    plan = plan_text(can_cu=["Căn cứ Kế hoạch công tác năm 2026 của Sở", "Căn cứ kết quả năm 2026"])
    found = [one for one in rolled_text(plan, 2027).mentions if one.path[0] == "can_cu"]
    assert [(one.fate, one.new) for one in found] == [(OPEN, "năm 2027"), (SHIFTED, "năm 2027")]


def test_the_plan_s_own_number_in_the_name_of_an_appendix_is_asked():
    entry = {"ten": "Biểu (kèm theo Kế hoạch số 05/KH-SM ngày 12/01/2026)",
             "noi_dung": [{"doan": "x"}]}  # fmt: skip
    found = rolled_text(plan_text(phu_luc=[entry]), 2027).mentions
    assert [one.fate for one in found if one.path[0] == "phu_luc"] == [OPEN]


def test_a_point_inside_a_longer_one_leaves_it_the_rest():
    found = mentions("nhiệm kỳ của đại hội giai đoạn 2021-2025")
    assert [(one.fate, one.old) for one in found] == [
        (OPEN, "đại hội giai đoạn 2021-2025"),
    ]


def test_what_only_looks_like_it():
    assert (
        met("Ban Tuyên giáo và Dân vận Tỉnh ủy phối hợp; ông bà, cô giáo; Tổ Cũng; đại hội đồng")
        == []
    )
    assert only("Nghị quyết Đại hội Đảng bộ lần thứ XVI").fate is KEPT
    assert only("Tổ Mới làm", 2026, nam=2025).fate is OPEN
