"""A unit's plan reads like one its own head wrote, and loses nothing that is the unit's.

The goldens are the children as files and as printed lines; `pytest --update-golden` writes them.
"""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.drafting.deriving import (
    RECIPES,
    derived,
    make_project,
    parent_of,
    parent_path,
    unit_of,
)
from tests.plans.making import ROOT, made
from tests.test_golden import lines

from vanban.drafting.derive import Deriver, open_deriver, target, text_of, write_child
from vanban.drafting.derive.reports import dues
from vanban.drafting.derive.texts import uncapitalised
from vanban.drafting.derive.wording import Wording, subjects
from vanban.drafting.keeping import keep, kept
from vanban.finding import Level, Place, VanbanError
from vanban.language import citation
from vanban.language.deadline import parse
from vanban.plan.concern import Concerns, Role
from vanban.plan.handles import handles
from vanban.plan.issuer import Truong
from vanban.plan.load import load, load_text
from vanban.plan.marks import without_marks
from vanban.plan.model import CoQuan, KeHoach, Nguon
from vanban.plan.phrases import Phrases
from vanban.plan.points import points
from vanban.plan.project import Project
from vanban.plan.recipe import PhanCap
from vanban.plan.source import as_yaml, read, read_text
from vanban.plan.whole import whole
from vanban.rules.check import check_plan
from vanban.view.inline import BREAK

CHILDREN = [(ma, year) for ma in RECIPES for year in ("2026", "2023")]
GOLDEN = [("thpt-1", "2026"), ("thcs-1", "2026"), ("TCCB", "2026"), ("thpt-1", "2023")]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("du-an"))


@pytest.fixture(scope="module")
def children(project):
    """(unit, year) → the file of its plan, written as the command writes it."""
    found = {}
    for ma, year in CHILDREN:
        unit, parent = unit_of(project, ma), parent_path(project, year)
        path = target(project, parent, unit)
        found[ma, year] = write_child(derived(project, ma, year), unit, path, project).path
    return found


def texts(values):
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict | list):
        for value in values.values() if isinstance(values, dict) else values:
            yield from texts(value)


def said(values, *parts):
    return "\n".join(texts([values.get(part) for part in parts or values if part != "nguon"]))


# --- the page


@pytest.mark.parametrize(("ma", "year"), GOLDEN)
def test_the_child_reads_as_before(children, golden, ma, year):
    text = children[ma, year].read_text("utf-8")
    golden(f"ke-hoach-{year}-{ma}.yaml", re.sub(r"\b[0-9a-f]{64}\b", "<SHA-256>", text))


@pytest.mark.parametrize(("ma", "year"), [GOLDEN[0], GOLDEN[1]])
def test_the_childs_document_reads_as_before(children, golden, ma, year):
    golden(f"ke-hoach-{year}-{ma}.txt", "\n".join(lines(made(children[ma, year]).content)) + "\n")


@pytest.mark.parametrize(("ma", "year"), CHILDREN)
def test_a_child_has_nothing_to_mend(children, ma, year):
    """Only what its parent's authors typed is remarked on: doubled blanks, a blank before ”."""
    path = children[ma, year]
    found = check_plan(path, Project(path.parents[3])).findings
    own = [one for one in found if one.code != "N106" and one.level > Level.THONG_TIN]
    assert [str(one) for one in own] == []
    assert len([one for one in found if one.code == "N106"]) == len(points(read(path)))
    assert {one.code for one in found if one.code[0] == "C"} <= {"C020", "C021"}


# --- what is the unit's


@pytest.mark.parametrize(("ma", "year"), CHILDREN)
def test_every_basis_stands_unchanged_and_the_parent_is_the_last(project, ma, year):
    parent, values = parent_of(project, year), derived(project, ma, year).values
    *bases, last = values["can_cu"]
    given_ones = parent.can_cu or [parent.mo_dau.partition(", Sở Giáo dục")[0]]
    assert bases == [text.rstrip(" .;,") for text in given_ones]
    (cited,) = citation.find(last)
    assert (cited.kind, cited.symbol, cited.number) == ("Kế hoạch", "KH-SGDĐT", "")
    assert cited.issuer.partition(" (")[0] == "Sở Giáo dục và Đào tạo"
    assert last.startswith("Thực hiện Kế hoạch số ")


def test_an_issued_parent_is_cited_with_number_and_date(project, tmp_path):
    folder = make_project(tmp_path / "p")
    path = parent_path(folder, "2026")
    text = path.read_text("utf-8").replace("so:\nngay:", "so: 5\nngay: 12/01/2026")
    path.write_text(text, "utf-8")
    child = derived(folder, "thpt-1")
    (cited,) = citation.find(child.values["can_cu"][-1])
    assert (cited.code, str(cited.date)) == ("05/KH-SGDĐT", "2026-01-12")
    assert not [text for _path, text in child.points if "chưa có số" in text]


@pytest.mark.parametrize(("ma", "year"), CHILDREN)
def test_no_citation_changes_in_what_is_kept(project, ma, year):
    parent, values = parent_of(project, year), derived(project, ma, year).values
    pairs = [
        *zip(handles(parent.noi_dung), parent.noi_dung, strict=True),
        *zip(handles(parent.nhiem_vu), parent.nhiem_vu, strict=True),
    ]
    below = {entry["ma"]: next(iter(entry.values())) for entry in values["noi_dung"]}
    below |= {entry["ma"]: next(iter(entry.values())) for entry in values["nhiem_vu"]}
    compared = 0
    for name, entry in pairs:
        for one in citation.find(entry.chu) if name in below else ():
            assert entry.chu[one.start : one.end] in below[name]
            compared += 1
    assert compared > 2
    assert values.get("chu_thich", {}) == parent.chu_thich or ma != "TCCB"


@pytest.mark.parametrize(("ma", "year"), CHILDREN)
def test_each_task_is_the_units_or_told(project, ma, year):
    """No task of the unit is lost: it stands in the child, or a note says why not."""
    parent, child = parent_of(project, year), derived(project, ma, year)
    recipe = Project(project).recipe(RECIPES[ma]).value
    body = Project(project).body("sgddt-hai-phong").value
    concerns = Concerns(parent, body).rows(unit_of(project, ma), recipe.ap_dung.nhom)
    names = [row["ma"] for row in child.values["nhiem_vu"]]
    assert len(names) == len(set(names))
    told = {finding.place.line for finding in child.findings}
    source = read(parent_path(project, year))
    for at, (name, concern) in enumerate(zip(handles(parent.nhiem_vu), concerns, strict=True)):
        line = source.place(("nhiem_vu", at)).line
        if concern.role is Role.NONE and parent.nhiem_vu[at].loai != "nhom":
            assert name not in names
        if parent.nhiem_vu[at].has_cells:
            assert (name in names) != (line in told), name
    assert all(finding.level == Level.THONG_TIN for finding in child.findings)


@pytest.mark.parametrize(("ma", "year"), CHILDREN)
def test_no_deadline_is_later_than_the_parents(project, ma, year):
    parent, values = parent_of(project, year), derived(project, ma, year).values
    above = dict(zip(handles(parent.nhiem_vu), parent.nhiem_vu, strict=True))
    for row in values["nhiem_vu"]:
        if row.get("thoi_han"):
            ours, theirs = (
                parse(text, int(year)) for text in (row["thoi_han"], above[row["ma"]].thoi_han)
            )
            assert (ours and ours.end) == (theirs and theirs.end)
    days = [one.day for block in parent.noi_dung for one in dues(block.chu, parent)]
    for block in values["noi_dung"]:
        for one in dues(next(iter(block.values())), parent):
            assert any(one.day <= day for day in days)


@pytest.mark.parametrize(("ma", "year"), CHILDREN)
def test_no_other_school_is_named(project, ma, year):
    values = derived(project, ma, year).values
    others = [unit.ten for unit in Project(project).units().values() if unit.ma != ma]
    assert not [name for name in others if name in said(values)]


@pytest.mark.parametrize("ma", ["thpt-1", "gdtx-1", "thcs-1"])
@pytest.mark.parametrize("year", ["2026", "2023"])
def test_in_a_school_nobody_of_the_office_acts(project, ma, year):
    body = Project(project).body("sgddt-hai-phong").value
    cells = [row.get(cell) or "" for row in derived(project, ma, year).values["nhiem_vu"]
             for cell in ("chu_tri", "phoi_hop")]  # fmt: skip
    for unit in body.don_vi:
        if unit.ten not in ("Ban Thanh tra nhân dân",):
            for name in (unit.ten, *unit.ten_khac):
                assert not [cell for cell in cells if name.lower() in cell.lower()], name


def test_sub_rows_keep_their_parent_row_without_the_superiors_part(project):
    rows = derived(project, "thpt-1").values["nhiem_vu"]
    at = next(n for n, row in enumerate(rows) if "Luật Thực hiện" in row.get("viec", ""))
    assert rows[at]["viec"] == "Thi hành Luật Thực hiện dân chủ ở cơ sở"
    assert [row.get("viec_con", "")[:12] for row in rows[at + 1 : at + 4]] == [
        "Xây dựng Kế ", "Xây dựng, sử", "Triển khai t",
    ]  # fmt: skip


def test_a_department_leads_its_own_rows_and_takes_part_in_the_others(project):
    child = derived(project, "TCCB")
    above = dict(zip(handles(parent_of(project, "2026").nhiem_vu),
                     parent_of(project, "2026").nhiem_vu, strict=True))  # fmt: skip
    for row in child.values["nhiem_vu"]:
        theirs = above[row["ma"]]
        assert row.get("chu_tri") == theirs.chu_tri
        if theirs.chu_tri == "Phòng Tổ chức Cán bộ":
            assert row["phoi_hop"] == theirs.phoi_hop
        elif theirs.phoi_hop and "Các phòng" in theirs.phoi_hop:
            assert row["phoi_hop"] == "Phòng Tổ chức Cán bộ"


@pytest.mark.parametrize(
    ("ma", "before", "whom"),
    [
        ("thpt-1", ["03/6/2026", "08/9/2026", "09/11/2026"], "gửi về Sở GDĐT qua Văn phòng Sở"),
        ("gdtx-1", ["03/6/2026", "08/9/2026", "09/11/2026"], "0912.560.336"),
        ("thcs-1", ["27/5/2026", "27/8/2026", "02/11/2026", "03/6/2026", "08/9/2026",
                    "09/11/2026"], "Nhà trường báo cáo UBND xã Mẫu Đông (qua Phòng Văn hóa"),
    ],
)  # fmt: skip
def test_reports_are_turned_round(project, ma, before, whom):
    blocks = [next(iter(one.values())) for one in derived(project, ma).values["noi_dung"]]
    reports = blocks[blocks.index("Chế độ báo cáo") + 1 :]
    assert (
        re.findall(r"trước ngày (\d\d/\d+/\d{4})", " ".join(reports[: len(before) // 3])) == before
    )
    assert [text for text in reports if whom in text]
    assert "Sở GDĐT" not in " ".join(reports) or ma != "thcs-1"


def test_letterhead_symbol_place_and_signer_are_the_units(children):
    views = {ma: made(children[ma, "2026"]).view for ma in ("thpt-1", "thcs-1", "TCCB", "VP")}
    head = {
        ma: (view.co_quan.chu_quan.replace(BREAK, " "), view.co_quan.ten.replace(BREAK, " "))
        for ma, view in views.items()
    }
    assert head["thpt-1"] == ("SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG", "TRƯỜNG THPT MẪU SỐ 1")
    assert head["thcs-1"] == ("UBND XÃ MẪU ĐÔNG", "TRƯỜNG THCS MẪU ĐÔNG")
    assert head["TCCB"] == ("SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG", "PHÒNG TỔ CHỨC CÁN BỘ")
    symbols = {ma: view.ky_hieu for ma, view in views.items()}
    assert symbols == {
        "thpt-1": "KH-THPTMS1", "thcs-1": "KH-THCSMĐ", "TCCB": "KH-TCCB", "VP": "KH-VP",
    }  # fmt: skip
    assert views["thcs-1"].dia_danh == "Mẫu Đông"
    signers = {ma: read(children[ma, "2026"]).values["nguoi_ky"] for ma in views}
    assert signers["thpt-1"] == {"chuc_vu": "Hiệu trưởng", "ho_ten": "Nguyễn Văn Mẫu"}
    assert signers["TCCB"] == {"chuc_vu": "Trưởng phòng"}
    assert signers["VP"] == {"chuc_vu": "Chánh Văn phòng"}


def test_what_only_the_unit_knows_is_a_point_and_nothing_on_the_page(children):
    source = read(children["thpt-2", "2026"])
    asked = [one.text for one in points(source)]
    assert [text for text in asked if "không có người ký" in text]
    assert [text for text in asked if "Các đơn vị liên quan" in text]
    assert not [text for text in asked if text in said(source.values)]
    assert "CẦN XEM" not in said(source.values)


# --- provenance


def test_the_child_says_where_it_comes_from_and_is_kept_as_it_was_made(children, project):
    for path in children.values():
        values = read(path).values
        origin = values["nguon"]
        base = kept(project, origin["goc"])
        assert f"{base}  goc: {origin['goc']}\n" == path.read_text("utf-8")
        assert Nguon(**origin).tep.startswith("data/ke-hoach/ke-hoach-20")


def test_deriving_twice_gives_the_same_bytes(children, project):
    for (ma, year), path in children.items():
        again = text_of(derived(project, ma, year), path, project)
        assert path.read_text("utf-8").startswith(again)


def test_one_deriver_makes_each_child_as_one_of_its_own(project):
    deriver = open_deriver(Project(project), parent_path(project, "2026"), "truong-thpt")
    for ma in ("thpt-1", "thpt-2", "thpt-1"):
        assert deriver.of(unit_of(project, ma)).values == derived(project, ma).values


def test_a_kept_text_that_was_changed_is_not_taken_for_itself(tmp_path):
    digest = keep(tmp_path, "một\n")
    assert kept(tmp_path, digest) == "một\n"
    assert keep(tmp_path, "một\n") == digest
    (tmp_path / "data" / ".goc" / f"{digest}.yaml").write_text("hai\n", "utf-8")
    assert kept(tmp_path, digest) is None
    assert kept(tmp_path, "../../x") is None
    assert kept(tmp_path, "0" * 64) is None
    assert keep(tmp_path, "một\n") == digest
    assert kept(tmp_path, digest) == "một\n"


def test_a_file_that_is_there_is_not_written_over(project, tmp_path):
    child, unit = derived(project, "thpt-1"), unit_of(project, "thpt-1")
    path = tmp_path / "k.yaml"
    path.write_text("của trường\n", "utf-8")
    with pytest.raises(VanbanError, match="không ghi đè") as raised:
        write_child(child, unit, path, tmp_path)
    assert "vanban update" in raised.value.hint
    assert path.read_text("utf-8") == "của trường\n"
    assert write_child(child, unit, path, tmp_path, force=True).backup.read_text("utf-8") == (
        "của trường\n"
    )


# --- parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các phòng Sở họp; các phòng Sở báo cáo.", "Các tổ họp; các tổ báo cáo."),
        ("Các phòng  Sở", "Các tổ"),
        ("các phòng Sở và đơn vị trực thuộc Sở", "toàn trường"),
        ("các phòng Sởx", "các phòng Sởx"),
        ("“các phòng Sở” và các phòng Sở", "“các phòng Sở” và các tổ"),
        ("Quyết định số 1/QĐ-UBND ngày 01/02/2026 của UBND thành phố về các phòng Sở; các phòng Sở",
         "Quyết định số 1/QĐ-UBND ngày 01/02/2026 của UBND thành phố về các phòng Sở; các tổ"),
        ("Bỏ hẳn chỗ này đi.", "Bỏ đi."),
        ("các phòng Sở[^cac-phong-So]", "các tổ[^cac-phong-So]"),
    ],
)  # fmt: skip
def test_words_are_replaced_whole_long_ones_first_never_in_what_is_cited(text, expected):
    wording = Wording(
        [
            ("các phòng Sở", "các tổ"),
            ("các phòng Sở và đơn vị trực thuộc Sở", "toàn trường"),
            ("hẳn chỗ này", ""),
        ]
    )
    assert wording(text) == expected


def test_a_subject_ends_inside_a_sentence_where_it_ends_among_the_bases():
    basis = (
        "Căn cứ Quyết định số 1/QĐ-UBND ngày 01/02/2026 của UBND thành phố về chỉ tiêu của ngành"
    )
    text = f"Theo {basis.removeprefix('Căn cứ ')} của ngành."
    wording = Wording([("của ngành", "của trường")], subjects([basis]))
    assert wording(text).endswith("về chỉ tiêu của ngành của trường.")


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("chấm điểm … của Sở", "Tham mưu chấm điểm, xếp loại công tác của Sở GDĐT", True),
        ("chấm điểm … của Sở", "Chấm điểm. Việc của Sở", False),
        ("tham mưu", "THAM  MƯU", True),
        ("tham mưu", "tham mưu", True),
        ("tham", "thamx", False),
        ("", "gì cũng được", False),
    ],
)
def test_phrases(phrase, text, found):
    assert (text in Phrases([phrase] if phrase else [])) is found


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Thực hiện công tác", "thực hiện công tác"),
        ("UBND thành phố giao", "UBND thành phố giao"),
        ("Hải Phòng xanh", "Hải Phòng xanh"),
        ("Tổ chức", "tổ chức"),
        ("", ""),
    ],
)
def test_a_title_goes_on_inside_a_sentence(title, expected):
    assert uncapitalised(title) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("báo cáo trước ngày 20/6 và 20/12", ["báo cáo 2026-06-20", "báo cáo 2026-12-20"]),
        ("báo cáo năm chậm nhất ngày 10 tháng 12 năm 2026", ["báo cáo năm 2026-12-10"]),
        ("gửi báo cáo kết quả về Sở trước 17h00 ngày 05/5/2026", ["2026-05-05"]),
        ("Xây dựng kế hoạch trước ngày 15/02; báo cáo trước ngày 15/6", ["báo cáo 2026-06-15"]),
        ("Họp trước ngày 15/02. Gửi kết quả trước ngày 15/6.", ["2026-02-15", "2026-06-15"]),
        ("Hằng quý, trước ngày 25 của tháng cuối quý báo cáo", []),
        ("báo cáo trước ngày 15/6 hằng năm", []),
        ("báo cáo quy định tại Quyết định số 15/6/QĐ-TTg", []),
    ],
)
def test_every_form_of_a_day_a_report_is_due(text, days):
    plan = KeHoach.model_validate(LEAST)
    assert [f"{one.what} {one.day}".strip() for one in dues(text, plan)] == days


def test_the_days_reports_are_due():
    plan = KeHoach.model_validate({**LEAST, "nam": None, "nam_hoc": "2026-2027"})
    text = (
        "Báo cáo học kỳ I trước ngày 15/01, báo cáo đầu năm học trước 20 tháng 9 năm 2026; trước "
        "ngày 31/02; trước ngày 15/6 hằng năm; báo cáo học kỳ I trước ngày 15/01"
    )
    assert [(one.what, str(one.day)) for one in dues(text, plan)] == [
        ("Báo cáo học kỳ I", "2027-01-15"),
        ("báo cáo đầu năm học", "2026-09-20"),
        ("báo cáo học kỳ I", "2027-01-15"),
    ]


# --- any parent


LEAST = {
    "loai": "ke-hoach", "nam": 2026, "co_quan": "so", "trich_yeu": "Thực hiện công tác mẫu",
    "noi_dung": [{"muc": "Mục đích"}], "nguoi_ky": {"chuc_vu": "Giám đốc"},
}  # fmt: skip
BODY = load(ROOT / "data" / "co-quan" / "sgddt-hai-phong.yaml", CoQuan).value
NAMES = [name for one in BODY.don_vi for name in (one.ten, *one.ten_khac)]
NAMES += ["Sở Nội vụ", "Trường THPT Mẫu Số 2", "Các trường THPT", "Các Sở, ban, ngành"]
UNITS = [
    Truong("mau-1", name, kind, {"ten": name}, Place("x"))
    for name, kind in (
        ("Trường THPT Mẫu Số 1", "truong-thpt"),
        ("Trường Mầm non *Mẫu*", "truong-mam-non"),
    )
]

words = st.lists(
    st.sampled_from(
        ["của ngành giáo dục và đào tạo", "Tham mưu Ủy ban nhân dân thành phố", "Triển khai",
         "“của ngành giáo dục và đào tạo”", "báo cáo năm trước ngày 15/11/2026", "gửi báo cáo",
         "Quyết định số 1/QĐ-UBND ngày 01/02/2026 của UBND thành phố về việc mẫu", "{{ x }}",
         "{% y", "**đậm**", "\\*", "các phòng Sở", "Báo cáo định kỳ",
         "Các trường THPT tổ chức", "Phòng TCCB chủ trì, các trường THPT phối hợp", "toàn ngành",
         "Các trường có bể bơi:", "trước ngày 20/6 và 20/12;", "xây dựng kế hoạch của đơn vị"]
    ), min_size=1, max_size=4,
).map(" ".join)  # fmt: skip
who = st.lists(st.sampled_from(NAMES), max_size=3).map(", ".join)
row = st.one_of(
    st.fixed_dictionaries({"nhom": words}),
    st.fixed_dictionaries(
        {"viec": words},
        optional={"chu_tri": who, "phoi_hop": who, "thoi_han": st.just("Quý I/2026"),
                  "ket_qua": words},
    ),
)  # fmt: skip
sub_row = st.fixed_dictionaries({"viec_con": words}, optional={"chu_tri": who, "phoi_hop": who})
block = st.one_of(
    *(st.fixed_dictionaries({kind: words}) for kind in ("muc", "khoan", "gach", "doan", "diem")),
    st.sampled_from(NAMES).map(lambda name: {"tieu_muc": name}),
    st.sampled_from(NAMES).map(lambda name: {"khoan": f"Giao {name} chủ trì, theo dõi"}),
)


@st.composite
def parents(draw):
    rows = []
    for one in draw(st.lists(row, max_size=5)):
        rows.append(one)
        if "viec" in one:
            rows += draw(st.lists(sub_row, max_size=2))
    blocks = [{"muc": "Một"}, *draw(st.lists(block, max_size=8))]
    if rows:
        blocks.insert(draw(st.integers(0, len(blocks))), {"bang": "nhiem_vu"})
    return {
        **LEAST, "noi_dung": blocks, "nhiem_vu": rows, "can_cu": draw(st.lists(words, max_size=2)),
        "cot": {"viec": "Việc", "ket_qua": "Kết quả", "chu_tri": "Chủ trì", "phoi_hop": "Phối hợp",
                "thoi_han": "Hạn"},
    }  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    parents(),
    st.sampled_from(UNITS),
    st.sampled_from(["truong-thpt", "truong-xa", "truong-cua-xa", "phong"]),
)
def test_any_parent_gives_a_child_that_can_be_printed(values, unit, name):
    """Well shaped, each entry named, nothing of the parent's in it that was not there."""
    plan = KeHoach.model_validate(values)
    recipe = load(ROOT / "data" / "phan-cap" / f"{name}.yaml", PhanCap).value
    origin = Nguon(tep="data/ke-hoach/k.yaml", bam="0" * 64, phan_cap=name)
    child = Deriver(plan, BODY, recipe, None, origin).of(unit)
    text = as_yaml(child.values, child.points)
    assert read_text(text, "k.yaml").values == child.values
    loaded = load_text(text, KeHoach)
    shape = [one for one in loaded.findings if one.level == Level.LOI]
    assert [str(one) for one in shape] == []
    source = read_text(as_yaml({**values, "nam": "2026"}), "p")
    above = [one.code for one in whole(plan, source, BODY, {})]
    found = whole(loaded.value, loaded.source, BODY, {})
    assert [one.code for one in found if one.code not in above] == []
    for part in ("noi_dung", "nhiem_vu"):
        names = [entry["ma"] for entry in child.values.get(part, [])]
        assert len(names) == len(set(names))
    quoted = "“của ngành giáo dục và đào tạo”"
    assert said(child.values).count(quoted) <= sum(quoted in text for text in texts(values)) * 4
    assert without_marks(said(child.values)).count("{{") <= str(values).count("{{")


OTHER = """\
loai: ke-hoach
nam_hoc: 2026-2027
co_quan: sgddt-hai-phong
so: 12
ngay: 9/2026
trich_yeu: Triển khai chuyển đổi số năm học 2026 - 2027
mo_dau: Sở Giáo dục và Đào tạo ban hành kế hoạch triển khai chuyển đổi số, cụ thể như sau
noi_dung:
  - muc: Mục tiêu
  - bang: muc_tieu
  - muc: Nhiệm vụ
  - bang: nhiem_vu
  - muc: Tổ chức thực hiện
  - tieu_muc: Các phòng Sở
  - gach: Theo dõi, đôn đốc.
  - tieu_muc: Các trường THPT, các trung tâm GDTX
  - gach: Bố trí thiết bị, bảo đảm kinh phí
  - gach_con: Máy tính cho giáo viên;
  - bang: |
      Thiết bị | Số lượng
      Máy tính | 5
  - tieu_muc: Kinh phí
  - gach: Từ ngân sách.
  - muc: Chế độ báo cáo
  - khoan: Các đơn vị gửi báo cáo về Sở trước ngày 15/01 và trước ngày 20/12
muc_tieu:
  - chi_tieu: Học bạ số
    ke_hoach: 100%
    ma: hoc-ba
nhiem_vu:
  - viec: Xây dựng kho học liệu
    chu_tri: Các trường THPT
    phoi_hop: Trường THPT Mẫu Số 2; Sở Khoa học và Công nghệ
    ket_qua: 50 bài giảng
  - viec_con: Duyệt học liệu
    chu_tri: Văn phòng Sở
    thoi_han: Tháng 12
    ket_qua: Danh mục
cot:
  viec: Việc
  chu_tri: Chủ trì
  phoi_hop: Cùng làm
  ket_qua: Kết quả
  thoi_han: Hạn
nguoi_ky:
  chuc_vu: Giám đốc
phu_luc:
  - ten: Mẫu báo cáo
    noi_dung:
      - doan: Kết quả của ngành giáo dục và đào tạo.
"""


@pytest.fixture
def other(tmp_path):
    folder = make_project(tmp_path)
    (folder / "data" / "ke-hoach" / "ke-hoach-khac.yaml").write_text(OTHER, "utf-8")
    return folder


def test_a_plan_of_another_kind_gives_a_plan_of_that_kind(other):
    """A school year, a date half known, columns of its own, indicators, an appendix."""
    child = derived(other, "thpt-1", "khac")
    values = child.values
    assert values["nam_hoc"] == "2026-2027"
    (basis,) = values["can_cu"]
    assert basis == (
        "Thực hiện Kế hoạch số 12/KH-SGDĐT ngày       tháng 9 năm 2026 của Sở Giáo dục và Đào tạo "
        "về triển khai chuyển đổi số năm học 2026 - 2027"
    )
    assert values["mo_dau"].startswith("Trường THPT Mẫu Số 1 ban hành kế hoạch triển khai")
    assert values["muc_tieu"] == [{"chi_tieu": "Học bạ số", "ke_hoach": "100%", "ma": "hoc-ba"}]
    assert list(values["cot"]) == ["viec", "chu_tri", "phoi_hop", "ket_qua", "thoi_han"]
    assert values["cot"]["chu_tri"] == "Chủ trì"
    assert values["phu_luc"][0]["noi_dung"][0]["doan"] == "Kết quả của nhà trường."
    path = other / "data" / "ke-hoach" / "con.yaml"
    write_child(child, unit_of(other, "thpt-1"), path, other)
    assert made(path).content


def test_a_task_stays_without_the_rows_below_it_that_are_not_the_units(other):
    (row,) = derived(other, "thpt-1", "khac").values["nhiem_vu"]
    assert (row["chu_tri"], row["phoi_hop"]) == ("Ban Giám hiệu", "Sở Khoa học và Công nghệ")
    assert row["ket_qua"] == "50 bài giảng"


def test_the_row_above_stays_for_the_rows_below_it(other):
    rows = derived(other, "VP", "khac").values["nhiem_vu"]
    assert [next(iter(row)) for row in rows] == ["viec", "viec_con"]
    assert "chu_tri" not in rows[0]


def test_duties_keep_what_stands_below_them_and_the_rest_of_the_part(other):
    blocks = derived(other, "thpt-1", "khac").values["noi_dung"]
    said = [(next(iter(one)), next(iter(one.values()))) for one in blocks]
    at = said.index(("muc", "Tổ chức thực hiện"))
    assert said[at + 1][1] == "Ban Giám hiệu"
    assert said[at + 2][1].startswith("Chỉ đạo, tổ chức thực hiện Kế hoạch; chủ trì các nhiệm vụ")
    assert said[at + 3 : at + 10] == [
        ("tieu_muc", "Tổ Văn phòng"),
        ("gach", "Bố trí thiết bị, bảo đảm kinh phí"),
        ("gach_con", "Máy tính cho giáo viên;"),
        ("bang", "Thiết bị | Số lượng\nMáy tính | 5"),
        ("tieu_muc", "Kinh phí"),
        ("gach", "Từ ngân sách."),
        ("muc", "Chế độ báo cáo"),
    ]
    (inner, outer) = said[at + 10 :]
    assert "(trước ngày 08/01/2027, trước ngày 14/12/2026)" in inner[1]
    assert outer == (
        "khoan",
        "Nhà trường gửi báo cáo về Sở trước ngày 15/01 và trước ngày 20/12",
    )


def test_a_unit_that_gets_nothing_is_told(other):
    path = other / "data" / "ke-hoach" / "ke-hoach-khac.yaml"
    path.write_text(OTHER.replace("Các đơn vị gửi", "Các trường THPT gửi"), "utf-8")
    child = derived(other, "mn-1", "khac")
    assert [one.code for one in child.findings if one.level == Level.CANH_BAO] == ["L123"]
