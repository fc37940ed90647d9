"""YAML events → values with their places.

Our own builder with a stack: no recursion, every scalar stays the text that was typed, aliases and
tags are refused, and a doubled key is a finding instead of a lost value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from vanban.finding import Finding, Level, Place
from vanban.messages import _
from vanban.plan.lines import Copy
from vanban.plan.sheet import Sheet

DEPTH = 100
NODES = 2_000_000
SYNTAX_ERRORS = 20

Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_DROPPED = object()  # stands for the key of an entry that is not kept


class Form(NamedTuple):
    """How a text was typed that does not stand in the file character for character.

    `style` is `|`, `>`, `"`, `'` or "" (plain, over several lines); `head` the offset where it
    begins, which for a block is that of its `|`; `value` the text as read.
    """

    style: str
    head: int
    value: str


class TooMuchError(Exception):
    """The file nests too deep or has too many values; carries the offset where it was seen."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(slots=True)
class Tree:
    """What was read: the values, their places, the places of the keys, the odd forms."""

    values: Value = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    forms: dict[int, Form] = field(default_factory=dict)
    flows: set[tuple[int, int]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    empty: bool = True


class _Frame:
    """A collection that is being read."""

    __slots__ = ("end", "key", "path", "start", "value")

    def __init__(self, value: Any, path: Path) -> None:
        self.value = value
        self.path = path
        self.key: Any = None
        self.start = -1
        self.end = -1


class _Builder:
    """Feeds on events; `tree` is what they make."""

    def __init__(self, sheet: Sheet, copy: Copy) -> None:
        self.sheet = sheet
        self.copy = copy
        self.tree = Tree()
        self.frames: list[_Frame] = []
        self.skipping = 0
        self.nodes = 0

    def feed(self, events: Iterable[Any]) -> None:
        """Take all events; yaml.YAMLError passes through, TooMuchError when a limit is passed."""
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
                self.nodes += 1
                if not self.skipping:
                    self._scalar(event, kind)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._begin(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._finish(event)
            elif kind is yaml.DocumentEndEvent:
                return
            if self.nodes > NODES:
                raise TooMuchError(_("Tệp có quá nhiều mục"), self._at(event.start_mark))

    def _at(self, mark: Any) -> int:
        """The offset in the file of a mark in the working copy."""
        starts = self.sheet.starts
        line: int = mark.line
        if line >= len(starts):
            return len(self.sheet.text)
        column: int = mark.column
        shifts = self.copy.shifts.get(line)
        if shifts:
            for working, typed in reversed(shifts):
                if working <= column:
                    column += typed - working
                    break
        return starts[line] + column

    # -- scalars ---------------------------------------------------------------------------

    def _scalar(self, event: Any, kind: Any) -> None:
        frame = self.frames[-1] if self.frames else None
        if frame is not None and type(frame.value) is dict and frame.key is None:
            self._key(frame, event, kind)
            return
        if frame is not None and frame.key is _DROPPED:
            frame.key = None
            return
        path = self._path(frame)
        value, place = self._text(event, kind, path)
        self._put(frame, value, place)
        self.tree.places[path] = place

    def _key(self, frame: _Frame, event: Any, kind: Any) -> None:
        """Take a key; one that is odd or doubled drops its value too."""
        start, end = self._at(event.start_mark), self._at(event.end_mark)
        if kind is yaml.AliasEvent or not event.value:
            frame.key = _DROPPED
            self._odd_key(start, end)
            return
        self._refuse(event, start, end)
        key = self.sheet.without_mark(event.value)
        path = (*frame.path, key)
        place = self._place(event.start_mark.line, start, end)
        if frame.start < 0:
            frame.start = start
        frame.end = max(frame.end, end)
        first = self.tree.keys.get(path)
        if first is not None:
            frame.key = _DROPPED
            self._doubled(key, place, first)
            return
        frame.key = key
        self.tree.keys[path] = place

    def _text(self, event: Any, kind: Any, path: Path) -> tuple[str | None, Place]:
        """The text of a scalar and its place."""
        mark = event.start_mark
        line = mark.line
        if (typed := self.copy.typed.get((line, mark.column))) is not None:
            place = self.sheet.place(typed.start, typed.end)
            if len(typed.text) != typed.end - typed.start:
                self.tree.forms[typed.start] = Form("", typed.start, typed.text)
            return typed.text or None, place
        start, end = self._at(mark), self._at(event.end_mark)
        if kind is yaml.AliasEvent:
            text = self.sheet.clean[start:end]
            self._refuse_alias(text, start, end)
            return self.sheet.without_mark(text), self._place(line, start, end)
        style = event.style
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, start, end)
        if style == "|" or style == ">":
            return self._block(event, style, start)
        if self.sheet.mark:
            value = self.sheet.without_mark(value)
        if not style:
            if not value:
                return None, self._place(line, start, start)
            if end - start == len(value):
                return value, self._place(line, start, end)
            value = value.strip(" \t")
        self.tree.forms[start] = Form(style or "", start, value)
        return value if value or style else None, self._place(line, start, end)

    def _block(self, event: Any, style: str, head: int) -> tuple[str, Place]:
        """The text of a `|` or `>` block without its last line ends, and the span of its lines."""
        value = self.sheet.without_mark(event.value).rstrip("\n")
        lines, starts = self.sheet.lines, self.sheet.starts
        first, last = event.start_mark.line + 1, min(event.end_mark.line, len(lines) - 1)
        if event.end_mark.column == 0 and event.end_mark.line < len(lines):
            last -= 1
        while last >= first and not lines[last].strip(" \t"):
            last -= 1
        while first <= last and not lines[first].strip(" \t"):
            first += 1
        if first > last:
            at = self._at(event.start_mark)
            return value, self.sheet.place(at, at + 1)
        start = starts[first] + len(lines[first]) - len(lines[first].lstrip(" \t"))
        end = starts[last] + len(lines[last].rstrip(" \t"))
        self.tree.forms[start] = Form(style, head, value)
        return value, self.sheet.place(start, end)

    def _place(self, line: int, start: int, end: int) -> Place:
        line = min(line, len(self.sheet.starts) - 1)
        return Place(self.sheet.file, line + 1, start - self.sheet.starts[line] + 1, start, end)

    # -- collections -----------------------------------------------------------------------

    def _begin(self, event: Any, value: Any) -> None:
        self.nodes += 1
        depth = len(self.frames) + self.skipping
        if depth >= DEPTH:
            raise TooMuchError(_("Tệp lồng quá nhiều tầng"), self._at(event.start_mark))
        if self.skipping:
            self.skipping += 1
            return
        frame = self.frames[-1] if self.frames else None
        if frame is not None and type(frame.value) is dict and frame.key is None:
            start = self._at(event.start_mark)
            self._odd_key(start, self._at(event.end_mark))
            self.skipping = 1
            return
        if frame is not None and frame.key is _DROPPED:
            self.skipping = 1
            return
        start = self._at(event.start_mark)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, start, self._at(event.end_mark))
        path = self._path(frame)
        new = _Frame(value, path)
        if event.flow_style:
            new.start = start
        self.frames.append(new)

    def _finish(self, event: Any) -> None:
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                frame = self.frames[-1]
                # the key was dropped: its value goes too; the value was dropped: done
                frame.key = _DROPPED if frame.key is None else None
            return
        done = self.frames.pop()
        if event.end_mark.column > event.start_mark.column:  # a closing bracket
            done.end = self._at(event.end_mark)
            self.tree.flows.add((done.start, done.end))
        if done.start < 0:
            done.start = done.end = self._at(event.start_mark)
        place = self.sheet.place(done.start, max(done.start, done.end))
        self.tree.places[done.path] = place
        self._put(self.frames[-1] if self.frames else None, done.value, place)

    def _path(self, frame: _Frame | None) -> Path:
        if frame is None:
            return ()
        if type(frame.value) is list:
            return (*frame.path, len(frame.value))
        return (*frame.path, frame.key)

    def _put(self, frame: _Frame | None, value: Any, place: Place) -> None:
        """Hang a value where it belongs."""
        self.tree.empty = False
        if frame is None:
            self.tree.values = value
            return
        if type(frame.value) is list:
            frame.value.append(value)
        else:
            frame.value[frame.key] = value
            frame.key = None
        assert place.start is not None
        assert place.end is not None
        if frame.start < 0:
            frame.start = place.start
        frame.end = max(frame.end, place.end)

    def close(self) -> None:
        """Hang up what an error left open."""
        self.skipping = 0
        while self.frames:
            done = self.frames.pop()
            place = self.sheet.place(max(done.start, 0), max(done.end, done.start, 0))
            self.tree.places[done.path] = place
            above = self.frames[-1] if self.frames else None
            if above is None or above.key is not _DROPPED:
                self._put(above, done.value, place)

    # -- findings --------------------------------------------------------------------------

    def _refuse(self, event: Any, start: int, end: int) -> None:
        """Say that an anchor or a tag has no place here; the value is read as if it were not there."""
        if event.anchor is not None:
            self._add("C015", start, end, _("“&{name}” là neo của YAML, không dùng ở đây",
                                            name=event.anchor),
                      _("Bỏ “&{name}” đi và gõ lại lời văn ở mỗi chỗ.", name=event.anchor))  # fmt: skip
        elif event.tag is not None:
            self._add("C015", start, end, _("“{tag}” là thẻ kiểu của YAML, không dùng ở đây",
                                            tag=event.tag),
                      _("Bỏ thẻ này đi: mọi giá trị đều là chữ."))  # fmt: skip

    def _refuse_alias(self, text: str, start: int, end: int) -> None:
        self._add("C015", start, end, _("“{text}” là tham chiếu của YAML, không dùng ở đây", text=text),
                  _("Gõ lại lời văn; chữ nghiêng viết là *chữ*."))  # fmt: skip

    def _odd_key(self, start: int, end: int) -> None:
        self._add("C019", start, max(start, end), _("Chỗ này phải là một từ khoá rồi dấu hai chấm"),
                  _("Từ khoá là một chữ, không phải danh sách hay ngoặc."))  # fmt: skip

    def _doubled(self, key: str, place: Place, first: Place) -> None:
        self.tree.findings.append(
            Finding(
                "C017",
                Level.LOI,
                _("“{key}” đã có ở dòng {line}", key=key, line=first.line),
                place,
                _("Giữ một trong hai; nếu là mục mới thì thêm “- ” ở đầu mục."),
            )
        )

    def _add(self, code: str, start: int, end: int, message: str, hint: str) -> None:
        self.tree.findings.append(
            Finding(code, Level.LOI, message, self.sheet.place(start, end), hint)
        )


def build(sheet: Sheet, copy: Copy) -> Tree:
    """The values of the working copy; a line that YAML cannot read is reported and left out."""
    syntax: list[Finding] = []
    rounds = max(2, min(SYNTAX_ERRORS, 8_000_000 // (len(sheet.text) + 1)))
    while True:
        builder = _Builder(sheet, copy)
        try:
            builder.feed(yaml.parse("\n".join(copy.lines), Loader=_LOADER))
        except TooMuchError as error:
            syntax.append(_too_much(sheet, error))
            builder.close()
            break
        except (yaml.YAMLError, UnicodeError) as error:
            line = copy.leave_out(*_lines_of(error))
            if line is None:
                builder.close()
                break
            syntax.append(_not_yaml(sheet, error, line))
            if copy.flow_root or len(syntax) >= rounds:
                builder.close()
                if len(syntax) > 1:
                    syntax.append(too_many(sheet, line))
                break
        else:
            break
    builder.tree.findings += syntax
    return builder.tree


def _lines_of(error: Exception) -> tuple[int, int]:
    """The line to leave out for a YAML error and, if that is empty already, another to try."""
    problem = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    at = problem.line if problem else 0
    begun = context.line if context else at
    what = str(getattr(error, "context", None) or "")
    if any(word in what for word in ("quoted", "flow", "simple key", "anchor", "alias", "tag")):
        return begun, at
    return at, begun


def _causes() -> tuple[tuple[str, str, str], ...]:
    """A word of PyYAML's own message → what to say instead, and what to do."""
    block = _("Gõ “|” sau từ khoá, lời văn xuống dòng dưới.")
    return (
        ("quoted", _("Dấu nháy mở ra mà không đóng lại"), _("Bỏ dấu nháy, hoặc dùng “ ”.")),
        ("flow", _("Dấu ngoặc [ hoặc { không khớp"), block),
        ("simple key", _("Dòng này thiếu từ khoá và dấu hai chấm"), _("Viết “từ_khoá: lời văn”.")),
        ("mapping values", _("Dấu hai chấm đặt sai chỗ"), block),
        ("block mapping", _("Dòng này thụt vào không thẳng hàng"),
         _("Thụt thẳng với dòng cùng cấp.")),
        ("block collection", _("Dòng này thụt vào không thẳng hàng"),
         _("Thụt thẳng với mục cùng cấp.")),
        ("block sequence", _("Dấu gạch đầu dòng đặt sai chỗ"),
         _("Mỗi mục một dòng, thụt thẳng nhau.")),
        ("tab", _("Có dấu Tab ở chỗ phải là dấu cách"), _("Thay Tab bằng dấu cách.")),
    )  # fmt: skip


def _not_yaml(sheet: Sheet, error: Exception, line: int) -> Finding:
    """What YAML complains of, in the user's words, at the line left out."""
    told = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    message, hint = next(
        ((message, hint) for word, message, hint in _causes() if word in told),
        (_("Không đọc được dòng này theo cách viết YAML"), _("Viết “từ_khoá: lời văn”.")),
    )
    return syntax_error(sheet, line, message, hint)


def syntax_error(sheet: Sheet, line: int, message: str, hint: str) -> Finding:
    """A finding C010 at a line (from 0)."""
    text = sheet.lines[line]
    start = sheet.starts[line] + len(text) - len(text.lstrip())
    return Finding("C010", Level.LOI, message, sheet.place(start, sheet.line_end(line)), hint)


def too_many(sheet: Sheet, line: int) -> Finding:
    """The finding that says that no more syntax errors are listed."""
    return syntax_error(
        sheet,
        line,
        _("Còn nhiều chỗ nữa không đọc được; chỉ nêu những chỗ đầu"),
        _("Kiểm tra xem có đúng là tệp kế hoạch không; `vanban new` cho một tệp mẫu."),
    )


def _too_much(sheet: Sheet, error: TooMuchError) -> Finding:
    return Finding(
        "C003",
        Level.LOI,
        error.message,
        sheet.place(error.offset, error.offset),
        _("Kế hoạch chỉ có vài tầng; kiểm tra xem có đúng tệp không."),
    )
