"""Everything vanban has to say to its user, as values.

A `Finding` says what is wrong, where (`Place`), how bad (`Level`) and, where it can, how to mend
it (`Edit`s of the user's file). `VanbanError` is for "cannot go on".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from vanban.messages import _


class Level(IntEnum):
    """How bad a finding is; a higher number is worse."""

    THONG_TIN = 1
    CANH_BAO = 2
    LOI = 3

    @property
    def word(self) -> str:
        """The level as it is printed: `lỗi`, `cảnh báo` or `thông tin`."""
        return {
            Level.LOI: _("lỗi"),
            Level.CANH_BAO: _("cảnh báo"),
            Level.THONG_TIN: _("thông tin"),
        }[self]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    In a text file: `line` and `column` from 1 (characters, after a BOM), `start:end` the span in
    characters of the decoded text. In a Word file: `part` (`word/document.xml`) and `paragraph`
    from 1, with `quote`, the paragraph's text. In a roster: `row` from 1, counting the headings,
    and `cell`, the heading of the column. Whatever is unknown is `None`.
    """

    file: str
    line: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    part: str | None = None
    paragraph: int | None = None
    quote: str | None = None
    row: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}:{self.column or 1}"
        if self.paragraph is not None:
            return _("{file}: đoạn {n}", file=self.file, n=self.paragraph)
        if self.row is not None and self.cell is not None:
            return _("{file}: hàng {n}, cột “{cell}”", file=self.file, n=self.row, cell=self.cell)
        if self.row is not None:
            return _("{file}: hàng {n}", file=self.file, n=self.row)
        return self.file


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a file: the characters `start:end` of its decoded text become `text`."""

    file: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint, with its place and, where known, the mend.

    `code` is a family letter and a number (C: shape of the YAML, N: content of a plan, L: parent,
    child and batch, M: Word template). `clause` names the clause of the decree it rests on. `edits`
    mend it, and only an edit that cannot change what the author meant stands there. `repaired`: the
    reader went on as if the edits had been made.
    """

    code: str
    level: Level
    message: str
    place: Place
    hint: str = ""
    clause: str = ""
    edits: tuple[Edit, ...] = ()
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A text the reader of the document sees, with the place it was typed at.

    `path` leads to it in the plan, e.g. `("noi_dung", 3, "gach")`.
    """

    text: str
    place: Place
    path: tuple[str | int, ...] = ()


class VanbanError(Exception):
    """The command cannot go on. `hint` says what to do; `exit_code` as in the README."""

    def __init__(self, message: str, hint: str = "", exit_code: int = 3) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


def did_you_mean(near: str | None, otherwise: str) -> str:
    """The hint for a name that nobody knows: the nearest known one, else `otherwise`."""
    return _("Có phải là “{near}”?", near=near) if near else otherwise


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings sorted by file, line, column, then paragraph; each one once."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda f: (
            f.place.file,
            f.place.line or 0,
            f.place.column or 0,
            f.place.paragraph or f.place.row or 0,
            f.code,
        ),
    )


def worst(findings: Iterable[Finding]) -> Level | None:
    """The worst level among the findings, or `None` when there are none."""
    return max((f.level for f in findings), default=None)
