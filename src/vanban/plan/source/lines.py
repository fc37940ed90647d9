"""What a clerk types that YAML cannot read, mended line by line in a working copy.

Everything mended is a finding with the edit that mends the file in the same way.
"""

from __future__ import annotations

from vanban.finding import Finding
from vanban.finding import Level as Severity
from vanban.messages import _
from vanban.plan.source import scalars
from vanban.plan.source.levels import Level, Levels
from vanban.plan.source.sheet import Sheet
from vanban.plan.source.texts import Texts
from vanban.plan.source.working import Copy, Work


class _Lines:
    """Walks the lines once."""

    def __init__(self, sheet: Sheet) -> None:
        self.work = Work(sheet)
        self.levels = Levels(self.work)
        self.texts = Texts(self.work, self.levels)
        self.top: set[str] = set()
        self.documents = 0

    def run(self) -> Copy:
        """The working copy of the whole file."""
        total = len(self.work.bodies)
        while self.work.at < total:
            line = self.work.at
            body = self.work.bodies[line]
            if not body or body[0] == "#":
                if self.work.leads[line]:
                    self.work.copy.lines[line] = body and " " + body
                self.work.at += 1
            elif self.work.leads[line] == 0 and scalars.DOCUMENT.match(body):
                self._document(line)
            elif not self.work.begun and body[0] in "[{" and not scalars.ODD.match(body):
                self.work.copy.flow_root = True
                break
            elif not self.work.begun and body.startswith("%YAML"):
                self.work.at += 1
            else:
                self._line(line)
        self.work.tell_tabs()
        return self.work.copy

    def _document(self, line: int) -> None:
        """`---` or `...`: fine before everything else; later on one finding (C019)."""
        self.work.at += 1
        body = self.work.bodies[line]
        if not self.work.begun and self.documents == 0 and body[0] == "-":
            self.documents = 1
            self.work.begun = bool(scalars.without_comment(body[3:].strip(" \t")))
            return
        rest = range(line + 1, len(self.work.bodies))
        if body[0] == "." and not any(
            self.work.bodies[at] and self.work.bodies[at][0] != "#" for at in rest
        ):
            return
        self.work.copy.lines[line] = ""
        if self.documents < 0:
            return
        self.documents = -1
        again = any(self.work.leads[at] == 0 and self._key_at(at) in self.top for at in rest)
        start = self.work.sheet.starts[line]
        edits = (
            () if again else (self.work.sheet.edit(start, self.work.sheet.next_start(line), ""),)
        )
        self.work.copy.findings.append(
            Finding(
                "C019",
                Severity.LOI,
                _("Tệp có hai văn bản, phần sau dòng này không được đọc") if again
                else _("Dòng này chia tệp làm hai văn bản"),
                self.work.sheet.place(start, self.work.sheet.line_end(line)),
                _("Mỗi tệp một kế hoạch: chuyển phần sau sang tệp khác.") if again
                else _("Xoá dòng này."),
                edits=edits,
                repaired=not again,
            )
        )  # fmt: skip
        if again:
            for at in rest:
                self.work.copy.lines[at] = ""
            self.work.at = len(self.work.bodies)

    def _key_at(self, line: int) -> str:
        found = scalars.key_end(self.work.bodies[line])
        return self.work.bodies[line][:found].rstrip(" \t") if found >= 0 else ""

    def _line(self, line: int) -> None:
        """A line that begins an entry or an item, or one that has no business where it stands."""
        body = self.work.bodies[line]
        self.work.at = line + 1
        if body[0] == "-" and (scalars.HYPHEN.match(body) or self.levels.is_tight_item(line)):
            self._item(line)
            return
        colon = scalars.key_end(body)
        if colon < 0 and (tight := scalars.TIGHT_KEY.match(body)):
            self.levels.fit(line, is_list=False)
            self._entry(line, 0, tight.end() - 1, tight=True)
        elif colon >= 0:
            self.levels.fit(line, is_list=False)
            self._entry(line, 0, colon)
        elif scalars.ODD.match(body):
            self.levels.fit(line, is_list=False)
            self.levels.wait(self.work.columns[line], is_key=True)
            self.work.begun = True
        else:
            self._stray(line)

    def _stray(self, line: int) -> None:
        """Lines without a key where no text is open: reported once (C010) and left out."""
        last = line
        while self.work.at < len(self.work.bodies) and (
            not self.work.bodies[self.work.at]
            or self.work.bodies[self.work.at][0] == "#"
            or self.levels.is_stray(self.work.at)
        ):
            if self.work.bodies[self.work.at]:
                last = self.work.at
            self.work.at += 1
        for at in range(line, self.work.at):
            self.work.copy.lines[at] = ""
        start = self.work.sheet.starts[line] + self.work.leads[line]
        count = sum(1 for at in range(line, last + 1) if self.work.bodies[at])
        self.work.complain(
            "C010",
            start,
            self.work.sheet.line_end(last),
            _("Dòng này không có từ khoá, không đọc được") if count == 1 else _(
                "Dòng này và {n} dòng sau không có từ khoá, không đọc được", n=count - 1
            ),
            _("Viết “từ_khoá: lời văn”; lời văn nhiều dòng thì gõ “|” sau dấu hai chấm."),
        )  # fmt: skip

    def _item(self, line: int) -> None:
        """`- …`: what stands behind the hyphen is an entry, a text or nothing yet."""
        self.levels.fit(line, is_list=True)
        self.work.begun = True
        body = self.work.bodies[line]
        position = 0
        while True:
            hyphen = scalars.HYPHEN.match(body, position)
            if hyphen is None:
                if position:
                    break
                self._tight_hyphen(line)
                position = 1
                break
            column = self.work.column_of(line, position)
            if position:
                if not self.work.has_below(line, column):
                    break
                self.levels.open.append(Level(column, is_list=True))
            if "\t" in hyphen.group():
                self.work.blank_tabs(line, hyphen.end() - position, position)
            self.levels.wait(column, is_key=False)
            position = hyphen.end()
            if position == len(body):
                return
        self._behind_hyphen(line, position)

    def _tight_hyphen(self, line: int) -> None:
        """`-Sở Nội vụ` → `- Sở Nội vụ` (C013)."""
        at = self.work.columns[line] + 1
        self.work.insert_blank(line, at, 1)
        start = self.work.sheet.starts[line] + self.work.leads[line]
        self.work.mended(
            "C013",
            start,
            start + 1,
            _("Thiếu dấu cách sau gạch đầu dòng"),
            _("Viết “- ” rồi đến lời văn."),
            (self.work.sheet.edit(start + 1, start + 1, " "),),
        )

    def _behind_hyphen(self, line: int, position: int) -> None:
        """An item with something on its line: an entry of a mapping, or a text."""
        rest = self.work.bodies[line][position:]
        column = self.work.column_of(line, position)
        if self.work.copy.lines[line][column : column + 1] == " ":  # a blank was put in
            column += 1
        level = next((at for at in reversed(self.levels.open) if at.is_list), None)
        siblings = level.of_mappings if level else None
        before = scalars.past_properties(rest)
        colon = scalars.key_end(rest[before:])
        tight = colon < 0 and bool(found := scalars.TIGHT_KEY.match(rest))
        if colon >= 0:
            colon += before
            is_entry = self._is_key(
                line, rest[before:colon].rstrip(" \t"), column, siblings=siblings
            )
        elif tight and found:
            colon = found.end() - 1
            key = rest[:colon]
            is_entry = bool(scalars.WORD.fullmatch(key)) and (
                siblings is True or "_" in key or self.work.key_below(line, column)
            )
        else:
            is_entry = bool(scalars.ODD.match(rest)) and rest[0] in "[{*" and siblings is True
            if is_entry:
                self.levels.open.append(Level(column, is_list=False))
                self.levels.wait(column, is_key=True)
                return
        if level:
            level.of_mappings = is_entry
        if is_entry:
            self.levels.open.append(Level(column, is_list=False))
            self._entry(line, position, position + colon, tight=tight, at_column=column)
        else:
            self.texts.value(line, self.levels.item_column(line), position, column)

    def _is_key(self, line: int, key: str, column: int, *, siblings: bool | None) -> bool:
        """Whether the words before a colon behind a hyphen are a key, not part of a sentence."""
        words = key.split()
        if key[0] in "\"'<" or (len(words) == 1 and not key[0].isdigit()):
            return True
        if self.work.key_below(line, column):
            return True
        if siblings is not None:
            return siblings and len(words) <= 4
        return key[0].islower() and len(words) <= 3

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
        body = self.work.bodies[line]
        self.work.begun = True
        column = self.work.columns[line] if at_column is None else at_column
        key = body[position:colon].rstrip(" \t")
        self.work.seen.add(key)
        if column == 0:
            self.top.add(key)
        if tight:
            self.work.insert_blank(line, column + colon + 1 - position, colon + 1)
            start = self.work.sheet.starts[line] + self.work.leads[line] + position
            end = self.work.sheet.starts[line] + self.work.leads[line] + colon + 1
            self.work.mended(
                "C013",
                start,
                end,
                _("Thiếu dấu cách sau dấu hai chấm"),
                _("Viết “{key}: ” rồi đến lời văn.", key=key),
                (self.work.sheet.edit(end, end, " "),),
            )
            behind = column + colon + 2 - position
        else:
            behind = column + colon + 1 - position
        after = colon + 1
        while after < len(body) and body[after] in " \t":
            after += 1
            behind += not tight
        self.texts.value(line, column, after, behind)


def mend(sheet: Sheet) -> Copy:
    """The working copy of a file, with what was mended on the way."""
    return _Lines(sheet).run()
