"""The order of a list that two sides have changed: what moved, and where what is new stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def staying(order: Sequence[int]) -> set[int]:
    """The largest set of the numbers that stand in rising order: the others were moved."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for at, number in enumerate(order):
        where = bisect_left(ends, number)
        before.append(places[where - 1] if where else -1)
        ends[where : where + 1] = [number]
        places[where : where + 1] = [at]
    kept = set()
    at = places[-1] if places else -1
    while at >= 0:
        kept.add(order[at])
        at = before[at]
    return kept


def merged_order(
    base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], present: Collection[T]
) -> tuple[list[T], set[T], bool]:
    """The order of what is `present`, what theirs moved in it, whether both moved one apart.

    What one side moved stands behind its neighbour of that side; where both moved one, ours holds.
    What only one side has stands behind the neighbour it has there.
    """
    common = set(base) & set(ours) & set(theirs) & set(present)
    moved_ours = _moved(base, ours, common)
    moved_theirs = _moved(base, theirs, common)
    order = [one for one in ours if one in common and one not in moved_theirs - moved_ours]
    _put(order, theirs, moved_theirs - moved_ours)
    _put(order, ours, set(ours) & set(present) - common)
    _put(order, theirs, set(theirs) & set(present) - set(ours))
    apart = any(
        _neighbour(ours, one, common) != _neighbour(theirs, one, common)
        for one in moved_ours & moved_theirs
    )
    return order, moved_theirs - moved_ours, apart


def _moved(base: Sequence[T], side: Sequence[T], common: Collection[T]) -> set[T]:
    """What stands elsewhere among its neighbours than in the base."""
    places = {one: at for at, one in enumerate(base)}
    kept = staying([places[one] for one in side if one in common])
    return {one for one in common if places[one] not in kept}


def _put(order: list[T], side: Iterable[T], those: Collection[T]) -> None:
    """Put `those` into the order, each behind the nearest one before it on that side."""
    before: T | None = None
    standing = set(order)
    for one in side:
        if one in those:
            order.insert(order.index(before) + 1 if before is not None else 0, one)
            standing.add(one)
        if one in standing:
            before = one


def _neighbour(side: Sequence[T], one: T, common: Collection[T]) -> T | None:
    """The nearest of `common` before `one`."""
    behind = [other for other in side[: side.index(one)] if other in common]
    return behind[-1] if behind else None
