"""How a batch is watched and stopped: a bar on a terminal, a line a minute elsewhere, Ctrl-C."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

from vanban.cli import streams
from vanban.messages import _
from vanban.report import screen
from vanban.report.batching import number
from vanban.report.batching import progress as line

if TYPE_CHECKING:
    from vanban.batch.rows import Row
    from vanban.batch.run import Stop

EVERY = 60.0
"""Seconds between two lines of a log."""

Tell = Callable[[list["Row"]], None]


@contextmanager
def stopping(stop: Stop) -> Iterator[None]:
    """Ctrl-C, or a job manager's SIGTERM, ends the run within a chunk; a second one at once."""

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True
        streams.talk(_("Đang dừng: chờ những tệp đang ghi dở (Ctrl-C lần nữa để dừng ngay)…"))

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def progress(total: int) -> Iterator[Tell]:
    """Who is to be told of the schools that are done."""
    with (_bar if screen.colourful(sys.stderr) else _log)(total) as tell:
        yield tell


@contextmanager
def _log(total: int) -> Iterator[Tell]:
    """A line at the start and one a minute."""
    start = monotonic()
    done = failed = 0
    told = start
    streams.talk(_("Bắt đầu: {n} đơn vị.", n=number(total)))

    def tell(rows: list[Row]) -> None:
        nonlocal done, failed, told
        done += len(rows)
        failed += sum(bool(row.error) for row in rows)
        now = monotonic()
        if now - told >= EVERY:
            told = now
            streams.talk(line(done, failed, total, now - start))

    yield tell


@contextmanager
def _bar(total: int) -> Iterator[Tell]:
    """A bar with rate and time left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    start = monotonic()
    done = failed = 0
    with bar:
        task = bar.add_task("", total=total, said="")

        def tell(rows: list[Row]) -> None:
            nonlocal done, failed
            done += len(rows)
            failed += sum(bool(row.error) for row in rows)
            rate = round(done / max(monotonic() - start, 0.001))
            said = _("{rate}/giây", rate=number(rate))
            said += ", " + _("{n} lỗi", n=number(failed)) if failed else ""
            bar.update(task, completed=done, said=said)

        yield tell
