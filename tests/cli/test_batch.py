import json
import shutil
from pathlib import Path

import pytest
from tests.batch.making import counted, school, write_roster
from tests.batch.making import project as written


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Plan and roster of a small project, the working folder in it."""
    plan, roster = written(tmp_path)
    monkeypatch.chdir(tmp_path)
    return plan, roster


def test_lists_are_the_product_and_the_rest_is_talk(run, made, tmp_path):
    plan, roster = made
    done = run("batch", plan, "--roster", roster, "-o", "ra")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == ["ra/danh-muc.csv", "ra/danh-muc.docx"]
    assert "6 đã ghi" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Tiếp theo: ")
    assert len(counted(tmp_path / "ra")) == 6


def test_a_shell_may_write_out_the_rosters(run, made, tmp_path):
    plan, roster = made
    other = roster.with_name("khac.csv")
    write_roster(other, [school(9)])
    done = run("batch", "--roster", roster, other, plan, "-o", "ra")
    assert done.exit_code == 0, done.stderr
    assert len(counted(tmp_path / "ra")) == 7
    assert run("batch", "--roster", "*.csv", plan, "-o", "hai").exit_code == 0  # as on Windows
    assert len(counted(tmp_path / "hai")) == 7


def test_a_second_run_says_what_it_does(run, made):
    plan, roster = made
    words = ("batch", plan, "--roster", roster, "-o", "ra")
    run(*words)
    done = run(*words)
    assert "đã có một lượt" in done.stderr
    assert "6 giữ nguyên" in done.stderr
    assert "đã có một lượt" not in run(*words, "--resume").stderr


def test_failures_are_a_table_with_a_command_at_the_end(run, made, tmp_path):
    plan, roster = made
    words = ("batch", plan, "--roster", roster, "-o", "ra")
    run(*words)
    edited = tmp_path / "ra" / "Cum mau 2" / "KH-mau-0004.docx"
    edited.write_bytes(b"PK edited")
    done = run(*words)
    assert done.exit_code == 1
    assert "Không làm được 1 đơn vị" in done.stderr
    assert "mau-0004 Trường THPT Mẫu Số 4  KH-mau-0004.docx đã được sửa" in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.endswith("chung.yaml --roster danh-sach.csv -o ra --resume")
    assert edited.read_bytes() == b"PK edited"
    assert run(*words, "--force").exit_code == 0


def test_a_bad_row_is_shown_with_row_and_column(run, made, tmp_path):
    plan, roster = made
    write_roster(roster, [school(1), school(2, ten="")])
    done = run("batch", plan, "--roster", roster, "-o", "ra")
    assert done.exit_code == 1
    assert "danh-sach.csv: hàng 3" in done.stderr
    assert "1 đã ghi" in done.stderr
    assert len(counted(tmp_path / "ra")) == 1


def test_strict_writes_nothing_for_a_bad_row(run, made, tmp_path):
    plan, roster = made
    write_roster(roster, [school(1), school(2, ten="")])
    done = run("batch", plan, "--roster", roster, "-o", "ra", "--strict")
    assert done.exit_code == 1
    assert not (tmp_path / "ra").exists()


def test_strict_writes_nothing_for_a_school_that_fails(run, made, tmp_path, replace):
    plan, roster = made
    replace(plan, "Quý I/2026", "{{ 12 // truong.so_lop|int }}")
    write_roster(roster, [school(1, so_lop="3"), school(2, so_lop="0")])
    done = run("batch", plan, "--roster", roster, "-o", "ra", "--strict")
    assert done.exit_code == 1
    assert "mau-0002" in done.stderr
    assert not (tmp_path / "ra").exists()


def test_a_plan_with_errors_is_shown_and_nothing_written(run, made, tmp_path, replace):
    plan, roster = made
    replace(plan, "truong.khu_vuc", "truong.khu_vucc")
    done = run("batch", plan, "--roster", roster, "-o", "ra")
    assert done.exit_code == 1
    assert "lỗi[C144]" in done.stderr
    assert not (tmp_path / "ra").exists()


def test_an_unknown_recipe_names_the_nearest(run, made):
    plan, roster = made
    done = run("batch", plan, "--roster", roster, "-o", "ra", "--recipe", "khong-co")
    assert done.exit_code == 2
    assert "khong-co" in done.stderr


@pytest.mark.parametrize(
    "more", [("--yaml",), ("--shard", "0/2"), ("--shard", "3/2"), ("--workers", "0"), ("b.yaml",)]
)
def test_a_wrong_command_line(run, made, more):
    plan, roster = made
    done = run("batch", plan, "--roster", roster, "-o", "ra", *more)
    assert done.exit_code == 2


def test_two_schools_with_one_name_stop_before_anything_is_written(run, made, tmp_path):
    plan, roster = made
    done = run("batch", plan, "--roster", roster, "-o", "ra", "--name", "{{ truong.loai }}")
    assert done.exit_code == 2
    assert "cùng ghi ra truong-thpt.docx" in done.stderr
    assert not (tmp_path / "ra").exists()


def test_json(run, made):
    plan, roster = made
    done = run("batch", plan, "--roster", roster, "-o", "ra", "--json", "--zip", "loai", "--number")
    told = json.loads(done.stdout)
    assert told["counts"] == {"da-ghi": 6, "giu-nguyen": 0, "loi": 0, "thua": 0}
    assert told["written"] == ["danh-muc.csv", "danh-muc.docx", "danh-muc-truong-thpt.zip"]
    assert told["failures"] == []


def test_a_shard_of_the_roster(run, made, tmp_path):
    plan, roster = made
    done = run("batch", plan, "--roster", roster, "-o", "ra", "--shard", "2/4")
    assert done.stdout.splitlines() == ["ra/danh-muc-2-4.csv", "ra/danh-muc-2-4.docx"]
    assert len(counted(tmp_path / "ra", "2-4")) == 2


def test_a_list_open_in_word_does_not_hide_what_was_done(run, made, tmp_path):
    plan, roster = made
    (tmp_path / "ra" / "danh-muc.docx").mkdir(parents=True)  # cannot be written over
    done = run("batch", plan, "--roster", roster, "-o", "ra")
    assert done.exit_code == 3
    assert "danh-muc.docx" in done.stderr
    assert "6 đã ghi" in done.stderr
    (tmp_path / "ra" / "danh-muc.docx").rmdir()
    assert run("batch", plan, "--roster", roster, "-o", "ra").exit_code == 0
    assert len(counted(tmp_path / "ra")) == 6


def test_a_plan_of_one_body_is_not_printed_for_all(run, made, replace, tmp_path):
    plan, roster = made
    replace(plan, "mau: true\n", "")
    done = run("batch", plan, "--roster", roster, "-o", "ra")
    assert done.exit_code == 2
    assert "mau: true" in done.stderr
    assert "--recipe" in done.stderr
    assert not (tmp_path / "ra").exists()


def test_a_school_without_abbreviation_is_counted(run, made, tmp_path):
    plan, roster = made
    write_roster(roster, [school(1), school(2, viet_tat="")])
    done = run("batch", plan, "--roster", roster, "-o", "ra")
    assert done.exit_code == 0, done.stderr
    notes = {row["ma"]: row["luu_y"] for row in counted(tmp_path / "ra").values()}
    assert notes == {"mau-0001": "0", "mau-0002": "1"}


def test_the_yaml_of_a_school_takes_what_changes_in_the_parent(run, replace, tmp_path, monkeypatch):
    shutil.copytree(Path(__file__).parents[2] / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    parent = Path("data/ke-hoach/ke-hoach-2026.yaml")
    words = ("--recipe", "truong-thpt", "--roster", "data/truong/truong-thpt-mau.csv", "--yaml")
    assert run("batch", parent, *words, "--number", "-o", "output/2026").exit_code == 0
    child = Path("output/2026/Cum mau 1/KH-thpt-mau-1.yaml")
    numbered = child.read_text("utf-8")
    assert "\nso: 1\n" in numbered
    replace(parent, "Quý I-Quý III/2026", "Quý II/2026")
    done = run("update", child)
    assert done.exit_code == 0, done.stderr
    now = child.read_text("utf-8")
    assert "thoi_han: Quý II/2026" in now
    assert "\nso: 1\n" in now
