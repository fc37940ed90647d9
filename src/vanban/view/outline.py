"""The body: blocks in reading order → paragraphs with their numbers and capitals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vanban.plan.model import Khoi
from vanban.plan.numbering import Numbering
from vanban.view.inline import Inline, Text, appended, capitals, closed
from vanban.view.tables import Bang

TITLES = ("phan", "muc", "tieu_muc", "tieu_muc_con")
"""The kinds that are titles."""


@dataclass(slots=True)
class Doan:
    """One printed paragraph of the body, or a table.

    `loai` is the block's kind word, `so` its number as printed (`I.`, `1.1.`, `a)`, or empty),
    `chu` its text, `lien` the text that runs on after a title, `bang` a table. `giu` is set by the
    layout: this paragraph stays on the page of the next.
    """

    loai: str
    chu: Text = ""
    so: str = ""
    lien: Text = ""
    bang: Bang | None = None
    giu: bool = False


def outline(
    blocks: Iterable[Khoi], inline: Inline, table: Callable[[Khoi], Bang | None]
) -> list[Doan]:
    """The paragraphs of `blocks`; `table` makes the table of a `bang` block."""
    numbering = Numbering()
    printed: list[Doan] = []
    for block in blocks:
        loai, text = block.typed()
        if loai == "bang":
            printed.append(Doan("bang", bang=table(block)))
        elif loai == "lien" and printed:
            first, *more = inline.paragraphs(text)
            above = printed[-1]
            above.chu = above.chu if str(above.chu).endswith(":") else appended(above.chu, ":")
            above.lien = first
            printed += [Doan("doan", one) for one in more]
        elif loai in TITLES:  # its lines are one title
            title = inline.text(text)
            if loai in ("phan", "muc"):
                title = capitals(title)
            printed.append(Doan(loai, title, numbering.of(loai)))
        else:
            first, *more = inline.paragraphs(text) or [""]
            printed.append(Doan(loai, first, numbering.of(loai)))
            printed += [Doan("doan", one) for one in more]
    return printed


def end(paragraphs: list[Doan], mark: str) -> None:
    """Close the last paragraph with `mark` when it is text without one."""
    if not paragraphs or paragraphs[-1].loai == "bang":
        return
    last = paragraphs[-1]
    if last.lien:
        last.lien = closed(last.lien, mark)
    else:
        last.chu = closed(last.chu, mark)
