"""Compiled templates, kept in the user's own cache folder.

What is kept is data (Jinja sources and numbers as JSON), never code: an altered file can at most
change the page, and one that somebody else wrote or that does not match its hash is not read.
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
    parts = (files.sha256(content), version("docxtpl"), __version__, sizes or "", _SOURCE)
    try:
        folder = files.cache_folder()
    except (OSError, RuntimeError):
        return None
    return folder / f"mau-{files.sha256('|'.join(parts).encode())[:32]}.json"


def _source_hash() -> str:
    """Changes whenever the code that compiles does: for those who work on vanban itself."""
    here = Path(__file__).parent
    modules = ("compile.py", "prepare.py", "footnotes.py", "styles.py")
    tables = here.parent / "tables" / "the-thuc.toml"
    stamps = [(path.stat().st_mtime_ns, path.stat().st_size)
              for path in (*(here / m for m in modules), tables)]  # fmt: skip
    return str(stamps)


_SOURCE = _source_hash()


def _read(path: Path) -> dict[str, object] | None:
    try:
        if sys.platform != "win32" and path.stat().st_uid != os.getuid():
            return None
        digest, _newline, payload = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if digest.decode("ascii", "replace") != files.sha256(payload):
        return None
    data: dict[str, object] = json.loads(payload)
    return data


def _keep(path: Path, made: Compiled) -> None:
    payload = json.dumps(made.as_data(), ensure_ascii=False).encode()
    with suppress(VanbanError, OSError):
        files.write(path, files.sha256(payload).encode() + b"\n" + payload)
        for old in sorted(path.parent.glob("mau-*.json"), key=lambda p: p.stat().st_mtime)[:-KEPT]:
            old.unlink()
