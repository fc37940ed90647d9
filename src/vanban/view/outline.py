"""The body: blocks in reading order → paragraphs with their numbers and capitals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vanban.language.numerals import letter, roman
from vanban.plan.model import Khoi
from vanban.view.inline import Inline, Text, appended, capitals, closed
from vanban.view.tables import Bang, typed


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


class Numbering:
    """The decree's numbers for blocks in order (NĐ 30, PL I, II.6.đ; below a point: practice)."""

    def __init__(self) -> None:
        self._phan = self._muc = self._khoan = self._con = self._diem = 0

    def of(self, loai: str) -> str:
        """The number of the next block of kind `loai`; empty for a kind without one."""
        match loai:
            case "phan":
                self._phan += 1
                self._muc = self._khoan = self._con = self._diem = 0
                return roman(self._phan)
            case "muc":
                self._muc += 1
                self._khoan = self._con = self._diem = 0
                return f"{roman(self._muc)}."
            case "tieu_muc" | "khoan":
                self._khoan += 1
                self._con = self._diem = 0
                return f"{self._khoan}."
            case "tieu_muc_con" | "khoan_con":
                self._con += 1
                self._diem = 0
                return f"{self._khoan}.{self._con}."
            case "diem":
                self._diem += 1
                return f"{letter(self._diem)})"
        return ""


def outline(
    blocks: Iterable[Khoi], inline: Inline, table: Callable[[Khoi], Bang | None]
) -> list[Doan]:
    """The paragraphs of `blocks`; `table` makes the table of a `bang` block."""
    numbering = Numbering()
    printed: list[Doan] = []
    for block in blocks:
        loai, text = typed(block)
        if loai == "bang":
            printed.append(Doan("bang", bang=table(block)))
        elif loai == "lien" and printed:
            first, *more = inline.paragraphs(text)
            title = printed[-1]
            title.chu = title.chu if str(title.chu).endswith(":") else appended(title.chu, ":")
            title.lien = first
            printed += [Doan("doan", one) for one in more]
        else:
            first, *more = inline.paragraphs(text) or [""]
            if loai in ("phan", "muc"):
                first = capitals(first)
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
