"""Names of units found in running text, however many units there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from vanban.language.unicode import fold

_WORD = re.compile(r"\w+")


class Names:
    """Names → whose they are; found word by word, so that a thousand names cost as much as one."""

    def __init__(self, names: Iterable[tuple[str, str]], fewest: int = 2) -> None:
        """`names`: a name and the code of the unit it is of; one name may be that of several.

        Names of fewer words than `fewest` are left out: a single word may be any word.
        """
        self._whose: dict[tuple[str, ...], set[str]] = {}
        self._lengths: dict[str, set[int]] = {}
        for name, whose in names:
            words = tuple(_word(found[0]) for found in _WORD.finditer(name))
            if len(words) >= fewest:
                self._whose.setdefault(words, set()).add(whose)
                self._lengths.setdefault(words[0], set()).add(len(words))
        self._longest = max(map(len, self._whose), default=0)

    def find(self, text: str) -> Iterator[tuple[int, int, set[str]]]:
        """Span and owners of each name in the text; of names within names the longest."""
        found = [*_WORD.finditer(text)]
        words = [_word(one[0]) for one in found]
        at = 0
        while at < len(words):
            if length := self._length(words, at):
                whose = self._whose[tuple(words[at : at + length])]
                yield found[at].start(), found[at + length - 1].end(), whose
            at += length or 1

    def end(self, text: str, start: int) -> int | None:
        """The end of the longest name whose first word begins at `start`."""
        found = [*islice(_WORD.finditer(text, start), self._longest)]
        if not found or found[0].start() != start:
            return None
        length = self._length([_word(one[0]) for one in found], 0)
        return found[length - 1].end() if length else None

    def _length(self, words: Sequence[str], at: int) -> int:
        """Of how many words the longest name there is; 0 for none."""
        lengths = (n for n in self._lengths.get(words[at], ()) if at + n <= len(words))
        return max((n for n in lengths if tuple(words[at : at + n]) in self._whose), default=0)


@lru_cache(maxsize=20_000)
def _word(word: str) -> str:
    return fold(word)
