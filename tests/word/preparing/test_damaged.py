"""Templates that are damaged or come from elsewhere: a message that names them, never a trace."""

import contextlib
import io
import zipfile

import pytest
from tests.word.template.editing import Edited, render

from vanban.finding import Level, VanbanError
from vanban.word import package
from vanban.word.namespaces import w
from vanban.word.template.probe import probes

VIEW = probes()[0].view
HEADER = "word/header1.xml"
BROKEN = [
    package.STYLES, package.CONTENT_TYPES, package.RELATIONS, package.THEME, package.CORE, HEADER,
]  # fmt: skip
BYTES = [b"<w:styles", b"", b"\xff\xfe\xff", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']


def with_part(name, content):
    edited = Edited()
    edited.parts[name] = content
    edited.roots.pop(name, None)
    return edited


@pytest.mark.parametrize("content", BYTES, ids=str)
@pytest.mark.parametrize("name", [*BROKEN, package.FOOTNOTES])
def test_a_broken_part_is_named(tmp_path, name, content):
    edited = with_part(name, content)
    with pytest.raises(
        VanbanError, match=rf"mau\.docx.*{name.rpartition('/')[2][:6]}".replace("[", r"\[")
    ):
        render(edited.content(), VIEW)
    found = [f for f in edited.check(tmp_path) if f.code == "M115"]
    assert [f.place.part for f in found] == [name]
    assert found[0].level == Level.LOI


@pytest.mark.parametrize("name", [package.STYLES, package.RELATIONS])
def test_a_missing_part_is_named(tmp_path, name):
    edited = Edited()
    del edited.parts[name], edited.roots[name]
    with pytest.raises(VanbanError, match=r"mau\.docx"):
        render(edited.content(), VIEW)
    try:
        found = edited.check(tmp_path)
    except VanbanError:
        assert name == package.STYLES
    else:
        assert [f.place.part for f in found if f.code == "M115"] == [name]


def test_a_relation_to_nothing_is_named(tmp_path):
    edited = Edited()
    del edited.parts["word/settings.xml"], edited.roots["word/settings.xml"]
    with pytest.raises(VanbanError, match=r"word/settings\.xml"):
        render(edited.content(), VIEW)
    assert "M115" in [f.code for f in edited.check(tmp_path)]


def set_all(tag, attribute, value, part=package.STYLES):
    def change(edited):
        found = [e for e in edited.roots[part].iter(w(tag)) if w(attribute) in e.attrib]
        assert found
        for one in found:
            one.set(w(attribute), value)

    return change


def grids(change):
    def edit(edited):
        for table in edited.document.iter(w("tbl")):
            change(table, table.find(w("tblGrid")))

    return edit


def noted(identity):
    def edit(edited):
        note = f'<w:footnote w:id="{identity}"><w:p/></w:footnote>'
        space = w("")[1:-1]
        edited.parts[package.FOOTNOTES] = (
            f'<w:footnotes xmlns:w="{space}">{note}</w:footnotes>'.encode()
        )

    return edit


ODD = {
    "size with a unit": set_all("sz", "val", "13pt"),
    "size of letters": set_all("sz", "val", "lớn"),
    "size without end": set_all("sz", "val", "9" * 400),
    "indent with a unit": set_all("ind", "firstLine", "1cm"),
    "indent of letters": set_all("ind", "firstLine", "x"),
    "page with a unit": set_all("pgSz", "w", "210mm", package.DOCUMENT),
    "note without number": noted("x"),
    "no grid": grids(lambda table, grid: table.remove(grid)),
    "empty grid": grids(lambda _table, grid: grid.clear()),
    "comment in properties": lambda edited: edited.raw("<w:pPr>", "<w:pPr><!-- x --><?a b?>"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_value_is_no_trace(tmp_path, name):
    edited = Edited()
    ODD[name](edited)
    content, _engine = render(edited.content(), VIEW)
    assert package.read(content, "x")
    edited.check(tmp_path)


def test_a_measure_with_a_unit_is_understood():
    plain, other = Edited(), Edited()
    set_all("ind", "firstLine", "567")(plain)
    set_all("ind", "firstLine", "28.35pt")(other)
    assert (
        render(other.content(), VIEW)[1].compiled.measures
        == render(plain.content(), VIEW)[1].compiled.measures
    )


# --- the ZIP ---


def zipped(method=zipfile.ZIP_DEFLATED, **parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name in (package.CONTENT_TYPES, package.DOCUMENT):
            archive.writestr(name, parts.get(name, "<a/>" * 500))
    return stream.getvalue()


def patched(content, old, new):
    assert old in content
    return content.replace(old, new)


def cut(method):
    content = bytearray(zipped(method))
    for at in range(80, 100):
        content[at] = 255
    return bytes(content)


DAMAGED = {
    "LZMA": zipped(zipfile.ZIP_LZMA),
    "bzip2": zipped(zipfile.ZIP_BZIP2),
    "LZMA, damaged": cut(zipfile.ZIP_LZMA),
    "deflate, damaged": cut(zipfile.ZIP_DEFLATED),
    "name no UTF-8": patched(
        package.write([package.entry("word/é.xml", b""), package.entry(package.DOCUMENT, b"")]),
        "é".encode(),
        b"\xff\xff",
    ),
    "no data left": zipped()[:40] + zipped()[-200:],
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_zip_is_told_by_name(name):
    with pytest.raises(VanbanError, match=r"mau\.docx"):
        package.read(DAMAGED[name], "mau.docx")


@pytest.mark.parametrize("at", range(0, 700, 3))
def test_no_damaged_byte_gives_a_trace(at):
    content = bytearray(zipped(zipfile.ZIP_DEFLATED))
    content[at % len(content)] ^= 0xFF
    with contextlib.suppress(VanbanError):
        package.read(bytes(content), "mau.docx")


def test_the_sum_of_the_parts_and_their_number_are_limited(monkeypatch):
    every = [package.entry(name, b"x" * 300) for name in (package.CONTENT_TYPES, package.DOCUMENT)]
    content = package.write(every)
    package.read(content, "mau.docx")
    monkeypatch.setattr(package, "MAX_UNPACKED", 599)
    with pytest.raises(VanbanError, match="quá lớn"):
        package.read(content, "mau.docx")
    monkeypatch.undo()
    monkeypatch.setattr(package, "MAX_PARTS", 1)
    with pytest.raises(VanbanError, match="quá nhiều phần"):
        package.read(content, "mau.docx")
