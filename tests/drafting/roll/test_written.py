"""The new file: comments at their entries, emptied number and date, targets, answers."""

import pytest
from tests.drafting.roll.making import OPEN, met, plan_text, rolled_text

from vanban.drafting.roll.mentions import Answer
from vanban.drafting.roll.roll import new_path
from vanban.drafting.roll.step import Step
from vanban.finding import VanbanError
from vanban.plan.points import points
from vanban.plan.source import read_text

HEAD = """\
loai: ke-hoach
nam: 2026   # năm nay
co_quan: x
so: "12" # văn thư
ngay: 5/1/2026
trich_yeu: Thử
"""
TAIL = """\
nguoi_ky:
  chuc_vu: Giám đốc
  ho_ten: Nguyễn Văn Mẫu
"""


def written(middle, to=2027, answers=None, tail=TAIL):
    made = rolled_text(HEAD + middle + tail, to)
    return made.written(answers).text


def test_number_and_date_are_emptied_and_comments_stay():
    text = written("noi_dung:\n  - gach: Việc\n")
    assert text.startswith(
        "loai: ke-hoach\nnam: 2027   # năm nay\nco_quan: x\nso:  # văn thư\nngay:\ntrich_yeu: Thử\n"
    )


ROW = """\
noi_dung:
  - bang: nhiem_vu
nhiem_vu:
  - viec: |
      Một
    thoi_han: Hội thi lần thứ 3
"""
NOTE = "noi_dung:\n  - gach: Một[^a]\nchu_thich:\n  a: >\n    Hội thi\n    lần thứ 3\n"


@pytest.mark.parametrize(
    ("middle", "line"),
    [
        ("noi_dung:\n  - gach: Hội thi lần thứ 3\n", "  - gach: Hội thi"),
        ("noi_dung:\n  # lời dặn\n  - gach: Hội thi lần thứ 3\n", "  - gach: Hội thi"),
        ("noi_dung:\n  - gach: |\n      Một\n      Hội thi lần thứ 3\n", "  - gach: |"),
        ("noi_dung:\n  - muc: Một\n  -\n    gach: Hội thi lần thứ 3\n", "    gach: Hội thi"),
        ("noi_dung: [{gach: Một}, {gach: Hội thi lần thứ 3}]\n", "noi_dung: ["),
        ("noi_dung: [{gach: Một},\n  {gach: Hội thi lần thứ 3}]\n", "noi_dung: ["),
        (ROW, "    thoi_han: Hội thi"),
        (NOTE, "  a: >"),
        ("noi_dung:\n  - gach: Một\ncan_cu:\n- Hội thi\n  lần thứ 3\n", "- Hội thi"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_stands_above_the_entry_of_its_point(middle, line, end):
    old = (HEAD + middle + TAIL).replace("\n", end)
    made = rolled_text(old, 2027).written()
    lines = made.text.split(end)
    at = next(at for at, text in enumerate(lines) if "lần thứ 3: số thứ tự" in text)
    assert lines[at + 1].startswith(line)
    assert lines[at].index("#") == len(line) - len(line.lstrip())
    assert len(points(read_text(made.text, "x"))) == len(made.left) > 0
    assert ("\r" in made.text.replace("\r\n", "")) is False


def test_old_points_stay():
    text = written("noi_dung:\n  # CẦN XEM: điểm cũ\n  - gach: Hội thi lần thứ 3\n")
    assert [one.text[:8] for one in points(read_text(text, "x"))] == ["điểm cũ", "Hội thi "]


def test_a_thing_met_again_is_one_point_that_names_the_other_lines():
    text = written(
        "noi_dung:\n  - gach: Tổ Cũ\n  - gach: Việc\n  - gach: Tổ cũ và tổ  cũ\nluu: VT (Mẫu)\n"
    )
    comments = [line for line in text.splitlines() if "CẦN XEM" in line]
    assert len(comments) == 2
    assert comments[0].startswith("  # CẦN XEM: Tổ Cũ: chỉ có đến năm 2026")
    assert comments[0].endswith("(còn ở dòng 11)")
    assert text.splitlines()[10] == "  - gach: Tổ cũ và tổ  cũ"


def test_the_planned_figure_moves_over():
    middle = (
        "noi_dung:\n  - bang: muc_tieu\nmuc_tieu:\n  - chi_tieu: A\n    nam_truoc: 98,5\n"
        "    ke_hoach: 99 # giao\n  - chi_tieu: B\n    ke_hoach: '5'\n"
    )
    why = "số của năm 2026 đã chép sang “nam_truoc”, thay bằng số thực hiện; ghi số của năm 2027"
    assert (
        f"  - chi_tieu: A\n    nam_truoc: 99\n    # CẦN XEM: A: {why}\n    ke_hoach:  # giao\n"
        f"  - chi_tieu: B\n    # CẦN XEM: B: {why}\n    nam_truoc: '5'\n    ke_hoach:\n"
    ) in written(middle)
    far = written(middle, 2030)
    assert "nam_truoc: 98,5\n" in far
    assert far.count("CẦN XEM: ") == 2


def test_a_parent_plan_is_to_be_found():
    nguon = {"tep": "data/ke-hoach/cha.yaml", "bam": "0", "phan_cap": "x"}
    made = rolled_text(plan_text(nguon=nguon), 2027)
    assert next(one.old for one in made.mentions if one.fate is OPEN) == "data/ke-hoach/cha.yaml"


@pytest.mark.parametrize(
    ("signer", "fate"),
    [
        ("chuc_vu: Giám đốc\n  ho_ten: Nguyễn Văn Mẫu\n", None),
        ("chuc_vu: Giám đốc\n  ho_ten: Trần Thị Mẫu\n", "Giám đốc: Nguyễn Văn Mẫu"),
        ("chuc_vu: Giám đốc\n", None),
    ],
)
def test_the_signer_is_the_first_of_the_profile(signer, fate):
    tail = f"nguoi_ky:\n  {signer}"
    made = rolled_text(HEAD + "noi_dung:\n  - gach: Việc\n" + tail, 2027)
    assert [one.proposal for one in made.mentions if one.fate is OPEN] == ([fate] if fate else [])


# --- answers ----------------------------------------------------------------------------------


def answered(middle, answer, tail=TAIL):
    """The new text when every point gets this answer."""
    made = rolled_text(HEAD + middle + tail, 2027)
    result = made.written({point.first.key: answer for point in made.points})
    return result.text, result.left


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Answer(), "  - gach: Hội thi lần thứ 3 trước ngày 10/7/2027\n"),
        (Answer(take=True), "  - gach: Hội thi lần thứ 4 trước ngày 09/7/2027\n"),
        (Answer(text="x"), "  - gach: Hội thi x x\n"),
    ],
)
def test_an_answered_point_leaves_no_comment(answer, line):
    text, left = answered("noi_dung:\n  - gach: Hội thi lần thứ 3 trước ngày 10/7/2026\n", answer)
    assert line in text
    assert left == []
    assert "CẦN XEM" not in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  - gach: Gọi 0912.560.336 ngay", "a: b # c"),
        ("  - gach: 'Gọi 0912.560.336 ngay'", "it's"),
        ('  - gach: "Gọi 0912.560.336 ngay"', 'nói "a" \\ b'),
        ("  - gach: |\n      Gọi 0912.560.336 ngay", "a: 'b' # c"),
        ("  - gach: >\n      Gọi\n      0912.560.336 ngay", "a: b # c"),
        ("  - gach: 0912.560.336", "[a"),
    ],
)
def test_an_answer_is_read_back_as_it_was_typed(typed, words):
    text, left = answered(f"noi_dung:\n{typed}\n", Answer(text=words))
    assert left == []
    value = read_text(text, "x").values["noi_dung"][0]["gach"]
    assert value in (f"Gọi {words} ngay", words)


def test_the_proposed_signer_is_typed_in_full():
    text, _left = answered(
        "noi_dung:\n  - gach: Việc\n",
        Answer(take=True),
        "nguoi_ky:\n  chuc_vu: |\n    KT. Giám đốc\n    Phó Giám đốc\n  ho_ten: Trần Thị Mẫu\n",
    )
    assert text.endswith("nguoi_ky:\n  chuc_vu: Giám đốc\n  ho_ten: Nguyễn Văn Mẫu\n")


def test_an_answer_goes_to_every_place_that_is_the_same():
    text, left = answered("noi_dung:\n  - gach: Tổ Cũ\n  - gach: tổ cũ\n", Answer(text="Tổ A"))
    assert (text.count("Tổ A"), left) == (2, [])


# --- where to ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "step", "new"),
    [
        ("ke-hoach-2026.yaml", Step(2026, 2026, 1), "ke-hoach-2027.yaml"),
        ("2026-dan-van.yml", Step(2026, 2026, -3), "2023-dan-van.yml"),
        ("kh-2025-2026.yaml", Step(2025, 2026, 1), "kh-2026-2027.yaml"),
        ("dan-van.yaml", Step(2026, 2026, 1), "dan-van-2027.yaml"),
        ("dan-van.yaml", Step(2025, 2026, 1), "dan-van-2026-2027.yaml"),
        ("ke-hoach-2019.yaml", Step(2026, 2026, 1), "ke-hoach-2019-2027.yaml"),
    ],
)
def test_the_new_name(tmp_path, name, step, new):
    assert new_path(tmp_path / name, step) == tmp_path / new


def test_to_the_same_year_is_refused():
    with pytest.raises(VanbanError):
        rolled_text(plan_text(), 2026)


def test_an_accent_typed_apart_changes_no_offset():
    import unicodedata

    words = unicodedata.normalize("NFD", "Hội thi lần thứ 3, hạn trước ngày 15/9/2026")
    found = met(words)
    assert [new for _fate, _old, new in found] == [None, "trước ngày 15/9/2027"]
    text = rolled_text(plan_text(noi_dung=[{"gach": words}]), 2027).written().text
    assert words.replace("2026", "2027") in text
