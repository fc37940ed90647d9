"""The index of a run: `danh-muc.csv` for machines and Excel, `danh-muc.docx` for the file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vanban import files
from vanban.batch.names import OURS
from vanban.batch.rows import Row, State
from vanban.messages import _
from vanban.plan.model import CoQuan, KeHoach
from vanban.view.listing import Item, listing
from vanban.word.rendering.engine import Engine
from vanban.word.rendering.verify import verify

MOST_ROWS = 2_000
"""Of so many schools one list is made; for more there are several files, in order: a table of
40,000 rows takes 500 MB and minutes to open."""

HEADINGS = ("ma", "ten", "loai", "khu_vuc", "tep", "sha256", "luu_y", "can_xem", "so", "ket_qua",
            "ly_do")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Row]) -> bytes:
    """The index as CSV as Excel reads it here: UTF-8 with a BOM, `;`; a line a school."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows:
        digest = row.sha256 if row.state.has_file else ""
        cells = (row.ma, row.ten, row.loai, row.khu_vuc, row.file, digest, row.findings,
                 row.points, row.so, row.state.word, row.error)  # fmt: skip
        writer.writerow([_harmless(cell) for cell in cells])
    return (files.BOM + out.getvalue()).encode()


def _harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


@dataclass(frozen=True, slots=True)
class Index:
    """The lists of a run in its folder.

    `shard` as in `Manifest`; `ours`: name → SHA-256 of the lists as we wrote them last.
    """

    folder: Path
    shard: str
    ours: Mapping[str, str]

    def write(
        self, rows: Sequence[Row], plan: KeHoach, body: CoQuan, engine: Engine
    ) -> dict[str, str]:
        """Write both forms: name → SHA-256. Lists that a longer run left are deleted.

        What somebody changed since is kept as a copy.
        """
        name = f"{OURS}-{self.shard}" if self.shard else OURS
        written = {f"{name}.csv": self._put(f"{name}.csv", as_csv(rows))}
        parts = range(0, max(len(rows), 1), MOST_ROWS)
        for at in parts:
            number = f".{at // MOST_ROWS + 1}" if len(parts) > 1 else ""
            some = [_item(row) for row in rows[at : at + MOST_ROWS]]
            view = listing(plan, body, some, summary(rows), first=at + 1)
            content = engine.render(view, fast=True)
            verify(content, view, engine.own_parts)
            list_name = f"{name}{number}.docx"
            written[list_name] = self._put(list_name, content)
        for old in set(self.ours) - set(written):
            if self._is_ours(old):
                (self.folder / old).unlink(missing_ok=True)
        return written

    def _put(self, name: str, content: bytes) -> str:
        path, digest = self.folder / name, files.sha256(content)
        try:
            if not self._is_ours(name, digest):
                files.backup(path)
        except OSError as error:
            raise files.cannot_write(path, error) from error
        files.write(path, content)
        return digest

    def _is_ours(self, name: str, new: str | None = None) -> bool:
        """Whether there is no such file, the one we wrote last, or already the `new` one."""
        return files.sha256_of(self.folder / name) in (None, self.ours.get(name), new)


def _item(row: Row) -> Item:
    failed = row.state is State.LOI
    state = row.state.word
    return Item(
        name=row.ten,
        file=row.file,
        digest=row.sha256 if row.state.has_file else "",
        number=row.so,
        findings=row.findings,
        points=row.points,
        state=f"{state}: {row.error}" if failed else state,
        failed=failed,
    )


def summary(rows: Sequence[Row]) -> Iterator[str]:
    """The sentence above the list: how many schools, how many of each result."""
    of = Counter(row.state for row in rows)
    said = ", ".join(f"{of[state]} {state.word}" for state in State if of[state])
    yield _("Danh mục có {n} đơn vị: {said}.", n=len(rows), said=said or "0")
