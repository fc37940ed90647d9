"""A batch told: how it goes, what failed, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vanban.batch.prepare import Batch
from vanban.batch.rows import Row, State
from vanban.batch.run import Outcome
from vanban.messages import _
from vanban.report.frames import Piece, columns, printable

SHOWN = 40
"""So many failures are shown; the index has them all."""

_NAME = 44


def failures(rows: Sequence[Row], width: int) -> Iterator[list[Piece]]:
    """The schools without a file, a line each: code, name and reason."""
    if not rows:
        return
    yield [(_("Không làm được {n} đơn vị:", n=len(rows)), "loi")]
    shown = rows[:SHOWN]
    names = [printable(f"{row.ma} {row.ten}") for row in shown]
    names = [name if columns(name) <= _NAME else name[: _NAME - 1] + "…" for name in names]
    widest = max(map(columns, names))
    for row, name in zip(shown, names, strict=True):
        reason = printable(row.error)
        room = max(width - widest - 4, 40)
        gap = " " * (widest - columns(name) + 2)
        first, *more = _wrapped(reason, room)
        yield [(f"  {name}{gap}", "dam"), (first, "")]
        yield from ([(" " * (widest + 4) + line, "")] for line in more)
    if len(rows) > SHOWN:
        yield [("  " + _("… và {n} đơn vị nữa: xem danh-muc.csv", n=len(rows) - SHOWN), "mo")]


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; a longer word has a line of its own."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if columns(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def said(batch: Batch, outcome: Outcome) -> list[str]:
    """What came of a run: counts first, then what the user may not expect, a sentence each."""
    of = outcome.counts
    counted = ", ".join(f"{number(of[state])} {state.word}" for state in State if of[state])
    lines = [
        _("{counts}; {time}, {rate} văn bản/giây.", counts=counted or "0",
          time=duration(outcome.seconds), rate=number(rate(outcome)))
    ]  # fmt: skip
    for count, text in (
        (outcome.left, _("Còn {n} đơn vị chưa làm.", n=number(outcome.left))),
        (batch.skipped, _("{n} đơn vị không thuộc công thức này.", n=number(batch.skipped))),
        (batch.bad_rows, _("{n} hàng của danh sách có lỗi, đã bỏ.", n=number(batch.bad_rows))),
        (
            of[State.THUA],
            _("Tệp của đơn vị không còn trong danh sách vẫn để nguyên."),
        ),
        (outcome.renamed, _("{n} tệp mang tên cũ vẫn để nguyên.", n=number(outcome.renamed))),
    ):
        if count:
            lines.append(text)
    return lines


def rate(outcome: Outcome) -> int:
    """Documents a second."""
    done = outcome.counts[State.DA_GHI] + outcome.counts[State.GIU_NGUYEN]
    return round(done / outcome.seconds) if outcome.seconds else done


def number(value: int) -> str:
    """A number as Vietnamese reads it: 40.000."""
    return f"{value:,}".replace(",", ".")


def duration(seconds: float) -> str:
    """`8,4 giây`, `2 phút 05 giây`."""
    if seconds < 60:
        return _("{n} giây", n=f"{seconds:.1f}".replace(".", ","))
    return _("{m} phút {s:02} giây", m=int(seconds) // 60, s=int(seconds) % 60)


def progress(done: int, failed: int, total: int, seconds: float) -> str:
    """How far a run is, in a line: for those who read a log."""
    per_second = done / seconds if seconds else 0
    left = (total - done) / per_second if per_second else 0
    line = _("{done}/{total} đơn vị, {rate} mỗi giây, còn khoảng {left}",
             done=number(done), total=number(total), rate=number(round(per_second)),
             left=duration(left))  # fmt: skip
    return line + (", " + _("{n} lỗi", n=number(failed)) if failed else "")


def as_data(batch: Batch, outcome: Outcome, folder: str) -> dict[str, Any]:
    """A run for programs; every school stands in the CSV it names."""
    return {
        "folder": folder,
        "written": outcome.written,
        "counts": {state.value: outcome.counts[state] for state in State},
        "left": outcome.left,
        "skipped": batch.skipped,
        "bad_rows": batch.bad_rows,
        "seconds": round(outcome.seconds, 3),
        "failures": [
            {"ma": row.ma, "ten": row.ten, "file": row.file, "error": row.error}
            for row in outcome.failures
        ],
    }
