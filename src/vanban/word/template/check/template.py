"""One Word template through all checks."""

from __future__ import annotations

from pathlib import Path

from vanban.finding import Finding, Level, Place, in_order
from vanban.messages import _
from vanban.word import package
from vanban.word.template.check.looks import check_looks
from vanban.word.template.check.page import check_page
from vanban.word.template.check.scopes import check_words
from vanban.word.template.check.sheet import sheet
from vanban.word.template.check.tags import check_cells, check_places, tags
from vanban.word.template.check.unprinted import check_unprinted
from vanban.word.template.opening import read_template
from vanban.word.xml import BrokenPartError


def check_template(path: Path) -> list[Finding]:
    """What is wrong with a template; VanbanError when it is no Word file that can be read."""
    parts = package.read(read_template(path), path.name)
    try:
        read = sheet(parts, str(path))
    except BrokenPartError as error:
        if error.part == package.DOCUMENT:
            raise
        return [_unreadable(error, path)]
    if not any(tag.form in ("value", "block") for line in read.printed() for tag in tags(line)):
        read.say(
            "M109",
            Level.LOI,
            _("Tệp không có thẻ nào: đây là một văn bản, chưa phải mẫu"),
            part=package.DOCUMENT,
            hint=_("Chạy `vanban template new` để có một mẫu, rồi sửa mẫu ấy trong Word."),
        )
        return read.findings
    try:
        for check in _CHECKS:
            check(read)
    except BrokenPartError as error:
        read.findings.append(_unreadable(error, path))
    return in_order(read.findings)


_CHECKS = (check_places, check_cells, check_words, check_looks, check_page, check_unprinted)


def _unreadable(error: BrokenPartError, path: Path) -> Finding:
    place = Place(str(path), part=error.part)
    return Finding("M115", Level.LOI, error.message, place, error.hint)
