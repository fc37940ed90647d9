"""Every word a Word template may use: what it prints (`tables/tu-mau.toml`) and what it is.

What a word is (a text, a list, a thing with words of its own) comes from the type hints of the
view, so that a template is checked against what it will really be given.
"""

from __future__ import annotations

from dataclasses import dataclass, field, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from vanban.tables import table
from vanban.view.closing import KyTen
from vanban.view.letterhead import CoQuanIn
from vanban.view.outline import Doan
from vanban.view.tables import Bang, HangIn, O
from vanban.view.view import Phan, View

OWNERS: dict[str, type] = {
    "tu": View,
    "co_quan": CoQuanIn,
    "ky": KyTen,
    "phan": Phan,
    "khoi": Doan,
    "khoi.bang": Bang,
    "hang": HangIn,
    "o": O,
}
"""Table of `tu-mau.toml` → the class whose fields it names."""

_ANYWHERE = "tu"
_LOOPS = "vong"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a word stands for.

    `fields` are the words of a thing (`co_quan`), `item` what a list holds; a text, number or flag
    has neither. `printed`: a text that a reader of the document sees.
    """

    fields: dict[str, Kind] = field(default_factory=dict)
    item: Kind | None = None
    printed: bool = False


def words() -> dict[str, str]:
    """Word as a template writes it → what it prints, one line of Vietnamese.

    Words of what a loop goes through begin with the loop's variable (`khoi.chu`); `loops` has the
    tags that open these loops.
    """
    rows = table("tu-mau")
    return {
        word if owner == _ANYWHERE else f"{owner}.{word}": says
        for owner in OWNERS
        for word, says in rows[owner].items()
    }


def loops() -> dict[str, str]:
    """Loop variable → the tag that opens its loop in the template that vanban ships."""
    return dict(table("tu-mau")[_LOOPS])


@cache
def kinds() -> Kind:
    """The tree of all words, from the view's type hints."""
    return _kind(View)


def _kind(hint: Any) -> Kind:
    """What a type hint of the view means to a template."""
    if get_origin(hint) in (Union, UnionType):
        kept = [one for one in get_args(hint) if one is not NoneType]
        return _kind(str if str in kept else kept[0])  # `str | Rich` is a text
    if get_origin(hint) is list:
        return Kind(item=_kind(get_args(hint)[0]))
    if is_dataclass(hint):
        return Kind({name: _kind(one) for name, one in get_type_hints(hint).items()})
    return Kind(printed=hint is str)
