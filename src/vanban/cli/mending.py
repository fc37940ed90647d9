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


def mend(paths: Iterable[Path]) -> list[Mended]:
    """Mend the YAML files among `paths`, and those of the project that their findings lead to.

    Files with nothing to mend are left out. VanbanError when a file changed since it was read, or
    cannot be written.
    """
    waiting = [path for path in paths if path.suffix.lower() in YAML and path.is_file()]
    seen: set[Path] = set()
    done = []
    for path in waiting:  # grows while we walk it: a plan leads to its body and its register
        if path.resolve() not in seen:
            seen.add(path.resolve())
            mended, others = _mended(path)
            done += [mended] if mended else []
            waiting += others
    return done


def _mended(path: Path) -> tuple[Mended | None, list[Path]]:
    """The mended file, `None` when there was nothing to mend; and the files it leads to."""
    first, mends, kept = "", 0, None
    others: list[Path] = []
    for _round in range(ROUNDS):
        before, edits, others = _edits(path)
        after = files.apply_edits(before, edits)
        if after == before:
            break
        old = path.read_bytes()
        mark = files.BOM if old.startswith(files.BOM.encode()) else ""
        if old != (mark + before).encode():
            raise VanbanError(
                _("{file} vừa bị đổi nên chưa sửa gì trong đó", file=shown(path)),
                _("Lưu tệp trong trình soạn thảo rồi chạy lại."),
            )
        if kept is None:
            kept, first = files.backup(path), before
        files.write(path, (mark + after).encode())
        mends += len(edits)
    return (Mended(path, first, after, mends, kept) if kept else None), others


def _edits(path: Path) -> tuple[str, list[Edit], list[Path]]:
    """The text of a file, its own edits, and the other files that its findings mend."""
    checked = check_file(path)
    source = checked.source
    edits = list(dict.fromkeys(edit for finding in checked.findings for edit in finding.edits))
    others = sorted({edit.file for edit in edits if edit.file != source.file})
    return source.text, [edit for edit in edits if edit.file == source.file], [*map(Path, others)]
