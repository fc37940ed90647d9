"""The texts of the files that findings point into."""

from __future__ import annotations

import re
from pathlib import Path

from vanban.finding import Place

_LINE_END = re.compile(r"\r\n|\r|\n")


class Texts:
    """File → its text and lines, read when first asked for; what cannot be read is empty."""

    def __init__(self, known: dict[str, str] | None = None) -> None:
        """`known`: texts that need no reading, by the name the findings use."""
        self._texts = dict(known or {})
        self._lines: dict[str, list[str]] = {}

    def text(self, file: str) -> str:
        """The text of a file without its BOM."""
        if file not in self._texts:
            try:
                self._texts[file] = Path(file).read_bytes().decode("utf-8-sig", "replace")
            except (OSError, ValueError):
                self._texts[file] = ""
        return self._texts[file]

    def lines(self, file: str) -> list[str]:
        """The lines of a file, without their ends."""
        if file not in self._lines:
            self._lines[file] = _LINE_END.split(self.text(file))
        return self._lines[file]

    def line(self, place: Place) -> str | None:
        """The line a place begins on; `None` when it is not known."""
        if place.line is None or not self.text(place.file):
            return None
        lines = self.lines(place.file)
        return lines[place.line - 1] if place.line <= len(lines) else None

    def end(self, place: Place) -> tuple[int, int] | None:
        """Line and column behind the last character of a place, from 1; `None` when not known."""
        if place.line is None or place.start is None or place.end is None:
            return None
        inside = _LINE_END.split(self.text(place.file)[place.start : place.end])
        if len(inside) == 1:
            return place.line, (place.column or 1) + place.end - place.start
        return place.line + len(inside) - 1, len(inside[-1]) + 1
