"""The schools of a run: the rows of its rosters, each code once, and the shard they fall into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from vanban.finding import Finding
from vanban.plan.issuer import Truong
from vanban.plan.project import shown
from vanban.plan.roster import Roster, by_code, read_roster

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Schools:
    """The good rows of all rosters in order, the rosters, and what was found."""

    units: list[Truong]
    rosters: list[Roster]
    findings: list[Finding]


def read(paths: Iterable[Path]) -> Schools:
    """The schools of the rosters; of one code in two files the first stays."""
    rosters = [read_roster(path, shown(path)) for path in paths]
    findings = [finding for roster in rosters for finding in roster.findings]
    units, twice = by_code(rosters)
    return Schools(list(units.values()), rosters, [*findings, *twice])


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` jobs over the same roster, from 1; `1/1` is the whole of it."""

    number: int = 1
    count: int = 1

    @property
    def label(self) -> str:
        """`2-4` for the second of four, "" for the whole."""
        return f"{self.number}-{self.count}" if self.count > 1 else ""

    def of(self, rows: Sequence[T]) -> list[T]:
        """This shard's rows: every `count`-th."""
        return list(rows[self.number - 1 :: self.count])
