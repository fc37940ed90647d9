"""What a repair does to a source besides its values: paths that move, the edits of the file."""

from __future__ import annotations

from typing import Any

from vanban.finding import Edit
from vanban.plan.source import Path, Source


def rename(source: Source, old: Path, new: Path) -> None:
    """Let what is known of `old`, and of all below it, be known of `new`."""
    for table in _tables(source):
        for path in [path for path in table if path[: len(old)] == old]:
            table[new + path[len(old) :]] = table.pop(path)


def forget_item(source: Source, items: Path, at: int) -> None:
    """Forget item `at` of a list; the items behind it move up."""
    depth = len(items)
    for table in _tables(source):
        inside = [path for path in table if path[:depth] == items and len(path) > depth]
        for path in sorted(inside, key=lambda path: int(path[depth])):
            entry = table.pop(path)
            number = int(path[depth])
            if number != at:
                moved = number - (number > at)
                table[(*items, moved, *path[depth + 1 :])] = entry


def _tables(source: Source) -> tuple[dict[Path, Any], ...]:
    return source.places, source.keys, source.dropped


def replaced(source: Source, start: int | None, end: int | None, text: str) -> tuple[Edit, ...]:
    """The edit that puts `text` in place of `start:end`; none where the place is not known."""
    if start is None or end is None:
        return ()
    return (Edit(source.file, start, end, text),)
