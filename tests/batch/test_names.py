import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.batch.names import LONGEST, BadNameError, clean, default, named
from vanban.finding import Place, VanbanError
from vanban.plan.issuer import Truong


def unit(ma, n=2):
    return Truong(ma, f"Trường {ma}", "", {}, Place("ds.csv", row=n, cell="ma"))


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("mau-1/KH-mau-1", "mau-1/KH-mau-1.docx"),
        ("mau-1/KH.DOCX", "mau-1/KH.DOCX"),
        ("Trường Đoàn Kết/Kế hoạch", "Truong Doan Ket/Ke hoach.docx"),
        ("a\\b", "a/b.docx"),
        ("./a", "a.docx"),
        ('aa:b*c?"<>|d', "aa-b-c-d.docx"),
        ("con", "_con.docx"),
        ("NUL/aux.txt", "_NUL/_aux.txt.docx"),
        ("a. /b .", "a/b.docx"),
        ("a\x00\tb", "a-b.docx"),
        ("学校-1", "--1.docx"),
    ],
)
def test_a_name_every_disk_takes(typed, made):
    assert clean(typed) == made


def test_accents_stay_when_asked_for():
    assert clean("Trường Đoàn Kết/Kế hoạch", ascii_only=False) == "Trường Đoàn Kết/Kế hoạch.docx"


@pytest.mark.parametrize(
    "typed", ["", "/etc/passwd", "\\\\may\\a", "C:/a", "c:a", "../a", "a/../b", "a//b", "a/", "  "]
)
def test_a_name_that_leaves_the_folder_is_refused(typed):
    with pytest.raises(BadNameError):
        clean(typed)


@pytest.mark.parametrize("typed", ["a" * 300, "/".join(["thu-muc-dai"] * 30)[:-1]])
def test_a_name_too_long_is_refused(typed):
    with pytest.raises(BadNameError):
        clean(typed)


@given(st.text(max_size=60), st.booleans())
def test_whatever_is_typed_stays_below_the_folder(typed, plain):
    try:
        made = clean(typed, ascii_only=plain)
    except BadNameError:
        return
    steps = made.split("/")
    assert made.lower().endswith(".docx")
    assert len(made.encode()) <= LONGEST
    assert not {"", ".", ".."} & set(steps)
    assert all(step == step.strip() and not step.endswith(".") for step in steps)
    assert not set(made) & set(':*?"<>|\\\0')
    assert not plain or made.isascii()
    assert clean(made, ascii_only=plain) == made


@pytest.mark.parametrize(
    ("one", "two"),
    [("a/KH.docx", "a/KH.docx"), ("a/KH.docx", "A/kh.docx"), ("a.docx", "a.docx/b.docx")],
)
def test_two_schools_with_one_file_are_refused_with_both_rows(one, two):
    paths = iter((one, two))
    with pytest.raises(VanbanError) as caught:
        named([unit("a", 2), unit("b", 7)], lambda _unit: next(paths))
    assert caught.value.exit_code == 2
    assert "hàng 2" in caught.value.message
    assert "hàng 7" in caught.value.message
    assert "thêm {{ truong.ma }} vào --name" in caught.value.hint


def test_a_file_named_like_the_index_is_refused():
    with pytest.raises(VanbanError, match="danh mục"):
        named([unit("a")], lambda _unit: "Danh-muc.docx")


def test_one_school_without_a_name_does_not_stop_the_others():
    found = named([unit("a"), unit("..")], lambda one: clean(one.ma))
    assert found[0] == "a.docx"
    assert isinstance(found[1], BadNameError)


def test_the_default_has_the_code_of_the_kind():
    assert default("KH").endswith("{% endif %}KH-{{ truong.ma }}")
    assert default("QĐ").endswith("{% endif %}QD-{{ truong.ma }}")
