"""YAML events → values with their places.

Our own builder with a stack: no recursion, every scalar stays the text that was typed, aliases and
tags are refused, and a doubled key is a finding instead of a lost value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from vanban.finding import Finding, Place
from vanban.messages import _
from vanban.plan.source import complaints
from vanban.plan.source.sheet import Sheet
from vanban.plan.source.working import Copy

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
        self.met: set[tuple[int, int]] = set()  # the kept texts whose place YAML came by

    def feed(self, events: Iterable[Any]) -> None:
        """Take all events; yaml.YAMLError passes through, TooMuchError when a limit is passed."""
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
                self.nodes += 1
                if self.copy.typed:
                    self.met.add((event.start_mark.line, event.start_mark.column))
                if not self.skipping:
                    self._scalar(event, kind)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._begin(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._finish(event)
            elif kind is yaml.DocumentEndEvent:
                self._all_met()
                return
            if self.nodes > NODES:
                raise TooMuchError(_("Tệp có quá nhiều mục"), self._at(event.start_mark))

    def _all_met(self) -> None:
        """Raise yaml.MarkedYAMLError when YAML took the place of a kept text for something else."""
        for at in sorted(self.copy.typed.keys() - self.met):
            if self.copy.lines[at[0]]:
                mark = yaml.Mark("", 0, *at, None, 0)
                raise yaml.MarkedYAMLError(problem="", problem_mark=mark)

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
        value, place = self._text(event, kind)
        self._put(frame, value, place)
        self.tree.places[path] = place

    def _key(self, frame: _Frame, event: Any, kind: Any) -> None:
        """Take a key; one that is odd or doubled drops its value too."""
        start, end = self._at(event.start_mark), self._at(event.end_mark)
        if kind is yaml.AliasEvent or not event.value:
            frame.key = _DROPPED
            self._add(complaints.odd_key(self.sheet, start, end))
            return
        self._refuse(event, start)
        key = self.sheet.without_mark(event.value)
        path = (*frame.path, key)
        place = self._place(event.start_mark.line, start, end)
        if frame.start < 0:
            frame.start = start
        frame.end = max(frame.end, end)
        first = self.tree.keys.get(path)
        if first is not None:
            frame.key = _DROPPED
            self._add(complaints.doubled(key, place, first))
            return
        frame.key = key
        self.tree.keys[path] = place

    def _text(self, event: Any, kind: Any) -> tuple[str | None, Place]:
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
            self._add(complaints.refused(self.sheet, start))
            text = self.sheet.without_mark(self.sheet.clean[start:end])
            return text, self._place(line, start, end)
        style = event.style
        value: str = event.value
        self._refuse(event, start)
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
            self._add(complaints.odd_key(self.sheet, start, self._at(event.end_mark)))
            self.skipping = 1
            return
        if frame is not None and frame.key is _DROPPED:
            self.skipping = 1
            return
        start = self._at(event.start_mark)
        self._refuse(event, start)
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

    def _refuse(self, event: Any, start: int) -> None:
        """Say that an anchor or a tag has no place here; the value is read without it."""
        if event.anchor is not None or event.tag is not None:
            self._add(complaints.refused(self.sheet, start))

    def _add(self, finding: Finding) -> None:
        self.tree.findings.append(finding)

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


def build(sheet: Sheet, copy: Copy) -> Tree:
    """The values of the working copy; a line that YAML cannot read is reported and left out."""
    syntax: list[Finding] = []
    rounds = max(2, min(SYNTAX_ERRORS, 8_000_000 // (len(sheet.text) + 1)))
    while True:
        builder = _Builder(sheet, copy)
        try:
            builder.feed(yaml.parse("\n".join(copy.lines), Loader=_LOADER))
        except TooMuchError as error:
            syntax.append(complaints.too_much(sheet, error.message, error.offset))
            builder.close()
            break
        except (yaml.YAMLError, UnicodeError) as error:
            line = copy.leave_out(*_lines_of(error))
            if line is None:
                builder.close()
                break
            syntax.append(complaints.not_yaml(sheet, error, line))
            if copy.flow_root or len(syntax) >= rounds:
                builder.close()
                if len(syntax) > 1:
                    syntax.append(complaints.too_many(sheet, line))
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
