"""The working copy of a file: what YAML reads in place of the lines a clerk typed.

The copy has the lines of the file, each in its place; `shifts` leads from its columns back to the
file's, and a value that YAML would misread stands in `typed` while the copy holds `""` for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.finding import Edit, Finding, Level
from vanban.messages import _
from vanban.plan.source import scalars
from vanban.plan.source.sheet import Sheet

STRAYS = 20
_TAB = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it stands in the file, kept from YAML."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Copy:
    """The working copy YAML reads: `lines` in place of the file's, and the way back.

    `shifts[line]` holds (column in the copy, column in the file) from where each holds;
    `owned[line]` the last line of what a line rules (a block, a list below a key).
    """

    lines: list[str]
    shifts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    typed: dict[tuple[int, int], Typed] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    blocks: dict[int, int] = field(default_factory=dict)
    flow_root: bool = False

    def leave_out(self, line: int, other: int) -> int | None:
        """Empty a line that YAML cannot read, with the block it rules; returns that line."""
        last = len(self.lines) - 1
        tries: list[int] = [line, other, *range(min(line, last), -1, -1)]
        for at in tries:
            if at <= last and self.lines[at].strip():
                for below in range(at, self.blocks.get(at, at) + 1):
                    self.lines[below] = ""
                return at
        return None


class Work:
    """The copy while it is made, with what is known of each line of the file.

    `bodies` are the lines without their indentation, `leads` its length as typed, `columns` its
    width in the copy. `at` is the next line to look at, `seen` the keys met so far.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.copy = Copy(list(sheet.lines))
        self.bodies = [line.lstrip(" \t") for line in sheet.lines]
        self.leads = [len(a) - len(b) for a, b in zip(sheet.lines, self.bodies, strict=True)]
        self.columns = list(self.leads)
        self.tabs: list[int] = []
        self.strays = 0
        self.at = 0
        self.seen: set[str] = set()
        self.begun = False
        if "\t" in sheet.clean:
            self._expand_tabs()

    def _expand_tabs(self) -> None:
        for line, lead in enumerate(self.leads):
            indent = self.sheet.lines[line][:lead]
            if "\t" in indent:
                self.columns[line] = lead + (_TAB - 1) * indent.count("\t")

    def set_line(self, line: int, column: int, body: str | None = None) -> None:
        """Let the working line begin at `column`."""
        body = self.bodies[line] if body is None else body
        lead = self.leads[line]
        indent = self.sheet.lines[line][:lead]
        if "\t" in indent:
            self.tabs.append(line)
        if column != lead or "\t" in indent:
            self.copy.lines[line] = " " * column + body
        if column != lead:
            self.copy.shifts[line] = [(column, lead)]
        self.columns[line] = column

    def indent_edit(self, line: int) -> Edit:
        """The edit that indents a line of the file as it is in the copy."""
        start = self.sheet.starts[line]
        return self.sheet.edit(start, start + self.leads[line], " " * self.columns[line])

    def tell_tabs(self) -> None:
        """One finding (C012) for all lines indented with tabs."""
        if not self.tabs:
            return
        lines = sorted(set(self.tabs))
        first = self.sheet.starts[lines[0]]
        message = _("Thụt vào bằng Tab") if len(lines) == 1 else _(
            "Thụt vào bằng Tab ở đây và {n} dòng khác", n=len(lines) - 1
        )  # fmt: skip
        self.copy.findings.append(
            Finding(
                "C012",
                Level.CANH_BAO,
                message,
                self.sheet.place(first, first + self.leads[lines[0]]),
                _("YAML chỉ nhận dấu cách; mỗi Tab được đọc như hai dấu cách."),
                edits=tuple(self.indent_edit(line) for line in lines),
                repaired=True,
            )
        )

    def column_of(self, line: int, position: int) -> int:
        """The column in the working copy of a character of the line's body."""
        typed = self.leads[line] + position
        for working, from_typed in reversed(self.copy.shifts.get(line, ())):
            if from_typed <= typed:
                return working + typed - from_typed
        return typed

    def blank_tabs(self, line: int, length: int, position: int) -> None:
        """Let the tabs among `length` characters be blanks."""
        at = self.column_of(line, position)
        text = self.copy.lines[line]
        gap = text[at : at + length].replace("\t", " ")
        self.copy.lines[line] = text[:at] + gap + text[at + length :]

    def insert_blank(self, line: int, column: int, position: int) -> None:
        """Put a blank before a character: `column` in the copy, `position` in the line's body."""
        text = self.copy.lines[line]
        self.copy.lines[line] = f"{text[:column]} {text[column:]}"
        self.copy.shifts.setdefault(line, []).append((column + 1, self.leads[line] + position))

    def has_below(self, line: int, column: int) -> bool:
        """Whether the next line with content stands at `column` or deeper."""
        below = self.below(line)
        return below is not None and self.columns[below] >= column

    def below(self, line: int) -> int | None:
        """The next line with content that is no comment."""
        for at in range(line + 1, len(self.bodies)):
            if self.bodies[at] and self.bodies[at][0] != "#":
                return at
        return None

    def key_below(self, line: int, column: int) -> bool:
        """Whether the next line is an entry at the same column."""
        below = self.below(line)
        return (
            below is not None
            and self.columns[below] == column
            and scalars.key_end(self.bodies[below]) >= 0
        )

    def comment_below(self, line: int, owner: int) -> bool:
        """Whether the next line with content is a comment that a block would swallow."""
        for at in range(line + 1, len(self.bodies)):
            if self.bodies[at]:
                return self.bodies[at][0] == "#" and self.columns[at] > owner
        return False

    def complain(self, code: str, start: int, end: int, message: str, hint: str) -> None:
        """A finding of level lỗi without an edit; after a number of them only one more."""
        self.strays += 1
        if self.strays > STRAYS + 1:
            return
        if self.strays == STRAYS + 1:
            code = "C010"
            message = _("Còn nhiều chỗ nữa không đọc được; chỉ nêu những chỗ đầu")
            hint = _("Kiểm tra xem có đúng là tệp kế hoạch không; `vanban new` cho một tệp mẫu.")
        self.copy.findings.append(
            Finding(code, Level.LOI, message, self.sheet.place(start, end), hint)
        )

    def mended(
        self, code: str, start: int, end: int, message: str, hint: str, edits: tuple[Edit, ...]
    ) -> None:
        """Tell of something mended so that the user's text is kept."""
        self.copy.findings.append(
            Finding(
                code,
                Level.CANH_BAO,
                message,
                self.sheet.place(start, end),
                hint,
                edits=edits,
                repaired=True,
            )
        )
