"""The manifest of a folder: what was made there, from what; a line a school, only ever appended.

JSON lines. Each run begins with a line that says what it is made from and ends, when nothing is
left to clear up, with one that has the hashes of its lists. Of two lines of one school the later
holds.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vanban import files
from vanban.batch.rows import Row, State
from vanban.finding import VanbanError
from vanban.messages import _

NAME = ".vanban.jsonl"
_ROOM = 900
"""Bytes a school may take in the manifest and the index."""


class Manifest:
    """The manifest of a folder, open for one run.

    `rows`: `ma` → the last line about it; `others`: the same of the other shards' manifests.
    `told`: whom this run has told of. `index` has the SHA-256 of the lists that the last run
    wrote, by name.
    """

    def __init__(self, folder: Path, shard: str) -> None:
        """Open or begin it; VanbanError when the folder takes no file or another run is at it.

        `shard`: `1-4` for the first of four jobs that write into one folder, else "".
        """
        self.folder = folder
        self.path = folder / (f".vanban.{shard}.jsonl" if shard else NAME)
        self.prefix = prefix(shard)
        self.header: dict[str, Any] | None = None
        self.rows: dict[str, Row] = {}
        self.others: dict[str, Row] = {}
        self.index: dict[str, str] = {}
        self.told: set[str] = set()
        self._clean = True
        self._room: Path | None = None
        self._waiting: list[dict[str, Any]] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._stream = self.path.open("ab", buffering=0)
        except OSError as error:
            raise files.cannot_write(folder, error) from error
        if not files.hold(self._stream):
            self._stream.close()
            raise VanbanError(
                _("Một lượt khác đang ghi vào {folder}", folder=folder),
                _("Chờ lượt ấy xong, hoặc ghi vào thư mục khác bằng -o."),
            )
        whole = 0
        for line, data in _lines(self.path):
            whole += len(line)
            self._take(data)
        self._stream.truncate(whole)  # a line cut short by a killed process
        for path in sorted(folder.glob(".vanban*.jsonl")):
            if path != self.path:
                rows = (_row(data) for _line, data in _lines(path))
                self.others.update((row.ma, row) for row in rows if row)

    def _take(self, data: dict[str, Any]) -> None:
        if "run" in data:
            self.header, self._clean = data["run"], False
        elif "end" in data:
            self.index, self._clean = data["end"], True
        elif row := _row(data):
            self.rows[row.ma] = row

    def known(self, ma: str) -> Row | None:
        """What was last said of a school, whichever shard it belonged to."""
        return self.rows.get(ma) or self.others.get(ma)

    def begin(self, header: dict[str, Any], schools: int) -> None:
        """Begin a run: clear up after one that was killed, keep room for what is told at its end.

        Why the room: when the disk is full, the lines about what was written must still fit.
        """
        if not self._clean:
            self.clear_up()
        self._append([{"run": header}])
        self._clean = False
        room = self.folder / f"{self.prefix}cho"
        try:
            with room.open("wb") as stream:
                for _block in range(schools * _ROOM // 65536 + 1):
                    stream.write(bytes(65536))
        except OSError as error:
            room.unlink(missing_ok=True)
            raise files.cannot_write(self.folder, error) from error
        self._room = room

    def add(self, rows: Iterable[Row]) -> None:
        """Note what became of some schools; what did not change stands there already.

        On a full disk the lines wait for `make_room`: given back earlier, the room would be filled
        by the workers that are still writing.
        """
        rows = list(rows)
        self._waiting += [row.as_data() for row in rows if self._is_new(row)]
        try:
            self._append(self._waiting)
        except VanbanError:
            if self._room is None:
                raise
        else:
            self._waiting = []
        self.rows.update((row.ma, row) for row in rows)
        self.told.update(row.ma for row in rows)

    def _is_new(self, row: Row) -> bool:
        return row.state is not State.GIU_NGUYEN or row.ma not in self.rows

    def make_room(self) -> None:
        """Give back the room that was kept, and write the lines that waited for it.

        To be called when no worker writes any more.
        """
        if self._room:
            self._room.unlink(missing_ok=True)
            self._room = None
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._append(waiting)

    def clear_up(self) -> None:
        """Delete what workers left that were stopped at once."""
        self.make_room()
        files.sweep(self.folder, self.prefix)

    def end(self, index: dict[str, str], *, sweep: bool) -> None:
        """End a run; `sweep`: a worker died and may have left a file that is not whole."""
        if sweep:
            self.clear_up()
        self.make_room()
        self._append([{"end": index}])
        self.index = index

    def close(self) -> None:
        """Let others write here."""
        self.make_room()
        self._stream.close()

    def _append(self, lines: Iterable[dict[str, Any]]) -> None:
        """Append lines, all or none of them."""
        content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
        before = self._stream.seek(0, os.SEEK_END)
        try:
            if self._stream.write(content) < len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            self._stream.truncate(before)
            raise files.cannot_write(self.path, error) from error


def prefix(shard: str) -> str:
    """How the files of a run begin that are not whole yet: other shards leave them alone."""
    return f"{files.PREFIX}{shard or '1-1'}-"


def _lines(path: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """The whole lines of a manifest with what they say; nothing for one that is none of ours."""
    with path.open("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                return
            try:
                data = json.loads(line)
            except ValueError:
                data = {}
            yield line, data if isinstance(data, dict) else {}


def _row(data: dict[str, Any]) -> Row | None:
    """The row that a line holds; `None` when it holds none."""
    try:
        return Row.from_data(data)
    except (ValueError, TypeError, LookupError):
        return None
