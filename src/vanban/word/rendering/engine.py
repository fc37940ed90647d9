"""A compiled template and a view → the bytes of a .docx.

No lxml, no docxtpl and no python-docx here: Jinja runs, texts are escaped, parts are deflated. The
template's unchanged parts are copied as they lie. (The one exception is `loose_tables`.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Template, pass_context
from jinja2.runtime import Context

from vanban.tables import table
from vanban.view.inline import BREAK, NO_BREAK_HYPHEN, Rich, Span, Text
from vanban.view.view import Phan, View
from vanban.word import package
from vanban.word.rendering import footnotes
from vanban.word.rendering.compiled import EMPTY_FOOTER_ID, URGENT_STYLE, Compiled, Frame, complaint
from vanban.word.rendering.layout import lay_out
from vanban.word.rendering.metrics import rule_indents
from vanban.word.rendering.sandbox import TEXT, Sandbox

_SPECIAL = re.compile("[\x00-\x1f\"&'<>\u2011\ud800-\udfff\ufffe\uffff]")
_OPEN = '<w:t xml:space="preserve">'
_CLOSE = "</w:t></w:r>"
BORDER = 40
"""Twips from a paragraph's indent to the outer edge of its box: blank and line, on each side."""


NOTES = "vb.notes"
"""Under this name, which no template can type, a render's footnotes are collected."""

Notes = list[list[str]]
"""For each footnote its paragraphs, each as finished runs."""


@dataclass(slots=True, repr=False)
class Geometry:
    """What a compiled template asks of us under the name `vb`.

    What begins with `_` the sandbox hides, and the name says nothing: templates may print it.
    """

    _compiled: Compiled

    def __repr__(self) -> str:
        return "vb"

    def trai(self, rule: int, *texts: Text) -> int:
        """The left indent of a rule line, twips."""
        return self._indents(rule, texts)[0]

    def phai(self, rule: int, *texts: Text) -> int:
        """The right indent of a rule line, twips."""
        return self._indents(rule, texts)[1]

    def _indents(self, number: int, texts: tuple[Text, ...]) -> tuple[int, int]:
        rule = self._compiled.measures.rules[number]
        words = rule.literals[0]
        for text, literal in zip(texts, rule.literals[1:], strict=True):
            words += str(text) + literal
        room = rule.room
        return rule_indents(words, room.width, room.half_points, rule.share, bold=room.bold)

    def khung(self, urgency: Text) -> int:
        """The indents left and right that give the box of an urgent document its width, twips."""
        box: int = table("the-thuc")["khung"].get(str(urgency), 0)
        room = self._compiled.measures.rooms[URGENT_STYLE]
        return max(round((room.width - box) / 2) + BORDER, 0)

    def rong(self, part: Phan) -> int:
        """The width of a part's page, twips."""
        page = self._compiled.measures.page
        return page.height if part.ngang else page.width

    def cao(self, part: Phan) -> int:
        """The height of a part's page, twips."""
        page = self._compiled.measures.page
        return page.width if part.ngang else page.height

    def huong(self, part: Phan) -> str:
        """Which way a part's page lies."""
        return "landscape" if part.ngang else "portrait"

    def chan_trang(self, part: Phan) -> str:
        """The footer of a part's first page: the address stands on the plan's own only."""
        return EMPTY_FOOTER_ID if part.phu_luc else str(self._compiled.first_footer)


class Engine:
    """Renders one template; make it once, call `render` for every document."""

    def __init__(self, compiled: Compiled, parts: dict[str, bytes], name: str) -> None:
        """`parts`: the template's own parts; `name`: how messages call the template."""
        self.compiled = compiled
        self.name = name
        self._templates = self._quick()
        self.own_parts = {*self._templates, package.FOOTNOTES}
        static = {**parts, **{part: text.encode() for part, text in compiled.changed.items()}}
        noted = {part: text.encode() for part, text in compiled.with_notes.items()}
        self._plain = self._entries(static)
        static.pop(package.FOOTNOTES, None)  # a document with notes brings its own
        self._noted = self._entries({**static, **noted})

    def _environment(self, *, quick: bool) -> Sandbox:
        environment = Sandbox(quick=quick)
        environment.filters[TEXT] = self._filter
        return environment

    def _quick(self) -> dict[str, Template]:
        """The templates from the code that was made when they were compiled."""
        environment = self._environment(quick=True)
        scope = environment.make_globals(None)
        made: dict[str, Template] = {}
        for part, code in self.compiled.python.items():
            try:
                program = compile(code, f"<{part}>", "exec")
            except Exception as error:  # tags nested too deeply for Python
                raise complaint(self.name, part, error) from error
            made[part] = Template.from_code(environment, program, scope)
        return made

    @cached_property
    def _careful(self) -> dict[str, Template]:
        """The templates for what `quick` code cannot read, as in `{% if can.bang is defined %}`."""
        environment = self._environment(quick=False)
        return {
            part: environment.from_string(source) for part, source in self.compiled.sources.items()
        }

    def _entries(self, parts: dict[str, bytes]) -> list[package.Entry]:
        """The parts that no document changes, packed as small as can be."""
        return [
            package.entry(name, content, lambda c: package.deflate(c, 9))
            for name, content in parts.items()
            if name not in self._templates
        ]

    def render(self, view: View, *, fast: bool = False) -> bytes:
        """The bytes of the document; the same view gives the same bytes.

        `fast` packs less tightly and several times quicker. VanbanError when the template asks for
        a word that does not exist.
        """
        compiled = self.compiled
        lay_out(view, compiled.measures)
        notes: Notes = []
        words = {**view.words(), "vb": Geometry(compiled), NOTES: notes}
        pack = package.fast_deflate if fast else package.deflate
        made: list[package.Entry] = []
        for part in self._templates:
            xml = self._page(part, words, notes)
            if compiled.loose_tables and part == package.DOCUMENT:
                from vanban.word.preparing.loose import repaired_tables

                xml = repaired_tables(xml)
            made.append(package.entry(part, xml.encode(), pack))
        static = self._plain
        if notes:
            static = self._noted
            xml = footnotes.part(compiled.notes, notes)
            made.append(package.entry(package.FOOTNOTES, xml.encode(), pack))
        return package.write([*static[:1], *made, *static[1:]])

    def _page(self, part: str, words: dict[str, object], notes: Notes) -> str:
        """The XML of a part; VanbanError for whatever its template does wrong."""
        noted = len(notes)
        try:
            try:
                return self._templates[part].render(words)
            except AttributeError:
                del notes[noted:]
                return self._careful[part].render(words)
        except Exception as error:  # a template's own expressions can raise anything
            raise complaint(self.name, part, error) from error

    # --- texts ---

    @pass_context
    def _filter(self, context: Context, value: Any, number: int, kept: object = None) -> Any:
        """A value where its tag stands: text, line ends, paragraphs, emphasis, footnotes."""
        if type(value) is str:
            if not _SPECIAL.search(value):
                return value
        elif type(value) is not Rich:
            return Sandbox.printed(value)
        frame = self.compiled.frames[number]
        paragraph = frame.paragraph_kept if kept else frame.paragraph
        if type(value) is str:
            return written(value, frame.run[0], paragraph)
        xml = self._runs(value, frame, paragraph, context.parent[NOTES])
        return f"{_CLOSE}{xml}<w:r>{frame.run[0]}{_OPEN}"

    def _runs(self, text: Rich, frame: Frame, paragraph: str, notes: Notes) -> str:
        """The runs of a rich text; its notes are collected on the way."""
        out: list[str] = []
        for span in text.spans:
            look = frame.run[span.bold + 2 * span.italic]
            if span.text:
                out += (f"<w:r>{look}{_OPEN}", written(span.text, look, paragraph), _CLOSE)
            if span.note:
                out.append(self._note(span, notes))
        return "".join(out)

    def _note(self, span: Span, notes: Notes) -> str:
        number = self.compiled.notes.first + len(notes)
        runs: list[str] = []
        notes.append(runs)
        frame = _NOTE_FRAME
        for text in span.note:
            rich = text if isinstance(text, Rich) else Rich((Span(text),))
            runs.append(self._runs(rich, frame, self.compiled.notes.paragraph, notes))
        return footnotes.reference(self.compiled.notes, number)


_NOTE_FRAME = Frame(
    (
        "",
        "<w:rPr><w:b/><w:bCs/></w:rPr>",
        "<w:rPr><w:i/><w:iCs/></w:rPr>",
        "<w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr>",
    ),
    "",
    "",
)


def written(text: str, run: str, paragraph: str) -> str:
    """`text` as XML inside an open `w:t`, with what Word has elements for.

    A tab, a line end and a new paragraph as docxtpl writes them; characters that XML cannot hold
    become U+FFFD (the reader of the YAML has reported them).
    """
    again = f"<w:r>{run}{_OPEN}"
    return _SPECIAL.sub(
        lambda found: {
            "&": "&amp;",
            "<": "&lt;",
            ">": "&gt;",
            '"': "&quot;",
            "'": "&#39;",
            BREAK: f"{_CLOSE}</w:p><w:p>{paragraph}{again}",
            "\t": f"{_CLOSE}<w:r>{run}<w:tab/></w:r>{again}",
            "\n": f"</w:t><w:br/>{_OPEN}",
            "\r": "",
            NO_BREAK_HYPHEN: f"</w:t><w:noBreakHyphen/>{_OPEN}",
        }.get(found[0], "\ufffd"),
        text,
    )
