"""The name of each school's file: from a pattern, fit for every disk, no two alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from vanban.finding import VanbanError
from vanban.language.unicode import nfc, unaccent
from vanban.messages import _
from vanban.plan.issuer import Truong

SUFFIX = ".docx"
OURS = "danh-muc"
"""So begin, in the folder of the run, the names of its index."""

LONGEST = 200
"""So many bytes a path below the folder may have: with the folder's own it fits into the 260
characters that Windows grants."""

LONGEST_NAME = 120
"""So many bytes each name in it may have."""

_NOT_IN_NAMES = re.compile(r'[:*?"<>|\x00-\x1f\x7f]+')
_PARTS = re.compile(r"[/\\]+")
_NOT_ASCII = re.compile(r"[^ -~]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


class BadNameError(VanbanError):
    """A school whose file cannot be named; the others can."""


def default(code: str) -> str:
    """The pattern when the user gives none: a folder a district, if known; `code` as in KH."""
    district = "{% if truong.khu_vuc %}{{ truong.khu_vuc }}/{% endif %}"
    return f"{district}{unaccent(code)}-{{{{ truong.ma }}}}"


def clean(name: str, *, ascii_only: bool = True) -> str:
    r"""A path below the folder that every disk takes, with `/`, ending in `.docx`.

    What no name may hold becomes `-`; `\` parts folders like `/`. BadNameError for one that leaves
    the folder, is empty or too long.
    """
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        raise BadNameError(_("Tên tệp “{name}” phải nằm trong thư mục ghi ra", name=name))
    steps = [_step(step, ascii_only=ascii_only) for step in re.split(r"[/\\]", name)]
    steps = [step for step in steps if step != "."]
    if not steps or "" in steps or ".." in steps:
        raise BadNameError(
            _("Tên tệp “{name}” trống hoặc ra ngoài thư mục ghi ra", name=name),
            _("Xem cột của trường này trong danh sách, và mẫu tên ở --name."),
        )
    if not steps[-1].lower().endswith(SUFFIX):
        steps[-1] += SUFFIX
    path = "/".join(f"_{step}" if _RESERVED.fullmatch(step) else step for step in steps)
    if len(path.encode()) > LONGEST or max(len(step.encode()) for step in steps) > LONGEST_NAME:
        raise BadNameError(
            _("Tên tệp dài quá {n} ký tự: {name}…", n=LONGEST_NAME, name=path[:60]),
            _("Đặt tên ngắn hơn bằng --name."),
        )
    return path


def _step(name: str, *, ascii_only: bool) -> str:
    """One name of a path; `..` and nothing stay what they are."""
    name = _NOT_ASCII.sub("-", unaccent(name)) if ascii_only else nfc(name)
    name = _NOT_IN_NAMES.sub("-", name).strip()
    return name if name in (".", "..") else name.rstrip(". ")


def in_one_folder(unit: Truong) -> Truong:
    """The unit as a pattern sees it: only the pattern parts folders, a cell such as `A/B` none."""
    values = {name: _PARTS.sub("-", text) for name, text in unit.values.items()}
    return replace(unit, ma=_PARTS.sub("-", unit.ma), values=values)


Namer = Callable[[Truong], str]


def named(units: Iterable[Truong], namer: Namer) -> list[str | VanbanError]:
    """The path of each unit's file below the folder, or why it has none.

    VanbanError when two units, or a unit and the index of the run, have the same: nothing has been
    written yet.
    """
    found: list[tuple[Truong, str | VanbanError]] = []
    for unit in units:
        try:
            found.append((unit, namer(unit)))
        except VanbanError as error:
            found.append((unit, error))
    _refuse_alike([(unit, path) for unit, path in found if isinstance(path, str)])
    return [path for _unit, path in found]


def _refuse_alike(found: Sequence[tuple[Truong, str]]) -> None:
    """Raise VanbanError for two paths that are one on some disk: case and kind of accents aside."""
    taken: dict[str, tuple[Truong, str]] = {}
    for unit, path in found:
        seen = taken.setdefault(_same(path), (unit, path))
        if seen[0] is not unit:
            raise _alike(*seen, unit, path)
        if PurePosixPath(_same(path)).parts[0].startswith(OURS):
            raise VanbanError(
                _(
                    "{place}: tệp {path} trùng với danh mục của lượt này",
                    place=unit.place,
                    path=path,
                ),
                _("Đặt tên khác bằng --name."),
                exit_code=2,
            )
    for unit, path in found:
        for folder in PurePosixPath(_same(path)).parents:
            if other := taken.get(str(folder)):
                raise _alike(*other, unit, path)


def _same(path: str) -> str:
    """What the names of one file share on any system."""
    return nfc(nfc(path).casefold())


def _alike(one: Truong, one_path: str, two: Truong, two_path: str) -> VanbanError:
    return VanbanError(
        _("{one} và {two} cùng ghi ra {path}", one=one.place, two=two.place,
          path=two_path if one_path == two_path else f"{one_path}, {two_path}"),
        _("Sửa mã trong danh sách, hoặc thêm {{ truong.ma }} vào --name."),
        exit_code=2,
    )  # fmt: skip
