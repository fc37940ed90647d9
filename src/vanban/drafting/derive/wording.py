"""The superior's words made the unit's own: a table of phrases, never inside what is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vanban.drafting.derive.texts import Blank, Piece, Typed, capitalised, joined
from vanban.language import citation
from vanban.plan.expressions import Filler
from vanban.plan.marks import MARK

_QUOTED = re.compile(r"“[^”\n]*”")


class Wording:
    """The table `thay` of a recipe, made on texts of one parent."""

    def __init__(
        self, table: Iterable[tuple[str, str | Filler]], subjects: dict[str, str] | None = None
    ) -> None:
        """`table`: phrase and what stands for it; `subjects`: code of a document → its subject."""
        rows = sorted(table, key=lambda row: len(row[0]), reverse=True)
        self._by = [by for _phrase, by in rows]
        parts = [f"({_with_either_first_letter(phrase)})" for phrase, _by in rows]
        self._sought = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if rows else None
        self._subjects = subjects or {}
        self._known: dict[str, Typed] = {}

    def __call__(self, text: str) -> Typed:
        """The text with the phrases replaced; the first letter keeps its case."""
        if text not in self._known:
            self._known[text] = self._made(text)
        return self._known[text]

    def _made(self, text: str) -> Typed:
        found = list(self._sought.finditer(text)) if self._sought else []
        if not found:
            return text
        closed = list(kept(text, self._subjects))
        pieces: list[Piece] = []
        at = 0
        for one in found:
            if any(start < one.end() and one.start() < end for start, end in closed):
                continue
            by = self._by[int(one.lastindex or 1) - 1]
            capital = one[0][:1].isupper()
            before = text[at : one.start()]
            at = one.end()
            if not by:  # a phrase that goes leaves no blank behind it
                before = before.rstrip(" ")
            pieces.append(before)
            if isinstance(by, str):
                pieces.append(capitalised(by) if capital else by)
            else:
                pieces.append(Blank(by, capital=capital))
        return joined(*pieces, text[at:])


def _with_either_first_letter(phrase: str) -> str:
    words = phrase.split()
    first = words[0]
    either = f"[{re.escape(first[0].lower())}{re.escape(first[0].upper())}]{re.escape(first[1:])}"
    return r"\s+".join((either, *map(re.escape, words[1:])))


def subjects(texts: Iterable[str]) -> dict[str, str]:
    """Code of each cited document → its subject, the shortest of those it is cited with.

    Why: inside a sentence nobody can see where a subject ends (`… trên địa bàn thành phố của ngành
    giáo dục`); among the bases it ends with its line.
    """
    found: dict[str, str] = {}
    for text in texts:
        for one in citation.find(text):
            if one.code and one.about:
                known = found.setdefault(one.code, one.about)
                if len(one.about) < len(known):
                    found[one.code] = one.about
    return found


def kept(text: str, known: dict[str, str] | None = None) -> Iterator[tuple[int, int]]:
    """The spans of a text that no replacement touches: documents with subject, quotes, marks."""
    yield from (mark.span() for mark in MARK.finditer(text) if mark["note"] or mark["cited"])
    yield from (quote.span() for quote in _QUOTED.finditer(text))
    for one in citation.find(text):
        end = one.end
        about = one.about or ""
        shorter = (known or {}).get(one.code or "", about)
        if about and (at := text.find(about, one.start)) >= 0:
            end = at + len(shorter if about.startswith(shorter) else about)
        yield one.start, max(end, one.end)
