"""`vanban check` of rosters and number registers, and plans for many units on the command line."""

import json

import pytest

ROSTER = "Mã;Tên trường;Hiệu trưởng\na;Trường THPT Mẫu A;Nguyễn Văn Mẫu\n"


@pytest.fixture
def roster(project):
    path = project / "data" / "truong" / "mau.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ROSTER, "utf-8")
    return path


def test_rosters_are_checked_with_the_project(run, roster):
    roster.write_text(ROSTER + "a;Trường THPT Mẫu B;\n;;Trần Thị Mẫu\n", "utf-8")
    roster.with_name("hong.xlsx").write_bytes(b"PK\x03\x04")
    roster.with_name("~$mau.xlsx").write_bytes(b"x")
    done = run("check", "--json")
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    found = [(one["code"], one["row"], one["cell"]) for one in data["findings"]]
    assert ("L208", 3, "Mã") in found
    assert ("L206", 4, "Tên trường") in found
    assert ("L201", None, None) in found
    assert not [name for name in data["files"] if "~$" in name]


def test_a_good_roster_says_nothing(run, roster):
    done = run("check", roster)
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_finding_names_row_and_column(run, roster):
    roster.write_text("Mã;Tên trường\na;\n", "utf-8")
    assert "mau.csv: hàng 2, cột “Tên trường”: lỗi[L206]" in run("check", roster).stdout


def test_number_registers_are_checked(run, project):
    path = project / "data" / "so-van-ban" / "2026.csv"
    path.parent.mkdir()
    path.write_text("co_quan;loai;so;ngay;trich_yeu;tep\nA;ke-hoach;x;;;\n", "utf-8")
    assert "2026.csv: hàng 2, cột “so”: lỗi[L233]" in run("check").stdout


def test_a_csv_elsewhere_is_not_ours(run, project):
    (project / "data" / "ghi-chu.csv").write_text("a;b\n", "utf-8")
    assert run("check").exit_code == 0


def test_render_of_a_plan_for_many(run, plan, roster, replace):
    replace(plan, "nam: ", "mau: true\nnam: ")
    done = run("render", plan)
    assert done.exit_code == 2
    assert "vanban batch" in done.stderr.splitlines()[-1]
    replace(plan, "mau: true\n", "mau: true\ndon_vi: a\n")
    done = run("render", plan)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip().endswith("-a.docx")
