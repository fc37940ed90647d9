"""Whom a task concerns: by lead, by partner, by group, by kind; open groups are asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.making import PLAN
from tests.plans.making import ROOT

from vanban.finding import Place
from vanban.plan.concern import Concerns, Role
from vanban.plan.groups import group
from vanban.plan.issuer import Truong, department
from vanban.plan.load import load
from vanban.plan.model import CoQuan, KeHoach
from vanban.tables import table

BODY = load(ROOT / "data" / "co-quan" / "sgddt-hai-phong.yaml", CoQuan).value
HERE = Place("danh-sach.csv")


def school(kind, ten="Trường Mẫu Số 1", **values):
    return Truong("mau-1", ten, kind, {"ten": ten, **values}, HERE)


def office(name):
    unit = next(one for one in BODY.don_vi if name in (one.ten, one.viet_tat))
    return department(unit, BODY, HERE)


def plan_of(rows=(), blocks=()):
    return KeHoach.model_validate(
        {
            "loai": "ke-hoach", "nam": 2026, "co_quan": "so", "trich_yeu": "Mẫu",
            "noi_dung": list(blocks) or [{"muc": "Mục"}], "nhiem_vu": list(rows),
            "nguoi_ky": {"chuc_vu": "Giám đốc"},
        }
    )  # fmt: skip


def role(unit, chu_tri=None, phoi_hop=None, groups=(), body=BODY):
    cells = {"chu_tri": chu_tri, "phoi_hop": phoi_hop, "thoi_han": "Quý I"}
    row = {"viec": "Việc", **{name: text for name, text in cells.items() if text}}
    (concern,) = Concerns(plan_of([row]), body).rows(unit, groups)
    return concern.role


THPT, THCS = school("truong-thpt"), school("truong-thcs")


@pytest.mark.parametrize(
    ("unit", "chu_tri", "phoi_hop", "expected"),
    [
        (THPT, "Văn phòng Sở", "Các phòng Sở, đơn vị trực thuộc Sở", Role.PARTNER),
        (THPT, "Các phòng Sở, đơn vị thuộc Sở", "Các đơn vị liên quan", Role.LEAD),
        (THPT, "Văn phòng Sở", "Các phòng CMNV  Sở", Role.NONE),
        (THPT, "Văn phòng Sở", "Các đơn vị liên quan", Role.OPEN),
        (THPT, "Văn phòng Sở", "Sở Nội vụ và các cơ quan có liên quan", Role.OPEN),
        (THPT, "Văn phòng Sở", None, Role.NONE),
        (THPT, None, None, Role.OPEN),
        (THPT, "Các trường THPT", None, Role.LEAD),
        (THPT, "Sở", "các trường THCS và THPT", Role.OPEN),  # one kind (nhiều cấp học), or two
        (THPT, "Sở", "các trường THCS&THPT", Role.NONE),
        (THPT, "Hiệu trưởng các trường THPT", None, Role.LEAD),
        (THPT, "Các trường có bể bơi", "Tỉnh Đoàn", Role.OPEN),
        (THPT, "Các trường THCS có bể bơi", "Tỉnh Đoàn", Role.NONE),
        (THPT, "Cụm trưởng các cụm chuyên môn", None, Role.OPEN),
        (THPT, "Văn phòng Sở", "Cụm trưởng", Role.NONE),
        (THPT, "Các trường PTDT nội trú", None, Role.OPEN),
        (THPT, "Sở", "trường mầm non; trường THPT và trường tiểu học", Role.PARTNER),
        (THPT, "Sở", "Trường Mẫu Số 1", Role.PARTNER),
        (THPT, "Sở", "TRƯỜNG MẪU  SỐ 1.", Role.PARTNER),
        (THPT, "Sở", "Trường Mẫu Số 10", Role.NONE),
        (THPT, "Sở", "Các cơ sở giáo dục trên địa bàn thành phố", Role.PARTNER),
        (THCS, "Sở", "Các cơ sở giáo dục trực thuộc Sở", Role.NONE),
        (THCS, "Sở", "Các cơ sở giáo dục", Role.PARTNER),
        (THCS, "Sở", "UBND các xã, phường", Role.NONE),
        (office("VP"), "Văn phòng Sở", "Các đơn vị liên quan", Role.LEAD),
        (office("VP"), "Phòng Tổ chức Cán bộ", "Các phòng Sở, đơn vị trực thuộc Sở", Role.PARTNER),
        (office("TCCB"), "Phòng Tổ chức Cán bộ Sở Giáo dục và Đào tạo", None, Role.LEAD),
        (office("TCCB"), "Văn phòng Sở", "Đơn vị trực thuộc Sở", Role.NONE),
        (office("TCCB"), "Phòng TCCB", None, Role.LEAD),
        (office("TCCB"), "Các phòng liên quan thuộc Sở", None, Role.OPEN),
        (office("TCCB"), "Sở Giáo dục và Đào tạo", None, Role.OPEN),
        (THPT, "Sở Giáo dục và Đào tạo", None, Role.NONE),
    ],
)  # fmt: skip
def test_the_role_of_a_unit(unit, chu_tri, phoi_hop, expected):
    assert role(unit, chu_tri, phoi_hop) == expected


def test_a_unit_may_be_counted_to_a_group_that_does_not_list_its_kind():
    cells = ("Văn phòng Sở", "Đơn vị trực thuộc Sở")
    assert role(THCS, *cells) == Role.NONE
    assert role(THCS, *cells, groups=["Đơn vị thuộc Sở"]) == Role.PARTNER


def test_groups_in_groups_are_opened_and_a_circle_does_no_harm():
    body = CoQuan.model_validate(
        {
            "ten": "Sở", "viet_tat": "S", "dia_danh": "Mẫu",
            "don_vi": [
                {"ten": "Toàn ngành", "gom": ["Khối trường", "Các phòng"]},
                {"ten": "Khối trường", "gom": {"loai": ["truong-thpt"], "ten": ["Toàn ngành"]}},
                {"ten": "Các phòng", "gom": ["Văn phòng"]},
                {"ten": "Văn phòng", "ten_khac": ["VP Sở"]},
            ],
        }
    )  # fmt: skip
    for unit in (THPT, department(body.don_vi[3], body, HERE)):
        assert role(unit, "Toàn ngành", body=body) == Role.LEAD
    assert role(THCS, "Toàn ngành", body=body) == Role.NONE


def test_a_title_has_the_highest_role_of_the_rows_below_it():
    task = {"thoi_han": "Quý I"}
    rows = [
        {"nhom": "Một"},
        {"viec": "Của phòng", "chu_tri": "Văn phòng Sở", **task},
        {"nhom": "Hai"},
        {"viec": "Việc mẹ"},
        {"viec_con": "Ngỏ", "phoi_hop": "Các đơn vị liên quan", **task},
        {"viec_con": "Chung", "phoi_hop": "Đơn vị trực thuộc Sở", **task},
        {"viec": "Chưa ai làm"},
    ]
    found = [one.role for one in Concerns(plan_of(rows), BODY).rows(THPT)]
    assert found == [
        Role.NONE, Role.NONE, Role.PARTNER, Role.PARTNER, Role.OPEN, Role.PARTNER, Role.OPEN,
    ]  # fmt: skip


def test_the_name_that_decides_is_given_as_typed():
    (concern,) = Concerns(
        plan_of([{"viec": "V", "phoi_hop": "Các phòng Sở, đơn vị thuộc Sở"}]), BODY
    ).rows(THPT)
    assert concern.why == "đơn vị thuộc Sở"


def test_the_duties_of_the_real_plans():
    def titles(year):
        plan = load(ROOT / "data" / "ke-hoach" / f"ke-hoach-{year}.yaml", KeHoach).value
        concerns = Concerns(plan, BODY)
        return [
            (plan.noi_dung[duty.first].chu[:14], duty.last - duty.first,
             [concerns.duty(duty, unit).role for unit in (THPT, THCS, office("VP"))])
            for duty in concerns.duties
        ]  # fmt: skip

    none, lead = Role.NONE, Role.LEAD
    assert titles("2026") == [
        ("Các phòng thuộ", 3, [none, none, lead]),
        ("Các đơn vị giá", 8, [lead, none, Role.PARTNER]),  # reports go through Văn phòng Sở
    ]
    assert titles("2023") == [
        ("Các phòng Sở", 2, [none, none, lead]),
        ("Các đơn vị trự", 3, [lead, none, Role.PARTNER]),
        ("Ban Thanh tra ", 2, [none, none, none]),
        ("Giao Văn phòng", 1, [none, none, lead]),
    ]


def test_a_title_in_an_earlier_part_that_only_looks_like_a_unit_is_no_duty():
    blocks = [
        {"muc": "Nội dung"}, {"tieu_muc": "Các phòng Sở"}, {"gach": "Nói về các phòng."},
        {"muc": "Tổ chức thực hiện"}, {"tieu_muc": "Văn phòng Sở"}, {"gach": "Theo dõi."},
    ]  # fmt: skip
    (duty,) = Concerns(plan_of(blocks=blocks), BODY).duties
    assert (duty.first, duty.last) == (4, 6)


ELSEWHERE = [
    {"muc": "Mục đích, yêu cầu"},
    {"gach": "Các cơ sở giáo dục đưa tiêu chí vào thi đua."},
    {"gach": "Phòng TCCB chủ trì, các trường THPT phối hợp biên soạn tài liệu."},
    {"gach": "Sở tham mưu UBND tỉnh ban hành quy chế."},
    {"gach": "Các trường THPT có học sinh nội trú bố trí chỗ ở:"},
    {"gach_con": "Phòng ở;"},
    {"gach": "Văn phòng Sở chỉ đạo các phòng, các trường THPT thực hiện."},
    {"gach": "Trường học an toàn là mục tiêu."},
    {"muc": "Tổ chức thực hiện"},
    {"khoan": "Giao Phòng TCCB làm đầu mối."},
    {"khoan": "Các trường mầm non, tiểu học, THCS: tổ chức ngày hội."},
    {"khoan": "Đề nghị Tỉnh đoàn vận động đoàn viên."},
    {"khoan": "Trường THPT Mẫu Số 7 làm điểm."},
    {"tieu_muc": "Đề nghị UBND các xã, phường"},
    {"lien": "Chỉ đạo các trường THCS trên địa bàn."},
    {"tieu_muc": "Kinh phí"},
    {"gach": "Từ ngân sách."},
    {"doan": "Hiệu trưởng các trường THPT, giám đốc các trung tâm chịu trách nhiệm."},
]


def test_sentences_say_whose_work_they_are_by_whom_they_begin_with():
    other = school("truong-thpt", "Trường THPT Mẫu Số 7")
    concerns = Concerns(plan_of(blocks=ELSEWHERE), BODY, [other])
    none, some, part, lead = Role
    units = (THPT, THCS, office("TCCB"), other)

    def judged(duties):
        return {duty.first: [concerns.duty(duty, unit).role for unit in units] for duty in duties}

    assert judged(concerns.asides) == {
        1: [lead, lead, none, lead],
        2: [part, none, lead, part],
        3: [none, none, some, none],
        4: [some, none, none, some],
        6: [none, none, none, none],
    }
    assert judged(concerns.duties) == {
        9: [none, none, lead, none],
        10: [none, lead, none, none],
        11: [none, none, none, none],
        12: [none, none, none, lead],
        13: [none, none, none, none],
        17: [lead, none, none, lead],
    }
    assert [duty.last for duty in concerns.asides] == [2, 3, 4, 6, 7]


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Các trường THPT tổ chức thi.", ["Các trường THPT"], " tổ chức thi."),
        ("Các trường THPT trực thuộc Sở tổ chức", ["Các trường THPT"], " tổ chức"),
        ("Các trường THPT trên địa bàn tỉnh Mẫu Sơn thi", ["Các trường THPT"], " thi"),
        ("Giao Phòng TCCB: theo dõi", ["Phòng TCCB"], ": theo dõi"),
        ("Các trường THPT, trung tâm GDTX và Văn phòng Sở họp",
         ["Các trường THPT", "trung tâm GDTX", "Văn phòng Sở"], " họp"),
        ("Sở tham mưu", ["Sở"], " tham mưu"),
        ("Sở Nội vụ tham mưu", None, None),
        ("Thủ trưởng các đơn vị chịu trách nhiệm", ["Thủ trưởng các đơn vị"], " chịu trách nhiệm"),
        ("Trường học thân thiện", None, None),
        ("Đối với học sinh khuyết tật", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_whom_a_sentence_begins_with(text, names, rest):
    head = Concerns(plan_of(), BODY).actors.head(text)
    assert (head and [one.typed for one in head.names]) == names
    assert (head and text[head.end :]) == rest


def test_every_kind_is_known_by_its_names_in_the_plural():
    for kind, words in table("loai-don-vi").items():
        if kind != "phong":
            for name in (words["ten"], *words["ten_khac"]):
                found = group(f"Các {name[0].lower()}{name[1:]} trực thuộc Sở")
                assert kind in found.kinds, name


@given(st.text(), st.text())
def test_any_text_in_the_cells_is_judged(chu_tri, phoi_hop):
    assert role(THPT, chu_tri, phoi_hop) in Role


def test_a_small_plan_without_tasks_and_duties():
    from vanban.plan.load import load_text

    concerns = Concerns(load_text(PLAN, KeHoach).value, BODY)
    assert concerns.rows(THPT) == []
    assert concerns.duties == []
