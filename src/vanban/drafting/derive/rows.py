"""The task table of a child: the unit's rows, with those who do them there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.drafting.derive import asked
from vanban.drafting.derive.setting import Entry, Setting, shortened
from vanban.drafting.derive.texts import Typed, capitalised
from vanban.drafting.derive.voice import Voice
from vanban.finding import Finding
from vanban.language.unicode import fold
from vanban.messages import _
from vanban.plan.actors import Reach
from vanban.plan.concern import Concern, Role, is_title, rows_below
from vanban.plan.handles import handle
from vanban.plan.model import CELLS, Hang
from vanban.plan.phrases import Phrases
from vanban.plan.recipe import DonViMoi

_WHEN = {"chu_tri": Role.LEAD, "phoi_hop": Role.PARTNER, "de_ngo": Role.OPEN}


@dataclass(slots=True)
class Rows:
    """The rows of a child; `acting`: folded names of those who lead or take part in them."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    acting: set[str] = field(default_factory=set)


class Table:
    """Makes the rows of children of one parent."""

    def __init__(self, setting: Setting, voice: Voice) -> None:
        self._setting = setting
        self._voice = voice
        self._own = Phrases(setting.recipe.nhiem_vu.bo)
        self._instead: dict[str, list[DonViMoi]] = {}
        for one in setting.recipe.don_vi:
            for name in setting.concerns.full_names(one.tu):
                self._instead.setdefault(name, []).append(one)

    def rows(self, concerns: Sequence[Concern]) -> Rows:
        """The child's rows for a unit with these concerns, one a row of the parent."""
        made = Rows()
        rows = self._setting.plan.nhiem_vu
        kept = {
            at: entry
            for at, row in enumerate(rows)
            if not is_title(rows, at) and (entry := self._task(at, row, concerns[at], made))
        }
        for at, row in enumerate(rows):
            if at in kept:
                made.entries.append(kept[at])
            elif any(below in kept for below in rows_below(rows, at)):
                made.entries.append(self._title(at, row))
        made.entries += self._added()
        return made

    def _task(self, at: int, row: Hang, concern: Concern, made: Rows) -> Entry | None:
        """A task of the unit; `None`, and a note, when it is not the unit's."""
        path = ("nhiem_vu", at)
        kind, text = row.typed()
        if concern.role is Role.NONE:
            message = _("Không có đơn vị trong việc: “{text}”", text=shortened(text))
            made.findings.append(self._setting.dropped("L121", message, path))
            return None
        lines = [line for line in text.split("\n") if line not in self._own]
        if len(lines) < len(text.split("\n")):
            gone = "; ".join(line for line in text.split("\n") if line in self._own)
            made.findings.append(self._setting.own_task(gone, path))
        if not lines:
            return None
        entry = Entry({kind: self._voice.said("\n".join(lines), concern)})
        self._cells(row, concern, entry, made)
        entry.values["ma"] = self._setting.row_names[at]
        entry.points += self._setting.points("nhiem_vu", text)
        if concern.role is Role.OPEN:
            entry.points.append(asked.OPEN.format(why=concern.why) if concern.why else asked.NOBODY)
        own = (kind, "ket_qua", "ghi_chu")
        self._voice.ask(entry, [entry.values.get(name) for name in own])
        return entry

    def _title(self, at: int, row: Hang) -> Entry:
        """A group, or a parent row: of the superior's own doing only the rest stays."""
        kind, text = row.typed()
        entry = Entry({kind: self._setting.wording(text)}, self._setting.points("nhiem_vu", text))
        if kind != "nhom" and text in self._own:
            entry.points.append(asked.CUT.format(text=shortened(text)))
            rest = self._own.behind(text)
            entry.values[kind] = self._setting.wording(capitalised(rest) if rest else text)
        entry.values["ma"] = self._setting.row_names[at]
        self._voice.ask(entry, [entry.values[kind]])
        return entry

    def _cells(self, row: Hang, concern: Concern, entry: Entry, made: Rows) -> None:
        taken: set[str] = set()
        for cell in CELLS:
            text = getattr(row, cell)
            if cell in ("chu_tri", "phoi_hop"):
                named = self._acting(cell, text, concern, taken, entry)
                if named:
                    entry.values[cell] = named
            elif text is not None:
                entry.values[cell] = self._setting.wording(text)
        made.acting |= taken

    def _acting(
        self, cell: str, text: str | None, concern: Concern, taken: set[str], entry: Entry
    ) -> Typed | None:
        """Who stands in a cell; `taken` learns the names, each of which stands in one cell only."""
        reaches = self._setting.concerns.actors.cell(text)
        found = [(reach, self._instead_of(cell, reach, concern.role)) for reach in reaches]
        others = self._setting.recipe.don_vi_khac
        outside = [reach.typed for reach, instead in found if instead is None]
        if others is not None and (strange := [name for name in outside if name != concern.why]):
            entry.points.append(asked.OUTSIDE.format(name="”, “".join(strange)))
        if text is not None and len(outside) == len(found):
            taken |= {fold(reach.typed) for reach in reaches}
            return text
        names: list[str] = []
        for reach, instead in found:
            names += [reach.typed] if instead is None else _parted(instead)
        if not names and cell == "chu_tri" and others and others.chu_tri:
            names = [others.chu_tri]
        fresh = [name for name in dict.fromkeys(names) if fold(name) not in taken]
        taken |= {fold(name) for name in fresh}
        if not fresh:
            return None
        between = "; " if any("," in name for name in fresh) else ", "
        return self._setting.text(capitalised(between.join(fresh)))

    def _instead_of(self, cell: str, reach: Reach, role: Role) -> str | None:
        """Who acts instead of a name, `""` for nobody; `None` when the name stays."""
        own = fold(reach.unit.ten if reach.unit else reach.typed)
        for one in self._instead.get(own, ()):
            if (one.khi is None or _WHEN[one.khi] is role) and getattr(one, cell) is not None:
                return str(getattr(one, cell))
        others = self._setting.recipe.don_vi_khac
        if others is None or not (reach.unit or reach.kinds or reach.school or reach.open):
            return None
        return getattr(others, cell) or ""

    def _added(self) -> list[Entry]:
        """The recipe's own rows."""
        taken = set(self._setting.row_names)
        made = []
        for row in self._setting.recipe.nhiem_vu.them:
            typed: dict[str, str] = row.model_dump(exclude_none=True)
            ma = typed.pop("ma", None) or handle(row.chu, taken)
            made.append(Entry({name: self._setting.text(text) for name, text in typed.items()}))
            made[-1].values["ma"] = ma
        return made


def _parted(names: str) -> list[str]:
    """The names of a text of the recipe, one by one; an expression stays whole."""
    parts = [names] if "{" in names else re.split(r"[;,]", names)
    return [part.strip() for part in parts if part.strip()]
