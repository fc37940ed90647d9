"""What only the whole plan shows."""

import pytest
from tests.plan.making import PLAN, codes, finding, with_body

NOTE = "chu_thich:\n  a: Lời chú\n"


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("so: 05/KH-THPT\n", "C122"),
        ("so: 5 KH\n", "C122"),
        ("so: 5ab\n", "C122"),
        ("ky_hieu: 5/KH-X\n", "C142"),
        ("ky_hieu: KH X\n", "C142"),
        ("phe_duyet:\n  chuc_vu: Chủ tịch[^a]\n" + NOTE, "C141"),
        ("du_thao: Lần 2[^a]\n" + NOTE, "C141"),
        ("cot:\n  viec: Việc [@1/QĐ]\n", "C141"),
        ("phu_luc:\n  - ten: A[^a]\n    noi_dung:\n      - doan: B\n" + NOTE, "C141"),
        ("chu_thich:\n  so: Lời [^b]\n", "C127"),
        ("chu_thich:\n  ma: Lời [@1/QĐ]\n", "C128"),
    ],
)
def test_what_is_wrong_with_a_plan(added, code):
    assert code in codes(PLAN + added)


@pytest.mark.parametrize("so", ["5", "05", "105", "5a", "12đ"])
@pytest.mark.parametrize("symbol", ["KH-UBND", "KH-SGDĐT"])
def test_numbers_and_symbols_that_are_good(so, symbol):
    assert not codes(f"{PLAN}so: {so}\nky_hieu: {symbol}\n")


def test_a_mark_nobody_reads_is_complained_of_once():
    assert codes(f"{PLAN}du_thao: Lần 2[^a]\n{NOTE}") == ["C141"]


@pytest.mark.parametrize(
    "added",
    [
        "kem_theo: A[^a]\n",
        "can_cu:\n  - A[^a]\n",
        "mo_dau: A[^a]\n",
        "ket_thuc: A[^a]\n",
        "noi_nhan:\n  - A[^a]\n",
        "luu: A[^a]\n",
        "phu_luc:\n  - ten: A\n    noi_dung:\n      - gach: B[^a]\n",
    ],
)
def test_marks_where_they_are_read(added):
    assert not codes(PLAN + added + NOTE)


def test_two_signers_and_an_approval():
    one = "nguoi_ky:\n  chuc_vu: Giám đốc\n"
    two = "nguoi_ky:\n  - chuc_vu: A\n  - chuc_vu: B\n"
    approved = "phe_duyet:\n  chuc_vu: C\n"
    assert not codes(PLAN + approved)
    assert not codes(PLAN.replace(one, two))
    told = finding(PLAN.replace(one, two) + approved, "C139")
    assert told.place.line == PLAN.count("\n") + 2


@pytest.mark.parametrize("kind", ["tieu_muc_con", "khoan_con"])
def test_a_sub_level_without_its_level(kind):
    assert "C136" in codes(with_body(f"  - {kind}: A"))
    assert "C136" not in codes(with_body(f"  - khoan: A\n  - {kind}: A"))
