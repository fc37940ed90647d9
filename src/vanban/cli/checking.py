"""Which files a path means, and what is found in each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vanban import files
from vanban.finding import Finding, VanbanError
from vanban.messages import _
from vanban.plan.project import BODIES, NUMBERS, SCHOOLS, TEMPLATES, Project, find_root, shown

NOT_OURS = {"output", "schema", "node_modules", "venv", "__pycache__"}
"""Folders below the given one that are never looked into, like those whose name begins with `.`."""

YAML = (".yaml", ".yml")
ROSTERS = (".csv", ".xlsx", ".xls", ".ods")


@dataclass(slots=True)
class Inspected:
    """One file looked through; `error` says why it could not be."""

    path: Path
    findings: list[Finding] = field(default_factory=list)
    error: VanbanError | None = None


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files to check: those named, and all plans and templates of the folders named.

    No path at all means the project here. VanbanError when there is none, or nothing in it.
    """
    named = list(paths) or [_here()]
    found = [file for path in named for file in (_inside(path) if path.is_dir() else [path])]
    if not found:
        raise VanbanError(
            _("Không thấy tệp nào để kiểm tra trong {folder}", folder=shown(named[0])),
            _("Chỉ ra tệp .yaml, mẫu .docx, hoặc thư mục có chúng."),
        )
    return list(dict.fromkeys(found))


def _here() -> Path:
    root = find_root(Path.cwd())
    if root is None:
        raise VanbanError(
            _("Đây không phải thư mục dự án (không thấy data/co-quan ở đây và ở trên)"),
            _("Chỉ ra tệp cần kiểm tra, hoặc chạy `vanban new --project THƯ_MỤC`."),
        )
    return root


def _inside(folder: Path) -> list[Path]:
    """The plans and templates of a folder; of a project, those in `data` and `templates`."""
    if (folder / BODIES).is_dir():
        return [
            *_inside(folder / "data"),
            *sorted(folder.glob("*.yaml")),
            *_inside(folder / TEMPLATES),
        ]
    return [file for file in _walk(folder) if _is_ours(file)]


def _walk(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(n for n in folders if n not in NOT_OURS and not n.startswith("."))
        yield from (Path(at, name) for name in sorted(names))


def _is_ours(file: Path) -> bool:
    if file.name.startswith((".", "~$")):
        return False
    folders = files.real_path(file).parent.parts
    suffix = file.suffix.lower()
    return (
        suffix in YAML
        or (suffix == ".docx" and TEMPLATES.name in folders)
        or (suffix in ROSTERS and folders[-2:] in (SCHOOLS.parts, NUMBERS.parts))
    )


def inspect(paths: Iterable[Path]) -> list[Inspected]:
    """Look each file through; one that cannot be opened does not stop the others."""
    projects: dict[Path | None, Project] = {}
    done = []
    for path in paths:
        root = find_root(files.real_path(path).parent)
        project = projects.setdefault(root, Project(root))
        try:
            done.append(Inspected(path, _findings(path, project)))
        except VanbanError as error:
            done.append(Inspected(path, error=error))
    return done


def _findings(path: Path, project: Project) -> list[Finding]:
    if path.suffix.lower() == ".docx":
        from vanban.word.template.check import check_template

        return check_template(path)
    if path.suffix.lower() in ROSTERS:
        if files.real_path(path).parent.parts[-2:] == NUMBERS.parts:
            from vanban.plan.numbers import read_book

            return read_book(path, shown(path)).findings
        from vanban.plan.roster import read_roster

        return read_roster(path, shown(path)).findings
    from vanban.rules.check import check_file

    return check_file(path, project).findings
