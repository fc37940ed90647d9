"""A sample project: everything a first render needs, with invented names."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from vanban import files
from vanban.finding import VanbanError
from vanban.messages import _
from vanban.plan.schema import FILES, schema
from vanban.word.template.starter import starter

PLAN = Path("data", "ke-hoach", "ke-hoach-mau.yaml")
"""The sample plan, from the root of the project."""

IGNORED = "*\n!.gitignore\n"
"""What git leaves out of `output/`: everything the program makes."""


def write_project(folder: Path) -> list[Path]:
    """Write a working project into `folder`; the files written.

    VanbanError when one of them is there already: nothing is overwritten, nothing is written.
    """
    contents = {folder / name: content for name, content in _files().items()}
    for path in contents:
        if path.exists():
            raise VanbanError(
                _("Đã có {path}, nên không tạo dự án đè lên", path=path),
                _("Chọn một thư mục mới."),
            )
    for path, content in contents.items():
        files.write(path, content)
    return list(contents)


def _files() -> dict[Path, bytes]:
    """Path from the root → content."""
    made = {path: content.replace(b"\r\n", b"\n") for path, content in _samples()}
    made[Path("templates", "ke-hoach.docx")] = starter()
    for name in FILES:
        made[Path("schema", f"{name}.json")] = schema(name).encode()
    made[Path("output", ".gitignore")] = IGNORED.encode()
    return made


def _samples() -> Iterator[tuple[Path, bytes]]:
    yield from _below(resources.files("vanban.sample") / "files", Path())


def _below(folder: Traversable, at: Path) -> Iterator[tuple[Path, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _below(entry, at / entry.name)
        elif entry.name.endswith(".yaml"):
            yield at / entry.name, entry.read_bytes()
