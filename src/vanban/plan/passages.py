"""Every text of a plan with its place, in the order it is typed; and where marks are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vanban.finding import Passage
from vanban.plan.model import CELLS, ChiTieu, Hang, Khoi, Nguon
from vanban.plan.source import Path, Source

ITEM = "*"
"""Any item of a list and any name of a footnote, in a pattern of a path."""

_SETTINGS: frozenset[Path] = frozenset(
    {
        *((name,) for name in ("loai", "nam", "nam_hoc", "co_quan", "so", "ngay", "do_khan")),
        *((name,) for name in ("don_vi", "mau")),
        *(("nguon", name) for name in Nguon.model_fields),
        ("bo_qua", ITEM),
        ("noi_dung", ITEM, "ma"),
        ("nhiem_vu", ITEM, "ma"),
        ("muc_tieu", ITEM, "ma"),
        ("phu_luc", ITEM, "huong"),
        ("phu_luc", ITEM, "noi_dung", ITEM, "ma"),
    }
)
"""Paths of what is a setting, not words of the document."""

_MARKED: frozenset[Path] = frozenset(
    {
        *((name,) for name in ("trich_yeu", "kem_theo", "mo_dau", "ket_thuc", "luu")),
        *((name, ITEM) for name in ("can_cu", "noi_nhan", "chu_thich")),
        *(("noi_dung", ITEM, kind) for kind in Khoi.KINDS),
        *(("phu_luc", ITEM, "noi_dung", ITEM, kind) for kind in Khoi.KINDS),
        *(("nhiem_vu", ITEM, name) for name in (*Hang.KINDS, *CELLS)),
        *(("muc_tieu", ITEM, name) for name in ChiTieu.model_fields if name != "ma"),
    }
)
"""Paths of the texts whose marks (`**`, `[^name]`, `[@number]`) are read; others print them raw."""


def passages(source: Source, sign: str = "") -> Iterator[Passage]:
    """The texts that the plan prints; settings such as `loai` and `ma` are left out.

    `sign`: only those that hold it, which is much quicker where few do.
    """
    yield from _under(source, source.values, (), sign)


def reads_marks(path: Path) -> bool:
    """Whether the marks in the text at `path` mean something."""
    return _pattern(path) in _MARKED


def is_printed(path: Path) -> bool:
    """Whether the text at `path` is printed; a setting such as `loai` is not."""
    return _pattern(path) not in _SETTINGS


def _pattern(path: Path) -> Path:
    """The path with every item and every footnote's name as ITEM."""
    if path[:1] == ("chu_thich",):
        return ("chu_thich", *(ITEM for _step in path[1:]))
    return tuple(ITEM if isinstance(step, int) else step for step in path)


def _under(source: Source, value: Any, path: Path, sign: str) -> Iterator[Passage]:
    if isinstance(value, str):
        if sign in value and _pattern(path) not in _SETTINGS:
            yield Passage(value, source.place(path), path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _under(source, item, (*path, key), sign)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _under(source, item, (*path, at), sign)
