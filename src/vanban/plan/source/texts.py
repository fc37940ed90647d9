"""A value behind a key or a hyphen: left to YAML, or kept from it because YAML would misread it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from vanban.finding import Edit, Finding, Level
from vanban.messages import _
from vanban.plan.source import complaints, scalars
from vanban.plan.source.blocks import Blocks
from vanban.plan.source.levels import Levels
from vanban.plan.source.scalars import Kind
from vanban.plan.source.working import Typed, Work

_LOOK_AHEAD = 500


class Texts:
    """Reads values, with the lines below that belong to them."""

    def __init__(self, work: Work, levels: Levels) -> None:
        self.work = work
        self.levels = levels
        self.blocks = Blocks(work, levels)

    def value(self, line: int, owner: int, position: int, column: int) -> None:
        """What stands behind a key or a hyphen, with the lines below that belong to it.

        `owner` is the column of the key or hyphen, `position` where the value begins in the body
        of the line, `column` where it begins in the working copy.
        """
        self.levels.empty = -1
        typed = self.work.bodies[line][position:]
        if scalars.is_whole(typed):
            return
        value = scalars.without_comment(typed)
        if value.startswith("#") and self.work.has_below(line, owner + 1):
            value = ""
        is_key = bool(self.levels.open) and not self.levels.open[-1].is_list
        match scalars.kind_of(self.work.sheet.without_mark(value)):
            case Kind.EMPTY:
                self.levels.wait(owner, is_key=is_key)
                self.work.copy.lines[line] = self.work.copy.lines[line][:column].rstrip(" ")
            case Kind.HEADER if not value[-1].isdigit() or self.work.has_below(line, owner + 1):
                self.blocks.block(line, owner, is_explicit=any(one.isdigit() for one in value[:3]))
            case Kind.PROPERTY if self._leave_property(line, owner, value, is_key=is_key):
                pass
            case Kind.PROPERTY:
                self._text(line, owner, position, column, value, refused=True)
            case _:
                if not self._goes_on(line, owner, typed):
                    self._text(line, owner, position, column, value)

    def _leave_property(self, line: int, owner: int, value: str, *, is_key: bool) -> bool:
        """Whether an anchor or a tag belongs to what stands below it, not to a text."""
        behind = value[scalars.past_properties(value + " ") :].strip(" \t")
        kind = scalars.kind_of(behind)
        if kind is Kind.HEADER:
            self.blocks.block(line, owner, is_explicit=any(one.isdigit() for one in behind))
            return True
        if (
            kind is Kind.EMPTY
            and not value.startswith("*")
            and self.work.has_below(line, owner + 1)
        ):
            self.levels.wait(owner, is_key=is_key)
            return True
        return False

    def _goes_on(self, line: int, owner: int, typed: str) -> bool:
        """Whether a value in quotes or brackets ends on a line further down; those are passed."""
        if typed[0] not in "\"'[{" or scalars.kind_of(typed) is not Kind.TEXT:
            return False
        if typed.startswith(("[^", "[@", "{{")):
            return False
        parts = [typed]
        for at in range(line + 1, min(line + _LOOK_AHEAD, len(self.work.bodies))):
            body = self.work.bodies[at]
            closes = typed[0] in "[{" and body.rstrip(" \t,")[:1] in ("]", "}")
            if body and self.work.columns[at] <= owner and not closes:
                break
            parts.append(body)
            if not body or (body.rstrip(" \t")[-1] not in "\"'}]" and "#" not in body):
                continue
            whole = "\n".join(parts)
            check = scalars.is_flow if typed[0] in "[{" else scalars.is_quoted
            if check(whole):
                self.work.at = at + 1
                return True
            if closes:
                break
        return False

    def _text(
        self,
        line: int,
        owner: int,
        position: int,
        column: int,
        value: str,
        *,
        refused: bool = False,
    ) -> None:
        """A text, with its further lines; kept from YAML when YAML would misread it."""
        further, strays = self._further(line, owner)
        is_plain = (
            not refused and scalars.kind_of(self.work.sheet.without_mark(value)) is Kind.PLAIN
        )
        if not further:
            if is_plain and not self.work.sheet.mark:
                return
        elif (
            is_plain
            and not strays
            and len(value) == len(self.work.bodies[line][position:].rstrip(" \t"))
            and all(scalars.is_continuation(self.work.bodies[at]) for at in further)
        ):
            self._folded(further)
            return
        start = self.work.sheet.starts[line] + self.work.leads[line] + position
        end = start + len(value)
        text = value
        if further:
            text = self._fold(line, value, further)
            last = further[-1]
            kept = scalars.without_comment(self.work.bodies[last])
            end = self.work.sheet.starts[last] + self.work.leads[last] + len(kept)
        text = self.work.sheet.without_mark(text).strip(" \t")
        self.work.copy.typed[line, column] = Typed(start, end, text)
        self.work.copy.lines[line] = self.work.copy.lines[line][:column] + '""'
        for at in range(line + 1, further[-1] + 1 if further else line + 1):
            self.work.copy.lines[at] = ""
        if strays:
            self._tell_stray(strays[0])
        if refused:
            self.work.copy.findings.append(complaints.refused(self.work.sheet, start))
        elif not is_plain or (further and not strays):
            last = further[-1] if further else line
            edits = self._as_block(line, last, owner, start, start + len(value), text)
            self._tell_text(text, value, start, end, edits, is_plain=is_plain)

    def _further(self, line: int, owner: int) -> tuple[list[int], list[int]]:
        """The lines below that go on with a text, and those of them not indented enough."""
        further: list[int] = []
        strays: list[int] = []
        at = line + 1
        total = len(self.work.bodies)
        while at < total:
            body = self.work.bodies[at]
            if body:
                if body[0] == "#":
                    break
                if self.work.columns[at] > owner:
                    if self.levels.is_misplaced(at, owner):
                        break
                elif not self.levels.is_stray(at):
                    break
                else:
                    strays.append(at)
                further.append(at)
            at += 1
        if further:
            self.work.at = further[-1] + 1
        return further, strays

    def _folded(self, further: Iterable[int]) -> None:
        """Further lines of a text YAML reads itself."""
        told = False
        for at in further:
            self.work.set_line(at, self.work.columns[at])
            if not told and scalars.HYPHEN.match(self.work.bodies[at]):
                told = True
                start = self.work.sheet.starts[at] + self.work.leads[at]
                self.work.copy.findings.append(
                    Finding(
                        "C022",
                        Level.CANH_BAO,
                        _("Dòng này bị nối vào dòng trên thành một đoạn"),
                        self.work.sheet.place(start, self.work.sheet.line_end(at)),
                        _("Muốn xuống dòng: gõ “|” sau từ khoá, lời văn ở các dòng dưới; "
                          "muốn là mục riêng: thụt thẳng với các mục khác."),
                    )
                )  # fmt: skip

    def _fold(self, line: int, value: str, further: list[int]) -> str:
        """The text of several lines as YAML folds it: a line end is a blank, an empty line one."""
        text, before = [value], line
        for at in further:
            text.append("\n" * (at - before - 1) or " ")
            text.append(scalars.without_comment(self.work.bodies[at]))
            before = at
        return "".join(text)

    def _tell_stray(self, line: int) -> None:
        self.work.complain(
            "C022",
            self.work.sheet.starts[line] + self.work.leads[line],
            self.work.sheet.line_end(line),
            _("Dòng này không có từ khoá và không thụt vào đủ: đọc như nối vào dòng trên"),
            _("Nếu là lời văn của dòng trên, gõ “|” sau từ khoá rồi thụt các dòng lời văn vào."),
        )

    def _tell_text(
        self,
        text: str,
        value: str,
        start: int,
        end: int,
        edits: tuple[Edit, ...],
        *,
        is_plain: bool,
    ) -> None:
        """A text with characters that mean something to YAML (C011, C016)."""
        if scalars.has_hash(text):
            code, message = "C016", _("“#” trong lời văn: giữ như gõ, không phải ghi chú")
            hint = _("Ghi chú phải có dấu cách hai bên “#”; lời văn có “#” thì đặt dưới “|”.")
        else:
            code = "C011"
            message = _("Lời văn có dấu hai chấm và dấu cách, YAML dễ đọc nhầm")
            if not is_plain and value[:1] in "[]{}&*!|>'\"%@`,?-":
                message = _("Lời văn bắt đầu bằng “{sign}”, YAML dễ đọc nhầm", sign=value[0])
            hint = _("Gõ “|” sau từ khoá, lời văn xuống dòng dưới và thụt vào.")
        self.work.mended(code, start, end, message, hint, edits)

    def _as_block(
        self, line: int, last: int, owner: int, start: int, end: int, text: str
    ) -> tuple[Edit, ...]:
        """The edits that put a text under a `|`, a comment behind it staying where it is."""
        text = unicodedata.normalize("NFC", text)
        sheet = self.work.sheet
        if self.work.comment_below(last, owner):
            stop = end if last == line else sheet.line_end(last)
            return (sheet.edit(start, stop, scalars.quoted(text)),)
        indent = " " * (owner + 2)
        body = "".join(
            sheet.end_of_line + (indent + one if one else "") for one in text.split("\n")
        )
        if not sheet.clean[end : sheet.line_end(line)].strip(" \t"):
            return (sheet.edit(start, sheet.line_end(last), "|" + body),)
        return (
            sheet.edit(start, end, "|"),
            sheet.edit(sheet.line_end(line), sheet.line_end(last), body),
        )
