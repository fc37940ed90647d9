"""Repairs: what is read equals what stands in the file once its edits are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.making import PLAN, codes, finding, fixed, loaded, with_body

from vanban.view.outline import Numbering


def same_after(text):
    """The mended text; it must read as it was read before it was mended."""
    before, after = loaded(text), fixed(text)
    assert before.value, before.findings
    assert loaded(after).value == before.value
    return after


@pytest.mark.parametrize(
    ("typed", "mended", "luu"),
    [
        ("noi_nhan:\n  - UBND\n  - Lưu: VT.\n", "noi_nhan:\n  - UBND\nluu: VT\n", "VT"),
        ("noi_nhan:\n- A\n- Lưu: VT, VP (2).\n", "noi_nhan:\n- A\nluu: VT, VP (2)\n", "VT, VP (2)"),
        ("noi_nhan:\n  - Lưu: VT\n", "luu: VT\n", "VT"),
        ("noi_nhan:\n  - UBND\n  - 'Lưu: [VT]'\n", "noi_nhan:\n  - UBND\nluu: '[VT]'\n", "[VT]"),
        ("noi_nhan:\n  - UBND\n  - Lưu: VT # x\n", None, "VT"),
        ("noi_nhan:\n  - Lưu: VT\n  - UBND\n", None, "VT"),
        ('noi_nhan: [UBND, "Lưu: VT."]\n', None, "VT"),
        ('noi_nhan: [\'Sở\', "Lưu: VT"]\n', None, "VT"),
        ('noi_nhan: [\n  UBND,\n  "Lưu: VT."\n  ]\n', None, "VT"),
        ("noi_nhan:\n  - UBND\n  - {Lưu: VT}\n", None, "VT"),
        ("noi_nhan: [Lưu: VT.]\n", None, "VT"),
        ("noi_nhan:\n  - Lưu Văn A (để biết)\n", None, None),
        ("noi_nhan:\n  - 'Lưu: .'\n", None, None),
    ],
)  # fmt: skip
def test_luu_among_the_recipients(typed, mended, luu):
    after = same_after(PLAN + typed)
    assert after == PLAN + (typed if mended is None else mended)
    assert loaded(PLAN + typed).value.luu == luu
    assert loaded(after).value.luu == luu


def test_an_empty_luu_is_not_written_twice():
    text = PLAN + 'luu: ""\nnoi_nhan:\n  - A\n  - "Lưu: VT"\n'
    assert fixed(text) == text


def test_the_recipients_behind_luu_keep_their_places():
    source = loaded(PLAN + "noi_nhan:\n  - A\n  - Lưu: VT\n  - B\n  - C: x\n").source
    for at, text in ((0, "A"), (1, "B")):
        place = source.places[("noi_nhan", at)]
        assert source.text[place.start : place.end] == text
    key = source.keys[("noi_nhan", 2, "C")]
    assert source.text[key.start : key.end] == "C"
    assert ("noi_nhan", 3) not in source.places
    place = source.place(("luu",), 0, 2)
    assert source.text[place.start : place.end] == "VT"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("  - muc: I. Mục đích", "  - muc: Mục đích"),
        ("  - muc: i. Mục đích", None),
        ("  - muc: I. I. Mục đích", "  - muc: Mục đích"),
        ("  - muc: V.I. Lênin với Việt Nam", None),
        ("  - muc: C.Mác và thời đại", None),
        ("  - muc: C. Mác và thời đại", None),
        ("  - muc: II. Mục đích", None),
        ("  - phan: 'Phần I. Chung'\n  - muc: I. A", "  - phan: 'Chung'\n  - muc: A"),
        ("  - phan: Phần I của kế hoạch", None),
        ("  - khoan: 1. A\n  - khoan: 2) B", "  - khoan: A\n  - khoan: B"),
        ("  - khoan: 1. A\n  - khoan: 3. B", "  - khoan: A\n  - khoan: 3. B"),
        ("  - khoan: A\n  - khoan_con: 1.1. B", "  - khoan: A\n  - khoan_con: B"),
        ("  - khoan: A\n  - khoan_con: 1.1 B", "  - khoan: A\n  - khoan_con: B"),
        ("  - khoan: A\n  - khoan_con: 1.1 tỷ đồng", None),
        ("  - diem: a) A\n  - diem: b. B", "  - diem: A\n  - diem: B"),
        ("  - gach: - A", "  - gach: |\n      A"),
        ("  - gach: - - A", "  - gach: |\n      A"),
        ("  - gach_con: + A", "  - gach_con: A"),
        ('  - gach: - "Dân vận"', '  - gach: |\n      "Dân vận"'),
        ("  - muc: I. [A]", "  - muc: '[A]'"),
        ("  - muc: I. # A", None),
        ("  - muc: I.\n      Mục đích", "  - muc: Mục đích"),
        ("  - muc: >\n      I.\n      Mục\n      đích", "  - muc: >\n      Mục\n      đích"),
        ('  - muc: "I.\n      Mục đích"', '  - muc: "Mục đích"'),
        ("  - {muc: I. Mục đích}", "  - {muc: Mục đích}"),
        ("  - doan: 1. A", None),
        ("  - gach: |\n      - A\n      - B", None),
    ],
)
def test_typed_numbers(typed, mended):
    text = with_body(typed)
    assert same_after(text) == with_body(typed if mended is None else mended)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("  - viec: 1. A\n  - viec: 2. B", "  - viec: A\n  - viec: B"),
        ("  - nhom: 1. A\n  - viec: 1.1. B", "  - nhom: A\n  - viec: B"),
        ("  - nhom: 1. A\n  - viec: 1.1 B", "  - nhom: A\n  - viec: B"),
        ("  - viec: 20.11 tổ chức mít tinh", None),
        ("  - viec: A\n  - viec_con: a) B", "  - viec: A\n  - viec_con: B"),
    ],
)
def test_typed_numbers_of_rows(typed, mended):
    text = PLAN + "nhiem_vu:\n"
    assert same_after(f"{text}{typed}\n") == f"{text}{typed if mended is None else mended}\n"


@pytest.mark.parametrize(
    "typed", ["muc: II. Mục đích", "muc: I.Mục đích", "phan: Phần I của", "diem: b) A"]
)
def test_what_looks_like_a_number_is_told(typed):
    told = finding(with_body(f"  - {typed}"), "C113")
    assert not told.repaired
    assert not told.edits


@pytest.mark.parametrize("typed", ["muc: V.I. Lênin", "muc: C.Mác", "khoan: 1.5 tỷ", "doan: 1. A"])
def test_what_looks_like_a_name_is_not(typed):
    assert "C113" not in codes(with_body(f"  - {typed}"))


def test_numbers_in_an_appendix_count_from_one():
    text = PLAN + "phu_luc:\n  - ten: A\n    noi_dung:\n      - muc: I. B\n"
    assert same_after(text) == text.replace("I. ", "")


def test_more_parts_than_roman_figures():
    numbering = Numbering()
    for _n in range(3999):
        numbering.of("muc")
    assert loaded(with_body("  - muc: A\n" * 4001)).value


@pytest.mark.parametrize("typed", ["~", "null", '""', "''"])
def test_a_number_or_date_that_is_null(typed):
    done = loaded(PLAN + f"so: {typed}\nngay: {typed}\n")
    assert done.value.so is None
    assert done.value.ngay is None
    assert not done.findings


WORDS = st.sampled_from(
    ["I.", "II.", "V.I.", "1.", "1.1.", "1.1", "a)", "-", "+", "Phần I.", "Mục", "đích", "Lênin",
     "Gồm: a", "#", "# b", "[x]", "{y}", '"z"', "'t'", "A, B", "|", ">", "!", "&n", "~", "null",
     "20.11"]
)  # fmt: skip
TEXT = st.lists(WORDS, min_size=1, max_size=4)


@st.composite
def scalars(draw):
    """A text as it may be typed, and whether brackets may be around it."""
    words = draw(TEXT)
    line = " ".join(words)
    return draw(
        st.sampled_from(
            [
                line,
                '"' + line.replace("\\", "").replace('"', '\\"') + '"',
                "'" + line.replace("'", "''") + "'",
                "|\n        " + line,
                ">\n        " + "\n        ".join(words),
                '"' + "\n        ".join(words).replace('"', '\\"') + '"',
                "\n        ".join(words),
            ]
        )
    )


KINDS = st.sampled_from(("phan", "muc", "khoan", "diem", "gach", "gach_con", "doan"))
RECIPIENTS = st.sampled_from(["UBND", "Lưu: VT.", "'Lưu: VT'", '"Lưu: [x]."', "{Lưu: VT}", "Lưu A"])


@st.composite
def plans(draw):
    """A plan in YAML: blocks of all looks, recipients in lines or in brackets."""
    body = "\n".join(
        f"  - {kind}: {text}"
        for kind, text in draw(st.lists(st.tuples(KINDS, scalars()), min_size=1, max_size=4))
    )
    people = draw(st.lists(RECIPIENTS, min_size=1, max_size=3))
    listed = "\n" + "".join(f"  - {one}\n" for one in people)
    end = draw(st.sampled_from([listed, f" [{', '.join(people)}]\n"]))
    return with_body(body) + f"noi_nhan:{end}"


@given(plans())
def test_edits_say_what_was_read(text):
    """Whatever is repaired while reading, the edits write; then nothing is left to repair."""
    before = loaded(text)
    if before.value is None:
        return
    after = fixed(text)
    again = loaded(after)
    assert again.value == before.value, after
    assert not [one for one in again.findings if one.repaired and one.edits]
