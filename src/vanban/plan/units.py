"""Units named in a text: looked up in the body's register, groups and aliases included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.language.unicode import fold, nearest
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
        """The body's own names are known too."""
        self._by_name: dict[str, DonVi] = {}
        own = DonVi(ten=co_quan.ten, ten_khac=co_quan.ten_khac, viet_tat=co_quan.viet_tat)
        for unit in (*co_quan.don_vi, own):
            for name in (unit.ten, *unit.ten_khac, *([unit.viet_tat] if unit.viet_tat else [])):
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

        The whole text when it is a name, else its parts between `;`, else those between `,`: a
        name such as “Các Sở, ban, ngành” has commas of its own. A part without a known name in
        it is given whole.
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
        parts: list[Named] = []
        for part in name.split(sign):
            parts += self._read(text, at, at + len(part), rest)
            at += len(part) + 1
        yield from parts
