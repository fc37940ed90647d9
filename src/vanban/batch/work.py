"""What a worker does with a chunk of schools: make each plan, check it, print it, write it.

A school that fails gives a row that says why; it never stops the others. Nothing but rows goes
back to the parent.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from vanban import files
from vanban.batch.order import Made, Order, Sealed
from vanban.batch.rows import Job, Row, State
from vanban.drafting.derive import Derived
from vanban.drafting.derive.making import kept_text
from vanban.finding import Finding, Level, VanbanError
from vanban.messages import _
from vanban.plan.issuer import profile
from vanban.plan.load import load_values
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.source import Source
from vanban.plan.source.sheet import Sheet
from vanban.plan.whole import whole, wording
from vanban.rules.issued import symbol
from vanban.view.view import build
from vanban.word.rendering.engine import Engine
from vanban.word.rendering.verify import verify

_NO_FILE = Source("", "", {}, {}, {}, [], Sheet("", ""))

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def carry_out(sealed: Sealed, jobs: list[Job]) -> list[Row]:
    """The rows of a chunk, in its order."""
    worker = _worker(sealed)
    rows: list[Row] = []
    for job in jobs:
        rows.append(worker.row(job))
        if rows[-1].full:  # whoever comes next would fail in the same way
            break
    return rows


@lru_cache(maxsize=1)
def _worker(sealed: Sealed) -> Worker:
    """The worker of an order, made at its first chunk."""
    import pickle

    return Worker(pickle.loads(sealed.content))  # noqa: S301 - our own parent's


class Worker:
    """An order unpacked: everything ready to make one document after the other."""

    def __init__(self, order: Order) -> None:
        """Make what all schools share."""
        self.order = order
        self._make = order.maker.ready()
        self._engines = {sizes: Engine(*ready) for sizes, ready in order.templates.items()}

    def row(self, job: Job) -> Row:
        """What came of one school."""
        try:
            inputs = self.order.inputs(job)
            if kept := self._kept(job, inputs):
                return kept
            return self._made(job, inputs)
        except VanbanError as error:
            cause = error.__cause__
            full = isinstance(cause, OSError) and cause.errno in NO_ROOM
            return job.failed(error.message, full=full)
        except Exception as error:  # a bug of ours shows at one school, not at 40,000
            why = f"{type(error).__name__}: {error}"
            return job.failed(_("lỗi của chính vanban: {why}", why=why))

    def _kept(self, job: Job, inputs: str) -> Row | None:
        """The row of the last run, if all it was made from and its files are as they were."""
        known = job.known
        if known is None or known.inputs != inputs or self.order.dry:
            return None
        target = self._target(job)
        for path, digest in ((target, known.sha256), (_beside(target), known.yaml)):
            if digest and files.sha256(_content(path) or b"") != digest:
                return None
        return replace(known, ten=job.unit.ten, state=State.GIU_NGUYEN)

    def _made(self, job: Job, inputs: str) -> Row:
        made = self._plan(job)
        plan, body, findings = self._checked(made, job)
        row = replace(
            job.row(State.DA_GHI),
            so=plan.so or "",
            findings=len(findings),
            points=len(made.points),
        )
        if self.order.dry:
            return row
        target = self._target(job)
        view = build(plan, body, self.order.documents)
        engine = self._engines[body.co_chu]
        content = engine.render(view, fast=True)
        verify(content, view, engine.own_parts)
        known = job.row(State.LOI)
        written = [(target, content, known.sha256)]
        if self.order.yaml:
            written.insert(0, (_beside(target), self._typed(made, target), known.yaml))
        for one in written:  # before the first is written: either both change or none
            self._spare(*one)
        *typed, digest = [self._write(path, new) for path, new, _known in written]
        return replace(row, inputs=inputs, sha256=digest, yaml="".join(typed))

    def _plan(self, job: Job) -> Made:
        """The school's plan, with the number and date that its row or the register gives it."""
        made = self._make(job.unit)
        given = {name: text for name in ("so", "ngay") if (text := job.unit.values.get(name))}
        if job.so:
            given["so"] = job.so
        if made.plan is None:
            return replace(made, values={**made.values, "don_vi": job.unit.ma, **given})
        plan = made.plan.model_copy(update={"don_vi": job.unit.ma, **given})
        return replace(made, plan=plan)

    def _checked(self, made: Made, job: Job) -> tuple[KeHoach, CoQuan, list[Finding]]:
        """The plan and its profile; VanbanError for an error of shape."""
        unit, documents = job.unit, self.order.documents
        findings = list(made.findings)
        plan, source = made.plan, _NO_FILE
        if plan is None:
            loaded = load_values(made.values, KeHoach, unit.ten)
            findings += loaded.findings
            if loaded.value is None:
                raise _misshapen(findings)
            plan, source = loaded.value, loaded.source
        plan = _signed(plan, unit.values.get("ho_ten"))
        body = profile(unit, self.order.bodies[plan.co_quan])
        if made.plan is None:
            findings += whole(plan, source, body, documents)
        else:
            findings += wording(plan, source, made.marked, documents)
        findings += symbol(plan, source, unit)
        if any(finding.level == Level.LOI and finding.code[0] == "C" for finding in findings):
            raise _misshapen(findings)
        return plan, body, findings

    def _typed(self, made: Made, target: Path) -> bytes:
        """The plan as its own file would say it."""
        derived = Derived(made.values, made.points, [])
        return kept_text(derived, _beside(target), Path(self.order.root)).encode()

    def _target(self, job: Job) -> Path:
        return Path(self.order.folder, job.file)

    def _spare(self, path: Path, content: bytes, known: str) -> None:
        """Leave alone, or copy when forced, a file that is neither as we wrote it nor `content`.

        `known`: the SHA-256 of the file as we wrote it last. VanbanError when somebody changed it
        since.
        """
        there = _content(path)
        if not there or there == content or files.sha256(there) == known or _never_filled(there):
            return
        if not self.order.force:
            raise VanbanError(
                _("{name} đã được sửa (hoặc không do vanban ghi), nên không ghi đè; --force "
                  "ghi đè và giữ bản cũ", name=path.name)
            )  # fmt: skip
        files.backup(path)

    def _write(self, path: Path, content: bytes) -> str:
        """Write a file that is not there as it should be; its SHA-256."""
        digest = files.sha256(content)
        if _content(path) == content:  # written before the last run was killed
            return digest

        def approve(written: bytes) -> None:
            if written != content:
                raise VanbanError(_("{path}: đĩa trả lại khác với nội dung đã ghi", path=path))

        prefix = self.order.prefix
        with files.writing(path, approve, prefix=prefix, wait=False) as stream:
            stream.write(content)
        return digest


def _beside(target: Path) -> Path:
    """Where the plan of a document is written."""
    return target.with_suffix(".yaml")


def _content(path: Path) -> bytes | None:
    """What a file holds; `None` when there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise files.cannot_write(path, error) from error


def _never_filled(content: bytes) -> bool:
    """Whether a power cut left a file of ours without its bytes: nobody types that."""
    return not content.strip(b"\0")


def _signed(plan: KeHoach, name: str | None) -> KeHoach:
    """The plan with the head's name where its only signer has none: what is typed stays."""
    if not name or len(plan.nguoi_ky) != 1 or plan.nguoi_ky[0].ho_ten:
        return plan
    signer = plan.nguoi_ky[0].model_copy(update={"ho_ten": name})
    return plan.model_copy(update={"nguoi_ky": [signer]})


def _misshapen(findings: Iterable[Finding]) -> VanbanError:
    """Why a plan cannot be printed: its first error, and how many more there are."""
    errors = [finding for finding in findings if finding.level == Level.LOI]
    first = errors[0]
    why = f"[{first.code}] {first.message}"
    if len(errors) > 1:
        why += " " + _("(và {n} lỗi nữa)", n=len(errors) - 1)
    return VanbanError(why, exit_code=1)
