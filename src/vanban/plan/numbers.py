"""The number register `data/so-van-ban/<year>.csv`: which numbers are taken, and taking the next.

A row is one document: `co_quan`, `loai`, `so`, `ngay`, `trich_yeu`, `tep`. A clerk may edit it in
Excel; it is only ever appended to, under a lock, so that no number is given twice.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vanban import files
from vanban.files import BOM
from vanban.finding import Finding, Level, VanbanError
from vanban.language.unicode import fold, key, nearest, nfc
from vanban.messages import _
from vanban.plan.project import NUMBERS
from vanban.plan.roster import read_table
from vanban.plan.roster.separated import separator
from vanban.plan.roster.table import Table

COLUMNS = ("co_quan", "loai", "so", "ngay", "trich_yeu", "tep")
NEEDED = ("co_quan", "loai", "so", "tep")

WAIT = 10.0
"""So many seconds a run waits for another one that is taking numbers."""

_NUMBER = re.compile(r"0*(\d+)([a-zđ]?)")


@dataclass(frozen=True, slots=True)
class Request:
    """A document that wants a number: who issues it, its kind, its subject, its file."""

    co_quan: str
    loai: str
    trich_yeu: str
    tep: str


@dataclass(slots=True)
class Book:
    """A year's register: the last number of each issuer and kind, the number of each file.

    `columns`: column → position in a row.
    """

    columns: dict[str, int]
    last: dict[tuple[str, str], int]
    by_file: dict[str, str]
    findings: list[Finding]

    def take(self, wanted: Request) -> str:
        """The next number of an issuer and kind; gaps are somebody's and stay."""
        whose = _whose(wanted.co_quan, wanted.loai)
        self.last[whose] = self.last.get(whose, 0) + 1
        return str(self.last[whose])


def path_of(root: Path, year: int) -> Path:
    """The register of a year."""
    return root / NUMBERS / f"{year}.csv"


def read_book(path: Path, shown: str | None = None) -> Book:
    """The register in a file, with what is wrong in it."""
    return _book(read_table(path, shown))


def take(root: Path, year: int, wanted: Iterable[Request]) -> dict[str, str]:
    """A number for each request, by `tep`; one that has a number keeps it.

    The numbers of an issuer and kind are unique within the year. VanbanError when the register has
    errors, cannot be written, or another run holds it: then no number is taken.
    """
    path = path_of(root, year)
    with _locked(path):
        content = _content(path)
        book = read_book(path) if content else Book(dict(zip(COLUMNS, range(6), strict=True)),
                                                    {}, {}, [])  # fmt: skip
        for finding in book.findings:
            if finding.level == Level.LOI:
                raise VanbanError(f"{finding.place}: {finding.message}", finding.hint, exit_code=1)
        given: dict[str, str] = {}
        new: list[tuple[Request, str]] = []
        for request in wanted:
            same = _same_file(request.tep)
            if same not in book.by_file:
                book.by_file[same] = book.take(request)
                new.append((request, book.by_file[same]))
            given[request.tep] = book.by_file[same]
        if new:
            files.write(path, _with(content, book.columns, new))
    return given


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise files.cannot_write(path, error) from error


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the register's lock; VanbanError when another run does not let go of it."""
    lock = path.with_name(path.name + ".khoa")
    until = time.monotonic() + WAIT
    while True:
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            break
        except FileExistsError as error:
            if time.monotonic() > until:
                raise VanbanError(
                    _("Một lượt khác đang lấy số ở {path}", path=path),
                    _("Chờ lượt ấy xong; nếu chắc chắn không còn lượt nào chạy, xóa tệp {lock}.",
                      lock=lock),
                ) from error  # fmt: skip
            time.sleep(0.05)
        except OSError as error:
            raise files.cannot_write(lock, error) from error
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(f"{os.getpid()}\n")
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()


def _book(table: Table) -> Book:
    book = Book({}, {}, {}, table.findings)
    if not table.rows:
        if not table.findings:
            table.add("L230", Level.LOI, _("Sổ trống: không có hàng tên cột"), _heading())
        return book
    number, headings = table.rows[0]
    for position, heading in enumerate(headings):
        book.columns.setdefault(key(heading), position)
    if missing := [name for name in NEEDED if name not in book.columns]:
        near = nearest(missing[0], book.columns)
        at = headings[book.columns[near]] if near else None
        table.add("L230", Level.LOI, _("Sổ thiếu cột “{name}”", name=missing[0]), _heading(),
                  number, at)  # fmt: skip
        return book
    taken: dict[tuple[str, str, str], int] = {}
    for number, cells in table.rows[1:]:
        row = {name: _cell(cells, at) for name, at in book.columns.items()}
        _read_row(row, number, book, table, taken)
    return book


def _heading() -> str:
    return _("Hàng đầu của sổ là: {columns}.", columns=";".join(COLUMNS))


def _cell(cells: list[str], at: int) -> str:
    return nfc(cells[at]) if at < len(cells) else ""


def _read_row(
    row: Mapping[str, str],
    number: int,
    book: Book,
    table: Table,
    taken: dict[tuple[str, str, str], int],
) -> None:
    """Take a row into the book; what is wrong with it is noted."""
    for name in ("co_quan", "loai"):
        if not row[name]:
            table.add("L231", Level.LOI, _("Hàng này thiếu “{name}”", name=name),
                      _("Gõ như các hàng khác, hoặc xóa hàng."), number, name)  # fmt: skip
            return
    so = row["so"]
    if not so:
        table.add("L232", Level.CANH_BAO, _("Hàng này chưa có số"),
                  _("Gõ số đã cấp, hoặc xóa hàng."), number, "so")  # fmt: skip
        return
    figure = _NUMBER.fullmatch(so)
    if figure is None:
        table.add("L233", Level.LOI, _("“{so}” không phải số văn bản", so=so),
                  _("Chỉ gõ số, ví dụ 5 hoặc 5a."), number, "so")  # fmt: skip
        return
    whose = _whose(row["co_quan"], row["loai"])
    first = taken.setdefault((*whose, figure[1] + figure[2]), number)
    if first != number:
        table.add("L234", Level.LOI, _("Số {so} đã cấp ở hàng {n}", so=so, n=first),
                  _("Mỗi số một văn bản; sửa một trong hai hàng."), number, "so")  # fmt: skip
    book.last[whose] = max(book.last.get(whose, 0), int(figure[1]))
    if row["tep"]:
        book.by_file.setdefault(_same_file(row["tep"]), figure[1] + figure[2])


def _whose(issuer: str, kind: str) -> tuple[str, str]:
    return fold(issuer), fold(kind)


def _same_file(name: str) -> str:
    return nfc(name.replace("\\", "/")).casefold()


def _with(content: bytes, columns: Mapping[str, int], new: Iterable[tuple[Request, str]]) -> bytes:
    """The register with rows added in its own encoding, separator and order of columns."""
    encoding = "utf-8"
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        encoding = name if content.startswith(mark) else encoding
    text = content.decode(encoding) if content else BOM + ";".join(COLUMNS) + "\r\n"
    end = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_separator(text, columns), lineterminator=end)
    for request, so in new:
        row = [""] * (max(columns.values()) + 1)
        known = {"co_quan": request.co_quan, "loai": request.loai, "so": so,
                 "trich_yeu": request.trich_yeu, "tep": request.tep}  # fmt: skip
        for name, value in known.items():
            if name in columns:
                row[columns[name]] = " ".join(value.split())
        writer.writerow(row)
    between = "" if text.endswith(("\n", "\r")) else end
    return (text + between + out.getvalue()).encode(encoding)


def _separator(text: str, columns: Mapping[str, int]) -> str:
    return separator(text) if len(columns) > 1 else ";"
