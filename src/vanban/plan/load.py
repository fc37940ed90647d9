"""A YAML file → a checked model: repaired, validated, every complaint with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from vanban.finding import Finding, Level, Place, did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.model import Part
from vanban.plan.repair import repair, shape_at
from vanban.plan.source import Path, Source, read, read_text
from vanban.plan.source.sheet import Sheet

T = TypeVar("T", bound=Part)


SHOWN = 200
"""Of so many errors of shape each is shown; of more nobody reads on."""


@dataclass(slots=True)
class Loaded(Generic[T]):
    """A file read as a model; `value` is `None` when its findings are too bad to go on."""

    source: Source
    value: T | None
    findings: list[Finding]


def load(path: FilePath, model: type[T], shown: str | None = None) -> Loaded[T]:
    """Read a YAML file as `model`; VanbanError when it cannot be opened."""
    return _loaded(read(path, shown), model)


def load_text(text: str, model: type[T], file: str = "<text>") -> Loaded[T]:
    """Read YAML text as `model`."""
    return _loaded(read_text(text, file), model)


def load_values(values: dict[str, Any], model: type[T], file: str) -> Loaded[T]:
    """Values that no file holds as `model`: complaints name `file` and no line."""
    return _validated(Source(file, "", values, {}, {}, [], Sheet(file, "")), model, [])


def load_source(source: Source, model: type[T]) -> Loaded[T]:
    """A source's values as `model`, just as they are; findings of the file are not told again."""
    return _validated(source, model, [])


def _loaded(source: Source, model: type[T]) -> Loaded[T]:
    findings = list(source.findings)
    if source.values is None:
        return Loaded(source, None, findings or [_not_a_mapping(source, model)])
    if not isinstance(source.values, dict):
        findings.append(_not_a_mapping(source, model))
        return Loaded(source, None, findings)
    findings += repair(source, model)
    return _validated(source, model, findings)


def _validated(source: Source, model: type[T], findings: list[Finding]) -> Loaded[T]:
    try:
        value = model.model_validate(source.values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        findings += [_finding(source, model, detail) for detail in details[:SHOWN]]
        if len(details) > SHOWN:
            findings.append(_many_more(source, len(details) - SHOWN))
        return Loaded(source, None, findings)
    return Loaded(source, value, findings)


def _many_more(source: Source, count: int) -> Finding:
    return Finding(
        "C199",
        Level.LOI,
        _("Còn {n} lỗi nữa cùng kiểu", n=count),
        source.place(()),
        _("Sửa các lỗi trên rồi kiểm tra lại."),
    )


def _not_a_mapping(source: Source, model: type[Part]) -> Finding:
    first = next(iter(model.model_fields))
    return Finding(
        "C100",
        Level.LOI,
        _("Tệp không có các phần có tên (ví dụ “{key}: …”)", key=first),
        source.place(()),
        _("Chạy `vanban new` để xem một tệp mẫu."),
    )


def _finding(source: Source, model: type[Part], detail: ErrorDetails) -> Finding:
    """A pydantic error as a finding: told apart by its type, never by its English text."""
    path = known(source, tuple(detail["loc"]))
    given = detail["input"]
    kind = detail["type"]
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    place = source.place(path)
    match kind:
        case "extra_forbidden":
            return _unknown_key(source, model, path)
        case "missing":
            wanted = str(detail["loc"][-1])
            return _error(
                "C104",
                _("Thiếu “{key}”", key=wanted),
                source.place(known(source, tuple(detail["loc"][:-1]))),
                _("Thêm dòng “{key}: …”.", key=wanted),
            )
        case "value_error":
            return _own_error(source, model, path, str(detail["ctx"]["error"]))
        case "literal_error":
            allowed = detail["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            return _error(
                "C108",
                _("“{key}: {given}” không có trong các giá trị cho phép", key=key, given=given),
                place,
                _("Chọn một trong: {allowed}.", allowed=allowed),
            )
        case "int_parsing" | "int_type" | "greater_than_equal" | "less_than_equal":
            return _error(
                "C109",
                _("“{key}” phải là một năm viết bằng bốn chữ số", key=key),
                place,
                _("Ví dụ “{key}: 2026”.", key=key),
            )
        case "string_pattern_mismatch":
            return _error(
                "C110",
                _("“{key}: {given}” viết chưa đúng khuôn", key=key, given=given),
                place,
                _pattern_hint(key),
            )
        case "too_short" | "too_long":
            return _error("C111", _("“{key}” phải có một hoặc hai người", key=key), place, "")
    if given is None:
        return _empty(key, place)
    return _wrong_shape(key, kind, given, place)


def _empty(key: str, place: Place) -> Finding:
    return _error(
        "C105",
        _("“{key}” đang để trống", key=key),
        place,
        _("Gõ nội dung, hoặc bỏ cả dòng nếu không có."),
    )


def _error(code: str, message: str, place: Place, hint: str) -> Finding:
    return Finding(code, Level.LOI, message, place, hint)


def _wrong_shape(key: str, kind: str, given: Any, place: Place) -> Finding:
    """A list where a text belongs, a text where a list belongs, and so on."""
    if kind == "string_type":
        what = _("Chỗ này là lời văn, không phải danh sách")
        hint = _(
            "Nếu lời văn bắt đầu bằng [ hoặc {, gõ “|” sau dấu hai chấm rồi viết lời văn ở "
            "dòng dưới."
        )
        if isinstance(given, dict):
            what = _("Chỗ này là lời văn, không phải các phần có tên")
    elif kind == "list_type":
        what = _("“{key}” phải là danh sách", key=key)
        hint = _("Mỗi mục một dòng, bắt đầu bằng “- ”.")
    else:
        what = _("Chỗ này phải bắt đầu bằng một từ chỉ loại rồi dấu hai chấm")
        hint = _("Ví dụ “- gach: Lời văn”.")
    return _error("C103", what, place, hint)


def _pattern_hint(key: str) -> str:
    if key == "nam_hoc":
        return _("Ví dụ “nam_hoc: 2026-2027”.")
    if key == "co_quan":
        return _("Chỉ gõ tên một tệp trong data/co-quan, không đuôi, không thư mục.")
    return _("Chỉ dùng chữ thường không dấu, chữ số và gạch nối.")


def _own_error(source: Source, model: type[Part], path: Path, message: str) -> Finding:
    """An error our own validators raise, as `id:details`."""
    what, _colon, details = message.removeprefix("Value error, ").partition(":")
    if what == "one_year":
        return _error(
            "C106",
            _("Cần đúng một trong hai: “nam” hoặc “nam_hoc”"),
            source.place(()),
            _("Ví dụ “nam: 2026”."),
        )
    if what == "empty":
        key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        return _empty(details or key, source.place(path))
    kinds = _kinds(model, path)
    given = [kind for kind in details.split(",") if kind]
    if given:
        return _error(
            "C107",
            _("Một mục chỉ có một từ chỉ loại, ở đây có: {given}", given=", ".join(given)),
            source.place(path),
            _("Tách thành nhiều mục, mỗi mục một dòng “- ”."),
        )
    entry = _value_at(source.values, path)
    typed = [str(key) for key in entry] if isinstance(entry, dict) else []
    near = next((found for key in typed if (found := nearest(key, kinds))), None)
    hint = did_you_mean(near, _("Dùng một trong: {kinds}.", kinds=", ".join(kinds)))
    return _error("C107", _("Mục này không có từ chỉ loại"), source.place(path), hint)


def _kinds(model: type[Part], path: Path) -> tuple[str, ...]:
    part = shape_at(model, path)
    return getattr(part, "KINDS", ())


def _unknown_key(source: Source, model: type[Part], path: Path) -> Finding:
    key = str(path[-1])
    part = shape_at(model, path[:-1])
    known_keys = list(part.model_fields) if part else []
    near = nearest(key, known_keys)
    hint = did_you_mean(near, _("Dùng được: {keys}.", keys=", ".join(known_keys)))
    return _error(
        "C101",
        _("Không có phần nào tên “{key}”", key=key),
        source.keys.get(path, source.place(path)),
        hint,
    )


def known(source: Source, path: Path) -> Path:
    """`path` in the file, for a path in the model.

    Why: the model wraps a single signer into a list and a group's names into a mapping, so its
    paths may hold a step that the file has not.
    """
    if path in source.places or not path:
        return path
    for at in range(len(path) - 1, -1, -1):
        is_wrapped = isinstance(path[at], int) or path[at - 1 : at + 1] == ("gom", "ten")
        shorter = path[:at] + path[at + 1 :]
        if is_wrapped and shorter in source.places:
            return shorter
    return path


def _value_at(values: Any, path: Path) -> Any:
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return None
    return values
