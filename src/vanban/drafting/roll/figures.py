"""Four figures that are no year: in codes, addresses, standards, counts, documents named short.

All of them stay. They are looked for before the years, so that none of them moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.reading import YEAR, Said
from vanban.drafting.roll.scene import Scene
from vanban.messages import _
from vanban.tables import table

_N = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s|;,)”\"]+"
    r"|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|edu|gov|info)(?!\w)(?:/[^\s|;,)”\"]*)?"
)
_PARTS = (
    r"(?<=\d\.){n}\.[0-9]",  # 12.2026.7
    r"(?<=[^\W\d_]){n}",  # A2026
    r"(?<=[^\W\d_][.-]){n}",  # P.2026
    r"(?<![0-9/.-]){n}[^\W\d_](?![^\W\d_])",  # 2026a
)
_TIME_WORD = re.compile(r"(?:năm|tháng|ngày)$")


class _Form(NamedTuple):
    """What such figures look like in a soft text, and why they stay."""

    pattern: re.Pattern[str]
    kind: Kind
    why: str


@cache
def _forms() -> tuple[_Form, ...]:
    """The forms, with the words of the table."""
    words = {name: "|".join(typed) for name, typed in table("khong-phai-nam").items()}
    no_count = "".join(rf"(?<!{one}\s)" for one in table("khong-phai-nam")["khong_dem"])
    parts = "|".join(one.replace("{n}", r"(?:19|20)[0-9]{2}(?![0-9])") for one in _PARTS)
    return (
        _Form(
            re.compile(rf"(?<!\w)(?:{words['van_ban']})\s[0-9]{{1,4}}/{_N}(?!/?\w)"),
            Kind.DOCUMENT,
            _("văn bản đã ban hành"),
        ),
        _Form(_ADDRESS, Kind.FIGURE, _("địa chỉ trang tin")),
        _Form(
            re.compile(
                rf"(?<!\w)(?:{words['tieu_chuan']})\s?[0-9][0-9.:/-]*(?:/?[^\W\d_]{{2,8}})?"
            ),
            Kind.FIGURE,
            _("số hiệu tiêu chuẩn"),
        ),
        _Form(
            re.compile(rf"(?<!\w)(?:{words['truoc']})(?:\s|\s?:\s?){_N}(?!\s?-\s?[0-9]{{4}})"),
            Kind.FIGURE,
            _("số hiệu hoặc tên riêng, không phải năm của kế hoạch"),
        ),
        _Form(
            re.compile(rf"(?<![\w/.-]){no_count}{_N}\s(?:{words['sau']})(?!\w)"),
            Kind.FIGURE,
            _("con số, không phải năm"),
        ),
        _Form(re.compile(parts), Kind.FIGURE, _("thuộc một mã, một số, không phải năm")),
    )


def figures(text: Said, scene: Scene) -> Iterator[Claim]:  # noqa: ARG001
    """What looks like a year and is none: kept."""
    for form in _forms():
        for found in form.pattern.finditer(text.soft):
            start, end = found.span()
            if form.kind is Kind.FIGURE and "year" in form.pattern.groupindex:
                start, end = found.span("year")
            typo = _TIME_WORD.search(text.soft, max(start - 5, 0), start)  # năm2026
            if YEAR.search(text.soft, start, end) and not typo:
                yield Claim(start, end, form.kind, Fate.KEPT, form.why)
