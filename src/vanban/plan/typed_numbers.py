"""Numbers and hyphens typed before a text that the machine numbers itself (C113).

Dropped only when it is the very number the machine prints there: “I. ” before the first `muc` is
a number, “V.I. Lênin” is a name. Whatever else looks like a number is told, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from vanban.finding import Edit, Finding, Level
from vanban.messages import _
from vanban.plan.model import Hang, Khoi
from vanban.plan.moves import replaced
from vanban.plan.numbering import Numbering, RowNumbering
from vanban.plan.source import Path, Source, as_scalar

_HYPHENS = {"gach": re.compile(r"(?:[-–•]\s+)+(?=\S)"), "gach_con": re.compile(r"(?:\+\s+)+(?=\S)")}

_ROMAN, _ARABIC, _DOTTED, _LETTER = r"[IVXLC]+", r"\d{1,3}", r"\d{1,3}\.\d{1,3}", r"[a-zđ]{1,2}"
_SIGN = r"\s*[.)]\s+(?=\S)"
_TIGHT = r"[.)](?=[^\W\d])"
_FIGURES = {
    "muc": _ROMAN,
    "tieu_muc": _ARABIC,
    "khoan": _ARABIC,
    "tieu_muc_con": _DOTTED,
    "khoan_con": _DOTTED,
    "diem": _LETTER,
    "nhom": _ARABIC,
    "viec": f"{_DOTTED}|{_ARABIC}",
    "viec_con": _LETTER,
}
_SURE = {kind: re.compile(f"({figures}){_SIGN}") for kind, figures in _FIGURES.items()} | {
    "phan": re.compile(rf"Phần\s+({_ROMAN})(?:\s*[.:]|\s+[-–])\s+(?=\S)", re.IGNORECASE)
}
"""Kind → its number as people type it, with its sign and a blank."""
_BARE = {
    kind: re.compile(rf"({_DOTTED})\s+(?=\S)") for kind in ("tieu_muc_con", "khoan_con", "viec")
} | {"phan": re.compile(rf"Phần\s+({_ROMAN})\s+(?=\S)", re.IGNORECASE)}
"""Kind → a number without its sign: a date or a sum may look so."""
_TIGHTLY = {kind: re.compile(f"({figures}){_TIGHT}") for kind, figures in _FIGURES.items()}
"""Kind → a number without its blank: initials look so."""


def typed_numbers(source: Source) -> list[Finding]:
    """Drop what the machine prints anyway from the texts of a plan; tell of what looks like it."""
    values = source.values
    assert isinstance(values, dict)
    found: list[Finding] = []
    for path, blocks in _block_lists(values):
        for at, kind, number in _numbered(blocks, Khoi.KINDS, Numbering()):
            found += _in_text(source, blocks[at], (*path, at, kind), number)
    rows: Any = values.get("nhiem_vu")
    for at, kind, number in _numbered(rows, Hang.KINDS, RowNumbering()):
        found += _in_text(source, rows[at], ("nhiem_vu", at, kind), number)
    return found


def _block_lists(values: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    yield ("noi_dung",), values.get("noi_dung")
    appendices = values.get("phu_luc")
    for at, appendix in enumerate(appendices if isinstance(appendices, list) else ()):
        if isinstance(appendix, dict):
            yield ("phu_luc", at, "noi_dung"), appendix.get("noi_dung")


def _numbered(
    items: Any, kinds: tuple[str, ...], numbering: Numbering | RowNumbering
) -> Iterator[tuple[int, str, str]]:
    """The items with a kind: where, which kind, and the number the machine prints."""
    for at, item in enumerate(items if isinstance(items, list) else ()):
        kind = next((kind for kind in kinds if isinstance(item, dict) and kind in item), "")
        number = ""
        with suppress(ValueError):  # more than there are Roman figures
            number = numbering.of(kind) if kind else ""
        if kind:
            yield at, kind, number.rstrip(".)")


def _in_text(source: Source, item: dict[str, Any], path: Path, number: str) -> Iterator[Finding]:
    """Look at one text; one of several lines is left alone: what is typed there is meant."""
    kind = str(path[-1])
    text = item[kind]
    if not isinstance(text, str) or "\n" in text.strip("\n"):
        return
    length = _dropped(kind, text, number)
    if length:
        yield _repaired(source, path, text, length)
        item[kind] = text[length:]
        source.dropped[path] = length
    yield from _suspected(source, path, text[length:], number)


def _dropped(kind: str, text: str, number: str) -> int:
    """How many characters in front of a text the machine prints itself."""
    if hyphens := _HYPHENS.get(kind):
        typed = hyphens.match(text)
        return typed.end() if typed else 0
    at = 0
    while typed := _number(kind, text, at, number):
        at = typed.end()
    return at


def _number(kind: str, text: str, at: int, number: str) -> re.Match[str] | None:
    """The machine's own number, typed at `at`."""
    typed = _match(_SURE, kind, text, at)
    if typed is None:
        typed = _match(_BARE, kind, text, at)
        if typed and not text[typed.end()].isupper():
            return None
    return typed if typed and _same(typed, number) else None


def _match(
    forms: dict[str, re.Pattern[str]], kind: str, text: str, at: int = 0
) -> re.Match[str] | None:
    return forms[kind].match(text, at) if kind in forms else None


def _same(typed: re.Match[str], number: str) -> bool:
    return typed[1].upper() == number.upper()


def _repaired(source: Source, path: Path, text: str, length: int) -> Finding:
    typed = text[:length].rstrip()
    return Finding(
        "C113",
        Level.CANH_BAO,
        _("“{typed}” không cần gõ: máy tự đánh số và gạch đầu dòng", typed=typed),
        source.place(path, 0, len(typed)),
        _("Bỏ đi, nếu không sẽ in hai lần."),
        edits=_edits(source, path, text, length),
        repaired=True,
    )


def _edits(source: Source, path: Path, text: str, length: int) -> tuple[Edit, ...]:
    """The edit that drops the first `length` characters.

    It ends at the first character kept, so that no indentation gets into the text. What YAML
    would misread once it stands in front is put in quotes.
    """
    place = source.place(path)
    form = source.forms.get(place.start or 0)
    kept = text[length:]
    if (form is None or not form.style) and as_scalar(kept) != kept:
        return replaced(source, place.start, place.end, as_scalar(kept))
    return replaced(
        source, source.place(path, 0, 1).start, source.place(path, length, length + 1).start, ""
    )


def _suspected(source: Source, path: Path, text: str, number: str) -> Iterator[Finding]:
    """Tell of what looks like a typed number and may be a part of the text."""
    kind = str(path[-1])
    typed = _match(_SURE, kind, text) or _match(_BARE, kind, text)
    if typed is None:
        tight = _match(_TIGHTLY, kind, text)
        typed = tight if tight and _same(tight, number) else None
    if typed is None:
        return
    head = typed[0].rstrip()
    yield Finding(
        "C113",
        Level.CANH_BAO,
        _(
            "“{typed}” có vẻ là số thứ tự gõ tay: máy sẽ in thêm “{number}” ở trước",
            typed=head,
            number=f"Phần {number}" if kind == "phan" else number,
        ),
        source.place(path, 0, len(head)),
        _("Là số thứ tự thì xoá đi; là lời văn thì để nguyên."),
    )
