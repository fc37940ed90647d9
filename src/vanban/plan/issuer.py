"""Who a plan is issued by, when it is not the body itself: a school of a roster, a department.

A `Truong` is one row of a roster: a unit that gets a plan of its own. Its columns stand in for what
the body's profile says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vanban.finding import Place
from vanban.plan.model import CoQuan, DonVi, NguoiKy
from vanban.tables import table

OVERRIDES = ("ten", "chu_quan", "viet_tat", "dia_danh", "dia_chi")
"""The columns that replace a field of the profile of the same name."""

DEPARTMENT = "phong"


@dataclass(frozen=True, slots=True)
class Truong:
    """A unit that gets a plan of its own.

    `ma` is unique in the roster; `loai` a key of `tables/loai-don-vi.toml` or `""`; `values` every
    column by its unaccented key as text, blank cells left out: the known ones (`ma`, `ten`, `loai`,
    OVERRIDES, `ten_khac` parted by `;`, `chuc_vu`, `ho_ten`, `xa`, `khu_vuc`, `so`, `ngay`) and
    whatever else the roster has.
    """

    ma: str
    ten: str
    loai: str
    values: Mapping[str, str]
    place: Place


def names_of(unit: Truong) -> list[str]:
    """Every name of a unit: its own, and those of its column `ten_khac`."""
    others = (name.strip() for name in unit.values.get("ten_khac", "").split(";"))
    return [unit.ten, *filter(None, others)]


def department(unit: DonVi, body: CoQuan, place: Place) -> Truong:
    """A department of the body as a unit: its parent in the letterhead is the body itself."""
    values = {"ma": unit.viet_tat or unit.ten, "ten": unit.ten, "loai": DEPARTMENT}
    values |= {"chu_quan": _with_place(body), "dia_danh": body.dia_danh}
    if unit.viet_tat:
        values["viet_tat"] = unit.viet_tat
    if unit.ten_khac:
        values["ten_khac"] = ";".join(unit.ten_khac)
    return Truong(values["ma"], unit.ten, DEPARTMENT, values, place)


def _with_place(body: CoQuan) -> str:
    """A body's name over that of its department: with the place it governs (PL I, II.2)."""
    return body.ten if body.dia_danh in body.ten else f"{body.ten} {body.dia_danh}"


def profile(unit: Truong, base: CoQuan) -> CoQuan:
    """The profile a unit issues its plans under: `base` with what the unit's row knows.

    The signers are the unit's own: its post (else that of its kind) and name, blank where unknown;
    those of `base` only when neither its kind nor its row says anything.
    """
    known = {name: text for name in OVERRIDES if (text := unit.values.get(name))}
    update: dict[str, object] = {**known, "ten_khac": names_of(unit)[1:]}
    kind = table("loai-don-vi").get(unit.loai)
    post = unit.values.get("chuc_vu") or (kind["chuc_vu"] if kind else "")
    if post:
        update["nguoi_ky"] = [NguoiKy(chuc_vu=post, ho_ten=unit.values.get("ho_ten"))]
    return base.model_copy(update=update)
