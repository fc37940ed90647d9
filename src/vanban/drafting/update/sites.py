"""Where things stand in a file that is edited line by line."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from vanban.plan.source import Path, Source, Value

BLANKS = " \t"


class Sites:
    """The lines and columns of the entries of a file; columns and lines from 0."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sheet = source.sheet

    def value(self, path: Path) -> Value:
        """What stands at a path."""
        value: Any = self.source.values
        for step in path:
            value = value[step]
        found: Value = value
        return found

    def is_flow(self, path: Path) -> bool:
        """Whether a list or mapping is typed in brackets."""
        place = self.source.places[path]
        return (place.start, place.end) in self.source.flows

    def key_column(self, path: Path) -> int:
        """The column of a key."""
        return (self.source.keys[path].column or 1) - 1

    def hyphen_column(self, path: Path) -> int:
        """The column of the hyphen of an item, which begins its line."""
        return self.indent(self.first_line(path))

    def column(self, path: Path) -> int:
        """The column of the key of an entry, or of the hyphen of an item."""
        is_key = path in self.source.keys
        return self.key_column(path) if is_key else self.hyphen_column(path)

    def indent(self, line: int) -> int:
        """How far a line is indented."""
        text = self.sheet.lines[line]
        return len(text) - len(text.lstrip(BLANKS))

    def first_line(self, path: Path) -> int:
        """The line an entry begins on."""
        if isinstance(path[-1], str):
            return (self.source.keys[path].line or 1) - 1
        return self.sheet.line_at(self.source.entry_span(path)[0])

    def behind(self, path: Path) -> int:
        """The offset where the line after an entry begins."""
        places = self.source.places[path], self.source.keys.get(path)
        last = max(place.end or 0 for place in places if place)
        return self.sheet.next_start(self.sheet.line_at(last))

    def behind_colon(self, path: Path) -> int:
        """The offset behind the colon of a key, or the hyphen of an item."""
        if key := self.source.keys.get(path):
            return self.sheet.clean.index(":", key.end or 0) + 1
        line = self.first_line(path)
        return self.sheet.starts[line] + self.indent(line) + 1

    def top(self) -> int:
        """The first line that is neither blank nor a comment."""
        lines = enumerate(self.sheet.lines)
        return next((at for at, one in lines if one.strip() and one.lstrip()[0] != "#"), 0)

    def comments_above(self, line: int, sign: str) -> int:
        """The first of the comment lines that begin with `sign` right above a line."""
        while line > 0 and self._is_comment(line - 1, sign):
            line -= 1
        return line

    def _is_comment(self, line: int, sign: str) -> bool:
        typed = self.sheet.lines[line].lstrip(BLANKS)
        return typed.startswith(sign) and line not in self._worded

    @cached_property
    def _worded(self) -> set[int]:
        """The lines that are text, whatever they begin with."""
        return {
            line
            for place in self.source.places.values()
            if place.start in self.source.forms and place.end is not None
            for line in range((place.line or 1) - 1, self.sheet.line_at(place.end) + 1)
        }

    def would_swallow(self, offset: int, column: int) -> bool:
        """Whether a comment below stands so deep that a block typed there would take it in."""
        below = range(self.sheet.line_at(offset) + 1, len(self.sheet.lines))
        near = next((at for at in below if self.sheet.lines[at].strip(BLANKS)), None)
        return near is not None and self._is_comment(near, "#") and self.indent(near) > column
