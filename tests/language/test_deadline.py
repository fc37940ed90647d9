import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.deadline import Kind, find, parse

ANY = st.text(st.characters(exclude_categories=[]), max_size=60)
BITS = """
    quý I II III IV tháng năm ngày trước đến hết từ 0 1 5 12 13 31 2026 1999 / - – , ( ) hằng
    thường xuyên học kỳ giai đoạn 29/2 31/4/2026 7/2024 15/11 17h00 đầu cuối và trở đi
"""
WORDS = st.lists(st.sampled_from(BITS.split()), max_size=9).map(" ".join)


def days(text):
    """`1/2/2026 3/4/2026` as first and last day; `-` is none."""
    return tuple(
        None if each == "-" else date(*map(int, reversed(each.split("/")))) for each in text.split()
    )


UNDERSTOOD = [
    # quarters
    ("Quý I/2026", "quarter", "1/1/2026 31/3/2026", "Y"),
    ("Quý IV/2013", "quarter", "1/10/2013 31/12/2013", "Y"),
    ("Quý I-Quý III/2026", "quarter", "1/1/2026 30/9/2026", "Y"),
    ("Quý I-\nQuý III/2023", "quarter", "1/1/2023 30/9/2023", "Y"),
    ("Quý I – Quý III/2026", "quarter", "1/1/2026 30/9/2026", "Y"),
    ("Từ quý I đến quý III năm 2026", "quarter", "1/1/2026 30/9/2026", "Y"),
    ("Quý IV/2025 - Quý I/2026", "quarter", "1/10/2025 31/3/2026", "Y"),
    ("Quý IV - Quý I/2026", "quarter", "1/10/2025 31/3/2026", "Y"),
    ("Quý I-III/2026", "quarter", "1/1/2026 30/9/2026", "Y"),
    ("Quý I, II/2026", "quarter", "1/1/2026 30/6/2026", "Y"),
    ("Quý 1 và quý 2", "quarter", "1/1/2026 30/6/2026", ""),
    ("Xong trong Quý II/2026", "quarter", "1/4/2026 30/6/2026", "Y"),
    ("quý II năm 2026", "quarter", "1/4/2026 30/6/2026", "Y"),
    # months
    ("Tháng 3/2026", "month", "1/3/2026 31/3/2026", "Y"),
    ("Tháng 4-5/2024", "month", "1/4/2024 31/5/2024", "Y"),
    ("Tháng 4, 5, 6/2026", "month", "1/4/2026 30/6/2026", "Y"),
    ("7/2024", "month", "1/7/2024 31/7/2024", "Y"),
    ("02/2024", "month", "1/2/2024 29/2/2024", "Y"),
    ("tháng 5 năm 2026", "month", "1/5/2026 31/5/2026", "Y"),
    ("Tháng 4", "month", "1/4/2026 30/4/2026", ""),
    ("Tháng 11, 12/2013 và kiện toàn thường xuyên", "month", "1/11/2013 31/12/2013", "RY"),
    ("Từ tháng 11/2013 trở đi", "month", "1/11/2013 -", "Y"),
    ("06 tháng đầu năm", "month", "1/1/2026 30/6/2026", ""),
    ("6 tháng cuối năm 2026", "month", "1/7/2026 31/12/2026", "Y"),
    # years
    ("Cả năm 2026", "year", "1/1/2026 31/12/2026", "Y"),
    ("Năm 2026", "year", "1/1/2026 31/12/2026", "Y"),
    ("2026", "year", "1/1/2026 31/12/2026", "Y"),
    ("Cả năm", "year", "1/1/2026 31/12/2026", ""),
    ("Trong năm 2026", "year", "1/1/2026 31/12/2026", "Y"),
    ("Từ năm 2013 đến năm 2020 và tiếp theo", "year", "1/1/2013 31/12/2020", "Y"),
    ("đến năm 2030", "year", "- 31/12/2030", "Y"),
    ("đến hết năm 2026", "year", "- 31/12/2026", "Y"),
    ("giai đoạn 2026-2030", "year", "1/1/2026 31/12/2030", "Y"),
    ("2026 - 2030", "year", "1/1/2026 31/12/2030", "Y"),
    ("giai đoạn 2025 – 2030", "year", "1/1/2025 31/12/2030", "Y"),
    ("giai đoạn 2026\u20112030", "year", "1/1/2026 31/12/2030", "Y"),
    ("2021- 2025", "year", "1/1/2021 31/12/2025", "Y"),
    # school years
    ("năm học 2025-2026", "school_year", "5/9/2025 31/5/2026", "Y"),
    ("Học kỳ I năm học 2025-2026", "school_year", "5/9/2025 17/1/2026", "Y"),
    ("Học kỳ I", "school_year", "5/9/2026 17/1/2027", ""),
    ("Học kỳ II", "school_year", "18/1/2026 31/5/2026", ""),
    ("Định kỳ cuối Học kỳ 1 và cuối Học kỳ 2", "school_year", "18/1/2026 17/1/2027", "R"),
    (
        "Học kỳ I: Bắt đầu từ ngày 06/9/2024; kết thúc trước ngày 18/01/2025",
        "days", "6/9/2024 17/1/2025", "Y",
    ),
    # again and again
    ("Thường xuyên", "recurrent", "1/1/2026 31/12/2026", "R"),
    ("Hàng năm", "recurrent", "1/1/2026 31/12/2026", "R"),
    ("Hằng quý, hằng năm", "recurrent", "1/1/2026 31/12/2026", "R"),
    ("Định kỳ 6 tháng", "recurrent", "1/1/2026 31/12/2026", "R"),
    ("06 tháng, 09 tháng và hàng năm", "recurrent", "1/1/2026 31/12/2026", "R"),
    ("6 tháng, hằng năm và định kỳ", "recurrent", "1/1/2026 31/12/2026", "R"),
    ("trước ngày 18 hằng tháng", "recurrent", "1/1/2026 31/12/2026", "R"),
    ("Thường xuyên trong năm 2026", "recurrent", "1/1/2026 31/12/2026", "RY"),
    ("trước ngày 15/6 hằng năm", "before", "- 14/6/2026", "R"),
    ("định kỳ hàng năm (trước ngày 10/12)", "before", "- 9/12/2026", "R"),
    # before
    ("trước 10/6/2026", "before", "- 9/6/2026", "Y"),
    ("trước ngày 15/9/2026", "before", "- 14/9/2026", "Y"),
    ("Trước ngày 10/5", "before", "- 9/5/2026", ""),
    ("trước 15 tháng 5 năm 2025", "before", "- 14/5/2025", "Y"),
    ("hoàn thành trước ngày 6 tháng 5 năm 2025", "before", "- 5/5/2025", "Y"),
    ("xong trước ngày 01/01/2030", "before", "- 31/12/2029", "Y"),
    ("Trước tháng 6/2026", "before", "- 31/5/2026", "Y"),
    ("chậm nhất ngày 16/12", "before", "- 16/12/2026", ""),
    ("hạn chót 13/10/2017", "before", "- 13/10/2017", "Y"),
    ("đến hết ngày 15/8/2024", "before", "- 15/8/2024", "Y"),
    ("Từ nay đến ngày 30/6/2026", "before", "- 30/6/2026", "Y"),
    ("trước 17h00 ngày 10/12/2025", "before", "- 10/12/2025", "Y"),
    (
        "báo cáo 6 tháng trước ngày 10/6 và báo cáo năm trước ngày 10/12",
        "before", "- 9/12/2026", "",
    ),
    (
        "báo cáo năm trước ngày 10/12 và báo cáo 6 tháng trước ngày 10/6",
        "before", "- 9/12/2026", "",
    ),
    # one day
    ("30/6/2024", "day", "30/6/2024 30/6/2024", "Y"),
    ("30-6-2024", "day", "30/6/2024 30/6/2024", "Y"),
    ("Ngày 15/5", "day", "15/5/2026 15/5/2026", ""),
    ("Sáng ngày 24/11/2017", "day", "24/11/2017 24/11/2017", "Y"),
    ("Cả ngày 22/12/2017", "day", "22/12/2017 22/12/2017", "Y"),
    ("Buổi sáng, ngày 18 tháng 4 năm 2026", "day", "18/4/2026 18/4/2026", "Y"),
    ("Ngày 26/8/2024 (thứ Hai)", "day", "26/8/2024 26/8/2024", "Y"),
    ("13h30’ ngày 29/4/2026 (Thứ Tư)", "day", "29/4/2026 29/4/2026", "Y"),
    ("10g00, ngày 18/11/2025", "day", "18/11/2025 18/11/2025", "Y"),
    ("Lúc 14 giờ 00 phút, ngày 28 tháng 4 năm 2026", "day", "28/4/2026 28/4/2026", "Y"),
    ("08h00 – 11h00, ngày 21/11/2017", "day", "21/11/2017 21/11/2017", "Y"),
    ("11h00 ngày 16/8", "day", "16/8/2026 16/8/2026", ""),
    ("Dự kiến 10/7/2018", "day", "10/7/2018 10/7/2018", "Y"),
    # days
    ("01/3/2018 – 05/3/2018", "days", "1/3/2018 5/3/2018", "Y"),
    ("04/6/2018-15/6/2018", "days", "4/6/2018 15/6/2018", "Y"),
    ("16/6/2018 - 29/6/2018", "days", "16/6/2018 29/6/2018", "Y"),
    ("từ ngày 06/10/2025 đến ngày 31/12/2025", "days", "6/10/2025 31/12/2025", "Y"),
    ("Từ 01/8/2020 đến 03/8/2020", "days", "1/8/2020 3/8/2020", "Y"),
    ("Từ ngày 06 - 15/11/2017", "days", "6/11/2017 15/11/2017", "Y"),
    ("Ngày 20 – 21/11/2017", "days", "20/11/2017 21/11/2017", "Y"),
    ("Ngày 26, 27/12/2011", "days", "26/12/2011 27/12/2011", "Y"),
    ("Chiều ngày 28/12 và cả ngày 29/12/2011", "days", "28/12/2011 29/12/2011", "Y"),
    ("Tuần 1 (15-21/11)", "days", "15/11/2026 21/11/2026", ""),
    ("(15/11 → 10/12/2025)", "days", "15/11/2025 10/12/2025", "Y"),
    ("28/12 - 05/01", "days", "28/12/2026 5/1/2027", ""),
    ("28/12 - 05/01/2027", "days", "28/12/2026 5/1/2027", "Y"),
    ("≥ 20 ngày Dự kiến 23/7/2018 – 14/8/2018", "days", "23/7/2018 14/8/2018", "Y"),
    (
        "1,5 ngày (bắt đầu từ 13h30 thứ Hai ngày 06/7/2026)",
        "days", "6/7/2026 -", "Y",
    ),
    # no interval
    *(
        (text, kind, "- -", "")
        for kind, texts in {
            "clock": ["7h00 - 7h15"],
            "relative": [
                "1,5 ngày", "02 ngày", "Dự kiến khoảng 02 ngày làm việc/01 đơn vị",
                "≤ 20 ngày làm việc", "7 ngày làm việc sau khi công bố kết quả", "18 tháng",
                "Trong vòng 72 giờ kể từ ngày công bố kết quả", "Đến trước thời điểm mở thầu",
                "Ngay sau khi có kết quả đánh giá HSĐXKT", "05 ngày kể từ ngày 20/5/2026",
            ],
            "reference": [
                "Thực hiện theo lịch của thành phố", "Theo lịch công tác của lãnh đạo",
                "Thời gian theo QĐ phê duyệt", "Trong quá trình triển khai",
                "(thời gian sẽ thông báo sau)", "đột xuất (khi có yêu cầu)",
                "Thực hiện cùng thời gian kiểm tra (Kế hoạch số 2084/KH-SYT ngày 5/5/2026)",
            ],
        }.items()
        for text in texts
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "span", "marks"), UNDERSTOOD)
def test_understood(text, kind, span, marks):
    deadline = parse(text, 2026)
    assert deadline is not None
    assert deadline.kind == Kind(kind)
    assert (deadline.start, deadline.end) == days(span)
    assert "R" * deadline.recurrent + "Y" * deadline.year_given == marks


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "abc", "31/2/2026", "31/4", "Tháng 13", "29/2", "Quý V", "18 tháng đầu năm",
        "20/5/2026 - 10/5/2026", "giáo dục thường xuyên", "Thông tư 05/2023/TT-BGDĐT",
        "11/2016/TT-BYT", "59/2023/NĐ-CP", "371/QĐ-UBND", "04-ĐA/TU", "Sở Nội vụ", "trước", "III",
        "5", "0912.560.336", "tỷ lệ 3/5", "32 hằng tháng", "2030-2026",
    ],
)  # fmt: skip
def test_not_understood(text):
    assert parse(text, 2026) is None


@pytest.mark.parametrize(
    "cell",
    [
        "Thường xuyên", "Quý I/2026", "Quý I-Quý III/2026", "Cả năm 2026", "Quý IV/2026",
        "Năm 2026", "Quý I/2023", "Cả năm 2023", "Quý I-Quý III/2023", "Quý IV/2023",
        "Thực hiện theo lịch của thành phố",
    ],
)  # fmt: skip
def test_every_cell_of_the_models(cell):
    year = 2023 if "2023" in cell else 2026
    deadline = parse(cell, year)
    assert deadline is not None
    if deadline.kind is not Kind.REFERENCE:
        assert deadline.start.year == deadline.end.year == year


def test_leap_day_of_the_plan():
    assert parse("29/2", 2024).end == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Ngày 15/11", "15/11/2025 15/11/2025"),
        ("Tháng 5", "1/5/2026 31/5/2026"),
        ("Học kỳ I", "5/9/2025 17/1/2026"),
        ("Học kỳ II", "18/1/2026 31/5/2026"),
        ("Thường xuyên", "5/9/2025 31/5/2026"),
        ("Cả năm học", "5/9/2025 31/5/2026"),
        ("15/12 - 10/01", "15/12/2025 10/1/2026"),
    ],
)
def test_school_year_chooses_the_year(text, span):
    deadline = parse(text, 2026, school_year=(2025, 2026))
    assert (deadline.start, deadline.end) == days(span)


SENTENCES = [
    (
        ("báo cáo 06 tháng trước 10/6/2026, báo cáo 09 tháng trước ngày 15/9/2026 và báo cáo năm"
        " trước ngày 15/11/2026) hoặc báo cáo đột xuất (khi có yêu cầu)"),
        ["trước 10/6/2026", "trước ngày 15/9/2026", "trước ngày 15/11/2026"],
    ),
    (
        "đối với báo cáo 6 tháng trước ngày 15/6/2023 và đối với báo cáo năm trước ngày 10/12/2023",
        ["trước ngày 15/6/2023", "trước ngày 10/12/2023"],
    ),
    ("gửi về Sở trước ngày 18 hằng tháng.", ["trước ngày 18 hằng tháng"]),
    ("tổ chức từ ngày 06/10 đến ngày 31/12/2025;", ["từ ngày 06/10 đến ngày 31/12/2025"]),
    ("họp lúc 14 giờ 00, ngày 28 tháng 4 năm 2026", ["lúc 14 giờ 00, ngày 28 tháng 4 năm 2026"]),
    ("việc ấy xong trong Quý II/2026", ["xong trong Quý II/2026"]),
    ("làm từ Quý I-Quý III/2026", ["từ Quý I-Quý III/2026"]),
    ("trong quý I - III/2026", ["trong quý I - III/2026"]),
    ("rà soát tháng 8/2026", ["tháng 8/2026"]),
    ("ngày 26, 27/12/2026 và ngày 5/1/2027", ["ngày 26, 27/12/2026", "ngày 5/1/2027"]),
    ("hoàn thành đến hết năm 2026", ["hoàn thành đến hết năm 2026"]),
    # no deadlines
    ("giáo dục thường xuyên, học sinh thường xuyên bỏ học; Thường xuyên tổ chức kiểm tra", []),
    ("Thông tư 05/2023/TT-BGDĐT; 11/2016/TT-BYT và Nghị định số 59/2023/NĐ-CP", []),
    ("Quyết định số 371/QĐ-UBND ngày 28/01/2026 của Ủy ban nhân dân thành phố", []),
    ("Đề án số 04-ĐA/TU, ngày 14/01/2026 của Thành uỷ giai đoạn 2026 - 2030", []),
    ("Chương trình số 01-CTr/BTGDVTU-ĐUUBNDTP của Ban Tuyên giáo ngày 22/9/2025 ban hành", []),
    ("Luật Thực hiện dân chủ ở cơ sở ngày 10/11/2022;", []),
    ("công tác dân vận năm 2026, đánh giá hằng quý, hằng năm, 06 tháng đầu năm", []),
    ("đến năm 2040, tầm nhìn đến năm 2050; tỷ lệ 3/5; 24/7; điện thoại: 0912.560.336", []),
    ("trước ngày 31/02/2026", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrases"), SENTENCES)
def test_find(text, phrases):
    assert [text[start:end] for start, end, _ in find(text, 2026)] == phrases


def test_find_reads_what_parse_reads():
    ((start, end, deadline),) = find("Nộp trước ngày 15/9/2026 (qua Văn phòng Sở)", 2026)
    assert deadline == parse("trước ngày 15/9/2026", 2026)
    assert (start, end) == (4, 24)


@given(ANY | WORDS)
def test_parse_never_raises(text):
    for school_year in (None, (2025, 2026)):
        deadline = parse(text, 2026, school_year=school_year)
        if deadline and deadline.start and deadline.end:
            assert deadline.start <= deadline.end


@given(ANY | WORDS | st.sampled_from([text for text, *_ in UNDERSTOOD]))
def test_find_spans_are_ordered(text):
    at = 0
    for start, end, _ in find(text, 2026):
        assert at <= start < end <= len(text)
        at = end


@pytest.mark.parametrize(
    "bit",
    ["1", "1 ", "1/", "1, ", "quý I, ", "trước ngày ", "Quyết định số ", " ", "12/QĐ-", "(1-"],
)
def test_find_is_quick_on_bad_text(bit):
    began = time.perf_counter()
    find((bit * 20_000)[:20_000], 2026)
    parse((bit * 20_000)[:20_000], 2026)
    assert time.perf_counter() - began < 2
