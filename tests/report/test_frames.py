import unicodedata

import pytest

from vanban.finding import Finding, Level, Place
from vanban.report.frames import columns, frame, marked, printable
from vanban.report.texts import Texts


def lines(finding, text, width=100):
    made = frame(finding, Texts({"a.yaml": text}), width)
    return ["".join(piece for piece, _role in line) for line in made]


def finding_at(text, spot, **more):
    start = text.index(spot)
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    place = Place("a.yaml", line, column, start, start + len(spot))
    return Finding("C103", Level.LOI, "Sai khuôn", place, **more)


def test_a_frame_quotes_the_line_and_says_what_to_do():
    text = "loai: ke-hoach\nnam: hai nghìn\n"
    found = finding_at(text, "hai nghìn", hint="Viết 2026.", clause="NĐ 30, PL I")
    assert lines(found, text) == [
        "a.yaml:2:6: lỗi[C103] Sai khuôn",
        "  |",
        "2 | nam: hai nghìn",
        "  |      ^^^^^^^^^",
        "  = gợi ý: Viết 2026.",
        "  = căn cứ: NĐ 30, PL I",
    ]


def test_the_gutter_is_as_wide_as_the_line_number():
    text = "\n" * 99 + "so: x\n"
    assert lines(finding_at(text, "x"), text)[1:] == ["    |", "100 | so: x", "    |     ^"]


@pytest.mark.parametrize(
    ("line", "spot", "under"),
    [
        ("đơn vị: Sở", "Sở", "        ^^"),
        (
            unicodedata.normalize("NFD", "đơn vị: Sở"),
            unicodedata.normalize("NFD", "Sở"),
            " " * 8 + "^^",
        ),
        ("\tso: 5", "5", "        ^"),
        ("a 学校 b", "b", "       ^"),
        ("a\x07b c", "c", "    ^"),
    ],
)
def test_marks_stand_under_what_is_seen(line, spot, under):
    start = line.index(spot)
    assert marked(line, start, start + len(spot), 80)[1] == under


@pytest.mark.parametrize("at", [0, 5, 150, 290, 299, 300])
def test_a_long_line_is_cut_around_the_spot(at):
    line = "".join(chr(0x61 + n % 26) for n in range(300))
    text, marks = marked(line, at, at + 3, 60)
    assert columns(text) <= 60
    assert columns(marks) <= 61
    assert marks.strip("^ ") == ""
    seen = text[len(marks) - marks.count("^") : len(marks)]
    assert seen == line[at : at + 3]


def test_a_spot_longer_than_the_screen_is_marked_from_its_beginning():
    text, marks = marked("mo_dau: " + "ơ" * 300, 8, 308, 50)
    assert text.startswith(("mo_dau: ơ", "…"))
    assert text.endswith("…")
    assert len(marks) < 50


def test_a_spot_over_several_lines_is_marked_to_the_end_of_its_first():
    text = "a: |\n  một\n  hai\n"
    found = Finding("C1", Level.LOI, "x", Place("a.yaml", 2, 3, 7, len(text)))
    assert lines(found, text)[-1] == "  |   ^^^"


def test_a_place_behind_the_file_is_no_reason_to_fail():
    found = Finding("C1", Level.LOI, "x", Place("a.yaml", 9, 3, 70, 72))
    assert lines(found, "a: 1\n") == ["a.yaml:9:3: lỗi[C1] x"]
    found = Finding("C1", Level.LOI, "x", Place("a.yaml", 1, 30, 70, 72))
    assert lines(found, "a: 1\n")[-1].rstrip("^") == "  |     "


def test_a_file_that_cannot_be_read_has_no_frame(tmp_path):
    place = Place(str(tmp_path / "gone.yaml"), 1, 1, 0, 1)
    made = frame(Finding("C1", Level.LOI, "x", place), Texts())
    assert len(list(made)) == 1


def test_a_word_file_is_quoted_by_its_paragraph():
    place = Place(
        "mau.docx", part="word/document.xml", paragraph=3, quote="{{ soo }}\tx" + "y" * 200
    )
    made = lines(Finding("M101", Level.CANH_BAO, "Không có từ “soo”", place), "", 40)
    assert made[0] == "mau.docx: đoạn 3: cảnh báo[M101] Không có từ “soo”"
    assert made[1].startswith(" | {{ soo }}    xyy")
    assert made[1].endswith("…")
    assert len(made) == 2


def test_windows_line_ends_and_a_bom_do_not_shift_the_marks(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes("\ufeffloai: x\r\nso: năm\r\n".encode())
    made = [*frame(Finding("C1", Level.LOI, "m", Place(str(file), 2, 5, 13, 16)), Texts())]
    assert made[2][1][0] == "so: năm"
    assert made[3][1][0] == "    ^^^"


def test_nothing_printed_disturbs_a_terminal():
    assert printable("a\x1b[31mđỏ\u2028b\ud800") == "a·[31mđỏ·b·"
