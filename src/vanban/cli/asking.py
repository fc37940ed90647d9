"""The points that `roll` leaves to a person, asked one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from vanban.cli import streams
from vanban.drafting.roll.mentions import Answer, Point
from vanban.messages import _
from vanban.plan.source import Source
from vanban.report.frames import marked
from vanban.report.screen import width

KEEP = ("", "g")
TAKE = ("d", "đ")
LATER = "s"


def on_terminal(question: str) -> str:
    """What the user types; click.Abort when they stop."""
    typed: str = click.prompt(question, default="", show_default=False, err=True)
    return typed


def ask(
    points: Iterable[Point], source: Source, reply: Callable[[str], str] = on_terminal
) -> dict[str, Answer]:
    """Key of a point → what was answered, each point shown with its line first.

    A point that is put off is not among them: its comment stays in the plan.
    """
    points = list(points)
    answers = {}
    for number, point in enumerate(points, 1):
        _show(point, source, f"{number}/{len(points)}")
        while _takes_nothing(point, typed := reply(_question(point)).strip()):
            streams.talk(_("Điểm này không có đề xuất."))
        if typed.lower() != LATER:
            answers[point.first.key] = _answer(typed)
    return answers


def _show(point: Point, source: Source, number: str) -> None:
    first = point.first
    streams.talk(f"[{number}] {source.file}:{first.place.line}: {first.why}")
    line = source.sheet.lines[(first.place.line or 1) - 1]
    start = (first.place.column or 1) - 1
    end = start + (first.place.end or 0) - (first.place.start or 0)
    text, marks = marked(line, start, max(end, start + 1), width() - 2)
    streams.talk(f"  {text}")
    streams.talk(f"  {marks}")
    if first.new:
        streams.talk("  " + _("đã chuyển thành: {new}", new=first.new))
    if first.proposal:
        streams.talk("  " + _("đề xuất: {proposal}", proposal=first.proposal))


def _question(point: Point) -> str:
    if point.first.proposal:
        return _("Enter: giữ; d: theo đề xuất; s: để sau; hoặc gõ lời thay")
    return _("Enter: giữ; s: để sau; hoặc gõ lời thay")


def _takes_nothing(point: Point, typed: str) -> bool:
    """Whether the reply takes a proposal that there is not."""
    return typed.lower() in TAKE and not point.first.proposal


def _answer(typed: str) -> Answer:
    """What the reply means."""
    if typed.lower() in KEEP:
        return Answer()
    return Answer(take=True) if typed.lower() in TAKE else Answer(text=typed)
