"""The Word template that vanban ships, made from the decree's table (`tables/the-thuc.toml`).

`vanban template new` writes it; from then on it belongs to whoever opens it in Word. The order of
this module is the order of the page (NĐ 30, PL III, Mẫu 1.4).
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from vanban.language.unicode import unaccent
from vanban.tables import table
from vanban.word import package
from vanban.word.styles import W

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS = f'xmlns:w="{W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LETTERHEAD = (3855, 5500)
_SIGNATURE = (4455, 4900)
_SAMPLE_COLUMNS = (2000, 5355, 2000)
_SPAN = "{% colspan o.gop %}"

MARK_STYLE = "VB Dấu chú thích"
RUN_IN_STYLE = "VB Tiêu đề liền"


def starter() -> bytes:
    """A fresh template, ready to be opened in Word."""
    parts = {
        package.CONTENT_TYPES: _content_types(),
        "_rels/.rels": _package_relations(),
        package.CORE: _core(),
        package.DOCUMENT: _document(),
        package.RELATIONS: _document_relations(),
        package.STYLES: _styles(),
        "word/settings.xml": _settings(),
        "word/header1.xml": _part("hdr", _page_number()),
        "word/header2.xml": _part("hdr", _p("VB Số trang")),
        "word/footer1.xml": _part("ftr", _p("VB Cuối")),
        "word/footer2.xml": _part("ftr", _address()),
    }
    return package.write(package.entry(name, xml.encode()) for name, xml in parts.items())


# --- the page, from the top -------------------------------------------------------------------


def _document() -> str:
    body = "".join(
        (_letterhead(), _title(), _opening(), _each("phan in cac_phan", _one_part()), _section())
    )
    return f"{_HEAD}<w:document {_NS}><w:body>{body}</w:body></w:document>"


def _letterhead() -> str:
    names = (
        _when("co_quan.chu_quan", _p("VB Cơ quan chủ quản", "{{ co_quan.chu_quan }}"))
        + _p("VB Cơ quan ban hành", "{{ co_quan.ten }}")
        + _p("VB Kẻ cơ quan")
    )
    country = (
        _p("VB Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + _p("VB Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc")
        + _p("VB Kẻ tiêu ngữ")
    )
    number = (
        _p("VB Số", "Số: ", _bookmark(1, "so", _run("{{ so }}")), _run("/{{ ky_hieu }}"))
        + _when("do_khan", _p("VB Độ khẩn", "{{ do_khan }}"))
        + _when("du_thao", _p("VB Dự thảo", "{{ du_thao }}"))
    )
    place = _p("VB Địa danh", "{{ dia_danh }}, ", _bookmark(2, "ngay", _run("{{ ngay }}")))
    return _table(
        _LETTERHEAD,
        _row(_cells(_LETTERHEAD, names, country)) + _row(_cells(_LETTERHEAD, number, place)),
        margin=0,
    )


def _title() -> str:
    return (
        _p("VB Tên loại", "{{ ten_loai }}")
        + _p("VB Trích yếu", "{{ trich_yeu }}")
        + _when("kem_theo", _p("VB Kèm theo", "{{ kem_theo }}"))
        + _p("VB Kẻ trích yếu")
    )


def _opening() -> str:
    return _each("can in can_cu", _p("VB Căn cứ", "{{ can }}")) + _each(
        "doan in mo_dau", _p("VB Đoạn", "{{ doan.chu }}")
    )


def _one_part() -> str:
    heading = (
        _p("VB Ngắt phần")
        + _p("VB Phụ lục", "{{ phan.nhan }}")
        + _p("VB Tên phụ lục", "{{ phan.ten }}")
        + _p("VB Chỉ dẫn phụ lục", "{{ phan.chi_dan }}")
    )
    closing = _each("doan in phan.ket_thuc", _p("VB Đoạn", "{{ doan.chu }}")) + _signature()
    return (
        _when("phan.phu_luc", heading)
        + _each("khoi in phan.noi_dung", _block())
        + _when("not phan.phu_luc", closing)
    )


def _block() -> str:
    """One block of the body: the first kind that fits."""
    numbered = "{{ khoi.so }} {{ khoi.chu }}"
    title = _run("{{ khoi.so }} {{ khoi.chu }}", RUN_IN_STYLE)
    kinds = (
        ("khoi.bang", _p("VB Trước bảng") + _task_table() + _p("VB Cuối")),
        ("khoi.lien", _p("VB Khoản", title, " {{ khoi.lien }}")),
        ("khoi.loai == 'phan'", _p("VB Phần", "Phần {{ khoi.so }}")
         + _p("VB Tên phần", "{{ khoi.chu }}")),
        ("khoi.loai == 'muc'", _p("VB Mục", numbered)),
        ("khoi.loai == 'tieu_muc'", _p("VB Tiểu mục", numbered)),
        ("khoi.loai == 'tieu_muc_con'", _p("VB Tiểu mục con", numbered)),
        ("khoi.loai == 'khoan' or khoi.loai == 'khoan_con'", _p("VB Khoản", numbered)),
        ("khoi.loai == 'diem'", _p("VB Điểm", numbered)),
        ("khoi.loai == 'gach'", _p("VB Gạch", "- {{ khoi.chu }}")),
        ("khoi.loai == 'gach_con'", _p("VB Gạch con", "+ {{ khoi.chu }}")),
    )  # fmt: skip
    chain = "".join(
        _tag(f"{'elif' if n else 'if'} {condition}") + xml
        for n, (condition, xml) in enumerate(kinds)
    )
    return chain + _tag("else") + _p("VB Đoạn", "{{ khoi.chu }}") + _tag("endif")


def _task_table() -> str:
    """Three columns in the template; on the page as many as the table has."""
    loop, cell, end = _SAMPLE_COLUMNS
    looks = (("nhom", "VB Bảng nhóm"), ("viec", "VB Bảng việc"), ("so", "VB Bảng số"),
             ("chu", "VB Bảng chữ"))  # fmt: skip
    by_look = (
        "".join(
            _tag(f"{'elif' if n else 'if'} o.kieu == '{look}'", "" if n else _SPAN)
            + _p(style, "{{ o.chu }}")
            for n, (look, style) in enumerate(looks)
        )
        + _tag("else")
        + _p("VB Bảng ô", "{{ o.chu }}")
        + _tag("endif")
    )
    head = _row(
        _cell(loop, _p("VB Bảng đầu", "{%tc for o in khoi.bang.dau %}"))
        + _cell(cell, _p("VB Bảng đầu", "{{ o.chu }}"), centre=True)
        + _cell(end, _p("VB Bảng đầu", "{%tc endfor %}")),
        repeat=True,
    )
    start = _row(_cell(sum(_SAMPLE_COLUMNS), _p("VB Bảng ô", "{%tr for hang in khoi.bang.hang %}"),
                       span=3))  # fmt: skip
    body = _row(
        _cell(loop, _p("VB Bảng ô", "{%tc for o in hang.o %}"))
        + _cell(cell, by_look, centre=True)
        + _cell(end, _p("VB Bảng ô", "{%tc endfor %}"))
    )
    stop = _row(_cell(sum(_SAMPLE_COLUMNS), _p("VB Bảng ô", "{%tr endfor %}"), span=3))
    return _table(_SAMPLE_COLUMNS, head + start + body + stop, borders=True)


def _signature() -> str:
    recipients = _p("VB Nơi nhận", "Nơi nhận:") + _each(
        "noi in noi_nhan", _p("VB Nơi nhận dòng", "- {{ noi }}")
    )
    left = (
        _tag("if ky_trai")
        + _signer("ky_trai", _p("VB Chỗ ký"))
        + _tag("else")
        + recipients
        + _tag("endif")
    )
    room = _p("VB Chỗ ký", _bookmark(3, "con_dau", ""), _bookmark(4, "chu_ky", ""))
    blocks = _table(_SIGNATURE, _row(_cells(_SIGNATURE, left, _signer("ky", room))), margin=0)
    return _p("VB Trước ký") + blocks + _p("VB Cuối") + _when("ky_trai", recipients)


def _signer(word: str, room: str) -> str:
    return _p("VB Chức vụ", f"{{{{ {word}.chuc_vu }}}}") + room + _p(
        "VB Họ tên", f"{{{{ {word}.ho_ten }}}}"
    )  # fmt: skip


def _page_number() -> str:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return _p("VB Số trang", field)


def _address() -> str:
    line = _p("VB Địa chỉ", "{{ co_quan.dia_chi }}")
    return _when("co_quan.dia_chi", line) + _p("VB Cuối")


def _section() -> str:
    page = table("the-thuc")["trang"]
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId6"/>'
        f'<w:pgSz w:w="{page["rong"]}" w:h="{page["cao"]}"/>'
        f'<w:pgMar w:top="{page["tren"]}" w:right="{page["phai"]}" w:bottom="{page["duoi"]}" '
        f'w:left="{page["trai"]}" w:header="{page["dau_trang"]}" w:footer="{page["dau_trang"]}" '
        'w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


# --- Word's elements --------------------------------------------------------------------------


def style_id(name: str) -> str:
    """The id the starter gives a style: its name without marks and blanks."""
    return "".join(word[:1].upper() + word[1:] for word in unaccent(name).split())


def _p(style: str, *content: str) -> str:
    """A paragraph; each content is XML, or a text that becomes a run."""
    runs = "".join(c if c.startswith("<") else _run(c) for c in content if c)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{runs}</w:p>'


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style_id(style)}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _tag(tag: str, before: str = "") -> str:
    """A paragraph that holds a tag and does not print."""
    return _p("VB Thẻ", f"{before}{{%p {tag} %}}")


def _when(condition: str, xml: str) -> str:
    return _tag(f"if {condition}") + xml + _tag("endif")


def _each(loop: str, xml: str) -> str:
    return _tag(f"for {loop}") + xml + _tag("endfor")


def _bookmark(number: int, name: str, xml: str) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{xml}<w:bookmarkEnd w:id="{number}"/>'
    )


def _table(widths: tuple[int, ...], rows: str, *, margin: int = 85, borders: bool = False) -> str:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = "".join(f"<w:{side} {line}/>" for side in sides)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + (f"<w:tblBorders>{edges}</w:tblBorders>" if borders else "")
        + '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + f"</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: str, *, repeat: bool = False) -> str:
    header = "<w:tblHeader/>" if repeat else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cells(widths: tuple[int, ...], *contents: str) -> str:
    return "".join(_cell(width, xml) for width, xml in zip(widths, contents, strict=True))


def _cell(width: int, xml: str, *, span: int = 1, centre: bool = False) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    middle = '<w:vAlign w:val="center"/>' if centre else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{middle}</w:tcPr>{xml}</w:tc>'


# --- the other parts --------------------------------------------------------------------------


def _styles() -> str:
    data = table("the-thuc")
    font = data["phong"]["ten"]
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
    )
    own = "".join(_style(name, facts) for name, facts in data["kieu"].items())
    tags = _style("VB Thẻ", {"co": 16, "mau": "7F7F7F"})
    characters = (
        f'<w:style w:type="character" w:styleId="{style_id(MARK_STYLE)}"><w:name '
        f"w:val={quoteattr(MARK_STYLE)}/><w:qFormat/>"
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="{style_id(RUN_IN_STYLE)}"><w:name '
        f"w:val={quoteattr(RUN_IN_STYLE)}/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )
    return (
        f"{_HEAD}<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
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
        edge = f'w:val="single" w:sz="8" w:space="1" w:color="{color}"'
        sides = ("top", "left", "bottom", "right")
        border = f"<w:pBdr>{''.join(f'<w:{side} {edge}/>' for side in sides)}</w:pBdr>"
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
        f"<w:pPr>{keep}<w:widowControl/>{border}<w:spacing {spacing}/>{indent}{align}{level}</w:pPr>"
        f"<w:rPr>{weight}{slant}{ink}{size}</w:rPr></w:style>"
    )


def _part(root: str, xml: str) -> str:
    return f"{_HEAD}<w:{root} {_NS}>{xml}</w:{root}>"


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {_NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>'
    )


def _core() -> str:
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ tieu_de }}</dc:title><dc:subject>{{ chu_de }}</dc:subject>"
        "<dc:creator>{{ tac_gia }}</dc:creator><dc:language>vi-VN</dc:language>"
        "</cp:coreProperties>"
    )


def _content_types() -> str:
    kinds = {
        "/word/document.xml": f"{_OFFICE}.document.main+xml",
        "/word/styles.xml": f"{_OFFICE}.styles+xml",
        "/word/settings.xml": f"{_OFFICE}.settings+xml",
        "/word/header1.xml": f"{_OFFICE}.header+xml",
        "/word/header2.xml": f"{_OFFICE}.header+xml",
        "/word/footer1.xml": f"{_OFFICE}.footer+xml",
        "/word/footer2.xml": f"{_OFFICE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{n}" ContentType="{k}"/>' for n, k in kinds.items())
        + "</Types>"
    )


def _relations(rows: list[tuple[str, str]]) -> str:
    return (
        f'{_HEAD}<Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(rows, 1)
        )
        + "</Relationships>"
    )


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _relations([(f"{_R}/officeDocument", "word/document.xml"), (core, "docProps/core.xml")])


def _document_relations() -> str:
    kinds = ("styles.xml", "settings.xml", "header1.xml", "header2.xml", "footer1.xml", "footer2.xml")
    return _relations([(f"{_R}/{name.removesuffix('.xml').rstrip('12')}", name) for name in kinds])
