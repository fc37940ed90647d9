"""Units named in a text: looked up in the body's register, groups and aliases included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.language.unicode import fold, nearest
from vanban.plan.groups import is_group, is_open
from vanban.plan.model import CoQuan, DonVi


@dataclass(frozen=True, slots=True)
class Named:
    """A unit's name in a text: the name as typed, its span, and the unit, if known."""

    name: str
    start: int
    end: int
    unit: DonVi | None


class Units:
    """The units of a body by every name they have."""

    def __init__(self, co_quan: CoQuan) -> None:
        """The body's own names are known too, and `Phòng TCCB` for the phòng shortened so."""
        self._by_name: dict[str, DonVi] = {}
        self.own = DonVi(ten=co_quan.ten, ten_khac=co_quan.ten_khac, viet_tat=co_quan.viet_tat)
        """The body as a unit."""
        for unit in (*co_quan.don_vi, self.own):
            for name in all_names(unit):
                self._by_name.setdefault(fold(name), unit)
        self._names = [name for unit in co_quan.don_vi for name in (unit.ten, *unit.ten_khac)]

    def find(self, name: str) -> DonVi | None:
        """The unit of that name; case, tone place and double blanks do not matter."""
        return self._by_name.get(fold(name))

    def nearest(self, name: str) -> str | None:
        """The known name most like `name`."""
        return nearest(name, self._names)

    def read(self, text: str) -> list[Named]:
        """The units of a `chu_tri` or `phoi_hop` text.

        The whole text when it is a name, else its parts between `;`, else those between `,`. Parts
        between `,` that are one name together stay together, and so does an unknown one that goes
        on in small letters behind another: `Công an xã, phường`.
        """
        return list(self._read(text, 0, len(text), ";,\n"))

    def _read(self, text: str, start: int, end: int, signs: str) -> Iterator[Named]:
        piece = text[start:end]
        name = piece.strip(" .\n")
        if name.startswith("- "):
            name = name[2:].lstrip()
        if not name:
            return
        at = start + piece.index(name)
        unit = self.find(name)
        inner = [sign for sign in signs if sign in name]
        if unit or not inner:
            yield Named(name, at, at + len(name), unit)
            return
        sign = inner[0]
        rest = signs[signs.index(sign) + 1 :]
        parts = self._whole(name.split(",")) if sign == "," else name.split(sign)
        for part in parts:
            yield from self._read(text, at, at + len(part), rest)
            at += len(part) + 1

    def _whole(self, parts: list[str]) -> list[str]:
        """The parts between commas, those of one name together."""
        made: list[str] = []
        at, is_known = 0, True
        while at < len(parts):
            ends = (n for n in range(len(parts), at, -1) if self._is_name(",".join(parts[at:n])))
            end = next(ends, 0)
            goes_on = not end and not is_known and not is_open(parts[at])
            if goes_on and parts[at].lstrip()[:1].islower():
                made[-1] += f",{parts[at]}"
            else:
                made.append(",".join(parts[at : end or at + 1]))
                is_known = bool(end) or is_open(parts[at])
            at = end or at + 1
        return made

    def _is_name(self, text: str) -> bool:
        return self.find(text) is not None or is_group(text)


def all_names(unit: DonVi) -> Iterator[str]:
    """Every name a unit goes by."""
    yield unit.ten
    yield from unit.ten_khac
    if unit.viet_tat:
        yield unit.viet_tat
        if unit.ten.startswith("Phòng "):
            yield f"Phòng {unit.viet_tat}"
