"""Plans at the edge of what people type: each gives a whole document that keeps the decree.

`plans/*.yaml` are such plans; what is only large or unreadable is made here. `made` verifies the
file (`word.verify`), `complaints` judges the page, `audit` the format.
"""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from tests.plans.making import EDGES, REAL, made, made_of
from tests.word.decree import Paragraph, Table, complaints, read

PLANS = Path(__file__).parent / "plans"
_AUDITOR = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)


def audit(content, tmp_path):
    """What openxml-audit has against a document."""
    path = tmp_path / "van-ban.docx"
    path.write_bytes(content)
    return [error.description for error in _AUDITOR.validate(str(path)).errors]


def tasks(count, *, groups=0):
    """`count` tasks, and a group's row before every `groups` of them."""
    rows = []
    for n in range(count):
        if groups and n % groups == 0:
            rows.append({"nhom": f"Các nhiệm vụ thuộc nhóm thứ {n // groups + 1} của kế hoạch năm"})
        rows.append(
            {
                "viec": f"Việc thứ {n + 1}: rà soát, bổ sung, hoàn thiện quy chế của đơn vị "
                + "theo quy định mới " * (n % 7),
                "chu_tri": "Văn phòng Sở",
                "phoi_hop": "Các phòng Sở, đơn vị trực thuộc Sở",
                "thoi_han": f"Quý {('I', 'II', 'III', 'IV')[n % 4]}/2026",
            }
        )
    return {"noi_dung": [{"muc": "Nhiệm vụ"}, {"bang": "nhiem_vu"}], "nhiem_vu": rows}


ENDING = {"ket_thuc": "Trên đây là kế hoạch, đề nghị các đơn vị thực hiện"}
MADE = {
    "it-nhat": {},
    "25-hang": {**tasks(25, groups=6), **ENDING},
    "25-hang-khong-nhom": {**tasks(25), **ENDING},
    "2500-hang": {**tasks(2500, groups=50), **ENDING},
    "tu-dai": {
        "noi_dung": [{"gach": "x" * 2000}, {"bang": f"TT | A\n1 | {'dài' * 700}"}],
        **ENDING,
    },
    "ky-tu-dieu-khien": {
        "noi_dung": [{"gach": "a\x00b\x0bd\x1fe\tf\rg\ufffeh"}, {"muc": "M\x01"}],
        "ket_thuc": "Hết\x02",
    },
    "trong": {
        "can_cu": [],
        "noi_nhan": [],
        "nhiem_vu": [],
        "phu_luc": [],
        "so": None,
        "ngay": None,
    },
    "chi-bang": {"noi_dung": [{"bang": "TT | A\n1 | x"}]},
    "dai": {"noi_dung": [{"gach": f"Gạch {n} " * 30} for n in range(60)], **ENDING},
}


@pytest.fixture(scope="module")
def documents():
    """Name → document, each made once."""
    kept = {}

    def document(name):
        if name not in kept:
            paths = {path.stem: path for path in (*EDGES, *REAL.values())}
            kept[name] = made(paths[name]) if name in paths else made_of(MADE[name])
        return kept[name]

    return document


NAMES = [path.stem for path in (*REAL.values(), *EDGES)] + list(MADE)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_keeps_the_decree(documents, name):
    assert complaints(documents(name).content) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "2500-hang"])
def test_the_format_is_valid(documents, name, tmp_path):
    assert audit(documents(name).content, tmp_path) == []


def texts(content):
    """All that one reads in a document, page number and footnotes included."""
    document = read(content)
    every = [*document.paragraphs(), *(p for note in document.notes.values() for p in note)]
    every += [p for part in document.headers.values() for p in part]
    return "\n".join(p.text for p in every)


def test_signs_of_xml_and_of_templates_are_text(documents):
    said = texts(documents("dau-la").content)
    for sign in (
        "Thử & dấu <b> {{ x }} {% if y %} “ngoặc” 😀", "Luật & <luật> {{ x }}", "{% raw %}",
        "Gạch con &amp; &lt; ]]> <!-- x -->", "{{ 7*7 }}", "{# không phải ghi chú #}",
        "{{ vb }} {%p if x %}", "{%tr for x in y %} 😀", "😀🇻🇳", "*sao*", "[chỉ là ngoặc]",
        "Chú thích một & <chú> {{ c }} {% c %} “chú” 😀", "Chú thích hai đậm & nghiêng",
        "Chú thích trong phụ lục nằm ngang & <x> {{ y }} {% z %}",
        "Nguyễn & <Văn> {{ h }} “Mẫu” {% h %}", "VT, P&Q <x> {{ l }}", "Hàng gộp & <g> {{ g }}",
        "TÊN & <TÊN> {{ T }} {% T %} “TÊN” 😀",
    ):  # fmt: skip
        assert sign in said


def test_control_characters_do_not_reach_the_file(documents):
    said = texts(documents("ky-tu-dieu-khien").content)
    assert "- a\ufffdb\ufffdd\ufffde\tfg\ufffdh\n" in said


def test_control_characters_of_a_file_are_left_out(tmp_path):
    """U+0007 among them, which the view uses as its own sign."""
    text = (PLANS / "khong-can-cu.yaml").read_text("utf-8").replace("thăm", "th\x07ă\x00m")
    shutil.copytree(PLANS / "data", tmp_path / "data")
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    assert "\nSở tổ chức đoàn thăm trường./.\n" in texts(made(tmp_path / "x.yaml").content)


def test_2500_rows(documents):
    with zipfile.ZipFile(io.BytesIO(documents("2500-hang").content)) as archive:
        xml = archive.read("word/document.xml").decode()
    (table,) = re.findall(r"<w:tbl>(?:(?!</w:tbl>).)*<w:tblBorders>.*?</w:tbl>", xml, re.DOTALL)
    assert table.count("<w:tr>") == 1 + 2500 + 50
    assert ">50.50<" in table.rpartition("<w:tr>")[2]


def test_numbers_and_dates_have_the_decrees_zeros():
    for so, ngay, number, date in (
        ("5", "5/1/2026", "Số: 05/KH-SGDĐT", "Mẫu, ngày 05 tháng 01 năm 2026"),
        ("05", "5/3/2026", "Số: 05/KH-SGDĐT", "Mẫu, ngày 05 tháng 3 năm 2026"),
        ("105", "12/10/2026", "Số: 105/KH-SGDĐT", "Mẫu, ngày 12 tháng 10 năm 2026"),
        ("5", "4/2026", "Số: 05/KH-SGDĐT", "Mẫu, ngày       tháng 4 năm 2026"),
        (None, None, "Số:       /KH-SGDĐT", "Mẫu, ngày       tháng       năm 2026"),
    ):
        content = made_of({"so": so, "ngay": ngay}).content
        said = [" ".join(p.text.split()) for p in read(content).sections[0].paragraphs()]
        assert " ".join(number.split()) in said
        assert " ".join(date.split()) in said
        assert complaints(content) == []


def test_points_go_on_beyond_the_alphabet(documents):
    said = texts(documents("phe-duyet").content)
    for point in ("d) Điểm thứ 4", "đ) Điểm thứ 5", "e) Điểm thứ 6", "g) Điểm thứ 7"):
        assert point in said
    assert not re.search(r"^[fjwz]\) ", said, re.MULTILINE)


def test_a_document_is_cited_in_full_first_and_among_the_bases(documents):
    """In the title, which comes first, and in the căn cứ; everywhere else by type and number."""
    said = texts(documents("trich-dan").content)
    full = "Quyết định số 371/QĐ-UBND ngày 28/01/2026 của Ủy ban nhân dân tỉnh Mẫu về việc"
    assert said.count(full) == 2
    assert said.count("Quyết định số 371/QĐ-UBND") == 5
    assert said.count("Luật Thực hiện dân chủ ở cơ sở ngày 10/11/2022") == 1


def test_an_appendix_has_its_own_page_and_numbers(documents):
    sections = read(documents("ba-phu-luc").content).sections
    assert [s.number("pgSz", "w") for s in sections] == [11906, 11906, 16838, 11906]
    assert [s.number("pgNumType", "start") for s in sections] == [None, 1, 1, 1]


def test_a_group_never_ends_a_page(documents):
    """A group's row stays with its first task, and the heading with the table."""
    for name in ("25-hang", "ke-hoach-2026"):
        blocks = read(documents(name).content).sections[0].blocks
        for block in blocks:
            if isinstance(block, Table) and block.bordered:
                for row in block.rows:
                    group = len(row.cells) == 2
                    kept = all(p.keep_next for cell in row.cells for p in cell.paragraphs)
                    assert kept or not (group or row.header)
        at = next(n for n, b in enumerate(blocks) if isinstance(b, Table) and b.bordered)
        assert all(b.keep_next for b in blocks[at - 2 : at] if isinstance(b, Paragraph))


def test_a_table_at_the_end_holds_on_to_the_signature(documents):
    """LibreOffice 7.4 does not heed it, Word does: the last row, and all up to the signature."""
    *_, table, end, before, signature, _last = (
        read(documents("chi-bang").content).sections[0].blocks
    )
    assert all(p.keep_next for cell in table.rows[-1].cells for p in cell.paragraphs)
    assert end.keep_next
    assert before.keep_next
    assert not signature.bordered


# --- in LibreOffice ---------------------------------------------------------------------------


def words_of(pdf, page=None):
    """The words of a PDF with their boxes in points: (page, left, top, right, bottom, word)."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="replace",  # of a title with an emoji it writes half a pair
    )
    found, at = [], 0
    for line in done.stdout.splitlines():
        at += "<page " in line
        if box := re.search(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*)</w', line):
            found.append((at, *map(float, box.groups()[:4]), box[5]))
    return [word for word in found if page in (None, word[0])]


@pytest.fixture(scope="module")
def printed(office, documents):
    """Name → PDF of every document above."""
    return office({name: documents(name).content for name in PRINTED})


PRINTED = [name for name in NAMES if name != "2500-hang"]


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_2500_rows(office, documents):
    words = words_of(office({"2500-hang": documents("2500-hang").content})["2500-hang"])
    assert "50.50" in {word[5] for word in words}


@pytest.mark.office
@pytest.mark.parametrize("name", PRINTED)
def test_libreoffice_opens_it(printed, name):
    assert len(words_of(printed[name])) > 20


@pytest.mark.office
@pytest.mark.parametrize("name", PRINTED)
def test_no_page_carries_only_the_signature(printed, documents, name):
    """Above the signature stand at least two lines of the plan, or a row of its table."""
    words = words_of(printed[name])
    top = next(w for w in words if w[5] == "nhận:")
    above = [w for w in words if w[0] == top[0] and 60 < w[2] < top[2] - 12]
    assert len({round(w[2]) for w in above}) >= 2


@pytest.mark.office
def test_the_rules_are_as_long_as_they_must_be(printed):
    """The lines on LibreOffice's page against the words on it."""
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(printed["ke-hoach-2026"]) as pdf:
        page = pdf.pages[0]
        drawn = [*page.lines, *page.rects]
        rules = sorted(
            (d["top"], d["x0"], d["x1"]) for d in drawn if d["x1"] - d["x0"] > 20 and d["top"] < 300
        )
    words = words_of(printed["ke-hoach-2026"], 1)

    def span(first, last):
        begin = next(w for w in words if w[5] == first)
        end = next(w for w in words if w[5] == last and w[2] >= begin[2] - 1 and w[3] > begin[1])
        return begin[1], end[3], end[4]

    for (first, last), least, most in (
        (("SỞ", "TẠO"), 1 / 3, 1 / 2),
        (("Độc", "phúc"), 0.99, 1.01),
        (("của", "Phòng"), 1 / 3, 1 / 2),
    ):
        left, right, bottom = span(first, last)
        near = [r for r in rules if abs((r[1] + r[2]) / 2 - (left + right) / 2) < 3]
        under = [r for r in near if -2 < r[0] - bottom < 12]
        assert under, (first, rules, bottom)
        share = (under[0][2] - under[0][1]) / (right - left)
        assert least <= share <= most, (first, share)


@pytest.mark.office
def test_there_is_room_to_sign(printed):
    """25 mm between the post and the name."""
    words = words_of(printed["ke-hoach-2026"])
    post = next(w for w in words if w[5] == "GIÁM" and w[0] == words[-1][0])
    name = next(w for w in words if w[5] == "Lương")
    assert post[0] == name[0]
    assert (name[2] - post[4]) * 25.4 / 72 >= 25
