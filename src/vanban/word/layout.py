"""What depends on the width of letters: column widths, and what must stay on one page."""

from __future__ import annotations

from vanban.view.inline import BREAK
from vanban.view.outline import Doan
from vanban.view.tables import Bang, HangIn
from vanban.view.view import Phan, View
from vanban.word.columns import column_widths
from vanban.word.metrics import lines
from vanban.word.prepare import Page

CLOSING_LINES = 2
"""At least so many lines of text stand on the page of the signature (practice)."""


def lay_out(view: View, page: Page, *, padding: int, text: int, cell: int, indent: int) -> None:
    """Set the widths of the view's tables and the marks of what stays together.

    `padding`: twips of a cell's margins; `text`, `cell`: type sizes in half-points of the body and
    of tables; `indent`: twips of a first line.
    """
    for part in view.cac_phan:
        width = page.text_width(landscape=part.ngang)
        for block in part.noi_dung:
            if block.bang:
                _fit(block.bang, width, padding, cell)
    _hold_signature(view.cac_phan[0], page.text_width(landscape=False), text, indent)


def _fit(table: Bang, total: int, padding: int, half_points: int) -> None:
    heads = [str(cell.chu) for cell in table.dau]
    rows = []
    for row in table.hang:
        cells: list[str | None] = []
        for cell in row.o:
            cells += [str(cell.chu)] if cell.gop == 1 else [None] * cell.gop
        rows.append(cells)
    table.luoi = widths = column_widths(
        rows, heads, total, padding=padding, half_points=half_points
    )
    table.rong = sum(widths)
    for printed in (table.dau, *(row.o for row in table.hang)):
        for cell in printed:
            at, more = cell.cot, cell.gop
            cell.rong = widths[at] if more == 1 else sum(widths[at : at + more])


def _hold_signature(part: Phan, width: int, half_points: int, indent: int) -> None:
    """Keep the last paragraphs with the signature until they make two lines.

    A paragraph of two lines or more is enough by itself: widow control lets no single line go. Of
    a table the last row is held.
    """
    held = 0
    for paragraph in reversed(part.noi_dung + part.ket_thuc):
        if held >= CLOSING_LINES:
            return
        if paragraph.bang:
            for cell in (paragraph.bang.hang or [HangIn(paragraph.bang.dau)])[-1].o:
                cell.giu = True
            return
        paragraph.giu = True
        held += _line_count(paragraph, width, half_points, indent)


def _line_count(paragraph: Doan, width: int, half_points: int, indent: int) -> int:
    text = f"{paragraph.so} {paragraph.chu} {paragraph.lien}".strip().replace(BREAK, " ")
    if len(text) > 400:  # more than two lines at any size the decree allows
        return CLOSING_LINES
    return len(lines(text, width, half_points, first=indent))
