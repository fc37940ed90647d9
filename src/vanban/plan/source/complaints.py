"""What is wrong with the YAML of a file, in the user's words instead of PyYAML's."""

from __future__ import annotations

import re

from vanban.finding import Finding, Level, Place
from vanban.messages import _
from vanban.plan.source.sheet import Sheet

_TOKEN = re.compile(r"\S*")


def refused(sheet: Sheet, start: int) -> Finding:
    """An anchor, an alias or a tag (C015), told by the word at `start`."""
    found = _TOKEN.match(sheet.clean, start)
    name = sheet.without_mark(found.group() if found else "")
    what = {
        "&": _("“{name}” là neo của YAML, không dùng ở đây", name=name),
        "*": _("“{name}” là tham chiếu của YAML, không dùng ở đây", name=name),
    }.get(name[:1], _("“{name}” là thẻ kiểu của YAML, không dùng ở đây", name=name))
    return Finding(
        "C015",
        Level.LOI,
        what,
        sheet.place(start, start + len(name)),
        _("Bỏ đi; nếu là lời văn, gõ “|” sau dấu hai chấm rồi viết lời văn ở dòng dưới."),
    )


def odd_key(sheet: Sheet, start: int, end: int) -> Finding:
    """A key that is no text (C019)."""
    return Finding(
        "C019",
        Level.LOI,
        _("Chỗ này phải là một từ khoá rồi dấu hai chấm"),
        sheet.place(start, max(start, end)),
        _("Từ khoá là một chữ, không phải danh sách hay ngoặc."),
    )


def doubled(key: str, place: Place, first: Place) -> Finding:
    """A key that stands in its mapping already (C017)."""
    return Finding(
        "C017",
        Level.LOI,
        _("“{key}” đã có ở dòng {line}", key=key, line=first.line),
        place,
        _("Giữ một trong hai; nếu là mục mới thì thêm “- ” ở đầu mục."),
    )


def too_much(sheet: Sheet, message: str, offset: int) -> Finding:
    """A limit that was passed (C003)."""
    return Finding(
        "C003",
        Level.LOI,
        message,
        sheet.place(offset, offset),
        _("Kế hoạch chỉ có vài tầng; kiểm tra xem có đúng tệp không."),
    )


def _causes() -> tuple[tuple[str, str, str], ...]:
    """A word of PyYAML's own message → what to say instead, and what to do."""
    block = _("Gõ “|” sau từ khoá, lời văn xuống dòng dưới.")
    return (
        ("quoted", _("Dấu nháy mở ra mà không đóng lại"), _("Bỏ dấu nháy, hoặc dùng “ ”.")),
        ("flow", _("Dấu ngoặc [ hoặc { không khớp"), block),
        ("simple key", _("Dòng này thiếu từ khoá và dấu hai chấm"), _("Viết “từ_khoá: lời văn”.")),
        ("mapping values", _("Dấu hai chấm đặt sai chỗ"), block),
        ("block mapping", _("Dòng này thụt vào không thẳng hàng"),
         _("Thụt thẳng với dòng cùng cấp.")),
        ("block collection", _("Dòng này thụt vào không thẳng hàng"),
         _("Thụt thẳng với mục cùng cấp.")),
        ("block sequence", _("Dấu gạch đầu dòng đặt sai chỗ"),
         _("Mỗi mục một dòng, thụt thẳng nhau.")),
        ("tab", _("Có dấu Tab ở chỗ phải là dấu cách"), _("Thay Tab bằng dấu cách.")),
    )  # fmt: skip


def not_yaml(sheet: Sheet, error: Exception, line: int) -> Finding:
    """What YAML complains of, in the user's words, at the line left out."""
    told = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    message, hint = next(
        ((message, hint) for word, message, hint in _causes() if word in told),
        (_("Không đọc được dòng này theo cách viết YAML"), _("Viết “từ_khoá: lời văn”.")),
    )
    return _syntax_error(sheet, line, message, hint)


def _syntax_error(sheet: Sheet, line: int, message: str, hint: str) -> Finding:
    """A finding C010 at a line (from 0)."""
    text = sheet.lines[line]
    start = sheet.starts[line] + len(text) - len(text.lstrip())
    return Finding("C010", Level.LOI, message, sheet.place(start, sheet.line_end(line)), hint)


def too_many(sheet: Sheet, line: int) -> Finding:
    """The finding that says that no more syntax errors are listed."""
    return _syntax_error(
        sheet,
        line,
        _("Còn nhiều chỗ nữa không đọc được; chỉ nêu những chỗ đầu"),
        _("Kiểm tra xem có đúng là tệp kế hoạch không; `vanban new` cho một tệp mẫu."),
    )
