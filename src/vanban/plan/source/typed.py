"""Values → YAML as a clerk would type it: what a machine writes reads like what a person wrote.

A text stands on the line of its key where YAML allows it, else below a `|`; quotes only where a
`|` cannot hold it. Lists are indented by two blanks. Whatever is written reads back letter for
letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from vanban.plan.source import scalars
from vanban.plan.source.build import Path, Value
from vanban.plan.source.scalars import Kind

MARK = "# CẦN XEM:"
_STEP = 2
_UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_WORD = re.compile(r"[^\W\d][\w.-]*")

Points = Mapping[Path, list[str]]


def as_yaml(
    values: dict[str, Value],
    points: Iterable[tuple[Path, str]] = (),
    head: Iterable[str] = (),
) -> str:
    """The file that holds `values`, their keys in the order given.

    `points`: path of an entry, and what a person has to decide there; a `# CẦN XEM:` line above
    that entry, or above the nearest one that is there; `()` is the head of the file. `head`:
    comment lines that stand before everything.
    """
    told = _told(values, points)
    lines = [line if line.startswith("#") else f"# {line}" for line in head]
    lines += [as_comment(text) for text in told.get((), ())]
    lines += _entries(values, (), 0, told)
    return "\n".join(lines) + "\n" if lines else ""


def as_entry(
    key: str, value: Value, column: int = 0, points: Iterable[tuple[Path, str]] = ()
) -> str:
    """`key: value` with its lines, the key at `column`; no line end behind the last line.

    `points` as of `as_yaml`, their paths from the value on.
    """
    return "\n".join(_entry(key, value, (), column, _told(value, points)))


def as_item(value: Value, column: int, points: Iterable[tuple[Path, str]] = ()) -> str:
    """`- value` with its lines, the hyphen at `column`; no line end behind the last line."""
    return "\n".join(_item(value, (), column, _told(value, points)))


def as_text(text: str | None, column: int) -> str:
    """What stands behind a key or a hyphen at `column` for a text, further lines included."""
    if not text:
        return "" if text is None else "''"
    if _is_plain(text):
        return text
    if _is_block(text):
        indent = " " * (column + _STEP)
        return "|" + "".join("\n" + (indent + line if line else "") for line in text.split("\n"))
    return quoted(text)


def as_comment(text: str, indent: str = "") -> str:
    """The comment line, without its end, that leaves a point to decide above its entry."""
    return f"{indent}{MARK} {' '.join(text.split())}"


def quoted(text: str) -> str:
    """The text in quotes, signs that no line can hold as escapes."""
    if not _UNTYPED.search(text):
        return scalars.quoted(text)
    return _UNTYPED.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def _told(values: Value, points: Iterable[tuple[Path, str]]) -> Points:
    """The points by the entry they stand above."""
    told: dict[Path, list[str]] = {}
    for path, text in points:
        told.setdefault(_known(values, path), []).append(text)
    return told


def _known(values: Value, path: Path) -> Path:
    """The path as far as it leads to something."""
    value = values
    for at, step in enumerate(path):
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return path[:at]
    return path


def _entries(values: dict[str, Value], path: Path, column: int, points: Points) -> list[str]:
    return [
        line
        for key, value in values.items()
        for line in _entry(key, value, (*path, key), column, points)
    ]


def _entry(key: str, value: Value, path: Path, column: int, points: Points) -> list[str]:
    indent = " " * column
    lines = [as_comment(text, indent) for text in points.get(path, ())]
    typed = f"{indent}{_key(key)}:"
    if not isinstance(value, (dict, list)):
        text = as_text(value, column)
        return [*lines, f"{typed} {text}" if text else typed]
    if not value:
        return [*lines, f"{typed} {'{}' if isinstance(value, dict) else '[]'}"]
    return [*lines, typed, *_below(value, path, column + _STEP, points)]


def _item(value: Value, path: Path, column: int, points: Points) -> list[str]:
    indent = " " * column
    lines = [as_comment(text, indent) for text in points.get(path, ())]
    if isinstance(value, dict) and value:
        first = next(iter(value))
        if not _WORD.fullmatch(first):  # behind a hyphen, words before a colon may be a sentence
            return [*lines, f"{indent}-", *_entries(value, path, column + _STEP, points)]
        below = _entries(value, path, column + _STEP, points)
        told = len(points.get((*path, first), ()))
        lines += [line[_STEP:] for line in below[:told]]
        return [*lines, f"{indent}- {below[told][column + _STEP :]}", *below[told + 1 :]]
    if isinstance(value, list) and value:
        return [*lines, f"{indent}-", *_below(value, path, column + _STEP, points)]
    if isinstance(value, (dict, list)):
        return [*lines, f"{indent}- {'{}' if isinstance(value, dict) else '[]'}"]
    text = as_text(value, column)
    if value and text == value and scalars.TIGHT_KEY.match(value):  # `chu_tri:Sở` is no entry
        text = f"|\n{indent}  {value}"
    return [*lines, f"{indent}- {text}" if text else f"{indent}-"]


def _below(
    value: dict[str, Value] | list[Value], path: Path, column: int, points: Points
) -> list[str]:
    """The lines of a collection that is not empty."""
    if isinstance(value, dict):
        return _entries(value, path, column, points)
    return [
        line for at, item in enumerate(value) for line in _item(item, (*path, at), column, points)
    ]


def _key(key: str) -> str:
    plain = _is_plain(key) and key != "<<" and scalars.key_end(f"{key}:") == len(key)
    return key if plain else quoted(key)


def _is_plain(text: str) -> bool:
    """Whether the text reads back when it stands on the line of its key or hyphen."""
    return (
        not any(sign in text for sign in "\n\t")
        and text == text.strip()
        and scalars.kind_of(text) is Kind.PLAIN
        and not _UNTYPED.search(text)
    )


def _is_block(text: str) -> bool:
    """Whether the text reads back below a `|`: it begins and ends with words, as its lines do."""
    lines = text.split("\n")
    return (
        bool(lines[0].strip(" \t") and lines[-1].strip(" \t"))
        and lines[0][0] not in " \t"
        and not any(line and not line.strip(" \t") for line in lines)
        and not _UNTYPED.search(text)
    )
