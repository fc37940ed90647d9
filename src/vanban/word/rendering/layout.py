"""What depends on the width of letters: column widths, and what must stay on one page."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from vanban.tables import table
from vanban.view.closing import KyTen
from vanban.view.inline import BREAK, NO_BREAK_SPACE, folded
from vanban.view.outline import Doan
from vanban.view.tables import Bang, HangIn
from vanban.view.view import Phan, View
from vanban.word.rendering import metrics
from vanban.word.rendering.columns import column_widths
from vanban.word.rendering.compiled import ISSUER_STYLE, PARENT_STYLE, POST_STYLE
from vanban.word.rendering.measures import Measures, Room

CLOSING_LINES = 2
"""At least so many lines of text stand on the page of the signature (practice)."""


JUSTIFIED = 2800
"""Twips: a task column narrower than this is set flush left; justified, it has gaps."""


def lay_out(view: View, measures: Measures) -> None:
    """Set what the view's strings leave open: widths of tables, line ends of names, what is held.

    Only places where a line ends are chosen; no word changes.
    """
    page = measures.page
    for part in view.cac_phan:
        width = page.text_width(landscape=part.ngang)
        for block in part.noi_dung:
            if block.bang:
                _fit(block.bang, width, measures.cell_padding, measures.cell)
    _hold_signature(
        view.cac_phan[0], page.text_width(landscape=False), measures.body, measures.indent
    )
    rooms = measures.rooms
    if PARENT_STYLE in rooms and ISSUER_STYLE in rooms:
        view.co_quan = replace(
            view.co_quan,
            chu_quan=_broken_lines(view.co_quan.chu_quan, rooms[PARENT_STYLE]),
            ten=_broken_lines(view.co_quan.ten, rooms[ISSUER_STYLE]),
        )
    if room := rooms.get(POST_STYLE):
        view.ky = _broken_posts(view.ky, room)
        if view.ky_trai:
            view.ky_trai, view.ky = level(_broken_posts(view.ky_trai, room), view.ky)


def balanced(name: str, room: Room) -> str:
    """A name too long for its line in lines of about one length, so that no word stands alone.

    The compounds of `the-thuc.toml` (`ỦY BAN NHÂN DÂN`) stay whole where there is room.
    """
    if metrics.width(name, room.half_points, bold=room.bold) <= room.width:
        return name

    whole = _compounds().sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), name)

    def broken(available: float) -> list[str]:
        return metrics.lines(whole, available, room.half_points, bold=room.bold)

    count = len(broken(room.width))
    low, high = room.width / count, room.width
    while high - low > 20:  # twips: a point more or less shows nowhere
        middle = (low + high) / 2
        low, high = (low, middle) if len(broken(middle)) <= count else (middle, high)
    return folded(BREAK.join(broken(high)))


@cache
def _compounds() -> re.Pattern[str]:
    words = table("the-thuc")["ten"]["khong_tach"]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _broken_posts(block: KyTen, room: Room) -> KyTen:
    return replace(block, chuc_vu=_broken_lines(block.chuc_vu, room))


def _broken_lines(name: str, room: Room) -> str:
    """Each typed line of a name or post, balanced if it is too long."""
    return BREAK.join(balanced(line, room) for line in name.split(BREAK))


def level(left: KyTen, right: KyTen) -> tuple[KyTen, KyTen]:
    """Two signature blocks with as many lines of posts, so that the names stand side by side."""
    tall = max(left.chuc_vu.count(BREAK), right.chuc_vu.count(BREAK))

    def filled(block: KyTen) -> KyTen:
        more = tall - block.chuc_vu.count(BREAK)
        return replace(block, chuc_vu=block.chuc_vu + BREAK * more)

    return filled(left), filled(right)


def _fit(bang: Bang, total: int, padding: int, half_points: int) -> None:
    heads = [str(cell.chu) for cell in bang.dau]
    rows = []
    for row in bang.hang:
        cells: list[str | None] = []
        for cell in row.o:
            cells += [str(cell.chu)] if cell.gop == 1 else [None] * cell.gop
        rows.append(cells)
    bang.luoi = widths = column_widths(rows, heads, total, padding=padding, half_points=half_points)
    bang.rong = sum(widths)
    for printed in (bang.dau, *(row.o for row in bang.hang)):
        for cell in printed:
            at, more = cell.cot, cell.gop
            cell.rong = widths[at] if more == 1 else sum(widths[at : at + more])
            if cell.kieu == "viec" and cell.rong < JUSTIFIED:
                cell.kieu = "chu"


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
    return len(metrics.lines(text, width, half_points, first=indent))
