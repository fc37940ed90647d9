"""Which entries of two versions of a list are the same one, reworded or not."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

from vanban.language.unicode import fold
from vanban.plan.model import Hang, Khoi

LIKE = 0.6
"""How alike two texts must be (difflib ratio over words) to be one text reworded."""

KINDS = (*Khoi.KINDS, *Hang.KINDS, "chi_tieu", "ten", "chuc_vu")
"""The words an entry may begin with."""


def kind(entry: Any) -> str:
    """The word an entry begins with; `""` for a text."""
    if not isinstance(entry, dict):
        return ""
    return next((word for word in KINDS if word in entry), "")


def words(entry: Any) -> str:
    """The text an entry is known by."""
    text = entry.get(kind(entry)) if isinstance(entry, dict) else entry
    return text if isinstance(text, str) else ""


def bare(entry: Any) -> Any:
    """The entry without its own name."""
    if not isinstance(entry, dict):
        return entry
    return {key: value for key, value in entry.items() if key != "ma"}


def pairs(base: Sequence[Any], other: Sequence[Any]) -> list[int | None]:
    """For each entry of `other` the index of the same one in `base`; `None` for a new one.

    By name and content, then by content, then by name, then by kind, place and likeness. Content
    goes before the name: a name made from the first words moves on to the next entry that begins
    with them when the first is dropped.
    """
    found: list[int | None] = [None] * len(other)
    for key in (_name_and_content, _content, _name):
        _pair(found, base, other, key)
    _pair_alike(found, base, other)
    return found


def added_by_both(ours: Sequence[Any], theirs: Sequence[Any]) -> list[int | None]:
    """For each new entry of `theirs` the index of the one of `ours` that has the same words."""
    found: list[int | None] = [None] * len(theirs)
    _pair(found, ours, theirs, lambda entry: (kind(entry), fold(words(entry))))
    return found


def _name_and_content(entry: Any) -> Hashable:
    return _name(entry), _content(entry)


def _content(entry: Any) -> Hashable:
    return json.dumps(bare(entry), sort_keys=True)


def _name(entry: Any) -> Hashable:
    return entry.get("ma") if isinstance(entry, dict) else None


def _pair(
    found: list[int | None],
    base: Sequence[Any],
    other: Sequence[Any],
    key: Callable[[Any], Hashable],
) -> None:
    """Pair what is still single and has the same key, in order; `None` is no key."""
    taken = set(found)
    waiting: dict[Hashable, deque[int]] = {}
    for at, entry in enumerate(base):
        if at not in taken and (known := key(entry)) is not None:
            waiting.setdefault(known, deque()).append(at)
    for at, entry in enumerate(other):
        if found[at] is None and (queue := waiting.get(key(entry))):
            found[at] = queue.popleft()


def _pair_alike(found: list[int | None], base: Sequence[Any], other: Sequence[Any]) -> None:
    """Pair the single ones that were reworded; first those between the same neighbours."""
    taken = set(found)
    free = [(at, kind(base[at]), _split(base[at])) for at in range(len(base)) if at not in taken]
    scored = []
    for at, pair in enumerate(found):
        if pair is not None or not free:
            continue
        low, high = _neighbours(found, at)
        word, text = kind(other[at]), _split(other[at])
        for here, known, old in free:
            if known == word and (alike := _likeness(old, text)) >= LIKE:
                scored.append((not low < here < high, -alike, here, at))
    for _far, _unlike, here, at in sorted(scored):
        if found[at] is None and here not in taken:
            found[at] = here
            taken.add(here)


def _neighbours(found: Sequence[int | None], at: int) -> tuple[float, float]:
    """The indices in the base of the nearest paired entries before and behind."""
    before = next((pair for pair in reversed(found[:at]) if pair is not None), -1)
    behind = next((pair for pair in found[at + 1 :] if pair is not None), float("inf"))
    return before, behind


def _split(entry: Any) -> list[str]:
    return fold(words(entry)).split()


def _likeness(one: list[str], other: list[str]) -> float:
    """How alike two texts are word by word, 0 to 1."""
    if not one or not other:
        return 0.0
    shared = sum((Counter(one) & Counter(other)).values())
    if 2 * shared < LIKE * (len(one) + len(other)):  # the ratio cannot be more than this
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
