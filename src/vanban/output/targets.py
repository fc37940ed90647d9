"""Where a plan is written, and whether the file there is still the one we wrote last."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from vanban import files
from vanban.finding import VanbanError
from vanban.language.unicode import key, nfc
from vanban.messages import _
from vanban.plan.model import KeHoach
from vanban.plan.project import shown

OUTPUT = "output"
WRITTEN = ".vanban.json"
"""The file beside the outputs that remembers them: name → SHA-256 of what we wrote."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def target(path: Path, plan: KeHoach, root: Path | None, into: Path | None) -> Path:
    """Where the plan of the file `path` is written: into `into`, else below the root's `output`.

    A unit's plan has the unit in its name: that of the file (`vanban derive` puts it there), else
    behind it, so that one plan printed for two units makes two files.
    """
    name = nfc(path.stem)
    unit = key(plan.don_vi or "")
    if unit and f"_{unit}_" not in f"_{key(name)}_":
        name += "-" + unit.replace("_", "-")
    name += ".docx"
    if into is not None:
        return into / name
    year = (
        str(plan.nam) if plan.nam is not None else "-".join(re.findall(r"\d+", plan.nam_hoc or ""))
    )
    body = _NOT_IN_NAMES.sub("-", plan.co_quan).strip(". ") or "-"
    return (root or files.real_path(path).parent) / OUTPUT / body / year / name


def same_place(path: Path) -> str:
    """What paths to one file share on any system, whatever its case and its kind of accents."""
    return nfc(str(files.real_path(path))).casefold()


def refuse_same_target(pairs: Iterable[tuple[Path, Path]]) -> None:
    """Raise VanbanError when two inputs (input, target) would be written to one file."""
    taken: dict[str, Path] = {}
    for path, goal in pairs:
        other = taken.setdefault(same_place(goal), path)
        if other is not path:
            raise VanbanError(
                _("{one} và {two} cùng ghi ra {target}",
                  one=shown(other), two=shown(path), target=shown(goal)),
                _("Đổi tên một tệp, hoặc chạy hai lần với -o khác nhau."),
                exit_code=2,
            )  # fmt: skip


def refuse_edited(path: Path) -> None:
    """Raise VanbanError when the file there is not the one we wrote last."""
    if _is_ours(path):
        return
    raise VanbanError(
        _("{path} đã được sửa (hoặc không do vanban ghi), nên không ghi đè", path=shown(path)),
        _("Thêm --force để ghi đè, bản cũ được giữ ở {bak}; hoặc -o THƯ_MỤC.",
          bak=path.name + ".bak"),
    )  # fmt: skip


def keep_edited(path: Path) -> Path | None:
    """Keep a copy of the file there if it is not ours; the path of the copy."""
    if _is_ours(path):
        return None
    try:
        return files.backup(path)
    except OSError as error:
        raise files.cannot_write(path, error) from error


def remember(path: Path, digest: str) -> None:
    """Note what was written to `path`; a folder that takes no note is no reason to fail."""
    note = path.with_name(WRITTEN)
    written = {**_written(note), path.name: digest}
    content = json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with suppress(VanbanError):
        files.write(note, content.encode())


def _is_ours(path: Path) -> bool:
    """Whether there is no file, or the one we wrote last."""
    try:
        return files.sha256(path.read_bytes()) == _written(path.with_name(WRITTEN)).get(path.name)
    except FileNotFoundError:
        return True
    except OSError as error:
        raise files.cannot_write(path, error) from error


def _written(note: Path) -> dict[str, str]:
    try:
        known = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
