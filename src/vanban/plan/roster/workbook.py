"""A workbook (XLSX, XLS, ODS) → the cells of its first sheet, in bounded memory.

What the reader below us would unpack is measured first (`spread`).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from vanban.finding import Level, VanbanError
from vanban.language.numerals import figure
from vanban.messages import _
from vanban.plan.roster.separated import too_many_rows
from vanban.plan.roster.spread import UNPACKED, TooLargeError, refuse_spread
from vanban.plan.roster.table import MOST_ROWS, Table

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_UNPRINTED = re.compile(r"(?:^|/)(?:media|drawings|printerSettings|Pictures|Thumbnails)/")


def read_workbook(content: bytes, file: str) -> Table:
    """The cells of a workbook's first sheet; what cannot be read is a finding.

    VanbanError when the library for it is missing.
    """
    table = Table(file)
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise VanbanError(
            _("{file}: thiếu thư viện đọc tệp Excel", file=file),
            _("Chạy `pip install 'vanban[xlsx]'`, hoặc lưu danh sách thành CSV UTF-8."),
        ) from error
    try:
        safe = io.BytesIO(content) if content.startswith(_OLE) else _unpacked(content)
        if content.startswith(_OLE) and _ENCRYPTED in content:
            raise calamine.PasswordError
        with calamine.load_workbook(safe) as book:
            _first_sheet(book, table)
    except calamine.PasswordError:
        _unread(
            table,
            _("Tệp có mật khẩu nên không đọc được"),
            _("Trong Excel bỏ mật khẩu (File → Info → Protect Workbook) rồi lưu lại."),
        )
    except TooLargeError:
        _unread(
            table,
            _("Bảng tính trải ra quá lớn (hơn {mb} MB, hoặc quá nhiều ô)", mb=UNPACKED >> 20),
            _copy_out(),
        )
    except (calamine.CalamineError, *_DAMAGED):
        _unread(table, _("Tệp bảng tính hỏng, hoặc không phải XLSX, XLS, ODS"), _copy_out())
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust raises is no Exception
            raise
        _unread(table, _("Tệp bảng tính hỏng, hoặc không phải XLSX, XLS, ODS"), _copy_out())
    return table


def _unread(table: Table, message: str, hint: str) -> None:
    table.rows.clear()
    table.add("L201", Level.LOI, message, hint)


def _copy_out() -> str:
    return _("Mở bằng Excel, chép riêng danh sách sang một tệp mới, lưu thành XLSX hoặc CSV UTF-8.")


def _unpacked(content: bytes) -> io.BytesIO:
    """The workbook with its parts unpacked, so that what is read is what was measured.

    What a roster is not made from (pictures, printer settings) is left out.
    """
    room = UNPACKED
    parts: dict[str, bytes] = {}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as taken:
        for part in given.infolist():
            if part.flag_bits & 1:
                raise zipfile.BadZipFile
            if part.is_dir() or _UNPRINTED.search(part.filename):
                continue
            with given.open(part) as stream:
                data = stream.read(room + 1)
            room -= len(data)
            if room < 0:
                raise TooLargeError
            if part.filename not in parts:
                parts[part.filename] = data
                taken.writestr(zipfile.ZipInfo(part.filename), data)
    refuse_spread(parts)
    out.seek(0)
    return out


def _first_sheet(book: Any, table: Table) -> None:
    """The cells of the first sheet that can be seen; of the others only the names."""
    sheets = [one for one in book.sheets_metadata if str(one.typ).endswith("WorkSheet")]
    seen = [one for one in sheets if str(one.visible).endswith(".Visible")] or sheets
    if not seen:
        raise ValueError
    first = seen[0].name
    others = [one.name for one in seen if one.name != first]
    if others:
        table.add(
            "L216", Level.THONG_TIN,
            _("Chỉ đọc trang “{first}”; không đọc: {others}", first=first,
              others=", ".join(others[:5])),
            _("Mỗi tệp một danh sách; chép trang khác sang tệp riêng."),
        )  # fmt: skip
    sheet = book.get_sheet_by_name(first)
    fill = _filled_down(sheet.merged_cell_ranges)
    kept: dict[tuple[int, int], Any] = {}
    for number, values in enumerate(sheet.iter_rows(), 1):
        if fill:
            _merge(number - 1, values, fill, kept)
        cells = [_text(value) for value in values]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if len(table.rows) > MOST_ROWS:
            too_many_rows(table)
            return
        table.rows.append((number, cells))
        figures = {at for at, value in enumerate(values) if isinstance(value, float)}
        if figures:
            table.figures[number] = figures


_Cell = tuple[int, int]


def _filled_down(merged: Iterable[tuple[_Cell, _Cell]] | None) -> dict[_Cell, _Cell]:
    """Of merged cells those below the first: (row, column) from 0 → the cell whose text they show.

    Why only below: one district merged over the rows of its schools means all of them; a title
    merged over the columns is one text.
    """
    return {
        (row, column): (top, column)
        for (top, column), (bottom, _right) in merged or ()
        for row in range(top + 1, min(bottom, top + MOST_ROWS) + 1)
    }


def _merge(row: int, values: list[Any], fill: dict[_Cell, _Cell], kept: dict[_Cell, Any]) -> None:
    for column, value in enumerate(values):
        if (row, column) in fill:
            values[column] = kept.get(fill[row, column], "")
        elif value != "":
            kept[row, column] = value


def _text(value: Any) -> str:
    """A cell as its clerk reads it: whole numbers without point, `1,5`, `05/01/2026`."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return figure(value)
    if isinstance(value, datetime):
        day = f"{value:%d/%m/%Y}"
        return f"{day} {value:%H:%M}" if value.hour or value.minute else day
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return "" if value is None else str(value)
