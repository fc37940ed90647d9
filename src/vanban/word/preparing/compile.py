"""A template → what can be rendered many times: Jinja sources, looks, unchanged parts.

docxtpl's own `patch_xml` turns the Word file's tags into Jinja, so its tag language is ours. Every
`{{ … }}` inside a run then gets the look of that run, so that emphasis, footnote marks and new
paragraphs inside a value carry it on.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.tables import table
from vanban.word import package
from vanban.word.namespaces import HEAD, w
from vanban.word.preparing.parts import empty_footer, prepare_notes, prove, xml_text
from vanban.word.preparing.prepare import prepare
from vanban.word.preparing.styles import Styles, set_size
from vanban.word.rendering.compiled import BODY_STYLE, CELL_STYLE, Compiled, Frame, complaint
from vanban.word.rendering.measures import Measures
from vanban.word.rendering.sandbox import Sandbox
from vanban.word.xml import number, parse

PRINTED_PART = re.compile(r"word/(header|footer)\d*\.xml")
"""The parts whose tags are filled in, besides document and properties."""


def compile_template(parts: dict[str, bytes], name: str, sizes: str | None = None) -> Compiled:
    """Compile the parts of a template.

    `sizes`: the body's set of letterhead sizes (`12`, `13`); `None` leaves the template's own.
    `name` is how messages call the template.
    """
    parts = dict(parts)
    if package.STYLES not in parts:
        raise VanbanError(
            _("Mẫu Word {name} không có kiểu chữ (styles)", name=name),
            _("Mở bằng Word rồi lưu lại."),
        )
    styles = Styles(parts[package.STYLES], name=name)
    changed: dict[str, str] = {}
    if sizes:
        _resize(styles, sizes)
        changed[package.STYLES] = xml_text(styles.root)
    document = parse(parts[package.DOCUMENT], name, package.DOCUMENT)
    found = prepare(document, styles)
    frames: list[Frame] = []
    patch = _patcher()
    sources = {package.DOCUMENT: _source(document, patch, frames)}
    for part in parts:
        if PRINTED_PART.fullmatch(part) and b"{" in parts[part]:
            sources[part] = _source(parse(parts[part], name, part), patch, frames)
    if package.CORE in parts and b"{{" in parts[package.CORE]:
        sources[package.CORE] = patch(_text(parts[package.CORE], name, package.CORE))
    if found.first_footer:
        changed |= empty_footer(parts, name)
    parts |= {part: text.encode() for part, text in changed.items()}
    notes, with_notes = prepare_notes(parts, styles, name)
    noted = {part: text.encode() for part, text in with_notes.items()}
    for kind in (parts, {**parts, **noted}):
        prove(kind, {*sources, package.FOOTNOTES}, name)
    return Compiled(
        sources=sources,
        python={part: _python(part, source, name) for part, source in sources.items()},
        changed=changed,
        with_notes=with_notes,
        frames=frames,
        measures=Measures(
            page=found.page,
            rules=found.rules,
            rooms=found.rooms,
            cell_padding=found.cell_padding,
            body=styles.look(styles.id_of(BODY_STYLE)).half_points,
            cell=styles.look(styles.id_of(CELL_STYLE)).half_points,
            indent=_first_line(styles),
        ),
        notes=notes,
        first_footer=found.first_footer,
        loose_tables=found.loose_tables,
    )


def _python(part: str, source: str, name: str) -> str:
    """The Python code of a part's Jinja source."""
    try:
        return Sandbox(quick=True).compile(source, raw=True)
    except Exception as error:  # tags nested too deeply end Python's own compiler
        raise complaint(name, part, error) from error


def _patcher() -> Any:
    from docxtpl import DocxTemplate  # 80 ms; a warm cache never needs it

    return DocxTemplate(None).patch_xml


def _first_line(styles: Styles) -> int:
    style = styles.element(BODY_STYLE)
    indent = style.find(f"{w('pPr')}/{w('ind')}") if style is not None else None
    return number(indent, "firstLine")


def _text(xml: bytes, name: str, part: str) -> str:
    """The XML of a part as it lies, which has been read without a complaint."""
    root = parse(xml, name, part)
    try:
        return xml.decode("utf-8-sig")
    except UnicodeDecodeError:  # XML may have another encoding
        return HEAD + etree.tostring(root, encoding="unicode")


def _resize(styles: Styles, sizes: str) -> None:
    """Give the styles the sizes of the letterhead's set (NĐ 30, PL I, Phần V, note 1)."""
    for name, half_points in table("the-thuc")["co_chu"][sizes].items():
        style = styles.element(name)
        if style is not None:
            set_size(style, half_points)


# --- tags -------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"<w:pPr>.*?</w:pPr>|<w:rPr>.*?</w:rPr>|<w:p[ >]|<w:r[ >]|<w:t[ >]|</w:t>|\{\{.*?\}\}",
    re.DOTALL,
)
_MISPLACED_SPAN = re.compile(
    r'(<w:tcPr[^>]*>)(<w:gridSpan w:val="[^"]*"/>)((?:<w:cnfStyle [^>]*/>)?<w:tcW [^>]*/>)'
)
_KEPT = re.compile(r"\{% if (\w+)\.giu %\}(<w:keepNext/>)\{% endif %\}")
_SECTION = re.compile(r"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)


def _source(root: etree._Element, patch: Any, frames: list[Frame]) -> str:
    """The Jinja source of a part: patched by docxtpl, each tag given its frame."""
    xml = patch(etree.tostring(root, encoding="unicode"))
    xml = _MISPLACED_SPAN.sub(r"\1\3\2", xml)
    return HEAD + _framed(xml, frames)


def _framed(xml: str, frames: list[Frame]) -> str:
    """`{{ x }}` in a run → `{{ (x)|chu(n) }}`, n being the number of its frame."""
    known: dict[Frame, int] = {frame: n for n, frame in enumerate(frames)}
    out: list[str] = []
    at = 0
    paragraph = run = ""
    in_text = False
    for token in _TOKEN.finditer(xml):
        found = token[0]
        if found.startswith("<w:pPr"):
            paragraph = found
        elif found.startswith("<w:rPr"):
            run = found
        elif found.startswith("<w:p"):
            paragraph = run = ""
        elif found.startswith("<w:r"):
            run = ""
        elif found.startswith("<w:t"):
            in_text = True
        elif found == "</w:t>":
            in_text = False
        elif in_text:
            frame, flag = _frame(run, paragraph)
            number = known.setdefault(frame, len(known))
            if number == len(frames):
                frames.append(frame)
            expression = found[2:-2].strip("-").strip()
            keep = f", {flag}.giu" if flag else ""
            out += (xml[at : token.start()], f"{{{{ ({expression})|chu({number}{keep}) }}}}")
            at = token.end()
    out.append(xml[at:])
    return "".join(out)


def _frame(run: str, paragraph: str) -> tuple[Frame, str]:
    """The frame of a tag, and the loop variable that says whether its paragraph is kept."""
    paragraph = _SECTION.sub("", paragraph)
    flag = _KEPT.search(paragraph)
    plain = _KEPT.sub("", paragraph)
    kept = _KEPT.sub(r"\2", paragraph)
    looks = tuple(
        with_emphasis(run, bold=bold, italic=italic)
        for bold, italic in ((False, False), (True, False), (False, True), (True, True))
    )
    return Frame(looks, plain, kept), flag[1] if flag else ""  # type: ignore[arg-type]


_EMPHASIS = re.compile(r"<w:(b|bCs|i|iCs)(?: [^>]*)?/>")
_BEFORE_EMPHASIS = re.compile(r"<w:rPr>(?:<w:rStyle [^>]*/>)?(?:<w:rFonts [^>]*/>)?")


def with_emphasis(run: str, *, bold: bool, italic: bool) -> str:
    """A run's properties with bold and italic added, in the schema's order."""
    if not (bold or italic):
        return run
    have = {m[1] for m in _EMPHASIS.finditer(run)} if run else set()
    wanted = [("b", bold), ("bCs", bold), ("i", italic), ("iCs", italic)]
    marks = "".join(f"<w:{tag}/>" for tag, on in wanted if on or tag in have)
    bare = _EMPHASIS.sub("", run) or "<w:rPr></w:rPr>"
    return _BEFORE_EMPHASIS.sub(lambda m: m[0] + marks, bare, count=1)
