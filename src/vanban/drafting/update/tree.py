"""What becomes of each value of our file: the merge says it, the writer makes edits of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from vanban.plan.source import Path, Value


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that stays as it is typed."""

    value: Value


@dataclass(frozen=True, slots=True)
class Put:
    """A value written anew; `points` are to stand above the entries of it, by path in it."""

    value: Value
    points: tuple[tuple[Path, str], ...] = ()


@dataclass(slots=True)
class Fields:
    """A mapping whose entries are merged; keys of ours that are not here are dropped.

    `renamed`: old key → new key, of an entry that begins with another word now.
    """

    entries: dict[str, Node] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Items:
    """A list whose items are merged: index in ours, or `None` for a new one, and what it is."""

    items: list[tuple[int | None, Node]] = field(default_factory=list)


Node = Kept | Put | Fields | Items


def value_of(node: Node) -> Value:
    """The merged value."""
    match node:
        case Fields(entries):
            return {key: value_of(inner) for key, inner in entries.items()}
        case Items(items):
            return [value_of(inner) for _at, inner in items]
    return node.value


class What(Enum):
    """What theirs did, or wanted to do, to a value of ours."""

    CHANGED = auto()
    ADDED = auto()
    DROPPED = auto()
    MOVED = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing theirs did to ours, or wanted to do where ours was changed too.

    `path` in our values, or that of the nearest thing above; `at` the same in the merged ones.
    `theirs` is `None` for what theirs dropped, `ours` for what ours does not have.
    """

    what: What
    path: Path
    at: Path
    ours: Value
    theirs: Value


def texts(value: Any) -> Iterator[str]:
    """The texts of a value that are printed, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        if isinstance(value, dict):
            value = [inner for key, inner in value.items() if key != "ma"]
        for inner in value:
            yield from texts(inner)


def told(value: Value) -> str:
    """A value in one line, for a person."""
    return "; ".join(" ".join(text.split()) for text in texts(value))
