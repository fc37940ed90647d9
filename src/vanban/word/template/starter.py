"""The Word template that vanban ships, made from the decree's table (`tables/the-thuc.toml`).

`vanban template new` writes it; from then on it belongs to whoever opens it in Word. The order of
this module is the order of the page (NĐ 30, PL III, Mẫu 1.4).
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from vanban.tables import table
from vanban.view.listing import LISTING
from vanban.word import package
from vanban.word.namespaces import HEAD
from vanban.word.template import skeleton
from vanban.word.template.skeleton import RUN_IN_STYLE, style_id

_LETTERHEAD = (3560, 5795)
_SIGNATURE = (4455, 4900)
_SAMPLE_COLUMNS = (2000, 5355, 2000)
_SPAN = "{% colspan o.gop %}"

_LISTING_SIZES = {
    f"VB Bảng {look}": 21 for look in ("đầu", "số", "nhóm", "việc", "ô", "chữ")
}  # half-points: seven columns on an upright page


def starter(kind: str = "ke-hoach") -> bytes:
    """A fresh template, ready to be opened in Word.

    `kind`: `danh-muc` is the list of what a batch made: small type in its table, and only as much
    of number and signature as there is.
    """
    is_list = kind == LISTING
    parts = {
        package.CONTENT_TYPES: skeleton.content_types(),
        "_rels/.rels": skeleton.package_relations(),
        package.CORE: skeleton.core_properties(),
        package.DOCUMENT: _document(is_list=is_list),
        package.RELATIONS: skeleton.document_relations(),
        package.STYLES: skeleton.styles(_LISTING_SIZES if is_list else {}),
        "word/settings.xml": skeleton.settings(),
        "word/fontTable.xml": skeleton.font_table(),
        "word/theme/theme1.xml": skeleton.theme(),
        "word/header1.xml": skeleton.part("hdr", _page_number()),
        "word/header2.xml": skeleton.part("hdr", _p("VB Số trang")),
        "word/footer1.xml": skeleton.part("ftr", _p("VB Cuối")),
        "word/footer2.xml": skeleton.part("ftr", _address()),
    }
    return package.write(package.entry(name, xml.encode()) for name, xml in parts.items())


# --- the page, from the top -------------------------------------------------------------------


def _document(*, is_list: bool) -> str:
    letterhead = _letterhead(always_number=not is_list)
    parts = _each("phan in cac_phan", _one_part(always_signed=not is_list))
    body = "".join((letterhead, _title(), _opening(), parts, _section()))
    return f"{HEAD}<w:document {skeleton.NS}><w:body>{body}</w:body></w:document>"


def _letterhead(*, always_number: bool) -> str:
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
    line = _p("VB Số", "Số: ", _bookmark(1, "so", _run("{{ so }}")), _run("/{{ ky_hieu }}"))
    number = (
        (line if always_number else _when("ky_hieu", line) + _p("VB Cuối"))
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


def _one_part(*, always_signed: bool) -> str:
    heading = (
        _p("VB Ngắt phần")
        + _p("VB Phụ lục", "{{ phan.nhan }}")
        + _p("VB Tên phụ lục", "{{ phan.ten }}")
        + _p("VB Chỉ dẫn phụ lục", "{{ phan.chi_dan }}")
    )
    signature = _signature() if always_signed else _when("ky.chuc_vu", _signature())
    closing = _each("doan in phan.ket_thuc", _p("VB Đoạn", "{{ doan.chu }}")) + signature
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
        + _tag("elif noi_nhan")
        + recipients
        + _tag("else")
        + _p("VB Cuối")
        + _tag("endif")
    )
    room = _p("VB Chỗ ký", _bookmark(3, "con_dau", ""), _bookmark(4, "chu_ky", ""))
    blocks = _table(_SIGNATURE, _row(_cells(_SIGNATURE, left, _signer("ky", room))), margin=0)
    return _p("VB Trước ký") + blocks + _p("VB Cuối") + _when("ky_trai and noi_nhan", recipients)


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
