"""What the reader repairs in a file's values before they are judged (each a finding with a fix)."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from vanban.finding import Edit, Finding, Level
from vanban.language.dates import from_iso
from vanban.language.unicode import key as plain_key
from vanban.messages import _
from vanban.plan.model import Hang, KeHoach, Khoi, NguoiKy, Part
from vanban.plan.source import Path, Source

MAY_STAND_EMPTY = {"so", "ngay", "ho_ten"}

_NUMBER_TYPED = {
    "phan": re.compile(r"Phần\s+[IVXLC]+\s*[.:]?\s+", re.IGNORECASE),
    "muc": re.compile(r"[IVXLC]+\s*[.)]\s*"),
    "tieu_muc": re.compile(r"\d{1,2}\s*[.)]\s+"),
    "khoan": re.compile(r"\d{1,2}\s*[.)]\s+"),
    "tieu_muc_con": re.compile(r"\d{1,2}\.\d{1,2}\s*[.)]?\s+"),
    "khoan_con": re.compile(r"\d{1,2}\.\d{1,2}\s*[.)]?\s+"),
    "diem": re.compile(r"[a-zđ]\s*[.)]\s+"),
    "gach": re.compile(r"[-–•]\s+"),
    "gach_con": re.compile(r"[+]\s+"),
    "nhom": re.compile(r"\d{1,2}\s*[.)]\s+"),
    "viec": re.compile(r"\d{1,2}(?:\.\d{1,2})?\s*[.)]\s+|\d{1,2}\.\d{1,2}\s+"),
    "viec_con": re.compile(r"[a-zđ]\s*[.)]\s+"),
}
"""Kind → the number or hyphen that the machine prints, when somebody types it as well."""


def repair(source: Source, model: type[Part]) -> list[Finding]:
    """Repair `source.values` in place; the findings carry the edits that repair the file."""
    found: list[Finding] = []
    _walk(source, source.values, model, (), found)
    if model is KeHoach and isinstance(source.values, dict):
        _recipient_that_is_luu(source, found)
        _iso_date(source, found)
    return found


def _walk(source: Source, value: Any, model: type[Part], path: Path, found: list[Finding]) -> None:
    """Repair one mapping and what stands in it; as deep as the models are, never deeper."""
    if not isinstance(value, dict):
        return
    _accented_keys(source, value, model, path, found)
    _empty_values(source, value, model, path, found)
    if model in (Khoi, Hang):
        _typed_numbers(source, value, path, found)
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
        _rename(source, (*path, typed), (*path, meant))
        found.append(
            Finding(
                "C102",
                Level.CANH_BAO,
                _("Tên phần viết không dấu, nối bằng “_”: “{typed}”", typed=typed),
                place,
                _("Sửa thành “{meant}”.", meant=meant),
                edits=_replaced(source, place.start, place.end, meant),
                repaired=True,
            )
        )


def _rename(source: Source, old: Path, new: Path) -> None:
    for table in (source.places, source.keys):
        for path in [path for path in table if path[: len(old)] == old]:
            table[new + path[len(old) :]] = table.pop(path)


def _replaced(source: Source, start: int | None, end: int | None, text: str) -> tuple[Edit, ...]:
    if start is None or end is None:
        return ()
    return (Edit(source.file, start, end, text),)


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


def _typed_numbers(source: Source, value: dict[str, Any], path: Path, found: list[Finding]) -> None:
    """A number or hyphen typed before a text that gets one is dropped."""
    for kind, pattern in _NUMBER_TYPED.items():
        text = value.get(kind)
        if not isinstance(text, str) or "\n" in text.strip("\n"):
            continue  # in a text of several lines a hyphen is typed on purpose
        typed = pattern.match(text)
        if not typed or typed.end() == len(text):
            continue
        place = source.place((*path, kind), 0, typed.end())
        value[kind] = text[typed.end() :]
        source.places[(*path, kind)] = source.place((*path, kind), typed.end(), len(text))
        found.append(
            Finding(
                "C113",
                Level.CANH_BAO,
                _(
                    "“{typed}” không cần gõ: máy tự đánh số và gạch đầu dòng",
                    typed=typed[0].strip(),
                ),
                place,
                _("Bỏ đi, nếu không sẽ in hai lần."),
                edits=_replaced(source, place.start, place.end, ""),
                repaired=True,
            )
        )


def _recipient_that_is_luu(source: Source, found: list[Finding]) -> None:
    """`- Lưu: VT` among the recipients → `luu: VT`."""
    values = source.values
    assert isinstance(values, dict)
    recipients = values.get("noi_nhan")
    if not isinstance(recipients, list) or values.get("luu"):
        return
    for at, item in enumerate(recipients):
        if not isinstance(item, str):
            if isinstance(item, dict) and len(item) == 1:
                (typed, rest), *_none = item.items()
                if plain_key(typed) != "luu" or not isinstance(rest, str):
                    continue
                kept = rest
            else:
                continue
        elif typed_luu := re.match(r"[-–]?\s*Lưu\s*:?\s+", item, re.IGNORECASE):
            kept = item[typed_luu.end() :]
        else:
            continue
        kept = kept.strip().rstrip(".")
        start, end = source.entry_span(("noi_nhan", at))
        del recipients[at]
        values["luu"] = kept
        place = source.place(("noi_nhan", at))
        source.places[("luu",)] = place
        newline = "\r\n" if "\r\n" in source.text else "\n"
        tail = source.text[start:end]
        last = at == len(recipients)
        edits = (
            (
                Edit(
                    source.file,
                    start,
                    end,
                    f"luu: {kept}{newline if tail.endswith(newline) else ''}",
                ),
            )
            if last
            else ()
        )
        found.append(
            Finding(
                "C114",
                Level.CANH_BAO,
                _("Dòng Lưu đứng riêng ở “luu”, không trong “noi_nhan”"),
                place,
                _("Viết “luu: {kept}” sau danh sách nơi nhận.", kept=kept),
                edits=edits,
                repaired=True,
            )
        )
        return


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
            edits=_replaced(source, place.start, place.end, meant),
            repaired=True,
        )
    )
