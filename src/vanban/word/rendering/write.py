"""A rendered document → a file: written beside its target, verified, renamed."""

from __future__ import annotations

from pathlib import Path

from vanban import files
from vanban.view.view import View
from vanban.word.rendering.engine import Engine
from vanban.word.rendering.verify import verify


def write_document(engine: Engine, view: View, path: Path, *, fast: bool = False) -> str:
    """Render `view` into `path`; the SHA-256 of what was written.

    The bytes are read back from the disk and verified before the rename; a file that fails does not
    stay. VanbanError says why.
    """
    content = engine.render(view, fast=fast)
    files.write(path, content, lambda written: verify(written, view, engine.own_parts))
    return files.sha256(content)
