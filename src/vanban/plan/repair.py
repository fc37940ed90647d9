"""What the reader repairs in a file's values before they are judged (each a finding with a fix)."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from vanban.finding import Edit, Finding, Level
from vanban.language.dates import from_iso
from vanban.language.unicode import key as plain_key
from vanban.messages import _
from vanban.plan.model import KeHoach, NguoiKy, Part
from vanban.plan.moves import rename, replaced
from vanban.plan.recipients import luu_among_recipients
from vanban.plan.source import Path, Source
from vanban.plan.typed_numbers import typed_numbers

MAY_STAND_EMPTY = {"so", "ngay", "ho_ten"}

_NOTHING = {"", "~", "null", "Null", "NULL"}
"""How people and editors write that a number or date is not there yet."""


def repair(source: Source, model: type[Part]) -> list[Finding]:
    """Repair `source.values` in place; the findings carry the edits that repair the file."""
    found: list[Finding] = []
    _walk(source, source.values, model, (), found)
    if model is KeHoach and isinstance(source.values, dict):
        _not_yet(source.values)
        found += typed_numbers(source)
        found += luu_among_recipients(source)
        _iso_date(source, found)
    return found


def _walk(source: Source, value: Any, model: type[Part], path: Path, found: list[Finding]) -> None:
    """Repair one mapping and what stands in it; as deep as the models are, never deeper."""
    if not isinstance(value, dict):
        return
    _accented_keys(source, value, model, path, found)
    _empty_values(source, value, model, path, found)
    for name, inner in fields(model).items():
        child = value.get(name)
        for at, item in _items(child):
            _walk(source, item, inner, (*path, name, *at), found)


def _items(value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, list):
        yield from (((at,), item) for at, item in enumerate(value))
    else:
        yield (), value


@cache
def fields(model: type[Part]) -> dict[str, type[Part]]:
    """The fields of `model` that hold a model, or a list of one → that model."""
    return {
        name: inner
        for name, field in model.model_fields.items()
        if (inner := _model_in(field.annotation))
    }


def _model_in(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    for argument in typing.get_args(annotation):
        if inner := _model_in(argument):
            return inner
    return None


def shape_at(model: type[Part], path: Path) -> type[Part] | None:
    """The model that stands at `path`; `None` where a text or a list stands."""
    at: type[Part] | None = model
    for step in path:
        if isinstance(step, str):
            at = fields(at).get(step) if at else None
    return at


def _accented_keys(
    source: Source, value: dict[str, Any], model: type[Part], path: Path, found: list[Finding]
) -> None:
    """`chủ trì:` → `chu_tri:`."""
    for typed in [key for key in value if key not in model.model_fields]:
        meant = plain_key(typed)
        if meant not in model.model_fields or meant in value:
            continue
        place = source.keys[(*path, typed)]
        renamed = {meant if key == typed else key: item for key, item in value.items()}
        value.clear()
        value.update(renamed)
        rename(source, (*path, typed), (*path, meant))
        found.append(
            Finding(
                "C102",
                Level.CANH_BAO,
                _("Tên phần viết không dấu, nối bằng “_”: “{typed}”", typed=typed),
                place,
                _("Sửa thành “{meant}”.", meant=meant),
                edits=replaced(source, place.start, place.end, meant),
                repaired=True,
            )
        )


def _empty_values(
    source: Source, value: dict[str, Any], model: type[Part], path: Path, found: list[Finding]
) -> None:
    """A key without a value is taken as not there, where the plan can do without it."""
    for name in [key for key, item in value.items() if item is None]:
        field = model.model_fields.get(name)
        if field is None or (model is not NguoiKy and name in MAY_STAND_EMPTY):
            continue
        if field.is_required() or name in MAY_STAND_EMPTY:
            continue
        if name in getattr(model, "KINDS", ()):
            continue
        del value[name]
        found.append(
            Finding(
                "C112",
                Level.CANH_BAO,
                _("“{key}” để trống: coi như không có", key=name),
                source.keys[(*path, name)],
                _("Bỏ dòng này, hoặc gõ nội dung."),
                edits=(Edit(source.file, *source.entry_span((*path, name)), ""),),
                repaired=True,
            )
        )


def _not_yet(values: dict[str, Any]) -> None:
    """`so: ~` and `ngay: null` are empty."""
    for name in ("so", "ngay"):
        typed = values.get(name)
        if isinstance(typed, str) and typed.strip() in _NOTHING:
            values[name] = None


def _iso_date(source: Source, found: list[Finding]) -> None:
    """`ngay: 2026-01-12` → `12/01/2026`."""
    values = source.values
    assert isinstance(values, dict)
    typed = values.get("ngay")
    if not isinstance(typed, str):
        return
    try:
        meant = str(from_iso(typed))
    except ValueError:
        return
    values["ngay"] = meant
    place = source.place(("ngay",))
    found.append(
        Finding(
            "C115",
            Level.CANH_BAO,
            _("Ngày viết dd/mm/yyyy: “{typed}”", typed=typed),
            place,
            _("Sửa thành “{meant}”.", meant=meant),
            edits=replaced(source, place.start, place.end, meant),
            repaired=True,
        )
    )
