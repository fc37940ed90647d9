"""The page around the text: size, margins, page number, styles and bookmarks, left-overs."""

from __future__ import annotations

import re
from posixpath import join, normpath

from lxml import etree

from vanban.finding import Level
from vanban.messages import _
from vanban.tables import table
from vanban.word import package
from vanban.word.namespaces import R, w
from vanban.word.preparing.prepare import paragraph_above
from vanban.word.preparing.styles import is_on, style_id
from vanban.word.rendering.compiled import BODY_STYLE, BREAK_STYLE, CELL_STYLE
from vanban.word.rendering.footnotes import MARK_STYLE, TEXT_STYLE
from vanban.word.template.check.sheet import Line, Sheet
from vanban.word.xml import number, parse

_PAGE = re.compile(r"\bPAGE\b")
BOOKMARKS = ("so", "ngay", "chu_ky", "con_dau")
"""Where the number, the date, the signature and the seal go when the document is signed."""

_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"


def check_page(sheet: Sheet) -> None:
    """Report what the decree says of the page, and what the template lacks or carries too much."""
    _check_sections(sheet)
    _check_page_number(sheet)
    _check_styles(sheet)
    _check_rules(sheet)
    _check_bookmarks(sheet)
    _check_left_overs(sheet)


def _mm(twips: int) -> str:
    return f"{twips / 56.6929:.0f}"


# --- sections ---------------------------------------------------------------------------------


def _sections(sheet: Sheet) -> list[etree._Element]:
    return list(sheet.body.iter(w("sectPr")))


def _line_of(sheet: Sheet, element: etree._Element) -> Line | None:
    """The paragraph that an element stands in; `None` for the body's own properties."""
    paragraph = next(element.iterancestors(w("p")), None)
    lines = sheet.lines[package.DOCUMENT]
    return next((line for line in lines if line.element is paragraph), None)


def _check_sections(sheet: Sheet) -> None:
    page = table("the-thuc")["trang"]
    sections = _sections(sheet)
    if not sections:
        sheet.say(
            "M107",
            Level.LOI,
            _("Mẫu không có khổ giấy và lề trang"),
            part=package.DOCUMENT,
            hint=_("Trong Word: Layout, chọn khổ A4 và lề."),
            clause="PL I, I.1",
        )
    for section in sections:
        line = _line_of(sheet, section)
        size = section.find(w("pgSz"))
        wide, high = number(size, "w", 12240), number(size, "h", 15840)
        turned = wide > high
        near = page["sai_so"]
        if turned:
            wide, high = high, wide
        if abs(wide - page["rong"]) > near or abs(high - page["cao"]) > near:
            sheet.say(
                "M107",
                Level.LOI,
                _(
                    "Khổ giấy {wide} × {high} mm, phải là A4 (210 × 297 mm)",
                    wide=_mm(wide),
                    high=_mm(high),
                ),
                line,
                part=package.DOCUMENT,
                clause="PL I, I.1",
                hint=_("Trong Word: Layout, Size, A4."),
            )
        margin = section.find(w("pgMar"))
        names = {
            "tren": ("top", _("Lề trên")),
            "duoi": ("bottom", _("Lề dưới")),
            "trai": ("left", _("Lề trái")),
            "phai": ("right", _("Lề phải")),
        }
        for key, (side, name) in names.items():
            low, most = page["cho_phep"][key]
            found = abs(number(margin, side, 1440))
            if not low - near <= found <= most + near:
                sheet.say(
                    "M107",
                    Level.LOI,
                    _(
                        "{name} {found} mm, phải từ {low} đến {most} mm",
                        name=name,
                        found=_mm(found),
                        low=_mm(low),
                        most=_mm(most),
                    ),
                    line,
                    part=package.DOCUMENT,
                    clause="PL I, I.3",
                    hint=_("Trong Word: Layout, Margins."),
                )


# --- page number ------------------------------------------------------------------------------


def _check_page_number(sheet: Sheet) -> None:
    clause = "PL I, I.7"
    default, first = _reference(sheet, "header", "default"), _reference(sheet, "header", "first")
    sections = _sections(sheet)
    if not _has_number(sheet, default):
        below = _has_number(sheet, _reference(sheet, "footer", "default"))
        sheet.say(
            "M112",
            Level.LOI,
            _("Số trang ở chân trang, phải ở giữa lề trên")
            if below
            else _("Đầu trang không có số trang"),
            part=default or package.DOCUMENT,
            clause=clause,
            hint=_("Trong Word: Insert, Page Number, Top of Page, giữa trang."),
        )
    title = sections[-1].find(w("titlePg")) if sections else None
    if not is_on(title) or _has_number(sheet, first):
        sheet.say(
            "M112",
            Level.LOI,
            _("Trang đầu sẽ hiện số trang"),
            part=first or package.DOCUMENT,
            clause=clause,
            hint=_("Trong Word: đầu trang, đánh dấu Different First Page và để trống đầu trang 1."),
        )


def _reference(sheet: Sheet, kind: str, which: str) -> str | None:
    """The part of a header or footer: the last section's, or the nearest before it that has one."""
    targets = _targets(sheet)
    for section in reversed(_sections(sheet)):
        for found in section.iter(w(f"{kind}Reference")):
            if found.get(w("type"), "default") == which:
                return targets.get(found.get(f"{{{R}}}id", ""))
    return None


def _targets(sheet: Sheet) -> dict[str, str]:
    relations = sheet.parts.get(package.RELATIONS)
    if relations is None:
        return {}
    return {
        one.get("Id", ""): normpath(join("/word", one.get("Target", ""))).lstrip("/")
        for one in parse(relations, sheet.file, package.RELATIONS)
    }


def _has_number(sheet: Sheet, part: str | None) -> bool:
    root = sheet.roots.get(part or "")
    if root is None:
        return False
    fields = [found.get(w("instr"), "") for found in root.iter(w("fldSimple"))]
    typed = "".join(found.text or "" for found in root.iter(w("instrText")))
    return any(_PAGE.search(text) for text in (*fields, typed))


# --- styles, rules, bookmarks -----------------------------------------------------------------


def _check_styles(sheet: Sheet) -> None:
    used = {sheet.styles.name_of(style_id(line.element)) for line in sheet.printed()}
    if BREAK_STYLE not in used:
        sheet.say(
            "M108",
            Level.LOI,
            _("Không có đoạn kiểu “{style}”: phụ lục sẽ không sang trang mới", style=BREAK_STYLE),
            part=package.DOCUMENT,
            hint=_("Thêm một đoạn trống kiểu này ở đầu phần phụ lục, trong vòng cac_phan."),
        )
    lost = {
        BODY_STYLE: _("vanban không biết cỡ chữ của thân văn bản"),
        CELL_STYLE: _("vanban không biết cỡ chữ của bảng nên độ rộng cột có thể lệch"),
        TEXT_STYLE: _("chú thích cuối trang in theo kiểu chữ thường"),
        MARK_STYLE: _("dấu chú thích in theo kiểu chữ thường"),
    }
    for style, loss in lost.items():
        if sheet.styles.id_of(style) is None:
            sheet.say(
                "M108",
                Level.CANH_BAO,
                _("Không có kiểu “{style}”: {loss}", style=style, loss=loss),
                part=package.STYLES,
                hint=_("Tạo lại kiểu này trong Word, đúng tên."),
            )
    for style, facts in table("the-thuc")["ke"].items():
        if style not in used:
            sheet.say(
                "M108",
                Level.CANH_BAO,
                _(
                    "Không có đoạn kiểu “{style}”: dưới “{above}” không có đường kẻ",
                    style=style,
                    above=facts["duoi"],
                ),
                part=package.DOCUMENT,
                clause=facts["dieu"],
                hint=_("Thêm một đoạn trống kiểu này ngay dưới đoạn ấy; vanban tính độ dài."),
            )


def _check_rules(sheet: Sheet) -> None:
    rules = table("the-thuc")["ke"]
    for line in sheet.printed():
        style = sheet.styles.name_of(style_id(line.element))
        facts = rules.get(style)
        if facts and paragraph_above(line.element, facts["duoi"], sheet.styles) is None:
            sheet.say(
                "M110",
                Level.LOI,
                _(
                    "Đường kẻ “{style}” không có đoạn “{above}” nào ở trên",
                    style=style,
                    above=facts["duoi"],
                ),
                line,
                clause=facts["dieu"],
                hint=_("Đặt nó ngay dưới đoạn ấy, trong cùng một ô."),
            )


def _check_bookmarks(sheet: Sheet) -> None:
    names = {found.get(w("name")) for found in sheet.body.iter(w("bookmarkStart"))}
    places = (
        _("chỗ của số văn bản"),
        _("chỗ của ngày ban hành"),
        _("chỗ của chữ ký"),
        _("chỗ của con dấu"),
    )
    for name, place in zip(BOOKMARKS, places, strict=True):
        if name not in names:
            sheet.say(
                "M111",
                Level.CANH_BAO,
                _("Không có dấu trang (bookmark) “{name}”: {place}", name=name, place=place),
                part=package.DOCUMENT,
                hint=_("Trong Word: Insert, Bookmark, đặt lại đúng tên; lúc ký cần đến nó."),
            )


# --- left-overs -------------------------------------------------------------------------------


def _check_left_overs(sheet: Sheet) -> None:
    for line in sheet.printed():
        if any(True for _found in line.element.iter(*map(w, _CHANGES))):
            sheet.say(
                "M113",
                Level.LOI,
                _("Còn sửa đổi được theo dõi (Track Changes)"),
                line,
                hint=_("Trong Word: Review, Accept All Changes, rồi tắt Track Changes."),
            )
        elif line.element.find(f".//{w('commentReference')}") is not None:
            sheet.say(
                "M113",
                Level.CANH_BAO,
                _("Còn nhận xét (Comment)"),
                line,
                hint=_("Xóa nhận xét trước khi dùng mẫu: mọi văn bản sẽ mang theo nó."),
            )
    if any(part.endswith("vbaProject.bin") for part in sheet.parts):
        sheet.say(
            "M113",
            Level.LOI,
            _("Mẫu có macro"),
            part="word/vbaProject.bin",
            hint=_("Lưu lại dạng Word Document (*.docx), không kèm macro."),
        )
    elif _DOCUMENT_TYPE not in sheet.parts[package.CONTENT_TYPES]:
        sheet.say(
            "M113",
            Level.LOI,
            _("Đây là tệp .dotx hoặc .docm đổi đuôi, Word sẽ không mở"),
            part=package.CONTENT_TYPES,
            hint=_("Mở bằng Word rồi lưu lại dạng Word Document (*.docx)."),
        )
