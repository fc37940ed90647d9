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


def sha256(content: bytes) -> str:
    """Hex SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()


def write(
    path: Path, content: bytes, approve: Callable[[bytes], None] = lambda _content: None
) -> None:
    """Write `content` to `path`: into a file beside it, read back, then renamed over it.

    Makes the folder if needed. `approve` gets what was read back and raises to refuse it. Raises
    VanbanError when the disk, a lock or a right forbids it; whatever happens, the old file stays
    until the new one is whole.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".vanban-", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            approve(beside.read_bytes())
            beside.chmod(_mode(path))
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
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


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


def backup(path: Path) -> Path:
    """Keep the file as it is now under the name `<name>.bak`; the path of the copy."""
    kept = path.with_name(path.name + ".bak")
    write(kept, path.read_bytes())
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
