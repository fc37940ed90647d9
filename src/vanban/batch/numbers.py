"""A number for each school, reserved in the project's register before the first file is written."""

from __future__ import annotations

from collections.abc import Callable

from vanban.batch.prepare import Batch, from_root
from vanban.finding import VanbanError
from vanban.messages import _
from vanban.plan import numbers
from vanban.plan.expressions import Expressions
from vanban.plan.issuer import Truong
from vanban.view.letterhead import one_line


def reserve(batch: Batch) -> dict[str, str]:
    """File → its number; a file that has one keeps it, a school whose row has one needs none.

    VanbanError when the register is not to be had: then no number is taken.
    """
    root = batch.project.root
    if root is None:
        raise VanbanError(
            _("--number cần một dự án: không thấy data/co-quan ở đây và ở trên"), exit_code=2
        )
    plan, into = batch.plan, batch.wish.into
    wanted = {
        from_root(into / name, batch.project): (unit, name)
        for unit, name in batch.schools
        if isinstance(name, str) and not unit.values.get("so")
    }
    subject = _subject(batch)
    requests = (
        numbers.Request(plan.co_quan, plan.loai, subject(unit), file)
        for file, (unit, _name) in wanted.items()
    )
    taken = numbers.take(root, plan.year, requests)
    return {name: taken[file] for file, (_unit, name) in wanted.items()}


def _subject(batch: Batch) -> Callable[[Truong], str]:
    """What the register says of each document: its title as far as the plan has it."""
    title = one_line(batch.plan.trich_yeu)
    expressions = Expressions(batch.columns)
    filler = expressions.compiled(title, "raw") if batch.plan.mau == "true" else None

    def subject(unit: Truong) -> str:
        if filler is None:
            return f"{title} ({one_line(unit.ten)})"
        return filler(expressions.scope(unit, batch.body))

    return subject
