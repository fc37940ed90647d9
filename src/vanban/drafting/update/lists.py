"""Three versions of one list, their entries told apart by more than their index."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from vanban.drafting.update.matching import added_by_both, kind, pairs
from vanban.plan.model import Hang, Khoi

_DEPTHS = {word: at for kinds in (Khoi.KINDS[:9], Hang.KINDS) for at, word in enumerate(kinds)}
_DEEPEST = 9


class Lists:
    """Three versions of a list, every entry with a sign that it has in each of them."""

    def __init__(self, base: list[Any], ours: list[Any], theirs: list[Any]) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.of_base: list[Hashable] = list(range(len(base)))
        self.of_ours = _signs(pairs(base, ours), "ours")
        self.of_theirs = _signs(pairs(base, theirs), "theirs")
        self._meet()
        self.in_base = {one: at for at, one in enumerate(self.of_base)}
        self.in_ours = {one: at for at, one in enumerate(self.of_ours)}
        self.in_theirs = {one: at for at, one in enumerate(self.of_theirs)}

    def _meet(self) -> None:
        """What both sides have added in the same words is one entry."""
        mine = [at for at, one in enumerate(self.of_ours) if not isinstance(one, int)]
        new = [at for at, one in enumerate(self.of_theirs) if not isinstance(one, int)]
        met = added_by_both([self.ours[at] for at in mine], [self.theirs[at] for at in new])
        for at, found in zip(new, met, strict=True):
            if found is not None:
                self.of_theirs[at] = self.of_ours[mine[found]]

    def name_theirs(self) -> None:
        """Give each entry of theirs the name it has elsewhere, a new one a name of its own."""
        taken = {entry.get("ma") for entry in (*self.base, *self.ours) if isinstance(entry, dict)}
        for one, at in self.in_theirs.items():
            entry = self.theirs[at]
            if not isinstance(entry, dict) or not isinstance(entry.get("ma"), str):
                continue
            known = [
                side[where[one]].get("ma")
                for side, where in ((self.base, self.in_base), (self.ours, self.in_ours))
                if one in where and isinstance(side[where[one]], dict)
            ]
            entry["ma"] = next(filter(None, known), None) or _free(entry["ma"], taken)
            taken.add(entry["ma"])

    def heads_own(self, one: Hashable, present: set[Hashable]) -> bool:
        """Whether something that only ours has stands below an entry, as below its heading."""
        at = self.in_ours[one]
        depth = _depth(self.ours[at])
        for below in range(at + 1, len(self.ours)):
            if _depth(self.ours[below]) <= depth:
                return False
            sign = self.of_ours[below]
            if sign in present and sign not in self.in_theirs:
                return True
        return False


def _signs(paired: Sequence[int | None], side: str) -> list[Hashable]:
    """The index in the base, else a sign of the side's own."""
    return [(side, at) if pair is None else pair for at, pair in enumerate(paired)]


def _free(name: str, taken: set[Any]) -> str:
    """The name, with a number where it is taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _depth(entry: Any) -> int:
    return _DEPTHS.get(kind(entry), _DEEPEST)
