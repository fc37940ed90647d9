"""Expressions in texts for many units: what they give, what they refuse, where the fault stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.finding import Place
from vanban.plan.expressions import BadExpressionError, Expressions, masked
from vanban.plan.filling import Form
from vanban.plan.issuer import Truong
from vanban.plan.load import load_text
from vanban.plan.model import CoQuan, KeHoach
from vanban.view.inline import Inline

ROW = {"ten": "Trường THPT Mẫu", "so_lop": "12", "khu_vuc": "Cụm mẫu", "email": "a*b*c"}


def unit(**more):
    values = {**ROW, **more}
    return Truong("mau-1", values["ten"], "truong-thpt", values, Place("t.csv", row=2))


@pytest.fixture
def expressions():
    return Expressions(("so_lop", "email", "ghi_chu"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trường có {{ truong.so_lop }} lớp", "Trường có 12 lớp"),
        ("{{ don_vi.ten }} ({{ truong.khu_vuc }})", "Trường THPT Mẫu (Cụm mẫu)"),
        ("{{ truong.ten|upper }}", "TRƯỜNG THPT MẪU"),
        ("{{ truong.ten.removeprefix('Trường ') }}", "THPT Mẫu"),
        ("{{ truong.so_lop|int + 1 }}", "13"),
        ("{{ truong.so_lop|int / 8 }}", "1,5"),
        ("{{ '1,5'|float + 1 }} {{ '1.500'|int }} {{ truong.ghi_chu|int }}", "2,5 1500 0"),
        ("{% if truong.so_lop|int > 9 %}Lớn{% else %}Nhỏ{% endif %}", "Lớn"),
        (
            "{% if truong.loai == 'gdtx' %}A{% elif truong.loai in ['truong-thpt'] %}B{% endif %}",
            "B",
        ),
        ("{{ 'x' if truong.ho_ten }}.", "."),
        ("{{ truong.ho_ten or 'chưa rõ' }}", "chưa rõ"),
        ("{{ truong.ghi_chu }}", ""),
        ("{{ truong.chuc_vu }}", "Hiệu trưởng"),
        ("{{ truong.ma }}/{{ truong['so_lop'] }}", "mau-1/12"),
        ("{{ truong.la|default('không') }}", "không"),
        ("{{ truong.ten|replace('THPT', 'PT')|replace(' ', '') }}", "TrườngPTMẫu"),
        ("{{ truong.ten.split(' ')|join('-') }}", "Trường-THPT-Mẫu"),
    ],
)
def test_what_they_give(expressions, text, expected):
    assert not list(expressions.complaints(text))
    assert expressions.compiled(text, "raw")(expressions.scope(unit())) == expected


@pytest.mark.parametrize("text", ["Lời văn", "a { b } c", "{# không #}", "giá 5}}"])
def test_texts_without_expressions(expressions, text):
    assert expressions.compiled(text) is None
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "fault", "hint"),
    [
        ("Có {{ truong.so_lpo }} lớp", "so_lpo", "so_lop"),
        ("{{ truong['so lop'] }}", "so lop", "so_lop"),
        ("{{ ten }}", "ten", "truong"),
        ("A {{ truong.ten", "{{ truong.ten", "{{ truong.ten }}"),
        ("{{ truong.ten }} {{ truong.ten }", "{{ truong.ten }", ""),
        ("A {{ Số lớp }} B", "{{ Số lớp }}", "{{ truong.so_lop }}"),
        ("{{ truong.ten|uper }}", "uper", "upper"),
        ("{% for a in truong.ten %}{% endfor %}", "for", ""),
        ("{% set a = 1 %}", "set", ""),
        ("{% include 'a' %}", "include", ""),
        ("{% macro a() %}{% endmacro %}", "macro", ""),
        ("{{ range(9) }}", "range", ""),
        ("{{ truong.ten.format(1) }}", "format", ""),
        ("{{ truong.__class__.__mro__ }}", "__mro__", ""),
        ("{{ ''.__class__() }}", "__class__", ""),
        ("{{ 9 ** 9 }}", "**", ""),
        ("{{ truong.ten.__class__ }}", "__class__", ""),
        ("{{ self }}", "self", ""),
        ("{% if truong.ten %}A", "{% if truong.ten %}", ""),
        ("A{% endif %}", "{% endif %}", ""),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{{ (((", ""),
        ("{{ " + "9" * 9000 + " }}", "{{ 999", ""),
        ("{{ truong.ten is la }}", "la", ""),
    ],
)
def test_what_is_refused_and_where(expressions, text, fault, hint):
    complaint = next(iter(expressions.complaints(text)))
    assert text[complaint.start : complaint.end].startswith(fault)
    assert hint in complaint.hint


@pytest.mark.parametrize(
    "text",
    [
        "{{ truong.la }}",
        "{{ 1 / 0 }}",
        "{{ truong.so_lop + 1 }}",
        "{{ truong }}",
        "{{ truong.ten.split(' ') }}",
        "{{ truong.ten == 'a' }}",
        "{{ 'a' * 100000000 }}",
        "{{ truong.ten * 100000000 }}",
        "{{ '%99999999d' % 1 }}",
        "{{ (('a' * 9000)|list)|join('a' * 9000) }}",
        "{{ ('a' * 9000)|replace('a', 'a' * 9000) }}",
        "{{ truong.ten[99] }}",
        "{{ truong.ten|int }}",
    ],
)
def test_what_cannot_be_had_for_a_unit(expressions, text):
    with pytest.raises(BadExpressionError):
        expressions.compiled(text)(expressions.scope(unit()))


def test_blanks_of_a_row_are_those_of_the_profile(expressions):
    base = CoQuan(ten="Trường", viet_tat="TM", dia_danh="Mẫu", chu_quan="Sở Mẫu")
    text = "{{ truong.viet_tat }} {{ truong.dia_danh }} {{ truong.chu_quan }} {{ truong.ten }}"
    filled = expressions.compiled(text)(expressions.scope(unit(dia_danh="Xã A"), base))
    assert filled == "TM Xã A Sở Mẫu Trường THPT Mẫu"


def test_names_on_two_lines_are_one_in_a_sentence(expressions):
    scope = expressions.scope(unit(ten="Trường THPT\nMẫu"))
    assert expressions.compiled("{{ truong.ten }}")(scope) == "Trường THPT Mẫu"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_what_a_cell_holds_prints_as_typed(cell):
    expressions = Expressions(("o",))
    filled = expressions.compiled("A {{ truong.o }} B")(expressions.scope(unit(o=cell)))
    printed = Inline({"a": "Chú thích"}, {"1": ("một", "hai")}).text(filled)
    plain = Inline().text("A " + "".join("\\" + sign if sign in "*[\\|" else sign for sign in cell)
                          + " B")  # fmt: skip
    assert printed == plain
    assert isinstance(printed, str)


def test_masks_keep_every_offset():
    text = "A {{ truong.ten }} B {% if x %}C{% endif %}"
    assert masked(text) == f"A {'x' * 16} B {'x' * 10}C{'x' * 11}"


# -- whole plans -----------------------------------------------------------------------------------

PLAN = """\
loai: ke-hoach
nam: 2026
co_quan: so-mau
mau: true
trich_yeu: "Công tác của {{ truong.ten }}"
can_cu:
  - Căn cứ chung
  - "{% if truong.loai == 'gdtx' %}Căn cứ riêng[^a]{% endif %}"
noi_dung:
  - muc: Mục
  - gach: "{% if truong.so_lop|int > 40 %}Trường lớn{% endif %}"
  - bang: |
      Email | Số
      {{ truong.email }} | {{ truong.so_lop }}
chu_thich:
  a: Chú thích của trung tâm
nguoi_ky:
  chuc_vu: "{{ truong.chuc_vu }}"
  ho_ten: "{{ truong.ho_ten }}"
"""


@pytest.mark.parametrize("of_model", [True, False])
def test_a_plan_filled(expressions, of_model):
    loaded = load_text(PLAN, KeHoach)
    assert loaded.value is not None
    typed = loaded.value if of_model else loaded.source.values
    form = Form(typed, expressions)
    filled = form.of(expressions.scope(unit(email="a | b*c\nd")))
    plan = filled if of_model else KeHoach.model_validate(filled)
    assert plan.trich_yeu == "Công tác của Trường THPT Mẫu"
    assert plan.can_cu == ["Căn cứ chung"]
    assert [block.loai for block in plan.noi_dung] == ["muc", "bang"]
    assert plan.noi_dung[1].chu == "Email | Số\na \\| b\\*c d | 12"
    assert plan.chu_thich == {}
    assert (plan.nguoi_ky[0].chuc_vu, plan.nguoi_ky[0].ho_ten) == ("Hiệu trưởng", None)
    centre = Truong("tt", "Trung tâm", "gdtx", {"ten": "Trung tâm"}, Place("t"))
    other = form.of(expressions.scope(centre))
    other = other if of_model else KeHoach.model_validate(other)
    assert other.can_cu[1] == "Căn cứ riêng[^a]"
    assert other.chu_thich == {"a": "Chú thích của trung tâm"}
    assert load_text(PLAN, KeHoach).value == loaded.value


def test_a_text_that_must_stand_is_not_blank(expressions):
    plan = load_text(PLAN.replace("Công tác của {{ truong.ten }}", "{{ truong.ghi_chu }}"), KeHoach)
    with pytest.raises(BadExpressionError) as error:
        Form(plan.value, expressions).of(expressions.scope(unit()))
    assert error.value.path == ("trich_yeu",)


def test_settings_are_not_filled(expressions):
    plan = load_text(PLAN.replace("nam: 2026", 'nam: 2026\nso: "{{ truong.so }}"'), KeHoach).value
    assert Form(plan, expressions).of(expressions.scope(unit(so="5"))).so == "{{ truong.so }}"
