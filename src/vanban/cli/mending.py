"""`check --fix`: the edits of the findings made in the files, as long as there are any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vanban import files
from vanban.cli.checking import YAML
from vanban.finding import Edit, VanbanError
from vanban.messages import _
from vanban.plan.project import shown
from vanban.rules.check import check_file

ROUNDS = 10
"""How often a file is mended again: one mend may uncover the next."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after; `mends` counts the edits, `kept` is the copy of the old one."""

    path: Path
    before: str
    after: str
    mends: int
    kept: Path


def mend(paths: Iterable[Path]) -> tuple[list[Mended], list[VanbanError]]:
    """Mend the YAML files among `paths`, and those of the project that their findings lead to.

    The files mended, and why others could not be: changed since they were read, or not writable.
    """
    waiting = [path for path in paths if path.suffix.lower() in YAML and path.is_file()]
    seen: set[Path] = set()
    done: list[Mended] = []
    errors: list[VanbanError] = []
    for path in waiting:  # grows while we walk it: a plan leads to its body and its register
        if files.real_path(path) in seen:
            continue
        seen.add(files.real_path(path))
        try:
            mended, others = _mended(path)
        except VanbanError as error:
            errors.append(error)
        except OSError as error:
            errors.append(files.cannot_write(path, error))
        else:
            done += [mended] if mended else []
            waiting += others
    return done, errors


def _mended(path: Path) -> tuple[Mended | None, list[Path]]:
    """The mended file, `None` when there was nothing to mend; and the files it leads to."""
    first, mends, kept = "", 0, None
    others: list[Path] = []
    after = ""
    for _round in range(ROUNDS):
        before, edits, others = _edits(path)
        wanted = files.apply_edits(before, edits)
        if wanted == before:
            break
        old = path.read_bytes()
        mark = files.BOM if old.startswith(files.BOM.encode()) else ""
        if old != (mark + before).encode():
            if kept:  # mended once already: what was saved meanwhile is for the next run
                break
            raise _changed(path)
        if kept is None:
            kept, first = files.backup(path), before
        files.write(path, (mark + wanted).encode())
        after = wanted
        mends += len(edits)
    return (Mended(path, first, after, mends, kept) if kept else None), others


def _changed(path: Path) -> VanbanError:
    return VanbanError(
        _("{file} vừa bị đổi nên chưa sửa gì trong đó", file=shown(path)),
        _("Lưu tệp trong trình soạn thảo rồi chạy lại."),
    )


def _edits(path: Path) -> tuple[str, list[Edit], list[Path]]:
    """The text of a file, its own edits, and the other files that its findings mend."""
    checked = check_file(path)
    source = checked.source
    edits = files.agreed(finding.edits for finding in checked.findings)
    others = sorted({edit.file for edit in edits if edit.file != source.file})
    return source.text, [edit for edit in edits if edit.file == source.file], [*map(Path, others)]
