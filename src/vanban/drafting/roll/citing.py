"""Documents as a plan cites them: where each one and its subject begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from vanban.drafting.roll import periods
from vanban.drafting.roll.dates import as_typed
from vanban.drafting.roll.reading import Said, soft, wording
from vanban.drafting.roll.scene import Scene, code_key, parsed
from vanban.language import deadline
from vanban.language.citation import Citation
from vanban.language.unicode import fold
from vanban.plan.marks import cited
from vanban.plan.passages import reads_marks
from vanban.plan.register import WITHOUT_NUMBER, VanBan, key, later

_YEARS = re.compile(
    r"(?<![0-9])(?P<first>(?:19|20)[0-9]{2})(?:\s?-\s?(?P<last>(?:19|20)[0-9]{2}))?(?![0-9])"
)

_LEAST_SUBJECT = 12
"""A subject shorter than this tells nothing about where a longer one ends."""

_ON = re.compile(
    r" thành nhiệm vụ| trong năm [0-9]|, (?:cụ thể|góp phần|nhằm|như sau|đồng thời)\b"
    r"| theo phân công| và (?:yêu cầu|đề nghị)\b"
)
"""What goes on with the plan's own sentence behind a subject."""


_HALF_DATE = re.compile(
    r"\s{1,3}(?:năm\s|ngày\s(?:[0-9.…\s]{1,12}/\s?){2})(?:19|20)[0-9]{2}(?![0-9/])"
)
"""`Quyết định 12/QĐ-BYT năm 2025`, `Kế hoạch số    /KH-UBND ngày .../01/2026`."""

_BY = re.compile(r"(?:hoàn thành|xong|chậm nhất|muộn nhất|hạn chót|trước|đến hết|trong)\s.*?[0-9]")
"""How a deadline begins that is no part of a title."""


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document at `start:end` of a text, `end` behind its subject.

    `doubt` is where what may still be the subject ends. `subject` is soft. `number` is `""` for a
    document that had none yet, `None` for one that is cited without.
    """

    start: int
    end: int
    doubt: int
    name: str
    key: str
    kind: str
    subject: str
    number: str | None
    day: date | None
    parties: str
    entry: VanBan | None
    is_mark: bool = False


def in_text(text: Said, scene: Scene) -> list[Document]:
    """The documents cited in a text, by their number or by a mark of the register."""
    if text.path not in scene.papers:
        scene.papers[text.path] = _in_text(text, scene)
    return scene.papers[text.path]


def _in_text(text: Said, scene: Scene) -> list[Document]:
    cited_here = scene.citations(text)
    bounds = [*(one.start for one in cited_here), len(text.plain)][1:]
    found = [
        _typed(text, _whole(text, one, bound), scene)
        for one, bound in zip(cited_here, bounds, strict=True)
    ]
    if reads_marks(text.path):
        found += [
            _marked(scene.documents[name], start, end)
            for name, start, end in cited(text.text)
            if name in scene.documents
        ]
    return found


def _typed(text: Said, one: Citation, scene: Scene) -> Document:
    """A document as the text cites it."""
    end, doubt = _subject_end(text, one, scene)
    law = one.code is None
    name = f"{one.kind} {one.about}" if law else f"{one.kind or ''} số {one.code}".strip()
    if one.date and not law:
        name += f" ngày {as_typed(one.date)}"
    return Document(
        one.start,
        end,
        doubt,
        name,
        code_key(one.code) if one.code else fold(name),
        (one.kind or "").lower(),
        text.soft[one.end : end],
        None if law else one.number,
        one.date,
        text.soft[one.start : end],
        scene.entry(one),
    )


def _whole(text: Said, one: Citation, bound: int) -> Citation:
    """The citation with a year or a date with blanks behind it, and its subject among the bases.

    A basis is nothing but a document, so all up to the next one is about it.
    """
    if not one.date and (dated := _HALF_DATE.match(text.plain, one.end)):
        one = replace(one, end=dated.end())
    if one.code and not one.about and text.path[0] == "can_cu":
        behind = text.plain[one.end : bound].partition(";")[0]
        one = replace(one, about=behind.strip(" ,.\n") or None)
    return one


def _marked(entry: VanBan, start: int, end: int) -> Document:
    """A document that a mark of the register stands for."""
    name = later(entry) if entry.loai in WITHOUT_NUMBER else f"{later(entry)} ngày {entry.ngay}"
    return Document(
        start,
        end,
        end,
        name,
        code_key(key(entry)),
        entry.loai.lower(),
        soft(entry.trich_yeu),
        entry.ky_hieu,
        parsed(entry.ngay),
        soft(f"{entry.co_quan or ''} {entry.trich_yeu}"),
        entry,
        is_mark=True,
    )


def _subject_end(text: Said, one: Citation, scene: Scene) -> tuple[int, int]:
    """Where the subject ends: for sure, and at the latest.

    Its end is that of the shortest subject known for the document, else where the sentence plainly
    goes on. A plan's year that comes again in it may be the plan's own word.
    """
    start = text.plain.find(one.about, one.end, one.end + len(one.about) + 8) if one.about else -1
    if not one.code or not one.about or start < 0:  # the name of a law stands before its end
        return one.end, one.end
    end = start + len(one.about)
    known = [
        start + found.end()
        for subject in scene.subjects.get(code_key(one.code), ())
        if len(subject) >= _LEAST_SUBJECT
        and (found := re.match(wording(subject), text.soft[start:end]))
    ]
    if min(known, default=end) < end:
        return min(known), min(known)
    if on := _ON.search(text.soft, start, end):
        end = on.start()
    end = _before_a_deadline(text, start, end, scene)
    own = [one for one in years(text.soft[start:end]) if not scene.step.offset(*one.years)]
    again = [one for one in own[1:] if one.years == own[0].years]
    return (start + own[0].end if again else end), end


def _before_a_deadline(text: Said, start: int, end: int, scene: Scene) -> int:
    """Where a subject ends for a deadline in it: no title says by when."""
    plan = scene.plan
    words = text.plain[start:end]
    for first, _last, _d in deadline.find(words, plan.year, school_year=plan.school_year):
        if _BY.match(text.soft, start + first):
            comma = words.rfind(",", 0, first)
            return start + (comma if comma > 0 else first)
    return end


class Year(NamedTuple):
    """A year, or a school year's two, at `start:end` of a text."""

    start: int
    end: int
    years: tuple[int, int]


def years(soft_text: str) -> list[Year]:
    """The years and school years of a text that stand in no period."""
    spans = periods.find(soft_text)
    return [
        Year(*found.span(), (int(found["first"]), int(found["last"] or found["first"])))
        for found in _YEARS.finditer(soft_text)
        if not any(one.start <= found.start() < one.end for one in spans)
    ]
