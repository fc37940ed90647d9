"""One parent and one recipe → the plan of any unit the recipe is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from vanban.drafting.derive import asked, parent
from vanban.drafting.derive.casting import LAST_BASIS, Cast, Casting
from vanban.drafting.derive.setting import Point, Rosters, Setting
from vanban.drafting.derive.texts import filled, said
from vanban.finding import Finding
from vanban.plan.concern import Concern
from vanban.plan.issuer import Truong, profile
from vanban.plan.model import CoQuan, KeHoach, Nguon
from vanban.plan.recipe import PhanCap
from vanban.plan.source import Path, Source


@dataclass(frozen=True, slots=True)
class Derived:
    """A unit's plan as `source.read` would give it, and what goes with it.

    `values`: the plan, `nguon` without `goc`. `points`: path of an entry and what a `# CẦN XEM:`
    comment above it asks; `()` is the head of the file. `findings`: what of the parent does not
    stand in it, each with its place in the parent.
    """

    values: dict[str, Any]
    points: list[tuple[Path, str]]
    findings: list[Finding]


class Deriver:
    """Makes children of one parent; made once, asked for many units."""

    def __init__(
        self,
        plan: KeHoach,
        body: CoQuan,
        recipe: PhanCap,
        source: Source | None,
        origin: Nguon,
        base: CoQuan | None = None,
        rosters: Rosters | None = None,
    ) -> None:
        """`source`: that of the parent, for the places of findings; `origin`: where it stands.

        `base`: the profile the recipe names, whose values the recipe's expressions see where the
        unit's row is blank. BadExpressionError for a recipe with an expression nobody can read.
        """
        self._setting = Setting(plan, body, recipe, source, origin, rosters or Rosters())
        self._base = base or body
        self._casting = Casting(self._setting, self._base)
        self._casts: dict[tuple[Concern, ...], Cast] = {}

    def of(self, unit: Truong) -> Derived:
        """The plan of a unit; BadExpressionError when an expression cannot be filled for it."""
        concerns = self._setting.concerns
        groups = self._setting.recipe.ap_dung.nhom
        rows = concerns.rows(unit, groups)
        duties = [concerns.duty(duty, unit, groups) for duty in concerns.duties]
        asides = [concerns.duty(duty, unit, groups) for duty in concerns.asides]
        key = (*rows, *duties, *asides)
        if key not in self._casts:
            self._casts[key] = self._casting.cast(rows, duties, asides)
        return self._filled(self._casts[key], unit)

    def _filled(self, cast: Cast, unit: Truong) -> Derived:
        """The cast with the unit's own words."""
        setting = self._setting
        scope: dict[str, object] = {
            **setting.expressions.scope(unit, self._base),
            "cha": setting.facts,
        }
        title = said(cast.values["trich_yeu"], scope)
        scope["con"] = {"trich_yeu": parent.subject(title)}
        values = filled(cast.values, scope)
        values["don_vi"] = unit.ma
        values["nguoi_ky"] = self._signer(unit, scope)
        asked_here = [*cast.points, *self._missing(unit), *_others(cast.schools, unit)]
        points = [(_resolved(path, values), said(text, scope)) for path, text in asked_here]
        points.sort(key=partial(_in_order, {name: at for at, name in enumerate(values)}))
        return Derived(values, points, list(cast.findings))

    def _signer(self, unit: Truong, scope: Mapping[str, object]) -> dict[str, str]:
        """The recipe's signer, else the unit's own."""
        chosen = self._setting.recipe.nguoi_ky
        if chosen is None or unit.values.get("chuc_vu"):
            signer = profile(unit, self._base).nguoi_ky[0]
            post, name = signer.chuc_vu, signer.ho_ten
        else:
            post = said(self._setting.text(chosen.chuc_vu, "raw"), scope)
            name = chosen.ho_ten or unit.values.get("ho_ten")
        return {"chuc_vu": post, **({"ho_ten": name} if name else {})}

    def _missing(self, unit: Truong) -> list[Point]:
        """What the recipe asks where the unit's row is blank."""
        return [
            (() if one.o == "dau" else (one.o,), self._setting.text(one.loi))
            for one in self._setting.recipe.can_xem
            if one.thieu and not all(unit.values.get(name) for name in one.thieu)
        ]


def _others(
    named: list[tuple[Path, dict[str, frozenset[str]]]], unit: Truong
) -> Iterator[tuple[Path, str]]:
    """The points about schools that are named where another school's plan is made."""
    for path, schools in named:
        strange = [name for name, codes in schools.items() if unit.ma not in codes]
        if strange:
            yield path, asked.SCHOOLS.format(names="”, “".join(strange))


def _in_order(order: dict[str, int], point: tuple[Path, str]) -> tuple[int, int]:
    """Where a point stands in the file: by part, in a list by entry."""
    first, second = (*point[0], "", "")[:2]
    return order.get(str(first), -1), second if isinstance(second, int) else -1


def _resolved(path: Path, values: dict[str, Any]) -> Path:
    """The path of the last basis, once it is known how many there are."""
    return ("can_cu", len(values["can_cu"]) - 1) if path == LAST_BASIS else path
