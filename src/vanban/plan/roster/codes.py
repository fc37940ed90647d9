"""Several rosters as one: a code means one unit."""

from __future__ import annotations

from collections.abc import Iterable

from vanban.finding import Finding, Level
from vanban.messages import _
from vanban.plan.issuer import Truong
from vanban.plan.roster.read import Roster


def by_code(rosters: Iterable[Roster]) -> tuple[dict[str, Truong], list[Finding]]:
    """Code → unit, of one code in two files the first; and a finding for each of the others."""
    units: dict[str, Truong] = {}
    found: list[Finding] = []
    for unit in (unit for roster in rosters for unit in roster.rows):
        first = units.setdefault(unit.ma, unit)
        if first is not unit:
            found.append(
                Finding(
                    "L208",
                    Level.LOI,
                    _("Mã “{code}” đã có ở {place}", code=unit.ma, place=first.place),
                    unit.place,
                    _("Mỗi trường một mã riêng."),
                )
            )
    return units, found
