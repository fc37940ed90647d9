"""A .docx as a ZIP: written so that others read it, read back to the last byte."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.finding import VanbanError
from vanban.word import package

names = st.text(st.characters(codec="utf-8", exclude_characters="\0\\"), min_size=1, max_size=12)
contents = st.dictionaries(names, st.binary(max_size=300) | st.just(b"<w:p/>" * 500), max_size=5)


def packed(parts, pack=package.deflate):
    return package.write([package.entry(name, part, pack) for name, part in parts.items()])


DOCX = packed({package.CONTENT_TYPES: b"<Types/>", package.DOCUMENT: b"<document>" * 50})


@given(contents)
def test_others_read_what_we_write(parts):
    with zipfile.ZipFile(io.BytesIO(packed(parts))) as archive:
        assert archive.testzip() is None
        assert {info.orig_filename: archive.read(info) for info in archive.infolist()} == parts
        assert {info.date_time for info in archive.infolist()} <= {(1980, 1, 1, 0, 0, 0)}


@given(contents)
@pytest.mark.parametrize("pack", [package.deflate, package.fast_deflate])
def test_entries_are_what_was_written(pack, parts):
    found = package.entries(packed(parts, pack))
    assert {part.name: package.unpacked(part) for part in found} == parts


def test_fast_deflate_does_without_isal(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "isal", None)
    assert zlib.decompress(package.fast_deflate(b"abc" * 99), -15) == b"abc" * 99


@settings(max_examples=300)
@given(at=st.integers(0, len(DOCX) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_is_noticed_or_harmless(at, bit):
    broken = bytearray(DOCX)
    broken[at] ^= 1 << bit
    try:
        parts = {part.name: package.unpacked(part) for part in package.entries(bytes(broken))}
    except (ValueError, zlib.error):
        return
    assert parts == package.read(DOCX, "x")


@given(cut=st.integers(0, len(DOCX) - 1))
def test_a_cut_file_is_noticed(cut):
    with pytest.raises(ValueError, match="ZIP"):
        package.entries(DOCX[:cut])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\3\4",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        DOCX[:-30],
        packed({"word/document.xml": b""}),
        packed({}),
    ],
)
def test_what_is_no_docx_is_told_by_name(content):
    with pytest.raises(VanbanError, match=r"mau\.docx"):
        package.read(content, "mau.docx")


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(package, "MAX_UNPACKED", 400)
    with pytest.raises(VanbanError, match="quá lớn"):
        package.read(DOCX, "mau.docx")


def test_read_gives_the_parts_in_their_order():
    assert list(package.read(DOCX, "x")) == [package.CONTENT_TYPES, package.DOCUMENT]
