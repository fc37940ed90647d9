"""From the characters of a text to where they were typed, through indentation, quotes and folds."""

from __future__ import annotations

from vanban.plan.source.build import Form
from vanban.plan.source.sheet import Sheet

_WHITE = " \t\r\n"
_ESCAPES = {"x": 4, "u": 6, "U": 10}


def align(sheet: Sheet, form: Form, start: int, end: int) -> list[int]:
    """The offset of each character of `form.value`, and one more: the end."""
    if form.style == "|":
        return _block(sheet, form, start, end)
    return _folded(sheet, form, start, end)


def _block(sheet: Sheet, form: Form, start: int, end: int) -> list[int]:
    """Offsets for a `|` block: each line of the value is the tail of a line of the file."""
    offsets: list[int] = []
    lines = form.value.split("\n")
    lead = next((at for at, line in enumerate(lines) if line.strip(" \t")), 0)
    at = sheet.line_at(start) - lead
    for number, line in enumerate(lines):
        here = min(max(at + number, 0), len(sheet.lines) - 1)
        typed = sheet.lines[here]
        dropped = len(typed) - len(sheet.without_mark(typed))
        begin = sheet.starts[here] + max(len(typed) - dropped - len(line), 0)
        if dropped:
            offsets += _skipping(sheet, begin, sheet.line_end(here), len(line))
        else:
            offsets += range(begin, begin + len(line))
        offsets.append(sheet.line_end(here))
    return [*offsets[:-1], end]


def _skipping(sheet: Sheet, begin: int, end: int, wanted: int) -> list[int]:
    """The offsets of the last `wanted` characters of `begin:end` that are not dropped ones."""
    kept = [at for at in range(begin, end) if sheet.clean[at] != sheet.mark]
    return kept[:wanted]


def _folded(sheet: Sheet, form: Form, start: int, end: int) -> list[int]:
    """Offsets for a text over several lines or in quotes: both texts walked side by side."""
    clean, quote = sheet.clean, form.style if form.style in ("'", '"') else ""
    at = start + 1 if quote else start
    stop = end - 1 if quote else end
    offsets: list[int] = []
    for character in form.value:
        at = _seek(clean, at, stop, character, quote, sheet.mark)
        at = min(at, stop)
        offsets.append(at)
        if character not in " \t\n" or clean[at : at + 1] in ("\\", *_WHITE):
            at += _width(clean, at, quote)
    return [*offsets, end]


def _seek(clean: str, at: int, stop: int, character: str, quote: str, mark: str) -> int:
    """The offset of the next typed character that `character` can come from."""
    while at < stop:
        typed = clean[at]
        if mark and typed == mark:
            at += 1
        elif quote == '"' and typed == "\\" and clean[at + 1 : at + 2] in ("\n", "\r"):
            at += 2  # a line continued
        elif typed in _WHITE and character not in " \t\n":
            at += 1
        else:
            break
    return at


def _width(clean: str, at: int, quote: str) -> int:
    """How many typed characters stand for one character read."""
    if quote == "'" and clean[at : at + 2] == "''":
        return 2
    if quote == '"' and clean[at : at + 1] == "\\":
        return _ESCAPES.get(clean[at + 1 : at + 2], 2)
    return 1
