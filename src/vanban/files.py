"""Files: written beside and renamed, edited by spans, the user's cache folder.

Why: a user's file is never half-written. Whatever goes wrong, the old one or the new one stands.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from vanban.finding import Edit, VanbanError
from vanban.messages import _

BOM = "\ufeff"


def real_path(path: Path) -> Path:
    """The path without links; VanbanError for links in a circle and names no disk can have."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise VanbanError(_("Không mở được {path}: {why}", path=path, why=error)) from error


def sha256(content: bytes) -> str:
    """Hex SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()


def sha256_of(path: Path) -> str | None:
    """Hex SHA-256 of a file, read piece by piece; `None` when there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None


PREFIX = ".vanban-"
"""How the files begin that stand beside a target until they are whole."""


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
    with writing(path, approve, mode) as stream:
        stream.write(content)


@contextlib.contextmanager
def writing(
    path: Path,
    approve: Callable[[bytes], None] | None = None,
    mode: int | None = None,
    *,
    prefix: str = PREFIX,
    wait: bool = True,
) -> Iterator[BinaryIO]:
    """A stream that becomes the file at `path` when the block ends well; else nothing stays of it.

    As `write`, for what is made piece by piece, and for many files: with `wait=False` the system
    chooses when the bytes reach the disk, and `settle` waits for all of them at once. `prefix`
    begins the name of the file beside, so that `sweep` finds those of a process that was killed.
    """
    try:
        if path.is_symlink():
            path = path.resolve(strict=True)
        beside, descriptor = _beside(path.parent, prefix, 0o666 if mode is None else mode)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
                stream.flush()
                if wait:
                    os.fsync(stream.fileno())
            if approve is not None:
                approve(beside.read_bytes())
            _keep_rights(path, beside, mode)
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


def _beside(folder: Path, prefix: str, mode: int) -> tuple[Path, int]:
    """A new file in the folder, which is made if it is missing, open for writing."""
    path = folder / f"{prefix}{os.urandom(6).hex()}"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        return path, os.open(path, flags, mode)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return path, os.open(path, flags, mode)


def _keep_rights(path: Path, beside: Path, mode: int | None) -> None:
    """Give the new file the rights asked for, else those of the file it replaces, if any."""
    if mode is None:
        try:
            mode = path.stat().st_mode & 0o777
        except OSError:
            return  # a new file has the usual ones
    beside.chmod(mode)


def settle() -> None:
    """Wait until what was written without waiting is on the disk, where the system can say so.

    Windows cannot: it writes within seconds, and a file without a byte on it shows a power cut.
    """
    if sync := getattr(os, "sync", None):
        sync()


def sweep(folder: Path, prefix: str = PREFIX) -> list[Path]:
    """Delete what a killed process left in a folder and below it; the files deleted."""
    gone = []
    for at, _folders, names in os.walk(folder):
        for name in names:
            if name.startswith(prefix):
                with contextlib.suppress(OSError):
                    Path(at, name).unlink()
                    gone.append(Path(at, name))
    return gone


def hold(stream: IO[bytes]) -> bool:
    """Lock an open file until it is closed or the process ends; False when another process has it.

    A file system that knows no locks counts as free.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(_LOCKED_BYTE)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


_LOCKED_BYTE = 1 << 40
"""Far behind the end of any file: Windows lets nobody read the bytes it locks."""


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
