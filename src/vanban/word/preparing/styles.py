"""Word styles found by name, with the formatting a paragraph or run ends up with.

Why by name: LibreOffice renames style ids when it saves; the names stay.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from vanban.word import package
from vanban.word.namespaces import w
from vanban.word.xml import number, parse


@dataclass(frozen=True, slots=True)
class Look:
    """The text formatting a style gives: size in half-points, weight, slant, font, colour.

    `marked_font` is the font of the letters beyond ASCII, `ế` among them (`w:hAnsi`).
    """

    half_points: int = 20
    bold: bool = False
    italic: bool = False
    font: str | None = None
    color: str | None = None
    marked_font: str | None = None


class Styles:
    """The styles of one document."""

    def __init__(self, xml: bytes, theme: bytes | None = None, *, name: str) -> None:
        """`xml`: the part word/styles.xml; `theme`: word/theme/theme1.xml, for its fonts.

        `name` is how messages call the template.
        """
        self.root = parse(xml, name, package.STYLES)
        self._theme = {} if theme is None else _theme_fonts(parse(theme, name, package.THEME))
        self._by_id = {s.get(w("styleId"), ""): s for s in self.root.iter(w("style"))}
        self._id_of: dict[str, str] = {}
        for style_id, style in self._by_id.items():
            named = style.find(w("name"))
            if named is not None:
                self._id_of.setdefault(named.get(w("val"), ""), style_id)

    def id_of(self, name: str) -> str | None:
        """The id of the style with that name; `None` when there is none."""
        return self._id_of.get(name)

    def name_of(self, style_id: str | None) -> str:
        """The name of a style, or of the default paragraph style when there is no id."""
        style = self._by_id.get(style_id) if style_id else self._default()
        found = style.find(w("name")) if style is not None else None
        return found.get(w("val"), "") if found is not None else ""

    def names(self) -> list[str]:
        """All style names, in the order of the part."""
        return list(self._id_of)

    def element(self, name: str) -> etree._Element | None:
        """The `w:style` with that name."""
        style_id = self._id_of.get(name)
        return None if style_id is None else self._by_id[style_id]

    def look(self, style_id: str | None, *run_properties: etree._Element | None) -> Look:
        """The formatting of a run: document defaults, style chain, then direct properties."""
        found: dict[str, etree._Element] = {}
        fonts: dict[str, str | None] = {}
        for properties in (*self._defaults(), *self._chain(style_id), *run_properties):
            if properties is not None:
                for child in properties:
                    found[etree.QName(child).localname] = child
                fonts |= self._fonts(properties.find(w("rFonts")))
        size = found.get("sz")
        color = found.get("color")
        return Look(
            half_points=number(size, "val", 20, a_point=2),
            bold=is_on(found.get("b")),
            italic=is_on(found.get("i")),
            font=fonts.get("ascii"),
            color=color.get(w("val")) if color is not None else None,
            marked_font=fonts.get("hAnsi"),
        )

    def run_look(self, paragraph: etree._Element, run: etree._Element) -> Look:
        """The formatting of a run where it stands: its paragraph's style, its own style, itself."""
        properties = run.find(w("rPr"))
        style = properties.find(w("rStyle")) if properties is not None else None
        own = self._chain(style.get(w("val"))) if style is not None else []
        return self.look(style_id(paragraph), *own, properties)

    def alignment(self, paragraph: etree._Element) -> str:
        """How a paragraph is aligned: `left`, `center`, `both` or `right`."""
        direct = paragraph.find(w("pPr"))
        found = "left"
        for properties in (*self._chain(style_id(paragraph), "pPr"), direct):
            align = properties.find(w("jc")) if properties is not None else None
            if align is not None:
                found = align.get(w("val"), "left")
        return {"start": "left", "end": "right"}.get(found, found)

    def _fonts(self, fonts: etree._Element | None) -> dict[str, str | None]:
        """The fonts that an `w:rFonts` names, those of the theme by their names."""
        made: dict[str, str | None] = {}
        if fonts is None:
            return made
        for kind in ("ascii", "hAnsi"):
            theme = fonts.get(w(f"{kind}Theme"))  # it beats a plain name beside it
            name = self._theme.get(theme[:5]) if theme else fonts.get(w(kind))
            if name:
                made[kind] = name
        return made

    def _default(self) -> etree._Element | None:
        for style in self._by_id.values():
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                return style
        return None

    def _defaults(self) -> list[etree._Element | None]:
        path = f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"
        return [self.root.find(path)]

    def _chain(self, style_id: str | None, part: str = "rPr") -> list[etree._Element | None]:
        """The run (or other) properties from the farthest ancestor to the style itself."""
        style = self._by_id.get(style_id) if style_id else self._default()
        chain: list[etree._Element | None] = []
        seen: set[int] = set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            chain.append(style.find(w(part)))
            based = style.find(w("basedOn"))
            style = self._by_id.get(based.get(w("val"), "")) if based is not None else None
        return chain[::-1]


_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _theme_fonts(root: etree._Element) -> dict[str, str]:
    """`minor` and `major` → the name of the theme's font for Latin letters."""
    return {
        kind: latin.get("typeface", "")
        for kind in ("minor", "major")
        for latin in root.iterfind(f".//{_DRAWING}{kind}Font/{_DRAWING}latin")
    }


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle such as `w:b` is set; an absent one is not."""
    return element is not None and element.get(w("val")) not in ("0", "false", "off")


_AFTER_SIZE = ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
               "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")  # fmt: skip
_AFTER_LOOK = ("tblPr", "trPr", "tcPr", "tblStylePr")


def set_size(style: etree._Element, half_points: int) -> None:
    """Give a style a size of type.

    Why elements may be missing: Word drops from a style what the style below it says already.
    """
    properties = style.find(w("rPr"))
    if properties is None:
        properties = _put(style, "rPr", _AFTER_LOOK)
    for tag in ("sz", "szCs"):
        size = properties.find(w(tag))
        if size is None:
            size = _put(properties, tag, ("szCs", *_AFTER_SIZE))
        size.set(w("val"), str(half_points))


def _put(parent: etree._Element, tag: str, before: tuple[str, ...]) -> etree._Element:
    """A new element in front of the first of the elements that the schema wants behind it."""
    made = etree.Element(w(tag))
    behind = {w(name) for name in before}
    at = next((n for n, child in enumerate(parent) if child.tag in behind), len(parent))
    parent.insert(at, made)
    return made


def style_id(paragraph: etree._Element) -> str | None:
    """The id of the paragraph's style, or `None`."""
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return None if found is None else found.get(w("val"))


def words(element: etree._Element) -> str:
    """The text of a paragraph as Word's author typed it, tags included."""
    return "".join(t.text or "" for t in element.iter(w("t")))
