"""Who does what in a child: the parent's duties for the unit, shared out among its own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from vanban.drafting.derive import asked
from vanban.drafting.derive.reports import Report, Reports
from vanban.drafting.derive.setting import Entry, Setting
from vanban.drafting.derive.texts import Typed, capitalised, without_expressions
from vanban.drafting.derive.voice import Voice
from vanban.finding import Finding
from vanban.language.unicode import fold
from vanban.plan.concern import BELOW, Concern, Duty, Role
from vanban.plan.handles import handle
from vanban.plan.phrases import Phrases
from vanban.plan.recipe import BoPhan


@dataclass(slots=True)
class Organised:
    """The part of a child that says who does what; `points` stand at its title."""

    entries: list[Entry] = field(default_factory=list)
    points: list[Typed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Charge:
    """One thing to do: the indexes of its blocks, the first of which carries it, and its text."""

    blocks: range
    text: str
    whose: frozenset[str]
    is_report: bool = False


class Duties:
    """Makes the part that says who does what, for children of one parent."""

    def __init__(self, setting: Setting, voice: Voice) -> None:
        self._setting = setting
        self._voice = voice
        self.reports = Reports(setting)
        self._advice = Phrases(setting.recipe.noi_dung.hoi)
        self._own = Phrases(setting.recipe.noi_dung.bo)
        self._takes = [Phrases(one.nhan) for one in setting.recipe.to_chuc]
        self._of = [setting.concerns.full_names(one.cua) for one in setting.recipe.to_chuc]
        duties = setting.concerns.duties
        self.first = duties[0].first if duties else None
        """The index of the first block of the parent that this part stands instead of."""
        self.indexes = {at for duty in duties for at in range(duty.first, duty.last)}
        """The indexes of all of them."""

    def organised(
        self, concerns: Sequence[Concern], acting: set[str], taken: set[str]
    ) -> Organised:
        """The part for a unit with these concerns, one a duty.

        `acting`: folded names of those in its task table; `taken`: the names (`ma`) already given.
        """
        made = Organised()
        shares: list[list[Entry]] = [[] for _one in self._setting.recipe.to_chuc]
        reports: list[Report] = []
        for charge, concern in self._charges(concerns, made):
            if self.reports.is_one(charge.text):
                reports.append(self._report(charge))
            elif charge.text in self._advice:
                made.points.append(asked.ADVICE.format(text=_on_one_line(charge.text)))
            elif charge.text in self._own:
                path = ("noi_dung", charge.blocks[0])
                made.findings.append(self._setting.own_task(charge.text, path))
            else:
                entries = list(self._entries(charge, concern))
                if shares:
                    shares[self._share(charge)] += entries
                else:
                    made.entries += entries
        for one, share in zip(self._setting.recipe.to_chuc, shares, strict=True):
            made.entries += self._part(one, share, acting, taken)
        if reports and self._setting.recipe.bao_cao:
            made.entries.append(self._title(self._setting.recipe.bao_cao.ten, taken))
            made.entries += self.reports.turned(reports, "gach", taken)
        return made

    def _charges(
        self, concerns: Sequence[Concern], made: Organised
    ) -> Iterator[tuple[_Charge, Concern]]:
        """What the parent asks of the unit, thing by thing; what it asks of others is noted."""
        named = frozenset().union(*self._of)
        for duty, concern in zip(self._setting.concerns.duties, concerns, strict=True):
            whose = frozenset(fold(one.unit.ten) for one in duty.names if one.unit)
            if concern.role in (Role.NONE, Role.PARTNER) and whose.isdisjoint(named):
                made.findings.append(self._setting.of_others(duty.first))
                if concern.at is not None:
                    text = _on_one_line(self._setting.plan.noi_dung[concern.at].chu)
                    whom = duty.names[0].typed
                    made.points.append(asked.MENTIONED.format(whose=whom, text=text))
                continue
            yield from ((charge, concern) for charge in self._split(duty, whose))

    def _split(self, duty: Duty, whose: frozenset[str]) -> Iterator[_Charge]:
        """A duty thing by thing: a paragraph with the smaller ones under it."""
        blocks = self._setting.plan.noi_dung
        start = duty.first + (blocks[duty.first].loai == "tieu_muc")
        while start < duty.last:
            end = start + 1
            while end < duty.last and self._belongs(start, end):
                end += 1
            yield _Charge(range(start, end), self._text(duty, start), whose)
            start = end

    def _belongs(self, start: int, at: int) -> bool:
        """Whether a block continues the paragraph at `start`: below it, or in a list behind `:`."""
        first, block = self._setting.plan.noi_dung[start], self._setting.plan.noi_dung[at]
        if block.bang or block.loai in BELOW.get(first.loai, ()):
            return True
        before = self._setting.plan.noi_dung[at - 1]
        goes_on = at == start + 1 or before.chu.rstrip().endswith((";", ","))
        is_listed = first.chu.rstrip().endswith(":") and before.loai == block.loai == first.loai
        return is_listed and goes_on and not self.reports.is_one(block.chu)

    def _text(self, duty: Duty, at: int) -> str:
        """A paragraph's own words: behind `Giao Văn phòng Sở` what it has to do."""
        text = self._setting.plan.noi_dung[at].chu.rstrip(" ;,")
        return capitalised(text[duty.end :].lstrip(" ,:")) if at == duty.first else text

    def _entries(self, charge: _Charge, concern: Concern) -> Iterator[Entry]:
        blocks = self._setting.plan.noi_dung
        for at in charge.blocks:
            text = charge.text if at == charge.blocks[0] else blocks[at].chu
            kind = "gach" if at == charge.blocks[0] else "gach_con"
            kind = "bang" if blocks[at].bang else kind
            values: dict[str, Typed | None] = {kind: self._setting.wording(text)}
            values["ma"] = self._setting.block_names[at]
            entry = Entry(values, self._setting.points("to_chuc", blocks[at].chu))
            if concern.role is Role.OPEN:
                entry.points.append(asked.OPEN_PART.format(why=concern.why))
            self._voice.ask(entry, [values[kind]], reports=charge.is_report)
            yield entry

    def _report(self, charge: _Charge) -> Report:
        """A duty to report, with what stands below it."""
        entries = list(self._entries(replace(charge, is_report=True), Concern(Role.LEAD)))
        if charge.text in self._advice:
            entries[0].points.append(asked.ALSO_ADVICE)
        return Report(charge.text, entries)

    def _share(self, charge: _Charge) -> int:
        """The index of the one in `to_chuc` who takes a charge: the first, if nobody else."""
        for at, names in enumerate(self._of):
            if not names.isdisjoint(charge.whose):
                return at
        return next((at for at, sought in enumerate(self._takes) if charge.text in sought), 0)

    def _part(
        self, one: BoPhan, share: list[Entry], acting: set[str], taken: set[str]
    ) -> list[Entry]:
        """The part of one of the unit's people: title and duties; nothing when there is none."""
        if not share and not (one.loi and any(_same(name, one.ten) for name in acting)):
            return []
        title = self._title(one.ten, taken)
        if not share:
            share = [Entry({"lien": self._setting.text(one.loi or "")})]
            share[0].values["ma"] = handle(f"viec {without_expressions(one.ten)}", taken)
        return [title, *share]

    def _title(self, name: str, taken: set[str]) -> Entry:
        ma = handle(without_expressions(name), taken)
        return Entry({"tieu_muc": self._setting.text(name), "ma": ma})


def _same(name: str, title: str) -> bool:
    """Whether a name of the table is one of those in a title: `Tổ Văn phòng`, `các đoàn thể`."""
    return name.removeprefix("các ") in fold(title)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
