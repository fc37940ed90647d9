"""One table of cells in every kind of file that a roster may come in, written by hand."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

import openpyxl

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
OPENXML = "http://schemas.openxmlformats.org"
MAIN = f"{OPENXML}/spreadsheetml/2006/main"
LINKS = f"{OPENXML}/officeDocument/2006/relationships"
PACKAGE = f"{OPENXML}/package/2006/relationships"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def csv(rows, separator=";", encoding="utf-8"):
    """The table as Excel saves it: every cell with an odd sign in quotes."""
    text = "".join(
        separator.join(_quoted(cell, separator) for cell in row) + "\r\n" for row in rows
    )
    return text.encode(encoding)


def _quoted(cell, separator):
    if any(sign in cell for sign in (separator, '"', "\n", "\r")) or cell.startswith("#"):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def xlsx(rows, change=lambda _sheet, _book: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # not a formula, not an error
    change(book.active, book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_shared(rows):
    """As Excel writes it: every text once, cells show it by its number."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row if cell))
    shown = "".join(
        f'<row r="{down}">'
        + "".join(
            f'<c r="{chr(64 + right)}{down}" t="s"><v>{texts.index(cell)}</v></c>'
            for right, cell in enumerate(row, 1)
            if cell
        )
        + "</row>"
        for down, row in enumerate(rows, 1)
    )
    strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    names = f'xmlns="{MAIN}" xmlns:r="{LINKS}"'
    sheet = '<sheet name="A" sheetId="1" r:id="id0"/>'
    links = _links(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _links(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f"<workbook {names}><sheets>{sheet}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": links,
            "xl/worksheets/sheet1.xml": (
                f"<worksheet {names}><sheetData>{shown}</sheetData></worksheet>"
            ),
            "xl/sharedStrings.xml": f"<sst {names}>{strings}</sst>",
        }
    )


def _links(*links):
    made = "".join(
        f'<Relationship Id="id{at}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="{PACKAGE}">{made}</Relationships>'


def ods(rows, more=""):
    """`more`: XML behind the last row."""
    made = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{made}{more}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><m:manifest xmlns:m="{OFFICE}:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{SPREADSHEET}"/></m:manifest>'
    )
    return zipped(
        {"mimetype": SPREADSHEET, "content.xml": content, "META-INF/manifest.xml": manifest}
    )


def _cell(text):
    if not text:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def xls(rows):
    """BIFF8: text cells in one stream of a compound file, small as no program would write it."""
    cells = b"".join(
        _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
        for row, values in enumerate(rows)
        for column, text in enumerate(value.encode("utf-16-le") for value in values)
        if text
    )
    begin = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    head = _record(0x0809, begin) + _record(0x0042, struct.pack("<H", 1200))
    name = b"\x01\x00A"
    sheet_at = len(head) + 4 + 6 + len(name) + 4
    head += _record(0x0085, struct.pack("<IH", sheet_at, 0) + name) + _record(0x000A, b"")
    sheet = _record(0x0809, begin[:2] + b"\x10\x00" + begin[4:])
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0)
    return _compound(head + sheet + _record(0x0200, size) + cells + _record(0x000A, b""))


def _record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream):
    """A compound file (MS-CFB, version 3) with one stream, `Workbook`."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    tables = -(-(sectors + 2) // 127)
    table = [0xFFFFFFFD] * tables + [0xFFFFFFFE]
    table += [*range(tables + 2, tables + 1 + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (tables * 128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096,
                        0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    entries += _entry("Workbook", 2, 0xFFFFFFFF, tables + 1, len(stream)) + bytes(256)
    return head + struct.pack(f"<{len(table)}I", *table) + entries + stream


def _entry(name, kind, child, start, size):
    named = name.encode("utf-16-le").ljust(64, b"\0")
    return named + struct.pack("<HBBIII16xI16xIQ", 2 * len(name) + 2, kind, 1, 0xFFFFFFFF,
                               0xFFFFFFFF, child, 0, start, size)  # fmt: skip
