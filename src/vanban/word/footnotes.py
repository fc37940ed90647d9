"""Real Word footnotes, made from the data.

A note for every mark: two marks that share one note leave the second without text in Word. The
template carries only the styles (LibreOffice drops a footnotes part that no mark uses).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from vanban.word import package
from vanban.word.parts import with_relation, with_type
from vanban.word.styles import Styles, W, w

TEXT_STYLE = "VB Chú thích"
MARK_STYLE = "VB Dấu chú thích"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NEW_ID = "rIdVanbanChuThich"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:footnotes xmlns:w="{W}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)
_TAIL = "</w:footnotes>"


@dataclass(frozen=True, slots=True)
class Notes:
    """How notes are written: the part's head and tail, the first free id, the looks as XML."""

    head: str
    tail: str
    first: int
    paragraph: str
    mark: str


def prepare_notes(parts: dict[str, bytes], styles: Styles) -> tuple[Notes, dict[str, str]]:
    """How this template's notes are written, and the parts a document with notes has instead."""
    text, mark = styles.id_of(TEXT_STYLE), styles.id_of(MARK_STYLE)
    paragraph = f'<w:pPr><w:pStyle w:val="{text}"/></w:pPr>' if text else ""
    look = (
        f'<w:rPr><w:rStyle w:val="{mark}"/></w:rPr>'
        if mark
        else '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    )
    if package.FOOTNOTES in parts:
        head, tail, first = _existing(parts[package.FOOTNOTES])
        return Notes(head, tail, first, paragraph, look), {}
    return Notes(_HEAD, _TAIL, 1, paragraph, look), {
        package.CONTENT_TYPES: with_type(parts[package.CONTENT_TYPES], package.FOOTNOTES, _TYPE),
        package.RELATIONS: with_relation(
            parts[package.RELATIONS], _NEW_ID, _RELATION, "footnotes.xml"
        ),
    }


def _existing(xml: bytes) -> tuple[str, str, int]:
    """Head, tail and first free id of the footnotes a template has already."""
    root = etree.fromstring(xml)
    ids = [int(note.get(w("id"), "0")) for note in root.iter(w("footnote"))]
    text = etree.tostring(root, encoding="unicode")
    cut = re.search(r"</w:footnotes>\s*$", text)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    if cut is None:  # an empty element
        return head + text.rstrip()[:-2] + ">", _TAIL, 1
    return head + text[: cut.start()], _TAIL, max([0, *ids]) + 1


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
