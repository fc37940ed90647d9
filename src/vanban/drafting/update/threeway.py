"""Three versions of a plan's values → what becomes of each of ours.

Base is the child as it was made, ours what the unit made of it, theirs the child as it would be
made today. What only theirs changed is taken over; what only ours changed stays; what both
changed apart is a conflict, and ours stays.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from vanban.drafting.update.lists import Lists
from vanban.drafting.update.matching import bare, kind
from vanban.drafting.update.ordering import merged_order
from vanban.drafting.update.tree import Change, Fields, Items, Kept, Node, Put, What
from vanban.plan.source import Path

_NOTHING: Any = object()
"""Stands for a value that a side does not have."""


@dataclass(frozen=True, slots=True)
class At:
    """Where we are: the path in ours, in the merged values, in theirs."""

    ours: Path = ()
    merged: Path = ()
    theirs: Path = ()

    def key(self, key: str) -> At:
        """An entry of the mapping here."""
        return At((*self.ours, key), (*self.merged, key), (*self.theirs, key))


class Merge:
    """One merge; `conflicts`, `changes` and `told` (path in ours → a new point) fill up.

    An entry of theirs that was merely reworded gets the name (`ma`) it has in the base; `theirs`
    is changed in place so that what is left of it is the base of the next merge.
    """

    def __init__(self, points: Iterable[tuple[Path, str]] = ()) -> None:
        self.points = list(points)
        self.conflicts: list[Change] = []
        self.changes: list[Change] = []
        self.told: list[tuple[Path, str]] = []

    def fields(
        self, base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], at: At
    ) -> Node:
        """A mapping, key by key: ours in its order, a new key behind its neighbour in theirs."""
        node = Fields()
        for key in _together(ours, theirs):
            was, is_, will = (side.get(key, _NOTHING) for side in (base, ours, theirs))
            if (merged := self._value(was, is_, will, at.key(key))) is not None:
                node.entries[key] = merged
        unchanged = list(node.entries) == list(ours) and _all_kept(node.entries.values())
        return Kept(ours) if unchanged else node

    def _value(self, base: Any, ours: Any, theirs: Any, at: At) -> Node | None:
        """A value of a mapping or list; `None` where nothing is left of it."""
        if theirs is base or theirs == base or ours == theirs:
            return None if ours is _NOTHING else Kept(ours)
        neither = ours is _NOTHING and base is _NOTHING
        if neither or (ours == base and not isinstance(theirs, (dict, list))):
            return self._taken(ours, theirs, at)
        gone = theirs is _NOTHING
        if isinstance(ours, dict) and (isinstance(theirs, dict) or gone):
            old = base if isinstance(base, dict) else {}
            return self.fields(old, ours, {} if gone else theirs, at)
        if isinstance(ours, list) and (isinstance(theirs, list) or gone):
            known = base if isinstance(base, list) else []
            return self._items(known, ours, [] if gone else theirs, at)
        if ours == base:
            return self._taken(ours, theirs, at)
        self.conflicts.append(_change(ours, theirs, at))
        return None if ours is _NOTHING else Kept(ours)

    def _taken(self, ours: Any, theirs: Any, at: At) -> Node | None:
        """What only theirs changed."""
        self.changes.append(_change(ours, theirs, at))
        if theirs is _NOTHING:
            return None
        if ours is _NOTHING:
            return Put(theirs, self._points_below(at.theirs))
        self._tell(at)
        return Put(theirs)

    def _items(self, base: list[Any], ours: list[Any], theirs: list[Any], at: At) -> Node:
        """A list: entries told apart by name, content and likeness, not by their index."""
        lists = Lists(base, ours, theirs)
        lists.name_theirs()
        present = self._present(lists, at)
        order, moved, apart = merged_order(lists.of_base, lists.of_ours, lists.of_theirs, present)
        if apart:
            self.conflicts.append(Change(What.MOVED, at.ours, at.merged, None, None))
        items = [self._item(lists, one, merged, at) for merged, one in enumerate(order)]
        for merged, one in enumerate(order):
            if one in moved:
                here = lists.in_ours[one]
                paths = (*at.ours, here), (*at.merged, merged)
                self.changes.append(Change(What.MOVED, *paths, ours[here], ours[here]))
        if order == lists.of_ours and _all_kept(entry for _at, entry in items):
            return Kept(ours)
        self._tell(at)
        return Items(items)

    def _item(self, lists: Lists, one: Hashable, merged: int, at: At) -> tuple[int | None, Node]:
        """What becomes of one entry of a list: its index in ours, and the entry."""
        here, there = lists.in_ours.get(one), lists.in_theirs.get(one)
        if here is None:
            assert there is not None
            new = lists.theirs[there]
            self.changes.append(Change(What.ADDED, at.ours, (*at.merged, merged), None, new))
            return None, Put(new, self._points_below((*at.theirs, there)))
        own = lists.ours[here]
        if there is None:
            if one in lists.in_base:
                paths = (*at.ours, here), (*at.merged, merged)
                self.conflicts.append(Change(What.DROPPED, *paths, own, None))
            return here, Kept(own)
        inner = At((*at.ours, here), (*at.merged, merged), (*at.theirs, there))
        old = lists.base[lists.in_base[one]] if one in lists.in_base else _NOTHING
        entry = self._entry(old, own, lists.theirs[there], inner)
        if isinstance(entry, Fields):
            self._tell(inner)
        return here, entry

    def _present(self, lists: Lists, at: At) -> set[Hashable]:
        """What of the three lists is in the merged one; what is not is told."""
        present = set(lists.of_ours)
        for one in reversed(lists.of_ours):
            if one in lists.in_theirs or one not in lists.in_base:
                continue
            here = lists.in_ours[one]
            untouched = bare(lists.ours[here]) == bare(lists.base[lists.in_base[one]])
            if untouched and not lists.heads_own(one, present):
                present.discard(one)
                paths = (*at.ours, here), at.merged
                self.changes.append(Change(What.DROPPED, *paths, lists.ours[here], None))
        for one in lists.of_theirs:
            if one in lists.in_ours:
                continue
            entry = lists.theirs[lists.in_theirs[one]]
            if one not in lists.in_base:
                present.add(one)
            elif bare(entry) != bare(lists.base[lists.in_base[one]]):
                self.conflicts.append(Change(What.ADDED, at.ours, at.merged, None, entry))
        return present

    def _entry(self, base: Any, ours: Any, theirs: Any, at: At) -> Node:
        """An item that both sides have; the word it begins with is merged like a value."""
        if not isinstance(ours, dict) or not isinstance(theirs, dict):
            merged = self._value(base, ours, theirs, at)
            assert merged is not None
            return merged
        old = base if isinstance(base, dict) else {}
        word = kind(ours)
        if kind(theirs) != word != kind(old) and kind(theirs) != kind(old):
            self.conflicts.append(_change(word, kind(theirs), at))
        elif kind(theirs) not in (word, kind(old)):
            self.changes.append(_change(word, kind(theirs), at))
            word = kind(theirs)
        node = self.fields(_begun(old, word), _begun(ours, word), _begun(theirs, word), at)
        if word == kind(ours):
            return node
        if isinstance(node, Kept):
            node = Fields({key: Kept(value) for key, value in _begun(ours, word).items()})
        assert isinstance(node, Fields)
        node.renamed = {kind(ours): word}
        return node

    def _tell(self, at: At) -> None:
        """Leave the points of an entry of theirs, not those of what stands below it, at ours."""
        self.told += [(at.ours, text) for path, text in self.points if path == at.theirs]

    def _points_below(self, path: Path) -> tuple[tuple[Path, str], ...]:
        """The points in an entry of theirs, their paths from that entry on."""
        deep = len(path)
        return tuple((at[deep:], text) for at, text in self.points if at[:deep] == path)


def _change(ours: Any, theirs: Any, at: At) -> Change:
    """What theirs does to a value here."""
    if ours is _NOTHING:
        return Change(What.ADDED, at.ours[:-1], at.merged, None, theirs)
    if theirs is _NOTHING:
        return Change(What.DROPPED, at.ours, at.merged[:-1], ours, None)
    return Change(What.CHANGED, at.ours, at.merged, ours, theirs)


def _begun(entry: dict[str, Any], word: str) -> dict[str, Any]:
    """The entry as it is when it begins with `word`."""
    old = kind(entry)
    return {word if key == old else key: value for key, value in entry.items()}


def _together(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """The keys of both: ours in order, each of theirs behind the one before it there."""
    keys = list(ours)
    before = -1
    for key in theirs:
        if key not in keys:
            keys.insert(before + 1, key)
        before = keys.index(key)
    return keys


def _all_kept(nodes: Iterable[Node]) -> bool:
    return all(isinstance(node, Kept) for node in nodes)
