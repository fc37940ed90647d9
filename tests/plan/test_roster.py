"""Rosters: what a clerk's file gives, whatever program wrote it, and what is said of mistakes."""

import codecs
import random
import sys
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plan import sheets

from vanban.finding import Level, VanbanError
from vanban.plan.roster import read_roster
from vanban.plan.roster.read import SHOWN

HEAD = ["Mã", "Tên trường", "Loại", "Hiệu trưởng", "Số lớp"]
ROWS = [
    ["thpt-1", "Trường THPT Mẫu Số 1", "THPT", "Nguyễn Văn Mẫu", "12"],
    ["tt-1", 'Trung tâm "Mẫu"; cơ sở 1, xã A', "gdtx", "", "9"],
]


@pytest.fixture
def read(tmp_path):
    def call(content, name="truong.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_roster(path, name)

    return call


def data(roster):
    return [(unit.ma, unit.ten, unit.loai, dict(unit.values)) for unit in roster.rows]


def said(roster):
    return [(one.code, one.place.row, one.place.cell) for one in roster.findings]


def table(*rows, head="Mã;Tên trường;Loại"):
    return "\n".join((head, *rows)) + "\n"


@pytest.mark.parametrize("separator", ";,\t")
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le with BOM", "utf-16-be with BOM"]
)
def test_every_kind_of_csv(read, separator, encoding):
    kind, bom, _rest = encoding.partition(" with BOM")
    content = sheets.csv([HEAD, *ROWS], separator, kind)
    if bom:
        content = (codecs.BOM_UTF16_LE if kind == "utf-16-le" else codecs.BOM_UTF16_BE) + content
    roster = read(content)
    assert not roster.findings
    assert data(roster) == data(read(sheets.xlsx([HEAD, *ROWS]), "t.xlsx"))
    first, second = roster.rows
    assert (first.ma, first.loai, first.values["ho_ten"]) == ("thpt-1", "truong-thpt", ROWS[0][3])
    assert first.values["so_lop"] == "12"
    assert (second.ten, second.loai) == (ROWS[1][1], "gdtx")
    assert "ho_ten" not in second.values
    assert roster.columns == ["ma", "ten", "loai", "ho_ten", "so_lop"]


_CELL = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]) | st.just("\n"), max_size=12
).map(lambda text: unicodedata.normalize("NFC", text).strip())


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=6),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_all_files_of_one_table_read_alike(read, cells, separator, encoding):
    rows = [["Mã", "Tên", "Ghi chú"]]
    rows += [[f"m{at}-{one}", two, three] for at, (one, two, three) in enumerate(cells)]
    rosters = [
        read(sheets.csv(rows, separator, encoding)),
        read(sheets.xlsx(rows), "t.xlsx"),
        read(sheets.xlsx_shared(rows), "t.xlsx"),
        read(sheets.ods(rows), "t.ods"),
        read(sheets.xls(rows), "t.xls"),
    ]
    for other in rosters[1:]:
        assert data(other) == data(rosters[0])
        assert said(other) == said(rosters[0])


def test_what_stands_around_the_table(read):
    roster = read(
        '# Danh sách mẫu; "không đóng\nDANH SÁCH CÁC TRƯỜNG;;;;\n\nMÃ TRƯỜNG;Tên đơn vị;;;\n'
        'a;Trường Mầm non A;;;\n;;;;\n# b;Trường B\nc;"Trường TH&THCS\nC";;;\n'
    )
    assert [(unit.ma, unit.loai, unit.place.row) for unit in roster.rows] == [
        ("a", "truong-mam-non", 5),
        ("c", "truong-th-thcs", 8),
    ]
    assert not roster.findings


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Trường THPT Mẫu", "truong-thpt"),
        ("TRƯỜNG TRUNG HỌC PHỔ THÔNG MẪU", "truong-thpt"),
        ("Trường Tiểu học Mẫu", "truong-tieu-hoc"),
        ("Trường Tiểu học và Trung học cơ sở Mẫu", "truong-th-thcs"),
        ("Trường TH & THCS Mẫu", "truong-th-thcs"),
        ("Trung tâm GDNN - GDTX Mẫu", "gdnn-gdtx"),
        ("Trường THPTX Mẫu", ""),
    ],
)
def test_the_kind_of_a_name(read, name, kind):
    roster = read(table(f"a;{name}", head="Mã;Tên"))
    assert roster.rows[0].loai == kind
    assert [one.code for one in roster.findings] == ([] if kind else ["L211"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a;;THPT"], ("L206", 2, "Tên trường")),
        (["a;Trường A;THTP"], ("L210", 2, "Loại")),
        (["a;Trường A;THPT", "A;Trường B;THPT"], ("L208", 3, "Mã")),
        (["a/b;Trường A;THPT"], ("L209", 2, "Mã")),
        (["..;Trường A;THPT"], ("L209", 2, "Mã")),
        (["a;Trường A; xã B;THPT;"], None),
        (["a;Trường A; xã B;THPT"], ("L204", 2, None)),
        (["a;Tr­êng THPT Phï L­u;THPT"], ("L219", 2, "Tên trường")),
        (["x;Trường X;THPT", 'a;"Trường A;THPT', "b;Trường B;THPT"], ("L205", 3, None)),
    ],
)
def test_a_bad_row_is_left_out_and_the_others_stay(read, rows, expected):
    roster = read(table("tot;Trường Tốt;THCS", *rows))
    errors = [one for one in roster.findings if one.level == Level.LOI]
    if expected is None:
        expected = ("L204", 2, None)
    code, row, cell = expected
    assert [(one.code, one.place.row, one.place.cell) for one in errors] == [(code, row + 1, cell)]
    assert roster.rows[0].ma == "tot"
    assert all(unit.place.row != row + 1 for unit in roster.rows)


def test_dates_and_numbers(read):
    head = "Mã;Tên;Ngày;Số"
    roster = read(
        table("a;THPT A;5/1/2026;5a", "b;THPT B;32/1/2026;", "c;THPT C;;12/KH", head=head)
    )
    assert [unit.ma for unit in roster.rows] == ["a"]
    assert said(roster) == [("L212", 3, "Ngày"), ("L213", 4, "Số")]


def test_the_nearest_kind_and_the_first_of_two_codes_are_named(read):
    roster = read(table("a;Trường A;THTP", "b;Trường B;THPT", "b;Trường C;THPT"))
    assert "THPT" in roster.findings[0].hint
    assert "hàng 3" in roster.findings[1].message


def test_codes_from_names(read):
    roster = read("Tên trường\nTrường THPT Mẫu Số 1\nTrường THPT Đỗ Mẫu\n")
    assert [unit.ma for unit in roster.rows] == ["truong-thpt-mau-so-1", "truong-thpt-do-mau"]
    assert [(one.code, one.level) for one in roster.findings] == [("L207", Level.THONG_TIN)]
    one_blank = read(table(";Trường THPT A;THPT"))
    assert one_blank.rows[0].ma == "truong-thpt-a"
    assert [(one.code, one.level) for one in one_blank.findings] == [("L207", Level.CANH_BAO)]


def test_names_that_come_twice(read):
    head = "Mã;Tên;Xã/phường"
    rows = ["a;Trường THCS Mẫu;Xã A", "b;Trường THCS Mẫu;Xã B", "c;Trường THCS Mẫu;xã A"]
    assert said(read(table(*rows, head=head))) == [("L214", 4, "Tên")]


@pytest.mark.parametrize("name", ["ThS. Nguyễn Mẫu", "TS Nguyễn Mẫu", "Tiến sĩ Nguyễn Mẫu", "Bà A"])
def test_titles_before_a_signer(read, name):
    roster = read(table(f"a;Trường THPT A;{name}", head="Mã;Tên;Hiệu trưởng"))
    assert [(one.code, one.level) for one in roster.findings] == [("L215", Level.THONG_TIN)]
    assert roster.rows[0].values["ho_ten"] == name


@pytest.mark.parametrize("name", ["Tsan Văn Mẫu", "Bàng Thị Mẫu", "Cô Thị Mẫu"][:2])
def test_names_that_only_look_like_titles(read, name):
    assert not read(table(f"a;Trường THPT A;{name}", head="Mã;Tên;Hiệu trưởng")).findings


def test_headings(read):
    roster = read(table("a;THPT A;B;C;1", head="Mã;Tên trường;Tên đơn vị;Ghi chú;2025"))
    assert said(roster) == [("L203", 1, "Tên đơn vị")]
    assert dict(roster.rows[0].values) == {
        "ma": "a", "ten": "THPT A", "loai": "truong-thpt", "ghi_chu": "C", "2025": "1"
    }  # fmt: skip
    none = read("Mã;Tên truongg\na;b\n")
    assert said(none) == [("L202", 1, None)]
    assert "Tên trường" in none.findings[0].hint
    assert [one.code for one in read("").findings] == ["L202"]


@pytest.mark.parametrize(
    "content",
    [
        "Mã;Tên\na;Trường THPT Á\n".encode("cp1258", "replace"),
        "Mã;Tên\na;Trường\n".encode("utf-16-le"),
        "Mã;Tên\na;Trường\n".encode("utf-16")[:-1],
        b"Ma;Ten\na;Tr\x00\n",
        b"Ma;Ten\na;\x07\n",
        b"%PDF-1.7\n",
        b"Ma;Ten\na;Tr\xb5\xb9ng\n",
    ],
)
def test_what_is_no_unicode_text_is_refused_with_a_way_out(read, content):
    roster = read(content)
    assert [one.code for one in roster.findings] == ["L201"]
    assert "CSV UTF-8" in roster.findings[0].hint
    assert not roster.rows


def test_signs_without_width_and_no_break_spaces(read):
    roster = read(table("\u200ba\ufeff;Trường\u00a0THPT A\u00a0;THPT"))
    assert (roster.rows[0].ma, roster.rows[0].ten) == ("a", "Trường THPT A")


def test_every_text_is_composed(read):
    assert read(unicodedata.normalize("NFD", table("a;Trường THPT Mẫu;THPT"))).rows[0].ten == (
        "Trường THPT Mẫu"
    )


def test_many_findings_end_with_a_count(read):
    roster = read(table(*(f"{at};;THPT" for at in range(SHOWN + 7))))
    assert len(roster.findings) == SHOWN + 1
    assert "7" in roster.findings[-1].message


def test_more_rows_than_are_read(read, monkeypatch):
    monkeypatch.setattr("vanban.plan.roster.separated.MOST_ROWS", 2)
    roster = read(table(*(f"m{at};Trường {at};THPT" for at in range(5))))
    assert [unit.ma for unit in roster.rows] == ["m0", "m1"]
    assert said(roster) == [("L218", None, None)]


# -- workbooks -------------------------------------------------------------------------------------


def test_what_cells_hold(read):
    rows = [
        ["Mã", "Tên", "Số lớp", "Tỉ lệ", "Ngày", "Khai giảng", "Điện thoại", "Công lập"],
        [7, "THPT A", 12, 1.5, date(2026, 1, 5), datetime.fromisoformat("2026-09-05T07:30"),
         912345678, True],
    ]  # fmt: skip
    roster = read(sheets.xlsx(rows), "t.xlsx")
    assert dict(roster.rows[0].values) == {
        "ma": "7", "ten": "THPT A", "loai": "truong-thpt", "so_lop": "12", "ti_le": "1,5",
        "ngay": "05/01/2026", "khai_giang": "05/09/2026 07:30", "dien_thoai": "912345678",
        "cong_lap": "TRUE",
    }  # fmt: skip
    assert said(roster) == [("L217", 2, "Mã")]


def test_a_column_that_does_not_begin_at_a_and_other_sheets(read):
    def change(sheet, book):
        sheet.insert_cols(1)
        sheet.insert_rows(1)
        book.create_sheet("Hè")

    roster = read(sheets.xlsx([HEAD, *ROWS], change), "t.xlsx")
    assert [(unit.ma, unit.place.row) for unit in roster.rows] == [("thpt-1", 3), ("tt-1", 4)]
    assert [(one.code, one.level) for one in roster.findings] == [("L216", Level.THONG_TIN)]
    assert "Hè" in roster.findings[0].message


def test_cells_merged_over_rows_mean_each_of_them(read):
    def change(sheet, _book):
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("A4:C4")

    rows = [
        ["Mã", "Tên", "Huyện"],
        ["a", "THPT A", "Huyện Mẫu"],
        ["b", "THPT B", ""],
        ["c", "", ""],
    ]
    roster = read(sheets.xlsx(rows, change), "t.xlsx")
    assert [unit.values["khu_vuc"] for unit in roster.rows] == ["Huyện Mẫu"] * 2
    assert said(roster) == [("L206", 4, "Tên")]


def _stray(sheet, _book):
    sheet["XFD1048576"] = "x"


def _repeated(rows, columns):
    cell = (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
    )
    row = f'<table:table-row table:number-rows-repeated="{rows}">'
    return f"{row}{cell}<text:p>x</text:p></table:table-cell></table:table-row>"


def _shown_often():
    """One text of 1 MB that 5,000 cells show."""
    return sheets.xlsx_shared([["Tên"], *[["x" * 1_000_000]] * 5000])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(sheets.xlsx([["Tên"]], _stray), id="a cell in the last corner"),
        pytest.param(sheets.ods([["Tên"]], _repeated(1_048_000, 16_000)), id="a repeated cell"),
        pytest.param(sheets.ods([["Tên"]], _repeated(1_000, 1) * 20_000), id="repeated rows"),
        pytest.param(_shown_often(), id="a long text shown often"),
        pytest.param(
            sheets.zipped({"xl/workbook.xml": "", "xl/worksheets/a.xml": b"\0" * 300_000_000}),
            id="a bomb",
        ),
    ],
)
def test_workbooks_that_would_fill_the_machine(read, content):
    roster = read(content, "t.xlsx")
    assert [one.code for one in roster.findings] == ["L201"]
    assert "quá lớn" in roster.findings[0].message


def test_blank_rows_repeated_to_the_end_of_the_sheet(read):
    blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    blank += 'table:number-columns-repeated="16384"/></table:table-row>'
    assert data(read(sheets.ods([HEAD, *ROWS], blank), "t.ods")) == data(
        read(sheets.csv([HEAD, *ROWS]))
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK\x03\x04" + b"x" * 100, "hỏng"),
        (b"PK\x05\x06" + bytes(18), "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "hỏng"),
        (sheets.zipped({"word/document.xml": "<a/>"}), "hỏng"),
        (sheets.xlsx([HEAD])[:2000], "hỏng"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mật khẩu",
        ),
    ],
)
def test_damaged_and_encrypted_workbooks(read, content, word):
    roster = read(content, "t.xlsx")
    assert [one.code for one in roster.findings] == ["L201"]
    assert word in roster.findings[0].message


@pytest.mark.parametrize("made", [sheets.xlsx_shared, sheets.ods, sheets.xls])
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(read, made):
    whole = made([HEAD, *ROWS])
    dice = random.Random(1)
    for _round in range(150):
        content = bytearray(whole)
        for _byte in range(dice.randint(1, 8)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        read(bytes(content), "t.xlsx")


def test_without_the_library_the_user_is_told_what_to_install(read, monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(VanbanError) as error:
        read(sheets.xlsx([HEAD]), "t.xlsx")
    assert "vanban[xlsx]" in error.value.hint


def test_files_that_are_none(tmp_path):
    for path in (tmp_path, tmp_path / "x.csv"):
        with pytest.raises(VanbanError):
            read_roster(path)
