"""The folder a plan lives in: its bodies, its register, its templates."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from vanban.files import real_path
from vanban.finding import Finding, Level, Place
from vanban.language.unicode import fold
from vanban.plan.issuer import Truong, department, names_of
from vanban.plan.load import Loaded, load
from vanban.plan.model import CoQuan, Part
from vanban.plan.recipe import PhanCap
from vanban.plan.register import SoVanBan, in_full, key, later
from vanban.plan.source import Source
from vanban.plan.units import Units

if TYPE_CHECKING:
    from vanban.plan.roster import Roster

T = TypeVar("T")

BODIES = Path("data", "co-quan")
DOCUMENTS = Path("data", "van-ban")
PLANS = Path("data", "ke-hoach")
RECIPES = Path("data", "phan-cap")
SCHOOLS = Path("data", "truong")
NUMBERS = Path("data", "so-van-ban")
TEMPLATES = Path("templates")


@dataclass(slots=True)
class Project:
    """A working folder; `root` is `None` for a plan that stands in none.

    `sources`: file as shown → what was read of it, for the bodies and registers read so far.
    """

    root: Path | None
    _bodies: dict[str, Loaded[CoQuan] | None] = field(default_factory=dict)
    _registers: list[Loaded[SoVanBan]] | None = None
    _rosters: list[Roster] | None = None
    _units: dict[str, Truong] | None = None
    _recipes: dict[str, Loaded[PhanCap] | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    _once: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for all plans of a run that ask with the same key."""
        if key not in self._once:
            self._once[key] = make()
        made: T = self._once[key]
        return made

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

    def registers(self) -> list[Loaded[SoVanBan]]:
        """Every file of the register; what is wrong with them is added to `findings`, once."""
        if self._registers is None:
            folder = self.root / DOCUMENTS if self.root else None
            paths = sorted(folder.glob("*.yaml")) if folder else []
            self._registers = [load(path, SoVanBan, shown(path)) for path in paths]
            for loaded in self._registers:
                self.sources[loaded.source.file] = loaded.source
                self.findings += loaded.findings
        return self._registers

    def documents(self) -> dict[str, tuple[str, str]]:
        """Number → (cited in full, cited later), from every file of the register."""
        return {
            key(document): (in_full(document), later(document))
            for loaded in self.registers()
            if loaded.value
            for document in loaded.value.van_ban
        }

    def rosters(self) -> list[Roster]:
        """Every roster in `data/truong`; their errors are added to `findings`, once."""
        if self._rosters is None:
            from vanban.plan.roster import SUFFIXES, read_roster

            folder = self.root / SCHOOLS if self.root else None
            paths = sorted(folder.glob("*")) if folder else []
            self._rosters = [
                read_roster(path, shown(path))
                for path in paths
                if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))
            ]
            for roster in self._rosters:
                self.findings += (one for one in roster.findings if one.level == Level.LOI)
        return self._rosters

    def units(self) -> dict[str, Truong]:
        """Code → unit, from every roster of the project; of one code in two files the first."""
        if self._units is None:
            from vanban.plan.roster import by_code

            self._units, twice = by_code(self.rosters())
            self.findings += twice
        return self._units

    def unit(self, name: str, body: CoQuan) -> Truong | None:
        """A unit by its code in a roster, else a department of `body` by any name it has."""
        if (unit := self.units().get(name)) is not None:
            return unit
        found = Units(body).find(name)
        if found is None or found.gom is not None or found.ten == body.ten:
            return None
        return department(found, body, Place(str(BODIES)))

    def is_school(self, name: str) -> bool:
        """Whether a unit of the rosters goes by this name."""
        known = self.once(
            ("is_school",),
            lambda: {fold(one) for unit in self.units().values() for one in names_of(unit)},
        )
        return fold(name) in known

    def recipe(self, name: str) -> Loaded[PhanCap] | None:
        """A recipe by its file's name; `None` when there is no such file."""
        if name not in self._recipes:
            path = self.root / RECIPES / f"{name}.yaml" if self.root else None
            loaded = load(path, PhanCap, shown(path)) if path and _is_file(path) else None
            if loaded:
                self.sources[loaded.source.file] = loaded.source
            self._recipes[name] = loaded
        return self._recipes[name]

    def recipes(self) -> list[str]:
        """The names of all recipes of the project."""
        if self.root is None:
            return []
        return sorted(path.stem for path in (self.root / RECIPES).glob("*.yaml"))

    def bases(self) -> set[str]:
        """The bodies that recipes print units' plans with: patterns, not issuers themselves."""
        recipes = [self.recipe(name) for name in self.recipes()]
        return {one.value.co_quan for one in recipes if one and one.value and one.value.co_quan}

    def file(self, name: str) -> Path | None:
        """The file a plan names from the root of the project; `None` when there is none below."""
        path = self.root / name if self.root else None
        if path is None or not _is_file(path):
            return None
        assert self.root is not None
        return path if real_path(path).is_relative_to(real_path(self.root)) else None

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


FILE_KINDS: dict[str, type[Part]] = {
    "co-quan": CoQuan,
    "van-ban": SoVanBan,
    "phan-cap": PhanCap,
}
"""Folder of `data/` → what its files hold; any other file is a plan."""
