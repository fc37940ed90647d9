"""How a school's plan is made: a plan written for many, filled in; or a recipe carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vanban.batch.order import Made, Make
from vanban.drafting.derive import Deriver
from vanban.drafting.derive.setting import Rosters
from vanban.finding import Passage, Place
from vanban.plan.expressions import Expressions
from vanban.plan.filling import Form
from vanban.plan.issuer import Truong
from vanban.plan.load import load_values
from vanban.plan.model import CoQuan, KeHoach, Nguon, Part
from vanban.plan.passages import passages
from vanban.plan.recipe import PhanCap
from vanban.plan.source import Path, Source
from vanban.plan.source.sheet import Sheet
from vanban.plan.whole import MARK_SIGN


@dataclass(frozen=True, slots=True)
class Filling:
    """A plan for many units: `values` as read, `points` those left in its file.

    `columns`: those of the rosters; `body`: its profile, which says what a row leaves blank.
    """

    values: dict[str, Any]
    points: list[tuple[Path, str]]
    columns: tuple[str, ...]
    body: CoQuan

    def ready(self) -> Make:
        """Compile the texts, once."""
        values = {name: value for name, value in self.values.items() if name != "mau"}
        plan = load_values(values, KeHoach, "").value
        assert plan is not None  # it was checked
        if self.values.get("mau") != "true":  # what looks like an expression is text
            texts = list(passages(_source(values), MARK_SIGN))
            return lambda _unit: Made(plan=plan, marked=texts, points=self.points)
        expressions = Expressions(self.columns)
        form, all_values = Form(plan, expressions), Form(values, expressions)
        filled = {leaf.path for leaf in all_values.leaves}
        fixed = [one for one in passages(_source(values), MARK_SIGN) if one.path not in filled]
        places = [leaf.path for leaf in form.leaves]

        def make(unit: Truong) -> Made:
            scope = expressions.scope(unit, self.body)
            made, moved = form.traced(scope)
            if moved:  # entries went, so what stands beside what has to be checked again
                return Made(all_values.of(scope), points=self.points)
            texts = ((path, _text_at(made, path)) for path in places)
            marked = [Passage(text, _NOWHERE, path) for path, text in texts if MARK_SIGN in text]
            return Made(plan=made, marked=[*fixed, *marked], points=self.points)

        return make


_NOWHERE = Place("")


def _source(values: dict[str, Any]) -> Source:
    return Source("", "", values, {}, {}, [], Sheet("", ""))


def _text_at(plan: KeHoach, path: Path) -> str:
    """The text that stands at a path of a plan; one left blank is none."""
    value: Any = plan
    for step in path:
        value = getattr(value, str(step)) if isinstance(value, Part) else value[step]
    return value or ""


@dataclass(frozen=True, slots=True)
class Deriving:
    """A recipe and the plan it is carried out on; `base`: the profile that the recipe names.

    `rosters`: what deriving from this plan needs of them.
    """

    plan: KeHoach
    body: CoQuan
    recipe: PhanCap
    origin: Nguon
    base: CoQuan
    rosters: Rosters

    def ready(self) -> Make:
        """Read the parent, once."""
        deriver = Deriver(
            self.plan, self.body, self.recipe, None, self.origin, self.base, self.rosters
        )

        def make(unit: Truong) -> Made:
            derived = deriver.of(unit)
            return Made(derived.values, points=derived.points, findings=derived.findings)

        return make
