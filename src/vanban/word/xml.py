"""XML of others, read: a part that is damaged is told by its name, an odd number is no trace."""

from __future__ import annotations

import re

from lxml import etree

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.word.namespaces import w


class BrokenPartError(VanbanError):
    """A part of a template cannot be read."""

    def __init__(self, message: str, hint: str, part: str) -> None:
        super().__init__(message, hint)
        self.part = part


def broken(name: str, part: str, why: object) -> BrokenPartError:
    """What to say of a template (`name`) with a damaged part."""
    return BrokenPartError(
        _("Mẫu Word {name} bị hỏng ở phần {part}: {why}", name=name, part=part, why=why),
        _("Mở bằng Word rồi lưu lại."),
        part,
    )


def parse(xml: bytes, name: str, part: str) -> etree._Element:
    """The root of a part, without comments; BrokenPartError unless it is XML as Word reads it.

    `name` is how messages call the template.
    """
    parser = etree.XMLParser(
        resolve_entities=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(name, part, error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise broken(name, part, "DTD")
    return root


_MEASURE = re.compile(r"([+-]?\d+(?:\.\d+)?)(pt|mm|cm|in|pc|pi)?")
_POINTS = {"pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pc": 12, "pi": 12}


def number(
    element: etree._Element | None, attribute: str, default: int = 0, *, a_point: int = 20
) -> int:
    """A `w:` attribute as a whole number; `default` where it is absent or no number.

    Lengths may have a unit (`1cm`): `a_point` of the numbers without one make a point.
    """
    typed = element.get(w(attribute), "") if element is not None else ""
    found = _MEASURE.fullmatch(typed.strip())
    if found is None or len(found[1]) > 15:
        return default
    value = float(found[1])
    return round(value * _POINTS[found[2]] * a_point) if found[2] else int(value)
