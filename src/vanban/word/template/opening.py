"""The Word template of a kind of document: found, opened, made ready to render."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.word import package
from vanban.word.preparing import cache
from vanban.word.rendering.engine import Engine


def read_template(path: Path) -> bytes:
    """The bytes of a template; VanbanError when it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise VanbanError(
            _("Không mở được mẫu Word {path}: {why}", path=path, why=error.strerror or error),
            _("Chạy `vanban template new {path}` để có một mẫu mới.", path=path),
        ) from error


def engine(path: Path | None, sizes: str | None = None) -> Engine:
    """The engine of a template; `None`: the one that vanban ships.

    `sizes`: the body's set of letterhead sizes. The same template is compiled once a process, and
    once a machine.
    """
    if path is None:
        from vanban.word.template.starter import starter

        return _engine(starter(), "ke-hoach.docx", sizes)
    return _engine(read_template(path), path.name, sizes)


@lru_cache(maxsize=16)
def _engine(content: bytes, name: str, sizes: str | None) -> Engine:
    parts = package.read(content, name)
    return Engine(cache.compiled(content, parts, name, sizes), parts, name)
