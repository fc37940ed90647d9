"""A file just written, read again: is it whole, and does it say everything the plan says?

What no document changes (styles, header, relations) is proved once a template by `prove`; of a
document those parts only have their CRC checked, and its own parts are parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable
from itertools import chain
from posixpath import normpath

from lxml import etree

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.view.inline import folded, lines, notes
from vanban.view.view import View, around, flow
from vanban.word import package
from vanban.word.styles import w

def verify(content: bytes, view: View, own: Collection[str]) -> None:
    """Raise VanbanError, saying why, unless `content` is whole and holds every text of the view.

    `own`: the parts that this document does not share with others of its template. Every part is
    unpacked and its CRC checked. The texts of title, bases and body must stand in the document in
    printed order, those of the footnotes in the footnotes, all others anywhere.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
        read = {name: _words(xml) for name, xml in parts.items() if name in own}
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, ValueError) as error:
        raise _broken(_("tệp vừa ghi không đọc lại được ({why})", why=error)) from error
    texts = list(flow(view))
    _in_order(chain.from_iterable(map(lines, texts)), read[package.DOCUMENT])
    _in_order(chain.from_iterable(map(notes, texts)), read.get(package.FOOTNOTES, ""))
    everything = "".join(read.values())
    for text in around(view):
        _in_order(lines(text), everything)


def prove(parts: dict[str, bytes], made: Collection[str]) -> None:
    """Raise VanbanError unless the parts are well-formed and every relation leads to a part.

    `made`: the names of the parts that each document brings.
    """
    try:
        for name, xml in parts.items():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        raise _broken(_("phần {part} hỏng ({why})", part=name, why=error)) from error
    for name, xml in parts.items():
        for target in _targets(name, xml) if name.endswith(".rels") else ():
            if target not in parts and target not in made:
                raise _broken(_("thiếu phần {part}", part=target))


def _broken(why: str) -> VanbanError:
    return VanbanError(
        _("Tệp Word không qua kiểm tra sau khi ghi: {why}", why=why),
        _("Chạy `vanban template check` để xem mẫu có in đủ các phần không."),
    )


def _words(xml: bytes) -> str:
    """The text of a part, no-break signs folded back."""
    root = etree.fromstring(xml, _PARSER)
    return folded("".join([e.text or _SIGNS.get(e.tag, "") for e in root.iter(_T, *_SIGNS)]))


_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)
_T = w("t")
_SIGNS = {w("noBreakHyphen"): "-", w("tab"): "\t", w("br"): "\n"}


def _targets(name: str, xml: bytes) -> list[str]:
    """The parts that a relations part points to."""
    folder = name.replace("_rels/", "").rpartition("/")[0]
    return [
        normpath(f"/{target}" if target[:1] == "/" else f"/{folder}/{target}").lstrip("/")
        for relation in etree.fromstring(xml)
        if relation.get("TargetMode") != "External" and (target := relation.get("Target", ""))
    ]


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def _in_order(texts: Iterable[str], body: str) -> None:
    """Raise VanbanError unless the texts stand in `body`, each after the one before."""
    at = 0
    for text in texts:
        words = folded(text)
        if _UNPRINTABLE.search(words):
            words = _UNPRINTABLE.sub("\ufffd", words.replace("\r", ""))
        found = body.find(words, at)
        if found < 0:
            raise _broken(_("không thấy “{text}”", text=text[:80]))
        at = found + len(words)
