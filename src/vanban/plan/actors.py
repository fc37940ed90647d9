"""Whom the words of a plan mean: in a cell, in a title, at the head of a sentence, inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from vanban.language.unicode import fold
from vanban.plan.groups import MANY, group, group_names, is_everyone, is_open
from vanban.plan.issuer import Truong, names_of
from vanban.plan.marks import without_marks
from vanban.plan.model import CoQuan, DonVi
from vanban.plan.naming import Names
from vanban.plan.units import Named, Units, all_names


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom one name in a plan means.

    `names`: folded names of the units meant (of a group all its members); `kinds`: keys of
    `tables/loai-don-vi.toml`; `groups`: the folded name of the group itself and of those inside
    it; `some`: not all of the kinds; `open`: a group nobody has listed. `unit`: the entry of the
    body's profile, if there is one; `is_own`: it is the body itself.
    """

    typed: str
    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    some: bool = False
    open: bool = False
    unit: DonVi | None = None
    is_own: bool = False

    @property
    def school(self) -> bool:
        """Whether the name, which the body's profile does not know, is that of some one school."""
        return self.unit is None and not self.kinds and bool(_SCHOOL.match(fold(self.typed)))

    @property
    def is_known(self) -> bool:
        """Whether it is clear whose name this is: the profile's, a kind's, a school's, a body's."""
        known = self.unit or self.kinds or self.open or self.school
        return bool(known or _BODY.match(fold(self.typed)))


@dataclass(frozen=True, slots=True)
class Head:
    """Whom a paragraph begins with, and the offset behind their names.

    `given`: it begins with `Giao`, `Đề nghị`, or a colon stands behind the names.
    """

    names: tuple[Reach, ...]
    end: int
    given: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """A name inside a text and its span.

    `acts`: it stands at the head of a clause or behind `phối hợp với`, not behind `chỉ đạo`.
    """

    reach: Reach
    start: int
    end: int
    acts: bool


class Actors:
    """Reads who is named in the texts of one body's plans."""

    def __init__(self, body: CoQuan, schools: Iterable[Truong] = ()) -> None:
        """`schools`: those of the rosters, whose names may stand anywhere."""
        self._body = body
        self._units = Units(body)
        self._schools = [(name, unit.ma) for unit in schools for name in names_of(unit)]
        self._cells: dict[str, tuple[Reach, ...]] = {}

    def cell(self, text: str | None) -> tuple[Reach, ...]:
        """Whom a `chu_tri` or `phoi_hop` text means, name by name."""
        text = text or ""
        if text not in self._cells:
            named = self._units.read(without_marks(text))
            self._cells[text] = tuple(reach for one in named for reach in self._reaches(one))
        return self._cells[text]

    def title(self, text: str) -> tuple[Reach, ...]:
        """Whom a title names, those nobody knows included; `()` when it names nobody."""
        text = without_marks(text).strip(" .:")
        names = self.cell(text[found.end() :] if (found := _GIVEN.match(text)) else text)
        return names if any(one.is_known for one in names) else ()

    def head(self, text: str) -> Head | None:
        """Whom a paragraph begins with."""
        text = without_marks(text)
        given = _GIVEN.match(text)
        at = end = given.end() if given else len(text) - len(text.lstrip())
        start, names = at, list[Reach]()
        while found := self._name(text, at, goes_on=bool(names)):
            names.append(self._reach(text[at:found]))
            end = found
            between = _BETWEEN.match(text, end)
            if not between:
                break
            at = between.end()
        if not names and (bare := self._bare_body(text, start)):
            names, end = [Reach(bare, is_own=True, unit=self._units.own)], start + len(bare)
        if not names and given and (other := _BODY.match(fold(text[start:]))):
            return Head((Reach(_few(text[start:])),), start + len(other[0]), given=True)
        if not names:
            return None
        if _CLOSER.match(text, end):
            names[-1] = replace(names[-1], typed=_few(text[start:]), some=True)
        elif tail := _TAIL.match(text, end):
            end = tail.end()
        return Head(tuple(names), end, bool(given) or text[end:].lstrip().startswith(":"))

    def inside(self, text: str) -> Iterator[Inside]:
        """The units and groups named in a text."""
        text = without_marks(text)
        behind, acted = 0, False
        for start, end, _whose in self._prose.find(text):
            before = text[:start].rstrip()
            listed = bool(behind) and bool(_LISTED.fullmatch(text[behind:start]))
            acts = acted if listed else not before or bool(_ACTS.search(before))
            yield Inside(self._reach(text[start:end]), start, end, acts)
            behind, acted = end, acts

    def schools(self, text: str) -> Iterator[tuple[int, int, set[str]]]:
        """Span of each school of the rosters named in a text, and the codes it may be."""
        return self._rosters.find(without_marks(text))

    def full_names(self, names: Iterable[str]) -> frozenset[str]:
        """The folded full names of the units and groups that `names` mean."""
        return frozenset(
            fold(unit.ten) if (unit := self._units.find(name)) else fold(name) for name in names
        )

    # -- names in running text ---------------------------------------------------------------

    @cached_property
    def _prose(self) -> Names:
        """The names that mean somebody wherever they stand: groups of kinds only with `các`."""
        own = [name for unit in (*self._body.don_vi, self._units.own) for name in all_names(unit)]
        groups = [f"{many} {name}" for name in group_names() for many in MANY]
        everyone = ["thủ trưởng đơn vị", "thủ trưởng cơ quan, đơn vị"]
        return Names((name, "") for name in (*own, *groups, *everyone))

    @cached_property
    def _listed(self) -> Names:
        """The names of kinds that go on in a list: `các trường mầm non, tiểu học`."""
        return Names(((name, "") for name in group_names()), fewest=1)

    @cached_property
    def _rosters(self) -> Names:
        return Names(self._schools)

    def _name(self, text: str, at: int, *, goes_on: bool) -> int | None:
        """The end of the name that begins there."""
        post = _POST.match(text, at)
        ends = [self._prose.end(text, at), self._rosters.end(text, at)]
        if post:
            ends.append(self._prose.end(text, post.end()))
        if goes_on:
            ends.append(self._listed.end(text, at))
        return max(filter(None, ends), default=None)

    def _bare_body(self, text: str, at: int) -> str:
        """`Sở` alone for the body, where it is not the beginning of a name."""
        first = self._body.ten.split()[0]
        is_it = first in _SHORT and text[at:].startswith(f"{first} ")
        return first if is_it and text[at + len(first) + 1 :][:1].islower() else ""

    def _reach(self, typed: str) -> Reach:
        """Whom one name in running text means; `Các đơn vị` there means all who are addressed."""
        if unit := self._units.find(typed):
            return self._of_unit(typed, unit)
        found = group(typed)
        if found is None:
            return Reach(typed, frozenset((fold(typed),)))
        return Reach(typed, kinds=found.kinds, some=found.some and not is_everyone(typed))

    # -- names in cells ----------------------------------------------------------------------

    def _reaches(self, named: Named) -> Iterator[Reach]:
        if named.unit is not None:
            yield self._of_unit(named.name, named.unit)
            return
        parts = [named.name]
        if group(named.name) is None and " và " in named.name:
            parts = [part.strip() for part in named.name.split(" và ")]
            if not any(group(part) or self._units.find(part) for part in parts):
                parts = [named.name]
        for part in parts:
            if unit := self._units.find(part):
                yield self._of_unit(part, unit)
            elif found := group(part):
                yield Reach(part, frozenset((fold(part),)), found.kinds, some=found.some)
            else:
                yield Reach(part, frozenset((fold(part),)), open=is_open(part))

    def _of_unit(self, typed: str, unit: DonVi) -> Reach:
        """Whom an entry of the profile means; groups inside groups are opened, each once."""
        names: set[str] = set()
        kinds: set[str] = set()
        groups: set[str] = set()
        waiting, listed = [unit], False
        while waiting:
            one = waiting.pop()
            own = fold(one.ten)
            if one.gom is None:
                names |= {fold(name) for name in all_names(one)}
                continue
            if own in groups:
                continue
            groups.add(own)
            listed = True
            kinds |= set(one.gom.loai)
            for name in one.gom.ten:
                inner = self._units.find(name)
                if inner is not None:
                    waiting.append(inner)
                else:
                    names.add(fold(name))
        meant = None if listed else group(typed)
        return Reach(
            typed,
            frozenset(names),
            frozenset(kinds) | (meant.kinds if meant else frozenset()),
            frozenset(groups),
            some=bool(meant and meant.some),
            open=not listed and any(is_open(name) for name in (unit.ten, *unit.ten_khac)),
            unit=unit,
            is_own=unit is self._units.own,
        )


def _few(text: str) -> str:
    """The first words of a text, as a name nobody knows is told."""
    return " ".join(text.split()[:6]).rstrip(" ,;:.")


_GIVEN = re.compile(
    r"\s*(?:Giao|Đề nghị|Yêu cầu|Đối với|Trách nhiệm của)\s+(?:cho\s+)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:[,;/]|\bvà\b|\bcùng\b)\s*")
_LISTED = re.compile(r"\s*(?:,|\bvà\b)\s*")
_ACTS = re.compile(
    r"(?:[;,.:(]|\b(?:(?<!đối )với|cùng|yêu cầu|đề nghị|giao|giao cho))$", re.IGNORECASE
)
_CLOSER = re.compile(
    r"\s+(?:có(?!\s+(?:trách nhiệm|nhiệm vụ|kế hoạch|thể|biện pháp))|được(?!\s+giao)|chưa|nằm"
    r"|đóng)\b"
)
"""What says that only some of a group are meant: `các trường có học sinh nội trú`."""
_TAIL = re.compile(
    r"\s+(?:(?:trực )?thuộc Sở|trên địa bàn(?: (?:tỉnh|thành phố|xã|phường))?(?: [A-ZĐ]\w*)*"
    r"|trong (?:toàn )?(?:tỉnh|thành phố|ngành))\b"
)
_POST = re.compile(
    r"(?:thủ trưởng|người đứng đầu|lãnh đạo|hiệu trưởng|giám đốc|trưởng)\s+(?=(?:các|những|mọi)\s)",
    re.IGNORECASE,
)
_SHORT = ("Sở", "Bộ", "Cục")
"""The first words of bodies' names that stand for the whole."""
_SCHOOL = re.compile(r"^(?:trường|trung tâm|cơ sở giáo dục|nhà trẻ)\s")
_BODY = re.compile(
    r"^(?:các\s+)?(?:sở|ubnd|uỷ ban|công an|bộ chỉ huy|ban chỉ đạo|ban an toàn|tỉnh đoàn"
    r"|thành đoàn|đoàn (?:thanh niên|tncs|kiểm tra)|hội (?:khuyến học|liên hiệp|chữ thập đỏ"
    r"|cựu|nông dân)|liên đoàn lao động|công đoàn|mặt trận|kho bạc|bảo hiểm xã hội|đài|bệnh viện"
    r"|trạm y tế|toà án|viện kiểm sát|công ty|đại học)(?!\w)"
)
