"""The head of the first page: names, number and symbol, place and date."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.language.dates import BLANK, decree_date, parse_date
from vanban.language.numerals import padded
from vanban.plan.kinds import kinds
from vanban.plan.model import CoQuan, KeHoach
from vanban.view.inline import BREAK


@dataclass(frozen=True, slots=True)
class CoQuanIn:
    """The issuing body as printed: capitals, one paragraph a line."""

    ten: str
    chu_quan: str
    dia_chi: str


def printed_lines(text: str | None) -> str:
    """A value typed a line per printed line, as paragraphs."""
    return BREAK.join(line.strip() for line in (text or "").split("\n") if line.strip())


def one_line(text: str) -> str:
    """A value typed on several lines, as running text."""
    return " ".join(text.split("\n")).strip()


def body(co_quan: CoQuan) -> CoQuanIn:
    """The issuing body's lines."""
    return CoQuanIn(
        ten=printed_lines(co_quan.ten).upper(),
        chu_quan=printed_lines(co_quan.chu_quan).upper(),
        dia_chi=printed_lines(co_quan.dia_chi),
    )


def number(plan: KeHoach) -> str:
    """The number with the decree's zero, or room to write it (PL I, II.3)."""
    return padded(plan.so) if plan.so else BLANK


def symbol(plan: KeHoach, co_quan: CoQuan) -> str:
    """`KH-SGDĐT` (PL I, II.3)."""
    return plan.ky_hieu or f"{kinds()[plan.loai][1]}-{co_quan.viet_tat}"


def date(plan: KeHoach) -> str:
    """`ngày 12 tháng 01 năm 2026`, with room for what is not known yet (PL I, II.4)."""
    if plan.ngay is None:
        return decree_date(None, None, plan.year)
    typed = parse_date(plan.ngay)
    return decree_date(typed.day, typed.month, typed.year)
