"""Children as files: opened from their parent, written once, kept as they were made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vanban import files
from vanban.drafting.derive.deriver import Derived, Deriver
from vanban.drafting.derive.setting import Rosters
from vanban.drafting.keeping import keep
from vanban.finding import VanbanError, did_you_mean
from vanban.language.unicode import nearest, unaccent
from vanban.messages import _
from vanban.plan.issuer import Truong, names_of
from vanban.plan.load import Loaded, load
from vanban.plan.model import CoQuan, KeHoach, Nguon
from vanban.plan.naming import Names
from vanban.plan.project import PLANS, Project, shown
from vanban.plan.recipe import PhanCap
from vanban.plan.roster import columns_of
from vanban.plan.source import Source, as_yaml

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Made:
    """A child on the disk: where, what it says, and the copy of the file that stood there."""

    path: Path
    unit: Truong
    derived: Derived
    backup: Path | None = None


def open_deriver(
    project: Project,
    path: Path,
    name: str,
    loaded: Loaded[KeHoach] | None = None,
    body: CoQuan | None = None,
) -> Deriver:
    """The deriver of the parent file `path` and the recipe `name`, both of the project.

    `loaded` and `body`: the parent and its issuer's profile, when the caller has read them.
    VanbanError when parent, profile or recipe cannot be used.
    """
    assert project.root is not None
    loaded = loaded or load(path, KeHoach, shown(path))
    plan = loaded.value
    if plan is None:
        raise VanbanError(
            _("{file}: còn lỗi nên chưa lập được kế hoạch của đơn vị", file=shown(path)),
            _("Chạy `vanban check {file}`.", file=shown(path)),
            exit_code=1,
        )
    recipe = recipe_of(project, name)
    body = body or profile_of(project, plan.co_quan)
    base = profile_of(project, recipe.co_quan) if recipe.co_quan else body
    rosters = rosters_for(loaded.source, project.units().values(), columns_of(project.rosters()))
    start = origin(project.root, path, name)
    return Deriver(plan, body, recipe, loaded.source, start, base, rosters)


def rosters_for(source: Source, units: Iterable[Truong], columns: Iterable[str]) -> Rosters:
    """What deriving from the parent `source` needs of the rosters: few of a thousand schools."""
    units = list(units)
    names = Names((name, unit.ma) for unit in units for name in names_of(unit))
    named = {ma for _start, _end, codes in names.find(source.text) for ma in codes}
    return Rosters(tuple(unit for unit in units if unit.ma in named), tuple(columns))


def recipe_of(project: Project, name: str) -> PhanCap:
    """A recipe of the project; VanbanError when there is none of that name or it is faulty."""
    loaded = project.recipe(name)
    if loaded is None:
        raise VanbanError(
            _("Không có công thức “{name}” trong data/phan-cap", name=name),
            did_you_mean(
                nearest(name, project.recipes()),
                _("Có các công thức: {names}.", names=", ".join(project.recipes()) or "-"),
            ),
            exit_code=2,
        )
    if loaded.value is None:
        raise faulty(loaded.source.file)
    return loaded.value


def profile_of(project: Project, name: str) -> CoQuan:
    """A body's profile; VanbanError when there is none of that name or it is faulty."""
    loaded = project.body(name)
    if loaded is None:
        raise VanbanError(
            _("Không thấy hồ sơ cơ quan “{name}”", name=name),
            did_you_mean(
                nearest(name, project.bodies()),
                _("Có các hồ sơ: {names}.", names=", ".join(project.bodies())),
            ),
        )
    if loaded.value is None:
        raise faulty(loaded.source.file)
    return loaded.value


def faulty(file: str) -> VanbanError:
    """Why a file that has errors is not used."""
    return VanbanError(
        _("{file} còn lỗi", file=file), _("Chạy `vanban check {file}`.", file=file), exit_code=1
    )


def origin(root: Path, path: Path, name: str) -> Nguon:
    """What a child says of where it comes from."""
    try:
        below = files.real_path(path).relative_to(files.real_path(root))
        content = path.read_bytes()
    except ValueError as error:
        raise VanbanError(
            _("{file} không nằm trong dự án {root}", file=shown(path), root=root)
        ) from error
    except OSError as error:
        raise VanbanError(
            _("Không mở được {path}: {why}", path=shown(path), why=error.strerror or error)
        ) from error
    return Nguon(tep=below.as_posix(), bam=files.sha256(content), phan_cap=name)


def target(root: Path, parent: Path, unit: Truong, into: Path | None = None) -> Path:
    """Where the plan of a unit is written: beside its parent, in a folder of the parent's name.

    A parent that stands elsewhere than in `data/ke-hoach` has its children there.
    """
    ma = _NOT_IN_NAMES.sub("-", unaccent(unit.ma)).strip("-.") or "-"
    plans = root / PLANS
    inside = files.real_path(parent).is_relative_to(files.real_path(plans))
    folder = into if into is not None else (parent.parent if inside else plans) / parent.stem
    return folder / f"{parent.stem}-{ma}.yaml"


def refuse_same_target(targets: Mapping[str, Path]) -> None:
    """Raise VanbanError when two units (code → file) would be written to one file."""
    taken: dict[str, str] = {}
    for ma, path in targets.items():
        other = taken.setdefault(str(path).casefold(), ma)
        if other != ma:
            raise VanbanError(
                _("Hai mã “{one}” và “{two}” cùng ghi ra {path}",
                  one=other, two=ma, path=shown(path)),
                _("Đổi một mã trong danh sách."),
                exit_code=2,
            )  # fmt: skip


def text_of(derived: Derived, path: Path, root: Path) -> str:
    """The child as the file at `path` says it, without `goc`."""
    schema = _from(path.parent, root / "schema" / "ke-hoach.json")
    source = derived.values["nguon"]
    head = [
        f"yaml-language-server: $schema={schema}",
        f"Lập theo {source['tep']}, công thức {source['phan_cap']}. Mỗi dòng CẦN XEM là một điều",
        "phải quyết định; xong thì xoá dòng ấy. Kế hoạch cấp trên đổi: vanban update tệp này.",
    ]
    return as_yaml(derived.values, derived.points, head)


def kept_text(derived: Derived, path: Path, root: Path) -> str:
    """The child as its file says it, with the hash under which it is kept as it was made.

    A number and date that it has already are not part of what is kept: they are the unit's own.
    """
    as_made = replace(derived, values={**derived.values, "so": None, "ngay": None})
    digest = keep(root, text_of(as_made, path, root))
    return f"{text_of(derived, path, root)}  goc: {digest}\n"


def _from(folder: Path, path: Path) -> str:
    """The way from a folder to a file; on another drive of Windows there is none but the whole."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.as_posix()


def write_child(
    derived: Derived, unit: Truong, path: Path, root: Path, *, force: bool = False
) -> Made:
    """Write a child and keep it as it was made.

    VanbanError when there is a file already; with `force` a copy of it stays.
    """
    backup = None
    if path.exists():
        if not force:
            raise VanbanError(
                _("Đã có {path}, nên không ghi đè", path=shown(path)),
                _("Kế hoạch cấp trên đã đổi thì chạy `vanban update {path}`.", path=shown(path)),
            )
        backup = files.backup(path)
    files.write(path, kept_text(derived, path, root).encode())
    return Made(path, unit, derived, backup)
