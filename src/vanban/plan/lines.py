"""What a clerk types that YAML cannot read, mended line by line in a working copy.

The copy has the lines of the file, each in its place; `shifts` leads from its columns back to the
file's, and a value that YAML would misread stands in `typed` while the copy holds `""` for it.
Everything mended is a finding with the edit that mends the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from vanban.finding import Edit, Finding, Level
from vanban.messages import _
from vanban.plan import scalars
from vanban.plan.scalars import Kind
from vanban.plan.sheet import Sheet

STRAYS = 20
_LOOK_AHEAD = 500
_TAB = 2

_COLON = re.compile(r":(?=[ \t]|$)")
_QUOTED_KEY = re.compile(r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+')[ \t]*:(?=[ \t]|$)")
_KEY = re.compile(r"[\w.][\w\u0300-\u036f .()/+&-]{0,79}|<<")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_NO_BLANK = re.compile(
    r"([^\W\d_A-Z](?:[^\W\d]|[\u0300-\u036f])*(?: (?:[^\W\d_]|[\u0300-\u036f])+){0,2}):(?=[^\s:/\\])"
)
_HYPHEN = re.compile(r"-(?:[ \t]+|$)")
_ODD = re.compile(r"\?(?=[ \t]|$)|:(?=[ \t]|$)|[&!]\S|\*[\w-]+[ \t]+:|[\[{].*[\]}][ \t]*:(?=[ \t]|$)")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")


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
        """Empty a line that YAML cannot read, with the block it rules; the line that was emptied."""
        last = len(self.lines) - 1
        for at in (line, other, *range(min(line, last), -1, -1)):
            if at <= last and self.lines[at].strip():
                for below in range(at, self.blocks.get(at, at) + 1):
                    self.lines[below] = ""
                return at
        return None


class _Level:
    """An open list ("S") or mapping ("M") at a column."""

    __slots__ = ("column", "is_list", "of_mappings")

    def __init__(self, column: int, *, is_list: bool) -> None:
        self.column = column
        self.is_list = is_list
        self.of_mappings: bool | None = None  # what the items of a list have been so far


class _Mender:
    """Walks the lines once; `at` is the next line to look at."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.copy = Copy(list(sheet.lines))
        self.bodies = [line.lstrip(" \t") for line in sheet.lines]
        self.leads = [len(a) - len(b) for a, b in zip(sheet.lines, self.bodies, strict=True)]
        self.columns = list(self.leads)
        self.tabs: list[int] = []
        self.levels: list[_Level] = []
        self.empty = -1  # column of the key or hyphen that still waits for its value, or -1
        self.empty_is_key = False
        self.seen: set[str] = set()
        self.top: set[str] = set()
        self.begun = False
        self.documents = 0
        self.strays = 0
        self.at = 0
        if "\t" in sheet.clean:
            self._expand_tabs()

    def run(self) -> Copy:
        """The working copy of the whole file."""
        total = len(self.bodies)
        while self.at < total:
            line = self.at
            body = self.bodies[line]
            if not body or body[0] == "#":
                self.copy.lines[line] = ""
                self.at += 1
            elif self.leads[line] == 0 and _DOCUMENT.match(body):
                self._document(line)
            elif not self.begun and body[0] in "[{" and not _ODD.match(body):
                self.copy.flow_root = True
                break
            elif not self.begun and body.startswith("%YAML"):
                self.at += 1
            else:
                self._line(line)
        self._tell_tabs()
        return self.copy

    # -- columns ---------------------------------------------------------------------------

    def _expand_tabs(self) -> None:
        for line, lead in enumerate(self.leads):
            indent = self.sheet.lines[line][:lead]
            if "\t" in indent:
                self.columns[line] = lead + (_TAB - 1) * indent.count("\t")

    def _set(self, line: int, column: int, body: str | None = None) -> None:
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

    def _indent_edit(self, line: int) -> Edit:
        start = self.sheet.starts[line]
        return self.sheet.edit(start, start + self.leads[line], " " * self.columns[line])

    def _tell_tabs(self) -> None:
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
                edits=tuple(self._indent_edit(line) for line in lines),
                repaired=True,
            )
        )

    # -- documents -------------------------------------------------------------------------

    def _document(self, line: int) -> None:
        """`---` or `...`: fine before everything else; later on one finding (C019)."""
        self.at += 1
        body = self.bodies[line]
        if not self.begun and self.documents == 0 and body[0] == "-":
            self.documents = 1
            self.begun = bool(scalars.without_comment(body[3:].strip(" \t")))
            return
        rest = range(line + 1, len(self.bodies))
        if body[0] == "." and not any(
            self.bodies[at] and self.bodies[at][0] != "#" for at in rest
        ):
            return
        self.copy.lines[line] = ""
        if self.documents < 0:
            return
        self.documents = -1
        again = any(self.leads[at] == 0 and self._key_at(at) in self.top for at in rest)
        start = self.sheet.starts[line]
        edits = () if again else (self.sheet.edit(start, self.sheet.next_start(line), ""),)
        self.copy.findings.append(
            Finding(
                "C019",
                Level.LOI,
                _("Tệp có hai văn bản, phần sau dòng này không được đọc") if again
                else _("Dòng này chia tệp làm hai văn bản"),
                self.sheet.place(start, self.sheet.line_end(line)),
                _("Mỗi tệp một kế hoạch: chuyển phần sau sang tệp khác.") if again
                else _("Xoá dòng này."),
                edits=edits,
                repaired=not again,
            )
        )  # fmt: skip
        if again:
            for at in rest:
                self.copy.lines[at] = ""
            self.at = len(self.bodies)

    def _key_at(self, line: int) -> str:
        found = _key(self.bodies[line])
        return self.bodies[line][: found].rstrip(" \t") if found >= 0 else ""

    # -- one line --------------------------------------------------------------------------

    def _line(self, line: int) -> None:
        """A line that begins an entry or an item, or one that has no business where it stands."""
        body = self.bodies[line]
        self.at = line + 1
        if body[0] == "-" and (_HYPHEN.match(body) or self._is_tight_item(line)):
            self._item(line)
            return
        colon = _key(body)
        if colon < 0 and (tight := _NO_BLANK.match(body)):
            self._fit(line, is_list=False)
            self._entry(line, 0, tight.end() - 1, tight=True)
        elif colon >= 0:
            self._fit(line, is_list=False)
            self._entry(line, 0, colon)
        elif _ODD.match(body):
            self._fit(line, is_list=False)
            self._set_empty(self.columns[line], is_key=True)
            self.begun = True
        else:
            self._stray(line)

    def _is_tight_item(self, line: int) -> bool:
        """Whether `-Sở Nội vụ` is an item whose blank was forgotten."""
        body, column = self.bodies[line], self.columns[line]
        if len(body) < 2 or body[1] == "-":
            return False
        if self.empty >= 0 and column >= self.empty + (not self.empty_is_key):
            return True
        return not self.levels or any(at.is_list and at.column >= column for at in self.levels)

    def _is_stray(self, line: int) -> bool:
        """Whether a line is neither an entry nor an item nor a document mark."""
        body = self.bodies[line]
        if body[0] == "-" and (_HYPHEN.match(body) or self._is_tight_item(line)):
            return False
        if self.leads[line] == 0 and _DOCUMENT.match(body):
            return False
        return _key(body) < 0 and not _NO_BLANK.match(body) and not _ODD.match(body)

    def _stray(self, line: int) -> None:
        """Lines without a key where no text is open: reported once (C010) and left out."""
        last = line
        while self.at < len(self.bodies) and (
            not self.bodies[self.at] or self.bodies[self.at][0] == "#" or self._is_stray(self.at)
        ):
            if self.bodies[self.at]:
                last = self.at
            self.at += 1
        for at in range(line, self.at):
            self.copy.lines[at] = ""
        start = self.sheet.starts[line] + self.leads[line]
        count = sum(1 for at in range(line, last + 1) if self.bodies[at])
        self._complain(
            "C010",
            start,
            self.sheet.line_end(last),
            _("Dòng này không có từ khoá, không đọc được") if count == 1 else _(
                "Dòng này và {n} dòng sau không có từ khoá, không đọc được", n=count - 1
            ),
            _("Viết “từ_khoá: lời văn”; lời văn nhiều dòng thì gõ “|” sau dấu hai chấm."),
        )  # fmt: skip

    def _complain(self, code: str, start: int, end: int, message: str, hint: str) -> None:
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

    # -- indentation -----------------------------------------------------------------------

    def _set_empty(self, column: int, *, is_key: bool) -> None:
        self.empty = column
        self.empty_is_key = is_key

    def _fit(self, line: int, *, is_list: bool) -> None:
        """Find the list or mapping a line belongs to by its column; mend a column that fits none."""
        column = self.columns[line]
        gone: list[_Level] = []
        while self.levels and self.levels[-1].column > column:
            gone.append(self.levels.pop())
        waits = self.empty
        opens = waits >= 0 and column >= waits + (not (is_list and self.empty_is_key))
        self.empty = -1
        if opens and self._may_open(column, waits):
            self.levels.append(_Level(column, is_list=is_list))
        elif not self._continues(column, is_list=is_list):
            column = self._nearest(line, gone, is_list=is_list)
        self._set(line, column)

    def _may_open(self, column: int, waits: int) -> bool:
        """Whether no level stands between the key that waits and `column`."""
        top = self.levels[-1] if self.levels else None
        return top is None or top.column < column or top.column == waits

    def _continues(self, column: int, *, is_list: bool) -> bool:
        """Whether a level is open at this column; a list level behind a mapping key is closed."""
        if not self.levels:
            if self.begun:
                return False
            self.levels.append(_Level(column, is_list=is_list))
            return True
        top = self.levels[-1]
        if top.column != column:
            return False
        if top.is_list == is_list:
            return True
        below = self.levels[-2] if len(self.levels) > 1 else None
        if not is_list and below and below.column == column and not below.is_list:
            self.levels.pop()
            return True
        return False

    def _nearest(self, line: int, gone: list[_Level], *, is_list: bool) -> int:
        """The column of the nearest level of the right kind; the line is mended to it (C022)."""
        column = self.columns[line]
        every = self.levels + gone[::-1]
        fitting = [at for at, level in enumerate(every) if level.is_list == is_list]
        if not fitting:
            self.levels = [*self.levels, _Level(column, is_list=is_list)]
            return column
        best = min(fitting, key=lambda at: (abs(every[at].column - column), -at))
        self.levels = every[: best + 1]
        target = every[best].column
        start = self.sheet.starts[line]
        self.copy.findings.append(
            Finding(
                "C022",
                Level.LOI,
                _("Dòng này thụt vào không thẳng với các dòng cùng cấp"),
                self.sheet.place(start + self.leads[line], self.sheet.line_end(line)),
                _("Đọc như thụt vào {n} dấu cách; xem lại có đúng cấp không.", n=target),
                edits=(self.sheet.edit(start, start + self.leads[line], " " * target),),
                repaired=True,
            )
        )
        return target

    # -- items and entries -----------------------------------------------------------------

    def _item(self, line: int) -> None:
        """`- …`: what stands behind the hyphen is an entry, a text or nothing yet."""
        self._fit(line, is_list=True)
        self.begun = True
        body = self.bodies[line]
        position = 0
        while True:
            hyphen = _HYPHEN.match(body, position)
            if hyphen is None:
                if position:
                    break
                self._tight_hyphen(line)
                position = 1
                break
            column = self._column(line, position)
            if position:
                if not self._has_below(line, column):
                    break
                self.levels.append(_Level(column, is_list=True))
            if "\t" in hyphen.group():
                self._blank_tabs(line, hyphen.end() - position, position)
            self._set_empty(column, is_key=False)
            position = hyphen.end()
            if position == len(body):
                return
        self._behind_hyphen(line, position)

    def _column(self, line: int, position: int) -> int:
        """The column in the working copy of a character of the line's body."""
        typed = self.leads[line] + position
        for working, from_typed in reversed(self.copy.shifts.get(line, ())):
            if from_typed <= typed:
                return working + typed - from_typed
        return typed

    def _blank_tabs(self, line: int, length: int, position: int) -> None:
        at = self._column(line, position)
        text = self.copy.lines[line]
        gap = text[at : at + length].replace("\t", " ")
        self.copy.lines[line] = text[:at] + gap + text[at + length :]

    def _tight_hyphen(self, line: int) -> None:
        """`-Sở Nội vụ` → `- Sở Nội vụ` (C013)."""
        at = self.columns[line] + 1
        self._insert_blank(line, at, 1)
        start = self.sheet.starts[line] + self.leads[line]
        self._mended(
            "C013",
            start,
            start + 1,
            _("Thiếu dấu cách sau gạch đầu dòng"),
            _("Viết “- ” rồi đến lời văn."),
            (self.sheet.edit(start + 1, start + 1, " "),),
        )

    def _insert_blank(self, line: int, column: int, position: int) -> None:
        text = self.copy.lines[line]
        self.copy.lines[line] = f"{text[:column]} {text[column:]}"
        self.copy.shifts.setdefault(line, []).append((column + 1, self.leads[line] + position))

    def _has_below(self, line: int, column: int) -> bool:
        """Whether the next line with content stands at `column` or deeper."""
        below = self._below(line)
        return below is not None and self.columns[below] >= column

    def _below(self, line: int) -> int | None:
        """The next line with content that is no comment."""
        for at in range(line + 1, len(self.bodies)):
            if self.bodies[at] and self.bodies[at][0] != "#":
                return at
        return None

    def _behind_hyphen(self, line: int, position: int) -> None:
        """An item with something on its line: an entry of a mapping, or a text."""
        rest = self.bodies[line][position:]
        column = self._column(line, position)
        if self.copy.lines[line][column : column + 1] == " ":  # a blank was put in
            column += 1
        level = next((at for at in reversed(self.levels) if at.is_list), None)
        siblings = level.of_mappings if level else None
        before = scalars.past_properties(rest)
        colon = _key(rest[before:])
        tight = colon < 0 and bool(found := _NO_BLANK.match(rest))
        if colon >= 0:
            colon += before
            is_entry = self._is_key(line, rest[before:colon].rstrip(" \t"), column, siblings)
        elif tight and found:
            colon = found.end() - 1
            key = rest[:colon]
            is_entry = bool(_WORD.fullmatch(key)) and (
                siblings is True or "_" in key or self._key_below(line, column)
            )
        else:
            is_entry = bool(_ODD.match(rest)) and rest[0] in "[{*" and siblings is True
            if is_entry:
                self.levels.append(_Level(column, is_list=False))
                self._set_empty(column, is_key=True)
                return
        if level:
            level.of_mappings = is_entry
        if is_entry:
            self.levels.append(_Level(column, is_list=False))
            self._entry(line, position, position + colon, tight=tight, at_column=column)
        else:
            self._value(line, self._item_column(line), position, column)

    def _item_column(self, line: int) -> int:
        level = next((at for at in reversed(self.levels) if at.is_list), None)
        return level.column if level else self.columns[line]

    def _is_key(self, line: int, key: str, column: int, siblings: bool | None) -> bool:
        """Whether the words before a colon behind a hyphen are a key, not the head of a sentence."""
        words = key.split()
        if key[0] in "\"'<" or (len(words) == 1 and not key[0].isdigit()):
            return True
        if self._key_below(line, column):
            return True
        if siblings is not None:
            return siblings and len(words) <= 4
        return key[0].islower() and len(words) <= 3

    def _key_below(self, line: int, column: int) -> bool:
        """Whether the next line is an entry at the same column."""
        below = self._below(line)
        return below is not None and self.columns[below] == column and _key(self.bodies[below]) >= 0

    def _entry(
        self,
        line: int,
        position: int,
        colon: int,
        *,
        tight: bool = False,
        at_column: int | None = None,
    ) -> None:
        """`key: …` at a position of the line's body."""
        body = self.bodies[line]
        self.begun = True
        column = self.columns[line] if at_column is None else at_column
        key = body[position:colon].rstrip(" \t")
        self.seen.add(key)
        if column == 0:
            self.top.add(key)
        if tight:
            self._insert_blank(line, column + colon + 1 - position, colon + 1)
            start = self.sheet.starts[line] + self.leads[line] + position
            end = self.sheet.starts[line] + self.leads[line] + colon + 1
            self._mended(
                "C013",
                start,
                end,
                _("Thiếu dấu cách sau dấu hai chấm"),
                _("Viết “{key}: ” rồi đến lời văn.", key=key),
                (self.sheet.edit(end, end, " "),),
            )
            behind = column + colon + 2 - position
        else:
            behind = column + colon + 1 - position
        after = colon + 1
        while after < len(body) and body[after] in " \t":
            after += 1
            behind += not tight
        self._value(line, column, after, behind)

    # -- values ----------------------------------------------------------------------------

    def _value(self, line: int, owner: int, position: int, column: int) -> None:
        """What stands behind a key or a hyphen, with the lines below that belong to it.

        `owner` is the column of the key or hyphen, `position` where the value begins in the body
        of the line, `column` where it begins in the working copy.
        """
        self.empty = -1
        typed = self.bodies[line][position:]
        value = scalars.without_comment(typed)
        if value.startswith("#") and self._has_below(line, owner + 1):
            value = ""
        is_key = bool(self.levels) and not self.levels[-1].is_list
        match scalars.kind_of(self.sheet.without_mark(value)):
            case Kind.EMPTY:
                self._set_empty(owner, is_key=is_key)
                self.copy.lines[line] = self.copy.lines[line][:column].rstrip(" ")
            case Kind.HEADER if not value[-1].isdigit() or self._has_below(line, owner + 1):
                self._block(line, owner, is_explicit=any(one.isdigit() for one in value[:3]))
            case Kind.QUOTED | Kind.FLOW:
                pass
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
            self._block(line, owner, is_explicit=any(one.isdigit() for one in behind))
            return True
        if kind is Kind.EMPTY and not value.startswith("*") and self._has_below(line, owner + 1):
            self._set_empty(owner, is_key=is_key)
            return True
        return False

    def _goes_on(self, line: int, owner: int, typed: str) -> bool:
        """Whether a value in quotes or brackets ends on a line further down; those are passed."""
        if typed[0] not in "\"'[{" or scalars.kind_of(typed) is not Kind.TEXT:
            return False
        if typed.startswith(("[^", "[@", "{{")):
            return False
        parts = [typed]
        for at in range(line + 1, min(line + _LOOK_AHEAD, len(self.bodies))):
            body = self.bodies[at]
            closes = typed[0] in "[{" and body.rstrip(" \t,")[:1] in ("]", "}")
            if body and self.columns[at] <= owner and not closes:
                break
            parts.append(body)
            if not body or body.rstrip(" \t")[-1] not in "\"'}]" and "#" not in body:
                continue
            whole = "\n".join(parts)
            check = scalars.is_flow if typed[0] in "[{" else scalars.is_quoted
            if check(whole):
                self.at = at + 1
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
        is_plain = not refused and scalars.kind_of(self.sheet.without_mark(value)) is Kind.PLAIN
        if not further:
            if is_plain and not self.sheet.mark:
                return
        elif (
            is_plain
            and not strays
            and len(value) == len(self.bodies[line][position:].rstrip(" \t"))
            and all(scalars.is_continuation(self.bodies[at]) for at in further)
        ):
            self._folded(further)
            return
        start = self.sheet.starts[line] + self.leads[line] + position
        end = start + len(value)
        text = value
        if further:
            text = self._fold(line, value, further)
            last = further[-1]
            kept = scalars.without_comment(self.bodies[last])
            end = self.sheet.starts[last] + self.leads[last] + len(kept)
        text = self.sheet.without_mark(text).strip(" \t")
        self.copy.typed[line, column] = Typed(start, end, text)
        self.copy.lines[line] = self.copy.lines[line][:column] + '""'
        for at in range(line + 1, further[-1] + 1 if further else line + 1):
            self.copy.lines[at] = ""
        if strays:
            self._tell_stray(strays[0])
        if refused:
            self._refuse(value, start, end)
        elif not is_plain or (further and not strays):
            last = further[-1] if further else line
            edits = self._as_block(line, last, owner, start, start + len(value), text)
            self._tell_text(text, value, start, end, edits, is_plain=is_plain)

    def _further(self, line: int, owner: int) -> tuple[list[int], list[int]]:
        """The lines below that go on with a text, and those of them not indented enough."""
        further: list[int] = []
        strays: list[int] = []
        at = line + 1
        total = len(self.bodies)
        while at < total:
            body = self.bodies[at]
            if body:
                if body[0] == "#":
                    break
                if self.columns[at] > owner:
                    if self._is_misplaced(at, owner):
                        break
                elif not self._is_stray(at):
                    break
                else:
                    strays.append(at)
                further.append(at)
            at += 1
        if further:
            self.at = further[-1] + 1
        return further, strays

    def _is_misplaced(self, line: int, owner: int) -> bool:
        """Whether a line below a text is an entry indented too deep, not more of the text."""
        if not self.levels or self.levels[-1].is_list or self.levels[-1].column != owner:
            return False
        body = self.bodies[line]
        colon = _key(body)
        key = body[:colon] if colon >= 0 else ""
        return bool(_WORD.fullmatch(key)) and ("_" in key or key in self.seen)

    def _folded(self, further: Iterable[int]) -> None:
        """Further lines of a text YAML reads itself."""
        told = False
        for at in further:
            self._set(at, self.columns[at])
            if not told and _HYPHEN.match(self.bodies[at]):
                told = True
                start = self.sheet.starts[at] + self.leads[at]
                self.copy.findings.append(
                    Finding(
                        "C022",
                        Level.CANH_BAO,
                        _("Dòng này bị nối vào dòng trên thành một đoạn"),
                        self.sheet.place(start, self.sheet.line_end(at)),
                        _("Muốn xuống dòng: gõ “|” sau từ khoá, lời văn ở các dòng dưới; "
                          "muốn là mục riêng: thụt thẳng với các mục khác."),
                    )
                )  # fmt: skip

    def _fold(self, line: int, value: str, further: list[int]) -> str:
        """The text of several lines as YAML folds it: a line end is a blank, an empty line one."""
        text, before = [value], line
        for at in further:
            text.append("\n" * (at - before - 1) or " ")
            text.append(scalars.without_comment(self.bodies[at]))
            before = at
        return "".join(text)

    def _tell_stray(self, line: int) -> None:
        self._complain(
            "C022",
            self.sheet.starts[line] + self.leads[line],
            self.sheet.line_end(line),
            _("Dòng này không có từ khoá và không thụt vào đủ: đọc như nối vào dòng trên"),
            _("Nếu là lời văn của dòng trên, gõ “|” sau từ khoá rồi thụt các dòng lời văn vào."),
        )

    def _refuse(self, value: str, start: int, end: int) -> None:
        """An anchor, an alias or a tag where a text should stand (C015)."""
        name = value.split()[0]
        what = {
            "&": _("“{name}” là neo của YAML, không dùng ở đây", name=name),
            "*": _("“{name}” là tham chiếu của YAML, không dùng ở đây", name=name),
            "!": _("“{name}” là thẻ kiểu của YAML, không dùng ở đây", name=name),
        }[value[0]]
        self.copy.findings.append(
            Finding(
                "C015",
                Level.LOI,
                what,
                self.sheet.place(start, end),
                _("Nếu là lời văn, gõ “|” sau dấu hai chấm rồi viết lời văn ở dòng dưới."),
            )
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
        self._mended(code, start, end, message, hint, edits)

    def _as_block(
        self, line: int, last: int, owner: int, start: int, end: int, text: str
    ) -> tuple[Edit, ...]:
        """The edits that put a text under a `|`, a comment behind it staying where it is."""
        text = unicodedata.normalize("NFC", text)
        sheet = self.sheet
        if self._comment_below(last, owner):
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

    def _comment_below(self, line: int, owner: int) -> bool:
        """Whether the next line with content is a comment that a block would swallow."""
        for at in range(line + 1, len(self.bodies)):
            if self.bodies[at]:
                return self.bodies[at][0] == "#" and self.columns[at] > owner
        return False

    def _mended(
        self, code: str, start: int, end: int, message: str, hint: str, edits: tuple[Edit, ...]
    ) -> None:
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

    # -- blocks ----------------------------------------------------------------------------

    def _block(self, line: int, owner: int, *, is_explicit: bool) -> None:
        """The lines below a `|`: all text, only their indentation is mended."""
        indent = -1
        shallow: list[int] = []
        last = line
        at = line + 1
        while at < len(self.bodies):
            body = self.bodies[at]
            if not body:
                if indent < 0 or "\t" in self.sheet.lines[at]:
                    self.copy.lines[at] = ""
                at += 1
                continue
            column = self.columns[at]
            if column <= owner and not self._is_body(at, owner, is_first=indent < 0):
                break
            if 0 <= column < indent and self._is_misplaced(at, owner):
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
        self.at = last + 1
        self.copy.blocks[line] = last
        if shallow:
            self._tell_shallow(shallow)

    def _set_in_block(self, line: int, column: int, indent: int) -> None:
        """Set a line of a block; a tab that belongs to the text, behind the indentation, stays."""
        if "\t" not in self.sheet.lines[line][:indent] and self.columns[line] == column:
            if self.leads[line] >= indent:
                return
        self._set(line, column)

    def _is_body(self, line: int, owner: int, *, is_first: bool) -> bool:
        """Whether a line not indented enough still is text of the block above it."""
        body, column = self.bodies[line], self.columns[line]
        if body[0] == "#":
            return False
        if _HYPHEN.match(body) and self.leads[line] == column:
            siblings = any(at.is_list and at.column == column for at in self.levels)
            return is_first and column == owner and not siblings
        if is_first and column == owner and (colon := _key(body)) >= 0:
            key = body[:colon].rstrip(" \t")
            return " " in key and not key[0].islower()
        return self._is_stray(line)

    def _tell_shallow(self, lines: list[int]) -> None:
        """Lines of a block not indented enough (C022): moved to where the block stands."""
        first = lines[0]
        start = self.sheet.starts[first]
        self._mended(
            "C022",
            start + self.leads[first],
            self.sheet.line_end(first),
            _("Lời văn dưới “|” chưa thụt vào đủ") if len(lines) == 1 else _(
                "Lời văn dưới “|” chưa thụt vào đủ, ở đây và {n} dòng sau", n=len(lines) - 1
            ),
            _("Thụt các dòng lời văn vào hơn từ khoá hai dấu cách."),
            tuple(self._indent_edit(line) for line in lines),
        )  # fmt: skip


def _key(body: str) -> int:
    """Where the colon of a key stands in a line's body; -1 when it begins with none."""
    if not body:
        return -1
    if body[0] in "\"'":
        quoted = _QUOTED_KEY.match(body)
        return body.rindex(":", 0, quoted.end()) if quoted else -1
    before = scalars.past_properties(body) if body[0] in "&!" else 0
    colon = _COLON.search(body, before)
    if colon is None:
        return -1
    return colon.start() if _KEY.fullmatch(body, before, colon.start()) else -1


def mend(sheet: Sheet) -> Copy:
    """The working copy of a file, with what was mended on the way."""
    return _Mender(sheet).run()
