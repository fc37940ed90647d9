"""A file just written, read again: is it whole, and does it say everything the plan says?

What no document changes (styles, header, relations) is proved when the template is compiled; of a
document those parts only have their CRC checked, and its own parts are parsed.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import chain
from xml.parsers.expat import ExpatError, ParserCreate

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.view.inline import BREAK, Text, folded, notes
from vanban.view.view import View, around, flow
from vanban.word import package
from vanban.word.namespaces import UNPRINTABLE


def verify(content: bytes, view: View, own: Collection[str]) -> None:
    """Raise VanbanError, saying why, unless `content` is whole and holds every text of the view.

    `own`: the parts that this document does not share with others of its template. Every part is
    unpacked and its CRC checked. The texts of title, bases and body must stand in the document in
    printed order, those of the footnotes in the footnotes, all others anywhere.
    """
    read = {}
    try:
        for part in package.entries(content):
            if part.name in own:
                read[part.name] = _words(package.unpacked(part))
            else:
                _check(part)
    except (ValueError, zlib.error, ExpatError) as error:
        raise _broken(_("tệp vừa ghi không đọc lại được ({why})", why=error)) from error
    texts = list(flow(view))
    _in_order(texts, read.get(package.DOCUMENT, ""))
    rich = [text for text in texts if not isinstance(text, str)]
    _in_order(chain.from_iterable(map(notes, rich)), read.get(package.FOOTNOTES, ""))
    everything = BREAK.join(read.values())
    _in_order(around(view), everything, anywhere=True)


@lru_cache(maxsize=64)
def _check(part: package.Entry) -> None:
    """Unpack a part for its CRC.

    Why remembered: the documents of a template share these bytes.
    """
    package.unpacked(part)


def _broken(why: str) -> VanbanError:
    return VanbanError(
        _("Tệp Word không qua kiểm tra sau khi ghi: {why}", why=why),
        _("Chạy `vanban template check` để xem mẫu có in đủ các phần không."),
    )


def _words(xml: bytes) -> str:
    """The text of a part, read by another parser than the one that compiled the template.

    Signs that are elements stand as what was typed; a line end is one of paragraphs or of `w:br`.
    """
    for element, sign in _SIGNS.items():
        xml = xml.replace(element, sign)
    before, *pieces = xml.split(_TABLE)
    if _HELD in xml or any(piece.count(_END) != 1 for piece in pieces):
        return folded(_parsed(xml))  # tables in tables
    parts = [piece.partition(_END) for piece in pieces]
    tables = [_of_table(_TABLE + table + end) for table, end, _after in parts]
    around = _parsed(b"".join((before, *(_EMPTY + after for _table, _end, after in parts))))
    words = around.split(_HELD.decode())
    if len(words) != len(tables) + 1:
        return folded(_parsed(xml))  # one stands where it does not print, as in a comment
    return folded("".join(chain.from_iterable(zip(words, [*tables, ""], strict=True))))


def _parsed(xml: bytes) -> str:
    out: list[str] = []
    parser = ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = out.append
    parser.Parse(xml, True)  # noqa: FBT003 - the parser's own signature
    return "".join(out)


@lru_cache(maxsize=8)
def _of_table(xml: bytes) -> str:
    """The text of a table, an element that is well-formed by itself.

    Why apart: the documents of a batch have most of their tables in common.
    """
    return _parsed(xml)


_TABLE, _END = b"<w:tbl>", b"</w:tbl>"
_HELD = "\ue000".encode()
_EMPTY = b"<w:tbl>" + _HELD + b"</w:tbl>"
"""Stands where a table was taken out, with a sign that no document has."""

_SIGNS = {b"<w:noBreakHyphen/>": b"-", b"<w:tab/>": b"\t", b"<w:br/>": b"\n"}


def _in_order(texts: Iterable[Text], body: str, *, anywhere: bool = False) -> None:
    """Raise VanbanError unless the paragraphs of the texts stand in `body`, one after another.

    `anywhere`: their order does not matter, though they are sought in it first.
    """
    at = 0
    for words in folded(BREAK.join(map(str, texts))).split(BREAK):
        found = body.find(words, at)
        if found < 0 and UNPRINTABLE.search(words):
            words = UNPRINTABLE.sub("\ufffd", words.replace("\r", ""))
            found = body.find(words, at)
        if found < 0 and anywhere:
            found = body.find(words)
        if found < 0:
            raise _broken(_("không thấy “{text}”", text=words[:80]))
        at = found + len(words)
