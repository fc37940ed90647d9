"""A text of the plan made ready for searching, every character still where it was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from vanban.language.deadline import SIGNS
from vanban.language.unicode import fold, nfc
from vanban.plan.marks import without_marks
from vanban.plan.passages import reads_marks
from vanban.plan.source import Path

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
"""Four figures that may be a year."""

_ONE_PHRASE: Path = ("trich_yeu",)
"""The text whose lines are one phrase; of any other a line is a paragraph, or a row."""

_ACCENT = re.compile(r"([óòỏõọ][ae]|[úùủũụ]y)(?!\w)")


@dataclass(frozen=True, slots=True)
class Said:
    """A text at `path`.

    `text` is it in NFC; `plain`, as long, has its marks blank and its dashes as hyphens; `soft` is
    `plain` in small letters with one place for the tone mark. `offsets` lead from a character of
    these to the text as it was read, where it was not NFC.
    """

    path: Path
    text: str
    plain: str
    soft: str
    offsets: tuple[int, ...] | None = None

    def in_body_cell(self, start: int, end: int) -> bool:
        """Whether `start:end` fills cells of a free table, not of its first row."""
        if self.path[-1] != "bang" or "\n" not in self.plain[:start]:
            return False
        before = self.plain[self.plain.rfind("\n", 0, start) + 1 : start].rstrip()
        behind = self.plain[end:].partition("\n")[0].lstrip()
        return before[-1:] in ("", "|") and behind[:1] in ("", "|")

    def typed(self, at: int) -> int:
        """The offset in the text as it was read."""
        return at if self.offsets is None else self.offsets[at]


def said(path: Path, typed: str) -> Said:
    """The text ready for searching."""
    text, offsets = _composed(typed)
    plain = (without_marks(text) if reads_marks(path) else text).translate(SIGNS)
    if path == _ONE_PHRASE:
        plain = plain.replace("\n", " ")
    return Said(path, text, plain, soft(plain), offsets)


def soft(text: str) -> str:
    """`text` in small letters with one place for the tone mark, as long as it was."""
    small = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return _ACCENT.sub(lambda found: fold(found[1]), small)


def wording(words: str) -> str:
    """A pattern for these words in a `soft` text, whatever blanks stand between them."""
    parts = soft(nfc(words).translate(SIGNS)).split()
    return r"\s+".join(re.escape(part).replace(r"\-", r"\s?-\s?") for part in parts)


def _composed(typed: str) -> tuple[str, tuple[int, ...] | None]:
    """`typed` in NFC and, if that changed it, where each of its characters came from."""
    if unicodedata.is_normalized("NFC", typed):
        return typed, None
    text, offsets = [], []
    at = 0
    while at < len(typed):
        end = at + 1
        while end < len(typed) and unicodedata.combining(typed[end]):
            end += 1
        letters = nfc(typed[at:end])
        text.append(letters)
        offsets += [at] * len(letters)
        at = end
    return "".join(text), (*offsets, len(typed))
