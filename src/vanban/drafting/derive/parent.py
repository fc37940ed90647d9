"""What a child says of its parent: how it cites it, how its opening goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.drafting.derive.texts import uncapitalised
from vanban.language import citation
from vanban.language.dates import BLANK, decree_date, parse_date
from vanban.language.numerals import padded
from vanban.plan.kinds import kinds
from vanban.plan.model import CoQuan, KeHoach

_ABBREVIATED = re.compile(r"\s*\((?:sau đây [^()]{0,40})?\w{2,12}\)")
_TOGETHER = re.compile(r"(?:và|cùng|phối hợp)\b")
_CLOSING = " .;,:"


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening paragraph in its two parts.

    `bases`: what stands before the issuer's name, if it cites documents; `rest`: what the issuer
    does, without its name; `short`: how its name is shortened from there on, as typed: `(GDĐT)`.
    """

    bases: str | None
    rest: str
    short: str = ""

    @property
    def abbreviation(self) -> str:
        """The short name alone."""
        return self.short.strip("()").rpartition(" là ")[2]


def facts(plan: KeHoach, body: CoQuan) -> dict[str, str]:
    """The parent as `cha` in the expressions of a recipe."""
    return {
        "ten": " ".join(body.ten.split("\n")),
        "chu_quan": " ".join((body.chu_quan or "").split("\n")),
        "viet_tat": body.viet_tat,
        "dia_danh": body.dia_danh,
        "nam": str(plan.nam_hoc or plan.nam),
        "so": plan.so or "",
        "trich_yeu": subject(plan.trich_yeu),
        "vien_dan": cited(plan, body),
        "vien_dan_ngan": _name(plan, body),
    }


def subject(title: str) -> str:
    """A title inside a sentence: on one line, without a closing mark, the first letter small."""
    return uncapitalised(" ".join(title.split()).rstrip(_CLOSING))


def cited(plan: KeHoach, body: CoQuan, short: str = "") -> str:
    """The plan as a basis names it, with room for the number and date it has not yet (II.6.a).

    `short`: the issuer's short name in brackets, where it is to be introduced.
    """
    about = subject(plan.trich_yeu)
    about = about if about.startswith("về ") else f"về {about}"
    issuer = " ".join((*body.ten.split("\n"), *([short] if short else ())))
    return f"{_name(plan, body)} {_dated(plan)} của {issuer} {about}"


def is_issued(plan: KeHoach) -> bool:
    """Whether the plan has its number and its day."""
    return bool(plan.so and plan.ngay and parse_date(plan.ngay).day)


def _name(plan: KeHoach, body: CoQuan) -> str:
    """Type, number and symbol."""
    name, code = kinds()[plan.loai]
    number = f" {padded(plan.so)}" if plan.so else BLANK
    return f"{name} số{number}/{plan.ky_hieu or f'{code}-{body.viet_tat}'}"


def _dated(plan: KeHoach) -> str:
    if plan.ngay is None:
        return decree_date(None, None, plan.year)
    typed = parse_date(plan.ngay)
    return f"ngày {typed}" if typed.day else decree_date(None, typed.month, typed.year)


def opening(plan: KeHoach, body: CoQuan) -> Opening:
    """The opening split at the issuer's name; without one the plan is simply drawn up."""
    text = (plan.mo_dau or "").strip()
    names = sorted((" ".join(body.ten.split("\n")), *body.ten_khac), key=len, reverse=True)
    issuer = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    for found in issuer.finditer(text):
        before = text[: found.start()].rstrip(_CLOSING)
        if found.start() and text[: found.start()].rstrip()[-1:] not in ",;.":
            continue  # inside a citation: “Kế hoạch số … của Sở … về …”
        rest = text[found.end() :]
        short = ""
        if mark := _ABBREVIATED.match(rest):
            short, rest = mark[0].strip(), rest[mark.end() :]
        rest = rest.lstrip(" ,").rstrip(_CLOSING)
        if _TOGETHER.match(rest):  # the parent has a second issuer, the child has not
            rest = _drawn_up(plan)
        return Opening(before if citation.find(before) else None, rest, short)
    return Opening(None, _drawn_up(plan))


def _drawn_up(plan: KeHoach) -> str:
    """What an issuer does of whom the opening says nothing."""
    return f"xây dựng Kế hoạch {subject(plan.trich_yeu)}, cụ thể như sau"
