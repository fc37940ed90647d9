"""Marks inside a text → what is printed: emphasis, footnotes, cited documents, unbroken years.

A text without marks stays a plain `str`; one with marks becomes a `Rich`. Several paragraphs of
one value are parted by `BREAK`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from vanban.plan.marks import MARK, cited

BREAK = "\a"
"""Between two paragraphs of one value; the sign docxtpl uses for it."""

NO_BREAK_SPACE = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"

REMEMBERED = 1_000
"""So many texts are remembered: the documents of a batch have most of theirs in common."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one look; `note` holds the paragraphs of a footnote marked at its end."""

    text: str
    bold: bool = False
    italic: bool = False
    note: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with emphasis or footnote marks; `str()` gives its words without them."""

    spans: tuple[Span, ...]

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)


Text = str | Rich

_YEARS = re.compile(  # what stands before the first year is asked last: three times as fast
    r"((?:19|20)\d\d)(?<!\d{5})([ \u00a0]?)([-–])([ \u00a0]?)((?:19|20)\d\d)(?!\d)"
)


def unbroken_years(text: str) -> str:
    """`text` whose year ranges cannot be cut by a line's end.

    Blanks become no-break spaces and a hyphen beside no blank a no-break hyphen; `folded` takes
    both back.
    """
    if "-" not in text and "–" not in text:
        return text
    return _with_unbroken_years(text)


@lru_cache(maxsize=REMEMBERED)
def _with_unbroken_years(text: str) -> str:
    return _YEARS.sub(_unbroken, text)


def _unbroken(found: re.Match[str]) -> str:
    first, before, dash, after, last = found.groups()
    if dash == "-" and not (before and after):
        dash = NO_BREAK_HYPHEN
    return f"{first}{before and NO_BREAK_SPACE}{dash}{after and NO_BREAK_SPACE}{last}"


_MOMENT = re.compile(r"\b(Quý|Tháng|Năm|Ngày|ngày|quý|tháng|năm) (?=[IVX]+\b|\d)")


def unbroken_moments(text: Text) -> Text:
    """A deadline whose quarter, month, year or day stays on the line of its word: `Quý I/2026`.

    A range is left as it is: it is long, and its parts may stand on lines of their own.
    """
    if isinstance(text, Rich) or "-" in text or "–" in text:
        return text
    return _with_unbroken_moments(text)


@lru_cache(maxsize=REMEMBERED)
def _with_unbroken_moments(text: str) -> str:
    return _MOMENT.sub(rf"\1{NO_BREAK_SPACE}", text)


def folded(text: str) -> str:
    """`text` as typed, the no-break signs taken back."""
    return text.replace(NO_BREAK_SPACE, " ").replace(NO_BREAK_HYPHEN, "-")


class Inline:
    """Reads the marks of one plan's texts, in the order they are printed.

    Why an object: a document of the register is printed in full where it is first cited and by
    type and number afterwards (NĐ 30, PL I, II.6.b), so the order matters.
    """

    def __init__(
        self,
        notes: Mapping[str, str] | None = None,
        documents: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """`notes`: name → text as typed; `documents`: number → (in full, later)."""
        self._notes = notes or {}
        self._documents = documents or {}
        self._cited: set[str] = set()

    def text(self, typed: str) -> Text:
        """One value; its lines become paragraphs."""
        if "\n" in typed:
            typed = typed.strip("\n").replace("\n", BREAK)
        if "*" not in typed and "[" not in typed and "\\" not in typed:
            return unbroken_years(typed)
        return _simplest(self._spans(typed))

    def paragraphs(self, typed: str | None) -> list[Text]:
        """One value, a list item a line; blank lines are left out."""
        return [self.text(line) for line in (typed or "").split("\n") if line.strip()]

    def _spans(self, typed: str) -> list[Span]:
        marks = list(MARK.finditer(typed))
        pairs = _emphasis(typed, marks)
        spans: list[Span] = []
        bold = italic = False
        at = 0
        for index, mark in enumerate(marks):
            spans.append(Span(typed[at : mark.start()], bold, italic))
            at = mark.end()
            if mark["escaped"]:
                spans.append(Span(mark["escaped"], bold, italic))
            elif mark["star"] and index in pairs:
                bold ^= mark["star"] == "**"
                italic ^= mark["star"] == "*"
            elif mark["note"] in self._notes:
                note = self.paragraphs(self._notes[mark["note"]])
                spans.append(Span("", bold, italic, tuple(note)))
            elif mark["cited"] in self._documents:
                spans.append(Span(self._document(mark["cited"]), bold, italic))
            else:
                spans.append(Span(mark[0], bold, italic))
        spans.append(Span(typed[at:], bold, italic))
        return spans

    def basis(self, typed: str) -> Text:
        """A legal basis: whatever it cites is printed in full (NĐ 30, PL I, II.6.a)."""
        self._cited -= {number for number, _start, _end in cited(typed)}
        return self.text(typed)

    def _document(self, number: str) -> str:
        full, later = self._documents[number]
        if number in self._cited:
            return later
        self._cited.add(number)
        return full


def _emphasis(typed: str, marks: list[re.Match[str]]) -> set[int]:
    """The indexes of the stars that open or close something; the others are printed.

    One star between letters or figures is a star: `30*40*50 cm`.
    """
    paired: set[int] = set()
    for star in ("**", "*"):
        opened: int | None = None
        for index, mark in enumerate(marks):
            before, after = typed[: mark.start()][-1:], typed[mark.end() :][:1]
            if mark["star"] != star or (star == "*" and before.isalnum() and after.isalnum()):
                continue
            if opened is not None and before.strip():
                paired |= {opened, index}
                opened = None
            elif opened is None and after.strip():
                opened = index
    return paired


def _simplest(spans: list[Span]) -> Text:
    """The spans with like neighbours joined; a plain `str` when nothing but text is left."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and not last.note and (last.bold, last.italic) == (span.bold, span.italic):
            joined[-1] = replace(last, text=last.text + span.text, note=span.note)
        elif span.text or span.note:
            joined.append(span)
    joined = [replace(span, text=unbroken_years(span.text)) for span in joined]
    if all(not (span.bold or span.italic or span.note) for span in joined):
        return "".join(span.text for span in joined)
    return Rich(tuple(joined))


def capitals(text: Text) -> Text:
    """`text` in capitals, as literal letters (copying and checkers see what is printed)."""
    if isinstance(text, str):
        return text.upper()
    return Rich(tuple(replace(span, text=span.text.upper()) for span in text.spans))


def closed(text: Text, mark: str) -> Text:
    """`text` with its closing mark, when it has none of its own.

    `./.` is completed on a text that ends in a full stop.
    """
    words = str(text).rstrip()
    if mark == "./." and words.endswith(".") and not words.endswith(("./.", "..")):
        return appended(text, "/.")
    if not words or words[-1] in ".;:,!?…":
        return text
    return appended(text, mark)


def bracketed(text: Text) -> Text:
    """`text` in brackets, unless it has them or is empty."""
    words = str(text)
    if not words or words.startswith("("):
        return text
    if isinstance(text, str):
        return f"({text})"
    return Rich((Span("("), *text.spans, Span(")")))


def appended(text: Text, more: str) -> Text:
    """`text` with `more` after it, in the look of plain text."""
    if isinstance(text, str):
        return text.rstrip() + more
    *before, last = text.spans
    if not (last.bold or last.italic or last.note):
        last = replace(last, text=last.text.rstrip() + more)
        return Rich((*before, last))
    return Rich((*text.spans, Span(more)))


def lines(text: Text) -> list[str]:
    """The paragraphs of a value as plain words."""
    return str(text).split(BREAK)


def notes(text: Text) -> list[str]:
    """The plain paragraphs of the value's footnotes, in order."""
    if isinstance(text, str):
        return []
    return [line for span in text.spans for note in span.note for line in lines(note)]
