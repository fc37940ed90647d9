"""Which task and which duty of a plan concerns whom: by lead, by partner, by group, by kind.

Used by `derive` and by the checks between parent and child; both see one and the same judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from vanban.language.unicode import fold
from vanban.plan.actors import Actors, Reach
from vanban.plan.issuer import DEPARTMENT, Truong, names_of
from vanban.plan.model import CoQuan, Hang, KeHoach, Khoi


class Role(IntEnum):
    """What a unit has to do with a task; of several roles the highest counts.

    `OPEN`: the plan names a group whose members nobody has listed (`Các đơn vị liên quan`), only
    some of a kind (`Các trường có bể bơi`), or nobody that anybody knows: a person has to say
    whether the unit is one of them.
    """

    NONE = 0
    OPEN = 1
    PARTNER = 2
    LEAD = 3


@dataclass(frozen=True, slots=True)
class Concern:
    """A unit's role in a task, and the name in the plan, as typed, that gives it that role.

    `at`: the block of `noi_dung` that has the unit act in a duty of somebody else.
    """

    role: Role
    why: str = ""
    at: int | None = None


NO_CONCERN = Concern(Role.NONE)


@dataclass(frozen=True, slots=True)
class Duty:
    """A part of `noi_dung` that says what one unit or group has to do.

    `first` is the block that names them, `blocks[first:last]` the whole part. `end`: the offset in
    the first block behind their names, 0 when it is a title.
    """

    first: int
    last: int
    names: tuple[Reach, ...]
    end: int = 0


class Concerns:
    """Whom the tasks and duties of one plan concern; made once, asked for many units."""

    def __init__(self, plan: KeHoach, body: CoQuan, schools: Iterable[Truong] = ()) -> None:
        """`body`: the profile of the plan's issuer, whose units the plan names.

        `schools`: those of the rosters, which the plan may name as well.
        """
        self.actors = Actors(body, schools)
        self._plan = plan
        cell = self.actors.cell
        self._rows = [(cell(row.chu_tri), cell(row.phoi_hop)) for row in plan.nhiem_vu]
        part = self._organising(plan.noi_dung)
        self.duties = [*self._duties(plan.noi_dung, part, strictly=False)]
        """What the part `Tổ chức thực hiện` asks of single units and groups, in its order."""
        rest = (range(part.start), range(part.stop, len(plan.noi_dung)))
        self.asides = [
            duty for some in rest for duty in self._duties(plan.noi_dung, some, strictly=True)
        ]
        """The paragraphs elsewhere that begin by saying who does it."""
        self._acting = {duty.first: [*self._who_act(duty)] for duty in (*self.duties, *self.asides)}

    def rows(self, unit: Truong, groups: Iterable[str] = ()) -> list[Concern]:
        """The unit's concern with each row of the task table, in order.

        A group row and a parent row have the highest concern of the rows below them. `groups`:
        names of groups that the unit counts to, whatever the profile says of its kind.
        """
        who = self._who(unit, groups)
        found = [self._row(at, who) for at in range(len(self._rows))]
        for at in range(len(found)):
            if is_title(self._plan.nhiem_vu, at):
                below = [found[n] for n in rows_below(self._plan.nhiem_vu, at)]
                found[at] = max(below, key=lambda one: one.role, default=NO_CONCERN)
        return found

    def duty(self, duty: Duty, unit: Truong, groups: Iterable[str] = ()) -> Concern:
        """The unit's concern with one duty: LEAD where it is named, OPEN, or PARTNER.

        PARTNER: it is somebody else's, and a sentence of it has the unit act too.
        """
        who = self._who(unit, groups)
        found = _strongest(duty.names, who, Role.LEAD)
        if found.role is Role.NONE:
            for at, text, acting in self._acting[duty.first]:
                if any(_holds(text, name) for name in who.names):
                    return Concern(Role.PARTNER, unit.ten, at)
                why = _strongest(acting, who, Role.PARTNER)
                if why.role is Role.PARTNER:
                    return replace(why, at=at)
        return found

    def full_names(self, names: Iterable[str]) -> frozenset[str]:
        """The folded full names of the units and groups that `names` mean."""
        return self.actors.full_names(names)

    def _who(self, unit: Truong, groups: Iterable[str]) -> _Who:
        names = frozenset(map(fold, names_of(unit)))
        return _Who(names, unit.loai, self.actors.full_names(groups))

    def _row(self, at: int, who: _Who) -> Concern:
        if is_title(self._plan.nhiem_vu, at):
            return NO_CONCERN
        lead, partner = self._rows[at]
        if not any(one.is_known for one in (*lead, *partner)):
            return Concern(Role.OPEN, next((one.typed for one in (*lead, *partner)), ""))
        found = (_strongest(lead, who, Role.LEAD), _strongest(partner, who, Role.PARTNER))
        return max(found, key=lambda one: one.role)

    # -- duties ------------------------------------------------------------------------------

    def _organising(self, blocks: Sequence[Khoi]) -> range:
        """The part that says who does what: by its title, else the last with titles of units."""
        starts = [at for at, block in enumerate(blocks) if block.loai in ("phan", "muc")]
        parts = [range(a, b) for a, b in zip(starts, [*starts[1:], len(blocks)], strict=True)]
        parts = parts or [range(len(blocks))]
        named = [part for part in parts if _ORGANISING.search(fold(blocks[part.start].chu))]
        for some, strictly in ((named, False), (parts, True)):
            for part in reversed(some):
                if any(self._given(blocks[at], strictly=strictly) for at in part):
                    return part
        return range(len(blocks), len(blocks))

    def _given(self, block: Khoi, *, strictly: bool) -> bool:
        """Whether a block gives a duty to somebody beyond doubt."""
        if block.tieu_muc is not None:
            return bool(self._of_title(block.tieu_muc, strictly=strictly))
        head = self.actors.head(block.chu) if block.loai in _ITEMS else None
        return bool(head and (head.given or not strictly))

    def _of_title(self, text: str, *, strictly: bool) -> tuple[Reach, ...]:
        names = self.actors.title(text)
        return names if not strictly or all(one.is_known for one in names) else ()

    def _duties(self, blocks: Sequence[Khoi], part: range, *, strictly: bool) -> Iterator[Duty]:
        at = part.start
        while at < part.stop:
            block = blocks[at]
            if block.tieu_muc is not None:
                names, end = self._of_title(block.tieu_muc, strictly=strictly), 0
                last = _end_of_title(blocks, at)
            else:
                head = self.actors.head(block.chu) if block.loai in _ITEMS else None
                names, end = (head.names, head.end) if head else ((), 0)
                last = _end_of_item(blocks, at)
            if names:
                yield Duty(at, last, names, end)
            at = last if names else at + 1

    def _who_act(self, duty: Duty) -> Iterator[tuple[int, str, list[Reach]]]:
        """The paragraphs of a duty, folded, and who acts in each beside those it is given to."""
        for at in range(duty.first, duty.last):
            if at > duty.first or duty.end:
                text = self._plan.noi_dung[at].chu[duty.end if at == duty.first else 0 :]
                acting = [one.reach for one in self.actors.inside(text) if one.acts]
                yield at, fold(text), acting


@dataclass(frozen=True, slots=True)
class _Who:
    """A unit as the names in a plan may mean it."""

    names: frozenset[str]
    kind: str
    groups: frozenset[str]

    def is_meant(self, reach: Reach) -> bool:
        """Whether the name means this unit."""
        if self.kind and self.kind in reach.kinds:
            return True
        return not self.names.isdisjoint(reach.names) or not self.groups.isdisjoint(reach.groups)


def _strongest(names: Iterable[Reach], who: _Who, role: Role) -> Concern:
    """`role` by the first name that means the unit, else OPEN by the first that may mean it.

    What the body itself has to do, one of its departments may have to.
    """
    asked = NO_CONCERN
    for reach in names:
        is_meant = who.is_meant(reach)
        if is_meant and not reach.some:
            return Concern(role, reach.typed)
        may_be = is_meant or reach.open or (reach.is_own and who.kind == DEPARTMENT)
        if may_be and asked.role is Role.NONE:
            asked = Concern(Role.OPEN, reach.typed)
    return asked


def _holds(text: str, name: str) -> bool:
    """Whether a folded text has a folded name in it, as whole words."""
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def is_title(rows: Sequence[Hang], at: int) -> bool:
    """Whether a row only heads the rows below it: a group, or a task without cells above others."""
    row = rows[at]
    return row.loai == "nhom" or (not row.has_cells and bool(rows_below(rows, at)))


def rows_below(rows: Sequence[Hang], at: int) -> range:
    """The rows that a group or a parent row heads."""
    ends = {"nhom": ("nhom",), "viec": ("nhom", "viec")}.get(rows[at].loai)
    if ends is None:
        return range(at + 1, at + 1)
    last = at + 1
    while last < len(rows) and rows[last].loai not in ends:
        last += 1
    return range(at + 1, last)


_ORGANISING = re.compile(r"tổ chức thực hiện|phân công|trách nhiệm")
_ITEMS = ("khoan", "khoan_con", "diem", "gach", "gach_con", "doan")
_TITLES = ("phan", "muc", "tieu_muc", "khoan")
BELOW = {
    "khoan": ("khoan_con", "diem", "gach", "gach_con"),
    "khoan_con": ("diem", "gach", "gach_con"),
    "diem": ("gach", "gach_con"),
    "gach": ("gach_con",),
}
"""Kind of an item → kinds of those that belong to it."""
_TABLES = ("nhiem_vu", "muc_tieu")


def holds_table(block: Khoi) -> bool:
    """Whether the task table or that of the indicators stands at a block."""
    return block.bang is not None and block.bang.strip() in _TABLES


def _end_of_title(blocks: Sequence[Khoi], at: int) -> int:
    """The index behind the last block below a title; a table of the plan ends it."""
    last = at + 1
    while last < len(blocks) and blocks[last].loai not in _TITLES and not holds_table(blocks[last]):
        last += 1
    return last


def _end_of_item(blocks: Sequence[Khoi], at: int) -> int:
    """The index behind the last block that belongs to an item."""
    below = BELOW.get(blocks[at].loai, ())
    if blocks[at].loai == "doan" and blocks[at].chu.rstrip().endswith(":"):
        below = ("diem", "gach", "gach_con")
    last = at + 1
    while last < len(blocks) and (
        blocks[last].loai in below or (blocks[last].bang and not holds_table(blocks[last]))
    ):
        last += 1
    return last
