"""Changes of texts as edits of the file: nothing else in it moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from vanban.drafting.roll.mentions import Change
from vanban.files import apply_edits
from vanban.finding import Edit
from vanban.plan.source import Path, Source, as_scalar, read_text


def edits_of(source: Source, changes: Iterable[Change]) -> list[Edit]:
    """The edits that make the changes."""
    by_path = sorted(changes, key=lambda change: list(map(str, change.path)))
    edits: list[Edit] = []
    for path, group in groupby(by_path, key=lambda change: change.path):
        edits += _of_one_text(source, path, list(group))
    return edits


def _of_one_text(source: Source, path: Path, changes: Sequence[Change]) -> list[Edit]:
    """The edits of one text: each change by itself, or the whole text typed anew.

    Anew only when free words would be read as something else where they stand.
    """
    if (whole := next((one for one in changes if one.start is None), None)) is not None:
        return [_whole(source, path, whole.text)]
    edits = [_part(source, one) for one in changes]
    if any(one.free for one in changes):
        wanted = _changed(_value(source, path), changes)
        if _value(read_text(apply_edits(source.text, edits), source.file), path) != wanted:
            return [_whole(source, path, wanted)]
    return edits


def _part(source: Source, change: Change) -> Edit:
    """The edit of a stretch of a text."""
    place = source.place(change.path, change.start, change.end)
    return Edit(source.file, place.start or 0, place.end or 0, change.text)


def _whole(source: Source, path: Path, text: str) -> Edit:
    """The edit that types a text anew: in lines below its key where it has several."""
    place = source.place(path)
    start, end = place.start or 0, place.end or 0
    if form := source.forms.get(start):
        start = form.head
    if not text and end == source.sheet.line_end(source.sheet.line_at(end)):
        start = len(source.text[:start].rstrip(" \t"))  # no blanks stay at the end of the line
        return Edit(source.file, start, end, "")
    gap = " " if text and not source.text[start - 1 : start].isspace() else ""
    if "\n" not in text:
        return Edit(source.file, start, end, gap + (as_scalar(text) if text else ""))
    line = source.sheet.lines[source.sheet.line_at(source.entry_start(path))]
    indent = source.sheet.end_of_line + " " * (len(line) - len(line.lstrip(" -")) + 2)
    return Edit(source.file, start, end, gap + "|" + "".join(map(indent.__add__, text.split("\n"))))


def _changed(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes made."""
    spans = (Edit("", one.start or 0, one.end or 0, one.text) for one in changes)
    return apply_edits(text, spans)


def _value(source: Source, path: Path) -> str:
    """The text at a path; `""` where there is none any more."""
    value = source.values
    for step in path:
        try:
            value = value[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return ""
    return value if isinstance(value, str) else ""
