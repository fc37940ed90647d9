"""The line `- Lưu: VT` among the recipients: read, and where it is safe written, as `luu: VT`."""

from __future__ import annotations

from typing import Any

from vanban.finding import Edit, Finding, Level
from vanban.language.unicode import key as plain_key
from vanban.messages import _
from vanban.plan.moves import forget_item
from vanban.plan.source import Path, Source, as_scalar

_LIST: Path = ("noi_nhan",)


def luu_among_recipients(source: Source) -> list[Finding]:
    """Move the first such line from the recipients to `luu`, unless there is a `luu` already."""
    values = source.values
    assert isinstance(values, dict)
    recipients = values.get("noi_nhan")
    if not isinstance(recipients, list) or "luu" in values:
        return []
    for at, item in enumerate(recipients):
        path, text = _text_of(item, (*_LIST, at))
        if kept := _luu(path, text):
            finding = _finding(source, at, kept)
            _move(source, recipients, at, path, text, kept)
            return [finding]
    return []


def _text_of(item: Any, path: Path) -> tuple[Path, str]:
    """An item's text and where it stands; YAML reads `Lưu: VT` as an entry."""
    if isinstance(item, dict) and len(item) == 1:
        typed, item = next(iter(item.items()))
        path = (*path, typed)
    return path, item if isinstance(item, str) else ""


def _luu(path: Path, text: str) -> str:
    """What is kept where, if the text is such a line: a colon makes it one, not a person's name."""
    name, colon, rest = path[-1], ":", text
    if not isinstance(name, str):
        name, colon, rest = text.partition(":")
    return rest.strip().rstrip(". ") if colon and plain_key(name) == "luu" else ""


def _move(source: Source, recipients: list[Any], at: int, path: Path, text: str, kept: str) -> None:
    values = source.values
    assert isinstance(values, dict)
    place = source.place(path)
    del recipients[at]
    forget_item(source, _LIST, at)
    if not recipients:
        del values["noi_nhan"]
    values["luu"] = kept
    source.places[("luu",)] = place
    source.dropped[("luu",)] = text.index(kept)


def _finding(source: Source, at: int, kept: str) -> Finding:
    return Finding(
        "C114",
        Level.CANH_BAO,
        _("Dòng Lưu đứng riêng ở “luu”, không trong “noi_nhan”"),
        source.place((*_LIST, at)),
        _("Viết “luu: {kept}” sau danh sách nơi nhận.", kept=kept),
        edits=_edits(source, at, kept),
        repaired=True,
    )


def _edits(source: Source, at: int, kept: str) -> tuple[Edit, ...]:
    """The edit that writes the line as an entry; none where the lines around it forbid it.

    The item must be the last of a list in lines, and have its lines for itself.
    """
    recipients = source.place(_LIST)
    item = source.place((*_LIST, at))
    key = source.keys.get(_LIST)
    flows = {(recipients.start, recipients.end), (item.start, item.end)} & source.flows
    if flows or key is None or (*_LIST, at + 1) in source.places:
        return ()
    start, end = source.entry_span((*_LIST, at))
    sheet = source.sheet
    if at == 0:
        between = sheet.clean[key.end : start]
        start = sheet.starts[sheet.line_at(key.start or 0)]
        if between.strip() != ":" or sheet.clean[start : key.start].strip(" "):
            return ()
    if not _whole_lines(source, start, item.end or 0):
        return ()
    tail = source.text[start:end]
    line_end = tail[len(tail.rstrip("\r\n")) :]
    indent = " " * ((key.column or 1) - 1)
    return (Edit(source.file, start, end, f"{indent}luu: {as_scalar(kept)}{line_end}"),)


def _whole_lines(source: Source, start: int, end: int) -> bool:
    """Whether nothing else, not even a comment, stands on the lines of `start:end`."""
    sheet = source.sheet
    last = sheet.line_at(end)
    return start == sheet.starts[sheet.line_at(start)] and not sheet.clean[
        end : sheet.line_end(last)
    ].strip(" \t")
