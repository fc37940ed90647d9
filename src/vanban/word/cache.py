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
from vanban.word.compile import Compiled, compile_template

KEPT = 50
"""At most so many compiled templates stay; the oldest go."""


def compiled(content: bytes, parts: dict[str, bytes], name: str, sizes: str | None) -> Compiled:
    """The compiled template: from the cache when it was compiled before, else made and kept."""
    path = _path(content, sizes)
    if path and (data := _read(path)):
        return Compiled.from_data(data)
    made = compile_template(parts, name, sizes)
    if path:
        _keep(path, made)
    return made


def _path(content: bytes, sizes: str | None) -> Path | None:
    """Where this template's compiled form is kept; `None` where there is no folder to keep it."""
    made_by = (__version__, version("docxtpl"), version("jinja2"), *map(str, sys.version_info[:2]))
    parts = (files.sha256(content), *made_by, sizes or "", _SOURCE)
    try:
        folder = files.cache_folder()
    except (OSError, RuntimeError):
        return None
    return folder / f"mau-{files.sha256('|'.join(parts).encode())[:32]}.json"


def _source_hash() -> str:
    """Changes whenever the code that compiles does: for those who work on vanban itself."""
    here = Path(__file__).parent
    modules = ("compile.py", "prepare.py", "measures.py", "footnotes.py", "styles.py", "sandbox.py")
    tables = here.parent / "tables" / "the-thuc.toml"
    stamps = [(path.stat().st_mtime_ns, path.stat().st_size)
              for path in (*(here / m for m in modules), tables)]  # fmt: skip
    return str(stamps)


_SOURCE = _source_hash()


def _read(path: Path) -> dict[str, object] | None:
    try:
        if not _private(path):
            return None
        digest, _newline, payload = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if digest.decode("ascii", "replace") != files.sha256(payload):
        return None
    data: dict[str, object] = json.loads(payload)
    return data


def _private(path: Path) -> bool:
    """Whether only the user can have written the file; Windows guards the folder by itself."""
    if sys.platform == "win32":
        return True
    return all(
        at.stat().st_uid == os.getuid() and not at.stat().st_mode & 0o022
        for at in (path, path.parent)
    )


def _keep(path: Path, made: Compiled) -> None:
    payload = json.dumps(made.as_data(), ensure_ascii=False).encode()
    with suppress(VanbanError, OSError):
        files.write(path, files.sha256(payload).encode() + b"\n" + payload)
        path.chmod(0o600)
        for old in sorted(path.parent.glob("mau-*.json"), key=lambda p: p.stat().st_mtime)[:-KEPT]:
            old.unlink()
