"""The Word template of a kind of document: found, opened, made ready to render."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.word import package
from vanban.word.preparing import cache
from vanban.word.rendering.compiled import Compiled
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


def engine(path: Path | None, sizes: str | None = None, kind: str = "ke-hoach") -> Engine:
    """The engine of a template; `None`: the one that vanban ships for the kind.

    `sizes`: the body's set of letterhead sizes. The same template is compiled once a process, and
    once a machine.
    """
    return _engine(*_read(path, kind), sizes)


class Ready(NamedTuple):
    """A compiled template as plain data, to be sent to other processes: `Engine(*ready)`."""

    compiled: Compiled
    parts: dict[str, bytes]
    name: str


def ready(path: Path | None, sizes: str | None = None) -> Ready:
    """What `engine` makes its engine of."""
    content, name = _read(path, "ke-hoach")
    parts = package.read(content, name)
    return Ready(cache.compiled(content, parts, name, sizes), parts, name)


def _read(path: Path | None, kind: str) -> tuple[bytes, str]:
    if path is None:
        from vanban.word.template.starter import starter

        return starter(kind), f"{kind}.docx"
    return read_template(path), path.name


@lru_cache(maxsize=16)
def _engine(content: bytes, name: str, sizes: str | None) -> Engine:
    parts = package.read(content, name)
    return Engine(cache.compiled(content, parts, name, sizes), parts, name)
