"""People: who to call, who drafted, who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.mentions import Change, Fate, Kind, Mention
from vanban.drafting.roll.reading import Said
from vanban.drafting.roll.scene import Scene
from vanban.language.unicode import fold
from vanban.messages import _
from vanban.plan.model import NguoiKy
from vanban.plan.source import Path

_TITLE = re.compile(
    r"(?<!\w)(?:(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Tt]hầy|[Cc]ô|anh|chị)(?=[^\S\n])"
    r"|(?:PGS\.[^\S\n]?)?TS\.|ThS\.?(?=[^\S\n])|ThS\.)"
)
_WORD = re.compile(r"[^\S\n]{1,2}([^\W\d_]{1,8})(?![\w])")
_PHONE = re.compile(
    r"(?<![\w./-])(?:(?:\(?0[0-9]{1,4}\)?|\+84[ .-]?[0-9]{1,3})(?:[ .-]?[0-9]{1,4}){2,5}"
    r"|1[89]00[ .-]?[0-9]{4,6})(?![\w/]|[.-][0-9])"
)
_MAIL = re.compile(r"(?<![\w.])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?!\w)")
_NEAR = 120
"""A phone so many characters behind a name, and on its line, is that person's."""


def _is_phone(typed: str) -> bool:
    digits = re.sub(r"\D", "", typed)
    return 8 <= len(digits) <= 12


def _people(text: str) -> Iterator[tuple[int, int]]:
    """Where a person stands: a title and at least two words with a capital each."""
    for title in _TITLE.finditer(text):
        end, words = title.end(), 0
        while (word := _WORD.match(text, end)) and word[1] == word[1].capitalize():
            end, words = word.end(), words + 1
        if words > 1:
            yield title.start(), end


def contacts(text: Said, scene: Scene) -> Iterator[Claim]:  # noqa: ARG001
    """Persons named with their phone or mail as one, phones alone: all to decide."""
    ways = sorted(
        (found.start(), found.end())
        for pattern in (_PHONE, _MAIL)
        for found in pattern.finditer(text.plain)
        if pattern is _MAIL or _is_phone(found.group())
    )
    people = [*_people(text.plain), (len(text.plain), len(text.plain))]
    at = 0
    for (start, name_end), (limit, _end) in pairwise(people):
        end = name_end
        for first, last in ways:
            gap = text.plain[end:first]
            if end <= first and last <= limit and len(gap) <= _NEAR and not re.search("[\n;]", gap):
                end = last
        yield from (_contact(text, *way) for way in ways if at <= way[0] and way[1] <= start)
        yield _contact(text, start, end, text.text[start:name_end])
        at = end
    yield from (_contact(text, *way) for way in ways if at <= way[0])


def _contact(text: Said, start: int, end: int, name: str = "") -> Claim:
    words = text.text[start:end]
    return Claim(
        start,
        end,
        Kind.PERSON,
        Fate.OPEN,
        _("người, số liên hệ còn đúng không"),
        key=f"{Kind.PERSON}:{fold(words)}",
        name=f"{name} ({words.split()[-1]})" if name and name != words else words,
    )


_DRAFTER = re.compile(r"\((?P<name>[^()0-9]{2,40})\)?")


def drafter(text: Said, scene: Scene) -> Iterator[Claim]:  # noqa: ARG001
    """The initials of who drafted the plan, in `luu`: to decide."""
    if text.path != ("luu",):
        return
    for found in _DRAFTER.finditer(text.plain):
        yield Claim(
            found.start("name"),
            found.end("name"),
            Kind.PERSON,
            Fate.OPEN,
            _("người soạn thảo còn đúng không"),
        )


def signers(scene: Scene) -> Iterator[Mention]:
    """Who signs: kept when the profile names that person first, else to decide."""
    first = next(iter(scene.body.nguoi_ky), None)
    given = scene.source.values["nguoi_ky"] if isinstance(scene.source.values, dict) else None
    several = isinstance(given, list)
    for at, signer in enumerate(scene.plan.nguoi_ky):
        path: Path = ("nguoi_ky", at) if several else ("nguoi_ky",)
        if signer.ho_ten:
            yield _signer(path, signer, first, scene, alone=len(scene.plan.nguoi_ky) == 1)
    approver = scene.plan.phe_duyet
    if approver and approver.ho_ten:
        yield _signer(("phe_duyet",), approver, None, scene, alone=False)


def _signer(
    path: Path, signer: NguoiKy, first: NguoiKy | None, scene: Scene, *, alone: bool
) -> Mention:
    place = scene.source.place((*path, "ho_ten"))
    name = str(signer.ho_ten)
    key = f"{Kind.PERSON}:{fold(name)}"
    if first and _same(signer, first):
        why = _("người ký đầu tiên trong hồ sơ cơ quan")
        return Mention(Kind.PERSON, Fate.KEPT, (*path, "ho_ten"), place, name, why, key=key)
    proposal: str | None = None
    taken: tuple[Change, ...] = ()
    if alone and first and first.ho_ten:
        proposal = f"{' / '.join(first.chuc_vu.splitlines())}: {first.ho_ten}"
        taken = (
            Change((*path, "chuc_vu"), first.chuc_vu, free=True),
            Change((*path, "ho_ten"), first.ho_ten, free=True),
        )
    return Mention(
        Kind.PERSON,
        Fate.OPEN,
        (*path, "ho_ten"),
        place,
        name,
        _("người ký còn giữ chức vụ ấy không"),
        proposal=proposal,
        key=key,
        name=name,
        taken=taken,
    )


def _same(one: NguoiKy, other: NguoiKy) -> bool:
    return (fold(one.chuc_vu), fold(one.ho_ten or "")) == (
        fold(other.chuc_vu),
        fold(other.ho_ten or ""),
    )
