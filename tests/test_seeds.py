"""The two real plans are complete: every word of the seeds stands in the document, in order.

The document is read with code of this file's own, so that a mistake of the writer cannot hide in
the reader. The seeds are texts as pdfminer left them; each repair of its damage is named here
(`REPAIRS`, `seed_paragraphs`) and is checked to be needed. The closing marks that the machine adds
(`;` `.` `:` `./.`) are those of the seeds, so they need no exception.
"""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from tests.plans.making import REAL, made, shipped

from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.project import Project, find_root
from vanban.rules.check import check_plan
from vanban.view.view import build

SEEDS = Path(__file__).parent / "seeds"
YEARS = tuple(REAL)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# --- the document, read ----------------------------------------------------------------------


def text_of(paragraph):
    """The text of a `w:p` as one reads it; no-break signs and runs of blanks folded."""
    signs = {f"{W}noBreakHyphen": "-", f"{W}tab": " ", f"{W}br": " "}
    pieces = [e.text or "" if e.tag == f"{W}t" else signs.get(e.tag, "") for e in paragraph.iter()]
    return folded("".join(pieces))


def folded(text):
    """NFC, one blank for every run of blanks (the no-break one too), plain hyphens."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u2011", "-").split())


def read(content):
    """The document's paragraphs in order, without the letterhead, and those of its footnotes.

    A row of the bordered table is one entry, its cells from left to right; the cells of the
    borderless signature table give their paragraphs one by one. Empty paragraphs are left out.

    The letterhead is left out because neither seed has it: names, number, place and date were lost
    by the extraction (seed 2023 keeps two of its lines, in the middle of a section).
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
        notes = []
        if "word/footnotes.xml" in archive.namelist():
            root = etree.fromstring(archive.read("word/footnotes.xml"))
            for note in root:
                if note.get(f"{W}type") is None:
                    notes += [text_of(p) for p in note]
    found = []
    letterhead, *blocks = body
    assert letterhead.tag == f"{W}tbl"
    for block in blocks:
        if block.tag == f"{W}p":
            found.append(text_of(block))
        elif block.find(f"{W}tblPr/{W}tblBorders") is not None:
            for row in block.iter(f"{W}tr"):
                found.append(" ".join(filter(None, map(text_of, row.iter(f"{W}p")))))
        else:
            found += map(text_of, block.iter(f"{W}p"))
    return list(filter(None, found)), notes


def words(paragraphs):
    return Counter(word for paragraph in paragraphs for word in paragraph.split())


# --- the seeds, mended ------------------------------------------------------------------------

REPAIRS = {
    "2026": {
        "the footnote's number is glued to the word before the mark": ("sở1…", "sở…"),
        "Word numbers a footnote itself": ("\n1 - Quyết định số 23", "\n- Quyết định số 23"),
        "the number of the page stands in the text": ("\n6 \n", "\n"),
    },
    "2023": {
        "two lines of the letterhead fell into section II": (
            "\nUBND THÀNH PHỐ HẢI PHÒNG \n Độc lập - Tự do - Hạnh phúc \n",
            "\n",
        ),
    },
}


def seed(year):
    """The text of a seed with the damage undone that can be undone word by word."""
    text = unicodedata.normalize("NFC", (SEEDS / f"{year}.txt").read_text("utf-8"))
    for wrong, right in REPAIRS[year].values():
        assert text.count(wrong) == 1, wrong
        text = text.replace(wrong, right)
    # A line was cut after a hyphen inside a word: "Kế hoạch-/Tài chính", "2021-/2025".
    return re.sub(r"(?<=\w)- *\n\s*", "-", text)


PARAGRAPH = re.compile(
    r"[IVX]+\. [A-ZĐ]|\d\. [A-ZĐ]|- [A-ZĐ]|Căn cứ [A-ZĐ]|Thực hiện Kế hoạch số|Trên đây là"
    r"|Trên cơ sở|Sở Giáo dục và Đào tạo \(GDĐT\)|Nơi nhận:|Thực hiện công tác"
    r"|của ngành Giáo dục"
)
"""How a paragraph of the two plans begins; anything else is the rest of the one before."""

ROW = re.compile(r"\d\d?(\.\d)?|[abc]|Stt Nội dung")
"""How a row of the task table begins: a line with its number alone."""

CELLS_LATE = {
    "2023": {
        # Rows 2 and 7 were cut by a page's end: the rest of the text, and of the last but one cell
        # of row 7, stands behind the row's last cell. (What is moved, behind what it belongs)
        "21/11/2022 của Ban Thường vụ Thành ủy về đẩy mạnh thực hiện dân chủ theo phương châm “dân "
        "biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng”.": (
            "Chỉ thị số 15-CT/TU ngày"
        ),
        "việc thực hiện công tác dân vận chính quyền của ngành giáo dục và đào tạo năm 2023.": (
            "thành phố về kết quả"
        ),
        "trực thuộc Sở": "Văn phòng Sở Các phòng Sở, đơn vị",
    },
    "2026": {},
}


def joined(lines, start):
    """The lines joined into paragraphs, each beginning with a line that `start` matches."""
    found = []
    for line in lines:
        if start(line) or not found:
            found.append(line)
        else:
            found[-1] += f" {line}"
    return found


def seed_paragraphs(year):
    """The paragraphs of a seed in the order of the document, and those of its footnotes."""
    lines = [folded(line) for line in seed(year).split("\n")]
    lines = [line for line in lines if line]
    notes = []
    if year == "2026":
        # The footnote is printed before the table, its end behind row 1.1, at the foot of a page.
        notes = cut(lines, "- Quyết định số 23-QĐ/TW", "Stt Nội dung")
        notes += cut(lines, "Luật Thực hiện dân chủ ở cơ sở; Quyết định của Ban", "1.2")
        notes = joined(notes, PARAGRAPH.match)
    table = cut(lines, "Stt Nội dung", "III. TỔ CHỨC THỰC HIỆN")
    if year == "2026":
        # Group 5 of the table stands inside a sentence of section III.
        table += cut(lines, "5", "hàng năm (báo cáo 06 tháng trước 10/6/2026, báo cáo 09")
    rows = [late_cells(year, row) for row in joined(table, ROW.fullmatch)]
    place = lines.index("III. TỔ CHỨC THỰC HIỆN")
    foot = lines.index("Nơi nhận:")
    return [
        *joined(lines[:place], PARAGRAPH.match),
        *rows,
        *joined(lines[place:foot], PARAGRAPH.match),
        *lines[foot:],
    ], notes


def cut(lines, first, end):
    """Take out the lines from the one that begins with `first` up to that beginning with `end`."""
    at = next(n for n, line in enumerate(lines) if line.startswith(first))
    to = next(n for n, line in enumerate(lines) if n > at and line.startswith(end))
    found = lines[at:to]
    del lines[at:to]
    return found


def late_cells(year, row):
    for late, before in CELLS_LATE[year].items():
        if before in row and f" {late}" in row.partition(before)[2]:
            head, tail = row.split(before, 1)
            row = f"{head}{before} {late}{tail.replace(f' {late}', '', 1)}"
    return row


# --- the proof --------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_every_word_of_the_seed_and_no_other(year):
    found, notes = read(made(REAL[year]).content)
    assert words([*found, *notes]) == words(folded(seed(year)).split("\n"))


@pytest.mark.parametrize("year", YEARS)
def test_every_paragraph_whole_and_in_order(year):
    found, notes = read(made(REAL[year]).content)
    expected, expected_notes = seed_paragraphs(year)
    assert found == expected
    assert notes == expected_notes


@pytest.mark.parametrize("year", YEARS)
def test_the_joining_itself_loses_nothing(year):
    expected, notes = seed_paragraphs(year)
    assert words([*expected, *notes]) == words(folded(seed(year)).split("\n"))


@pytest.mark.parametrize("year", YEARS)
def test_one_changed_word_anywhere_is_seen(year):
    """Each text of the plan in turn with one word changed: the proof above must fail."""
    checked = check_plan(REAL[year], Project(find_root(REAL[year].parent)))
    machine = shipped(checked.body.co_chu)
    expected = seed_paragraphs(year)
    changed = 0
    for path in leaves(checked.source.values):
        values = mutated(checked.source.values, path)
        view = build(KeHoach.model_validate(values), checked.body, checked.documents)
        assert read(machine.render(view, fast=True)) != expected, path
        changed += 1
    assert changed > 50


def test_an_error_of_the_authors_put_right_is_seen():
    """The mutation a clerk would make: “Chính phủ phủ” put right in a footnote."""
    text = REAL["2026"].read_text("utf-8")
    checked = check_plan(REAL["2026"], Project(find_root(REAL["2026"].parent)))
    values = checked.source.values
    notes = {"dan-chu": values["chu_thich"]["dan-chu"].replace("Chính phủ phủ", "Chính phủ")}
    assert "Chính phủ phủ" in text
    view = build(KeHoach.model_validate({**values, "chu_thich": notes}), checked.body)
    found, found_notes = read(shipped().render(view))
    assert found == seed_paragraphs("2026")[0]
    assert found_notes != seed_paragraphs("2026")[1]
    assert words(found_notes) != words(seed_paragraphs("2026")[1])


SETTINGS = {"loai", "nam", "co_quan", "so", "ngay"}


def leaves(value, path=()):
    """The paths of the texts that are printed."""
    if isinstance(value, str):
        if value not in ("nhiem_vu",):
            yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in SETTINGS:
                yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))


def mutated(value, path):
    """A copy of `value` whose text at `path` has its last word doubled by another."""
    if not path:
        head, _blank, last = value.rstrip().rpartition(" ")
        return f"{head} khác {last}".strip()
    step, *rest = path
    copied = value.copy()
    copied[step] = mutated(value[step], rest)
    return copied


def test_the_profile_holds_what_the_letterhead_of_the_seed_shows():
    body = Project(find_root(REAL["2023"].parent)).body("sgddt-hai-phong")
    assert isinstance(body.value, CoQuan)
    assert body.value.chu_quan.upper() == "UBND THÀNH PHỐ HẢI PHÒNG"
