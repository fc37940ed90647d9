"""An independent judge of a .docx: does the page keep what NĐ 30/2020/NĐ-CP says it MUST?

It shares no code with vanban: its own reader resolves the formatting (document defaults → style
chain → direct), finds the parts of the document by their words and places, and measures text with
the widths of Adobe's Times-Bold (the metrics Times New Roman was made to). `complaints` gives what
is wrong, one line each; an empty list is a page that keeps the decree. Clauses: PL I of the decree.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FONT = "Times New Roman"
MM = 1440 / 25.4

# --- reading ----------------------------------------------------------------------------------


@dataclass
class Run:
    """A stretch of text with the formatting it ends up with; sizes are half-points."""

    text: str
    size: int
    bold: bool
    italic: bool
    fonts: frozenset[str]
    color: str
    underline: str
    caps: bool
    raised: bool
    note: str | None = None
    note_mark: bool = False


@dataclass
class Paragraph:
    """A paragraph with the formatting it ends up with; lengths are twips."""

    element: etree._Element
    style: str
    runs: list[Run]
    align: str
    first: int
    left: int
    right: int
    before: int
    after: int
    line: int
    rule: str
    keep_next: bool
    outline: int | None
    borders: dict[str, str]
    room: float = 0.0  # the width it can fill

    @property
    def raw(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def text(self) -> str:
        """Its words, no-break signs folded."""
        return self.raw.replace("\u00a0", " ").replace("\u2011", "-").strip(" ")

    @property
    def said(self) -> list[Run]:
        """Its runs that show letters."""
        return [run for run in self.runs if run.text.strip()]

    def all(self, name: str) -> bool:
        """Whether all of its letters are `bold` or `italic`."""
        return bool(self.said) and all(getattr(run, name) for run in self.said)

    def none(self, name: str) -> bool:
        return not any(getattr(run, name) for run in self.said)

    @property
    def sizes(self) -> set[int]:
        return {run.size for run in self.said}


@dataclass
class Cell:
    paragraphs: list[Paragraph]
    width: int
    kind: str
    span: int


@dataclass
class Row:
    cells: list[Cell]
    header: bool
    whole: bool


@dataclass
class Table:
    rows: list[Row]
    grid: list[int]
    width: int
    kind: str
    bordered: bool
    margins: int

    def paragraphs(self) -> Iterator[Paragraph]:
        for row in self.rows:
            for cell in row.cells:
                yield from cell.paragraphs


@dataclass
class Section:
    blocks: list[Paragraph | Table]
    properties: etree._Element

    def number(self, element: str, attribute: str) -> int | None:
        found = self.properties.find(W + element)
        value = found.get(W + attribute) if found is not None else None
        return int(value) if value is not None else None

    @property
    def text_width(self) -> int:
        page = self.number("pgSz", "w") or 0
        return page - (self.number("pgMar", "left") or 0) - (self.number("pgMar", "right") or 0)

    def paragraphs(self) -> Iterator[Paragraph]:
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from block.paragraphs()


@dataclass
class Document:
    """A .docx as its reader sees it."""

    parts: dict[str, bytes]
    sections: list[Section] = field(default_factory=list)
    notes: dict[str, list[Paragraph]] = field(default_factory=dict)
    headers: dict[str, list[Paragraph]] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[Paragraph]:
        for section in self.sections:
            yield from section.paragraphs()


class Reader:
    """Resolves the formatting of one .docx."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        styles = etree.fromstring(self.parts["word/styles.xml"])
        self.styles = {style.get(W + "styleId"): style for style in styles.iter(W + "style")}
        self.default = next(
            (
                style.get(W + "styleId")
                for style in styles.iter(W + "style")
                if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1"
            ),
            None,
        )
        self.defaults = {
            kind: styles.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
            for kind in ("rPr", "pPr")
        }

    def document(self) -> Document:
        made = Document(self.parts)
        body = etree.fromstring(self.parts["word/document.xml"]).find(W + "body")
        blocks: list[Paragraph | Table] = []
        for element in body:
            if element.tag == W + "p":
                blocks.append(self.paragraph(element))
                ended = element.find(f"{W}pPr/{W}sectPr")
                if ended is not None:
                    made.sections.append(Section(blocks, ended))
                    blocks = []
            elif element.tag == W + "tbl":
                blocks.append(self.table(element))
            elif element.tag == W + "sectPr":
                made.sections.append(Section(blocks, element))
        for section in made.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    block.room = section.text_width
        if "word/footnotes.xml" in self.parts:
            for note in etree.fromstring(self.parts["word/footnotes.xml"]):
                if note.get(W + "type") is None:
                    found = [self.paragraph(p) for p in note.iter(W + "p")]
                    made.notes[note.get(W + "id")] = found
        targets = {
            relation.get("Id"): relation.get("Target")
            for relation in etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        }
        for key, target in targets.items():
            if re.match(r"(header|footer)", target):
                root = etree.fromstring(self.parts[f"word/{target}"])
                made.headers[key] = [self.paragraph(p) for p in root.iter(W + "p")]
        return made

    def chain(self, style: str | None, kind: str) -> list[etree._Element]:
        """The properties from the farthest ancestor to the style itself."""
        found = []
        while style is not None and style in self.styles:
            element = self.styles[style]
            properties = element.find(W + kind)
            if properties is not None:
                found.append(properties)
            based = element.find(W + "basedOn")
            style = based.get(W + "val") if based is not None else None
        return found[::-1]

    def name(self, style: str | None) -> str:
        element = self.styles.get(style or self.default)
        found = element.find(W + "name") if element is not None else None
        return "" if found is None else found.get(W + "val")

    def paragraph(self, element: etree._Element) -> Paragraph:
        own = element.find(W + "pPr")
        named = element.find(f"{W}pPr/{W}pStyle")
        style = named.get(W + "val") if named is not None else self.default
        layers = [self.defaults["pPr"], *self.chain(style, "pPr"), own]
        values: dict[tuple[str, str], str] = {}
        flags: dict[str, bool] = {}
        borders: dict[str, str] = {}
        for layer in layers:
            for child in layer if layer is not None else ():
                tag = etree.QName(child).localname
                if tag in ("spacing", "ind", "jc", "outlineLvl"):
                    for attribute, value in child.attrib.items():
                        values[tag, etree.QName(attribute).localname] = value
                elif tag in ("keepNext", "pageBreakBefore"):
                    flags[tag] = child.get(W + "val") not in ("0", "false")
                elif tag == "pBdr":
                    borders |= {etree.QName(s).localname: s.get(W + "val") for s in child}

        def number(tag: str, *attributes: str) -> int:
            return next((int(values[tag, a]) for a in attributes if (tag, a) in values), 0)

        outline = values.get(("outlineLvl", "val"))
        return Paragraph(
            element=element,
            style=self.name(style),
            runs=list(self.runs(element, style)),
            align=values.get(("jc", "val"), "left"),
            first=number("ind", "firstLine") - number("ind", "hanging"),
            left=number("ind", "left", "start"),
            right=number("ind", "right", "end"),
            before=number("spacing", "before"),
            after=number("spacing", "after"),
            line=number("spacing", "line") or 240,
            rule=values.get(("spacing", "lineRule"), "auto"),
            keep_next=flags.get("keepNext", False),
            outline=int(outline) if outline is not None else None,
            borders={side: kind for side, kind in borders.items() if kind not in ("nil", "none")},
        )

    def runs(self, paragraph: etree._Element, style: str | None) -> Iterator[Run]:
        base = [self.defaults["rPr"], *self.chain(style, "rPr")]
        for run in paragraph.iter(W + "r"):
            own = run.find(W + "rPr")
            named = own.find(W + "rStyle") if own is not None else None
            character = self.chain(named.get(W + "val"), "rPr") if named is not None else []
            looks = self.look([*base, *character, own])
            for toggle in ("b", "i", "caps", "smallCaps"):
                direct = own.find(W + toggle) if own is not None else None
                if direct is None:  # styles toggle one another (ECMA-376, 17.7.3)
                    looks[toggle] = self.on(base, toggle) != self.on(character, toggle)
            reference = run.find(W + "footnoteReference")
            yield Run(
                text=written(run),
                size=int(looks.get("sz", "20")),
                bold=bool(looks["b"]),
                italic=bool(looks["i"]),
                fonts=frozenset(looks["fonts"].values()),
                color=looks.get("color", "auto"),
                underline=looks.get("u", "none"),
                caps=bool(looks["caps"]) or bool(looks["smallCaps"]),
                raised=looks.get("vertAlign") == "superscript",
                note=reference.get(W + "id") if reference is not None else None,
                note_mark=run.find(W + "footnoteRef") is not None,
            )

    @staticmethod
    def on(layers: list[etree._Element], tag: str) -> bool:
        found = False
        for layer in layers:
            child = layer.find(W + tag) if layer is not None else None
            if child is not None:
                found = child.get(W + "val") not in ("0", "false")
        return found

    @staticmethod
    def look(layers: list[etree._Element]) -> dict:
        looks: dict = {"fonts": {}}
        for layer in layers:
            for child in layer if layer is not None else ():
                tag = etree.QName(child).localname
                if tag == "rFonts":
                    looks["fonts"] |= {
                        etree.QName(key).localname: value
                        for key, value in child.attrib.items()
                        if etree.QName(key).localname != "hint"
                    }
                elif tag in ("b", "i", "caps", "smallCaps"):
                    looks[tag] = child.get(W + "val") not in ("0", "false")
                elif tag in ("sz", "color", "u", "vertAlign"):
                    looks[tag] = child.get(W + "val")
        return looks

    def table(self, element: etree._Element) -> Table:
        properties = element.find(W + "tblPr")
        width = properties.find(W + "tblW")
        margins = properties.find(W + "tblCellMar")
        sides = [
            int(margins.find(W + side).get(W + "w")) if margins is not None else 108
            for side in ("left", "right")
        ]
        rows = []
        for row in element.iter(W + "tr"):
            cells = []
            for cell in row.iter(W + "tc"):
                own = cell.find(f"{W}tcPr/{W}tcW")
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                paragraphs = [self.paragraph(p) for p in cell.iter(W + "p")]
                for paragraph in paragraphs:
                    paragraph.room = int(own.get(W + "w")) - sum(sides)
                cells.append(
                    Cell(
                        paragraphs,
                        int(own.get(W + "w")),
                        own.get(W + "type"),
                        int(span.get(W + "val")) if span is not None else 1,
                    )
                )
            marks = row.find(W + "trPr")
            has = {etree.QName(m).localname for m in marks} if marks is not None else set()
            rows.append(Row(cells, "tblHeader" in has, "cantSplit" in has))
        return Table(
            rows,
            [int(column.get(W + "w")) for column in element.iter(W + "gridCol")],
            int(width.get(W + "w")),
            width.get(W + "type"),
            properties.find(W + "tblBorders") is not None,
            sum(sides),
        )


def written(run: etree._Element) -> str:
    """The letters of a run."""
    signs = {W + "tab": "\t", W + "br": "\n", W + "noBreakHyphen": "\u2011"}
    return "".join((e.text or "") if e.tag == W + "t" else signs.get(e.tag, "") for e in run)


def read(content: bytes) -> Document:
    """A .docx with the formatting that each letter ends up with."""
    return Reader(content).document()


# --- measuring --------------------------------------------------------------------------------

_TIMES_BOLD = {
    250: " .,", 278: "il/", 333: "jtf-:;()", 389: "Is", 444: "cerz", 500: "agovxyJ0123456789“”–",
    556: "bdhknpquđS", 611: "FP", 667: "BELTZ", 722: "wACDNRUVXYĐ", 778: "GHKOQ", 833: "m&",
    944: "M", 1000: "W",
}  # fmt: skip
_HORNED = {"ơ": 554, "Ơ": 778, "ư": 600, "Ư": 796}  # not Adobe's: measured in Liberation Serif
ADVANCES = {char: width for width, chars in _TIMES_BOLD.items() for char in chars} | _HORNED


def bold_width(text: str, half_points: int) -> float:
    """The width of `text` in Times bold, in twips (Adobe's Times-Bold metrics, 1/1000 em)."""
    tones = unicodedata.normalize("NFD", text)
    horned = re.sub("([oOuU])([\u0300-\u0309\u0323]*)\u031b", _horn, tones)
    bare = "".join(c for c in horned if not unicodedata.combining(c))
    return sum(ADVANCES.get(char, 600) for char in bare) * half_points / 100


def _horn(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found[1] + "\u031b")


def broken(text: str, room: float, half_points: int) -> list[str]:
    """The lines that a text fills, broken at blanks."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if bold_width(longer, half_points) <= room or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    return found


# --- judging ----------------------------------------------------------------------------------

QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
_DATE = re.compile(
    r"[^,]+, ngày (?:(?:0[1-9]|[12]\d|3[01])|\s+) tháng (?:(?:0[12]|[3-9]|1[0-2])|\s+) năm \d{4}"
)
_NUMBER = re.compile(r"Số: (?:\d{2,}|0[1-9]|\s+)/[A-ZĐ][A-Za-zĐđ&.]*(?:-[A-ZĐ][\w&.]*)+")
_BODY = {26, 28}
_URGENT = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}


class Judge:
    """Judges one document; `found` collects the complaints."""

    def __init__(self, content: bytes, superior: str = "") -> None:
        self.document = read(content)
        self.superior = superior
        self.found: list[str] = []

    def need(self, holds: object, complaint: str, at: Paragraph | str = "") -> None:
        """Complain unless `holds`."""
        if not holds:
            where = at.text if isinstance(at, Paragraph) else at
            self.found.append(f"{complaint}: {where[:70]}" if where else complaint)

    def judge(self) -> list[str]:
        for n, section in enumerate(self.document.sections):
            self.page(section, n)
        self.type_of_all()
        self.main()
        for n, section in enumerate(self.document.sections[1:], 1):
            self.appendix(section, n)
        for section in self.document.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    self.table(block, section)
        self.notes()
        self.bookmarks()
        return self.found

    # --- I.I: the page

    def page(self, section: Section, n: int) -> None:
        size = (section.number("pgSz", "w") or 0, section.number("pgSz", "h") or 0)
        orient = section.properties.find(W + "pgSz").get(W + "orient", "portrait")
        wide = size[0] > size[1]
        self.need(abs(min(size) - 11906) <= 10 and abs(max(size) - 16838) <= 10, "paper is not A4")
        self.need((orient == "landscape") == wide, "the page's direction contradicts its size")
        self.need(not (wide and n == 0), "the plan itself lies on its side")
        for side, least, most in (
            ("top", 1134, 1417), ("bottom", 1134, 1417), ("left", 1701, 1984), ("right", 850, 1134),
        ):  # fmt: skip
            margin = section.number("pgMar", side) or 0
            self.need(least - 15 <= margin <= most + 15, f"margin {side} is {margin} twips")
        self.need(section.properties.find(W + "titlePg") is not None, "page 1 shows its number")
        start = section.number("pgNumType", "start")
        self.need(start in ((None, 1) if n == 0 else (1,)), f"section {n} does not begin at 1")
        kind = section.properties.find(W + "pgNumType")
        self.need(kind is None or kind.get(W + "fmt", "decimal") == "decimal", "not Arabic")
        self.furniture(section)

    def furniture(self, section: Section) -> None:
        """Page number: in the header, centred, 13–14, upright; nothing on the first page."""
        seen = {}
        for reference in section.properties:
            kind = etree.QName(reference).localname
            if kind in ("headerReference", "footerReference"):
                paragraphs = self.document.headers[reference.get(R + "id")]
                seen[kind[:6], reference.get(W + "type")] = paragraphs
        numbers = {
            where: [p for p in paragraphs if self.has_page_number(p)]
            for where, paragraphs in seen.items()
        }
        shown = numbers.get(("header", "default"), [])
        self.need(len(shown) == 1, "no page number in the header")
        for where, found in numbers.items():
            self.need(where == ("header", "default") or not found, f"a page number in {where}")
        for p in shown:
            self.need(p.align == "center" and not p.first, "the page number is not centred")
            self.need(p.sizes <= _BODY and p.sizes, "the page number is not 13–14")
            self.need(p.none("bold") and p.none("italic"), "the page number is not upright")
            self.need(p.text.isdigit(), "something stands beside the page number", p)
        for p in seen.get(("header", "first"), []):
            self.need(not p.text, "the first page's header is not empty", p)

    @staticmethod
    def has_page_number(paragraph: Paragraph) -> bool:
        simple = (f.get(W + "instr", "") for f in paragraph.element.iter(W + "fldSimple"))
        typed = (f.text or "" for f in paragraph.element.iter(W + "instrText"))
        return any("PAGE" in code for code in (*simple, *typed))

    # --- I.I.3–4: type, everywhere

    def type_of_all(self) -> None:
        document = self.document
        everywhere = [
            *document.paragraphs(),
            *(p for note in document.notes.values() for p in note),
            *(p for part in document.headers.values() for p in part),
        ]
        for p in everywhere:
            self.need(unicodedata.is_normalized("NFC", p.raw), "not NFC", p)
            for run in p.said:
                self.need(run.fonts == {FONT}, f"font {sorted(run.fonts)}", run.text)
                red = run.text.strip() in _URGENT and run.color.upper() == "FF0000"
                self.need(run.color in ("auto", "000000") or red, f"colour {run.color}", run.text)
                self.need(run.underline == "none", "underlined", run.text)
                self.need(not run.caps, "capitals by formatting, not by letters", run.text)

    # --- II.1–II.5: the head

    def main(self) -> None:
        section = self.document.sections[0]
        head, *blocks = section.blocks
        if not isinstance(head, Table):
            self.need(False, "no letterhead")
            return
        self.letterhead(head)
        at = self.title(blocks)
        body = blocks[at:]
        tables = [n for n, b in enumerate(body) if isinstance(b, Table) and not b.bordered]
        if not tables:
            self.need(False, "no signature block")
            return
        text = body[: tables[-1]]
        shown = [b for b in text if isinstance(b, Table) or b.text]
        self.body([b for b in text if isinstance(b, Paragraph)], main=True)
        if shown and isinstance(shown[-1], Paragraph):
            self.need(shown[-1].text.endswith("./."), "./. is not at the end", shown[-1])
        self.foot(body[tables[-1]], body[tables[-1] + 1 :])
        said = " ".join(p.text for b in body[: tables[-1]] for p in _paragraphs(b)).casefold()
        if len(self.document.sections) > 1:
            self.need("phụ lục" in said, "the plan does not mention its appendices")

    def letterhead(self, head: Table) -> None:
        columns = [[row.cells[n] for row in head.rows] for n in (0, 1)]
        left, right = ([p for cell in column for p in cell.paragraphs] for column in columns)
        motto = [p for p in right if p.text == TIEU_NGU]
        country = [p for p in right if p.text.replace("HOÀ", "HÒA") == QUOC_HIEU]
        self.need(len(country) == 1, "Quốc hiệu is not there, or not as it must be")
        self.need(len(motto) == 1, "Tiêu ngữ is not there, or not as it must be")
        dates = [p for p in right if _DATE.fullmatch(p.raw.strip())]
        self.need(len(dates) == 1, "place and date are not there, or not as they must be")
        numbers = [p for p in left if p.text.startswith("Số")]
        self.need(len(numbers) == 1, "no number line")
        for p in country:
            self.line(p, {24, 26}, bold=True)
        for p in motto:
            self.line(p, {26, 28}, bold=True)
            self.rule(right, p, [p.text], 0.97, 1.03)
        for p in dates:
            self.line(p, {26, 28}, italic=True)
        if country and motto and dates:
            together = (max(country[0].sizes), max(motto[0].sizes), max(dates[0].sizes))
            self.need(
                together in ((24, 26, 26), (26, 28, 28)), f"sizes {together} do not go together"
            )
            fits = bold_width(QUOC_HIEU, together[0]) <= country[0].room
            self.need(fits, "Quốc hiệu does not fit on one line")
            self.need(
                [p.text for p in right].index(motto[0].text)
                == [p.text for p in right].index(country[0].text) + 1,
                "Tiêu ngữ is not right under Quốc hiệu",
            )
        for p in numbers:
            self.line(p, {26})
            self.need(_NUMBER.fullmatch(p.raw), "the number is not as it must be", p)
        names = left[: next((n for n, p in enumerate(left) if p.borders.get("top")), 0)]
        issuer = [p for p in names if p.all("bold")]
        for p in issuer:
            self.need(p.text != self.superior, "the superior is bold", p)
        above = [p for p in names if not p.all("bold")]
        self.need(issuer and names == [*above, *issuer], "the issuer is not under its superior")
        for p in names:
            self.need(p.text == p.text.upper(), "a name is not in capitals", p)
            self.line(p, {24, 26}, bold=p in issuer)
        for p in (*names, *country, *motto):
            single = (p.before, p.after, p.line, p.rule) == (0, 0, 240, "auto")
            self.need(single, "the letterhead's lines are not single", p)
        if issuer:
            lines = [
                line for p in issuer for line in broken(p.text, p.room, max(p.sizes, default=24))
            ]
            self.rule(left, issuer[-1], lines, 1 / 3, 1 / 2)
        for p in left:
            if p.text in _URGENT:
                self.line(p, {26, 28}, bold=True)
                self.need(len(p.borders) == 4, "the urgency has no box", p)

    def line(
        self, p: Paragraph, sizes: set[int], *, bold: bool = False, italic: bool = False
    ) -> None:
        """A centred line of one look."""
        self.need(p.sizes and p.sizes <= sizes, f"size {p.sizes}", p)
        self.need(p.all("bold") if bold else p.none("bold"), f"bold is not {bold}", p)
        self.need(p.all("italic") if italic else p.none("italic"), f"italic is not {italic}", p)
        self.need(p.align == "center" and p.first == 0, "not centred", p)

    def rule(
        self, near: list[Paragraph], above: Paragraph, lines: list[str], least: float, most: float
    ) -> None:
        """The rule right under a paragraph: solid, centred, as long as it must be."""
        after = near[near.index(above) + 1 :][:1]
        if not after or after[0].text or after[0].borders.get("top") != "single":
            self.need(False, "no rule under", above)
            return
        rule = after[0]
        length = rule.room - rule.left - rule.right
        self.need(abs(rule.left - rule.right) <= 20, "the rule is not centred", above)
        longest = max(bold_width(line, max(above.sizes, default=28)) for line in lines)
        share = length / longest
        self.need(least <= share <= most, f"the rule is {share:.2f} of the text", above)

    def title(self, blocks: list[Paragraph | Table]) -> int:
        """Kind and subject; the index of what follows their rule."""
        lines: list[Paragraph] = []
        for at, block in enumerate(blocks):
            if isinstance(block, Table):
                break
            if block.borders.get("top") and not block.text:
                kind, *subject = [p for p in lines if p.text]
                note = [p for p in subject if p.text.startswith("(") and p.all("italic")]
                subject = [p for p in subject if p not in note]
                self.need(kind.text == kind.text.upper(), "the kind is not in capitals", kind)
                self.need(bool(subject), "no subject")
                for p in (kind, *subject):
                    self.line(p, _BODY, bold=True)
                for p in subject:
                    self.need(p.text != p.text.upper(), "the subject is in capitals", p)
                    self.need(not p.text.startswith("V/v"), "V/v belongs to a letter", p)
                for p in note:
                    self.line(p, _BODY, italic=True)
                if subject:
                    said = [line for p in subject for line in broken(p.text, p.room, max(p.sizes))]
                    self.rule([*lines, block], [*subject, *note][-1], said, 1 / 3, 1 / 2)
                return at + 1
            lines.append(block)
        self.need(False, "no rule under the subject")
        return 0

    # --- II.6: the body

    def body(self, paragraphs: list[Paragraph], *, main: bool) -> None:
        paragraphs = [p for p in paragraphs if p.text]
        bases: list[Paragraph] = []
        for p in paragraphs:
            if not p.all("italic"):
                break
            bases.append(p)
        if main:
            self.bases(bases)
            upright = [p for p in paragraphs[len(bases) :] if p.text.startswith("Căn cứ ")]
            self.need(
                not [p for p in upright if p.text.endswith(";") and p.outline is None],
                "a legal base is upright",
            )
        under_part = False
        for p in paragraphs:
            self.need(p.sizes and p.sizes <= _BODY, f"size {p.sizes}", p)
            if re.fullmatch(r"Phần [IVXLC]+", p.text):
                self.line(p, _BODY, bold=True)
                under_part = True
                continue
            if under_part:
                self.line(p, _BODY, bold=True)
                self.need(p.text == p.text.upper(), "a part's title is not in capitals", p)
                self.need(p.outline == 0, "a part's title is not in the outline", p)
                under_part = False
                continue
            self.flowing(p)
            self.heading(p)
        ends = [p for p in paragraphs if p.text.endswith("./.")]
        self.need(len(ends) <= 1, "./. more than once")
        if paragraphs:
            self.need(ends in ([], paragraphs[-1:]), "./. is not at the end", paragraphs[-1])

    def flowing(self, p: Paragraph) -> None:
        self.need(p.align == "both", "not justified", p)
        indent = min(abs(p.first - wanted) for wanted in (567, 720))
        self.need(indent <= 10 and not p.left, f"first line {p.first}, left {p.left}", p)
        self.need(p.before >= 120 or p.after >= 120, "less than 6 pt between paragraphs", p)
        if p.rule == "auto":
            self.need(240 <= p.line <= 360, f"line spacing {p.line / 240:.2f}", p)
        else:
            single = 1.15 * max(p.sizes, default=28) * 10
            self.need(single <= p.line <= 1.5 * single, f"line height {p.line / 20} pt", p)

    def heading(self, p: Paragraph) -> None:
        if found := re.match(r"[IVXLC]+\. (?=\S)", p.text):
            title = p.text[found.end() :]
            if title == title.upper():
                self.need(p.all("bold") and p.none("italic"), "a heading is not bold", p)
                self.need(p.outline == 0, "a heading is not in the outline", p)
                self.need(p.keep_next, "a heading may stand alone at a page's foot", p)
        elif re.match(r"\d+(\.\d+)*\. ", p.text) and p.all("bold"):
            level = p.text.split(" ")[0].count(".")
            self.need(p.outline == level, f"outline {p.outline} of a heading", p)
            self.need(p.keep_next, "a heading may stand alone at a page's foot", p)
        else:
            self.need(p.outline is None, "a paragraph of text is in the outline", p)
        if re.match(r"[a-zđ]\) ", p.text):
            self.need(not p.said[0].bold, "a point is bold", p)
            self.need(p.text[0] not in "fjwz", "a point's letter is not Vietnamese", p)

    def bases(self, bases: list[Paragraph]) -> None:
        for p in bases:
            self.need(p.none("bold"), "a legal base is bold", p)
        for p in bases[:-1]:
            self.need(p.text.endswith((";", ".")), "a legal base does not end with ;", p)
        for p in bases[-1:]:
            self.need(p.text.endswith("."), "the last legal base does not end with .", p)

    # --- II.7–II.9: the foot

    def foot(self, signature: Table, after: list[Paragraph | Table]) -> None:
        left, right = (
            [p for row in signature.rows for p in row.cells[n].paragraphs] for n in (0, 1)
        )
        self.need(all(row.whole for row in signature.rows), "the signature may be cut by a page")
        signs = [right]
        if any(p.text == "Nơi nhận:" for p in left):
            self.recipients(left)
        else:
            signs.append(left)
            self.recipients([p for block in after for p in _paragraphs(block)])
        for block in signs:
            self.signer(block)

    def signer(self, block: list[Paragraph]) -> None:
        room = [n for n, p in enumerate(block) if not p.text and p.line >= 1417]
        self.need(len(room) == 1, "no room of 25 mm to sign")
        at = room[0] if room else len(block) - 1
        posts = [p for p in block[:at] if p.text]
        names = [p for p in block[at + 1 :] if p.text]
        self.need(posts, "nobody signs")
        for p in posts:
            self.line(p, _BODY, bold=True)
            self.need(p.text == p.text.upper(), "a post is not in capitals", p)
            self.need(
                not re.match(r"(TM|KT|TL|TUQ|Q)\.\S", p.text), "no blank after the authority", p
            )
        for p in names:
            self.line(p, _BODY, bold=True)
            self.need(p.text != p.text.upper(), "a name is in capitals", p)
        for p in [*posts, *(block[n] for n in room)]:
            self.need(p.keep_next, "the signature's lines may part", p)

    def recipients(self, paragraphs: list[Paragraph]) -> None:
        paragraphs = [p for p in paragraphs if p.text]
        heads = [p for p in paragraphs if p.text == "Nơi nhận:"]
        self.need(len(heads) == 1 and paragraphs[0] is heads[0], "no Nơi nhận")
        for p in heads:
            self.need(p.sizes == {24}, f"size {p.sizes}", p)
            self.need(p.all("bold") and p.all("italic") and p.align == "left", "not 12 b i", p)
        items = paragraphs[1:]
        for p in items:
            self.need(p.sizes == {22}, f"size {p.sizes}", p)
            self.need(p.none("bold") and p.none("italic"), "a recipient is not upright", p)
            self.need(p.align == "left" and not p.first, "a recipient is not flush left", p)
            self.need(p.text.startswith("- "), "a recipient without hyphen", p)
        for p in items[:-1]:
            self.need(p.text.endswith(";"), "a recipient does not end with ;", p)
        for p in items[-1:]:
            self.need(p.text.startswith("- Lưu: "), "the last recipient is not Lưu", p)
            self.need(p.text.endswith("."), "the last recipient does not end with .", p)

    # --- III.1: appendices

    def appendix(self, section: Section, n: int) -> None:
        paragraphs = [b for b in section.blocks if isinstance(b, Paragraph) and b.text]
        label, *rest = paragraphs
        several = len(self.document.sections) > 2
        wanted = rf"Phụ lục {_roman(n)}" if several else r"Phụ lục( I)?"
        self.need(re.fullmatch(wanted, label.text), "an appendix is not labelled", label)
        self.line(label, {28}, bold=True)
        self.need(label.outline == 0, "an appendix is not in the outline", label)
        at = next((k for k, p in enumerate(rest) if p.text.startswith("(Kèm theo ")), None)
        if at is None:
            self.need(False, "an appendix does not say what it belongs to", label)
            return
        for p in rest[:at]:
            self.line(p, _BODY, bold=True)
            self.need(p.text == p.text.upper(), "an appendix's name is not in capitals", p)
        self.line(rest[at], _BODY, italic=True)
        self.need(rest[at].text.endswith(")"), "the reference is not closed", rest[at])
        self.body(rest[at + 1 :], main=False)

    # --- tables

    def table(self, table: Table, section: Section) -> None:
        said = " ".join(p.text for p in table.paragraphs())[:40]
        self.need(table.kind == "dxa", "a table's width is not in twips", said)
        self.need(sum(table.grid) == table.width, "grid and table differ", said)
        self.need(table.width <= section.text_width, "a table is wider than the text", said)
        for row in table.rows:
            self.need(row.whole, "a row may be cut by a page", said)
            self.need(sum(cell.width for cell in row.cells) == table.width, "a row's width", said)
            self.need(sum(cell.span for cell in row.cells) == len(table.grid), "a row's span", said)
            at = 0
            for cell in row.cells:
                wanted = sum(table.grid[at : at + cell.span])
                self.need(cell.kind == "dxa" and cell.width == wanted, "a cell's width", said)
                self.need(cell.paragraphs, "a cell without a paragraph", said)
                at += cell.span
        if table.bordered:
            self.need(table.rows[0].header, "the heading row does not repeat", said)
            self.need(not any(r.header for r in table.rows[1:]), "a row of data repeats", said)
            for p in table.paragraphs():
                self.need(p.outline is None, "a cell is in the outline", p)

    # --- footnotes, bookmarks

    def notes(self) -> None:
        marks = [run for p in self.document.paragraphs() for run in p.runs if run.note is not None]
        ids = [run.note for run in marks]
        self.need(ids == list(self.document.notes), "notes and marks differ, or their order")
        self.need(len(set(ids)) == len(ids), "two marks of one note")
        for run in marks:
            self.need(run.raised, "a note's mark is not raised")
        for note in self.document.notes.values():
            own = [run for p in note for run in p.runs if run.note_mark]
            self.need(len(own) == 1 and note[0].runs[0] is own[0], "a note without its number")
            for p in note:
                self.need(p.sizes <= set(range(18, 27)), f"a note of size {p.sizes}", p)
        for part in self.document.headers.values():
            self.need(not any(run.note for p in part for run in p.runs), "a note in a header")

    def bookmarks(self) -> None:
        root = etree.fromstring(self.document.parts["word/document.xml"])
        starts = list(root.iter(W + "bookmarkStart"))
        names = [start.get(W + "name") for start in starts]
        for name in ("so", "ngay", "chu_ky", "con_dau"):
            self.need(names.count(name) == 1, f"bookmark {name} is there {names.count(name)} times")
        ids = [start.get(W + "id") for start in starts]
        ends = [end.get(W + "id") for end in root.iter(W + "bookmarkEnd")]
        self.need(len(set(ids)) == len(ids) and sorted(ids) == sorted(ends), "bookmarks' ids")


def _paragraphs(block: Paragraph | Table) -> list[Paragraph]:
    return [block] if isinstance(block, Paragraph) else list(block.paragraphs())


def _roman(number: int) -> str:
    return ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number]


def complaints(content: bytes, superior: str = "") -> list[str]:
    """What the decree has against a document; nothing when it keeps all of it.

    `superior`: the superior body's line, which must not be bold. Why it has to be said: two bold
    lines may be one name (ỦY BAN NHÂN DÂN / XÃ MẪU).
    """
    return Judge(content, superior).judge()
