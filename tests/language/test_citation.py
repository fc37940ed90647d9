import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.citation import find, parse_code
from vanban.language.code import Problem, tables

ANY = st.text(st.characters(exclude_categories=[]), max_size=60)
BITS = """
    Quyết định|Luật|thông tư|số|05|12/QĐ-UBND|23-QĐ/TW|/KH-SGDĐT|59/2023/NĐ-CP|ngày|14/8/2023
    |31/2/2026|của|Chính phủ|về việc|Thực hiện|;|,|(UBND)|và|QH 13|tháng|năm 2026|-|/
"""
WORDS = st.lists(st.sampled_from(BITS.split("|")), max_size=12).map(
    lambda words: " ".join(map(str.strip, words))
)


@pytest.mark.parametrize(
    ("kind", "code", "problems"),
    [
        # the table of nd30.md §7.3
        ("Chỉ thị", "28/TT-TTg", "TYPE_MISMATCH"),
        ("Quy định", "12/QĐ-UBND", "TYPE_MISMATCH"),
        ("Quy định", "23-QĐ/TW", ""),
        ("Kế hoạch", "65-Ctr/TU", "TYPE_MISMATCH CASE"),
        ("Nghị quyết", "72-NQ-TW", "SYNTAX"),
        ("Nghị quyết", "57/NQ-TW", "PARTY_IN_STATE_FORM"),
        ("Kế hoạch", "15/2025/KH-UBND", "YEAR_NOT_ALLOWED"),
        ("Công văn", "125/CV-SNV", "NOT_A_STATE_CODE"),
        ("Quyết định", "05 /QĐ-UBND", "SYNTAX"),
        ("Quyết định", "05/QĐ - UBND", "SYNTAX"),
        # right ones
        ("Luật", "47/2024/QH15", ""),
        ("Nghị quyết", "351/2017/UBTVQH14", ""),
        ("Nghị định", "59/2023/NĐ-CP", ""),
        ("Thông tư", "12/2024/TT-BGDĐT", ""),
        ("Nghị quyết", "07/2021/NQ-HĐND", ""),
        ("Nghị quyết", "82/NQ-HĐND", ""),
        ("Nghị quyết", "66.18/2026/NQ-CP", ""),
        ("Quyết định", "15/2025/QĐ-UBND", ""),
        ("Chỉ thị", "33/CT-TTg", ""),
        ("Chỉ thị", "05/2014/CT-UBND", ""),
        ("Quy định", "12/QyĐ-UBND", ""),
        ("Kế hoạch", "4818/KH-SGDĐT", ""),
        ("Kế hoạch", "/KH-SGDĐT", ""),
        ("Công điện", "149/CĐ-TTg", ""),
        ("Công văn", "1234/SGDĐT-VP", ""),
        ("công văn", "15155/QLD-VP", ""),
        ("Công văn", "130/SYT", ""),
        ("Công văn", "12/TTr-VP", ""),
        ("Văn bản hợp nhất", "41/VBHN-VPQH", ""),
        ("Kế hoạch", "90/KHLT-SGDĐT-TCGD", ""),
        ("Kế hoạch", "12/KH-THPT.PB", ""),
        ("Kế hoạch", "194/KH-PGD&ĐT", ""),
        ("Công văn", "134-CV/UBKTTU", ""),
        ("Chương trình", "01-CTr/BTGDVTU-ĐUUBNDTP", ""),
        ("Kế hoạch", "94-KH/BDVTU-BCSĐUBNDTP", ""),
        (None, "1935/BYT-BM-TE", ""),
        (None, "866/QĐ-TTg", ""),
        # wrong ones
        ("Nghị định", "59/NĐ-CP", "YEAR_MISSING"),
        ("Kế hoạch", "12/SGDĐT-VP", "TYPE_MISMATCH"),
        ("Quy định", "12/QYĐ-UBND", "CASE"),
        ("Chỉ thị", "33/CT-TTG", "CASE"),
        ("Quyết định", "371/QÐ-UBND", "WRONG_LETTER"),
        ("Kế hoạch", "5/KH-UBND", "NOT_PADDED"),
        ("Kế hoạch", "12-KH/UBND", "STATE_IN_PARTY_FORM"),
        ("Kế hoạch", "12/KH/UBND", "SYNTAX"),
        ("Kế hoạch", "12/KH", "SYNTAX"),
        ("Luật", "43/2013/QH 13", "SYNTAX"),
        ("Kế hoạch", "", "SYNTAX"),
        ("Kế hoạch", "mười hai", "SYNTAX"),
    ],
)
def test_parse_code(kind, code, problems):
    assert parse_code(code, kind).problems == tuple(problems.split())


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("371/QĐ-UBND", ("371", None, "QĐ-UBND", "UBND", "QĐ", False)),
        ("59/2023/NĐ-CP", ("59", 2023, "NĐ-CP", "CP", "NĐ", False)),
        ("66.18/2026/NQ-CP", ("66.18", 2026, "NQ-CP", "CP", "NQ", False)),
        ("47/2024/QH15", ("47", 2024, "QH15", "QH15", "QH", False)),
        ("23-QĐ/TW", ("23", None, "QĐ/TW", "TW", "QĐ", True)),
        ("94-KH/BDVTU-ĐUUBNDTP", ("94", None, "KH/BDVTU-ĐUUBNDTP", "BDVTU-ĐUUBNDTP", "KH", True)),
        ("3892/SGDĐT-HSSV", ("3892", None, "SGDĐT-HSSV", "SGDĐT-HSSV", None, False)),
        ("/KH-SGDĐT", ("", None, "KH-SGDĐT", "SGDĐT", "KH", False)),
    ],
)  # fmt: skip
def test_parts(code, parts):
    cited = parse_code(code)
    assert (
        cited.number, cited.year, cited.symbol, cited.organ, cited.letters, cited.party,
    ) == parts  # fmt: skip
    assert (cited.start, cited.end, cited.code) == (0, len(code), code)


# Every document the two model plans cite: as typed, kind, code, date, issuer, subject.
MODEL = [
    (
        ("Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về tiếp tục tăng"
        " cường và đổi mới công tác dân vận."),
        [("Chỉ thị", "33/CT-TTg", date(2021, 11, 26), "Thủ tướng Chính phủ",
          "về tiếp tục tăng cường và đổi mới công tác dân vận")],
    ),
    (
        ("Căn cứ Chương trình số 01-CTr/BTGDVTU-ĐUUBNDTP của Ban Tuyên giáo và Dân vận thành ủy và"
        " Đảng ủy Ủy ban nhân dân (UBND) thành phố ngày 22/9/2025 ban hành Chương trình phối hợp"
        " công tác tuyên giáo và dân vận, giai đoạn 2025 - 2030;"),
        [("Chương trình", "01-CTr/BTGDVTU-ĐUUBNDTP", date(2025, 9, 22),
          "Ban Tuyên giáo và Dân vận thành ủy và Đảng ủy Ủy ban nhân dân (UBND) thành phố",
          "ban hành Chương trình phối hợp công tác tuyên giáo và dân vận, giai đoạn 2025 - 2030")],
    ),
    (
        ("Thực hiện Kế hoạch số 294/KH-UBND ngày 11/11/2025 của UBND thành phố về thực hiện Chương"
        " trình phối hợp giai đoạn 2025 – 2030 và Quyết định số 371/QĐ-UBND ngày 28/01/2026 của"
        " Ủy ban nhân dân thành phố về việc ban hành danh mục nhiệm vụ; Quyết định số 5016/QĐ-UBND"
        " ngày 10/12/2025 của Ủy ban nhân dân thành phố ban hành tiêu chí chấm điểm."),
        [("Kế hoạch", "294/KH-UBND", date(2025, 11, 11), "UBND thành phố",
          "về thực hiện Chương trình phối hợp giai đoạn 2025 – 2030"),
         ("Quyết định", "371/QĐ-UBND", date(2026, 1, 28), "Ủy ban nhân dân thành phố",
          "về việc ban hành danh mục nhiệm vụ"),
         ("Quyết định", "5016/QĐ-UBND", date(2025, 12, 10), "Ủy ban nhân dân thành phố",
          "ban hành tiêu chí chấm điểm")],
    ),
    (
        ("Đề án số 04-ĐA/TU, ngày 14/01/2026 của Thành uỷ về xây dựng mô hình CNXH và Nghị quyết số"
        " 05-NQ/TU, ngày 14/01/2026 của Ban Chấp hành Đảng bộ thành phố về xây dựng và triển khai"
        " thực hiện một số mô hình CNXH."),
        [("Đề án", "04-ĐA/TU", date(2026, 1, 14), "Thành uỷ", "về xây dựng mô hình CNXH"),
         ("Nghị quyết", "05-NQ/TU", date(2026, 1, 14), "Ban Chấp hành Đảng bộ thành phố",
          "về xây dựng và triển khai thực hiện một số mô hình CNXH")],
    ),
    (
        ("gắn với Nghị quyết số 82/NQ-HĐND ngày 11/12/2025 của Hội đồng nhân dân thành phố về các"
        " biện pháp bảo đảm thực hiện dân chủ ở cơ sở"),
        [("Nghị quyết", "82/NQ-HĐND", date(2025, 12, 11), "Hội đồng nhân dân thành phố",
          "về các biện pháp bảo đảm thực hiện dân chủ ở cơ sở")],
    ),
    (
        ("Quyết định số 446-QĐ/TU ngày 26/11/2021 của BTV Thành ủy ban hành “Quy chế công tác dân"
        " vận của hệ thống chính trị”; Chỉ thị số 26/CT-UBND ngày 31/12/2021 của UBND thành phố về"
        " “Tiếp tục tăng cường công tác dân vận”; Chỉ thị số 07-CT/TU ngày 08/9/2021 của Ban Thường"
        " vụ Thành ủy “về đẩy mạnh thực hiện công tác dân vận”; Quyết định số 23-QĐ/TW ngày"
        " 30/7/2021 của Bộ Chính trị về việc ban hành Quy chế"),
        [("Quyết định", "446-QĐ/TU", date(2021, 11, 26), "BTV Thành ủy",
          "ban hành “Quy chế công tác dân vận của hệ thống chính trị”"),
         ("Chỉ thị", "26/CT-UBND", date(2021, 12, 31), "UBND thành phố",
          "về “Tiếp tục tăng cường công tác dân vận”"),
         ("Chỉ thị", "07-CT/TU", date(2021, 9, 8), "Ban Thường vụ Thành ủy",
          "“về đẩy mạnh thực hiện công tác dân vận”"),
         ("Quyết định", "23-QĐ/TW", date(2021, 7, 30), "Bộ Chính trị",
          "về việc ban hành Quy chế")],
    ),
    (
        ("- Luật Thực hiện dân chủ ở cơ sở ngày 10/11/2022; Luật Bầu cử đại biểu Quốc hội và"
        " đại biểu HĐND; Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ quy định chi tiết"
        " một số điều của Luật Thực hiện dân chủ ở cơ sở; Chỉ thị số 28/TT-TTg ngày 18/9/2025 của"
        " Thủ tướng Chính phủ về tổ chức bầu cử; Chỉ thị số 01-CT/TU ngày 23/7/2025 của Ban"
        " Thường vụ Thành ủy về lãnh đạo; Chỉ thị số 15-CT/TU, ngày 21/11/2022 của Ban"
        " Thường vụ Thành ủy về đẩy mạnh; Chỉ thị số 15/CT-UBND ngày 02/10/2025 của UBND thành"
        " phố về tổ chức; Kế hoạch"
        " của UBND thành phố triển khai thi hành"),
        [("Luật", None, date(2022, 11, 10), None, "Thực hiện dân chủ ở cơ sở"),
         ("Luật", None, None, None, "Bầu cử đại biểu Quốc hội và đại biểu HĐND"),
         ("Nghị định", "59/2023/NĐ-CP", date(2023, 8, 14), "Chính phủ",
          "quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở"),
         ("Luật", None, None, None, "Thực hiện dân chủ ở cơ sở"),
         ("Chỉ thị", "28/TT-TTg", date(2025, 9, 18), "Thủ tướng Chính phủ", "về tổ chức bầu cử"),
         ("Chỉ thị", "01-CT/TU", date(2025, 7, 23), "Ban Thường vụ Thành ủy", "về lãnh đạo"),
         ("Chỉ thị", "15-CT/TU", date(2022, 11, 21), "Ban Thường vụ Thành ủy", "về đẩy mạnh"),
         ("Chỉ thị", "15/CT-UBND", date(2025, 10, 2), "UBND thành phố", "về tổ chức")],
    ),
    (
        ("Thực hiện Kế hoạch số 94-KH/BDVTU-BCSĐUBNDTP ngày 11/01/2023 của Ban Dân vận Thành ủy và"
        " Ban Cán sự đảng Ủy ban nhân dân thành phố về phối hợp thực hiện công tác dân vận năm"
        " 2023, Sở Giáo dục và Đào tạo xây dựng kế hoạch"),
        [("Kế hoạch", "94-KH/BDVTU-BCSĐUBNDTP", date(2023, 1, 11),
          "Ban Dân vận Thành ủy và Ban Cán sự đảng Ủy ban nhân dân thành phố",
          "về phối hợp thực hiện công tác dân vận năm 2023")],
    ),
    (
        ("Nghị quyết số 14/2021/NQ-HĐND ngày  10/12/2021 của Hội đồng nhân dân thành phố về việc"
        " xây dựng xã nông thôn mới kiểu mẫu giai đoạn 2021-2025."),
        [("Nghị quyết", "14/2021/NQ-HĐND", date(2021, 12, 10), "Hội đồng nhân dân thành phố",
          "về việc xây dựng xã nông thôn mới kiểu mẫu giai đoạn 2021-2025")],
    ),
    (
        ("thực hiện Nghị quyết số 03-NQ/TU ngày 26/10/2021 của Ban Thường vụ Thành ủy về chuyển đổi"
        " số thành phố Hải Phòng đến năm 2025, định hướng đến năm 2030; tăng cường"),
        [("Nghị quyết", "03-NQ/TU", date(2021, 10, 26), "Ban Thường vụ Thành ủy",
          "về chuyển đổi số thành phố Hải Phòng đến năm 2025, định hướng đến năm 2030")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), MODEL)
def test_the_models_citations(text, cited):
    found = find(text)
    assert [(c.kind, c.code, c.date, c.issuer, c.about) for c in found] == cited
    problems = {problem for c in found for problem in c.problems}
    assert problems == ({"TYPE_MISMATCH"} if "28/TT-TTg" in text else set())


OTHER = [
    ("Kế hoạch số 199/KH-BGDĐT của Bộ GDĐT ngày 05/02/2026", "199/KH-BGDĐT", (2026, 2, 5),
     "Bộ GDĐT", ""),
    ("Kế hoạch 620/KH-SGDĐT", "620/KH-SGDĐT", None, None, "SO_MISSING"),
    ("thông tư 48/2011/TT-BYT", "48/2011/TT-BYT", None, None, "SO_MISSING TYPE_SMALL"),
    ("130/SYT-HĐKHCN ngày 21 tháng 02 năm 2012 Sở Y tế", "130/SYT-HĐKHCN", (2012, 2, 21),
     "Sở Y tế", ""),
    ("Kế hoạch số /KH-SGDĐT ngày tháng 7 năm 2026", "/KH-SGDĐT", None, None, ""),
    ("Kế hoạch số      /KH-SGDĐT ngày       tháng 7 năm 2026", "/KH-SGDĐT", None, None, ""),
    ("Luật Giao dịch điện tử năm 2023", None, None, None, ""),
    ("Luật Điện lực số 61/2024/QH15 ngày 30/11/2024", "61/2024/QH15", (2024, 11, 30), None, ""),
    ("Luật số 43/2013/QH 13", "43/2013/QH 13", None, None, "SYNTAX"),
    ("Quyết định số 05/QĐ - UBND ngày 31/2/2026", "05/QĐ - UBND", None, None,
     "SYNTAX NO_SUCH_DATE"),
    ("Nghị định số 59/2023/NĐ-CP ngày 14/8/2024 của Chính phủ", "59/2023/NĐ-CP", (2024, 8, 14),
     "Chính phủ", "YEAR_MISMATCH"),
    ("Công văn số 3892/SGDĐT-HSSV ngày 5/5/2026 của Sở Văn hóa, Thể thao và Du lịch",
     "3892/SGDĐT-HSSV", (2026, 5, 5), "Sở Văn hóa, Thể thao và Du lịch", ""),
    ("Quyết định số 12-QĐ/BTCTW ngày 5/5/2026 của Ban Tổ chức Trung ương", "12-QĐ/BTCTW",
     (2026, 5, 5), "Ban Tổ chức Trung ương", ""),
]  # fmt: skip


@pytest.mark.parametrize("end", [".", "; tiếp", ", sau đó", ""])
@pytest.mark.parametrize(("text", "code", "day", "issuer", "problems"), OTHER)
def test_other_forms(text, code, day, issuer, problems, end):
    (cited,) = find(f"Theo {text}{end}")
    assert (cited.start, cited.end) == (5, 5 + len(text))
    assert (cited.code, cited.issuer) == (code, issuer)
    assert cited.date == (date(*day) if day else None)
    assert cited.problems == tuple(problems.split())


@pytest.mark.parametrize(
    "text",
    [
        "Luật sư Nguyễn Văn A", "3/SGD", "24/7", "100.000 đồng/GV", "COVID-19", "19-SARS",
        "Quyết định của Ban Thường vụ Thành ủy về Quy chế đối thoại", "phòng, chống/TNXH",
        "tỷ lệ 3/5", "Kế hoạch - Tài chính", "Sở GD&ĐT", "ngày 15/9/2026", "QĐ-UBND", "",
    ],
)  # fmt: skip
def test_no_citation(text):
    assert find(text) == []


def test_problems_are_named():
    assert {problem.value for problem in Problem} == set(Problem.__members__)


def test_letters_are_known():
    assert {"KH", "QyĐ", "CTr", "TTr", "NĐ"} <= tables().letters
    assert tables().state["kế hoạch"] == {"KH"}
    assert tables().party["công văn"] == {"CV"}


@given(ANY | WORDS)
def test_find_spans_are_ordered(text):
    at = 0
    for cited in find(text):
        assert at <= cited.start < cited.end <= len(text)
        assert cited.code is None or cited.code in text[cited.start : cited.end]
        at = cited.end


@given(ANY | WORDS, st.none() | st.sampled_from(["Kế hoạch", "công văn", "Luật", "thư", ""]))
def test_parse_code_never_raises(code, kind):
    assert parse_code(code, kind).code == code


@pytest.mark.parametrize(
    "bit",
    [
        "1",
        "số / ",
        "Quyết định số ",
        "12/QĐ-",
        "12/QĐ-UBND của A",
        "Luật A",
        "Luật A ",
        "A-",
        " ",
        "QĐ-",
    ],
)
def test_find_is_quick_on_bad_text(bit):
    began = time.perf_counter()
    find((bit * 20_000)[:20_000])
    assert time.perf_counter() - began < 2
