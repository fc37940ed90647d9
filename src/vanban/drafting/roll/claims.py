"""What a finder says of a stretch of a text, before it has its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from vanban.drafting.roll.mentions import Change, Fate, Kind, Mention
from vanban.drafting.roll.reading import Said
from vanban.drafting.roll.scene import Scene
from vanban.language.unicode import fold
from vanban.plan.source import Path, Source

NAME_LENGTH = 60
"""What is longer is cut where a point is named."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The characters `start:end` of a text and their fate; see `Mention`.

    `changes`: (start, end, new text) inside the stretch; together they make `new`.
    """

    start: int
    end: int
    kind: Kind
    fate: Fate
    why: str
    changes: tuple[tuple[int, int, str], ...] = ()
    proposal: str | None = None
    key: str = ""
    name: str = ""


Finder = Callable[[Said, Scene], Iterable[Claim]]


def first_come(text: Said, scene: Scene, finders: Iterable[Finder]) -> list[Claim]:
    """The claims of the finders in the order of the text; the earlier finder wins a stretch.

    Of a later claim that changes nothing the rest is still claimed.
    """
    taken: list[Claim] = []
    for finder in finders:
        for claim in finder(text, scene):
            taken += _free(claim, text, taken)
    return sorted(taken, key=lambda claim: claim.start)


def _free(claim: Claim, text: Said, taken: Iterable[Claim]) -> list[Claim]:
    """What is left of a claim beside those taken: all of it, its parts with words, or nothing."""
    over = [one for one in taken if claim.start < one.end and one.start < claim.end]
    if not over:
        return [claim]
    if claim.changes or claim.proposal:
        return []
    left = []
    at = claim.start
    for one in sorted([*over, replace(claim, start=claim.end)], key=lambda one: one.start):
        words = text.plain[at : one.start]
        if re.search(r"\w", words):
            start = at + len(words) - len(words.lstrip())
            left.append(replace(claim, start=start, end=at + len(words.rstrip())))
        at = max(at, one.end)
    return left


def as_mention(claim: Claim, text: Said, source: Source) -> Mention:
    """The claim with its place in the file."""
    old = text.text[claim.start : claim.end]
    start, end = text.typed(claim.start), text.typed(claim.end)
    name = claim.name or " ".join(old.split())
    return Mention(
        claim.kind,
        claim.fate,
        text.path,
        source.place(text.path, start, end),
        old,
        claim.why,
        _changed(claim, text) if claim.changes else None,
        claim.proposal,
        claim.key or f"{claim.kind}:{fold(old)}",
        name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…",
        tuple(
            Change(text.path, new, text.typed(first), text.typed(last))
            for first, last, new in claim.changes
        ),
        span=(start, end),
        taken=_taken(claim, text.path, start, end),
    )


def _taken(claim: Claim, path: Path, start: int, end: int) -> tuple[Change, ...]:
    """What taking the proposal changes: the whole stretch."""
    if claim.proposal is None:
        return ()
    return (Change(path, claim.proposal, start, end, free=True),)


def _changed(claim: Claim, text: Said) -> str:
    """What stands there afterwards."""
    return "".join(_pieces(claim, text))


def _pieces(claim: Claim, text: Said) -> Iterator[str]:
    at = claim.start
    for start, end, new in claim.changes:
        yield text.text[at:start]
        yield new
        at = end
    yield text.text[at : claim.end]
