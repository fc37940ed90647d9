import json
import shutil
from types import SimpleNamespace

import pytest


def test_a_skeleton_passes_the_check_and_renders(run, project):
    made = run("new", "data/ke-hoach/ke-hoach-2027.yaml")
    assert made.exit_code == 0
    assert made.stdout == "data/ke-hoach/ke-hoach-2027.yaml\n"
    assert made.stderr.endswith("vanban render data/ke-hoach/ke-hoach-2027.yaml\n")
    text = (project / "data/ke-hoach/ke-hoach-2027.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/ke-hoach.json\n")
    assert "nam: 2027" in text
    assert "ho_ten: Nguyễn Văn Mẫu" in text
    done = run("check", "data/ke-hoach/ke-hoach-2027.yaml")
    assert (done.exit_code, done.stdout) == (0, "")
    assert run("render", "data/ke-hoach/ke-hoach-2027.yaml").exit_code == 0


def test_the_parts_stand_in_the_order_of_the_model(run, project):
    from vanban.plan.source import read

    run("new", "x.yaml")
    parts = list(read(project / "x.yaml").values)
    assert parts[:6] == ["loai", "nam", "co_quan", "so", "ngay", "trich_yeu"]
    assert parts[6:10] == ["can_cu", "mo_dau", "noi_dung", "ket_thuc"]
    assert parts[10:] == ["nhiem_vu", "noi_nhan", "luu", "nguoi_ky"]


def test_a_school_year(run, project):
    assert run("new", "x", "--nam", "2026 - 2027").exit_code == 0
    text = (project / "x.yaml").read_text("utf-8")
    assert "nam_hoc: 2026-2027" in text
    assert run("check", "x.yaml").exit_code == 0


@pytest.mark.parametrize("year", ["27", "2027-", "1900", "hai"])
def test_a_year_that_is_none(run, project, year):
    done = run("new", "x", "--nam", year)
    assert done.exit_code == 2
    assert "2026-2027" in done.stderr


def test_nothing_is_overwritten(run, project):
    (project / "x.yaml").write_text("mine", "utf-8")
    assert run("new", "x.yaml").exit_code == 3
    assert run("new", "x").exit_code == 3
    assert (project / "x.yaml").read_text("utf-8") == "mine"
    assert run("new", "--project", project).exit_code == 3


def test_the_body_is_asked_for_only_where_somebody_answers(run, project):
    bodies = project / "data" / "co-quan"
    shutil.copy(bodies / "truong-mau.yaml", bodies / "truong-hai.yaml")
    done = run("new", "x.yaml")
    assert done.exit_code == 2
    assert "truong-hai, truong-mau" in done.stderr
    assert run("new", "x.yaml", "--co-quan", "truong-hai").exit_code == 0
    done = run("new", "y.yaml", "--co-quan", "truong-haj")
    assert done.exit_code == 3
    assert "truong-hai" in done.stderr


def test_the_body_is_asked_for_on_a_terminal(run, project, monkeypatch):
    from vanban.cli import new

    bodies = project / "data" / "co-quan"
    shutil.copy(bodies / "truong-mau.yaml", bodies / "truong-hai.yaml")

    monkeypatch.setattr(new, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    assert run("new", "x.yaml", input="truong-hai\n").exit_code == 0
    assert "co_quan: truong-hai" in (project / "x.yaml").read_text("utf-8")
    assert run("new", "y.yaml", input="").exit_code == 130


BODY = """\
ten: |
  Trường: A
  # lạ
viet_tat: A
dia_danh: B
"""


@pytest.mark.parametrize(
    "more",
    [
        "",
        "nguoi_ky: []\n",
        "nguoi_ky:\n  - chuc_vu: '- Lạ: #1'\n    ho_ten: '# ai'\n",
        "nguoi_ky:\n  - chuc_vu: |\n      KT. Giám đốc\n      Phó Giám đốc\n",
        "don_vi:\n  - ten: 'Phòng: A # B'\n",
        "cot:\n  viec: Việc\n  ghi_chu: Ghi chú\n",
    ],
)
def test_a_skeleton_of_any_body_is_without_error(run, project, more):
    shutil.rmtree(project / "data" / "co-quan")
    (project / "data" / "co-quan").mkdir()
    (project / "data" / "co-quan" / "la.yaml").write_text(BODY + more, "utf-8")
    assert run("check", "data/co-quan").exit_code == 0
    assert run("new", "x.yaml").exit_code == 0
    done = run("check", "x.yaml")
    assert done.exit_code == 0, done.output
    assert run("render", "x.yaml").exit_code == 0


def test_a_broken_body_is_named(run, project):
    (project / "data" / "co-quan" / "truong-mau.yaml").write_text("ten: A\n", "utf-8")
    done = run("new", "x.yaml")
    assert done.exit_code == 3
    assert "vanban check data/co-quan/truong-mau.yaml" in done.stderr


def test_outside_a_project(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new", "x.yaml").exit_code == 3


def test_a_kind_nobody_knows(run, project):
    done = run("new", "x.yaml", "--loai", "ke-hoac")
    assert done.exit_code == 2
    assert "“ke-hoach”" in done.stderr


def test_one_of_plan_and_project(run, project):
    assert run("new").exit_code == 2
    assert run("new", "x.yaml", "--project", "y").exit_code == 2


def test_a_sample_project_checks_clean_renders_and_is_marked(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = run("new", "--project", "dự án")
    assert made.exit_code == 0
    assert "vanban render" in made.stderr
    folder = tmp_path / "dự án"
    for path in made.stdout.splitlines():
        assert (tmp_path / path).is_file()
    assert (folder / "output" / ".gitignore").read_text("utf-8") == "*\n!.gitignore\n"
    for data in (*folder.rglob("*.yaml"), *folder.rglob("*.csv")):
        names_nobody = "phan-cap" in data.parts or data.stem == "co-quan-doi-ten"
        assert names_nobody or "mẫu" in data.read_text("utf-8").lower()
        assert b"\r" not in data.read_bytes()
    assert (folder / "data/phan-cap/truong-thpt.yaml").is_file()
    assert (folder / "data/truong/truong-thpt-mau.csv").is_file()
    done = run("check", folder)
    assert (done.exit_code, done.stdout) == (0, "")
    assert run("render", folder / "data/ke-hoach/ke-hoach-mau.yaml").exit_code == 0


def test_json(run, project):
    assert json.loads(run("new", "x.yaml", "--json").stdout) == [{"output": "x.yaml"}]
