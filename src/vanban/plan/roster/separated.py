"""A CSV file as a clerk's Excel writes it → its cells.

UTF-8 with or without BOM, UTF-16 with BOM; cells parted by `;`, `,` or a tab, whichever the heading
row shows. A line that begins with `#` is a comment.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator

from vanban.finding import Level
from vanban.language.unicode import nfc
from vanban.messages import _
from vanban.plan.roster.headings import score
from vanban.plan.roster.table import LONGEST_CELL, MOST_ROWS, Table
from vanban.plan.source import decode

SEPARATORS = (";", ",", "\t")
_SAID = re.compile(r"sep=(.)\s*$", re.IGNORECASE)  # Excel's own first line
_SEARCHED = 100
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def read_separated(content: bytes, file: str) -> Table:
    """The cells of a CSV file; what cannot be read is a finding."""
    table = Table(file, wide=True)
    text = _decoded(content, table)
    if text is None:
        return table
    if _CONTROL.search(text):
        line = text.count("\n", 0, _CONTROL.search(text).start()) + 1  # type: ignore[union-attr]
        table.add(
            "L201", Level.LOI,
            _("Dòng {n} có ký tự điều khiển: tệp hỏng, hoặc không phải tệp CSV", n=line),
            save_as_csv(),
        )  # fmt: skip
        return table
    _read(nfc(text), separator(text), table)
    return table


def save_as_csv() -> str:
    """How a clerk gets a file that can be read."""
    return _("Trong Excel chọn File → Save As, kiểu “CSV UTF-8 (Comma delimited)”, rồi chạy lại.")


def _decoded(content: bytes, table: Table) -> str | None:
    """The text; `None` and a finding for another encoding."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not content.startswith(
        codecs.BOM_UTF32_LE
    ):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            table.add("L201", Level.LOI, _("Tệp UTF-16 bị hỏng hoặc bị cắt"), save_as_csv())
            return None
    text, findings = decode(content, table.file)
    if text is None:
        table.add("L201", Level.LOI, findings[0].message, save_as_csv())
    return text


def separator(text: str) -> str:
    """What parts the cells: the sign that makes the best heading row of one of the first lines.

    Without a heading row that anybody knows: the sign that the first row has most of.
    """
    lines = text[: 100 * LONGEST_CELL].split("\n", _SEARCHED)[:_SEARCHED]
    if said := _SAID.match(lines[0]):
        return said[1]
    best, found = SEPARATORS[0], (0, 0)
    for sign in SEPARATORS:
        for line in lines:
            if line.startswith("#"):
                continue
            cells = next(csv.reader([line], delimiter=sign), []) if sign in line else [line]
            if (here := (score(cells), len(cells))) > found and here[0]:
                best, found = sign, here
    if not found[0]:
        first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
        best = max(SEPARATORS, key=first.count)
    return best


class _Lines:
    """The lines of a text for `csv.reader`, comments as blank lines.

    Why: only who gives the lines knows whether one begins a row or stands inside a quoted cell.
    """

    def __init__(self, text: str) -> None:
        self._lines = (line for found in _LINE.finditer(text) if (line := found[0]))
        self.begins = True
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.cut = not self.begins
            raise StopIteration
        comment = self.begins and line.startswith("#")
        self.begins = False
        return "\n" if comment else line


def _read(text: str, sign: str, table: Table) -> None:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=sign)
    number = 0
    while True:
        lines.begins = True
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            table.add(
                "L205", Level.LOI,
                _("Một ô dài quá {n} chữ: có lẽ dấu ngoặc kép mở mà không đóng", n=LONGEST_CELL),
                _("Đóng dấu ngoặc kép của hàng này, hoặc bỏ nó."), row=number,
            )  # fmt: skip
            return
        if lines.cut:
            table.add(
                "L205", Level.LOI, _("Dấu ngoặc kép mở ở hàng này không có dấu đóng"),
                _("Đóng dấu ngoặc kép; các hàng sau nó chưa đọc được."), row=number,
            )  # fmt: skip
            return
        if number == 1 and _SAID.match(sign.join(cells)):
            continue
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        if len(table.rows) > MOST_ROWS:
            too_many_rows(table)
            return
        table.rows.append((number, cells))


def too_many_rows(table: Table) -> None:
    """Note that the rest of the file is not read."""
    table.add(
        "L218", Level.LOI, _("Danh sách có hơn {n} hàng; phần sau không đọc", n=MOST_ROWS),
        _("Chia danh sách thành nhiều tệp."),
    )  # fmt: skip
