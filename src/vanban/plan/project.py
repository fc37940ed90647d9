"""The folder a plan lives in: its bodies, its register, its templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from vanban.files import real_path
from vanban.finding import Finding
from vanban.plan.load import Loaded, load
from vanban.plan.model import CoQuan, Part
from vanban.plan.register import SoVanBan, in_full, key, later
from vanban.plan.source import Source

BODIES = Path("data", "co-quan")
DOCUMENTS = Path("data", "van-ban")
TEMPLATES = Path("templates")


@dataclass(slots=True)
class Project:
    """A working folder; `root` is `None` for a plan that stands in none.

    `sources`: file as shown → what was read of it, for the bodies and registers read so far.
    """

    root: Path | None
    _bodies: dict[str, Loaded[CoQuan] | None] = field(default_factory=dict)
    _documents: dict[str, tuple[str, str]] | None = None
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def body(self, name: str) -> Loaded[CoQuan] | None:
        """The profile of an issuing body, by its file's name; `None` when there is no such file."""
        if name not in self._bodies:
            path = self.root / BODIES / f"{name}.yaml" if self.root else None
            loaded = load(path, CoQuan, shown(path)) if path and _is_file(path) else None
            if loaded:
                self.sources[loaded.source.file] = loaded.source
            self._bodies[name] = loaded
        return self._bodies[name]

    def bodies(self) -> list[str]:
        """The names of all bodies of the project."""
        if self.root is None:
            return []
        return sorted(path.stem for path in (self.root / BODIES).glob("*.yaml"))

    def documents(self) -> dict[str, tuple[str, str]]:
        """Number → (cited in full, cited later), from every file of the register.

        What is wrong with these files is added to `findings`, once.
        """
        if self._documents is None:
            self._documents = {}
            folder = self.root / DOCUMENTS if self.root else None
            for path in sorted(folder.glob("*.yaml")) if folder else ():
                loaded = load(path, SoVanBan, shown(path))
                self.sources[loaded.source.file] = loaded.source
                self.findings += loaded.findings
                for document in loaded.value.van_ban if loaded.value else ():
                    self._documents[key(document)] = (in_full(document), later(document))
        return self._documents

    def template(self, loai: str) -> Path | None:
        """The Word template of a kind; `None` when the project has none of its own."""
        path = self.root / TEMPLATES / f"{loai}.docx" if self.root else None
        return path if path and _is_file(path) else None


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no disk can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` with `data/co-quan`."""
    here = real_path(start)
    return next((up for up in (here, *here.parents) if (up / BODIES).is_dir()), None)


def shown(path: Path) -> str:
    """A path as messages show it: from where the user stands, if it is below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):
        return str(path)


FILE_KINDS: dict[str, type[Part]] = {"co-quan": CoQuan, "van-ban": SoVanBan}
"""Folder of `data/` → what its files hold; any other file is a plan."""
