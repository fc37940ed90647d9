"""Rendering the template with marks: what does it lose, and does it render at all?"""

from __future__ import annotations

import re

from vanban.finding import Level, VanbanError
from vanban.messages import _
from vanban.word import package
from vanban.word.check.sheet import Sheet
from vanban.word.compile import Compiled, compile_template
from vanban.word.engine import Engine
from vanban.word.probe import Probe, probes
from vanban.word.verify import verify
from vanban.word.words import words

_XML_TAG = re.compile(r"<[^>]*>")
_PROPERTIES = ("tieu_de", "chu_de", "tac_gia")
_PLAIN_FIRST = re.compile(r"[\w.]+")


def check_unprinted(sheet: Sheet) -> None:
    """Render the probe plans; report the words that nothing prints, or why it cannot be done."""
    try:
        compiled = compile_template(sheet.parts, sheet.file)
        engine = Engine(compiled, sheet.parts, sheet.file)
    except VanbanError as error:
        _cannot(sheet, error.message)
        return
    _check_speed(sheet, compiled)
    lost: set[str] = set()
    for probe in probes():
        try:
            content = engine.render(probe.view)
        except VanbanError as error:
            _cannot(sheet, error.message)
            return
        except Exception as error:  # a template's own arithmetic can raise anything
            _cannot(sheet, _("{kind}: {why}", kind=type(error).__name__, why=error))
            return
        found = _missing(probe, content, engine) - lost
        for word in found:
            _say_lost(sheet, word)
        lost |= found
        if not lost - set(_PROPERTIES):
            _check_order(sheet, probe, content, engine)


def _missing(probe: Probe, content: bytes, engine: Engine) -> set[str]:
    """The words whose marks are nowhere in the document."""
    parts = package.read(content, engine.name)
    text = "\n".join(
        _XML_TAG.sub("", parts[name].decode("utf-8")) for name in engine.own_parts if name in parts
    ).casefold()
    return {word for mark, word in probe.words.items() if mark.casefold() not in text}


def _say_lost(sheet: Sheet, word: str) -> None:
    plain = _PLAIN_FIRST.match(word)
    name = plain[0] if plain else word
    says = words().get(name) or words().get(name.replace("ky_trai.", "ky."), "")
    sheet.say(
        "M109",
        Level.CANH_BAO if word in _PROPERTIES else Level.LOI,
        _("Mẫu không in “{word}”: {says}", word=word, says=says),
        part=package.CORE if word in _PROPERTIES else package.DOCUMENT,
        hint=_("Đặt thẻ của từ này vào chỗ cần in; kế hoạch có nó sẽ không ghi được nếu thiếu.")
        if word not in _PROPERTIES
        else _("Gõ {{{{ {word} }}}} vào thuộc tính của tệp.", word=word),
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
