"""Bodies and units that were renamed, merged or abolished: by the register and the profile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.dates import as_typed
from vanban.drafting.roll.lives import Life
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.reading import Said
from vanban.drafting.roll.scene import Scene
from vanban.messages import _


def now(soft_text: str, scene: Scene) -> str | None:
    """What the bodies of a text are called in the new year, for who looks for a new document."""
    said = {
        one.life.name: one.life.after
        for one in scene.names.find(soft_text)
        if one.life.after and one.life.until and one.life.until < scene.step.start
    }
    return "; ".join(_("{old} nay là {new}", old=old, new=new) for old, new in said.items()) or None


def bodies(text: Said, scene: Scene) -> Iterator[Claim]:
    """The bodies whose life is bounded: to decide where they are not there in the new year."""
    step = scene.step
    for one in scene.names.find(text.soft):
        life = one.life
        fate, why = Fate.KEPT, _("còn đến hết {new}", new=step.new)
        if life.until and life.until < step.start:
            fate = Fate.OPEN
            why = _("chỉ có đến {day}", day=_said(life.until, life))
        elif life.since and life.since > step.end:
            fate = Fate.OPEN
            why = _("chỉ có từ {day}", day=_said(life.since, life))
        if fate is Fate.OPEN and life.by:
            why += f" ({life.by})"
        if fate is Fate.OPEN and not life.after:
            why += "; " + _("chọn đơn vị thay thế")
        yield Claim(
            one.start,
            one.end,
            Kind.BODY,
            fate,
            why,
            proposal=life.after if fate is Fate.OPEN else None,
            key=f"{Kind.BODY}:{life.name}",
            name=" ".join(text.text[one.start : one.end].split()),
        )


def _said(day: date, life: Life) -> str:
    """A day, or its year where no more is known."""
    return f"năm {day.year}" if life.whole_years else as_typed(day)
