"""The files of a run as ZIPs, one a district or kind, each with its part of the index."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath

from vanban import files
from vanban.batch.index import as_csv
from vanban.batch.names import OURS, clean
from vanban.batch.rows import Row
from vanban.messages import _

_DATE = (1980, 1, 1, 0, 0, 0)


def write_bundles(
    folder: Path, rows: Iterable[Row], by: str, shard: str, prefix: str
) -> dict[str, str]:
    """Write one ZIP for each value of the column `by`: name → SHA-256.

    The same files give the same bytes. Schools where the column is blank have one together.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.state.has_file:
            groups.setdefault(getattr(row, by) or _("khác"), []).append(row)
    written: dict[str, str] = {}
    for value, some in groups.items():
        name = _name(value, shard, written)
        written[name] = _bundle(folder, name, some, prefix)
    return written


def _bundle(folder: Path, name: str, rows: Sequence[Row], prefix: str) -> str:
    with (
        files.writing(folder / name, prefix=prefix) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
    ):
        _fill(archive, folder, rows)
    return files.sha256_of(folder / name) or ""


def _name(value: str, shard: str, taken: Collection[str]) -> str:
    """The name of a bundle, another for each value."""
    stem = PurePosixPath(clean(value.replace("/", "-"))).stem.lower()
    stem = "-".join(part for part in (OURS, *stem.split(), shard) if part)
    names = (f"{stem}{suffix}.zip" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if name not in taken)


def _fill(archive: zipfile.ZipFile, folder: Path, rows: Sequence[Row]) -> None:
    _add(archive, f"{OURS}.csv", as_csv(rows))
    for row in rows:
        _add(archive, row.file, (folder / row.file).read_bytes())


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.external_attr = 0o644 << 16
    info.create_system = 3  # the same on every system
    archive.writestr(info, content)
