"""Phrases that a recipe names, looked for in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vanban.language.unicode import fold

_GAP = "…"
_LONGEST_GAP = 200
_GAPPED = rf"[^.;\n]{{0,{_LONGEST_GAP}}}?"


class Phrases:
    """Phrases looked for in texts, whatever their case and blanks; `…` is a stretch of a sentence.

    Whole words only.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = list(phrases)
        self._sought = re.compile(_any_of(map(fold, phrases)))
        self._typed = re.compile(_any_of(phrases), re.IGNORECASE)
        self._any = bool(phrases)

    def __bool__(self) -> bool:
        return self._any

    def __contains__(self, text: object) -> bool:
        return self._any and bool(self._sought.search(fold(str(text))))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the phrases stand in a text, one behind the other."""
        return (found.span() for found in self._typed.finditer(text) if self._any)

    def behind(self, text: str) -> str | None:
        """The text behind the phrase it begins with; `None` when it begins with none."""
        if not self._any:
            return None
        for at in (found.end() for found in re.finditer(r"\S+", text)):
            if self._sought.fullmatch(fold(text[:at])):
                return text[at:].lstrip(" ,:")
        return None


def _any_of(phrases: Iterable[str]) -> str:
    parts = (_GAPPED.join(map(_words, one.split(_GAP))) for one in phrases)
    return "|".join(rf"(?<!\w)(?:{part})(?!\w)" for part in parts)


def _words(phrase: str) -> str:
    return r"\s+".join(map(re.escape, phrase.split()))
