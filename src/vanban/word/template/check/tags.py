"""The tags of a paragraph, and whether each stands where docxtpl can use it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from vanban.finding import Level
from vanban.messages import _
from vanban.word.namespaces import w
from vanban.word.template.check.sheet import Line, Sheet

HOISTED = ("colspan", "cellbg")
"""Tags that docxtpl moves into the cell's properties before it looks at the others."""

_TAG = re.compile(
    r"\{\{(?P<value>.*?)\}\}|\{%(?P<block>.*?)%\}|\{#(?P<comment>.*?)#\}"
    r"|(?P<lone>\{\{|\}\}|\{%|%\}|\{#|#\})",
    re.DOTALL,
)
_KIND = re.compile(r"(p|tr|tc|r)\s+")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_UNSEEN = ("drawing", "pict", "object", "fldSimple", "fldChar", "footnoteReference", "sectPr")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as typed.

    `form` is `value` ({{ }}), `block` ({% %}), `comment` or `lone` (braces without partner);
    `kind` what docxtpl removes around it (`p`, `tr`, `tc`, `r`, or nothing); `body` what Jinja
    gets, quotes made straight.
    """

    line: Line
    typed: str
    form: str
    kind: str
    body: str

    @property
    def word(self) -> str:
        """The first word: `for`, `endif`."""
        return (self.body.split(maxsplit=1) or [""])[0]


def tags(line: Line) -> Iterator[Tag]:
    """The tags of a paragraph, in order."""
    for found in _TAG.finditer(line.text):
        form = str(found.lastgroup)
        body = (found[form] if form != "lone" else "").translate(_STRAIGHT)
        kind = _KIND.match(body) if form != "lone" else None
        body = body[kind.end() :] if kind else body
        yield Tag(line, found[0], form, kind[1] if kind else "", body.strip("-+").strip())


def check_places(sheet: Sheet) -> None:
    """Report tags in the wrong place, twice in one place, and what they would take away."""
    for lines in sheet.lines.values():
        for line in lines:
            for tag in tags(line):
                _check_tag(sheet, tag)
    by_place: dict[tuple[str, etree._Element], list[Line]] = {}
    for line in sheet.printed():
        for kind, element in (
            ("p", line.element),
            ("tc", _near(line, "tc")),
            ("tr", _near(line, "tr")),
        ):
            if element is not None:
                by_place.setdefault((kind, element), []).append(line)
    for (kind, element), lines in by_place.items():
        own = [tag for line in lines for tag in tags(line) if tag.kind == kind != ""]
        if own:
            _check_removed(sheet, kind, element, lines, own)


def _near(line: Line, tag: str) -> etree._Element | None:
    return next(line.element.iterancestors(w(tag)), None)


def _check_tag(sheet: Sheet, tag: Tag) -> None:
    if tag.form == "lone":
        sheet.say(
            "M102",
            Level.LOI,
            _("Dấu “{typed}” không có dấu đi cùng", typed=tag.typed),
            tag.line,
            hint=_("Thẻ phải mở và đóng trong cùng một đoạn: {{ … }} hoặc {% … %}."),
        )
    elif not sheet.is_filled(tag.line.part):
        sheet.say(
            "M104",
            Level.LOI,
            _("Thẻ “{typed}” ở chỗ vanban không điền", typed=tag.typed),
            tag.line,
            hint=_("Chỉ đặt thẻ trong thân văn bản, đầu trang và chân trang."),
        )
    elif tag.form == "value" and tag.kind:
        sheet.say(
            "M104",
            Level.LOI,
            _("Thẻ “{typed}”: giá trị của vanban là chữ thường", typed=tag.typed),
            tag.line,
            hint=_("Viết “{{{{ {body} }}}}”.", body=tag.body),
        )
    elif tag.kind in ("tr", "tc") and _near(tag.line, tag.kind) is None:
        sheet.say(
            "M104",
            Level.LOI,
            _("Thẻ “{typed}” đứng ngoài bảng", typed=tag.typed),
            tag.line,
            hint=_("Ngoài bảng dùng “{{%p {body} %}}”, một mình một đoạn.", body=tag.body),
        )
    elif tag.kind == "r":
        sheet.say(
            "M104",
            Level.CANH_BAO,
            _("Chữ cùng đoạn đứng sau thẻ “{typed}” mất định dạng", typed=tag.typed),
            tag.line,
            hint=_("Viết “{{% {body} %}}”.", body=tag.body),
        )


def _check_removed(
    sheet: Sheet, kind: str, element: etree._Element, lines: list[Line], own: list[Tag]
) -> None:
    """A paragraph, row or cell with a tag of its kind is replaced by that tag, and by one only."""
    place = {"p": _("đoạn"), "tr": _("hàng"), "tc": _("ô")}[kind]
    for again in own[1:]:
        sheet.say(
            "M105",
            Level.LOI,
            _(
                "Hai thẻ {{%{kind} trong một {place}, chỉ một có tác dụng: “{one}”, “{other}”",
                kind=kind,
                place=place,
                one=own[0].typed,
                other=again.typed,
            ),
            again.line,
            hint=_("Mỗi thẻ {{%{kind} một {place} riêng.", kind=kind, place=place),
        )
    for line in lines:
        left = _left(line, kind)
        if left.strip():
            sheet.say(
                "M104",
                Level.LOI,
                _(
                    "“{text}” sẽ mất cùng {place} của thẻ “{typed}”",
                    text=left.strip(),
                    place=place,
                    typed=own[0].typed,
                ),
                line,
                hint=_("Để thẻ {{%{kind} một mình trong {place}.", kind=kind, place=place),
            )
            return
    if any(True for _found in element.iter(*map(w, _UNSEEN))):
        sheet.say(
            "M104",
            Level.LOI,
            _(
                "Hình, trường hoặc dấu ngắt sẽ mất cùng {place} của thẻ “{typed}”",
                place=place,
                typed=own[0].typed,
            ),
            own[0].line,
            hint=_("Để thẻ {{%{kind} một mình trong {place}.", kind=kind, place=place),
        )


def _left(line: Line, kind: str) -> str:
    """What a paragraph holds besides the tags that take their place away."""
    kept, at = "", 0
    for found, tag in zip(_TAG.finditer(line.text), tags(line), strict=True):
        kept += line.text[at : found.start()]
        at = found.end()
        gone = tag.kind == kind or tag.form == "comment" or (kind == "p" and tag.word in HOISTED)
        kept += "" if gone else tag.typed
    return kept + line.text[at:]


# --- what must never be empty -----------------------------------------------------------------


def check_cells(sheet: Sheet) -> None:
    """Report what may be left without a paragraph, which Word calls a broken file."""
    for part, root in sheet.roots.items():
        if not sheet.is_filled(part):
            continue
        by_element = {line.element: line for line in sheet.lines[part]}
        for holder in root.iter(w("tc"), w("hdr"), w("ftr")):
            lines = [by_element[p] for p in holder.iterchildren(w("p"))]
            row = next(holder.iterancestors(w("tr")), None)
            in_row = [by_element[p] for p in row.iter(w("p"))] if row is not None else []
            gone = _has(in_row, "tr") or _has(lines, "tc") or holder.find(w("sdt")) is not None
            if lines and not gone:
                _check_holder(sheet, holder, lines)


def _check_holder(sheet: Sheet, holder: etree._Element, lines: list[Line]) -> None:
    removed = {line.element for line in lines if _has([line], "p")}
    kept = [block for block in holder.iterchildren(w("p"), w("tbl")) if block not in removed]
    if kept and kept[-1].tag == w("tbl"):
        sheet.say(
            "M104",
            Level.LOI,
            _("Sau bảng trong ô này không còn đoạn nào khi in"),
            lines[-1],
            hint=_("Thêm một đoạn trống kiểu “VB Cuối” sau bảng."),
        )
    elif _least(lines) == 0:
        sheet.say(
            "M104",
            Level.LOI,
            _("Khi không có dữ liệu, chỗ này không còn đoạn nào và Word báo tệp hỏng"),
            next(line for line in lines if line.element in removed),
            hint=_("Thêm một đoạn trống kiểu “VB Cuối” ngoài các thẻ."),
        )


def _has(lines: Iterable[Line], kind: str) -> bool:
    return any(tag.kind == kind for line in lines for tag in tags(line))


def _least(lines: Iterable[Line]) -> int:
    """How many of the paragraphs are left at least; 1 where the tags do not match anyhow."""
    counts: list[list[int]] = [[0]]  # for each open tag: the count of each branch
    loops: list[str] = []
    for line in lines:
        tag = next((tag for tag in tags(line) if tag.kind == "p"), None)
        if tag is None:
            counts[-1][-1] += 1
        elif tag.word in ("if", "for"):
            counts.append([0])
            loops.append(tag.word)
        elif tag.word in ("elif", "else") and loops:
            counts[-1].append(0)
            loops[-1] = "else" if tag.word == "else" and loops[-1] != "for" else loops[-1]
        elif tag.word in ("endif", "endfor") and loops:
            branches = counts.pop()
            counts[-1][-1] += min(branches) if loops.pop() == "else" else 0
        elif tag.word in ("endif", "endfor", "elif", "else"):
            return 1
    return counts[0][0] if not loops else 1
