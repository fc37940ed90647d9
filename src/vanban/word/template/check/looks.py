"""What the template prints, against the decree's table: type, weight, slant, colour, alignment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from vanban.finding import Level
from vanban.messages import _
from vanban.tables import table
from vanban.word import package
from vanban.word.namespaces import w
from vanban.word.preparing.styles import Look, style_id
from vanban.word.rendering.footnotes import TEXT_STYLE
from vanban.word.template.check.sheet import Line, Sheet
from vanban.word.template.check.tags import tags

_FONT_CLAUSE = "PL I, I.4"
_PAIR_CLAUSE = "PL I, Phần V"
_URGENT = "VB Độ khẩn"
_RED = ("FF0000", "C00000")
_BLACK = (None, "auto", "000000")
_PAIRED = ("VB Quốc hiệu", "VB Tiêu ngữ", "VB Địa danh")
_FREE = ("VB Căn cứ", "VB Mục", "VB Tiểu mục", "VB Địa chỉ")
"""The decree's sample aligns these, its text does not (nd30.md 1.2)."""


@dataclass(slots=True)
class Looks:
    """The sheet, what the table says of its styles, and what was said already."""

    sheet: Sheet
    rows: dict[str, dict[str, Any]]
    font: str
    said: set[tuple[object, ...]] = field(default_factory=set)
    sizes: dict[str, tuple[int, Line]] = field(default_factory=dict)


def check_looks(sheet: Sheet) -> None:
    """Report each style that would be printed otherwise than the decree wants, once."""
    data = table("the-thuc")
    looks = Looks(sheet, data["kieu"], data["phong"]["ten"])
    for line in sheet.printed():
        runs = [run for run in line.element.iter(w("r")) if _prints(line, run)]
        if runs and not any(tag.kind in ("p", "tr", "tc") for tag in tags(line)):
            _check_line(looks, line, runs)
    _check_notes(looks)
    _check_pair(looks, data["co_chu"])


def _prints(line: Line, run: etree._Element) -> bool:
    """Whether a run of this paragraph (not of a box inside it) has text."""
    own = next(run.iterancestors(w("p")), None) is line.element
    return own and any((t.text or "").strip() for t in run.iter(w("t")))


def _check_line(looks: Looks, line: Line, runs: list[etree._Element]) -> None:
    styles = looks.sheet.styles
    name = styles.name_of(style_id(line.element))
    row = looks.rows.get(name, {})
    found = [(run, styles.run_look(line.element, run)) for run in runs]
    looks.sizes.setdefault(name, (found[0][1].half_points, line))
    for _run, look in found:
        for font in (look.font, look.marked_font):
            if font not in (None, looks.font):
                _say(
                    looks,
                    "M106",
                    Level.LOI,
                    line,
                    name,
                    ("font", font),
                    clause=_FONT_CLAUSE,
                    message=_("phông {font}, phải là {wanted}", font=font, wanted=looks.font),
                )
        if look.color not in _BLACK and not (name == _URGENT and look.color in _RED):
            _say(
                looks,
                "M106",
                Level.LOI,
                line,
                name,
                ("color", look.color),
                clause=_FONT_CLAUSE,
                message=_("chữ màu {color}, phải là màu đen", color=look.color),
            )
    level = Level.LOI if row.get("dieu") else Level.CANH_BAO
    for half_points in dict.fromkeys(look.half_points for _run, look in found):
        if "cho_phep" in row and half_points not in row["cho_phep"]:
            _say(
                looks,
                "M106",
                level,
                line,
                name,
                ("size", half_points),
                clause=row.get("dieu", ""),
                message=_(
                    "cỡ chữ {size}, phải là {wanted}",
                    size=points(half_points),
                    wanted=_range(row["cho_phep"]),
                ),
            )
    for key, what, word in (("dam", "bold", _("đậm")), ("nghieng", "italic", _("nghiêng"))):
        if key in row and _differs(found, what, wanted=row[key]):
            _say(
                looks,
                "M106",
                level,
                line,
                name,
                (key,),
                clause=row.get("dieu", ""),
                message=_("phải in {word}", word=word)
                if row[key]
                else _("không được in {word}", word=word),
            )
    _check_alignment(looks, line, name, row)


def _differs(found: list[tuple[etree._Element, Look]], what: str, *, wanted: bool) -> bool:
    """Whether weight or slant is not as wanted; a few words in bold in a longer text are free."""
    if wanted:
        return not all(getattr(look, what) for _run, look in found)
    holds_tag = [
        getattr(look, what)
        for run, look in found
        if any("{{" in (t.text or "") for t in run.iter(w("t")))
    ]
    return any(holds_tag) or all(getattr(look, what) for _run, look in found)


def _check_alignment(looks: Looks, line: Line, name: str, row: dict[str, Any]) -> None:
    found = looks.sheet.styles.alignment(line.element)
    if not row.get("dieu") or name in _FREE or found == row.get("can"):
        return
    words = {
        "left": _("căn trái"),
        "center": _("căn giữa"),
        "both": _("căn đều hai bên"),
        "right": _("căn phải"),
    }
    _say(
        looks,
        "M106",
        Level.LOI,
        line,
        name,
        ("can",),
        clause=row["dieu"],
        message=_(
            "{found}, phải {wanted}", found=words.get(found, found), wanted=words[row["can"]]
        ),
    )


def _say(
    looks: Looks,
    code: str,
    level: Level,
    line: Line,
    style: str,
    about: Iterable[object],
    *,
    message: str,
    clause: str,
) -> None:
    """Report a paragraph; the same fault of the same style only once."""
    if (style, *about) in looks.said:
        return
    looks.said.add((style, *about))
    looks.sheet.say(
        code,
        level,
        f"“{style}”: {message}",
        line,
        clause=clause,
        hint=_(
            "Sửa kiểu “{style}” trong Word (Modify Style), hoặc bỏ định dạng gõ thẳng vào đoạn.",
            style=style,
        ),
    )


def _check_notes(looks: Looks) -> None:
    """The footnotes' style: the engine writes their text, no paragraph of the template shows it."""
    styles = looks.sheet.styles
    if (found := styles.id_of(TEXT_STYLE)) is None:
        return
    for font in {styles.look(found).font, styles.look(found).marked_font} - {None, looks.font}:
        looks.sheet.say(
            "M106",
            Level.LOI,
            _(
                "“{style}”: phông {font}, phải là {wanted}",
                style=TEXT_STYLE,
                font=font,
                wanted=looks.font,
            ),
            part=package.STYLES,
            clause=_FONT_CLAUSE,
            hint=_("Sửa kiểu “{style}” trong Word (Modify Style).", style=TEXT_STYLE),
        )


def _check_pair(looks: Looks, sets: dict[str, dict[str, int]]) -> None:
    """The sizes of the head's two lines and of the date go up and down together."""
    found = {name: looks.sizes[name] for name in _PAIRED if name in looks.sizes}
    sizes = {name: size for name, (size, _line) in found.items()}
    allowed = all(size in looks.rows[name]["cho_phep"] for name, size in sizes.items())
    if not allowed or any(
        all(one[name] == size for name, size in sizes.items()) for one in sets.values()
    ):
        return
    wanted = _(" hoặc ").join(
        " – ".join(points(one[name]) for name in _PAIRED) for one in sets.values()
    )
    looks.sheet.say(
        "M106",
        Level.CANH_BAO,
        _(
            "Cỡ chữ Quốc hiệu, Tiêu ngữ, địa danh là {found}, không đi cùng nhau",
            found=" – ".join(points(size) for size in sizes.values()),
        ),
        next(iter(found.values()))[1],
        clause=_PAIR_CLAUSE,
        hint=_("Dùng {wanted}.", wanted=wanted),
    )


def points(half_points: int) -> str:
    """Half-points as Word shows them: `13`, `13,5`."""
    return f"{half_points / 2:g}".replace(".", ",")


def _range(allowed: list[int]) -> str:
    return "–".join(points(size) for size in dict.fromkeys((allowed[0], allowed[-1])))
