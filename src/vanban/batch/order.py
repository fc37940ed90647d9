"""What a run is made from: everything that all its schools share, sent to the workers once."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from vanban import files
from vanban.batch.rows import Job
from vanban.finding import Finding, Passage
from vanban.plan.issuer import Truong
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.source import Path
from vanban.word.template.opening import Ready


@dataclass(frozen=True, slots=True)
class Made:
    """A school's plan, before it is checked.

    Either `values`, as `plan.source.read` would give them; or a `plan` whose entries are those of a
    checked one, only their words are the school's: `marked` are its texts that hold marks.
    `points`: where a person has to decide what.
    """

    values: dict[str, Any] = field(default_factory=dict)
    plan: KeHoach | None = None
    marked: list[Passage] = field(default_factory=list)
    points: list[tuple[Path, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


Make = Callable[[Truong], Made]


class Maker(Protocol):
    """How a school's plan is made; sent to the workers, so it holds data only."""

    def ready(self) -> Make:
        """The function that makes them; it raises VanbanError where it cannot."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """A run as the workers see it.

    `bodies`: the profiles that the plans may name; `templates`: a body's letterhead sizes → the
    template; `made_from`: what decides about the bytes, name → SHA-256. `folder` is where the files
    go, `root` the project's, `prefix` begins the names of those that are not whole yet. `yaml`: the
    plan is written beside its document. `force`: files that others edited are written over, a copy
    is kept. `dry`: everything is checked and nothing written.
    """

    maker: Maker
    bodies: Mapping[str, CoQuan]
    documents: Mapping[str, tuple[str, str]]
    templates: Mapping[str | None, Ready]
    made_from: dict[str, str]
    folder: str
    root: str
    prefix: str
    yaml: bool = False
    force: bool = False
    dry: bool = False

    def inputs(self, job: Job) -> str:
        """The SHA-256 of everything that this school's file is made from."""
        unit = job.unit
        row = sorted(unit.values.items())
        return hash_of([self.made_from, unit.loai, row, job.file, job.so, self.yaml])


def hash_of(what: object) -> str:
    """The SHA-256 of plain data; the order of keys counts, as it does for columns."""
    return files.sha256(json.dumps(what, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Sealed:
    """An order as bytes, pickled once for all chunks, and their hash: workers keep the last one."""

    content: bytes
    digest: str


def sealed(order: Order) -> Sealed:
    """The order as it is sent."""
    content = pickle.dumps(order, pickle.HIGHEST_PROTOCOL)
    return Sealed(content, files.sha256(content))
