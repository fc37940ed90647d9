"""For whom and by which recipe: the units a user names, the recipe that fits them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanban.drafting.derive.making import faulty, recipe_of
from vanban.finding import Place, VanbanError, did_you_mean
from vanban.language.unicode import fold, nearest
from vanban.messages import _
from vanban.plan.groups import is_open
from vanban.plan.issuer import DEPARTMENT, Truong, department, names_of
from vanban.plan.model import CoQuan, DonVi
from vanban.plan.project import BODIES, Project
from vanban.plan.recipe import PhanCap, applies, is_for
from vanban.tables import table


def unit_named(project: Project, name: str, body: CoQuan, year: int) -> Truong:
    """The unit of that code or name; VanbanError, with the nearest name, when there is none."""
    unit = project.unit(name, body) or _school_named(project, name)
    if unit is None or is_open(unit.ten):
        known = [*project.units(), *(unit.ten for unit in project.units().values())]
        known += [one for each in _departments(body) for one in (each.ten, each.viet_tat) if one]
        raise VanbanError(
            _("Không có đơn vị “{name}”", name=name),
            did_you_mean(
                nearest(name, known),
                _("Ghi mã trong data/truong, hoặc tên, chữ viết tắt của một phòng."),
            ),
            exit_code=2,
        )
    if unit.loai == DEPARTMENT and not _exists(unit, body, year):
        raise VanbanError(
            _("“{name}” không còn (hoặc chưa có) trong năm {year}", name=unit.ten, year=year),
            _("Xem “tu”, “den” của đơn vị trong hồ sơ cơ quan."),
            exit_code=2,
        )
    return unit


def _school_named(project: Project, name: str) -> Truong | None:
    """The one unit of the rosters that goes by a name; VanbanError when there are several."""
    named = [one for one in project.units().values() if fold(name) in map(fold, names_of(one))]
    if len(named) > 1:
        raise VanbanError(
            _("Có {n} đơn vị tên “{name}”", n=len(named), name=name),
            _("Ghi mã, một trong: {names}.", names=", ".join(one.ma for one in named)),
            exit_code=2,
        )
    return named[0] if named else None


def every_unit(project: Project, recipe: PhanCap, body: CoQuan, year: int) -> list[Truong]:
    """All units the recipe is for: of the rosters, and departments with a symbol of their own."""
    found = [unit for unit in project.units().values() if applies(recipe, unit)]
    if DEPARTMENT in recipe.ap_dung.loai:
        place = Place(str(BODIES))
        made = (department(one, body, place) for one in _departments(body) if one.viet_tat)
        found += [unit for unit in made if _exists(unit, body, year)]
    return found


def fitting(project: Project, unit: Truong, issuer: str) -> str:
    """The one recipe for a unit and plans of this issuer; VanbanError for none or several."""
    loaded = {name: one for name in project.recipes() if (one := project.recipe(name))}
    usable = {name: one.value for name, one in loaded.items() if one.value}
    names = [name for name, one in usable.items() if applies(one, unit) and is_for(one, issuer)]
    if len(names) == 1:
        return names[0]
    for one in loaded.values():
        if not names and one.value is None:
            raise faulty(one.source.file)
    if names:
        message = _("Có {n} công thức cho {unit}, không biết chọn công thức nào",
                    n=len(names), unit=_told(unit))  # fmt: skip
    else:
        message = _("Không có công thức nào cho {unit}", unit=_told(unit))
    known = ", ".join(names or project.recipes()) or "-"
    hint = _("Thêm --recipe, một trong: {names}.", names=known)
    raise VanbanError(message, hint, exit_code=2)


def refuse_unfit(project: Project, name: str, units: Iterable[Truong]) -> None:
    """Raise VanbanError when the recipe is not for one of the units."""
    recipe = recipe_of(project, name)
    unfit = [unit for unit in units if not applies(recipe, unit)]
    if unfit:
        raise VanbanError(
            _("Công thức “{name}” không dành cho {unit}", name=name, unit=_told(unfit[0])),
            _("Công thức này dành cho: {kinds}.", kinds=", ".join(map(_kind, recipe.ap_dung.loai))),
            exit_code=2,
        )


def _departments(body: CoQuan) -> Iterator[DonVi]:
    return (one for one in body.don_vi if one.gom is None and not is_open(one.ten))


def _exists(unit: Truong, body: CoQuan, year: int) -> bool:
    one = next((one for one in body.don_vi if fold(one.ten) == fold(unit.ten)), None)
    return one is None or (one.tu or year) <= year <= (one.den or year)


def _told(unit: Truong) -> str:
    return f"{unit.ten} ({_kind(unit.loai)})"


def _kind(loai: str) -> str:
    """The kind as people say it."""
    known = table("loai-don-vi").get(loai)
    return str(known["ten"]) if known else loai or "?"
