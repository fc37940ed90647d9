"""What all parts of a child are made with: parent, recipe, words, who concerns whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from vanban.drafting.derive import parent as parents
from vanban.drafting.derive.texts import Blank, Typed
from vanban.drafting.derive.wording import Wording, subjects
from vanban.finding import Finding, Level, Place
from vanban.messages import _
from vanban.plan.concern import Concerns
from vanban.plan.expressions import Expressions, Kind
from vanban.plan.handles import handles
from vanban.plan.issuer import Truong
from vanban.plan.model import CoQuan, KeHoach, Nguon
from vanban.plan.phrases import Phrases
from vanban.plan.recipe import SCOPE, PhanCap
from vanban.plan.source import Path, Source

Point = tuple[Path, Typed]


@dataclass(slots=True)
class Entry:
    """One entry of a list of the child: its values, and what to ask above it."""

    values: dict[str, Typed | None]
    points: list[Typed] = field(default_factory=list)
    schools: dict[str, frozenset[str]] = field(default_factory=dict)
    """Schools named in it → the codes they may have; asked about in the plans of all others."""


@dataclass(frozen=True, slots=True)
class Rosters:
    """What a parent and a recipe need of the rosters.

    `named`: the schools that the parent names; `columns`: the rosters' own, for expressions.
    """

    named: tuple[Truong, ...] = ()
    columns: tuple[str, ...] = ()


class Setting:
    """A parent and a recipe, made ready once for all units."""

    def __init__(
        self,
        plan: KeHoach,
        body: CoQuan,
        recipe: PhanCap,
        source: Source | None,
        origin: Nguon,
        rosters: Rosters,
    ) -> None:
        """`source`: where the parent's texts stand, for the findings; `origin`: its `nguon`."""
        self.plan = plan
        self.body = body
        self.recipe = recipe
        self.origin = origin
        self._source = source
        self.expressions = Expressions(rosters.columns, SCOPE)
        self.facts = parents.facts(plan, body)
        self.opening = parents.opening(plan, body)
        self.concerns = Concerns(plan, body, rosters.named)
        self.block_names = handles(plan.noi_dung)
        self.row_names = handles(plan.nhiem_vu)
        self.asked = [(Phrases(one.khi), one) for one in recipe.can_xem]

    @cached_property
    def wording(self) -> Wording:
        """The recipe's replacements, ready for the texts of this parent."""
        bases = [*self.plan.can_cu, self.opening.bases or ""]
        table = [
            (self._constant(phrase), self._replacement(one.bang))
            for one in self.recipe.thay
            for phrase in one.tu
        ]
        return Wording(table, subjects(bases))

    def text(
        self, text: str, kind: Kind = "marked", more: Mapping[str, object] | None = None
    ) -> Typed:
        """A text of the recipe, its expressions waiting for the unit."""
        filler = self.expressions.compiled(text, kind)
        return text if filler is None else (Blank(filler, more or {}),)

    def points(self, part: str, text: str | None = None) -> list[Typed]:
        """What the recipe asks in a part: of an entry with this text, without one of the part."""
        return [
            self.text(one.loi)
            for phrases, one in self.asked
            if one.o == part and not one.thieu and self._is_asked(phrases, text)
        ]

    def place(self, path: Path) -> Place:
        """The place of a value of the parent."""
        return self._source.place(path) if self._source else Place(self.origin.tep)

    def dropped(self, code: str, message: str, path: Path, hint: str = "") -> Finding:
        """A note that something of the parent does not stand in the child."""
        return Finding(code, Level.THONG_TIN, message, self.place(path), hint)

    @staticmethod
    def _is_asked(phrases: Phrases, text: str | None) -> bool:
        return not phrases if text is None else bool(phrases) and text in phrases

    def of_others(self, at: int) -> Finding:
        """The note that a part of the parent, from the block at `at` on, is for other units."""
        text = " ".join(self.plan.noi_dung[at].chu.split())
        message = _("Phần việc của đơn vị khác: “{text}”", text=shortened(text))
        return self.dropped("L121", message, ("noi_dung", at))

    def own_task(self, text: str, path: Path) -> Finding:
        """The note that something is the superior's own task."""
        return self.dropped(
            "L122", _("Việc của riêng cấp trên: “{text}”", text=shortened(text)), path
        )

    def _constant(self, text: str) -> str:
        """A text whose expressions ask only of the parent."""
        filler = self.expressions.compiled(text, "raw")
        return text if filler is None else filler({"cha": self.facts})

    def _replacement(self, text: str | None) -> Any:
        return "" if text is None else self.expressions.compiled(text) or text


def shortened(text: str) -> str:
    """A text as it is quoted in a message."""
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:119].rstrip() + "…"


def tree(entries: Iterable[Entry]) -> list[dict[str, Typed | None]]:
    """The values of entries, one behind the other."""
    return [entry.values for entry in entries]


def points_of(entries: Iterable[Entry], path: Path) -> list[Point]:
    """The points of the entries of the list at `path`."""
    return [((*path, at), text) for at, entry in enumerate(entries) for text in entry.points]
