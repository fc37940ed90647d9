"""The paragraphs of a child: the parent's, without what it asks of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vanban.drafting.derive import asked
from vanban.drafting.derive.duties import Duties, Organised
from vanban.drafting.derive.reports import Report
from vanban.drafting.derive.setting import Entry, Setting
from vanban.drafting.derive.texts import Typed
from vanban.drafting.derive.voice import Voice
from vanban.finding import Finding
from vanban.plan.concern import Concern, Role, holds_table
from vanban.plan.handles import handle
from vanban.plan.model import Khoi
from vanban.plan.phrases import Phrases

_RANK = {
    "phan": 0, "muc": 1, "tieu_muc": 2, "khoan": 2, "tieu_muc_con": 3, "khoan_con": 3,
}  # fmt: skip
_TITLES = ("phan", "muc", "tieu_muc", "tieu_muc_con")
_ITEMS = ("khoan", "khoan_con", "diem", "gach", "doan")
"""Kinds of paragraphs that another of the same kind may stand before."""
_TEXT = 4
"""The rank of what stands below any title."""


@dataclass(slots=True)
class Blocks:
    """The blocks of a child."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    asked: int | None = None
    """The rank of the title above that the recipe has a point for."""


class Body:
    """Makes the blocks of children of one parent."""

    def __init__(self, setting: Setting, voice: Voice) -> None:
        self._setting = setting
        self._voice = voice
        self._own = Phrases(setting.recipe.noi_dung.bo)
        self._duties = Duties(setting, voice)
        self._asides = {duty.first: duty for duty in setting.concerns.asides}
        self._organising = _heading(setting)

    def blocks(
        self,
        duties: Sequence[Concern],
        asides: Sequence[Concern],
        acting: set[str],
        *,
        has_rows: bool,
    ) -> Blocks:
        """The child's blocks for a unit with these concerns, one a duty, one an aside."""
        made = Blocks()
        taken = set(self._setting.block_names)
        organised = self._duties.organised(duties, acting, taken)
        made.findings += organised.findings
        concerns = dict(zip(self._asides, asides, strict=True))
        gone = set(self._duties.indexes)
        for at, block in enumerate(self._setting.plan.noi_dung):
            if at == self._organising:
                made.entries += self._added(taken)
            if at == self._duties.first:
                made.entries += organised.entries
            concern = concerns.get(at)
            if concern is not None and concern.role is Role.NONE:
                duty = self._asides[at]
                gone |= {*range(duty.first, duty.last)}
                made.findings.append(self._setting.of_others(at))
            if at in gone or not (has_rows or not is_task_table(block)):
                continue
            made.entries += self._kept(at, concern, made, taken)
            if at == self._organising:
                made.entries[-1].points += self._asked_of_the_order(organised)
        if self._organising is None:
            made.entries += self._added(taken)
        made.entries = self._without_empty_titles(made.entries)
        return made

    def _kept(self, at: int, concern: Concern | None, made: Blocks, taken: set[str]) -> list[Entry]:
        """What stands instead of a block that is none of the duties."""
        block = self._setting.plan.noi_dung[at]
        kind, text = block.typed()
        path = ("noi_dung", at)
        if kind not in _TITLES and text in self._own:
            made.findings.append(self._setting.own_task(text, path))
            return []
        said = text if holds_table(block) else self._voice.said(text, concern)
        points = self._setting.points("noi_dung", text)
        points += self._asked_of_title(kind, text, made)
        entry = Entry({kind: said, "ma": self._setting.block_names[at]}, points)
        if concern is not None and concern.role is Role.OPEN:
            points.append(asked.OPEN_PART.format(why=concern.why))
        if concern is not None and concern.role is Role.PARTNER:
            whose = self._asides[at].names[0].typed
            points.append(asked.SHARED.format(whose=whose, why=concern.why))
        is_report = kind in _ITEMS and self._duties.reports.is_due(text)
        if made.asked is None:
            self._voice.ask(entry, [said], reports=is_report)
        if is_report:
            return self._duties.reports.turned([Report(text, [entry])], kind, taken)
        return [entry]

    def _asked_of_title(self, kind: str, text: str, made: Blocks) -> list[Typed]:
        """What the recipe asks of a title; in the part below it nothing is asked again."""
        if made.asked is not None and kind in _TITLES and _rank(kind) <= made.asked:
            made.asked = None
        if made.asked is not None or kind not in _TITLES:
            return []
        points = self._setting.points("tieu_de", text)
        made.asked = _rank(kind) if points else None
        return points

    def _asked_of_the_order(self, organised: Organised) -> list[Typed]:
        return [*self._setting.points("to_chuc"), *organised.points]

    def _added(self, taken: set[str]) -> list[Entry]:
        """The recipe's own blocks."""
        made = []
        for block in self._setting.recipe.noi_dung.them:
            kind, text = block.typed()
            ma = block.ma or handle(text, taken)
            made.append(Entry({kind: self._setting.text(text), "ma": ma}))
        return made

    def _without_empty_titles(self, entries: list[Entry]) -> list[Entry]:
        """The entries without the titles whose paragraphs are all gone."""
        blocks = self._setting.plan.noi_dung
        bare = {
            name
            for name, block, below in zip(
                self._setting.block_names, blocks, [*blocks[1:], None], strict=True
            )
            if below is None or _rank(below.loai) <= _rank(block.loai)
        }
        kept: list[Entry] = []
        lowest = -1  # the rank of the block behind
        for entry in reversed(entries):
            kind = next(iter(entry.values))
            is_empty = kind in _TITLES and lowest <= _rank(kind)
            if is_empty and entry.values["ma"] not in bare:
                continue
            lowest = _rank(kind)
            kept.append(entry)
        return kept[::-1]


def _rank(kind: str) -> int:
    return _RANK.get(kind, _TEXT)


def is_task_table(block: Khoi | Mapping[str, object]) -> bool:
    """Whether the task table stands at a block of the parent, or of the child."""
    table = block.bang if isinstance(block, Khoi) else block.get("bang")
    return isinstance(table, str) and table.strip() == "nhiem_vu"


def _heading(setting: Setting) -> int | None:
    """The index of the title of the part that says who does what, `None` when there is none."""
    duties = setting.concerns.duties
    if not duties:
        return None
    blocks = setting.plan.noi_dung
    above = (at for at in range(duties[0].first, -1, -1) if blocks[at].loai in ("muc", "phan"))
    return next(above, None)
