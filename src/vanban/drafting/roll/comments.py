"""The points to decide as comments in the new file, and where its lines went."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from vanban.drafting.roll.mentions import Answer, Mention, Point
from vanban.files import apply_edits
from vanban.finding import Edit
from vanban.messages import _
from vanban.plan.points import as_comment
from vanban.plan.source import Source, read_text


@dataclass(slots=True)
class Rolled:
    """The new plan's text; `left` are the points still to decide, `lines` where mentions stand.

    `answers`: key of a point → what was decided.
    """

    text: str
    left: list[Point]
    edits: list[Edit]
    lines: dict[Mention, int]
    answers: Mapping[str, Answer] = field(default_factory=dict)


Placing = Callable[[Source, list[Point], Mapping[Mention, int]], Iterator[Edit]]
"""Where the comments go; the mapping says in which line of the new file a mention stands."""


def with_comments(
    source: Source, left: list[Point], edits: list[Edit], mentions: list[Mention]
) -> Rolled:
    """The new text with a comment for each point that is left.

    A comment never changes what is read: where one would, all stand at the head of the file.
    """
    bare = read_text(apply_edits(source.text, edits), source.file).values
    above = _made(source, left, edits, mentions, _above)
    if read_text(above.text, source.file).values == bare:
        return above
    return _made(source, left, edits, mentions, _at_head)


def _made(
    source: Source, left: list[Point], edits: list[Edit], mentions: list[Mention], place: Placing
) -> Rolled:
    """The new text with the comments where `place` puts them.

    Twice: the comments name lines of the file that they make longer.
    """
    lines = _new_lines(source, [*place(source, left, {}), *edits], mentions)
    made = [*place(source, left, lines), *edits]
    return Rolled(apply_edits(source.text, made), left, made, lines)


def _above(source: Source, left: list[Point], lines: Mapping[Mention, int]) -> Iterator[Edit]:
    """Each comment above the entry of its point."""
    sheet = source.sheet
    for point in left:
        at = source.entry_start(point.first.path)
        line = sheet.line_at(at)
        for start, end in sorted(source.flows):
            if start < sheet.starts[line] < end:  # in brackets over several lines
                line = sheet.line_at(start)
                break
        typed = sheet.lines[line]
        indent = typed[: len(typed) - len(typed.lstrip(" "))]
        comment = as_comment(_words(point, lines), indent) + sheet.end_of_line
        yield Edit(source.file, sheet.starts[line], sheet.starts[line], comment)


def _at_head(source: Source, left: list[Point], lines: Mapping[Mention, int]) -> Iterator[Edit]:
    """Every comment on top of the file."""
    for point in left:
        comment = as_comment(_words(point, lines)) + source.sheet.end_of_line
        yield Edit(source.file, 0, 0, comment)


def _words(point: Point, lines: Mapping[Mention, int]) -> str:
    """What is to be decided, what is proposed, and where else it stands."""
    first = point.first
    name = " ".join(first.new.split()) if first.new else first.name
    said = f"{name}: {first.why}"
    if first.proposal:
        said += "; " + _("đề xuất: {proposal}", proposal=first.proposal)
    others = sorted({lines[one] for one in point.mentions[1:] if one in lines})
    others = [line for line in others if line != lines.get(first)]
    if others:
        said += " " + _("(còn ở dòng {lines})", lines=", ".join(map(str, others)))
    return said


def _new_lines(source: Source, edits: list[Edit], mentions: list[Mention]) -> dict[Mention, int]:
    """The line in the new file of each mention."""
    text = apply_edits(source.text, edits)
    starts = read_text(text, source.file).sheet.starts
    done = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    ends = [edit.end for edit in done]
    moved = [0]
    for edit in done:
        moved.append(moved[-1] + len(edit.text) - (edit.end - edit.start))
    lines = {}
    for mention in mentions:
        at = mention.place.start or 0
        before = bisect_left(ends, at + 1)  # the edits that end at or before it
        if before < len(done):
            at = min(at, done[before].start)
        lines[mention] = bisect_left(starts, at + moved[before] + 1)
    return lines
