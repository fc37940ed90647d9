"""What no finder has understood: weekdays away from their dates, and years of every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.drafting.roll import weekdays
from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.moments import FAR
from vanban.drafting.roll.reading import YEAR, Said
from vanban.drafting.roll.scene import Scene
from vanban.language.moment import Unit, pieces
from vanban.language.unicode import fold
from vanban.messages import _


def loose_weekdays(text: Said, scene: Scene) -> Iterator[Claim]:  # noqa: ARG001
    """Weekdays that stand beside no date, on a line that names a day: another in the new year."""
    head = text.soft.partition("\n")[0]
    if text.path[-1] == "bang" and (at := weekdays.column(head)) is not None:
        start = len("|".join(head.split("|")[:at])) + bool(at)
        start = text.soft.index("thứ", start)
        why = _("cột thứ trong tuần: tính lại theo cột ngày")
        yield Claim(start, start + 3, Kind.TIME, Fate.OPEN, why)
    for start, end in weekdays.once(text.soft, text.text):
        line = text.plain[text.plain.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        if any(piece.unit is Unit.DAY for piece in pieces(line)):
            yield Claim(
                start,
                end,
                Kind.TIME,
                Fate.OPEN,
                _("thứ trong tuần đứng rời ngày: xem lại theo ngày mới"),
            )


_MAYBE = re.compile(rf"(?:{YEAR.pattern}/)?{YEAR.pattern}")
_SHORT = re.compile(r"(?<![\w/])(?:T|Q|HK)\.?\s?[0-9]{1,2}/$")
"""`T9/2026`, `Q1/2026`: a month, a quarter, a term."""


def years(text: Said, scene: Scene) -> Iterator[Claim]:
    """Years that nothing above understood: none is left unmentioned."""
    for year in _MAYBE.finditer(text.plain):
        offset = scene.step.offset(int(year.group()[-4:]))
        if abs(offset) <= 1 and _SHORT.search(text.plain, 0, year.start()):
            new = str(int(year.group()[-4:]) + scene.step.by)
            change = (*year.span(), new)
            yield Claim(*year.span(), Kind.TIME, Fate.SHIFTED, _("thời hạn"), (change,))
            continue
        if abs(offset) >= FAR:
            why = _("mốc cố định, xa {old}", old=scene.step.old)
            yield Claim(*year.span(), Kind.YEAR, Fate.KEPT, why)
            continue
        around = " ".join(text.text[max(year.start() - 24, 0) : year.end() + 12].split())
        yield Claim(
            *year.span(),
            Kind.YEAR,
            Fate.OPEN,
            _("không rõ số này là gì"),
            key=f"{Kind.YEAR}:{fold(around)}",
            name=around,
        )
