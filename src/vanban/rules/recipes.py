"""What is wrong with a recipe (family L): kinds nobody knows, expressions nobody can fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from vanban.finding import Finding, Level, did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.expressions import Expressions
from vanban.plan.project import Project
from vanban.plan.recipe import FACTS, SCOPE, PhanCap
from vanban.plan.source import Path, Source
from vanban.tables import table

_FACT = re.compile(r"\b(cha|con)\.(\w+)")
_OF_THE_UNIT = re.compile(r"\{[{%][^}]*?\b(don_vi|truong|con|cac_ky)\b")
_OWN = {"cha": FACTS, "con": ("trich_yeu",)}


def recipe_findings(recipe: PhanCap, source: Source, project: Project) -> Iterator[Finding]:
    """The findings of a well-shaped recipe."""
    yield from _kinds(recipe, source)
    yield from _base(recipe, source, project)
    columns = chain.from_iterable(roster.columns for roster in project.rosters())
    expressions = Expressions(columns, SCOPE)
    for path, text in _texts(source.values, ()):
        yield from _expressions(source, path, text, expressions)


def _kinds(recipe: PhanCap, source: Source) -> Iterator[Finding]:
    known = table("loai-don-vi")
    for at, kind in enumerate(recipe.ap_dung.loai):
        if kind not in known:
            yield Finding(
                "L130",
                Level.LOI,
                _("Không có loại đơn vị “{kind}”", kind=kind),
                source.place(("ap_dung", "loai", at)),
                did_you_mean(
                    nearest(kind, known), _("Dùng một trong: {kinds}.", kinds=", ".join(known))
                ),
            )


def _base(recipe: PhanCap, source: Source, project: Project) -> Iterator[Finding]:
    if recipe.co_quan and project.root and recipe.co_quan not in project.bodies():
        yield Finding(
            "L131",
            Level.LOI,
            _("Không thấy hồ sơ cơ quan “{name}”", name=recipe.co_quan),
            source.place(("co_quan",)),
            did_you_mean(
                nearest(recipe.co_quan, project.bodies()),
                _("Tạo tệp data/co-quan/{name}.yaml.", name=recipe.co_quan),
            ),
        )


def _expressions(
    source: Source, path: Path, text: str, expressions: Expressions
) -> Iterator[Finding]:
    for error in expressions.complaints(text):
        place = source.place(path, error.start, error.end)
        yield Finding("L132", Level.LOI, error.message, place, error.hint)
    if path[0] == "thay" and "tu" in path and (early := _OF_THE_UNIT.search(text)):
        yield Finding(
            "L132",
            Level.LOI,
            _("Ở “tu” không dùng được “{name}”", name=early[1]),
            source.place(path, *early.span(1)),
            _("“tu” là lời của cấp trên, chỉ dùng được: {names}.", names="{{ cha.… }}"),
        )
    for found in _FACT.finditer(text) if "{" in text else ():
        known = _OWN[found[1]]
        if found[2] not in known:
            yield Finding(
                "L132",
                Level.LOI,
                _("Trong biểu thức không có “{name}”", name=found[0]),
                source.place(path, *found.span()),
                did_you_mean(
                    nearest(found[2], known), _("Dùng được: {names}.", names=", ".join(known))
                ),
            )


def _texts(values: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(values, str):
        yield path, values
    elif isinstance(values, dict):
        for key, value in values.items():
            yield from _texts(value, (*path, key))
    elif isinstance(values, list):
        for at, value in enumerate(values):
            yield from _texts(value, (*path, at))
