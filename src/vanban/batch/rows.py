"""One school's part of a run, going in (`Job`) and coming out (`Row`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from vanban.messages import _
from vanban.plan.issuer import Truong


class State(StrEnum):
    """What became of a school; the value is what stands in the manifest."""

    DA_GHI = "da-ghi"
    GIU_NGUYEN = "giu-nguyen"
    LOI = "loi"
    THUA = "thua"

    @property
    def word(self) -> str:
        """The state as it is printed."""
        return {
            State.DA_GHI: _("đã ghi"),
            State.GIU_NGUYEN: _("giữ nguyên"),
            State.LOI: _("lỗi"),
            State.THUA: _("không còn trong danh sách"),
        }[self]

    @property
    def has_file(self) -> bool:
        """Whether the file that the row names is on the disk and up to date."""
        return self in (State.DA_GHI, State.GIU_NGUYEN)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one school: a line of the manifest and of the index.

    `file` is relative to the folder of the run, with `/`. `sha256` is that of the file as we wrote
    it last (a failed row keeps the one before, so that the file is still known as ours), `inputs`
    that of everything it was made from, "" unless the file is up to date; `yaml` the SHA-256 of the
    YAML beside it. `findings` and `points` are counts. `full`: there is no room on the disk.
    """

    ma: str
    ten: str
    loai: str
    khu_vuc: str
    file: str
    state: State
    inputs: str = ""
    sha256: str = ""
    yaml: str = ""
    findings: int = 0
    points: int = 0
    so: str = ""
    error: str = ""
    full: bool = False

    def as_data(self) -> dict[str, Any]:
        """The row as a line of the manifest holds it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Row:
        """The row that `as_data` gave; TypeError or ValueError when it is none."""
        return cls(**{**data, "state": State(data["state"])})


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is told of one school: its row of the roster, its file, its number, if any.

    `known` is what the last run said of it.
    """

    unit: Truong
    file: str
    so: str = ""
    known: Row | None = None

    def row(self, state: State) -> Row:
        """A row of this school; what is known of the file on the disk stays known."""
        values, known = self.unit.values, self.known
        same = known is not None and known.file == self.file
        return Row(
            ma=self.unit.ma,
            ten=self.unit.ten,
            loai=self.unit.loai,
            khu_vuc=values.get("khu_vuc", ""),
            file=self.file,
            state=state,
            sha256=known.sha256 if known and same else "",
            yaml=known.yaml if known and same else "",
            so=self.so,
        )

    def failed(self, why: str, *, full: bool = False) -> Row:
        """The row that says why there is no file."""
        return replace(self.row(State.LOI), error=" ".join(why.split()), full=full)
