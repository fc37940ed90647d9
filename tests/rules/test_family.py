"""Parent and child side by side: each complaint with a plan that deserves it, and one without."""

import shutil

import pytest
from tests.rules.making import CHILD, FILES, PARENT

from vanban.files import sha256
from vanban.plan.project import Project
from vanban.rules.check import check_file


@pytest.fixture
def found(tmp_path):
    """Check the child (or another file of the project) after changes: the findings of family L."""

    def check(child=(), parent=(), file="data/ke-hoach/con.yaml", update_hash=True):
        files = dict(FILES)
        for old, new in parent:
            assert old in files[PARENT]
            files[PARENT] = files[PARENT].replace(old, new)
        known = files if update_hash else FILES
        text = CHILD.format(digest=sha256(known[PARENT].encode()))
        for old, new in child or ():
            assert old in text
            text = text.replace(old, new)
        shutil.rmtree(tmp_path)
        if child is not None:
            files["data/ke-hoach/con.yaml"] = text
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        findings = check_file(tmp_path / file, Project(tmp_path)).findings
        return [one for one in findings if one.code[0] == "L"]

    return check


def codes(findings):
    return [one.code for one in findings]


def line(place, text):
    return text.split("\n")[place.line - 1].strip()


def test_a_child_that_follows_its_parent(found):
    assert found() == []
    assert found(file=PARENT) == []


# -- L101: every task lands somewhere ------------------------------------------------------


def test_a_task_that_no_child_has_is_found_in_the_parent(found):
    (finding,) = found([("ma: tuyen-truyen", "ma: viec-khac")], file=PARENT)
    assert finding.code == "L101"
    assert "Trường THPT Mẫu Số 1" in finding.message
    assert line(finding.place, FILES[PARENT]).startswith("- viec: Tuyên truyền")


def test_no_task_is_missed_before_the_first_child(found):
    assert found(None, file=PARENT) == []


def test_a_child_that_asks_of_another_parent_does_not_count(found):
    assert found([("cha.yaml", "khac.yaml")], file=PARENT) == []


def test_one_file_alone_is_no_reason_to_look_through_all_plans(found, tmp_path):
    found([("ma: tuyen-truyen", "ma: viec-khac")])
    assert "L101" not in codes(check_file(tmp_path / PARENT).findings)


# -- L102: deadlines -----------------------------------------------------------------------


@pytest.mark.parametrize("due", ["Quý II/2026", "Trước ngày 30/6/2026", "Khi có yêu cầu"])
def test_a_deadline_not_after_the_parents(found, due):
    assert found([("Tháng 5/2026", due)]) == []


@pytest.mark.parametrize("due", ["Tháng 7/2026", "Quý IV/2026", "Trước ngày 15/7/2026"])
def test_a_deadline_after_the_parents(found, due):
    (finding,) = found([("Tháng 5/2026", due)])
    assert finding.code == "L102"
    assert "Quý II/2026" in finding.message
    assert line(finding.place, CHILD) == "thoi_han: Tháng 5/2026"


def test_a_report_after_the_parents(found):
    (finding,) = found([("trước ngày 15/9/2026", "trước ngày 20/9/2026")])
    assert finding.code == "L102"
    assert "15/9/2026" in finding.message


# -- L103: the parent is cited -------------------------------------------------------------

CITED = "số      /KH-SM ngày       tháng       năm 2026"


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        ([(CITED, "số 12/KH-SM ngày 05/02/2026")], [("so:\n", "so: 12\n")]),
        ([(CITED, "số 05/KH-SM ngày 05/02/2026")], [("so:\n", "so: 5\n")]),
        ([(CITED, "số 12/KH-SM ngày 05/02/2026")], []),
        ([(CITED, "năm 2026")], []),
    ],
)
def test_a_parent_that_is_cited(found, child, parent):
    assert found(child, parent) == []


@pytest.mark.parametrize(
    ("child", "parent", "said"),
    [
        ([], [("so:\n", "so: 12\n")], "đã có số"),
        ([(CITED, "số 13/KH-SM ngày 05/02/2026")], [("so:\n", "so: 12\n")], "Chưa dẫn"),
        ([(CITED, "số 12/KH-UBND ngày 05/02/2026")], [("so:\n", "so: 12\n")], "Chưa dẫn"),
        (
            [(CITED, "số 12/KH-SM ngày 05/02/2026"), ("về tuyên truyền\n", "về việc\n")],
            [],
            "Chưa dẫn",
        ),
    ],
)
def test_a_parent_that_is_not_cited(found, child, parent, said):
    (finding,) = found(child, parent)
    assert finding.code == "L103"
    assert said in finding.message


# -- L104: other units ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "child",
    [
        [("mo_dau: Trường THPT Mẫu Số 1 xây", "mo_dau: TRƯỜNG THPT MẪU SỐ 1 xây")],
        [("Gửi báo cáo về Sở", "Gửi báo cáo về Văn phòng Sở")],
        [("mo_dau: ", "mo_dau: Thực hiện Kế hoạch số 3/KH-T10 của Trường THPT Mẫu Số 10, ")],
    ],
)  # fmt: skip
def test_names_that_belong_here(found, child):
    assert found(child) == []


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("mo_dau: Trường THPT Mẫu Số 1 xây", "mo_dau: Trường THPT Mẫu Số 10 xây",
         "Trường THPT Mẫu Số 10"),
        ("Gửi báo cáo về Sở", "trường thpt  mẫu số 10 báo cáo", "trường thpt  mẫu số 10"),
        ("chu_tri: Ban Giám hiệu", "chu_tri: Ban Giám hiệu, Văn phòng Sở", "Văn phòng Sở"),
    ],
)  # fmt: skip
def test_the_name_of_another_unit(found, old, new, name):
    (finding,) = found([(old, new)])
    assert finding.code == "L104"
    assert name in finding.message
    assert finding.place.end - finding.place.start == len(name)


def test_a_department_left_in_a_cell_is_told_once(found, tmp_path):
    found([("chu_tri: Ban Giám hiệu", "chu_tri: Ban Giám hiệu, Văn phòng Sở")])
    told = check_file(tmp_path / "data/ke-hoach/con.yaml", Project(tmp_path)).findings
    assert [one.code for one in told if "Văn phòng Sở" in one.message] == ["L104"]


@pytest.mark.parametrize(
    ("names", "unknown"),
    [
        ("Các trường THPT; Trường THPT Mẫu Số 10", []),
        ("Phòng PNV, Công an xã, phường", ["Công an xã, phường"]),
        ("Các trường có bể bơi", []),
        ("Các đơn vị, trường học trực thuộc, Tỉnh Đoàn", ["Tỉnh Đoàn"]),
    ],
)
def test_groups_and_schools_of_the_rosters_are_known_units(found, tmp_path, names, unknown):
    found(parent=[("phoi_hop: Các trường trực thuộc", f"phoi_hop: {names}")], file=PARENT)
    told = check_file(tmp_path / PARENT, Project(tmp_path)).findings
    said = [one.message for one in told if one.code == "N101"]
    assert len(said) == 2 * len(unknown)  # two rows have the cell
    assert all(name in said[0] for name in unknown)


def test_a_department_names_the_others(found):
    child = [
        ("don_vi: thpt-1", "don_vi: VP"),
        ("co_quan: truong\n", "co_quan: so-mau\n"),
        ("Trường THPT Mẫu Số 1 xây", "Văn phòng Sở xây"),
        ("chu_tri: Ban Giám hiệu", "chu_tri: Văn phòng Sở\n    phoi_hop: Phòng Nghiệp vụ"),
    ]
    assert found(child) == []


# -- L105, L106: the parent itself ---------------------------------------------------------


def test_a_parent_that_has_changed_since(found):
    (finding,) = found(parent=[("luu: VT", "luu: VT, VP")], update_hash=False)
    assert finding.code == "L105"
    assert "vanban update" in finding.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tep: data/ke-hoach/cha.yaml", "tep: data/ke-hoach/mat.yaml"),
        ("phan_cap: truong-thpt", "phan_cap: truong"),
    ],
)
def test_a_parent_or_recipe_that_is_gone(found, old, new):
    (finding,) = found([(old, new)])
    assert finding.code == "L106"
    assert line(finding.place, CHILD) == old


def test_a_finding_of_the_family_can_be_waived(found):
    waived = ("nguon:", "bo_qua:\n  - 'L102: lịch riêng của trường'\nnguon:")
    assert found([("Tháng 5/2026", "Quý IV/2026"), waived]) == []
