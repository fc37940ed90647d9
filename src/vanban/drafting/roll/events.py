"""Events that do not come again every year: elections, congresses, anniversaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.reading import YEAR, Said, soft
from vanban.drafting.roll.scene import Scene
from vanban.drafting.roll.step import Step
from vanban.messages import _
from vanban.tables import table

_REACH = re.compile(r"[^.;:,“”()\n]{0,160}(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
"""Up to the last year in the clause that names an event."""

_BRACKET = re.compile(r"[^.;:“”()\n]{0,60}\([^.;()\n]{0,40}(?:19|20)[0-9]{2}\)")
"""Up to the years, in brackets, between which an event counts."""

_CLAUSE = re.compile(r"[^.;:,“”()\n]{0,40}(?!\w)")
"""What still tells which event it is."""

_RUN = re.compile(r"(?:19|20)[0-9]{2}\s?[-–]\s?(?:19|20)[0-9]{2}")
_COUNT = re.compile(r"(?<![0-9/])[0-9]{1,3}(?= năm(?!\w))")
_ORDINAL = re.compile(r"[^.;:,“”()\n]{0,60}?\blần thứ\s\w{1,8}")


class _Event(NamedTuple):
    """A kind of event: its pattern, what to ask, whether the years it counts grow."""

    pattern: re.Pattern[str]
    why: str
    counts: bool


@cache
def _kinds() -> tuple[_Event, ...]:
    """The events of the table, as patterns of a soft text."""
    return tuple(
        _Event(
            re.compile(rf"(?<!\w)(?:{soft(one['mau'])})(?!\w)"),
            _("{event}: còn cần cho năm mới không", event=one["vi_sao"]),
            one.get("dem", False),
        )
        for one in table("viec-mot-nam")["viec"]
    )


def why(soft_text: str) -> str | None:
    """What to ask about a text that names such an event; `None` when it names none."""
    return next((kind.why for kind in _kinds() if kind.pattern.search(soft_text)), None)


def events(text: Said, scene: Scene) -> Iterator[Claim]:
    """The events of a text, each with the year and the number it is named with: all to decide."""
    found = ((one.span(), kind) for kind in _kinds() for one in kind.pattern.finditer(text.soft))
    for (start, end), kind in sorted(found, key=lambda one: one[0]):
        for behind in (_ORDINAL, _REACH, _BRACKET):
            if more := behind.match(text.soft, end):
                end = more.end()
        proposal = _moved(text.text[start:end], scene.step) if kind.counts else None
        clause = _CLAUSE.match(text.soft, end)
        name = text.text[start : clause.end() if clause else end]
        yield Claim(start, end, Kind.EVENT, Fate.OPEN, kind.why, proposal=proposal, name=name)


def _moved(words: str, step: Step) -> str | None:
    """A counted event a step later, the years of the plan in it moved."""
    if _RUN.search(words):
        return None
    moved = YEAR.sub(lambda year: str(int(year[0]) + step.by * _is_own(year[0], step)), words)
    return _COUNT.sub(lambda count: str(int(count[0]) + step.by), moved)


def _is_own(year: str, step: Step) -> bool:
    """Whether a year is the plan's."""
    return step.offset(int(year)) == 0
