"""The number register: the next number, kept numbers, two runs at once, edits by hand."""

import subprocess
import sys

import pytest

from vanban.finding import VanbanError
from vanban.plan import numbers
from vanban.plan.numbers import Request, path_of, read_book, take

HEAD = "co_quan;loai;so;ngay;trich_yeu;tep"


def ask(tep, co_quan="THPT Mẫu", loai="ke-hoach"):
    return Request(co_quan, loai, "Về việc\nmẫu; thử", tep)


@pytest.fixture
def book(tmp_path):
    """Write the register of 2026: its lines, its encoding."""

    def write(*lines, encoding="utf-8-sig", end="\r\n"):
        path = path_of(tmp_path, 2026)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(end.join((HEAD, *lines, "")).encode(encoding))
        return path

    return write


def test_numbers_go_up_by_issuer_and_kind(tmp_path):
    given = take(
        tmp_path, 2026, [ask("a"), ask("b"), ask("c", loai="quyet-dinh"), ask("d", "THCS")]
    )
    assert given == {"a": "1", "b": "2", "c": "1", "d": "1"}
    assert take(tmp_path, 2026, [ask("e")]) == {"e": "3"}
    assert take(tmp_path, 2027, [ask("a")]) == {"a": "1"}
    content = path_of(tmp_path, 2026).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + HEAD.encode())
    assert 'THPT Mẫu;ke-hoach;1;;"Về việc mẫu; thử";a\r\n'.encode() in content
    names = sorted(one.name for one in path_of(tmp_path, 2026).parent.iterdir())
    assert names == ["2026.csv", "2027.csv"]


def test_a_file_keeps_its_number(tmp_path):
    take(tmp_path, 2026, [ask("x/a.docx"), ask("x/b.docx")])
    before = path_of(tmp_path, 2026).read_bytes()
    assert take(tmp_path, 2026, [ask("x/b.docx"), ask("X\\A.docx")]) == {
        "x/b.docx": "2",
        "X\\A.docx": "1",
    }
    assert path_of(tmp_path, 2026).read_bytes() == before


def test_gaps_and_letters_are_respected(tmp_path, book):
    book("THPT Mẫu;ke-hoach;2;;;", "thpt mẫu;Ke-hoach;05a;;;x", "THPT Mẫu;quyet-dinh;9;;;")
    assert take(tmp_path, 2026, [ask("x"), ask("y")]) == {"x": "5a", "y": "6"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", ";,\t")
def test_what_a_clerk_typed_stays(tmp_path, sign, encoding):
    path = path_of(tmp_path, 2026)
    path.parent.mkdir(parents=True)
    text = sign.join(["Tệp", "Số", "Loại", "Cơ quan", "Người nhận"]) + "\n# ghi chú\n"
    text += sign.join(["a", "7", "ke-hoach", "THPT Mẫu", '"Bà ""M"""'])
    path.write_bytes(text.encode(encoding))
    assert take(tmp_path, 2026, [ask("b")]) == {"b": "8"}
    now = path.read_bytes().decode(encoding)
    assert now == text + "\n" + sign.join(["b", "8", "ke-hoach", "THPT Mẫu", ""]) + "\n"
    assert take(tmp_path, 2026, [ask("a"), ask("b")]) == {"a": "7", "b": "8"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A;k;5;;;"], []),
        ([";k;5;;;"], [("L231", 2, "co_quan")]),
        (["A;k;;;;x"], [("L232", 2, "so")]),
        (["A;k;5/KH;;;"], [("L233", 2, "so")]),
        (["A;k;5;;;", "B;k;5;;;", "a;K;05;;;"], [("L234", 4, "so")]),
    ],
)
def test_mistakes_of_a_hand(tmp_path, book, lines, expected):
    found = read_book(book(*lines)).findings
    assert [(one.code, one.place.row, one.place.cell) for one in found] == expected
    if expected and expected[0][0] != "L232":
        with pytest.raises(VanbanError) as error:
            take(tmp_path, 2026, [ask("n")])
        assert f"hàng {expected[0][1]}" in error.value.message
    else:
        take(tmp_path, 2026, [ask("n")])


@pytest.mark.parametrize("text", ["co_quan;loai;so;ngay\n", "\n", "a;b\n1;2\n"])
def test_a_register_without_its_headings(tmp_path, text):
    path = path_of(tmp_path, 2026)
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert [one.code for one in read_book(path).findings] == ["L230"]
    with pytest.raises(VanbanError):
        take(tmp_path, 2026, [ask("n")])
    assert path.read_text("utf-8") == text


def test_a_lock_that_stays_is_named(tmp_path, monkeypatch, book):
    lock = book().with_name("2026.csv.khoa")
    lock.write_text("1\n")
    monkeypatch.setattr(numbers, "WAIT", 0.1)
    with pytest.raises(VanbanError) as error:
        take(tmp_path, 2026, [ask("a")])
    assert str(lock) in error.value.hint
    lock.unlink()
    assert take(tmp_path, 2026, [ask("a")]) == {"a": "1"}


def test_runs_at_once_never_give_one_number_twice(tmp_path):
    code = (
        "import sys; from pathlib import Path; from vanban.plan.numbers import *\n"
        "for at in range(10):\n"
        "    take(Path(sys.argv[1]), 2026, [Request('A', 'k', '', f'{sys.argv[2]}-{at}')])"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name])
        for name in ("a", "b", "c")
    ]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    lines = path_of(tmp_path, 2026).read_text("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[2] for line in lines] == [str(so) for so in range(1, 31)]
    assert len({line.split(";")[5] for line in lines}) == 30


def test_a_failed_write_takes_no_number(tmp_path, monkeypatch, book):
    path = book("A;k;5;;;")
    before = path.read_bytes()

    def refuse(*_given, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vanban.files.os.fdopen", refuse)
    with pytest.raises((VanbanError, OSError)):
        take(tmp_path, 2026, [ask("n", "A", "k")])
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert take(tmp_path, 2026, [ask("n", "A", "k")]) == {"n": "6"}
