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
from vanban.view.listing import LISTING
from vanban.word.template.starter import starter

PLAN = Path("data", "ke-hoach", "ke-hoach-mau.yaml")
"""The sample plan, from the root of the project."""

SHARED = (
    "data/phan-cap",
    "data/truong",
    "data/co-quan/truong-thpt.yaml",
    "data/co-quan/truong-xa.yaml",
    "data/co-quan/trung-tam.yaml",
    "data/van-ban/co-quan-doi-ten.yaml",
)
"""What a new project gets as it stands in `data/` here; pyproject.toml puts it into the wheel."""

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
    made[Path("templates", f"{LISTING}.docx")] = starter(LISTING)
    for name in FILES:
        made[Path("schema", f"{name}.json")] = schema(name).encode()
    made[Path("output", ".gitignore")] = IGNORED.encode()
    return made


def _samples() -> Iterator[tuple[Path, bytes]]:
    own = resources.files("vanban.sample") / "files"
    yield from _below(own, Path())
    checkout = Path(__file__).parents[3]  # a development install has them only there
    for name in SHARED:
        if not (own / name).is_file() and not (own / name).is_dir():
            yield from _below(checkout / name, Path(name))


def _below(entry: Traversable, at: Path) -> Iterator[tuple[Path, bytes]]:
    if entry.is_dir():
        for inner in sorted(entry.iterdir(), key=lambda one: one.name):
            yield from _below(inner, at / inner.name)
    elif entry.name.endswith((".yaml", ".csv")):
        yield at, entry.read_bytes()
