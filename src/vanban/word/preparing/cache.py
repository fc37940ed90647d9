"""Compiled templates, kept in the user's own cache folder.

What is kept holds Python code (what Jinja made of the template), so it is read only from the user's
own folder, from a file that the user owns and nobody else may write, and that matches its hash.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from vanban import __version__, files
from vanban.finding import VanbanError
from vanban.word.rendering.compiled import Compiled

KEPT = 50
"""At most so many compiled templates stay; the oldest go."""


def compiled(content: bytes, parts: dict[str, bytes], name: str, sizes: str | None) -> Compiled:
    """The compiled template: from the cache when it was compiled before, else made and kept."""
    path = _path(content, sizes)
    if path and (kept := _read(path)):
        return kept
    from vanban.word.preparing.compile import compile_template  # a warm start does without lxml

    made = compile_template(parts, name, sizes)
    if path:
        _keep(path, made)
    return made


def _path(content: bytes, sizes: str | None) -> Path | None:
    """Where this template's compiled form is kept; `None` where there is no folder to keep it."""
    libraries = map(version, ("docxtpl", "jinja2", "lxml"))
    made_by = (__version__, *libraries, *map(str, sys.version_info[:2]))
    parts = (files.sha256(content), *made_by, sizes or "", _SOURCE)
    try:
        folder = files.cache_folder()
        if not _own(folder):
            return None
    except (OSError, RuntimeError):
        return None
    return folder / f"mau-{files.sha256('|'.join(parts).encode())[:32]}.json"


def _own(folder: Path) -> bool:
    """Whether nobody but the user can write into the folder; if it is the user's, make it so.

    Windows guards the user's profile by itself, and nothing outside of it.
    """
    if sys.platform == "win32":
        return not os.environ.get("VANBAN_CACHE")
    found = folder.stat()
    if found.st_uid != os.getuid():
        return False
    if found.st_mode & 0o022:
        folder.chmod(0o700)
    return True


def _source_hash() -> str:
    """Changes whenever the code that compiles does: for those who work on vanban itself."""
    here = Path(__file__).parents[1]
    read = (*sorted(here.rglob("*.py")), here.parent / "tables" / "the-thuc.toml")
    stamps = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in read]
    return str(stamps)


_SOURCE = _source_hash()


def _read(path: Path) -> Compiled | None:
    try:
        if not _private(path):
            return None
        digest, _newline, payload = path.read_bytes().partition(b"\n")
        if digest.decode("ascii", "replace") != files.sha256(payload):
            return None
        return Compiled.from_data(json.loads(payload))
    except (OSError, TypeError, LookupError, ValueError, AttributeError):
        return None  # not ours, or of another shape


def _private(path: Path) -> bool:
    """Whether only the user can have written the file; on Windows its folder says so."""
    if sys.platform == "win32":
        return True
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _keep(path: Path, made: Compiled) -> None:
    payload = json.dumps(made.as_data(), ensure_ascii=False).encode()
    with suppress(VanbanError, OSError):
        files.write(path, files.sha256(payload).encode() + b"\n" + payload, mode=0o600)
        for old in sorted(path.parent.glob("mau-*.json"), key=lambda p: p.stat().st_mtime)[:-KEPT]:
            old.unlink()
