"""The two lists of a package that change when a part is added: content types and relations."""

from __future__ import annotations

from lxml import etree

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def with_type(xml: bytes, part: str, kind: str) -> str:
    """[Content_Types].xml with one more part."""
    root = etree.fromstring(xml)
    etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
    return _text(root)


def with_relation(xml: bytes, name: str, kind: str, target: str) -> str:
    """A .rels part with one more relation."""
    root = etree.fromstring(xml)
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=name, Type=kind, Target=target)
    return _text(root)


def _text(root: etree._Element) -> str:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True).decode()
