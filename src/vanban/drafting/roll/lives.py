"""How long bodies and units are called what they are called: the register and the profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from vanban.drafting.roll.reading import wording
from vanban.language.dates import parse_date
from vanban.plan.model import CoQuan
from vanban.plan.register import DoiTen


class Life(NamedTuple):
    """How long a body is called so: its name, first and last day, what comes after it, by what.

    `whole_years`: only the years are known.
    """

    name: str
    since: date | None = None
    until: date | None = None
    after: str | None = None
    by: str | None = None
    whole_years: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A body at `start:end` of a text."""

    start: int
    end: int
    life: Life


class Names:
    """The names of all bodies known, the longest first, so that none is found inside another."""

    def __init__(self, renamed: Iterable[DoiTen], body: CoQuan) -> None:
        lives: dict[str, Life] = {}
        for name, life in _lives(list(renamed), body):
            lives.setdefault(wording(name), life)
        self._lives = [lives[one] for one in sorted(lives, key=len, reverse=True)]
        longest = sorted(lives, key=len, reverse=True)
        self._any = re.compile("|".join(rf"(?<!\w)({one})(?!\w)" for one in longest) or r"(?!)")
        self.matter = any(life.since or life.until for life in self._lives)

    def find(self, soft_text: str) -> list[Named]:
        """The bodies of a soft text whose life is bounded."""
        if not self.matter:
            return []
        named = [
            Named(found.start(), found.end(), self._lives[(found.lastindex or 1) - 1])
            for found in self._any.finditer(soft_text)
        ]
        return [one for one in named if one.life.since or one.life.until]


def _lives(renamed: list[DoiTen], body: CoQuan) -> Iterator[tuple[str, Life]]:
    """Every name and whose it is: renamed bodies, those that came after, the body and its units."""
    for old in renamed:
        life = Life(old.ten, None, _last_day(old.den), old.thay_boi, old.theo)
        for name in (old.ten, *old.ten_khac):
            yield name, life
    for old in renamed:
        if old.thay_boi:
            yield old.thay_boi, Life(old.thay_boi)
    for unit in body.don_vi:
        life = Life(
            unit.ten,
            date(unit.tu, 1, 1) if unit.tu else None,
            date(unit.den, 12, 31) if unit.den else None,
            whole_years=True,
        )
        for name in (unit.ten, *unit.ten_khac):
            yield name, life
    for name in (body.ten, *body.ten_khac):
        yield name, Life(name)


def _last_day(typed: str) -> date | None:
    """The last day of `dd/mm/yyyy` or `mm/yyyy`; `None` when it is neither."""
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    if day.date:
        return day.date
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
