"""A plan as its issuer sees it: who issues it, and its texts with their expressions filled.

A plan of its own body is itself. One with `don_vi` is issued by that unit; one with `mau: true` is
filled for its unit, and where it has none (`vanban batch` fills it) its expressions are checked and
stand as `x` for all other checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from vanban.finding import Finding, Level, did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.issuer import Truong, profile
from vanban.plan.load import load_source
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.passages import passages
from vanban.plan.project import Project
from vanban.plan.source import Source

if TYPE_CHECKING:
    from vanban.plan.expressions import BadExpressionError, Expressions

SIGN = "{"
"""What every text with an expression holds."""


@dataclass(slots=True)
class Issued:
    """What the checks look at, and what was found on the way there.

    `plan` and `source` are filled for the unit; `body` is the unit's profile. `unit` is `None` for
    a plan of the body itself. `veiled`: expressions stand as `x` in `plan` and `source`.
    """

    plan: KeHoach | None
    source: Source
    body: CoQuan
    unit: Truong | None = None
    findings: list[Finding] = field(default_factory=list)
    veiled: bool = False
    _spans: list[tuple[int, int]] = field(default_factory=list)

    def hides(self, finding: Finding) -> bool:
        """Whether a finding is about the words of a text whose expressions stand as `x`."""
        at = finding.place.start
        return at is not None and any(start <= at < end for start, end in self._spans)

    def veil(self) -> None:
        """Put `x` for all expressions."""
        from vanban.plan.expressions import masked

        places = (one.place for one in passages(self.source, SIGN) if masked(one.text) != one.text)
        self._spans = [(one.start, one.end) for one in places if one.start is not None and one.end]
        self.veiled = True
        self.source = replace(self.source, values=_veiled(self.source.values), findings=[])
        self.plan = load_source(self.source, KeHoach).value


def issued(plan: KeHoach, source: Source, body: CoQuan, project: Project) -> Issued:
    """The plan as the unit that it names issues it."""
    seen = Issued(plan, source, body)
    if plan.don_vi:
        seen.unit = project.unit(plan.don_vi, body)
        if seen.unit is None:
            seen.findings.append(_no_unit(plan, source, body, project))
        else:
            seen.body = profile(seen.unit, body)
            seen.findings += symbol(plan, source, seen.unit)
    if plan.mau == "true":
        _fill(seen, body, project)
    return seen


def _no_unit(plan: KeHoach, source: Source, body: CoQuan, project: Project) -> Finding:
    known = [*project.units(), *(name for unit in body.don_vi for name in (unit.viet_tat, unit.ten)
                                 if name and unit.gom is None)]  # fmt: skip
    return Finding(
        "C145",
        Level.LOI,
        _("Không thấy đơn vị “{name}”", name=plan.don_vi),
        source.place(("don_vi",)),
        did_you_mean(
            nearest(plan.don_vi or "", known),
            _("Gõ một mã trong data/truong, hoặc một đơn vị của data/co-quan/{body}.yaml.",
              body=plan.co_quan),
        ),
    )  # fmt: skip


def symbol(plan: KeHoach, source: Source, unit: Truong) -> Iterator[Finding]:
    """A unit without abbreviation would sign with the symbol of its superior."""
    if not unit.values.get("viet_tat") and plan.ky_hieu is None:
        yield Finding(
            "C148",
            Level.CANH_BAO,
            _("Chưa biết chữ viết tắt của “{name}” nên ký hiệu có thể sai", name=unit.ten),
            source.place(("don_vi",)),
            _("Thêm “viet_tat” cho đơn vị ở data/truong hoặc data/co-quan; hoặc “ky_hieu: …”."),
            _("NĐ 30, Phụ lục I, Phần I, Mục II, khoản 3"),
        )


def _fill(seen: Issued, base: CoQuan, project: Project) -> None:
    """Put the filled plan into `seen`; what cannot be filled is found at its expression."""
    from vanban.plan.expressions import Expressions
    from vanban.plan.roster import columns_of

    own = seen.unit.values if seen.unit else ()
    expressions = Expressions((*columns_of(project.rosters()), *own))
    faults = [
        _fault(seen.source, passage.path, error)
        for passage in passages(seen.source, SIGN)
        for error in expressions.complaints(passage.text)
    ]
    if not faults and seen.unit:
        faults = _filled(seen, expressions, base)
    seen.findings += faults
    if faults or not seen.unit:
        seen.veil()


def _filled(seen: Issued, expressions: Expressions, base: CoQuan) -> list[Finding]:
    """Fill plan and source for the unit; what cannot be filled."""
    from vanban.plan.expressions import BadExpressionError
    from vanban.plan.filling import Form, filled_source

    assert seen.unit is not None
    scope = expressions.scope(seen.unit, base)
    form = Form(seen.source.values, expressions)
    faults = []
    for leaf in form.leaves:
        try:
            leaf.filled(scope)
        except BadExpressionError as error:
            faults.append(_fault(seen.source, error.path, error))
    if faults:
        return faults
    seen.source = filled_source(seen.source, form, scope)
    loaded = load_source(seen.source, KeHoach)
    seen.plan = loaded.value
    return loaded.findings


def _fault(source: Source, path: tuple[str | int, ...], error: BadExpressionError) -> Finding:
    place = source.place(path, error.start, error.end)
    return Finding("C144", Level.LOI, error.message, place, error.hint)


def _veiled(value: Any) -> Any:
    from vanban.plan.expressions import masked

    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: _veiled(item) for key, item in value.items()}
    return [_veiled(item) for item in value] if isinstance(value, list) else value
