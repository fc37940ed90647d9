"""Real Word footnotes, made from the data.

A note for every mark: two marks that share one note leave the second without text in Word. The
template carries only the styles (LibreOffice drops a footnotes part that no mark uses).
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT_STYLE = "VB Chú thích"
MARK_STYLE = "VB Dấu chú thích"


@dataclass(frozen=True, slots=True)
class Notes:
    """How notes are written: the part's head and tail, the first free id, the looks as XML."""

    head: str
    tail: str
    first: int
    paragraph: str
    mark: str


def reference(notes: Notes, number: int) -> str:
    """The run of a mark."""
    return f'<w:r>{notes.mark}<w:footnoteReference w:id="{number}"/></w:r>'


def part(notes: Notes, texts: list[list[str]]) -> str:
    """The footnotes part; `texts`: for each note its paragraphs, each as finished runs."""
    out = [notes.head]
    for number, paragraphs in enumerate(texts, notes.first):
        out.append(f'<w:footnote w:id="{number}">')
        for at, runs in enumerate(paragraphs or [""]):
            own = f"<w:r>{notes.mark}<w:footnoteRef/></w:r>" + _BLANK if at == 0 else ""
            out.append(f"<w:p>{notes.paragraph}{own}{runs}</w:p>")
        out.append("</w:footnote>")
    out.append(notes.tail)
    return "".join(out)


_BLANK = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
