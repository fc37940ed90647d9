"""The parts of a fresh template that are not its page: styles, settings, theme, relations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from vanban.language.unicode import unaccent
from vanban.tables import table
from vanban.word.namespaces import HEAD, OFFICE, RELATIONSHIPS, TYPES, R, W
from vanban.word.rendering.footnotes import MARK_STYLE

NS = f'xmlns:w="{W}" xmlns:r="{R}"'

RUN_IN_STYLE = "VB Tiêu đề liền"


def style_id(name: str) -> str:
    """The id the starter gives a style: its name without marks and blanks."""
    return "".join(word[:1].upper() + word[1:] for word in unaccent(name).split())


def styles(sizes: Mapping[str, int]) -> str:
    """word/styles.xml: the decree's looks, then tags, footnote marks and run-in titles.

    `sizes`: style name → half-points, for those that are not as in the table.
    """
    data = table("the-thuc")
    font = data["phong"]["ten"]
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
        'w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
    )
    own = "".join(
        _style(name, {**facts, "co": sizes.get(name, facts["co"])})
        for name, facts in data["kieu"].items()
    )
    tags = _style("VB Thẻ", {"co": 16, "mau": "7F7F7F"})
    characters = (
        f'<w:style w:type="character" w:styleId="{style_id(MARK_STYLE)}"><w:name '
        f"w:val={quoteattr(MARK_STYLE)}/><w:qFormat/>"
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="{style_id(RUN_IN_STYLE)}"><w:name '
        f"w:val={quoteattr(RUN_IN_STYLE)}/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )
    return (
        f"{HEAD}<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        '<w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        f"{normal}{own}{tags}{characters}</w:styles>"
    )


def _style(name: str, facts: dict[str, Any]) -> str:
    """One paragraph style from a row of the table."""
    keep = "<w:keepNext/>" if facts.get("giu") else ""
    border = ""
    spacing = f'w:before="{facts.get("truoc", 0)}" w:after="{facts.get("sau", 0)}"'
    if facts.get("ke"):
        border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        spacing = f'w:before="70" w:after="{facts.get("sau", 0)}" w:line="20" w:lineRule="exact"'
    elif facts.get("mot_diem"):
        spacing += ' w:line="20" w:lineRule="exact"'
    elif height := facts.get("cao"):
        spacing += f' w:line="{height}" w:lineRule="atLeast"'
    elif name in ("VB Dự thảo", "VB Độ khẩn"):
        color = "FF0000" if name == "VB Độ khẩn" else "000000"
        edge = f'w:val="single" w:sz="8" w:color="{color}"'
        sides = {"top": 3, "left": 1, "bottom": 3, "right": 1}  # points; a box 8 mm high
        lines = (f'<w:{side} {edge} w:space="{room}"/>' for side, room in sides.items())
        border = f"<w:pBdr>{''.join(lines)}</w:pBdr>"
    elif name == "VB Địa chỉ":
        border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    indent = f'<w:ind w:firstLine="{facts["thut"]}"/>' if facts.get("thut") else ""
    if name in ("VB Dự thảo", "VB Độ khẩn"):
        indent = '<w:ind w:left="900" w:right="900"/>'
    align = f'<w:jc w:val="{facts["can"]}"/>' if "can" in facts else ""
    level = f'<w:outlineLvl w:val="{facts["cap"]}"/>' if "cap" in facts else ""
    weight = "<w:b/><w:bCs/>" if facts.get("dam") else ""
    slant = "<w:i/><w:iCs/>" if facts.get("nghieng") else ""
    color = "FF0000" if name == "VB Độ khẩn" else facts.get("mau", "")
    ink = f'<w:color w:val="{color}"/>' if color else ""
    size = f'<w:sz w:val="{facts["co"]}"/><w:szCs w:val="{facts["co"]}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val={quoteattr(name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{keep}<w:widowControl/>{border}<w:spacing {spacing}/>{indent}"
        f"{align}{level}</w:pPr>"
        f"<w:rPr>{weight}{slant}{ink}{size}</w:rPr></w:style>"
    )


def part(root: str, xml: str) -> str:
    """A header or footer part around its paragraphs."""
    return f"{HEAD}<w:{root} {NS}>{xml}</w:{root}>"


def settings() -> str:
    """word/settings.xml."""
    return (
        f'{HEAD}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>'
    )


def font_table() -> str:
    """word/fontTable.xml: the decree's one font."""
    font = table("the-thuc")["phong"]["ten"]
    return (
        f'{HEAD}<w:fonts {NS}><w:font w:name="{font}"><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        "</w:fonts>"
    )


def theme() -> str:
    """Word asks for a theme; this one has black, white and the decree's font, and nothing else."""
    font = table("the-thuc")["phong"]["ten"]
    inks = {"dk": "000000", "lt": "FFFFFF"}
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colors = "".join(
        f'<a:{n}><a:srgbClr val="{inks.get(n[:2], "000000")}"/></a:{n}>' for n in names
    )
    face = f'<a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'name="van ban"><a:themeElements><a:clrScheme name="den trang">{colors}</a:clrScheme>'
        f'<a:fontScheme name="van ban"><a:majorFont>{face}</a:majorFont>'
        f"<a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="van ban"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def core_properties() -> str:
    """docProps/core.xml: title, subject and author are the plan's."""
    return (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ tieu_de }}</dc:title><dc:subject>{{ chu_de }}</dc:subject>"
        "<dc:creator>{{ tac_gia }}</dc:creator><dc:language>vi-VN</dc:language>"
        "</cp:coreProperties>"
    )


def content_types() -> str:
    """[Content_Types].xml."""
    kinds = {
        "/word/document.xml": f"{OFFICE}.document.main+xml",
        "/word/styles.xml": f"{OFFICE}.styles+xml",
        "/word/settings.xml": f"{OFFICE}.settings+xml",
        "/word/fontTable.xml": f"{OFFICE}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/word/header1.xml": f"{OFFICE}.header+xml",
        "/word/header2.xml": f"{OFFICE}.header+xml",
        "/word/footer1.xml": f"{OFFICE}.footer+xml",
        "/word/footer2.xml": f"{OFFICE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return (
        f'{HEAD}<Types xmlns="{TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{n}" ContentType="{k}"/>' for n, k in kinds.items())
        + "</Types>"
    )


def _relations(rows: list[tuple[str, str]]) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(rows, 1)
        )
        + "</Relationships>"
    )


def package_relations() -> str:
    """_rels/.rels."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _relations([(f"{R}/officeDocument", "word/document.xml"), (core, "docProps/core.xml")])


def document_relations() -> str:
    """word/_rels/document.xml.rels; the page names rId3 to rId6."""
    kinds = {
        "styles.xml": "styles",
        "settings.xml": "settings",
        "header1.xml": "header",
        "header2.xml": "header",
        "footer1.xml": "footer",
        "footer2.xml": "footer",
        "fontTable.xml": "fontTable",
        "theme/theme1.xml": "theme",
    }
    return _relations([(f"{R}/{kind}", target) for target, kind in kinds.items()])
