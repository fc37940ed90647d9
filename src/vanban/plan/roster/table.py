"""A roster as a table of cells, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.finding import Finding, Level, Place

MOST_ROWS = 200_000
"""So many rows of a roster are read; no country has so many schools in one office."""

MOST_CELLS = 10_000_000
"""So many cells a sheet may span, blank ones between others included."""

LONGEST_CELL = 32_767
"""So many letters a cell may have, as in Excel."""


@dataclass(slots=True)
class Table:
    """The cells of a file as text: (row from 1 as a spreadsheet counts it, its cells).

    Blank rows and comments are left out. `figures`: the positions of cells that the file holds as
    numbers, by row, where the file tells. `wide`: whether a row longer than its headings shows that
    its cells slipped.
    """

    file: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    figures: dict[int, set[int]] = field(default_factory=dict)
    wide: bool = False

    def add(
        self,
        code: str,
        level: Level,
        message: str,
        hint: str = "",
        row: int | None = None,
        cell: str | None = None,
        clause: str = "",
    ) -> None:
        """Note a finding of this file."""
        place = Place(self.file, row=row, cell=cell)
        self.findings.append(Finding(code, level, message, place, hint, clause))
