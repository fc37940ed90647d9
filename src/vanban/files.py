"""Files: written beside and renamed, edited by spans, the user's cache folder.

Why: a user's file is never half-written. Whatever goes wrong, the old one or the new one stands.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from vanban.finding import Edit, VanbanError
from vanban.messages import _

BOM = "\ufeff"

_UMASK = os.umask(0)
os.umask(_UMASK)


def real_path(path: Path) -> Path:
    """The path without links; VanbanError for links in a circle and names no disk can have."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise VanbanError(_("Không mở được {path}: {why}", path=path, why=error)) from error


def sha256(content: bytes) -> str:
    """Hex SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()


def write(
    path: Path,
    content: bytes,
    approve: Callable[[bytes], None] = lambda _content: None,
    mode: int | None = None,
) -> None:
    """Write `content` to `path`: into a file beside it, read back, then renamed over it.

    Makes the folder if needed; of a link the file it leads to is written. `approve` gets what was
    read back and raises to refuse it. `mode`: the rights of the file, else those of the file that
    was there, else the usual ones. Raises VanbanError when the disk, a lock or a right forbids it;
    whatever happens, the old file stays until the new one is whole.
    """
    try:
        if path.is_symlink():
            path = path.resolve(strict=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".vanban-", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            approve(beside.read_bytes())
            beside.chmod(_mode(path) if mode is None else mode)
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


def _mode(path: Path) -> int:
    """The rights the written file gets: those of the file it replaces, else the usual ones."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~_UMASK


def cannot_write(path: Path, error: OSError) -> VanbanError:
    """What to tell the user when `path` cannot be written."""
    hint = _("Kiểm tra quyền ghi và dung lượng đĩa.")
    if isinstance(error, PermissionError):
        hint = _("Nếu tệp đang mở trong Word, hãy đóng lại rồi chạy lại.")
    return VanbanError(
        _("Không ghi được {path}: {why}", path=path, why=error.strerror or error), hint
    )


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made; of two edits that overlap the later one is left out.

    The same edit given twice is made once. Two insertions at one place keep their order.
    """
    made: list[str] = []
    at = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda e: (e.start, e.end)):
        if edit.start < at:
            continue
        made += (text[at : edit.start], edit.text)
        at = edit.end
    made.append(text[at:])
    return "".join(made)


def agreed(groups: Iterable[tuple[Edit, ...]]) -> list[Edit]:
    """The edits of the groups that can be made together, each group whole or not at all.

    Why whole: half of a mend is a new mistake. What is left out can be made on the next reading.
    """
    taken: list[Edit] = []
    for group in groups:
        if all(edit in taken or not any(_meet(edit, other) for other in taken) for edit in group):
            taken += group
    return list(dict.fromkeys(taken))


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits of a file touch the same characters or the same gap."""
    if one.file != other.file:
        return False
    return one.start <= other.end and other.start <= one.end


def backup(path: Path) -> Path:
    """Keep the file as it is now as `<name>.bak`; an older, different copy is kept as well.

    The path of the copy: `<name>.bak`, or `<name>.bak2` and so on where that is taken.
    """
    content = path.read_bytes()
    names = (path.name + ".bak", *(f"{path.name}.bak{n}" for n in range(2, 1000)))
    for name in names:
        kept = path.with_name(name)
        if not kept.exists() or kept.read_bytes() == content:
            break
    write(kept, content)
    return kept


def cache_folder() -> Path:
    """The user's own cache folder of vanban, made with rights for the user alone."""
    if chosen := os.environ.get("VANBAN_CACHE"):
        folder = Path(chosen)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "vanban" / "cache"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches" / "vanban"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vanban"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
