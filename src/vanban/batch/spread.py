"""Chunks over workers: a bounded number at a time, and what to do when a worker dies.

A death of a pool's worker does not say whose chunk it was. So every chunk that was under way is
tried again alone, in fresh workers; one that kills again is halved, down to the school that does
it, and a school that kills its worker twice is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field

from vanban.batch.executors import Pool
from vanban.batch.order import Sealed
from vanban.batch.rows import Job, Row
from vanban.batch.work import carry_out
from vanban.finding import VanbanError
from vanban.messages import _

MOST_DEATHS = 2
"""A school that killed so many workers is given up."""

_GLANCE = 0.3
"""Seconds between two looks at whether to stop."""

Chunk = list[Job]


@dataclass
class Spread:
    """One order spread over a pool; `deaths` counts the workers lost."""

    pool: Pool
    order: Sealed
    stopped: Callable[[], bool]
    deaths: int = 0
    _waiting: dict[Future[list[Row]], Chunk] = field(default_factory=dict)

    def rows(self, chunks: Iterable[Chunk]) -> Iterator[list[Row]]:
        """The rows of each chunk as it is done; when stopped, of those that were under way."""
        left = iter(chunks)
        while True:
            suspects = self._fill(left)
            if not (self._waiting or suspects):
                return
            done, _others = wait(self._waiting, _GLANCE, FIRST_COMPLETED)
            for future in done:
                chunk = self._waiting.pop(future)
                if (rows := self._result(future)) is None:
                    suspects.append(chunk)
                else:
                    yield rows
            if suspects:
                yield from self._after_a_death(suspects)
            if self.stopped():
                yield from self._last()
                return

    def _fill(self, left: Iterator[Chunk]) -> list[Chunk]:
        """Hand in chunks up to the bound; those that found the pool broken."""
        bound = self.pool.workers * (1 + self.pool.ahead)
        while len(self._waiting) < bound and not self.stopped():
            chunk = next(left, None)
            if chunk is None:
                break
            try:
                self._waiting[self.pool.submit(carry_out, self.order, chunk)] = chunk
            except self.pool.deaths:
                return [chunk]
        return []

    def _result(self, future: Future[list[Row]]) -> list[Row] | None:
        """What a future gave; `None` when its worker died."""
        try:
            return future.result()
        except self.pool.deaths:
            self.deaths += 1
            return None
        except ImportError as error:
            raise VanbanError(
                _("Máy trong cụm không chạy được vanban: {why}", why=error),
                _("Cài cùng một bản vanban trên mọi máy của cụm."),
            ) from error
        except CancelledError as error:
            raise VanbanError(
                _("Cụm máy đã ngắt giữa chừng"), _("Nối lại rồi chạy lại với --resume.")
            ) from error

    def _after_a_death(self, suspects: list[Chunk]) -> Iterator[list[Row]]:
        """Whoever was under way with them, then each of the suspects alone."""
        if self.pool.fragile:
            for future, chunk in list(self._waiting.items()):
                if (rows := self._result(future)) is None:
                    suspects.append(chunk)
                else:
                    yield rows
            self._waiting.clear()
            self.pool.renew()
        for chunk in suspects:
            yield from self._alone(chunk)

    def _alone(self, chunk: Chunk) -> Iterator[list[Row]]:
        """The rows of a chunk that may kill its worker, found out by halves."""
        stack = [(chunk, 0)]
        while stack and not self.stopped():
            chunk, killed = stack.pop()
            rows = self._try(chunk)
            if rows is not None:
                yield rows
            elif len(chunk) > 1:
                middle = len(chunk) // 2
                stack += [(chunk[middle:], 0), (chunk[:middle], 0)]
            elif killed + 1 < MOST_DEATHS:
                stack.append((chunk, killed + 1))
            else:
                why = _("tiến trình xử lý trường này bị dừng {n} lần", n=MOST_DEATHS)
                yield [chunk[0].failed(why)]

    def _try(self, chunk: Chunk) -> list[Row] | None:
        """The rows of a chunk that nobody works beside; `None` when its worker died."""
        rows = self._result(self.pool.submit(carry_out, self.order, chunk))
        if rows is None:
            self.pool.renew()
        return rows

    def _last(self) -> Iterator[list[Row]]:
        """What was under way when it was time to stop; what had not begun is left."""
        begun = [future for future in self._waiting if not self.pool.withdraw(future)]
        for future in begun:
            if (rows := self._result(future)) is not None:
                yield rows
        self._waiting.clear()
