"""Wrong templates, each with what must be said about it."""

import copy

import pytest
from lxml import etree
from tests.word.template.editing import Edited, element, paragraph, render

from vanban.finding import Level, VanbanError
from vanban.word import package
from vanban.word.namespaces import w
from vanban.word.template.check import check_template
from vanban.word.template.probe import probes

CORE = package.CORE
STYLES = package.STYLES


def said(findings):
    return [f"{f.code} {f.message} | {f.hint}" for f in findings]


def one(findings, code, quote=None, says=""):
    """The finding with that code, at that paragraph, which says that."""
    fits = [f for f in findings if f.code == code and (quote is None or f.place.quote == quote)
            and says in f.message + f.hint]  # fmt: skip
    assert fits, said(findings)
    return fits[0]


def test_the_shipped_template_has_no_finding(tmp_path):
    assert said(Edited().check(tmp_path)) == []


# old text, new text, code, what the message or the hint says (the quote is the new text)
TYPED = [
    ("{{ co_quan.ten }}", "{{ co_quan.tne }}", "M101", "Có phải là “co_quan.ten”?"),
    ("{{ co_quan.ten }}", "{{ cơ_quan.tên }}", "M101", "Có phải là “co_quan”?"),
    ("{{ ten_loai }}", "{{ ten_loia }}", "M101", "“ten_loai”"),
    ("{{ ten_loai }}", "{{ khoi.chu }}", "M101", "{%p for khoi in phan.noi_dung %}"),
    ("{{ ten_loai }}", "{{ vb.rong(ky) }}", "M101", "“vb”"),
    ("{{ ten_loai }}", "{{ ten_loai|uper }}", "M101", "Có phải là “upper”?"),
    ("{{ ten_loai }}", "{{ ten_loai if ten_loai is defind }}", "M101", "Có phải là “defined”?"),
    ("{{ ten_loai }}", "{{ ky }}", "M101", "ky.chuc_vu"),
    ("{{ ten_loai }}", "{{ can_cu }}", "M101", "danh sách"),
    ("{{ ten_loai }}", "{{ can_cu.ten }}", "M101", "vòng lặp"),
    ("{{ ten_loai }}", "{{ so.hai }}", "M101", "“so.hai”"),
    ("{{ ten_loai }}", "{{ cac_phan[0].tenn }}", "M101", "cac_phan[0].ten”"),
    ("{{ can }}", "{{ cann }}", "M101", "Có phải là “can”?"),
    ("{{ phan.ten }}", "{{ phan.tenn }}", "M101", "Có phải là “phan.ten”?"),
    ("{%p elif khoi.lien %}", "{%p elif khoi.lienn %}", "M101", "Có phải là “khoi.lien”?"),
    ("{%p if phan.phu_luc %}", "{%p if phan.phuluc %}", "M101", "Có phải là “phan.phu_luc”?"),
    ("{%p for can in can_cu %}", "{%p for can in cancu %}", "M101", "Có phải là “can_cu”?"),
    ("{%p for can in can_cu %}", "{%p for can in so %}", "M101", "không phải danh sách"),
    ("{%p for can in can_cu %}", "{%p for vb in can_cu %}", "M101", "“vb”"),
    ("{%tr for hang in khoi.bang.hang %}", "{%tr for hang in khoi.bang.hangs %}", "M101",
     "Có phải là “khoi.bang.hang”?"),
    ("{{ ten_loai }}", "{{ ten loai }}", "M102", "Có phải là “ten_loai”?"),
    ("{{ ten_loai }}", "{{ ten_loai. }}", "M102", "“ten_loai”"),
    ("{{ ten_loai }}", "{{ }}", "M102", "trống"),
    ("{{ ten_loai }}", "{{ ten_loai }", "M102", "“{{”"),
    ("{{ ten_loai }}", "{ ten_loai }}", "M102", "“}}”"),
    ("{{ ten_loai }}", "{{ ten_loai }} %}", "M102", "“%}”"),
    ("{%p for can in can_cu %}", "{%p fro can in can_cu %}", "M102", "Có phải là “for”?"),
    ("{%p for can in can_cu %}", "{% p for can in can_cu %}", "M102", "Viết liền “{%p”"),
    ("{%p for can in can_cu %}", "{%pfor can in can_cu %}", "M102", "Viết “{%p for”"),
    ("{%p for can in can_cu %}", "{%p for can on can_cu %}", "M102", "sai cú pháp"),
    ("{%p if do_khan %}", "{%p if so % 2 %}", "M102", "%"),
    ("{%p if do_khan %}", "{%p if do_khan %} Mật", "M104", "“Mật” sẽ mất"),
    ("{%p if do_khan %}", "{%p if do_khan %}{{ do_khan }}", "M104", "“{{ do_khan }}” sẽ mất"),
    ("{{ do_khan }}", "{{r do_khan }}", "M104", "{{ do_khan }}"),
    ("{{ ten_loai }}", "{{p ten_loai }}", "M104", "{{ ten_loai }}"),
    ("{{ can }}", "{%tr if so %}{{ can }}", "M104", "ngoài bảng"),
    ("{{ can }}", "{%tc if so %}{{ can }}", "M104", "ngoài bảng"),
    ("{%p if do_khan %}", "{%p if do_khan %}{%p if so %}", "M105", "Hai thẻ {%p"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "says"), TYPED, ids=lambda x: str(x)[:40])
def test_a_tag_typed_wrongly(tmp_path, old, new, code, says):
    edited = Edited().replace(old, new)
    lines = list(edited.document.iter(w("p")))
    number = lines.index(edited.find(new)) + 1
    found = one(edited.check(tmp_path), code, new, says)
    assert found.level == Level.LOI
    assert (found.place.part, found.place.paragraph) == (package.DOCUMENT, number)


ALLOWED = [
    ("{{ ten_loai }}", "{{ ten_loai|upper }}"),
    ("{{ ten_loai }}", "{{ ten_loai.upper() }}"),
    ("{{ ten_loai }}", "{{ ten_loai if ten_loai is not none else “” }}"),
    ("{{ ten_loai }}", "{{ “” ~ ten_loai }}"),
    ("{{ ten_loai }}", "{# tên loại #}{{ ten_loai }}"),
    ("{{ ten_loai }}", "{% if ten_loai %}{{ ten_loai }}{% endif %}"),
    ("{{ ten_loai }}", "{% set x = ten_loai %}{{ x }}"),
    ("{{ can }}", "{{ loop.index }}. {{ can }}"),
    ("{%p for can in can_cu %}", "{%p for can in can_cu[:9] %}"),
    ("{%p elif khoi.loai == 'muc' %}", "{%p elif khoi.loai == ‘muc’ %}"),
    ("{%p if kem_theo %}", "{%p if kem_theo and kem_theo|length > 0 %}"),
]


@pytest.mark.parametrize(("old", "new"), ALLOWED, ids=lambda x: x[:50])
def test_a_tag_typed_otherwise_but_rightly(tmp_path, old, new):
    assert said(Edited().replace(old, new).check(tmp_path)) == []


# --- tags that belong together ----------------------------------------------------------------


def test_a_loop_without_end_and_an_end_without_loop(tmp_path):
    edited = Edited()
    start = edited.find("{%p for can in can_cu %}")
    start.getparent().remove(start)
    found = one(edited.check(tmp_path), "M103", "{%p endfor %}", "không có thẻ mở")
    assert found.place.paragraph
    edited = Edited()
    end = edited.find("{%p endfor %}")
    end.getparent().remove(end)
    found = edited.check(tmp_path)
    one(found, "M103", says="không có thẻ đóng")
    assert not [f for f in found if f.code == "M115"], "said already"


def test_an_if_closed_by_endfor_names_both(tmp_path):
    edited = Edited().replace("{%p endif %}", "{%p endfor %}")
    one(edited.check(tmp_path), "M103", says="Thẻ đang mở là “{%p if co_quan.chu_quan %}” ở đoạn 1")


def test_an_unclosed_if_inside_a_loop_names_both(tmp_path):
    edited = Edited().after("{%p for can in can_cu %}", paragraph("{%p if can %}", "VBThe"))
    found = one(edited.check(tmp_path), "M103", "{%p if can %}", "{%p endfor %}")
    assert "chưa đóng" in found.message


def test_else_outside_if(tmp_path):
    edited = Edited().after("{{ ten_loai }}", paragraph("{%p else %}"))
    one(edited.check(tmp_path), "M103", "{%p else %}")


def test_kinds_of_begin_and_end_differ(tmp_path):
    edited = Edited().replace("{%p for can in can_cu %}", "{% for can in can_cu %}")
    one(edited.check(tmp_path), "M104", "{%p endfor %}", "không cùng loại")


def test_begin_and_end_in_two_cells(tmp_path):
    edited = Edited().after("Độc lập - Tự do - Hạnh phúc", paragraph("{%p endif %}"))
    first = edited.find("{%p endif %}")
    first.getparent().remove(first)
    one(edited.check(tmp_path), "M104", "{%p endif %}", "hai chỗ khác nhau")


def test_two_tags_in_one_row_and_one_cell(tmp_path):
    edited = Edited().replace("{%tr for hang in khoi.bang.hang %}",
                              "{%tr for hang in khoi.bang.hang %}{%tr if so %}")  # fmt: skip
    one(edited.check(tmp_path), "M105", says="Hai thẻ {%tr trong một hàng")
    edited = Edited().replace("{%tc for o in hang.o %}", "{%tc for o in hang.o %}{%tc if so %}")
    one(edited.check(tmp_path), "M105", says="Hai thẻ {%tc trong một ô")


def test_text_in_the_row_of_a_row_tag(tmp_path):
    edited = Edited().after("{%tr for hang in khoi.bang.hang %}", paragraph("Ghi chú"))
    one(edited.check(tmp_path), "M104", "Ghi chú", "mất cùng hàng")


def test_an_image_in_the_paragraph_of_a_tag(tmp_path):
    edited = Edited()
    edited.find("{%p if do_khan %}").append(element("<w:r><w:drawing/></w:r>"))
    one(edited.check(tmp_path), "M104", "{%p if do_khan %}", "Hình")


def test_a_run_tag_loses_the_look(tmp_path):
    edited = Edited().replace("{{ ten_loai }}", "{%r if so %}{{ ten_loai }}{%r endif %}")
    assert one(edited.check(tmp_path), "M104", says="mất định dạng").level == Level.CANH_BAO


def test_a_cell_that_may_be_empty(tmp_path):
    edited = Edited().remove("{{ co_quan.ten }}")
    rule = edited.of_style("VBKeCoQuan")
    rule.getparent().remove(rule)
    one(edited.check(tmp_path), "M104", "{%p if co_quan.chu_quan %}", "Word báo tệp hỏng")


def test_a_footer_that_may_be_empty(tmp_path):
    edited = Edited()
    root = edited.roots["word/footer2.xml"]
    root.remove(root[-1])
    found = one(edited.check(tmp_path), "M104", "{%p if co_quan.dia_chi %}", "Word báo tệp hỏng")
    assert found.place.part == "word/footer2.xml"


def test_the_break_of_parts_outside_their_loop(tmp_path):
    edited = Edited().remove("{%p if phan.phu_luc %}")
    broken = edited.of_style("VBNgatPhan")
    edited.body.insert(1, broken)
    one(edited.check(tmp_path), "M104", says="VB Ngắt phần")


NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def test_tags_in_footnotes_are_not_filled_in(tmp_path):
    xml = etree.tostring(element(
        '<w:footnotes><w:footnote w:id="1"><w:p><w:r><w:t>Xem {{ so }}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"))  # fmt: skip
    edited = Edited().add_part(package.FOOTNOTES, xml, NOTES_TYPE, ("rId90", NOTES))
    found = one(edited.check(tmp_path), "M104", "Xem {{ so }}")
    assert found.place.part == package.FOOTNOTES


def test_wrong_words_in_header_footer_and_properties(tmp_path):
    edited = Edited().replace("{{ co_quan.dia_chi }}", "{{ co_quan.diachi }}", "word/footer2.xml")
    found = one(edited.check(tmp_path), "M101", "{{ co_quan.diachi }}", "co_quan.dia_chi")
    assert found.place.part == "word/footer2.xml"
    edited = Edited().raw("{{ tieu_de }}", "{{ tieude }}", CORE)
    assert one(edited.check(tmp_path), "M101", "{{ tieude }}", "tieu_de").place.part == CORE


# --- the decree -------------------------------------------------------------------------------

# style id, run property, its attributes, what is said, level
STYLED = [
    ("VBDoan", "sz", {"val": "30"}, "cỡ chữ 15, phải là 13–14", "PL I, II.6.e", Level.LOI),
    ("VBSo", "sz", {"val": "28"}, "cỡ chữ 14, phải là 13", "PL I, II.3", Level.LOI),
    ("VBNoiNhanDong", "sz", {"val": "23"}, "cỡ chữ 11,5, phải là 11", "PL I, II.9.b", Level.LOI),
    ("VBKemTheo", "sz", {"val": "24"}, "cỡ chữ 12, phải là 13–14", "", Level.CANH_BAO),
    ("VBTrichYeu", "b", {"val": "0"}, "phải in đậm", "PL I, II.5", Level.LOI),
    ("VBDoan", "b", {}, "không được in đậm", "PL I, II.6.e", Level.LOI),
    ("VBDiaDanh", "i", {"val": "false"}, "phải in nghiêng", "PL I, II.4", Level.LOI),
    ("VBDoan", "rFonts", {"ascii": "Arial"}, "phông Arial", "PL I, I.4", Level.LOI),
    ("VBDoan", "rFonts", {"hAnsi": "Calibri"}, "phông Calibri", "PL I, I.4", Level.LOI),
    ("VBChuThich", "rFonts", {"ascii": "Arial"}, "phông Arial", "PL I, I.4", Level.LOI),
    ("VBMuc", "color", {"val": "2E74B5"}, "chữ màu 2E74B5", "PL I, I.4", Level.LOI),
    ("VBDiaDanh", "sz", {"val": "28"}, "12 – 13 – 14, không đi cùng nhau", "PL I, Phần V",
     Level.CANH_BAO),
]  # fmt: skip


@pytest.mark.parametrize(("style", "tag", "attributes", "says", "clause", "level"), STYLED)
def test_a_style_against_the_decree(tmp_path, style, tag, attributes, says, clause, level):
    findings = Edited().set_style(style, tag, **attributes).check(tmp_path)
    found = one(findings, "M106", says=says)
    assert (found.clause, found.level) == (clause, level)
    assert len(findings) == 1, "once, not for each paragraph"


@pytest.mark.parametrize(
    ("style", "tag", "attributes"),
    [
        ("VBDoan", "sz", {"val": "26"}),
        ("VBDoKhan", "color", {"val": "C00000"}),
        ("VBMuc", "color", {"val": "auto"}),
        ("VBDoan", "rFonts", {"eastAsia": "MS Mincho"}),
        ("VBThe", "rFonts", {"ascii": "Consolas"}),
        ("VBThe", "sz", {"val": "12"}),
        ("VBBangViec", "sz", {"val": "24"}),
    ],
)
def test_a_style_the_decree_leaves_free(tmp_path, style, tag, attributes):
    assert said(Edited().set_style(style, tag, **attributes).check(tmp_path)) == []


def test_a_style_with_a_font_of_the_theme(tmp_path):
    edited = Edited().set_style(
        "VBDoan", "rFonts", asciiTheme="minorHAnsi", hAnsiTheme="minorHAnsi"
    )
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"

    def theme(font):
        return etree.fromstring(
            f'<a:theme xmlns:a="{space}"><a:fontScheme><a:majorFont><a:latin typeface="Cambria"/>'
            f'</a:majorFont><a:minorFont><a:latin typeface="{font}"/></a:minorFont></a:fontScheme>'
            "</a:theme>"
        )

    edited.roots["word/theme/theme1.xml"] = theme("Calibri")
    one(edited.check(tmp_path), "M106", says="phông Calibri")
    edited.roots["word/theme/theme1.xml"] = theme("Times New Roman")
    assert said(edited.check(tmp_path)) == []


def test_formatting_typed_over_a_style(tmp_path):
    edited = Edited()
    run = edited.find("{{ trich_yeu }}").find(w("r"))
    run.insert(0, element('<w:rPr><w:sz w:val="36"/></w:rPr>'))
    one(edited.check(tmp_path), "M106", "{{ trich_yeu }}", "cỡ chữ 18")


def test_formatting_typed_over_a_wrong_style_mends_it(tmp_path):
    edited = Edited().set_style("VBTrichYeu", "sz", val="36")
    edited.find("{{ trich_yeu }}").find(w("r")).insert(
        0, element('<w:rPr><w:sz w:val="28"/></w:rPr>')
    )
    assert said(edited.check(tmp_path)) == []


def test_alignment(tmp_path):
    edited = Edited()
    edited.find("{{ trich_yeu }}").find(w("pPr")).append(element('<w:jc w:val="left"/>'))
    found = one(edited.check(tmp_path), "M106", "{{ trich_yeu }}", "căn trái, phải căn giữa")
    assert found.clause == "PL I, II.5"
    edited = Edited()
    edited.style("VBMuc").find(f"{w('pPr')}/{w('jc')}").set(w("val"), "center")
    assert said(edited.check(tmp_path)) == [], "the text of the decree does not align a mục"


def test_static_text_in_another_font(tmp_path):
    new = element('<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>'
                  "<w:t>Kính thưa</w:t></w:r></w:p>")  # fmt: skip
    one(Edited().after("{{ ten_loai }}", new).check(tmp_path), "M106", "Kính thưa", "phông Arial")


# pgSz or pgMar attribute, value, what is said
PAGES = [
    ("pgMar", "left", "1134", "Lề trái 20 mm, phải từ 30 đến 35 mm"),
    ("pgMar", "right", "1701", "Lề phải 30 mm"),
    ("pgMar", "top", "850", "Lề trên 15 mm"),
    ("pgMar", "bottom", "1701", "Lề dưới 30 mm"),
    ("pgSz", "w", "12240", "phải là A4"),
]


@pytest.mark.parametrize(("tag", "attribute", "value", "says"), PAGES)
def test_page(tmp_path, tag, attribute, value, says):
    edited = Edited()
    edited.body.find(f"{w('sectPr')}/{w(tag)}").set(w(attribute), value)
    found = one(edited.check(tmp_path), "M107", says=says)
    assert found.level == Level.LOI
    assert found.clause.startswith("PL I, I.")


@pytest.mark.parametrize(
    ("attribute", "value"), [("left", "1985"), ("top", "1418"), ("right", "851")]
)
def test_page_within_the_decree(tmp_path, attribute, value):
    edited = Edited()
    edited.body.find(f"{w('sectPr')}/{w('pgMar')}").set(w(attribute), value)
    assert said(edited.check(tmp_path)) == []


def test_page_number(tmp_path):
    edited = Edited()
    section = edited.body.find(w("sectPr"))
    section.remove(section.find(w("titlePg")))
    one(edited.check(tmp_path), "M112", says="Trang đầu")
    edited = Edited()
    field = edited.roots["word/header1.xml"].find(f".//{w('fldSimple')}")
    field.getparent().remove(field)
    one(edited.check(tmp_path), "M112", says="không có số trang")
    edited.roots["word/footer1.xml"][0].append(field)
    one(edited.check(tmp_path), "M112", says="ở chân trang")


# --- what is missing or too much --------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "name", "level"),
    [
        ("VBNgatPhan", "VB Ngắt phần", Level.LOI),
        ("VBKeTieuNgu", "VB Kẻ tiêu ngữ", Level.CANH_BAO),
        ("VBKeCoQuan", "VB Kẻ cơ quan", Level.CANH_BAO),
        ("VBKeTrichYeu", "VB Kẻ trích yếu", Level.CANH_BAO),
    ],
)
def test_a_paragraph_that_vanban_needs(tmp_path, style, name, level):
    edited = Edited()
    gone = edited.of_style(style)
    gone.getparent().remove(gone)
    assert one(edited.check(tmp_path), "M108", says=name).level == level


@pytest.mark.parametrize("style", ["VBChuThich", "VBDauChuThich"])
def test_a_style_that_vanban_needs(tmp_path, style):
    edited = Edited()
    gone = edited.style(style)
    gone.getparent().remove(gone)
    one(edited.check(tmp_path), "M108", says="chú thích")


def test_a_rule_without_its_text(tmp_path):
    edited = Edited()
    edited.body.append(edited.of_style("VBKeTieuNgu"))
    found = one(edited.check(tmp_path), "M110", says="VB Tiêu ngữ")
    assert found.clause == "PL I, II.1.b"


@pytest.mark.parametrize("name", ["so", "ngay", "chu_ky", "con_dau"])
def test_bookmarks(tmp_path, name):
    edited = Edited().raw(f'w:name="{name}"', 'w:name="khac"')
    assert one(edited.check(tmp_path), "M111", says=f"“{name}”").level == Level.CANH_BAO


def test_a_bookmark_that_would_stand_on_the_page_twice(tmp_path):
    edited = Edited()
    number = edited.find("Số: {{ so }}/{{ ky_hieu }}")
    number.addnext(copy.deepcopy(number))
    one(edited.check(tmp_path), "M111", says="“so” có 2 chỗ")
    edited = Edited()
    edited.find("{{ can }}").append(edited.document.find(f".//{w('bookmarkStart')}"))
    one(edited.check(tmp_path), "M111", says="“so” có 2 chỗ")


def test_left_overs(tmp_path):
    edited = Edited()
    edited.find("{{ trich_yeu }}").append(
        element('<w:ins w:id="9" w:author="A"><w:r><w:t>thêm</w:t></w:r></w:ins>')
    )
    one(edited.check(tmp_path), "M113", says="Track Changes")
    edited = Edited()
    edited.find("{{ trich_yeu }}").append(element('<w:r><w:commentReference w:id="0"/></w:r>'))
    assert one(edited.check(tmp_path), "M113", says="Comment").level == Level.CANH_BAO
    edited = Edited()
    edited.parts["word/vbaProject.bin"] = b"x"
    one(edited.check(tmp_path), "M113", says="macro")
    edited = Edited().raw("document.main+xml", "template.main+xml", package.CONTENT_TYPES)
    one(edited.check(tmp_path), "M113", says=".dotx")


# paragraphs taken out, the word then not printed
LOST = [
    ("{{ trich_yeu }}", "trich_yeu"),
    ("{{ co_quan.ten }}", "co_quan.ten"),
    ("{{ can }}", "can_cu"),
    ("{{ du_thao }}", "du_thao"),
    ("{{ phan.chi_dan }}", "phan.chi_dan"),
    ("- {{ noi }}", "noi_nhan"),
    ("+ {{ khoi.chu }}", "khoi.chu (gach_con)"),
    ("{{ ky_trai.ho_ten }}", "ky_trai.ho_ten"),
    ("{{ ky.ho_ten }}", "ky.ho_ten"),
]


@pytest.mark.parametrize(("text", "word"), LOST)
def test_data_that_nothing_prints(tmp_path, text, word):
    edited = Edited()
    edited.find(text).getparent().replace(edited.find(text), paragraph("", "VBCuoi"))
    found = one(edited.check(tmp_path), "M109", says=f"“{word}”")
    assert found.level == Level.LOI


def test_a_word_lost_everywhere_is_said_once(tmp_path):
    edited = Edited()
    for found in list(edited.document.iter(w("t"))):
        found.text = (found.text or "").replace("{{ o.chu }}", "")
    assert [f.message for f in edited.check(tmp_path) if "o.chu" in f.message] == [
        "Mẫu không in “o.chu”: Chữ trong ô"
    ]


def test_a_document_without_tags_is_no_template(tmp_path):
    edited = Edited()
    for root in edited.roots.values():
        for found in list(root.iter(w("t"))):
            found.text = "Chữ"
    assert [f.code for f in edited.check(tmp_path)] == ["M109"]


def test_a_cell_outside_a_table_is_no_trace(tmp_path):
    edited = Edited()
    cell = edited.find("{{ co_quan.ten }}").getparent()
    edited.body.insert(0, cell)
    edited.check(tmp_path)


def test_properties_that_nothing_fills(tmp_path):
    edited = Edited().raw("{{ tac_gia }}", "Sở", CORE)
    found = one(edited.check(tmp_path), "M109", says="“tac_gia”")
    assert (found.level, found.place.part) == (Level.CANH_BAO, CORE)


def test_texts_in_another_order_cannot_be_verified(tmp_path):
    edited = Edited()
    title = edited.find("{{ trich_yeu }}")
    edited.find("{{ ten_loai }}").addprevious(title)
    one(edited.check(tmp_path), "M115", says="không qua kiểm tra")


def test_arithmetic_that_fails_is_a_finding(tmp_path):
    edited = Edited().replace("{{ ten_loai }}", "{{ ten_loai }}{{ 1 // 0 }}")
    one(edited.check(tmp_path), "M115", says="by zero")


def test_a_table_with_columns_of_its_own(tmp_path):
    width = '<w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>'
    cell = f"<w:tc>{width}<w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:tc>"
    cells = map(cell.format, ("{%tc for c in can_cu %}", "{{ c }}", "{%tc endfor %}"))
    table = element(
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
        f"<w:tr>{''.join(cells)}</w:tr></w:tbl>"
    )
    edited = Edited().after("{{ ten_loai }}", table, paragraph(""))
    findings = edited.check(tmp_path)
    assert one(findings, "M114").level == Level.THONG_TIN


def test_not_a_word_file(tmp_path):
    with pytest.raises(VanbanError):
        check_template(tmp_path / "khong-co.docx")
    (tmp_path / "a.docx").write_bytes(b"PK no")
    with pytest.raises(VanbanError):
        check_template(tmp_path / "a.docx")
    edited = Edited()
    edited.parts[package.DOCUMENT] = b"<w:document"
    del edited.roots[package.DOCUMENT]
    with pytest.raises(VanbanError):
        edited.check(tmp_path)


def test_a_strict_document(tmp_path):
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    edited = Edited()
    xml = etree.tostring(edited.document, encoding="unicode").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict
    )
    edited.roots[package.DOCUMENT] = etree.fromstring(xml)
    with pytest.raises(VanbanError, match="thường"):
        edited.check(tmp_path)
    with pytest.raises(VanbanError, match="thường"):
        render(edited.content(), probes()[0].view)


def test_findings_are_in_order_and_once(tmp_path):
    edited = (
        Edited().replace("{{ trich_yeu }}", "{{ a.b }} {{ a.b }}").replace("{{ can }}", "{{ x }}")
    )
    places = [f.place.paragraph for f in edited.check(tmp_path) if f.code == "M101"]
    assert places == sorted(places)
    assert len(places) == 2
