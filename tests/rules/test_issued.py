"""Who issues a plan, and plans written for many units, as `check` sees them."""

import pytest

from vanban.output.targets import target
from vanban.plan.project import Project
from vanban.rules.check import check_plan

BODY = """\
ten: Sở Mẫu
viet_tat: SM
dia_danh: Mẫu
don_vi:
  - ten: Văn phòng
    viet_tat: VP
  - ten: Phòng Mẫu
  - ten: Các phòng
    gom: [Văn phòng, Phòng Mẫu]
"""
PLAN = """\
loai: ke-hoach
nam: 2026
co_quan: so-mau
trich_yeu: Công tác mẫu
noi_dung:
  - muc: Nhiệm vụ
  - gach: Toàn trường
  - bang: nhiem_vu
nhiem_vu:
  - viec: A
    chu_tri: Văn phòng
    thoi_han: Quý I/2026
luu: VT
nguoi_ky:
  chuc_vu: Giám đốc
"""
ROSTER = """\
Mã;Tên;Viết tắt;Địa danh;Hiệu trưởng;Số lớp
thpt-1;Trường THPT Mẫu Số 1;THPTM1;Xã Mẫu;Nguyễn Văn Mẫu;12
thpt-2;Trường THPT Mẫu Số 2;;;;
"""


@pytest.fixture
def check(tmp_path):
    """Check a plan beside a body and a roster."""

    def call(plan, body=BODY, roster=ROSTER, name="k"):
        for file, text in (
            ("co-quan/so-mau.yaml", body),
            (f"ke-hoach/{name}.yaml", plan),
            ("truong/t.csv", roster),
        ):
            path = tmp_path / "data" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return check_plan(tmp_path / "data" / f"ke-hoach/{name}.yaml", Project(tmp_path))

    return call


def codes(checked):
    return [one.code for one in checked.findings]


def named(unit, more=""):
    return PLAN.replace("co_quan: so-mau\n", f"co_quan: so-mau\ndon_vi: {unit}\n{more}")


def many(old="Toàn trường", new="Toàn {{ truong.ten }} có {{ truong.so_lop }} lớp", unit=""):
    head = "co_quan: so-mau\nmau: true\n" + (f"don_vi: {unit}\n" if unit else "")
    return PLAN.replace("co_quan: so-mau\n", head).replace(old, f'"{new}"')


def test_a_school_of_the_roster(check):
    checked = check(named("thpt-1"))
    assert not checked.findings
    assert checked.body.ten == "Trường THPT Mẫu Số 1"
    assert (checked.body.viet_tat, checked.body.dia_danh) == ("THPTM1", "Xã Mẫu")
    assert checked.body.nguoi_ky[0].ho_ten == "Nguyễn Văn Mẫu"
    assert checked.unit.ma == "thpt-1"


@pytest.mark.parametrize("name", ["VP", "Văn phòng", "văn phòng"])
def test_a_department(check, name):
    checked = check(named(name))
    assert not checked.findings
    assert (checked.body.ten, checked.body.chu_quan) == ("Văn phòng", "Sở Mẫu")
    assert checked.body.viet_tat == "VP"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("thpt-11", "thpt-1"),
        ("Văn phòg", "Văn phòng"),
        ("Các phòng", ""),
        ("Sở Mẫu", ""),
        ("zz", ""),
    ],
)
def test_a_unit_nobody_knows(check, name, near):
    checked = check(named(name))
    assert codes(checked) == ["C145"]
    assert near in checked.findings[0].hint
    assert not checked.printable


@pytest.mark.parametrize("name", ["Phòng Mẫu", "thpt-2"])
def test_a_unit_without_abbreviation_would_sign_with_another_symbol(check, name):
    assert codes(check(named(name))) == ["C148"]
    assert not check(named(name, "ky_hieu: KH-PM\n")).findings


def test_a_plan_for_many_is_checked_and_left_as_it_is(check):
    checked = check(many())
    assert not checked.findings
    assert checked.needs_unit
    assert checked.printable
    assert "{{ truong.ten }}" in checked.plan.noi_dung[1].chu
    assert checked.body.ten == "Sở Mẫu"


def test_a_plan_for_many_filled_for_one(check):
    checked = check(many(unit="thpt-1"))
    assert not checked.findings
    assert not checked.needs_unit
    assert checked.plan.noi_dung[1].chu == "Toàn Trường THPT Mẫu Số 1 có 12 lớp"


def test_braces_in_an_ordinary_plan_are_text(check):
    checked = check(PLAN.replace("Toàn trường", '"{{ truong.la }} {% x"'))
    assert not checked.findings
    assert checked.plan.noi_dung[1].chu == "{{ truong.la }} {% x"


@pytest.mark.parametrize("unit", ["", "thpt-1"])
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Có {{ truong.so_lpo }} lớp", "so_lpo"),
        ("Có {{ truong.so_lop }} và {{ truong.ten }", "{{ truong.ten }"),
        ("{% for a in b %}{% endfor %}", "for"),
    ],
)
def test_faults_stand_at_their_expression(check, unit, text, fault):
    plan = many(new=text, unit=unit)
    checked = check(plan)
    assert codes(checked) == ["C144"]
    place = checked.findings[0].place
    assert plan[place.start : place.end] == fault
    assert not checked.printable


def test_what_cannot_be_filled_for_the_unit(check):
    checked = check(many(new="{{ truong.so_lop + 1 }}", unit="thpt-1"))
    assert codes(checked) == ["C144"]
    assert "|int" in checked.findings[0].hint


def test_expressions_are_no_unknown_units_or_deadlines(check):
    plan = many("chu_tri: Văn phòng", "x").replace('"x"', 'chu_tri: "{{ truong.ten }}"')
    plan = plan.replace("thoi_han: Quý I/2026", 'thoi_han: "Trước {{ truong.so_lop }}"')
    assert not check(plan).findings


def test_entries_that_went_leave_the_places_of_the_others(check):
    plan = many(new="{% if truong.ma == 'x' %}A{% endif %}", unit="thpt-1").replace(
        "chu_tri: Văn phòng", "chu_tri: Phòng Lạ"
    )
    plan = plan.replace("nhiem_vu:\n  - viec", 'nhiem_vu:\n  - viec: "{{ truong.xa }}"\n  - viec')
    checked = check(plan)
    assert [block.loai for block in checked.plan.noi_dung] == ["muc", "bang"]
    assert codes(checked) == ["N101"]
    place = checked.findings[0].place
    assert plan[place.start : place.end] == "Phòng Lạ"


def test_a_text_that_turns_blank_where_one_must_stand(check):
    plan = many("trich_yeu: Công tác mẫu", "x", unit="thpt-1").replace(
        '"x"', 'trich_yeu: "{{ truong.xa }}"'
    )
    assert codes(check(plan)) == ["C105"]


def test_errors_of_the_roster_are_told_with_the_plan_that_needs_it(check):
    roster = ROSTER + "thpt-1;Trường THPT Mẫu Số 3;;;;\n"
    assert codes(check(named("thpt-1"), roster=roster)) == ["L208"]
    assert not check(PLAN, roster=roster).findings


@pytest.mark.parametrize(
    ("name", "unit", "file"),
    [
        ("k", "thpt-1", "k-thpt-1.docx"),
        ("k-thpt-1", "thpt-1", "k-thpt-1.docx"),
        ("k", "Văn phòng", "k-van-phong.docx"),
        ("k-van-phong", "Văn phòng", "k-van-phong.docx"),
        ("k-thpt-12", "thpt-1", "k-thpt-12-thpt-1.docx"),
    ],
)
def test_the_file_of_a_unit_has_its_name(check, tmp_path, name, unit, file):
    checked = check(named(unit), name=name)
    assert target(checked.path, checked.plan, tmp_path, None).name == file
