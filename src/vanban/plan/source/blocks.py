"""The lines below a `|`: all of them text, only their indentation is mended."""

from __future__ import annotations

from vanban.messages import _
from vanban.plan.source import scalars
from vanban.plan.source.levels import Levels
from vanban.plan.source.working import Work


class Blocks:
    """Passes over blocks."""

    def __init__(self, work: Work, levels: Levels) -> None:
        self.work = work
        self.levels = levels

    def block(self, line: int, owner: int, *, is_explicit: bool) -> None:
        """The lines below a `|`: all text, only their indentation is mended."""
        indent = -1
        shallow: list[int] = []
        last = line
        at = line + 1
        while at < len(self.work.bodies):
            body = self.work.bodies[at]
            if not body:
                if indent < 0 or "\t" in self.work.sheet.lines[at]:
                    self.work.copy.lines[at] = ""
                at += 1
                continue
            column = self.work.columns[at]
            if column <= owner and not self._is_body(at, owner, is_first=indent < 0):
                break
            if 0 <= column < indent and self.levels.is_misplaced(at, owner):
                break
            if not is_explicit:
                if column <= owner or column < indent:
                    shallow.append(at)
                    column = indent if indent >= 0 else owner + 2
                if indent < 0:
                    indent = column
                self._set_in_block(at, column, indent)
            last = at
            at += 1
        self.work.at = last + 1
        self.work.copy.blocks[line] = last
        if shallow:
            self._tell_shallow(shallow)

    def _set_in_block(self, line: int, column: int, indent: int) -> None:
        """Set a line of a block; a tab of the text itself, behind the indentation, stays."""
        has_tab = "\t" in self.work.sheet.lines[line][:indent]
        if not has_tab and self.work.leads[line] >= indent and self.work.columns[line] == column:
            return
        self.work.set_line(line, column)

    def _is_body(self, line: int, owner: int, *, is_first: bool) -> bool:
        """Whether a line not indented enough still is text of the block above it."""
        body, column = self.work.bodies[line], self.work.columns[line]
        if body[0] == "#":
            return False
        if scalars.HYPHEN.match(body) and self.work.leads[line] == column:
            siblings = any(at.is_list and at.column == column for at in self.levels.open)
            return is_first and column == owner and not siblings
        if is_first and column == owner and (colon := scalars.key_end(body)) >= 0:
            key = body[:colon].rstrip(" \t")
            return " " in key and not key[0].islower()
        return self.levels.is_stray(line)

    def _tell_shallow(self, lines: list[int]) -> None:
        """Lines of a block not indented enough (C022): moved to where the block stands."""
        first = lines[0]
        start = self.work.sheet.starts[first]
        self.work.mended(
            "C022",
            start + self.work.leads[first],
            self.work.sheet.line_end(first),
            _("Lời văn dưới “|” chưa thụt vào đủ") if len(lines) == 1 else _(
                "Lời văn dưới “|” chưa thụt vào đủ, ở đây và {n} dòng sau", n=len(lines) - 1
            ),
            _("Thụt các dòng lời văn vào hơn từ khoá hai dấu cách."),
            tuple(self.work.indent_edit(line) for line in lines),
        )  # fmt: skip
