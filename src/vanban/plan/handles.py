"""The names (`ma`) by which blocks and rows are told apart between a plan and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from vanban.language.unicode import key
from vanban.plan.marks import without_marks
from vanban.plan.model import Hang, Khoi

WORDS = 6
"""So many words of a text make its name."""


def handles(entries: Iterable[Khoi | Hang]) -> list[str]:
    """The name of each entry, no two alike: its own `ma`, else one made of its first words.

    The same list always gives the same names, so that parent and child agree on them.
    """
    entries = list(entries)
    taken = {entry.ma for entry in entries if entry.ma}
    return [entry.ma or handle(entry.chu, taken) for entry in entries]


def handle(text: str, taken: set[str]) -> str:
    """A name made of the first words of a text, `-2` and so on behind it when it is taken.

    `taken` learns the name.
    """
    bare = key(" ".join(without_marks(text).split()[:WORDS])).replace("_", "-") or "doan"
    name, count = bare, 1
    while name in taken:
        count += 1
        name = f"{bare}-{count}"
    taken.add(name)
    return name
