"""The parts that a compiled template has more than its file: a footer, footnotes, and their places.

They are listed in two parts of every package, content types and relations.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from posixpath import normpath

from lxml import etree

from vanban.messages import _
from vanban.word import package
from vanban.word.namespaces import HEAD, OFFICE, RELATIONSHIPS, TYPES, R, W, w
from vanban.word.preparing.styles import Styles
from vanban.word.rendering.compiled import EMPTY_FOOTER_ID
from vanban.word.rendering.footnotes import MARK_STYLE, TEXT_STYLE, Notes
from vanban.word.xml import broken, number, parse

_EMPTY_FOOTER = "word/footer_vanban.xml"
_NOTES_ID = "rIdVanbanChuThich"
_NO_NOTES = (
    f'{HEAD}<w:footnotes xmlns:w="{W}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)
_NOTES_END = "</w:footnotes>"


def empty_footer(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """The parts that give an appendix's first page a footer without the address line."""
    return {
        _EMPTY_FOOTER: f'{HEAD}<w:ftr xmlns:w="{W}"><w:p/></w:ftr>',
        **_listed(parts, name, _EMPTY_FOOTER, "footer", EMPTY_FOOTER_ID),
    }


def prepare_notes(
    parts: dict[str, bytes], styles: Styles, name: str
) -> tuple[Notes, dict[str, str]]:
    """How this template's notes are written, and the parts a document with notes has instead."""
    text, mark = styles.id_of(TEXT_STYLE), styles.id_of(MARK_STYLE)
    paragraph = f'<w:pPr><w:pStyle w:val="{text}"/></w:pPr>' if text else ""
    look = (
        f'<w:rPr><w:rStyle w:val="{mark}"/></w:rPr>'
        if mark
        else '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    )
    if package.FOOTNOTES in parts:
        head, first = _existing(parts[package.FOOTNOTES], name)
        return Notes(head, _NOTES_END, first, paragraph, look), {}
    listed = _listed(parts, name, package.FOOTNOTES, "footnotes", _NOTES_ID)
    return Notes(_NO_NOTES, _NOTES_END, 1, paragraph, look), listed


def _existing(xml: bytes, name: str) -> tuple[str, int]:
    """Head and first free id of the footnotes a template has already."""
    root = parse(xml, name, package.FOOTNOTES)
    ids = [number(note, "id") for note in root.iter(w("footnote"))]
    text = etree.tostring(root, encoding="unicode")
    cut = re.search(r"</w:footnotes>\s*$", text)
    if cut is None and root.tag == w("footnotes") and not ids:  # an empty element
        return HEAD + text.rstrip()[:-2] + ">", 1
    if cut is None:
        raise broken(name, package.FOOTNOTES, root.tag)
    return HEAD + text[: cut.start()], max([0, *ids]) + 1


def _listed(
    parts: dict[str, bytes], name: str, part: str, kind: str, relation: str
) -> dict[str, str]:
    """Content types and relations with one more part of the document."""
    for needed in (package.CONTENT_TYPES, package.RELATIONS):
        if needed not in parts:
            raise broken(name, needed, _("không có phần này"))
    types = parse(parts[package.CONTENT_TYPES], name, package.CONTENT_TYPES)
    attributes = {"PartName": f"/{part}", "ContentType": f"{OFFICE}.{kind}+xml"}
    etree.SubElement(types, f"{{{TYPES}}}Override", attributes)
    relations = parse(parts[package.RELATIONS], name, package.RELATIONS)
    target = part.removeprefix("word/")
    attributes = {"Id": relation, "Type": f"{R}/{kind}", "Target": target}
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", attributes)
    return {package.CONTENT_TYPES: xml_text(types), package.RELATIONS: xml_text(relations)}


def xml_text(root: etree._Element) -> str:
    """A whole part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True).decode()


# --- the package as a whole -------------------------------------------------------------------


def prove(parts: dict[str, bytes], made: Collection[str], name: str) -> None:
    """BrokenPartError unless the parts are well-formed and every relation leads to a part.

    `made`: the names of the parts that each document brings.
    """
    for part, xml in parts.items():
        if part in made or not part.endswith((".xml", ".rels")):
            continue
        root = parse(xml, name, part)
        for target in targets(part, root) if part.endswith(".rels") else ():
            if target not in parts and target not in made:
                raise broken(name, part, _("thiếu phần {part}", part=target))


def targets(part: str, relations: etree._Element) -> list[str]:
    """The parts that a relations part points to."""
    folder = part.replace("_rels/", "").rpartition("/")[0]
    return [
        normpath(f"/{target}" if target[:1] == "/" else f"/{folder}/{target}").lstrip("/")
        for relation in relations
        if relation.get("TargetMode") != "External" and (target := relation.get("Target", ""))
    ]
