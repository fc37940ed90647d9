"""Periods and fixed points in time: `giai đoạn 2026 - 2030`, `từ năm học …`, `đến năm 2030`.

They stay when a plan is rolled; one that is over before the new year is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.reading import YEAR, Said
from vanban.drafting.roll.scene import Scene
from vanban.drafting.roll.step import Step
from vanban.messages import _

_B = r"[^\S\n]{1,3}"
_TO = r"\s{0,3}(?:-|đến|tới)\s{0,3}"
_Y = r"(?:19|20)[0-9]{2}"
_FREE = r"(?<![\w/.-])"
_END = r"(?![0-9]|[/.][0-9])"
_OF_RUN = rf"(?:giai đoạn|nhiệm k[ỳì]|thời k[ỳì]|chu k[ỳì]|trung hạn|khoá|[0-9]{{1,2}}{_B}năm)"
_RUN = rf"(?P<first>{_Y}){_TO}(?:hết{_B})?(?:năm{_B})?(?P<last>{_Y})"

_SCHOOL = rf"{_Y}\s{{0,3}}-\s{{0,3}}"
_TO_SCHOOL = rf"{_TO}(?:hết{_B})?năm{_B}học{_B}{_SCHOOL}(?P<last>{_Y})"
_FORMS = (
    ("run", rf"{_OF_RUN}{_B}\(?(?:từ{_B})?(?:năm{_B})?{_RUN}"),
    ("run", rf"(?:kể{_B})?từ{_B}năm{_B}{_RUN}"),
    ("run", rf"(?:kể{_B})?từ{_B}năm{_B}học{_B}(?P<first>{_Y})\s{{0,3}}-\s{{0,3}}{_Y}{_TO_SCHOOL}"),
    ("start", rf"(?:kể{_B})?từ{_B}năm{_B}(?:học{_B}{_SCHOOL})?(?P<first>{_Y})"),
    ("until", rf"tầm nhìn(?:{_B}đến)?(?:{_B}năm)?{_B}(?P<last>{_Y})"),
    ("until", rf"định hướng{_B}đến(?:{_B}năm)?{_B}(?P<last>{_Y})"),
    ("until", rf"(?:đến|tới){_B}năm{_B}(?:học{_B}{_SCHOOL})?(?P<last>{_Y})"),
    ("bare", rf"(?P<first>{_Y})\s{{0,3}}-\s{{0,3}}(?P<last>{_Y})"),
)
_PERIODS = [(form, re.compile(_FREE + pattern + _END)) for form, pattern in _FORMS]


BIRTH = re.compile(
    r"(?:^|[(,;:]|(?<!\w)(?:trẻ|em|cháu|sinh|người|thanh niên|nam|nữ))\s?sinh\s(?:từ\s|trong\s)?$"
)
"""What stands before the year in which somebody was born; `tuyển sinh năm 2026` is no birth."""


def why_born() -> str:
    """Why the year of a birth is asked."""
    return _("năm sinh: tuổi tính theo năm của kế hoạch")


@dataclass(frozen=True, slots=True)
class Period:
    """A period at `start:end` of a text; `first` and `last` are years, `None` where it is open."""

    start: int
    end: int
    first: int | None
    last: int | None

    def is_over(self, step: Step) -> bool:
        """Whether it ends before the new plan's year."""
        return self.last is not None and self.last < step.new_first


def find(text: str) -> list[Period]:
    """The periods in a `soft` text, in order."""
    found: list[Period] = []
    for form, pattern in _PERIODS:
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            years = match.groupdict()
            first = int(years["first"]) if years.get("first") else None
            last = int(years["last"]) if years.get("last") else None
            if form == "bare" and (last or 0) - (first or 0) <= 1:
                continue  # a school year
            found.append(Period(match.start(), match.end(), first, last))
    return sorted(found, key=lambda one: one.start)


def periods(text: Said, scene: Scene) -> Iterator[Claim]:
    """The periods of a text: kept, or to decide when they are over."""
    step = scene.step
    for one in find(text.soft):
        if one.first and BIRTH.search(text.soft, 0, one.start):
            moved = YEAR.sub(
                lambda year: str(int(year[0]) + step.by), text.text[one.start : one.end]
            )
            yield Claim(one.start, one.end, Kind.PERIOD, Fate.OPEN, why_born(), proposal=moved)
            continue
        if not one.is_over(step):
            yield Claim(one.start, one.end, Kind.PERIOD, Fate.KEPT, _why_kept(one))
            continue
        near = one.first is None and step.offset(one.last or 0) == 0
        proposal = _moved(text, one, step) if near else None
        yield Claim(
            one.start,
            one.end,
            Kind.PERIOD,
            Fate.OPEN,
            _("đã hết trước {new}: còn áp dụng không", new=step.new),
            proposal=proposal,
        )


def _why_kept(period: Period) -> str:
    if period.last is None:
        return _("mốc bắt đầu")
    if period.first is None:
        return _("mốc phải đạt")
    return _("giai đoạn, nhiệm kỳ")


def _moved(text: Said, period: Period, step: Step) -> str:
    """The words of a period with its last year moved."""
    words = text.text[period.start : period.end]
    year = str(period.last)
    at = words.rindex(year)
    return f"{words[:at]}{int(year) + step.by}{words[at + len(year) :]}"
