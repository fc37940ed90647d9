"""Every text of a plan with its place, in the order it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vanban.finding import Passage
from vanban.plan.source import Path, Source

_NOT_TEXT = {"loai", "nam", "nam_hoc", "co_quan", "so", "ky_hieu", "ngay", "ma", "huong", "bo_qua"}
"""Keys whose values are settings, not words of the document."""


def passages(source: Source) -> Iterator[Passage]:
    """The texts that the plan prints; settings such as `loai` and `ma` are left out."""
    yield from _under(source, source.values, ())


def _under(source: Source, value: Any, path: Path) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage(value, source.place(path), path)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_TEXT:
                yield from _under(source, item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _under(source, item, (*path, at))
