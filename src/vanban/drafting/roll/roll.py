"""Next year's draft: the user's own text with only the spans changed that must change.

Every year, date, document and name that the plan mentions gets its fate (`Mention`): moved, kept,
or to be decided by a person. What is to be decided stands as a `# CẦN XEM:` comment above its
entry. Rolled forward and back a plan is itself again, except for those comments, the emptied
number, date and targets, a 29/2 that became a 28/2, and a fixed year so near to the new year that
it looks like one of the plan's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from vanban.drafting.roll.bodies import bodies
from vanban.drafting.roll.claims import Finder, as_mention, first_come
from vanban.drafting.roll.comments import Rolled, with_comments
from vanban.drafting.roll.documents import documents
from vanban.drafting.roll.events import events
from vanban.drafting.roll.figures import figures
from vanban.drafting.roll.head import head, targets
from vanban.drafting.roll.leftovers import loose_weekdays, years
from vanban.drafting.roll.mentions import Answer, Change, Mention, Point, points
from vanban.drafting.roll.moments import moments
from vanban.drafting.roll.people import contacts, drafter, signers
from vanban.drafting.roll.periods import periods
from vanban.drafting.roll.reading import YEAR
from vanban.drafting.roll.sayings import lunar_years, ordinals, slogans
from vanban.drafting.roll.scene import Scene, scene
from vanban.drafting.roll.step import Step
from vanban.drafting.roll.writing import edits_of
from vanban.finding import VanbanError
from vanban.language.calendar import announced
from vanban.language.unicode import fold
from vanban.messages import _
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.register import SoVanBan
from vanban.plan.source import Source

_FINDERS: tuple[Finder, ...] = (
    documents,
    contacts,
    drafter,
    figures,
    slogans,
    events,
    periods,
    moments,
    loose_weekdays,
    lunar_years,
    ordinals,
    bodies,
    years,
)
"""Who looks first takes the stretch: nothing inside a document's name is a year of the plan."""


@dataclass(slots=True)
class Roll:
    """A plan met with its new year: everything mentioned, in the order of the file."""

    source: Source
    step: Step
    mentions: list[Mention]
    looked_up: set[int] = field(default_factory=set)

    @property
    def points(self) -> list[Point]:
        """The things to decide, each one once."""
        return points(self.mentions)

    @property
    def notes(self) -> list[str]:
        """What holds for the whole plan and is said once."""
        unknown = [str(year) for year in sorted(self.looked_up) if not announced(year)]
        if not unknown:
            return []
        return [
            _("Lịch nghỉ bù, làm bù năm {years} chưa công bố: chỉ tính thứ Bảy, Chủ nhật, ngày lễ "
              "theo Bộ luật Lao động và Tết theo âm lịch.", years=", ".join(unknown))
        ]  # fmt: skip

    def written(self, answers: Mapping[str, Answer] | None = None) -> Rolled:
        """The new plan; `answers`: key of a point → what was decided."""
        answers = answers or {}
        firsts = {point.first.key: point.first for point in self.points}
        changes: list[Change] = []
        left: list[Mention] = []
        for mention in self.mentions:
            made = _decided(mention, answers.get(mention.key), firsts)
            changes += mention.changes if made is None else made
            left += [mention] if made is None else []
        edits = [edit for mention in self.mentions for edit in mention.edits]
        edits += edits_of(self.source, changes)
        rolled = with_comments(self.source, points(left), edits, self.mentions)
        rolled.answers = answers
        return rolled


def _decided(
    mention: Mention, answer: Answer | None, firsts: Mapping[str, Mention]
) -> tuple[Change, ...] | None:
    """The changes an answer asks for; `None` when the mention is none, or stays, to be decided."""
    if answer is None or mention.key not in firsts:
        return None
    if answer.take:
        return mention.taken or None
    if answer.text is None:
        return mention.changes
    if fold(mention.old) != fold(firsts[mention.key].old):
        return None
    start, end = mention.span or (None, None)
    return (Change(mention.path, answer.text, start, end, free=True),)


def roll(
    plan: KeHoach, source: Source, body: CoQuan, registers: Iterable[SoVanBan], to: int
) -> Roll:
    """Everything a plan mentions, with its fate in the year `to` (of a school year the first).

    The plan must have no errors of shape. VanbanError when it is for that year already.
    """
    first, last = plan.school_year or (plan.year, plan.year)
    step = Step(first, last, to - first)
    if not step.by:
        raise VanbanError(
            _("{file} đã là kế hoạch {year}", file=source.file, year=step.old),
            _("Cho --to một năm khác."),
            exit_code=2,
        )
    known = scene(plan, source, body, step, registers)
    found = sorted(_mentions(known), key=lambda mention: mention.place.start or 0)
    return Roll(source, step, found, known.looked_up)


def _mentions(known: Scene) -> Iterator[Mention]:
    yield from head(known)
    for text in known.texts:
        for claim in first_come(text, known, _FINDERS):
            yield as_mention(claim, text, known.source)
    yield from targets(known)
    yield from signers(known)


def new_path(path: FilePath, step: Step) -> FilePath:
    """Where the new plan goes: beside the old one, the years in its name moved, or added."""
    moved = YEAR.sub(
        lambda year: (
            str(int(year[0]) + step.by) if step.first <= int(year[0]) <= step.last else year[0]
        ),
        path.stem,
    )
    if moved == path.stem:
        years = range(step.first + step.by, step.last + step.by + 1)
        moved = "-".join([path.stem, *map(str, years)])
    return path.with_name(moved + path.suffix)
