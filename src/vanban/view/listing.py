"""The list of what a batch made, as a view: a page of the issuing body with one table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vanban.language.dates import decree_date
from vanban.plan.kinds import kinds
from vanban.plan.model import CoQuan, KeHoach
from vanban.view import letterhead
from vanban.view.closing import KyTen
from vanban.view.inline import BREAK, Rich, Span, Text
from vanban.view.letterhead import one_line, printed_lines
from vanban.view.outline import Doan
from vanban.view.tables import Bang, HangIn, O
from vanban.view.view import Phan, View

LISTING = "danh-muc"
"""The kind of the list: its template is `templates/danh-muc.docx`."""

HASH_LETTERS = 16
"""So many letters of a file's hash are printed: enough to tell two files apart."""

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_HEADS = ("Stt", "Đơn vị", "Tệp", "Số", "Lưu ý", "Cần xem", "Kết quả")
_LOOKS = ("so", "chu", "chu", "so", "so", "so", "chu")
_NUMBER = _HEADS.index("Số")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list; `digest` is the SHA-256 of the file, `failed` makes it bold."""

    name: str
    file: str
    digest: str
    number: str
    findings: int
    points: int
    state: str
    failed: bool


def listing(
    plan: KeHoach,
    body: CoQuan,
    items: Sequence[Item],
    summary: Iterable[str],
    *,
    first: int = 1,
) -> View:
    """The view of a list; `summary`: the sentences above the table, `first`: its first number.

    The numbers have a column when there is one.
    """
    title = f"{kinds()[plan.loai][0]} lập cho từng đơn vị"
    subject = _EXPRESSION.sub("…", plan.trich_yeu)
    numbered = any(item.number for item in items)
    columns = [at for at in range(len(_HEADS)) if numbered or at != _NUMBER]
    rows = [_row(n, item, columns) for n, item in enumerate(items, first)]
    heads = [O(_HEADS[at], "dau", n, giu=True) for n, at in enumerate(columns)]
    return View(
        co_quan=letterhead.body(body),
        so="",
        ky_hieu="",
        dia_danh=body.dia_danh,
        ngay=decree_date(None, None, plan.year),
        du_thao="",
        do_khan="",
        ten_loai="DANH MỤC",
        trich_yeu=f"{title}{BREAK}{printed_lines(subject)}",
        kem_theo="",
        can_cu=[],
        mo_dau=[Doan("doan", sentence) for sentence in summary],
        cac_phan=[Phan([Doan("bang", bang=Bang(heads, rows))])],
        noi_nhan=[],
        ky_trai=None,
        ky=KyTen("", ""),
        tieu_de=f"{title}: {one_line(subject)}",
        chu_de="Danh mục",
        tac_gia=one_line(body.ten),
    )


def _row(number: int, item: Item, columns: Iterable[int]) -> HangIn:
    digest = item.digest[:HASH_LETTERS]
    file = BREAK.join(part for part in (item.file, digest) if part)
    state: Text = Rich((Span(item.state, bold=True),)) if item.failed else item.state
    cells = (str(number), one_line(item.name), file, item.number, *_counts(item), state)
    return HangIn([O(cells[at], _LOOKS[at], n) for n, at in enumerate(columns)])


def _counts(item: Item) -> tuple[str, str]:
    """How many findings and points; nothing where there is none, so that the others are seen."""
    return str(item.findings or ""), str(item.points or "")
