"""The superior's own voice in a child: turned into the unit's where that is sure, else asked about.

`Các trường THPT tổ chức …` becomes `Nhà trường tổ chức …`; a department, a group, another school
that is still named in a sentence of a school's plan is a point to decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from vanban.drafting.derive import asked
from vanban.drafting.derive.setting import Entry, Setting
from vanban.drafting.derive.texts import Typed, capitalised, joined
from vanban.drafting.derive.wording import kept
from vanban.plan.concern import Concern, Role
from vanban.plan.model import CoQuan
from vanban.plan.phrases import Phrases
from vanban.plan.units import Units


class Voice:
    """Says the texts of one parent as the unit would."""

    def __init__(self, setting: Setting, base: CoQuan) -> None:
        """`base`: the profile the child is issued under, whose people are the unit's own."""
        self._setting = setting
        self._people = Units(base)
        self._theirs = Phrases(setting.recipe.xem_lai)
        self._keeps_names = setting.recipe.don_vi_khac is None

    def said(self, text: str, concern: Concern | None = None) -> Typed:
        """A text of the parent in the unit's words; `concern`: the unit's, where it names units."""
        worded = self._setting.wording(text)
        name = self._setting.recipe.goi_la
        if not name or concern is None or concern.role is not Role.LEAD:
            return worded
        head = self._setting.concerns.actors.head(text)
        if head is None or head.given:
            return worded
        first = worded if isinstance(worded, str) else worded[0]
        typed = text[: head.end]
        if not isinstance(first, str) or not first.startswith(typed):  # said anew already
            return worded
        behind = first[head.end :]
        return joined(
            self._setting.text(capitalised(name)),
            *((behind,) if isinstance(worded, str) else (behind, *worded[1:])),
        )

    def ask(self, entry: Entry, texts: Iterable[Typed | None], *, reports: bool = False) -> None:
        """Leave a point at an entry whose texts still speak of others as the superior does.

        An entry that has a point already is read anyway; a duty to report names whom it goes to.
        """
        settled = [_settled(text) for text in texts if text]
        if not self._keeps_names and not entry.points and not reports:
            found = list(dict.fromkeys(name for text in settled for name in self._left(text)))
            if found:
                entry.points.append(asked.LEFT.format(names="”, “".join(found)))
        for text in settled:
            closed = list(kept(text))
            for start, end, whose in self._setting.concerns.actors.schools(text):
                if not _inside(start, end, closed):
                    entry.schools[text[start:end]] = frozenset(whose)

    def _left(self, text: str) -> Iterable[str]:
        """What of a text only the superior would say."""
        closed = list(kept(text))
        for start, end in self._theirs.spans(text):
            if not _inside(start, end, closed):
                yield text[start:end]
        for one in self._setting.concerns.actors.inside(text):
            is_ours = one.reach.is_own or self._people.find(one.reach.typed)
            if not is_ours and not _inside(one.start, one.end, closed):
                yield one.reach.typed


def _settled(text: Typed) -> str:
    """The words of a text that are the same for every unit."""
    pieces = (text,) if isinstance(text, str) else text
    return " … ".join(piece for piece in pieces if isinstance(piece, str))


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(low < end and start < high for low, high in spans)
