"""What a unit's plan owes to its superior's: its deadlines, its citation, its own names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from vanban.files import sha256
from vanban.finding import Finding, Level
from vanban.language.unicode import fold
from vanban.messages import _
from vanban.plan.handles import handles
from vanban.plan.issuer import DEPARTMENT, Truong, names_of, profile
from vanban.plan.load import load
from vanban.plan.marks import without_marks
from vanban.plan.model import CoQuan, KeHoach, Nguon
from vanban.plan.naming import Names
from vanban.plan.passages import passages
from vanban.plan.project import Project, shown
from vanban.plan.source import Source
from vanban.plan.units import Units
from vanban.view.letterhead import one_line, symbol

if TYPE_CHECKING:
    from vanban.language.citation import Citation

_NAMING = {"can_cu", "noi_nhan", "luu", "nguoi_ky", "don_vi", "nguon"}
"""Parts in which a plan names other units as it should."""

_SUBJECT = 6
"""So many words of a title tell which plan is meant."""


@dataclass(frozen=True, slots=True)
class Parent:
    """A superior's plan; its deadlines and blocks by name, `names` of all units of the project."""

    file: str
    digest: str
    plan: KeHoach
    body: CoQuan
    rows: dict[str, str]
    blocks: dict[str, str]
    units: Units
    names: Names


def parent_of(origin: Nguon, project: Project) -> Parent | None:
    """The parent that a plan names; `None` when it is gone or cannot be read as a plan."""
    path = project.file(origin.tep)
    if path is None:
        return None
    loaded = load(path, KeHoach, shown(path))
    plan = loaded.value
    base = project.body(plan.co_quan) if plan else None
    if plan is None or base is None or base.value is None:
        return None
    body = base.value
    if plan.don_vi and (unit := project.unit(plan.don_vi, body)):
        body = profile(unit, body)
    rows = zip(handles(plan.nhiem_vu), plan.nhiem_vu, strict=True)
    blocks = zip(handles(plan.noi_dung), plan.noi_dung, strict=True)
    return Parent(
        shown(path),
        sha256(path.read_bytes()),
        plan,
        body,
        {name: row.thoi_han for name, row in rows if row.thoi_han},
        {name: block.chu for name, block in blocks},
        Units(body),
        project.once(("names",), lambda: Names(_names(project.units().values()))),
    )


def _names(units: Iterable[Truong]) -> Iterator[tuple[str, str]]:
    """Every name of every unit, with its code."""
    return ((name, unit.ma) for unit in units for name in names_of(unit))


def inherited(
    plan: KeHoach, source: Source, body: CoQuan, unit: Truong | None, parent: Parent
) -> Iterator[Finding]:
    """What is wrong in a plan beside its parent; `body` and `unit`: who issues it."""
    yield from _deadlines(plan, source, parent)
    yield from _reports(plan, source, parent)
    yield from _citation(plan, source, parent)
    if unit:
        yield from _strangers(source, unit, parent)
        if unit.loai != DEPARTMENT:
            yield from _strange_leads(plan, source, body, parent)


# -- L102: deadlines -----------------------------------------------------------------------


def _deadlines(plan: KeHoach, source: Source, parent: Parent) -> Iterator[Finding]:
    """A row that is due after the same row of the parent."""
    for at, row in enumerate(plan.nhiem_vu):
        due = parent.rows.get(row.ma or "")
        if due is None or row.thoi_han is None or row.thoi_han == due:
            continue
        own, theirs = _end(row.thoi_han, plan), _end(due, parent.plan)
        if own and theirs and own > theirs:
            yield _late(source, ("nhiem_vu", at, "thoi_han"), due)


def _reports(plan: KeHoach, source: Source, parent: Parent) -> Iterator[Finding]:
    """A paragraph with a day after that of the same paragraph of the parent."""
    for at, block in enumerate(plan.noi_dung):
        text = parent.blocks.get(block.ma or "")
        if text is None or text == block.chu:
            continue
        own, theirs = _days(block.chu, plan), _days(text, parent.plan)
        if len(own) != len(theirs):
            theirs = (max(theirs, key=lambda day: day[2]),) * len(own) if theirs else ()
        for (start, end, day), (from_, to, last) in zip(own, theirs, strict=False):
            if day > last:
                yield _late(source, ("noi_dung", at, block.loai), text[from_:to], start, end)


def _end(text: str, plan: KeHoach) -> date | None:
    """The last day of a deadline that comes once."""
    from vanban.language.deadline import parse  # 50 ms of tables that a render can do without

    read = parse(without_marks(text), plan.year, school_year=plan.school_year)
    return read.end if read else None


def _days(text: str, plan: KeHoach) -> tuple[tuple[int, int, date], ...]:
    """Span and last day of each deadline in a paragraph."""
    return _read_days(text, plan.year, plan.school_year)


@lru_cache(maxsize=512)  # a thousand children have most paragraphs in common
def _read_days(
    text: str, year: int, school_year: tuple[int, int] | None
) -> tuple[tuple[int, int, date], ...]:
    from vanban.language.deadline import find

    found = find(text, year, school_year=school_year)
    return tuple((start, end, one.end) for start, end, one in found if one.end)


def _late(
    source: Source,
    path: tuple[str | int, ...],
    due: str,
    start: int | None = None,
    end: int | None = None,
) -> Finding:
    return Finding(
        "L102",
        Level.CANH_BAO,
        _("Hạn này sau hạn của kế hoạch cấp trên: “{due}”", due=due),
        source.place(path, start, end),
        _("Đặt hạn không muộn hơn hạn của cấp trên."),
    )


# -- L103: the parent is cited -------------------------------------------------------------


def _citation(plan: KeHoach, source: Source, parent: Parent) -> Iterator[Finding]:
    """The parent is one of the plan's bases, by its number once it has one."""
    texts = [*plan.can_cu, plan.mo_dau or ""]
    wanted = symbol(parent.plan, parent.body)
    cited = [one for text in texts for one in _found(text) if fold(one.symbol) == fold(wanted)]
    number = (parent.plan.so or "").lstrip("0")
    if number and any(one.number.lstrip("0") == number for one in cited):
        return
    subject = " ".join(fold(parent.plan.trich_yeu).split()[:_SUBJECT])
    if not number and any(not one.number or subject in fold(one.about or "") for one in cited):
        return
    names = (one_line(parent.body.ten), *parent.body.ten_khac)
    blank = any(not one.number for one in cited)
    if not number and any(_means(fold(text), subject, names) for text in texts):
        return
    code = f"{parent.plan.so or '…'}/{wanted}"
    place = source.place(("can_cu",) if plan.can_cu else ("mo_dau",))
    message = _("Chưa dẫn kế hoạch cấp trên ({code}) trong căn cứ", code=code)
    if blank:
        message = _("Kế hoạch cấp trên đã có số: {code}, căn cứ còn để trống", code=code)
    yield Finding(
        "L103",
        Level.CANH_BAO,
        message,
        place,
        _("Căn cứ cuối cùng là kế hoạch cấp trên: “Thực hiện Kế hoạch số {code} …”.", code=code),
    )


@lru_cache(maxsize=512)
def _found(text: str) -> tuple[Citation, ...]:
    from vanban.language.citation import find

    return tuple(find(text))


def _means(text: str, subject: str, names: Iterable[str]) -> bool:
    """Whether a folded text names a plan without its number: by issuer and subject."""
    return "kế hoạch" in text and subject in text and any(fold(name) in text for name in names)


# -- L104: other units ---------------------------------------------------------------------


def _strangers(source: Source, unit: Truong, parent: Parent) -> Iterator[Finding]:
    """The name of another unit of the rosters, as it stays when a plan is copied."""
    for passage in passages(source):
        if passage.path[0] in _NAMING:
            continue
        for start, end, whose in parent.names.find(passage.text):
            cited = any(one.start <= start < one.end for one in _found(passage.text))
            if unit.ma not in whose and not cited:
                yield _stranger(source, passage.path, passage.text[start:end], start, end)


def _strange_leads(
    plan: KeHoach, source: Source, body: CoQuan, parent: Parent
) -> Iterator[Finding]:
    """A department of the superior where people of the unit itself should stand.

    Elsewhere in the text a department is named as it should: reports go to it.
    """
    own = Units(body)
    for at, row in enumerate(plan.nhiem_vu):
        for cell in ("chu_tri", "phoi_hop"):
            for named in parent.units.read(without_marks(getattr(row, cell) or "")):
                if named.unit and named.unit.gom is None and own.find(named.name) is None:
                    path = ("nhiem_vu", at, cell)
                    yield _stranger(source, path, named.name, named.start, named.end)


def _stranger(
    source: Source, path: tuple[str | int, ...], name: str, start: int, end: int
) -> Finding:
    return Finding(
        "L104",
        Level.CANH_BAO,
        _("Tên đơn vị khác trong kế hoạch này: “{name}”", name=name),
        source.place(path, start, end),
        _("Thay bằng đơn vị, bộ phận của kế hoạch này; cố ý thì ghi vào “bo_qua”."),
    )
