"""Whatever a plan says: nothing else changes, nothing is missed, and back again it is itself."""

import os
import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.drafting.roll.making import BODY, REGISTER, rolled_file, rolled_text
from tests.plans.making import EDGES, REAL

from vanban.drafting.roll.mentions import Fate
from vanban.drafting.roll.roll import roll
from vanban.drafting.roll.weekdays import renamed
from vanban.files import apply_edits
from vanban.finding import Level
from vanban.language.citation import find
from vanban.language.unicode import nfc
from vanban.plan.load import load_text
from vanban.plan.model import KeHoach
from vanban.plan.passages import passages
from vanban.plan.points import MARK
from vanban.plan.source import as_scalar, read_text

FILES = [*REAL.values(), *EDGES]
TIME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}")


def check(made):
    """Every property that one roll must have."""
    new = made.written()
    source, after = made.source, read_text(new.text, made.source.file)
    _only_reported_spans_change(made, new)
    loaded = load_text(new.text, KeHoach)
    assert _given(loaded.source.values) == _given(_expected(made)), (
        "a comment or an edit changed what is read"
    )
    errors = {one.code for one in loaded.findings if one.level is Level.LOI}
    assert not errors
    _no_digit_of_a_citation_changes(source, after)
    _every_time_is_met_once(made)
    _each_line_holds_its_mention(new, after)
    assert new.text.count(MARK) - source.text.count(MARK) == len(new.left) == len(made.points)


def _only_reported_spans_change(made, new):
    """Each edit lies in a mention's span, or inserts a comment's line, or a target's line."""
    source = made.source
    spans = [(one.place.start, one.place.end) for one in made.mentions]
    own = {edit for one in made.mentions for edit in one.edits}
    assert apply_edits(source.text, new.edits) == new.text
    for edit in new.edits:
        is_comment = edit.start == edit.end and edit.text.lstrip().startswith(MARK)
        if edit in own or is_comment:
            continue
        gone = source.text[edit.start : edit.end]
        blanks = 0 if edit.text else len(gone) - len(gone.lstrip())
        assert any(a <= edit.start + blanks and edit.end <= b for a, b in spans), edit


def _expected(made):
    """The values as the mentions say they become."""
    values = deepcopy(made.source.values)
    for one in made.mentions:
        inside, last = _holder(values, one.path)
        for change in sorted(one.changes, key=lambda c: -(c.start or 0)):
            if change.start is None:
                inside[last] = None
        if one.edits:  # a target whose figure moved over
            inside["nam_truoc"] = one.old
    parts = [change for one in made.mentions for change in one.changes if change.start is not None]
    for change in sorted(parts, key=lambda c: -c.start):
        inside, last = _holder(values, change.path)
        text = inside[last]
        inside[last] = text[: change.start] + change.text + text[change.end :]
    return values


def _given(values):
    """The values without those that are empty."""
    if isinstance(values, dict):
        return {key: _given(one) for key, one in values.items() if one is not None}
    return [_given(one) for one in values] if isinstance(values, list) else values


def _holder(values, path):
    """The list or mapping that holds what stands at a path, and its key there."""
    *above, last = path
    for step in above:
        values = values[step]
    return values, last


def _no_digit_of_a_citation_changes(before, after):
    def cited(source):
        return [
            re.sub(r"\D", "", text[one.start : one.end])
            for passage in passages(source)
            for text in [nfc(passage.text)]
            for one in find(text)
        ]

    assert cited(after) == cited(before)


def _each_line_holds_its_mention(new, after):
    for one, line in new.lines.items():
        words = one.old.split() if one.new is None else one.new.split() or [str(one.path[-1])]
        assert words[0].strip("'\"") in after.sheet.lines[line - 1], (one, line)


def _every_time_is_met_once(made):
    source = made.source
    for passage in passages(source):
        for found in TIME.finditer(passage.text):
            place = source.place(passage.path, found.start(), found.end())
            around = [
                one
                for one in made.mentions
                if one.place.start <= place.start and place.end <= one.place.end
            ]
            assert len(around) == 1, (passage.path, found.group(), passage.text)


def bare(text):
    """A plan's text without points, number and date."""
    lines = [line for line in text.splitlines() if MARK not in line]
    return [re.sub(r"^(so|ngay):.*", r"\1:", line) for line in lines]


def there_and_back(made, by, body, registers):
    """The plan rolled and rolled back."""
    there = made.written().text
    loaded = load_text(there, KeHoach, made.source.file)
    back = roll(loaded.value, loaded.source, body, registers, made.step.first)
    assert back.step.by == -by
    return back.written().text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("by", [1, 3, -2])
def test_files(path, by):
    plan = load_text(path.read_text("utf-8"), KeHoach).value
    made = rolled_file(path, plan.year + by)
    check(made)
    if not plan.muc_tieu:
        assert bare(there_and_back(made, by, BODY, [REGISTER])) == bare(made.source.text)


# --- plans of pieces ----------------------------------------------------------------------------

YEAR = 2026
OFFSETS = st.sampled_from([-1, 0, 0, 0, 1])
DAYS = st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)).filter(lambda d: (d.month, d.day) != (2, 29))
WAYS = st.sampled_from(["thứ Hai", "thứ hai", "Thứ Hai", "THỨ HAI", "thứ 2"])


@st.composite
def weekday_and_date(draw):
    day = draw(DAYS)
    name = renamed(draw(WAYS), day, begins=False)
    typed = f"{day.day:02d}/{day.month}/{day.year}"
    return draw(st.sampled_from(["họp {0}, {1}", "vào {0} ngày {1}", "{1} ({0})"])).format(
        name, typed
    )


MOVING = st.one_of(
    OFFSETS.map(lambda n: f"năm {YEAR + n}"),
    st.tuples(st.sampled_from(["Quý I", "quý IV", "Quý I-Quý III"]), OFFSETS).map(
        lambda one: f"{one[0]}/{YEAR + one[1]}"
    ),
    st.tuples(st.integers(1, 12), OFFSETS).map(lambda one: f"tháng {one[0]}/{YEAR + one[1]}"),
    st.tuples(st.sampled_from(["trước ngày", "trước", "đến hết ngày", "chậm nhất"]), DAYS).map(
        lambda one: f"{one[0]} {one[1].day:02d}/{one[1].month}/{one[1].year}"
    ),
    DAYS.map(lambda d: f"ngày {d.day} tháng {d.month:02d} năm {d.year}"),
    st.tuples(st.sampled_from(["-", " - ", "–", "- "]), OFFSETS).map(
        lambda one: f"năm học {YEAR + one[1]}{one[0]}{YEAR + one[1] + 1}"
    ),
    weekday_and_date(),
)
STAYING = st.sampled_from(
    ["giai đoạn 2021-2025", "giai đoạn 2026 - 2030", "nhiệm kỳ 2021 – 2026", "đến năm 2030",
     "tầm nhìn đến năm 2050", "từ năm học 2023-2024", "ngày 30/4/1975",
     "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ",
     "Kế hoạch số 294/KH-UBND ngày 11/11/2025 của UBND tỉnh về việc đó",
     "chủ đề năm “Kỷ cương, sáng tạo”", "Tổ Cũ", "Ban Dân vận Tỉnh ủy", "bà Trần Thị Mẫu",
     "0912.560.336", "lần thứ XII", "bầu cử", "Luật Trẻ em", "trước ngày 15/6 hằng năm"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["Triển khai", "báo cáo", "kết quả", "và", "của ngành", "a: b", "- x", "'", "“ ”"]
)
SENTENCE = st.lists(MOVING | STAYING | WORDS, min_size=1, max_size=5).map("; ".join)


def typed(text, style, indent):
    """A text as a value of YAML."""
    if style == "|":
        return "|\n" + " " * indent + text.replace("; ", ";\n" + " " * indent)
    if style == ">":
        return ">\n" + " " * indent + text.replace("; ", ";\n" + " " * indent)
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    return as_scalar(text)


@st.composite
def plans(draw):
    """A plan as text, its entries in every style of YAML."""
    lines = [f"loai: ke-hoach\nnam: {YEAR}\nco_quan: x\nso: 5\nngay: 5/3/{YEAR}"]
    style = st.sampled_from(["", "|", ">", "'"])
    lines.append(f"trich_yeu: {typed(draw(SENTENCE), draw(style), 2)}")
    lines.append("noi_dung:")
    for text in draw(st.lists(SENTENCE, min_size=1, max_size=4)):
        if draw(st.booleans()):
            lines.append("  # lời dặn")
        lines.append(f"  - gach: {typed(text, draw(style), 6)}")
    lines.append("  - bang: nhiem_vu\nnhiem_vu:")
    for text in draw(st.lists(SENTENCE, min_size=1, max_size=3)):
        lines.append(f"  - viec: {typed(text, draw(style), 6)}")
        lines.append(f"    thoi_han: {typed(draw(SENTENCE), draw(style), 6)} # hạn")
    lines.append("nguoi_ky:\n  chuc_vu: Giám đốc")
    text = "\n".join(lines) + "\n"
    text = re.sub(r"^(.*[|>])?( # hạn)$", r"\1", text, flags=re.MULTILINE)
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.sampled_from([1, 1, 2, 5, -1, -4]))
def test_plans_of_pieces(text, by):
    made = rolled_text(text, YEAR + by)
    check(made)
    assert bare(there_and_back(made, by, BODY, [REGISTER])) == bare(text)


SCRAPS = st.sampled_from(
    ["2026", "2027", "2025", "1999", "năm", "tháng", "ngày", "Quý", "I", "15", "0", "/", "-", ".",
     ",", " ", "(", "“", "số", "QĐ-UBND", "thứ Hai", "đến", "trước"]
)  # fmt: skip


def _plan_of(entries, title="x"):
    lines = "".join(f"  - gach: {as_scalar(one)}\n" for one in entries)
    return (
        f"loai: ke-hoach\nnam: {YEAR}\nco_quan: x\ntrich_yeu: {as_scalar(title)}\n"
        f"noi_dung:\n{lines}nguoi_ky:\n  chuc_vu: x\n"
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(SCRAPS, max_size=12).map("".join))
@example("năm2026")
@example("2026/2027")
@example("15/2026/2027")
def test_any_figures_are_met_once(words):
    """However odd the words, a year stands in exactly one mention, and nothing breaks."""
    made = rolled_text(_plan_of(["x"], f"x {words}"), YEAR + 1)
    _every_time_is_met_once(made)
    _only_reported_spans_change(made, made.written())
    assert all(one.new is None or one.fate is not Fate.KEPT for one in made.mentions)


SAMPLES = os.environ.get("VANBAN_SAMPLES", "")


@pytest.mark.skipif(not SAMPLES, reason="VANBAN_SAMPLES names no folder of real documents")
def test_texts_of_real_documents():
    for path in sorted(Path(SAMPLES).glob("*.txt")):
        paragraphs = path.read_text("utf-8", "replace").split("\n\n")
        entries = [words for one in paragraphs if (words := " ".join(one.split()))]
        check(rolled_text(_plan_of(entries), YEAR + 1))
