"""Citations (viện dẫn): the documents a sentence names, with number, date, issuer and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from vanban.language import code as codes
from vanban.language.code import Code, Problem

__all__ = ["Citation", "Problem", "find", "parse_code"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited document; `start:end` covers type, number, date and issuer, not the subject.

    `kind` is the type word as typed, `None` for a bare code. `code` is as typed, `None` for a law
    cited by its name (NĐ 30, PL I, II.6.a asks no number of a Luật). `number` is `""` in a draft.
    `year`, `symbol`, `letters`, `organ`, `party` as of `Code`. `about` is the subject, for a law
    its name. `problems` holds values of `Problem`.
    """

    start: int
    end: int
    kind: str | None = None
    code: str | None = None
    number: str = ""
    year: int | None = None
    symbol: str = ""
    organ: str = ""
    letters: str | None = None
    party: bool = False
    date: date | None = None
    issuer: str | None = None
    about: str | None = None
    problems: tuple[str, ...] = ()


def parse_code(code: str, kind: str | None = None) -> Citation:
    """The citation of a code alone, compared with the type word `kind`; the span is all of it."""
    return _citation(0, len(code), kind, code, codes.read(code, kind))


def _citation(start: int, end: int, kind: str | None, code: str, parts: Code) -> Citation:
    """A citation with the parts of its code."""
    return Citation(
        start,
        end,
        kind,
        code,
        parts.number,
        parts.year,
        parts.symbol,
        parts.organ,
        parts.letters,
        parts.party,
        problems=parts.problems,
    )


_S = r"\s{1,3}"
_DATE = (
    r"(?P<day>[0-9]{1,2})(?:\s{0,2}/\s{0,2}|\s{1,3}tháng\s{1,3})(?P<month>[0-9]{1,2})"
    r"(?:\s{0,2}/\s{0,2}|\s{0,3}năm\s{1,3})(?P<year>[0-9]{4})(?![0-9/])"
)
_BLANK_DATE = (
    r"(?:[0-9]{1,2}|[\s.…]{0,10})\s{0,3}tháng\s{0,10}[0-9.…]{0,10}\s{0,10}năm\s{1,3}[0-9]{4}"
)
_DATED = re.compile(rf"(?:\s{{0,3}}[,(])?\s{{0,3}}ngày\s{{1,10}}(?:{_DATE}|{_BLANK_DATE})")
_OF = re.compile(rf"\s{{0,3}},?\s{{0,3}}của{_S}")
_HEADS = (
    "Sở|Bộ|Ủy ban|Uỷ ban|UBND|HĐND|Chính phủ|Thủ tướng|Quốc hội|Ban|Phòng|Hội đồng|Cục|Vụ|Tổng cục"
    "|Thanh tra|Trường|Trung tâm|Đảng ủy|Đảng uỷ|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Chủ tịch"
    "|Giám đốc|Bảo hiểm|Tòa án|Viện|Công an|Công đoàn|Liên đoàn|Kho bạc|Văn phòng"
)
_HEAD = re.compile(rf"\s{{0,3}},?\s{{0,3}}(?=(?:{_HEADS})\s)")
_CAPITAL = "[A-ZÁÀĂÂĐÉÊÍÓÔƠÚỦƯỨÝ]"
_SUBJECT = (
    "[Vv]ề|V/v|v/v|[Bb]an hành|quy định|phê duyệt|hướng dẫn|sửa đổi|bổ sung|công bố|thành lập"
    "|triển khai|giao|điều chỉnh|thực hiện|thông qua|tổ chức"
)
_ISSUER_END = re.compile(
    rf"[;:“”\"\n]|\.(?!\w)|,(?!\s{{1,3}}{_CAPITAL})|,(?=\s{{1,3}}(?:{_HEADS}|Căn cứ|Theo)\s)"
    rf"|\s\((?!\w{{2,12}}\)\s)|\)(?=[\s;,.]{{0,3}}$)|\s(?:{_SUBJECT}|kèm|tại|trong|để|được|đã|có|nêu"
    r"|nhằm|yêu cầu|thành nhiệm vụ|đến|từ|gửi|là|và các)(?=\s)|,?\sngày(?=\s{1,3}[0-9.…]|\s{2})"
)
_ABOUT_END = re.compile(
    rf"[;\n]|\.(?=\s|$)|,\s{{1,3}}(?=(?:{_HEADS})\s[^;]{{0,120}}(?:xây dựng|ban hành|lập)\s)"
)
_ABOUT = re.compile(rf"[\s,]{{0,4}}(?=(?:{_SUBJECT})\s|[“\"])")
_LAW = re.compile(
    r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s{1,3}(?P<about>[A-ZĐÁÀẢÃẠÂĂÊÔƠƯ]"
    r"[^;,.()“”\"\n]{1,160}?)"
    rf"(?=\s{{0,3}}(?:[;,.()“”\"\n]|$)|\s{{1,3}}(?:ngày|năm|số|được|đã|có|của|và{_S}(?:các{_S})?"
    r"(?:Luật|Nghị|Bộ luật|Pháp lệnh|Thông tư|Quyết định|hướng dẫn))(?!\w))"
)
_LAW_YEAR = re.compile(r"\s{1,3}năm\s{1,3}(?:19|20)[0-9]{2}")
_REACH = 600


@cache
def _code() -> re.Pattern[str]:
    """A code in running text, with the type word and `số` before it."""
    words = "|".join(sorted(codes.tables().words, key=len, reverse=True))
    letters = "|".join(sorted(codes.tables().letters, key=len, reverse=True))
    segment, number = codes.SEGMENT, codes.NUMBER
    year = r"(?:(?:19|20)[0-9]{2}\s?/\s?)?"
    return re.compile(
        rf"(?<![\w/.-])(?:(?P<kind>(?i:{words})(?:{_S}liên{_S}tịch)?){_S})?"
        rf"(?P<so>(?i:số)\s{{0,3}}:?\s{{0,3}})?(?P<code>"
        rf"(?:{number}\s?|(?<=\s)[.…\s]{{0,10}})/\s?{year}(?:{letters})(?:LT)?\s?-\s?{segment}"
        rf"|{number}\s?/\s?(?:19|20)[0-9]{{2}}/(?:UBTVQH|QH)\s[0-9]{{1,2}}"
        rf"|{number}\s?[-/]{year}{segment}"
        rf")(?P<rest>(?:[-/]{segment})*)(?!\w|[/-]\w)"
    )


def find(text: str) -> list[Citation]:
    """The documents cited in running text, in order, none over another; `text` is NFC.

    A document is found by its code (`Quyết định số 371/QĐ-UBND`, `620/KH-SGDĐT`) or, for a law, by
    its name. `Quyết định của Ủy ban nhân dân thành phố`, without a code, is none.
    """
    heads: list[Citation] = []
    for head in sorted(_heads(text), key=lambda head: (head.start, -head.end)):
        if not heads or head.start >= heads[-1].end:
            heads.append(head)
    bounds = [*(head.start for head in heads), len(text)][1:]
    cited, subjects = len(text), []
    for head in reversed(heads):  # a law may stand inside a subject, another document ends it
        subjects.append(cited)
        cited = head.start if head.code else cited
    around = zip(heads, bounds, reversed(subjects), strict=True)
    return [_followed(text, head, bound, subject) for head, bound, subject in around]


def _heads(text: str) -> Iterator[Citation]:
    """Every type with its code and every law with its name, as far as that goes."""
    for found in _code().finditer(text):
        if head := _coded(found):
            yield head
    for law in _LAW.finditer(text):
        behind = _code().match(text, law.end() + 1)
        coded = _coded(behind, law["kind"]) if behind and behind["so"] else None
        head = coded or Citation(0, law.end())
        yield replace(head, start=law.start(), kind=law["kind"], about=law["about"])


def _coded(found: re.Match[str], kind: str | None = None) -> Citation | None:
    """The citation a code stands for; `None` when it is likely no code: `3/SGD`, `19-SARS`."""
    kind = found["kind"] or kind
    code = found["code"] + found["rest"]
    word = kind.removesuffix("liên tịch").rstrip() if kind else None
    parts = codes.read(code, word)
    known = parts.letters in codes.tables().letters
    if not kind and not found["so"] and not (parts.number and (known or "-" in parts.symbol)):
        return None
    if not parts.number and not found["so"]:
        return None
    if parts.party and not (kind or known):
        return None
    problems = list(parts.problems)
    if kind and not found["so"]:
        problems.append(Problem.SO_MISSING.value)
    if kind and kind[0].islower():
        problems.append(Problem.TYPE_SMALL.value)
    head = _citation(found.start(), found.end(), kind, code.strip(), parts)
    return replace(head, problems=tuple(problems))


def _followed(text: str, head: Citation, bound: int, subject: int) -> Citation:
    """The head with date and issuer, both before `bound`, and its subject, before `subject`."""
    tail = text[head.end : min(bound, head.end + _REACH)]
    dated = _DATED.match(tail)
    at = end = dated.end() if dated else 0
    issuer = None
    opened = _OF.match(tail, at) or (_HEAD.match(tail, at) if dated else None)
    if opened and (head.code or head.kind is None):
        closed = _ISSUER_END.search(tail, opened.end())
        at = closed.start() if closed else len(tail)
        issuer = re.sub(r"\s+và$", "", tail[opened.end() : at].rstrip(" ,.)\n")) or None
        end = opened.end() + len(issuer or "")
        if not dated and (dated := _DATED.match(tail, at)):
            at = end = dated.end()
    elif not dated and not head.code and (year := _LAW_YEAR.match(tail)):
        at = end = year.end()
    day, problems = _day(dated, head)
    return replace(
        head,
        end=head.end + end,
        date=day,
        issuer=issuer,
        about=head.about or _about(text[head.end + at : min(subject, head.end + _REACH)]),
        problems=(*head.problems, *problems),
    )


def _day(dated: re.Match[str] | None, head: Citation) -> tuple[date | None, list[str]]:
    """The date of a document, `None` when it is missing, blank or impossible, and what is wrong."""
    if not dated or not dated["day"]:
        return None, []
    try:
        day = date(int(dated["year"]), int(dated["month"]), int(dated["day"]))
    except ValueError:
        return None, [Problem.NO_SUCH_DATE.value]
    mismatch = head.year is not None and head.year != day.year
    return day, [Problem.YEAR_MISMATCH.value] if mismatch else []


def _about(tail: str) -> str | None:
    """The subject the tail begins with, up to the end of the item."""
    opened = _ABOUT.match(tail)
    if not opened:
        return None
    closed = _ABOUT_END.search(tail, opened.end())
    about = tail[opened.end() : closed.start() if closed else len(tail)].rstrip(" ,.)")
    return re.sub(r"\s+(?:và|Căn cứ|Thực hiện)$", "", about).rstrip(" ,.;") or None
