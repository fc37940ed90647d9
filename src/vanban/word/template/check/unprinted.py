"""Rendering the template with marks: what does it lose, and does it render at all?"""

from __future__ import annotations

import re
from pathlib import Path

from vanban.finding import Level, VanbanError
from vanban.messages import _
from vanban.word import package
from vanban.word.preparing.compile import compile_template
from vanban.word.rendering.compiled import Compiled
from vanban.word.rendering.engine import Engine
from vanban.word.rendering.verify import verify
from vanban.word.template.check.page import BOOKMARKS
from vanban.word.template.check.sheet import Sheet
from vanban.word.template.probe import Probe, probes
from vanban.word.template.words import words
from vanban.word.xml import BrokenPartError

_XML_TAG = re.compile(r"<[^>]*>")
_BOOKMARK = re.compile(r'<w:bookmarkStart\b[^>]*\bw:name="([^"]*)"')
_PROPERTIES = ("tieu_de", "chu_de", "tac_gia")


def check_unprinted(sheet: Sheet) -> None:
    """Render the probe plans; report the words that nothing prints, or why it cannot be done."""
    try:
        name = Path(sheet.file).name
        compiled = compile_template(sheet.parts, name)
        engine = Engine(compiled, sheet.parts, name)
    except BrokenPartError:
        raise
    except VanbanError as error:
        _cannot(sheet, error.message)
        return
    _check_speed(sheet, compiled)
    lost: dict[str, bool] = {}
    full, *others = probes()
    for probe in (full, *others):
        try:
            content = engine.render(probe.view)
        except VanbanError as error:
            _cannot(sheet, error.message)
            return
        if probe is full:
            _check_bookmarks(sheet, content)
        found = _missing(probe, content, engine)
        for word in _summed(found, probe):
            if word not in lost and _plain(word) not in lost:
                _say_lost(sheet, word)
        lost |= dict.fromkeys((*found, *_summed(found, probe)), True)
        if not set(lost) - set(_PROPERTIES):
            _check_order(sheet, probe, content, engine)


def _missing(probe: Probe, content: bytes, engine: Engine) -> list[str]:
    """The words whose marks are nowhere in the document, each once, in printed order."""
    parts = package.read(content, engine.name)
    text = "\n".join(
        _XML_TAG.sub("", parts[name].decode("utf-8")) for name in engine.own_parts if name in parts
    ).casefold()
    return list(dict.fromkeys(w for mark, w in probe.words.items() if mark.casefold() not in text))


def _plain(word: str) -> str:
    """`khoi.chu (gach)` → `khoi.chu`."""
    return word.partition(" ")[0]


def _summed(found: list[str], probe: Probe) -> list[str]:
    """The words found missing; where every use of a word is missing, the word itself once."""
    printed = {_plain(word) for word in probe.words.values() if word not in found}
    return list(dict.fromkeys(w if _plain(w) in printed else _plain(w) for w in found))


def _say_lost(sheet: Sheet, word: str) -> None:
    name = _plain(word)
    says = words().get(name) or words().get(name.replace("ky_trai.", "ky."), "")
    if word in _PROPERTIES:
        sheet.say(
            "M109",
            Level.CANH_BAO,
            _("Thuộc tính của tệp không có “{word}”: {says}", word=word, says=says),
            part=package.CORE,
            hint=_("Trong Word: File, Info, gõ {{{{ {word} }}}} vào thuộc tính ấy.", word=word),
        )
        return
    sheet.say(
        "M109",
        Level.LOI,
        _("Mẫu không in “{word}”: {says}", word=word, says=says),
        part=package.DOCUMENT,
        hint=_("Đặt {{{{ {word} }}}} vào chỗ cần in; kế hoạch có nó sẽ không ghi được.", word=name),
    )


def _check_bookmarks(sheet: Sheet, content: bytes) -> None:
    """A bookmark must stand on the page once; in a loop, or copied, it does not."""
    xml = package.read(content, sheet.file)[package.DOCUMENT].decode("utf-8")
    names = _BOOKMARK.findall(xml)
    for name in BOOKMARKS:
        if (count := names.count(name)) > 1:
            sheet.say(
                "M111",
                Level.CANH_BAO,
                _("Dấu trang (bookmark) “{name}” có {count} chỗ khi in", name=name, count=count),
                part=package.DOCUMENT,
                hint=_("Chỉ giữ một chỗ, ngoài vòng lặp các đoạn."),
            )


def _check_order(sheet: Sheet, probe: Probe, content: bytes, engine: Engine) -> None:
    """The document must pass the check that every document passes when it is written."""
    try:
        verify(content, probe.view, engine.own_parts)
    except VanbanError as error:
        _cannot(sheet, error.message)


def _check_speed(sheet: Sheet, compiled: Compiled) -> None:
    if compiled.loose_tables:
        sheet.say(
            "M114",
            Level.THONG_TIN,
            _("Có bảng mà số cột do một vòng lặp lạ quyết định: in chậm hơn, cột chia đều"),
            part=package.DOCUMENT,
            hint=_("Dùng vòng {%tc for o in khoi.bang.dau %} và {%tc for o in hang.o %}."),
        )


def _cannot(sheet: Sheet, why: str) -> None:
    """Say that the template cannot be rendered, unless an error among its tags says why already."""
    told = any(
        f.code in ("M101", "M102", "M103", "M104", "M105") and f.level == Level.LOI
        for f in sheet.findings
    )
    if not told and not any(f.code == "M115" and f.message == why for f in sheet.findings):
        sheet.say(
            "M115",
            Level.LOI,
            why,
            part=package.DOCUMENT,
            hint=_("So với mẫu mới: `vanban template new`."),
        )
