"""Names of groups: the kinds of units they mean, all of them or only some, or nobody listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vanban.language.unicode import fold
from vanban.tables import table

MANY = ("các", "những", "mọi", "toàn thể", "tất cả các")
"""The words that make a group of a name."""


@dataclass(frozen=True, slots=True)
class Group:
    """The kinds (keys of `tables/loai-don-vi.toml`) a name means; `some`: not all of them."""

    kinds: frozenset[str]
    some: bool = False


_MANY = re.compile(rf"^(?:{'|'.join(MANY)})\s+")
_POST = re.compile(
    r"^(?:thủ trưởng|người đứng đầu|lãnh đạo|hiệu trưởng|giám đốc|trưởng)\s+"
    r"(?=(?:các|những|mọi|đơn vị|cơ quan)\s?)"
)
_OPEN = re.compile(
    r"^(?:(?:các|những|mọi)\s+)?(?:cơ quan|đơn vị|bộ phận|tổ chức|cá nhân|địa phương)"
    r"(?:,? (?:và )?(?:cơ quan|đơn vị|bộ phận|tổ chức|cá nhân|địa phương))*(?: khác)?$"
    r"|\b(?:có )?liên quan$"
)
_BEHIND = re.compile(r"\s+(?:trên địa bàn|trong toàn|toàn|trong)\s.*$")
_UNDER_THE_BODY = re.compile(r"\bthuộc sở\s.*$")
_UNDER = re.compile(r"\s+(?:(?:công lập\s+)?(?:trực thuộc|thuộc)(?:\s+sở)?|sở)$")
_GOES_ON = ("và", "hoặc", "-", "/")


def is_open(name: str) -> bool:
    """Whether a name is a group that nobody has listed: `Các đơn vị liên quan`."""
    return bool(_OPEN.search(fold(name)))


def is_everyone(name: str) -> bool:
    """Whether a name is `Các đơn vị`: at the head of a sentence all who are addressed."""
    return _bare(name) in {fold(one) for one in table("nhom-don-vi")["don-vi"]["ten"]}


def is_group(name: str) -> bool:
    """Whether a name is that of a group as it stands, not of some named more closely."""
    return _looked_up(_bare(name)) is not None


def group(name: str) -> Group | None:
    """The group a name means: `Các trường THPT`, `hiệu trưởng các trường`; `None` for one school.

    A group named more closely (`Các trường THPT có bể bơi`) is some of its kinds.
    """
    return _group(fold(name))


def group_names() -> Iterator[str]:
    """The folded names of every group, without `các`."""
    return iter(_known())


@cache
def _group(folded: str) -> Group | None:
    bare = _bare(folded)
    if found := _looked_up(bare):
        return found
    if _MANY.match(_POST.sub("", folded)):
        words = bare.split(" ")
        for count in range(len(words) - 1, 0, -1):
            if found := _looked_up(" ".join(words[:count])):
                is_list = words[count] in _GOES_ON
                return None if is_list else Group(found.kinds, some=True)
    return None


def _bare(name: str) -> str:
    """A name without the post before it and the word that makes a group of it."""
    return _MANY.sub("", _POST.sub("", fold(name)))


def _looked_up(bare: str) -> Group | None:
    known = _known()
    here = _UNDER_THE_BODY.sub("thuộc sở", _BEHIND.sub("", bare))
    return known.get(bare) or known.get(here) or known.get(_UNDER.sub("", here))


@cache
def _known() -> dict[str, Group]:
    """Folded name → group; a kind also by its name without “Trường”, “Trung tâm”, “Cơ sở”."""
    found: dict[str, Group] = {}
    for one in table("nhom-don-vi").values():
        for name in one["ten"]:
            found[fold(name)] = Group(frozenset(one["loai"]), one.get("mot_phan", False))
    for kind, words in table("loai-don-vi").items():
        for name in (words["ten"], *words["ten_khac"]):
            whole = fold(name)
            for each in (whole, *(f"{head} {whole}" for head in ("trường", "trung tâm"))):
                found.setdefault(each, Group(frozenset((kind,))))
    return found
