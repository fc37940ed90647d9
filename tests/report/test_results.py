import io
import json

import pytest

from vanban.finding import Edit, Finding, Level, Place, VanbanError
from vanban.report.changes import changes
from vanban.report.json_ import document, error_data, finding_data
from vanban.report.screen import show
from vanban.report.short import short
from vanban.report.summary import counts, summary
from vanban.report.texts import Texts

PLACE = Place("a.yaml", 1, 5, 4, 9)
WRONG = Finding("C103", Level.LOI, "Sai\nkhuôn", PLACE, edits=(Edit("a.yaml", 4, 9, "x"),))
SAID = Finding("N102", Level.THONG_TIN, "Thời hạn", Place("a.yaml", 2, 1, 10, 10))
TEMPLATE = Finding("M101", Level.CANH_BAO, "Từ lạ", Place("m.docx", paragraph=2, quote="{{ x }}"))


def test_short_is_one_line():
    assert short(WRONG) == "a.yaml:1:5: lỗi[C103] Sai khuôn"
    assert short(TEMPLATE) == "m.docx: đoạn 2: cảnh báo[M101] Từ lạ"


def test_summary_counts_and_offers_to_mend():
    assert summary([WRONG, SAID, TEMPLATE, SAID]) == (
        "1 lỗi, 1 cảnh báo, 2 thông tin; 1 chỗ tự sửa được: thêm --fix"
    )
    assert summary([SAID]) == "1 thông tin"
    assert counts([]) == "không có gì phải sửa"


def test_json_has_every_key_always():
    texts = Texts({"a.yaml": "so: 1\n2345\n"})
    data = finding_data(WRONG, texts)
    assert data == {
        "file": "a.yaml", "line": 1, "column": 5, "end_line": 2, "end_column": 4,
        "start": 4, "end": 9, "part": None, "paragraph": None, "quote": None,
        "row": None, "cell": None,
        "code": "C103", "level": "loi", "message": "Sai\nkhuôn", "hint": "", "clause": "",
        "fixable": True, "edits": [{"file": "a.yaml", "start": 4, "end": 9, "text": "x"}],
    }  # fmt: skip
    other = finding_data(TEMPLATE, texts)
    assert other.keys() == data.keys()
    assert (other["paragraph"], other["line"], other["end_line"]) == (2, None, None)
    assert json.loads(document([data, other])) == [data, other]


def test_json_end_on_one_line():
    data = finding_data(SAID, Texts({"a.yaml": "loai: xyz\nb\n"}))
    assert (data["end_line"], data["end_column"]) == (2, 1)


def test_an_error_as_data():
    assert error_data(VanbanError("a", "b")) == {"message": "a", "hint": "b", "exit_code": 3}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\nb\nc", "a\nB\nc", ["2 - b", "2 + B"]),
        ("a\r\nb", "a\r\nb\r\nc", ["3 + c"]),
        ("a\nb", "a", ["2 - b"]),
        ("a", "a", []),
    ],
)
def test_changes(before, after, expected):
    assert ["".join(text for text, _ in line) for line in changes(before, after)] == expected


def test_long_changes_are_cut_around_the_difference():
    old, new = "x" * 300 + "cũ" + "y" * 300, "x" * 300 + "mới" + "y" * 300
    made = ["".join(text for text, _ in line) for line in changes(old, new, 80)]
    assert all(len(line) < 90 for line in made)
    assert "cũ" in made[0]
    assert "mới" in made[1]


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("plain", [True, False])
def test_colours_only_on_a_terminal_without_no_color(monkeypatch, plain):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    line = [[("lỗi [b]", "loi"), (" " + "dài " * 50, "")]]
    if plain:
        pipe = io.StringIO()
        show(line, pipe)
        monkeypatch.setenv("NO_COLOR", "1")
        terminal = Terminal()
        show(line, terminal)
        assert pipe.getvalue() == terminal.getvalue() == "lỗi [b] " + "dài " * 50 + "\n"
    else:
        terminal = Terminal()
        show(line, terminal)
        assert "\x1b[1;31mlỗi [b]" in terminal.getvalue()
        assert terminal.getvalue().count("\n") == 1
