"""The reader: values as typed, places that lead back to the file, all mistakes in one run."""

import re
import string
import time
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vanban.files import apply_edits
from vanban.finding import Level, VanbanError, worst
from vanban.plan.source import LIMIT, read, read_text, scalars

DATA = Path(__file__).parents[3] / "data"

PLAN = """\
loai: ke-hoach
so: 05
nam: 2026
ngay:
trich_yeu: |
  Thực hiện công tác dân vận
  của ngành Giáo dục
noi_dung:
  - muc: Mục đích
  - gach: Lời văn   # ghi chú
noi_nhan:
- Sở Nội vụ
- UBND: x
"""


def codes(source):
    return [finding.code for finding in source.findings]


def fixed(text):
    """What is read, and what is read after all edits were made."""
    first = read_text(text, "f.yaml")
    mended = apply_edits(text, [edit for one in first.findings for edit in one.edits])
    return first, mended, read_text(mended, "f.yaml")


def paths(value, path=()):
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from paths(inner, (*path, at))


def composed(value):
    """The value with every text in NFC and without final line ends."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).rstrip("\n") or None
    if isinstance(value, list):
        return [composed(one) for one in value]
    if isinstance(value, dict):
        return {composed(key): composed(one) for key, one in value.items()}
    return value


def test_every_value_is_the_text_that_was_typed():
    values = read_text(PLAN, "f.yaml").values
    assert values["so"] == "05"
    assert values["nam"] == "2026"
    assert values["ngay"] is None
    assert values["trich_yeu"] == "Thực hiện công tác dân vận\ncủa ngành Giáo dục"
    assert values["noi_dung"] == [{"muc": "Mục đích"}, {"gach": "Lời văn"}]
    assert values["noi_nhan"] == ["Sở Nội vụ", {"UBND": "x"}]


@pytest.mark.parametrize("typed", ["05", "2026", "No", "1e3", "~", "null", "2026-01-12", "0x1F"])
def test_nothing_is_resolved(typed):
    assert read_text(f"a: {typed}", "f").values == {"a": typed}


@pytest.mark.parametrize("file", sorted(DATA.glob("*/*.yaml")), ids=lambda file: file.stem)
def test_the_real_plans_read_as_yaml_reads_them(file):
    source = read(file)
    assert worst(source.findings) in (None, Level.THONG_TIN)
    plain = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert composed(source.values) == composed(plain)
    assert source.values.keys() == plain.keys()


def test_places_lead_back_to_the_file():
    source = read_text(PLAN, "f.yaml")
    place = source.places["noi_dung", 1, "gach"]
    assert str(place) == "f.yaml:10:11"
    assert PLAN[place.start : place.end] == "Lời văn"
    key = source.keys["noi_dung", 1, "gach"]
    assert (key.line, key.column, PLAN[key.start : key.end]) == (10, 5, "gach")
    block = source.places["trich_yeu",]
    assert PLAN[block.start : block.end] == ("Thực hiện công tác dân vận\n  của ngành Giáo dục")
    assert source.places["ngay",].line == 4
    assert source.places["noi_dung",].line == 9


def test_a_part_of_a_block_has_its_place():
    source = read_text(PLAN, "f.yaml")
    at = source.values["trich_yeu"].index("ngành")
    place = source.place(("trich_yeu",), at, at + 5)
    assert (place.line, place.column) == (7, 7)
    assert PLAN[place.start : place.end] == "ngành"


def test_an_unknown_path_has_the_place_above_it():
    source = read_text(PLAN, "f.yaml")
    assert source.place(("noi_dung", 1, "thoi_han")) == source.place(("noi_dung", 1))
    assert source.place(("khong_co",)).line == 1


FORMS = """\
a: "x \\"y\\" \\u0041z"
b: 'it''s here'
c: một
  hai ba
d: |

  một  hai
    ba
e: >
  bốn
  năm

  sáu
f: {g: h, i: [j, k]}
y: a: b # z
"""


def test_characters_of_folded_and_quoted_texts_have_their_place():
    source = read_text(FORMS, "f")
    for path, value in paths(source.values):
        if isinstance(value, str):
            for at, character in enumerate(value):
                place = source.place(path, at, at + 1)
                typed = FORMS[place.start : place.end]
                assert typed == character or character.isspace() or typed in "\\'", (path, at)


@pytest.mark.parametrize(
    ("path", "deleted"),
    [
        (("noi_dung", 0), "  - m: n\n    o: p   # c\n"),
        (("noi_dung", 0, "m"), "m: n\n    "),
        (("noi_dung", 0, "o"), "    o: p   # c\n"),
        (("noi_dung", 1), "  - q\n"),
        (("noi_dung", 2), "  - |\n    r: s\n"),
        (("noi_dung", 3), "  -\n    t: u\n"),
        (("noi_dung", 3, "t"), "  -\n    t: u\n"),
        (("noi_dung", 4, "v"), "  - v:\n"),
        (("noi_dung", 5, 0), "- w\n    "),
        (("noi_dung", 5, 1), "    - x\n"),
        (("f", "g"), "g: h, "),
        (("f", "i"), ", i: [j, k]"),
        (("f", "i", 1), ", k"),
        (("z",), "z: |\n  a\n\n  b\n"),
    ],
)
def test_entry_span_takes_the_whole_entry(path, deleted):
    text = (
        "noi_dung:\n  - m: n\n    o: p   # c\n  # d\n  - q\n  - |\n    r: s\n  -\n    t: u\n"
        "  - v:\n  - - w\n    - x\nf: {g: h, i: [j, k]}\nz: |\n  a\n\n  b\n"
    )
    start, end = read_text(text, "f").entry_span(path)
    assert text[start:end] == deleted


def test_last_line_without_end():
    source = read_text("a: b\nc: d", "f")
    assert source.entry_span(("c",)) == (5, 9)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(end):
    text = end.join(["a: x", "b: c: d", "e: |", "  f", "  g", ""])
    source, mended, again = fixed(text)
    assert source.values == again.values == {"a": "x", "b": "c: d", "e": "f\ng"}
    assert mended == end.join(["a: x", "b: |", "  c: d", "e: |", "  f", "  g", ""])
    assert source.places["b",].line == 2
    place = source.place(("e",), 2, 3)
    assert (place.line, text[place.start : place.end]) == (5, "g")


def test_a_bom_is_cut_and_does_not_shift_columns():
    source = read_text("\ufeffa: b", "f")
    assert source.text == "a: b"
    assert source.places["a",].column == 4


# -- mistakes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "C004", 1),
        ("# ghi chú\n\n", "C004", 1),
        ("a: 1\nb: 2\na: 3\n", "C017", 3),
        ("a: 1\n---\na: 2\n", "C019", 2),
        ("a: 1\n---\nb: 2\n", "C019", 2),
        ("? [a]\n: b\n", "C019", 1),
        ("[a]: b\n", "C019", 1),
        ("a: &x b\n", "C015", 1),
        ("a: *x\n", "C015", 1),
        ("a: &x\n  b: c\n", "C015", 1),
        ("a:\n  - !!python/object/apply:os.system [rm]\n", "C015", 2),
        ("a: !!map\n  b: c\n", "C015", 1),
        ("Sở Giáo dục\nThông báo\n", "C010", 1),
        ("<html>\n<p class='a: b'>\n</html>\n", "C010", 1),
        ("{'a': [1, \n", "C010", 1),
        ("[" * 200_000, "C003", 1),
        ("{a: " * 50_000, "C003", 1),
        ("\n".join(" " * depth + "a:" for depth in range(300)), "C003", 101),
    ],
)
def test_what_cannot_be_read_is_one_finding(text, code, line):
    source = read_text(text, "f")
    bad = [one for one in source.findings if one.level is Level.LOI]
    assert [(one.code, one.place.line) for one in bad] == [(code, line)]
    assert bad[0].hint


def test_a_doubled_key_keeps_the_first_and_names_its_line():
    source = read_text("a: 1\nb:\n  c: 2\nb: [x, y]\n", "f")
    assert source.values == {"a": "1", "b": {"c": "2"}}
    assert "2" in source.findings[0].message
    assert ("b", 0) not in source.places


def test_a_leading_document_mark_is_fine():
    source = read_text("%YAML 1.2\n---\n# x\na: b\n...\n", "f")
    assert source.values == {"a": "b"}
    assert source.findings == []


def test_reads_on_after_every_mistake():
    source = read_text("a: b: c\nd: [e\n@@@\nf: 1\nf: 2\ng: *h\ni:\n\t- k\n  -l\nm: n\n", "f")
    assert source.values == {"a": "b: c", "d": "[e @@@", "f": "1", "g": "*h", "i": ["k", "l"],
                             "m": "n"}  # fmt: skip
    assert codes(source) == ["C011", "C011", "C022", "C017", "C015", "C012", "C013"]


def test_prose_gives_few_findings():
    line = "Kính gửi: các đơn vị\nvăn bản này, (không) phải kế hoạch; 12\n{% x %}\n"
    source = read_text(line * 2000, "f")
    syntax = [one for one in source.findings if one.code in ("C010", "C022")]
    assert len(syntax) <= 22


def test_an_error_that_nothing_mends_leaves_out_its_line():
    source = read_text("a: 1\n? x: [y\nb: 2\n", "f")
    assert source.values["a"] == "1"
    assert source.values["b"] == "2"
    assert [one.place.line for one in source.findings if one.code == "C010"] == [2]


def test_messages_are_not_pyyaml_s():
    for text in ("? x: [y\n", "a: {b\n", "? 'x\n", "a: 1\n  ? b\n", "%\n", "a: |9x\n"):
        for finding in read_text(text, "f").findings:
            assert not re.search(r"\b(found|expected|while|scanning)\b", finding.message)


# -- laws ------------------------------------------------------------------------------------

NASTY = [
    *string.punctuation, *"ab 01\t~", "Sở", "ệ", "”", "“", " ", "  ", " # ", " #", ": ", "- ", "**",
    "{{", "}}", "--- ", "null", "e\u0302", "\u00a0", "\u200b", "😀", "|", ">", "\\", "[^",
]  # fmt: skip
nasty = st.lists(st.sampled_from(NASTY), max_size=12).map("".join) | st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
    ),
    max_size=15,
)
FRAMES = [
    ("a: {}\nb: c\n", ("a",)),
    ("a: {}", ("a",)),
    ("l:\n  - gach: {}\n    x: y\n  - z: t\n", ("l", 0, "gach")),
    ("l:\n- gach: {}\nm: |\n  x\n", ("l", 0, "gach")),
    ("a:\r\n  - k: {}\r\nz: |\r\n  t\r\n", ("a", 0, "k")),
]
OWN = (scalars.Kind.HEADER, scalars.Kind.QUOTED, scalars.Kind.FLOW)


@given(nasty, st.sampled_from(FRAMES))
def test_a_value_on_its_line_is_read_as_typed(typed, frame):
    text = frame[0].replace("{}", typed)
    value = typed.strip(" \t")
    source, mended, again = fixed(text)
    assert composed(source.values) == composed(again.values), mended
    assert not [one for one in again.findings if one.repaired], mended
    if re.search(r"(^|[ \t])#[ \t]", typed) or scalars.kind_of(value) in OWN:
        return
    got = source.values
    for step in frame[1]:
        got = got[step]
    assert got == (value or None)
    place = source.place(frame[1])
    assert text[place.start : place.end] == value
    for at, character in enumerate(value):
        place = source.place(frame[1], at, at + 1)
        assert text[place.start : place.end] == character


LINES = [
    "a:", "b: x", "- c", "  - d: e", "    f: g", "  h: |", "   text", "- - i", "-j", "  k: l: m",
    "# c", "  # c", "", "\t", "\tn: o", "---", "p: 'q", "r'", "s: [t", "]", "{u}", "v: #w",
    "x # y", "z:z", "a: **b**", "c: >", "    d: e", "? f", ": g", "[h]: i", "&j k: l", "m: *n",
    "o: !p q", "  - r:", "'s': t", "u: v", "%YAML 1.2", "...", "\x07w: x", "y: e\u0302",
    "Sở Nội vụ", "  Căn cứ: abc", "        deep", "a:b", "  - lưu: x", "\u2028", '  - "q": w',
    "  - {{ x }}", "- {a: b}", "b: |2", "c: &x", "d: !!map", "      chu_tri: x", "chu\x08ng: x",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES) | nasty, max_size=9), st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_is_typed_nothing_breaks(lines, end):
    text = end.join(lines)
    source, mended, again = fixed(text)
    for finding in source.findings:
        place = finding.place
        assert place.line
        assert 0 <= place.start <= place.end <= len(text)
    for path in source.places:
        start, behind = source.entry_span(path)
        assert 0 <= start <= behind <= len(text)
        source.place(path, 0, 3)
    if worst(source.findings) is not Level.LOI:
        assert composed(source.values) == composed(again.values), mended
        assert not [one for one in again.findings if one.repaired], mended
    try:
        plain = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return
    if not source.findings:
        assert composed(source.values) == composed(plain)


@given(st.lists(st.sampled_from(["a: b", "- c", "a: b: c", "d: |", "  e", "f: [g"]), max_size=8),
       st.text(st.sampled_from("\x00\x07\x0b\x1f\x85\u2028\ufeff x:"), max_size=4))  # fmt: skip
def test_control_characters_never_reach_a_value(lines, odd):
    source = read_text("\n".join(line + odd for line in lines), "f")
    for path, value in paths(source.values):
        texts = [value, *path] if isinstance(value, str) else path
        for text in texts:
            assert not isinstance(text, str) or not re.search(
                "[\x00-\x08\x0b\x1f\x85\u2028\ufeff]", text
            )


# -- files -----------------------------------------------------------------------------------


def test_reads_a_file(tmp_path):
    file = tmp_path / "kế hoạch.yaml"
    file.write_bytes("\ufeffa: Sở\r\n".encode())
    source = read(file, "kế hoạch.yaml")
    assert source.values == {"a": "Sở"}
    assert source.file == "kế hoạch.yaml"
    assert source.text == "a: Sở\r\n"


@pytest.mark.parametrize("make", ["missing", "folder", "large", "name"])
def test_what_cannot_be_opened(tmp_path, make):
    path = tmp_path / make
    if make == "folder":
        path.mkdir()
    elif make == "large":
        with path.open("wb") as stream:
            stream.truncate(LIMIT + 1)
    elif make == "name":
        path = tmp_path / ("x" * 5000)
    with pytest.raises(VanbanError) as caught:
        read(path)
    assert caught.value.exit_code == 3


def test_another_kind_of_file_has_no_values(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"PK\x03\x04rest")
    source = read(file)
    assert source.values is None
    assert codes(source) == ["C002"]
    assert source.place(("a",)).line == 1


# -- speed -----------------------------------------------------------------------------------

ROW = (
    "  - viec: Tham mưu ban hành văn bản của Sở\n    chu_tri: Văn phòng Sở\n"
    "    phoi_hop: Các phòng Sở\n    thoi_han: Quý I/2026\n"
)


def test_reading_is_linear():
    def seconds(rows):
        begun = time.perf_counter()
        source = read_text("nhiem_vu:\n" + ROW * rows, "f")
        assert len(source.values["nhiem_vu"]) == rows
        return time.perf_counter() - begun

    seconds(50)
    assert seconds(4000) < 12 * min(seconds(1000) for _ in range(3))


@pytest.mark.parametrize(
    "text",
    [
        "x: " + "[" * 200_000,
        "- " * 200_000,
        "---\n" * 50_000,
        "abc def\n" * 50_000,
        '- "abc\n' * 10_000,
        "a: '" + "''" * 100_000 + "x",
        'a: "' + "\\" * 99_999,
        "\n".join(" " * depth + 'a_b: "x' for depth in range(800)),
        ": " * 100_000,
        "a: [" + "x, " * 50_000,
        "a: " + "# " * 100_000,
    ],
)
def test_no_text_makes_it_slow(text):
    begun = time.perf_counter()
    read_text(text, "f")
    assert time.perf_counter() - begun < 5
