from dataclasses import fields

import pytest

from vanban.tables import table
from vanban.word.template.probe import probes
from vanban.word.template.words import OWNERS, kinds, loops, words


@pytest.mark.parametrize("owner", OWNERS)
def test_table_names_exactly_the_fields_of_the_view(owner):
    assert list(table("tu-mau")[owner]) == [field.name for field in fields(OWNERS[owner])]


def test_every_table_belongs_to_a_view():
    assert set(table("tu-mau")) == {*OWNERS, "vong"}


def test_every_view_class_is_reached_from_the_tree():
    def walk(kind):
        yield frozenset(kind.fields)
        for one in [*kind.fields.values(), *filter(None, [kind.item])]:
            yield from walk(one)

    found = set(walk(kinds()))
    assert {frozenset(f.name for f in fields(view)) for view in OWNERS.values()} <= found
    assert found - {frozenset()} == {frozenset(f.name for f in fields(v)) for v in OWNERS.values()}


def test_words_are_as_a_template_writes_them():
    assert "so" in words()
    assert "co_quan.ten" in words()
    assert "khoi.bang.dau" in words()
    assert "o.gop" in words()
    assert "tu.so" not in words()
    assert all(line and "\n" not in line for line in words().values())


def test_kinds_follow_the_type_hints():
    tree = kinds()
    assert tree.fields["so"].printed
    assert tree.fields["trich_yeu"].printed, "str | Rich is a text"
    assert tree.fields["ky_trai"].fields["ho_ten"].printed, "KyTen | None has the words of KyTen"
    part = tree.fields["cac_phan"].item
    assert part is not None
    assert not part.fields["phu_luc"].printed
    block = part.fields["noi_dung"].item
    assert block.fields["bang"].fields["hang"].item.fields["o"].item.fields["chu"].printed
    assert block == tree.fields["mo_dau"].item


def test_loops_go_through_lists_that_exist():
    for variable, tag in loops().items():
        source = tag.split(" in ")[1].removesuffix(" %}")
        assert source in words(), f"{variable}: {source}"


CONTROL = {"khoi.loai", "o.kieu"}
"""Texts that choose a look and are not printed."""


def test_probe_marks_every_printed_word():
    marked = {word.split(" ")[0] for probe in probes() for word in probe.words.values()}
    own = {"khoi": "khoi.", "phan": "phan."}
    for owner, view in OWNERS.items():
        for name, kind in _fields_of(view).items():
            word = name if owner == "tu" else f"{owner}.{name}"
            if kind.printed and word not in CONTROL:
                assert word in marked or own.get(owner, "?") + name in marked, word


def _fields_of(view):
    def walk(kind):
        yield kind
        for one in [*kind.fields.values(), *filter(None, [kind.item])]:
            yield from walk(one)

    names = {field.name for field in fields(view)}
    return next(kind.fields for kind in walk(kinds()) if set(kind.fields) == names)


def test_marks_are_found_apart():
    for probe in probes():
        marks = list(probe.words)
        assert len(set(marks)) == len(marks)
        assert not [a for a in marks for b in marks if a != b and a in b]
