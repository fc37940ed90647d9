"""The template as the checks read it: its parts, paragraph by paragraph, and a way to complain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from vanban.finding import Finding, Level, Place, VanbanError
from vanban.messages import _
from vanban.word import package
from vanban.word.namespaces import w
from vanban.word.preparing.compile import PRINTED_PART
from vanban.word.preparing.styles import Styles
from vanban.word.xml import parse

QUOTED = 80
"""Characters of a paragraph shown with a finding."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: the number-th of its part, from 1; `text` without that of boxes inside it."""

    part: str
    number: int
    element: etree._Element
    text: str


@dataclass(slots=True)
class Sheet:
    """A template taken apart; `findings` collects what the checks have to say."""

    file: str
    parts: dict[str, bytes]
    styles: Styles
    roots: dict[str, etree._Element]
    lines: dict[str, list[Line]]
    findings: list[Finding] = field(default_factory=list)

    @property
    def body(self) -> etree._Element:
        """The document's `w:body`."""
        body = self.roots[package.DOCUMENT].find(w("body"))
        assert body is not None
        return body

    def is_filled(self, part: str) -> bool:
        """Whether vanban fills in the tags of a part."""
        return part in (package.DOCUMENT, package.CORE) or bool(PRINTED_PART.fullmatch(part))

    def printed(self) -> Iterator[Line]:
        """The paragraphs of document, headers and footers."""
        for part, lines in self.lines.items():
            if part != package.CORE and self.is_filled(part):
                yield from lines

    def say(
        self,
        code: str,
        level: Level,
        message: str,
        line: Line | None = None,
        *,
        hint: str = "",
        clause: str = "",
        part: str | None = None,
    ) -> None:
        """Add a finding about a paragraph, a part, or the template as a whole."""
        place = Place(self.file, part=part)
        if line:
            quote = line.text if len(line.text) <= QUOTED else f"{line.text[:QUOTED]}…"
            place = Place(self.file, part=line.part, paragraph=line.number, quote=quote)
        self.findings.append(Finding(code, level, message, place, hint, clause))


_READ = (package.FOOTNOTES, "word/endnotes.xml")


def sheet(parts: dict[str, bytes], file: str) -> Sheet:
    """The template taken apart; VanbanError when a part cannot be read."""
    roots = {
        part: parse(parts[part], file, part)
        for part in parts
        if part in (package.DOCUMENT, package.CORE, *_READ) or PRINTED_PART.fullmatch(part)
    }
    lines = {part: list(_lines(part, root)) for part, root in roots.items()}
    if roots[package.DOCUMENT].find(w("body")) is None or package.STYLES not in parts:
        raise VanbanError(
            _("{name} không phải tệp Word (.docx) thường", name=file),
            _("Mở bằng Word rồi lưu lại, chọn Word Document (*.docx), không chọn Strict."),
        )
    styles = Styles(parts[package.STYLES], parts.get(package.THEME), name=file)
    return Sheet(file, parts, styles, roots, lines)


def _lines(part: str, root: etree._Element) -> Iterator[Line]:
    if part == package.CORE:  # each property is a line
        for number, found in enumerate(root, 1):
            yield Line(part, number, found, found.text or "")
        return
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        yield Line(part, number, paragraph, own_text(paragraph))


def own_text(paragraph: etree._Element) -> str:
    """A paragraph's text as typed, without the paragraphs of a text box inside it."""
    return "".join(
        t.text or ""
        for t in paragraph.iter(w("t"))
        if next(t.iterancestors(w("p")), None) is paragraph
    )
