"""The plan of all units with the same concerns, their own words still blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vanban.drafting.derive import asked, parent
from vanban.drafting.derive.blocks import Body, is_task_table
from vanban.drafting.derive.rows import Table
from vanban.drafting.derive.setting import Entry, Point, Setting, points_of, tree
from vanban.drafting.derive.texts import Typed, joined
from vanban.drafting.derive.voice import Voice
from vanban.finding import Finding, Level
from vanban.messages import _
from vanban.plan.concern import Concern, Role, holds_table
from vanban.plan.handles import handles
from vanban.plan.marks import note_marks
from vanban.plan.model import CELLS, ChiTieu, CoQuan, Khoi
from vanban.plan.phrases import Phrases
from vanban.plan.source import Path

LAST_BASIS: Path = ("can_cu", -1)
"""The path of the last basis, while nobody knows how many there are."""


@dataclass(slots=True)
class Cast:
    """A plan with blanks, its points and findings, and the schools it names, by path."""

    values: dict[str, Any]
    points: list[Point] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    schools: list[tuple[Path, dict[str, frozenset[str]]]] = field(default_factory=list)


class Casting:
    """Makes casts of one parent."""

    def __init__(self, setting: Setting, base: CoQuan) -> None:
        """`base`: the profile the children are issued under."""
        self._setting = setting
        self._base = base
        self._voice = Voice(setting, base)
        self._table = Table(setting, self._voice)
        self._body = Body(setting, self._voice)

    def cast(self, rows: list[Concern], duties: list[Concern], asides: list[Concern]) -> Cast:
        """The plan of a unit with these concerns: one a row, one a duty, one an aside."""
        setting, plan, recipe = self._setting, self._setting.plan, self._setting.recipe
        table = self._table.rows(rows)
        body = self._body.blocks(duties, asides, table.acting, has_rows=bool(table.entries))
        title = setting.text(recipe.trich_yeu) if recipe.trich_yeu else self._said(plan.trich_yeu)
        cast = Cast({"loai": plan.loai})
        cast.values |= {"nam": str(plan.nam)} if plan.nam_hoc is None else {"nam_hoc": plan.nam_hoc}
        cast.values |= {"co_quan": recipe.co_quan or plan.co_quan, "don_vi": "", "so": None}
        cast.values |= {"ngay": None, "trich_yeu": title, "can_cu": self._bases(cast)}
        cast.values["mo_dau"] = self._opening()
        cast.values["noi_dung"] = tree(body.entries)
        cast.values["ket_thuc"] = self._closing()
        if table.entries:
            cast.values["nhiem_vu"] = tree(table.entries)
        cast.values |= self._kept_as_is(has_rows=bool(table.entries))
        cast.values["noi_nhan"] = [setting.text(one) for one in recipe.noi_nhan]
        if recipe.luu:
            cast.values["luu"] = setting.text(recipe.luu)
        cast.values["chu_thich"] = self._notes(cast.values)
        cast.values["nguoi_ky"] = {}
        cast.values["nguon"] = setting.origin.model_dump(exclude_none=True, exclude={"goc"})
        cast.values = {
            name: value
            for name, value in cast.values.items()
            if value not in ("", [], {}) or name in ("don_vi", "noi_dung", "nguoi_ky")
        }
        self._introduce_short_name(cast.values)
        self._ask_of_parts(cast)
        for part, entries in (("noi_dung", body.entries), ("nhiem_vu", table.entries)):
            cast.points += points_of(entries, (part,))
            cast.schools += [((part, at), one.schools) for at, one in enumerate(entries)]
        cast.findings += [*body.findings, *table.findings]
        if all(concern.role is Role.NONE for concern in (*rows, *duties, *asides)):
            message = _("Kế hoạch cấp trên không giao việc nào cho đơn vị này")
            cast.findings.append(
                Finding("L123", Level.CANH_BAO, message, setting.place(("noi_dung",)))
            )
        if not setting.concerns.duties:
            cast.points.append((("noi_dung",), asked.NO_DUTIES))
        return cast

    def _said(self, text: str | None) -> Typed:
        return self._setting.wording(text) if text else ""

    def _bases(self, cast: Cast) -> list[Typed]:
        """The parent's bases, the recipe's, and the parent itself as the last one."""
        setting, recipe = self._setting, self._setting.recipe
        unwanted = Phrases(recipe.can_cu.bo)
        bases: list[Typed] = []
        for at, text in enumerate((*setting.plan.can_cu, setting.opening.bases or "")):
            if text in unwanted:
                path = ("can_cu", at) if at < len(setting.plan.can_cu) else ("mo_dau",)
                message = _("Bỏ căn cứ: “{text}”", text=" ".join(text.split())[:120])
                cast.findings.append(setting.dropped("L122", message, path))
            elif text:
                bases.append(text.rstrip(" .;,"))
        bases += [setting.text(text) for text in recipe.can_cu.them]
        if not parent.is_issued(setting.plan):
            cast.points.append((LAST_BASIS, asked.NUMBER))
        return [*bases, f"Thực hiện {setting.facts['vien_dan']}"]

    def _introduce_short_name(self, values: dict[str, Any]) -> None:
        """Let the last basis say the issuer's short name, if the child uses it further down."""
        setting, opening = self._setting, self._setting.opening
        below = _texts({name: value for name, value in values.items() if name != "can_cu"})
        used = re.compile(rf"(?<!\w){re.escape(opening.abbreviation)}(?!\w)")
        if opening.short and any(map(used.search, below)):
            cited = parent.cited(setting.plan, setting.body, opening.short)
            values["can_cu"][-1] = f"Thực hiện {cited}"

    def _opening(self) -> Typed:
        setting = self._setting
        if setting.recipe.mo_dau:
            return setting.text(setting.recipe.mo_dau)
        return joined(setting.text("{{ don_vi.ten }}"), " ", setting.wording(setting.opening.rest))

    def _closing(self) -> Typed:
        recipe = self._setting.recipe
        if recipe.ket_thuc:
            return self._setting.text(recipe.ket_thuc)
        return self._said(self._setting.plan.ket_thuc)

    def _kept_as_is(self, *, has_rows: bool) -> dict[str, Any]:
        """Indicators, footnotes that are still referred to, columns, appendices."""
        plan = self._setting.plan
        kept: dict[str, Any] = {
            "muc_tieu": [self._indicator(row) for row in plan.muc_tieu],
            "chu_thich": plan.chu_thich,
            "cot": self._columns(),
            "phu_luc": [],
        }
        every = self._setting.recipe.phu_luc == "giu"
        kept["phu_luc"] = [
            {
                "ten": self._said(one.ten),
                **({"huong": one.huong} if one.huong != "doc" else {}),
                "noi_dung": self._appendix(one.noi_dung, has_rows=has_rows),
            }
            for one in plan.phu_luc
            if every or any(map(holds_table, one.noi_dung))
        ]
        return kept

    def _notes(self, values: dict[str, Any]) -> dict[str, Typed]:
        """The footnotes whose marks still stand somewhere."""
        texts = _texts({name: value for name, value in values.items() if name != "chu_thich"})
        used = {name for text in texts for name, _start, _end in note_marks(text)}
        notes = self._setting.plan.chu_thich
        return {name: self._said(text) for name, text in notes.items() if name in used}

    def _indicator(self, row: ChiTieu) -> dict[str, Typed]:
        typed = row.model_dump(exclude_none=True)
        return {name: text if name == "ma" else self._said(text) for name, text in typed.items()}

    def _columns(self) -> dict[str, str]:
        """The columns of the child's table, where those of its profile do not do."""
        plan = self._setting.plan
        above = plan.cot or self._setting.body.cot
        own = self._base.cot.in_order() if self._base.cot else {}
        cells = {cell for row in plan.nhiem_vu for cell in CELLS if getattr(row, cell) is not None}
        if above is None or (plan.cot is None and cells <= set(own)):
            return {}
        return {name: own.get(name, heading) for name, heading in above.in_order().items()}

    def _appendix(self, blocks: list[Khoi], *, has_rows: bool) -> list[dict[str, Typed]]:
        return [
            {block.loai: self._said(block.chu), "ma": name}
            for block, name in zip(blocks, handles(blocks), strict=True)
            if has_rows or not is_task_table(block)
        ]

    def _ask_of_parts(self, cast: Cast) -> None:
        """What is asked of whole parts: by the recipe, and of what stands as the superior wrote it.

        A part that the child does not have asks nothing.
        """
        setting, values = self._setting, cast.values
        for part in ("dau", *values):
            path: Path = () if part == "dau" else (part,)
            cast.points += [(path, text) for text in setting.points(part)]
        for part in ("trich_yeu", "mo_dau"):
            self._ask(cast, (part,), values.get(part))
        for at, text in enumerate(values.get("can_cu", [])[:-1]):
            self._ask(cast, ("can_cu", at), text)
        if values.get("muc_tieu"):
            cast.points.append((("muc_tieu",), asked.INDICATORS))
        for at, one in enumerate(values.get("phu_luc", [])):
            if not all(is_task_table(block) for block in one["noi_dung"]):
                cast.points.append((("phu_luc", at), asked.APPENDIX))

    def _ask(self, cast: Cast, path: Path, text: Typed | None) -> None:
        """Leave points at a text that still speaks as the superior does."""
        entry = Entry({})
        self._voice.ask(entry, [text])
        cast.points += [(path, point) for point in entry.points]
        cast.schools.append((path, entry.schools))


def _texts(values: Any) -> Iterator[str]:
    """The settled pieces of all texts of a tree."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict | list | tuple):
        for value in values.values() if isinstance(values, dict) else values:
            yield from _texts(value)
