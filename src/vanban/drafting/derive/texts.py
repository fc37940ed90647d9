"""Texts on their way into a child: what is settled, and what only the unit fills in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vanban.plan.expressions import Filler


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that an expression of the recipe fills, once a unit.

    `more`: names it sees beside those of every text. `capital`: it begins a sentence.
    """

    filler: Filler
    more: Mapping[str, object] = field(default_factory=dict)
    capital: bool = False

    def said(self, scope: Mapping[str, object]) -> str:
        """The words for a unit."""
        text = self.filler({**scope, **self.more} if self.more else scope)
        return capitalised(text) if self.capital else text


Piece = str | Blank
Typed = str | tuple[Piece, ...]
"""A text: settled, or its pieces in order."""


def joined(*texts: Typed | Blank) -> Typed:
    """Texts one behind the other as one."""
    pieces = [piece for text in texts for piece in (text if isinstance(text, tuple) else (text,))]
    return "".join(map(str, pieces)) if all(isinstance(p, str) for p in pieces) else tuple(pieces)


def said(text: Typed, scope: Mapping[str, object]) -> str:
    """The text for a unit."""
    if isinstance(text, str):
        return text
    return "".join(piece if isinstance(piece, str) else piece.said(scope) for piece in text)


def filled(values: Any, scope: Mapping[str, object]) -> Any:
    """A tree of dicts, lists and texts for a unit; items of lists that turn out blank are gone."""
    if isinstance(values, dict):
        return {key: filled(value, scope) for key, value in values.items()}
    if isinstance(values, list):
        made = [filled(value, scope) for value in values]
        return [value for value in made if not isinstance(value, str) or value.strip()]
    return None if values is None else said(values, scope)


def capitalised(text: str) -> str:
    """The text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """The text as it goes on inside a sentence: `Thực hiện …` → `thực hiện …`.

    A second capital letter (`UBND`, `Hải Phòng`) says that the first word is a name.
    """
    words = text.split(maxsplit=2)
    if any(letter.isupper() for word in words[:2] for letter in word[bool(word is words[0]) :]):
        return text
    return text[:1].lower() + text[1:]


_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def without_expressions(text: str) -> str:
    """The words of a text of the recipe that are the same for every unit."""
    return _EXPRESSION.sub(" ", text)
