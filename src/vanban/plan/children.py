"""The plans made from another plan: which there are below `data/ke-hoach`, and what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vanban.plan.project import PLANS, shown
from vanban.plan.source import decode, read_text

_ENTRY = re.compile(r"^([a-z_]+)[ \t]*:", re.MULTILINE)
_NAME = re.compile(r"^[ \t-]*ma[ \t]*:[ \t]*['\"]?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Child:
    """A plan that names its parent: `parent` as its `nguon` does, `rows` the names of its rows."""

    file: str
    parent: str
    recipe: str
    unit: str
    rows: frozenset[str]


def children(root: Path) -> dict[str, list[Child]]:
    """Parent, as `nguon` names it → its children in the project at `root`.

    A thousand plans are looked through, so only the entries that matter are read, not the whole.
    """
    found: dict[str, list[Child]] = {}
    for path in sorted((root / PLANS).rglob("*.yaml")):
        for child in _child(path):
            found.setdefault(child.parent, []).append(child)
    return found


def _child(path: Path) -> Iterator[Child]:
    """The plan at `path` as a child; nothing for any other, or one that cannot be read."""
    try:
        content = path.read_bytes()
    except OSError:
        return
    if b"nguon" not in content:
        return
    text = decode(content, shown(path))[0] or ""
    parts = dict(_parts(text))
    values = read_text(parts.get("don_vi", "") + parts.get("nguon", ""), shown(path)).values
    source = values.get("nguon") if isinstance(values, dict) else None
    if isinstance(values, dict) and isinstance(source, dict):
        parent, recipe, unit = source.get("tep"), source.get("phan_cap"), values.get("don_vi")
        if isinstance(parent, str) and isinstance(recipe, str) and isinstance(unit, str):
            rows = frozenset(_NAME.findall(parts.get("nhiem_vu", "")))
            yield Child(shown(path), parent, recipe, unit, rows)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The entries of a plan as typed, by name."""
    heads = [*_ENTRY.finditer(text)]
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        yield head[1], text[head.start() : end]
