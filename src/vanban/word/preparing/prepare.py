"""What the template's author need not write: geometry, put into the template's XML as Jinja.

Rules get their length, tables their grid and cell widths, sections their page and numbering,
paragraphs their "stay with the next". Everything is found by style name or by the loops of the
template, on the tree, before docxtpl patches it.

Why not tags: Jinja typed into an XML attribute makes Word repair the file, and a length is nothing
a Word author can write.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.tables import table
from vanban.word.namespaces import R, w
from vanban.word.preparing.styles import Styles, is_on, style_id, words
from vanban.word.rendering.compiled import BREAK_STYLE, COUNTED_STYLES, URGENT_STYLE
from vanban.word.rendering.measures import Page, Room, Rule
from vanban.word.xml import number

_EXPRESSION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
_CELL_LOOP = re.compile(r"\{%\s*tc\s+for\s+(\w+)\s+in\s+([\w.]+)\s*%\}")
_CELL_END = re.compile(r"\{%\s*tc\s+endfor\s*%\}")
_PART_LOOP = re.compile(r"\{%\s*p\s+for\s+(\w+)\s+in\s+cac_phan\s*%\}")
_KEPT = re.compile(r"\{\{-?\s*(\w+)\.chu\s*-?\}\}")
_KEPT_LOOP = re.compile(r"\{%\s*(?:p|tc)\s+for\s+(\w+)\s+in\s+([\w.]+)\s*%\}")
_HEADS, _CELLS = ".dau", ".o"


@dataclass(slots=True)
class Prepared:
    """What was found in the template while its geometry was put in.

    `loose_tables`: a table whose columns depend on a loop that we do not know, so docxtpl's own
    repair has to look at it. `cell_padding`: twips left and right of a data table's cells.
    """

    page: Page
    rules: list[Rule] = field(default_factory=list)
    rooms: dict[str, Room] = field(default_factory=dict)
    first_footer: str | None = None
    loose_tables: bool = False
    cell_padding: int = 216


def prepare(root: etree._Element, styles: Styles) -> Prepared:
    """Put the geometry into a document's tree, in place."""
    body = root.find(w("body"))
    if body is None:  # Word's "Strict" file type has other names for everything
        raise VanbanError(
            _("Mẫu Word không phải tệp .docx thường"),
            _("Mở bằng Word rồi lưu lại, chọn Word Document (*.docx), không chọn Strict."),
        )
    _tidy(root)
    section = body.find(w("sectPr"))
    made = Prepared(_page(section))
    _rules(body, styles, made)
    _rooms(body, styles, made)
    for found in body.iter(w("tbl")):
        _grid(found, made)
    _keep_with_next(body)
    if section is not None:
        _sections(body, section, styles, made)
    return made


def _tidy(root: etree._Element) -> None:
    """Take back what LibreOffice writes and the schema forbids.

    A too large number, `true`, and a second start, without end, of a bookmark around nothing.
    """
    ended = {end.get(w("id")) for end in root.iter(w("bookmarkEnd"))}
    for start in list(root.iter(w("bookmarkStart"))):
        parent = start.getparent()
        if start.get(w("id")) not in ended and parent is not None:
            parent.remove(start)
    for grid in root.iter(w("docGrid")):
        if number(grid, "charSpace") >= 1 << 31:
            del grid.attrib[w("charSpace")]
    for switch in root.iter(w("cantSplit"), w("tblHeader")):
        off = not is_on(switch)
        switch.attrib.clear()
        if off:
            switch.set(w("val"), "off")


def _page(section: etree._Element | None) -> Page:
    size = section.find(w("pgSz")) if section is not None else None
    margin = section.find(w("pgMar")) if section is not None else None
    return Page(
        number(size, "w", 11906),
        number(size, "h", 16838),
        number(margin, "left", 1701),
        number(margin, "right", 1134),
    )


# --- rules ------------------------------------------------------------------------------------


def _rules(body: etree._Element, styles: Styles, made: Prepared) -> None:
    kinds = table("the-thuc")["ke"]
    for paragraph in body.iter(w("p")):
        kind = kinds.get(styles.name_of(style_id(paragraph)))
        above = paragraph_above(paragraph, kind["duoi"], styles) if kind else None
        if kind is None or above is None:
            continue
        text = words(above)
        rule = Rule(_EXPRESSION.split(text)[::2], kind["phan"], _room(above, styles, made.page))
        # docxtpl makes typographic quotes straight; straight ones would end the attribute
        values = [value.replace('"', "”") for value in _EXPRESSION.findall(text)]
        arguments = ", ".join((str(len(made.rules)), *values))
        made.rules.append(rule)
        _set_indent(paragraph, f"{{{{ vb.trai({arguments}) }}}}", f"{{{{ vb.phai({arguments}) }}}}")


def paragraph_above(paragraph: etree._Element, style: str, styles: Styles) -> etree._Element | None:
    """The nearest paragraph of that style before `paragraph`, in the same cell or body."""
    for before in paragraph.itersiblings(w("p"), preceding=True):
        if styles.name_of(style_id(before)) == style:
            return before
    return None


def _first_run_look(paragraph: etree._Element) -> etree._Element | None:
    return paragraph.find(f"{w('r')}/{w('rPr')}")


def _rooms(body: etree._Element, styles: Styles, made: Prepared) -> None:
    """Note the rooms the layout asks for; give the box of an urgent document its width."""
    for paragraph in body.iter(w("p")):
        style = styles.name_of(style_id(paragraph))
        if style in COUNTED_STYLES and "{{" in words(paragraph):
            made.rooms.setdefault(style, _room(paragraph, styles, made.page))
            if style == URGENT_STYLE and (typed := _EXPRESSION.findall(words(paragraph))):
                indent = f"{{{{ vb.khung({typed[0]}) }}}}"
                _set_indent(paragraph, indent, indent)


def _room(paragraph: etree._Element, styles: Styles, page: Page) -> Room:
    """The width the paragraph can fill, and its type."""
    look = styles.look(style_id(paragraph), _first_run_look(paragraph))
    return Room(_width(paragraph, page), look.half_points, look.bold)


def _width(paragraph: etree._Element, page: Page) -> float:
    """The width the paragraph can fill: its cell's less the margins, or the page's."""
    cell = next(paragraph.iterancestors(w("tc")), None)
    if cell is None:
        return page.text_width(landscape=False)
    owner = next(cell.iterancestors(w("tbl")), None)
    if owner is None:
        return page.text_width(landscape=False)
    return max(_cell_width(cell, owner) - _cell_margins(owner), 0)


def _cell_width(cell: etree._Element, owner: etree._Element) -> int:
    """The width of a cell: its own if it is in twips, else that of its columns in the grid."""
    own = cell.find(f"{w('tcPr')}/{w('tcW')}")
    if own is not None and own.get(w("type"), "dxa") == "dxa" and number(own, "w") > 0:
        return number(own, "w")
    before = sum(_span(left) for left in cell.itersiblings(w("tc"), preceding=True))
    columns = owner.findall(f"{w('tblGrid')}/{w('gridCol')}")
    return sum(number(column, "w") for column in columns[before : before + _span(cell)])


def _span(cell: etree._Element) -> int:
    return number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), "val", 1)


def _cell_margins(owner: etree._Element) -> int:
    """Left and right cell margin of a table, added; Word's default is 108 each."""
    margins = owner.find(f"{w('tblPr')}/{w('tblCellMar')}")
    if margins is None:
        return 216
    sides = ((margins.find(w("left")), margins.find(w("start"))),
             (margins.find(w("right")), margins.find(w("end"))))  # fmt: skip
    return sum(number(one if one is not None else other, "w", 108) for one, other in sides)


def _set_indent(paragraph: etree._Element, left: str, right: str) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:  # the style is the default one
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    indent = properties.find(w("ind"))
    if indent is None:
        indent = etree.Element(w("ind"))
        properties.insert(_place_of("ind", properties), indent)
    indent.attrib.clear()
    indent.set(w("left"), left)
    indent.set(w("right"), right)


_PARAGRAPH_ORDER = (  # noqa: SIM905 - a list of 37 strings is harder to read
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
).split()


def _place_of(tag: str, properties: etree._Element) -> int:
    """Where the schema wants `tag` among a paragraph's properties."""
    rank = _PARAGRAPH_ORDER.index(tag)
    for at, child in enumerate(properties):
        name = etree.QName(child).localname
        if name in _PARAGRAPH_ORDER and _PARAGRAPH_ORDER.index(name) > rank:
            return at
    return len(properties)


# --- tables -----------------------------------------------------------------------------------


def _grid(found: etree._Element, made: Prepared) -> None:
    """Give a data table the widths that the layout computes for it."""
    rows = found.findall(w("tr"))
    loops = [_CELL_LOOP.search(words(row)) for row in rows]
    source = next((m[2].removesuffix(_HEADS) for m in loops if m and m[2].endswith(_HEADS)), None)
    if source is None:
        made.loose_tables |= any(loops) or "colspan" in words(found) or "{% hm" in words(found)
        return
    made.cell_padding = _cell_margins(found)
    for row, loop in zip(rows, loops, strict=True):
        if loop is None:
            continue
        for cell in _looped_cells(row):
            width = cell.find(f"{w('tcPr')}/{w('tcW')}")
            if width is not None:
                width.set(w("w"), f"{{{{ {loop[1]}.rong }}}}")
                width.set(w("type"), "dxa")
    grid = found.find(w("tblGrid"))
    if grid is None:
        grid = etree.Element(w("tblGrid"))
        found.insert(found.index(rows[0]), grid)
    for other in list(grid)[1:]:
        grid.remove(other)
    column = grid[0] if len(grid) else etree.SubElement(grid, w("gridCol"))
    column.set(w("w"), "{{ cot }}")
    grid.text = f"{{% for cot in {source}.luoi %}}"
    column.tail = "{% endfor %}"
    width = found.find(f"{w('tblPr')}/{w('tblW')}")
    if width is not None:
        width.set(w("w"), f"{{{{ {source}.rong }}}}")
        width.set(w("type"), "dxa")


def _looped_cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells between a row's `{%tc for %}` and `{%tc endfor %}`."""
    inside = False
    for cell in row.findall(w("tc")):
        text = words(cell)
        if _CELL_END.search(text):
            inside = False
        if inside:
            yield cell
        if _CELL_LOOP.search(text):
            inside = True


# --- staying together -------------------------------------------------------------------------


def _keep_with_next(body: etree._Element) -> None:
    """Let the layout decide for each block and cell whether it stays with the next."""
    loops = {
        m[1]
        for p in body.iter(w("p"))
        for m in _KEPT_LOOP.finditer(words(p))
        if m[2].endswith((".noi_dung", ".ket_thuc", _HEADS, _CELLS)) or m[2] == "mo_dau"
    }
    for paragraph in body.iter(w("p")):
        kept = _KEPT.search(words(paragraph))
        properties = paragraph.find(w("pPr"))
        if not kept or kept[1] not in loops or properties is None:
            continue
        if properties.find(w("keepNext")) is not None:
            continue
        flag = etree.Element(w("keepNext"))
        at = _place_of("keepNext", properties)
        properties.insert(at, flag)
        flag.tail = "{% endif %}"
        condition = f"{{% if {kept[1]}.giu %}}"
        if at:
            properties[at - 1].tail = condition
        else:
            properties.text = condition


# --- sections ---------------------------------------------------------------------------------


def _sections(
    body: etree._Element, section: etree._Element, styles: Styles, made: Prepared
) -> None:
    """Each part ends with its own section properties: a section's properties stand at its end."""
    footer = next(
        (f for f in section.iter(w("footerReference")) if f.get(w("type")) == "first"), None
    )
    made.first_footer = footer.get(f"{{{R}}}id") if footer is not None else None
    for paragraph in body.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        if styles.name_of(style_id(paragraph)) == BREAK_STYLE and properties is not None:
            ended = copy.deepcopy(section)
            _set_section(ended, "loop.previtem")
            properties.insert(_place_of("sectPr", properties), ended)
    if any(_PART_LOOP.search(words(p)) for p in body.iter(w("p"))):
        _set_section(section, "cac_phan[-1]")


def _set_section(section: etree._Element, part: str) -> None:
    """Make a section's page depend on the part (a Jinja expression) that it holds."""
    section.attrib.clear()
    size = section.find(w("pgSz"))
    if size is not None:
        size.attrib.clear()
        size.set(w("w"), f"{{{{ vb.rong({part}) }}}}")
        size.set(w("h"), f"{{{{ vb.cao({part}) }}}}")
        size.set(w("orient"), f"{{{{ vb.huong({part}) }}}}")
    for footer in section.findall(w("footerReference")):
        if footer.get(w("type")) == "first" and footer.get(f"{{{R}}}id"):
            footer.set(f"{{{R}}}id", f"{{{{ vb.chan_trang({part}) }}}}")
    numbering = section.find(w("pgNumType"))
    if numbering is None:
        numbering = etree.Element(w("pgNumType"))
        margin = section.find(w("pgMar"))
        section.insert(0 if margin is None else section.index(margin) + 1, numbering)
    numbering.set(w("start"), "1")
    condition = f"{{% if {part}.phu_luc %}}"
    before = numbering.getprevious()
    if before is not None:
        before.tail = condition
    else:
        section.text = condition
    numbering.tail = "{% endif %}"
