"""What roll met in a plan: each year, date, document and name with its fate."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vanban.finding import Edit, Place
from vanban.plan.source import Path


class Fate(StrEnum):
    """What became of it; the value is stable (JSON)."""

    OPEN = "can-quyet-dinh"
    SHIFTED = "da-chuyen"
    KEPT = "giu-nguyen"


class Kind(StrEnum):
    """What it is; the value is stable (JSON)."""

    YEAR = "nam"
    TIME = "thoi-gian"
    PERIOD = "giai-doan"
    DOCUMENT = "van-ban"
    NUMBER = "so-van-ban"
    BODY = "co-quan"
    PERSON = "nguoi"
    SLOGAN = "chu-de"
    EVENT = "su-kien"
    ORDINAL = "thu-tu"
    TARGET = "chi-tieu"
    FIGURE = "con-so"
    PARENT = "ke-hoach-cap-tren"


@dataclass(frozen=True, slots=True)
class Change:
    """The characters `start:end` of the text at `path` become `text`; all of it if not given.

    `free`: the words are not the machine's own, so they may mean something to YAML.
    """

    path: Path
    text: str
    start: int | None = None
    end: int | None = None
    free: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing met, and its fate.

    `old` is the text at `place` (in the old file), `new` what stands there afterwards, `""` when it
    was emptied and `None` when it stays. `why` is a sentence for the user. `proposal`: what could
    stand there, for a point to decide. Mentions to decide with the same `key` are one point, which
    is called `name`. `span`: the characters of the text at `path`, `None` for all of it. `edits`
    are made in any case, `changes` unless the person decides otherwise, `taken` with the proposal.
    """

    kind: Kind
    fate: Fate
    path: Path
    place: Place
    old: str
    why: str
    new: str | None = None
    proposal: str | None = None
    key: str = ""
    name: str = ""
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    span: tuple[int, int] | None = None
    taken: tuple[Change, ...] = ()


@dataclass(slots=True)
class Point:
    """One thing to decide, and every mention of it in the order of the file."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def first(self) -> Mention:
        """The mention whose line the comment stands above."""
        return self.mentions[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of a point: keep it, take the proposal, or (`text`) these words."""

    text: str | None = None
    take: bool = False


def points(mentions: list[Mention]) -> list[Point]:
    """The things to decide among the mentions, each one once."""
    found: dict[str, Point] = {}
    for mention in mentions:
        if mention.fate is Fate.OPEN:
            found.setdefault(mention.key, Point()).mentions.append(mention)
    return list(found.values())
