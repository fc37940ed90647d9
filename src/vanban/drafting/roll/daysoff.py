"""Moments whose new day is one on which nobody works, and the days proposed instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from vanban.drafting.roll.dates import (
    FROM,
    Moment,
    composed,
    days,
    is_range,
    moved_days,
    rewritten,
)
from vanban.drafting.roll.scene import Scene
from vanban.drafting.roll.step import Step
from vanban.language.calendar import WEEKDAYS, day_off, working_day_from, working_days_before
from vanban.language.moment import Piece

_BY = re.compile(r"(?<!\w)(?:trước|đến|tới|hết|nhất|chót)(?!\w)")
"""What makes a day one by which something is done."""

LONG_RANGE = 14
"""Of a range of more days only the last one is looked up in the calendar."""

_CELEBRATED = re.compile(r"(?:kỷ niệm|chào mừng|nhân dịp|hưởng ứng|lễ)(?!\w)[^.;\n]{0,40}$")


def off(one: Moment, scene: Scene) -> dict[date, str]:
    """The new days of a moment on which nobody works, and why not."""
    moved = moved_days(one, scene.step)
    looked_up = _looked_up(one, moved)
    scene.looked_up.update(day.year for day in looked_up)
    found = {day: why for day in looked_up if (why := day_off(day))}
    if not _BY.search(one.words.lower()):
        old = {day_off(day) for day in days(one, scene.step).values()} - set(WEEKDAYS)
        found = {day: why for day, why in found.items() if why not in old}  # the feast itself
    return found


def _looked_up(one: Moment, moved: Mapping[Piece, date]) -> list[date]:
    """The new days of a moment that somebody has to work on."""
    if _CELEBRATED.search(one.text.soft, max(one.start - 60, 0), one.start):
        return []
    typed = any(piece.year for piece in moved) or one.is_deadline
    found = [piece for piece in moved if typed or piece in one.weekdays]
    if len(found) == 1 and _starts(one, found[0]):
        return []  # since then, whether somebody works that day or not
    if len(found) == 2 and is_range(one, *found):
        first, last = (moved[piece] for piece in found)
        return [last] if (last - first).days > LONG_RANGE else [first, last]
    return [moved[piece] for piece in found]


def _starts(one: Moment, piece: Piece) -> bool:
    """Whether something begins on this day."""
    return bool(FROM.search(one.text.soft, 0, piece.start))


def proposed(one: Moment, step: Step, off: Mapping[date, str]) -> str | None:
    """The moment on other days; `None` where these cannot be typed, or would change places.

    What begins on a day off begins on the working day behind it, all else ends on the one before.
    What was on a day off by its weekday stays on that weekday.
    """
    known, moved = days(one, step), moved_days(one, step)
    found = list(moved)
    new = dict(moved)
    for at, piece in enumerate(found):
        if moved[piece] not in off:
            continue
        opens = at + 1 < len(found) and is_range(one, piece, found[at + 1])
        if piece in one.weekdays and day_off(known[piece]):
            new[piece] = _same_weekday(known[piece], moved[piece])
        elif opens or _starts(one, piece):
            new[piece] = working_day_from(moved[piece])
        else:
            new[piece] = working_days_before(moved[piece], 1)
    if any(
        (moved[first] < moved[last]) != (new[first] < new[last]) for first, last in pairwise(found)
    ):
        return None
    try:
        return composed(one, rewritten(one, step, new))
    except ValueError:
        return None


def _same_weekday(old: date, new: date) -> date:
    """The day next to `new` that is the weekday of `old`."""
    return date.fromordinal(new.toordinal() + (old.weekday() - new.weekday() + 3) % 7 - 3)
