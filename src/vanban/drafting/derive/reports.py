"""Duties to report, turned round: the unit's people report first, some working days before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vanban.drafting.derive import asked
from vanban.drafting.derive.setting import Entry, Setting
from vanban.drafting.derive.texts import uncapitalised, without_expressions
from vanban.language.calendar import working_days_before
from vanban.language.dates import PartialDate
from vanban.language.unicode import fold
from vanban.plan.handles import handle
from vanban.plan.model import KeHoach
from vanban.plan.phrases import Phrases
from vanban.plan.recipe import Chang

_DAY = r"(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?:(?:/|\s+năm\s+)(?P<year>\d{4}))?"
_ENDS = r"(?![/\d])(?!\s+(?:hằng|hàng|mỗi))"
_DUE = re.compile(
    r"(?:(?P<what>báo cáo(?:\s+(?!(?:về|gửi|cho|đến|theo)\s)[^\s,;:().]+){0,5}?)\s+)?"
    r"(?:trước|chậm nhất(?:\s+là)?|muộn nhất(?:\s+là)?|hạn chót(?:\s+là)?)\s+"
    r"(?:\d{1,2}\s?(?:h|g|giờ)\s?(?:\d{2})?(?:\s?phút)?,?\s+)?(?:ngày\s+)?" + _DAY + _ENDS,
    re.IGNORECASE,
)
_ALSO = re.compile(r"\s*(?:,|và)\s+(?:ngày\s+)?" + _DAY + _ENDS)
"""A further day behind one: `trước ngày 20/6 và 20/12`."""
_CLAUSE = re.compile(r"[^;\n]+?(?:[;\n]|\.(?=\s|$)|$)")

_AUGUST = 8
"""The month a school year's first half begins with."""


@dataclass(frozen=True, slots=True)
class Report:
    """A duty to report: the parent's words, and its entries in the child."""

    text: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Due:
    """One day a report is due before; `what` it is called, if its sentence says so."""

    what: str
    day: date


class Reports:
    """Turns the duties to report of one parent round."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._recipe = setting.recipe.bao_cao
        self._sought = Phrases(self._recipe.nhan_ra if self._recipe else ())

    def is_one(self, text: str) -> bool:
        """Whether a duty is one to report."""
        return text in self._sought

    def is_due(self, text: str) -> bool:
        """Whether it is one to report before some day."""
        return self.is_one(text) and any(dues(text, self._setting.plan))

    def turned(self, reports: list[Report], kind: str, taken: set[str]) -> list[Entry]:
        """Duties to report, the stages inside the unit before them, as blocks of one kind.

        Each stage stands once for all of them. A recipe that reports elsewhere leaves the duties
        themselves to points.
        """
        due = _together([*dues(report.text, self._setting.plan)] for report in reports)
        chosen = self._recipe.chang if self._recipe else ()
        stages = [self._stage(kind, stage, due, taken) for stage in chosen]
        if self._recipe is None or self._recipe.giu == "true" or not stages:
            for report in reports if stages and due else ():
                if not any(dues(report.text, self._setting.plan)):
                    report.entries[0].points.append(asked.NO_DAY)
            same = {_words(report.entries): report.entries for report in reports}
            return [*stages, *(entry for entries in same.values() for entry in entries)]
        for text in dict.fromkeys(" ".join(report.text.split()) for report in reports):
            stages[-1].points.append(asked.OWN_REPORT.format(text=text))
        return stages

    def _stage(self, kind: str, stage: Chang, due: list[Due], taken: set[str]) -> Entry:
        days = int(stage.som_hon)
        terms = ", ".join(
            f"{uncapitalised(one.what)} trước ngày "
            f"{_typed(working_days_before(one.day, days))}".lstrip()
            for one in due
        )
        entry = Entry({kind: self._setting.text(stage.loi, more={"cac_ky": terms})})
        entry.values["ma"] = handle(without_expressions(stage.loi), taken)
        if not due:
            entry.points.append(asked.NO_DAY)
        return entry


def dues(text: str, plan: KeHoach) -> Iterator[Due]:
    """The days before which a sentence wants reports, each once; without a year in the plan's.

    Where a clause of it speaks of reports, days in the others are for something else.
    """
    clauses = [found[0] for found in _CLAUSE.finditer(text)]
    about = [clause for clause in clauses if "báo cáo" in clause.lower()]
    found = [due for clause in about for due in _days(clause, plan)]
    yield from dict.fromkeys(found or (due for clause in clauses for due in _days(clause, plan)))


def _days(clause: str, plan: KeHoach) -> Iterator[Due]:
    for found in _DUE.finditer(clause):
        what, one = " ".join((found["what"] or "").split()), found
        while one:
            if day := _day(one, plan):
                yield Due(what, day)
            further = _ALSO.match(clause, one.end())
            if further is None:
                break
            one = further


def _day(found: re.Match[str], plan: KeHoach) -> date | None:
    month = int(found["month"])
    spring = plan.school_year is not None and month < _AUGUST
    try:
        return date(int(found["year"] or plan.year + spring), month, int(found["day"]))
    except ValueError:
        return None


def _together(reports: Iterable[list[Due]]) -> list[Due]:
    """What several duties want, each report once: of one asked for twice the earlier day.

    A duty may ask for the same more than once (`trước ngày 20/6 và 20/12`): that stays apart.
    """
    first: dict[tuple[str, object], Due] = {}
    for asked_for in reports:
        seen: Counter[str] = Counter()
        for due in asked_for:
            what = fold(due.what)
            key = (what, seen[what] if what else due.day)
            seen[what] += 1
            if key not in first or due.day < first[key].day:
                first[key] = due
    return list(first.values())


def _words(entries: Iterable[Entry]) -> str:
    """What entries say, to know those that say the same."""
    return repr([{**entry.values, "ma": ""} for entry in entries])


def _typed(day: date) -> str:
    return str(PartialDate(day.day, day.month, day.year))
