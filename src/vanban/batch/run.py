"""A run: the schools over the workers, the manifest as they come, the lists at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic

from vanban import files
from vanban.batch.bundle import write_bundles
from vanban.batch.executors import Pool
from vanban.batch.index import Index
from vanban.batch.manifest import Manifest
from vanban.batch.order import sealed
from vanban.batch.prepare import Batch
from vanban.batch.rows import Job, Row, State
from vanban.batch.spread import Chunk, Spread
from vanban.finding import VanbanError
from vanban.messages import _
from vanban.view.listing import LISTING
from vanban.word.template.opening import engine

CHUNK = 100
"""So many schools are sent to a worker at a time; of a short roster each worker gets some."""

Tell = Callable[[list[Row]], None]
"""Is told of the schools that are done."""


@dataclass(slots=True)
class Stop:
    """Whether the run is to end before it is done, and why."""

    asked: bool = False
    full: bool = False

    def __bool__(self) -> bool:
        return self.asked or self.full


@dataclass(slots=True)
class Outcome:
    """What came of a run: `rows` in the order of the roster, then of schools no longer in it.

    `left`: how many were not come to; `renamed`: files under an earlier name that still stand
    there. `written`: the lists and bundles, as paths below the folder; `error` says why there are
    none.
    """

    rows: list[Row] = field(default_factory=list)
    left: int = 0
    renamed: int = 0
    seconds: float = 0.0
    written: list[str] = field(default_factory=list)
    error: VanbanError | None = None

    @property
    def counts(self) -> Counter[State]:
        """How many schools of each state."""
        return Counter(row.state for row in self.rows)

    @property
    def failures(self) -> list[Row]:
        """The schools without a file."""
        return [row for row in self.rows if row.state is State.LOI]


def rehearse(batch: Batch, pool: Pool, stop: Stop, tell: Tell) -> list[Row]:
    """Make and check every plan and write nothing: the rows that would fail."""
    order = sealed(replace(batch.order, dry=True))
    failed, jobs = _jobs(batch, lambda _ma: None, {})
    for rows in Spread(pool, order, lambda: bool(stop)).rows(_chunks(jobs, pool.workers)):
        failed += [row for row in rows if row.state is State.LOI]
        tell(rows)
    return failed


class Run:
    """A run in its folder; `again`: the folder has a manifest of an earlier run of this plan."""

    def __init__(self, batch: Batch, pool: Pool, stop: Stop) -> None:
        """Open the manifest; VanbanError when the folder is another plan's, or takes no file."""
        self.batch = batch
        self.pool = pool
        self.stop = stop
        self.manifest = Manifest(batch.wish.into, batch.wish.shard.label)
        before = self.manifest.header
        self.again = before is not None
        if before and not batch.wish.force and self._is_other(before):
            self.manifest.close()
            raise VanbanError(
                _("{folder} đang chứa văn bản của {plan}", folder=batch.wish.into,
                  plan=" + ".join(str(before[key]) for key in ("plan", "recipe") if before[key])),
                _("Ghi vào thư mục khác bằng -o, hoặc thêm --force để ghi chung vào đây."),
                exit_code=2,
            )  # fmt: skip

    def _is_other(self, before: Mapping[str, object]) -> bool:
        return any(before.get(key) != self.batch.header[key] for key in ("plan", "recipe"))

    def carry_out(self, numbers: Mapping[str, str], tell: Tell) -> Outcome:
        """Make the files and the index; `numbers`: file → the number reserved for it."""
        start = monotonic()
        batch, manifest = self.batch, self.manifest
        try:
            manifest.begin(batch.header, len(batch.schools))
            before = {unit.ma: manifest.known(unit.ma) for unit, _name in batch.schools}
            failed, jobs = _jobs(batch, before.get, numbers)
            self._take(failed, tell)
            spread = Spread(self.pool, sealed(batch.order), lambda: bool(self.stop))
            for rows in spread.rows(_chunks(jobs, self.pool.workers)):
                self._take(rows, tell)
            outcome = self._outcome(before)
            manifest.make_room()
            try:
                outcome.written = self._lists(outcome.rows, sweep=spread.deaths > 0)
            except VanbanError as error:  # a list open in Word: the documents stand
                outcome.error = error
            outcome.seconds = monotonic() - start
            return outcome
        except BaseException:  # nobody may still be writing when the left-overs go
            self.pool.close(now=True)
            manifest.clear_up()
            raise
        finally:
            manifest.close()

    def _take(self, rows: list[Row], tell: Tell) -> None:
        """Note what is done; a full disk ends the run, for all others would fail alike."""
        if any(row.full for row in rows):
            self.stop.full = True
        self.manifest.add(rows)
        tell(rows)

    def _outcome(self, before: Mapping[str, Row | None]) -> Outcome:
        """The rows of the index: this shard's schools, then those that left the roster."""
        known, done = self.manifest.rows, self.manifest.told
        here = [known[ma] for ma in before if ma in known]
        gone = [row for ma, row in known.items() if ma not in self.batch.codes]
        files_now = {ma: known[ma].file for ma in done}
        return Outcome(
            rows=[*here, *(replace(row, state=State.THUA) for row in gone)],
            left=sum(ma not in done for ma in before),
            renamed=sum(
                1
                for ma, file in files_now.items()
                if (old := before.get(ma)) and old.sha256 and old.file != file
            ),
        )

    def _lists(self, rows: list[Row], *, sweep: bool) -> list[str]:
        """Write index and bundles, end the manifest; the paths written."""
        batch, wish = self.batch, self.batch.wish
        index = Index(wish.into, wish.shard.label, self.manifest.index)
        template = engine(batch.project.template(LISTING), batch.body.co_chu, LISTING)
        written = index.write(rows, batch.plan, batch.body, template)
        bundles: dict[str, str] = {}
        if wish.bundle and not self.stop:
            prefix = batch.order.prefix
            bundles = write_bundles(wish.into, rows, wish.bundle, wish.shard.label, prefix)
        files.settle()
        self.manifest.end(written | bundles, sweep=sweep)
        return [*written, *bundles]


def _jobs(
    batch: Batch, known: Callable[[str], Row | None], numbers: Mapping[str, str]
) -> tuple[list[Row], Iterator[Job]]:
    """The rows of the schools whose file has no name, and the jobs of all others."""
    unnamed = [
        Job(unit, "", known=known(unit.ma)).failed(name.message)
        for unit, name in batch.schools
        if isinstance(name, VanbanError)
    ]
    jobs = (
        Job(unit, name, numbers.get(name, ""), known(unit.ma))
        for unit, name in batch.schools
        if isinstance(name, str)
    )
    return unnamed, jobs


def _chunks(jobs: Iterator[Job], workers: int) -> Iterator[Chunk]:
    """The jobs in chunks; the first ones are small, so that every worker has work at once."""
    size = 10
    chunk: Chunk = []
    sent = 0
    for job in jobs:
        chunk.append(job)
        if len(chunk) >= size:
            yield chunk
            chunk, sent = [], sent + 1
            size = CHUNK if sent >= 2 * workers else size
    if chunk:
        yield chunk
