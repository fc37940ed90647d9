"""Which list or mapping a line belongs to, told by its column, and mended when it fits none."""

from __future__ import annotations

from vanban.finding import Finding
from vanban.finding import Level as Severity
from vanban.messages import _
from vanban.plan.source import scalars
from vanban.plan.source.working import Work


class Level:
    """An open list or mapping at a column."""

    __slots__ = ("column", "is_list", "of_mappings")

    def __init__(self, column: int, *, is_list: bool) -> None:
        self.column = column
        self.is_list = is_list
        self.of_mappings: bool | None = None  # what the items of a list have been so far


class Levels:
    """The lists and mappings open at a line, outermost first.

    `empty` is the column of the key or hyphen that still waits for its value, or -1.
    """

    def __init__(self, work: Work) -> None:
        self.work = work
        self.open: list[Level] = []
        self.empty = -1
        self.empty_is_key = False

    def wait(self, column: int, *, is_key: bool) -> None:
        """Remember a key or hyphen whose value stands further down, if anywhere."""
        self.empty = column
        self.empty_is_key = is_key

    def fit(self, line: int, *, is_list: bool) -> None:
        """Find the list or mapping a line belongs to; mend a column that fits none."""
        column = self.work.columns[line]
        gone: list[Level] = []
        while self.open and self.open[-1].column > column:
            gone.append(self.open.pop())
        waits = self.empty
        opens = waits >= 0 and column >= waits + (not (is_list and self.empty_is_key))
        self.empty = -1
        if opens and self._may_open(column, waits):
            self.open.append(Level(column, is_list=is_list))
        elif not self._continues(column, is_list=is_list):
            column = self._nearest(line, gone, is_list=is_list)
        self.work.set_line(line, column)

    def _may_open(self, column: int, waits: int) -> bool:
        """Whether no level stands between the key that waits and `column`."""
        top = self.open[-1] if self.open else None
        return top is None or top.column < column or top.column == waits

    def _continues(self, column: int, *, is_list: bool) -> bool:
        """Whether a level is open at this column; a list level behind a mapping key is closed."""
        if not self.open:
            if self.work.begun:
                return False
            self.open.append(Level(column, is_list=is_list))
            return True
        top = self.open[-1]
        if top.column != column:
            return False
        if top.is_list == is_list:
            return True
        below = self.open[-2] if len(self.open) > 1 else None
        if not is_list and below and below.column == column and not below.is_list:
            self.open.pop()
            return True
        return False

    def _nearest(self, line: int, gone: list[Level], *, is_list: bool) -> int:
        """The column of the nearest level of the right kind; the line is mended to it (C022)."""
        column = self.work.columns[line]
        every = self.open + gone[::-1]
        fitting = [at for at, level in enumerate(every) if level.is_list == is_list]
        if not fitting:
            self.open = [*self.open, Level(column, is_list=is_list)]
            return column
        best = min(fitting, key=lambda at: (abs(every[at].column - column), -at))
        self.open = every[: best + 1]
        target = every[best].column
        start = self.work.sheet.starts[line]
        self.work.copy.findings.append(
            Finding(
                "C022",
                Severity.LOI,
                _("Dòng này thụt vào không thẳng với các dòng cùng cấp"),
                self.work.sheet.place(
                    start + self.work.leads[line], self.work.sheet.line_end(line)
                ),
                _("Đọc như thụt vào {n} dấu cách; xem lại có đúng cấp không.", n=target),
                edits=(self.work.sheet.edit(start, start + self.work.leads[line], " " * target),),
                repaired=True,
            )
        )
        return target

    def is_tight_item(self, line: int) -> bool:
        """Whether `-Sở Nội vụ` is an item whose blank was forgotten."""
        body, column = self.work.bodies[line], self.work.columns[line]
        if len(body) < 2 or body[1] == "-":
            return False
        if self.empty >= 0 and column >= self.empty + (not self.empty_is_key):
            return True
        return not self.open or any(at.is_list and at.column >= column for at in self.open)

    def is_stray(self, line: int) -> bool:
        """Whether a line is neither an entry nor an item nor a document mark."""
        body = self.work.bodies[line]
        if body[0] == "-" and (scalars.HYPHEN.match(body) or self.is_tight_item(line)):
            return False
        if self.work.leads[line] == 0 and scalars.DOCUMENT.match(body):
            return False
        return (
            scalars.key_end(body) < 0
            and not scalars.TIGHT_KEY.match(body)
            and not scalars.ODD.match(body)
        )

    def item_column(self, line: int) -> int:
        """The column of the innermost hyphen."""
        level = next((at for at in reversed(self.open) if at.is_list), None)
        return level.column if level else self.work.columns[line]

    def is_misplaced(self, line: int, owner: int) -> bool:
        """Whether a line below a text is an entry indented too deep, not more of the text."""
        if not self.open or self.open[-1].is_list or self.open[-1].column != owner:
            return False
        body = self.work.bodies[line]
        colon = scalars.key_end(body)
        key = body[:colon] if colon >= 0 else ""
        return bool(scalars.WORD.fullmatch(key)) and ("_" in key or key in self.work.seen)
