"""A roster file → its units, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vanban.finding import Finding, Level, Place
from vanban.messages import _
from vanban.plan.issuer import Truong
from vanban.plan.roster.schools import schools
from vanban.plan.roster.separated import read_separated
from vanban.plan.roster.table import Table
from vanban.plan.source import content_of

SUFFIXES = (".csv", ".xlsx", ".xls", ".ods")
"""How the names of rosters end; what a file is, its bytes say."""

SHOWN = 200
"""Of so many findings of one code and level each is shown; of more nobody reads on."""

_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@dataclass(frozen=True, slots=True)
class Roster:
    """The good rows of a file, what was found in it, and its columns by key."""

    rows: list[Truong]
    findings: list[Finding]
    columns: list[str]


def read_roster(path: Path, shown: str | None = None) -> Roster:
    """The units of a roster; VanbanError when it cannot be opened or its reader is missing.

    A row with an error is left out and the others stay.
    """
    table = read_table(path, shown)
    rows, columns = schools(table)
    return Roster(rows, _few(table.findings, table.file), columns)


def read_table(path: Path, shown: str | None = None) -> Table:
    """The cells of a CSV file or of the first sheet of a workbook."""
    file = shown or str(path)
    content = content_of(path, file)
    if content.startswith(_WORKBOOKS):
        from vanban.plan.roster.workbook import read_workbook

        return read_workbook(content, file)
    return read_separated(content, file)


def columns_of(rosters: Iterable[Roster]) -> list[str]:
    """The columns of all rosters, each once."""
    return list(dict.fromkeys(column for roster in rosters for column in roster.columns))


def _few(findings: list[Finding], file: str) -> list[Finding]:
    """The findings, of each code and level no more than SHOWN, then how many more there are."""
    kept: list[Finding] = []
    counts: dict[tuple[str, Level], int] = {}
    for finding in findings:
        same = (finding.code, finding.level)
        counts[same] = counts.get(same, 0) + 1
        if counts[same] <= SHOWN:
            kept.append(finding)
    for (code, level), count in counts.items():
        if count > SHOWN:
            more = _("Còn {n} chỗ nữa như {code}", n=count - SHOWN, code=code)
            kept.append(Finding(code, level, more, Place(file)))
    return kept
