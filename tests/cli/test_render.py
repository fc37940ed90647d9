import json
import shutil
import unicodedata

import pytest

from vanban.files import sha256
from vanban.output.targets import WRITTEN


def test_the_path_is_the_product_and_the_rest_is_talk(run, plan, project):
    done = run("render", plan)
    assert done.exit_code == 0
    goal = project / "output" / "truong-mau" / "2026" / "ke-hoach-mau.docx"
    assert done.stdout == f"{goal.relative_to(project)}\n"
    assert goal.read_bytes()[:2] == b"PK"
    assert done.stderr.splitlines()[-1].startswith("Đã ghi 1/1 tệp. Tiếp theo: ")


def test_a_school_year_names_its_folder(run, plan, project, replace):
    replace(plan, "nam: 2026 ", "nam_hoc: 2026 – 2027 ")
    assert run("render", plan).exit_code == 0
    assert (project / "output" / "truong-mau" / "2026-2027" / "ke-hoach-mau.docx").is_file()


def test_into_a_folder(run, plan, tmp_path):
    done = run("render", plan, "-o", tmp_path / "ra" / "đây")
    assert done.exit_code == 0
    assert (tmp_path / "ra" / "đây" / "ke-hoach-mau.docx").is_file()


def test_an_error_of_shape_writes_nothing(run, plan, project, replace):
    replace(plan, "so: ", "sso: ")
    done = run("render", plan)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "lỗi[C101]" in done.stderr
    assert "^^^" in done.stderr
    assert not list((project / "output").rglob("*.docx"))


def test_findings_of_content_are_shown_and_written_over(run, plan, replace):
    replace(plan, "chu_tri: Ban Giám hiệu", "chu_tri: Tổ Nào Đó")
    done = run("render", plan)
    assert done.exit_code == 0
    assert "cảnh báo[N101]" in done.stderr
    assert done.stdout.endswith("ke-hoach-mau.docx\n")


def test_one_that_fails_does_not_stop_the_others(run, plan, project, replace):
    broken = plan.with_name("hong.yaml")
    shutil.copy(plan, broken)
    replace(broken, "nam: 2026 ", "nam: hai ")
    done = run("render", broken, plan, project / "khong-co.yaml", project / "data")
    assert done.exit_code == 3
    assert done.stdout.count("\n") == 1
    assert "Không có tệp khong-co.yaml" in done.stderr
    assert "là một thư mục" in done.stderr
    assert "Đã ghi 1/4 tệp" in done.stderr


def test_a_file_edited_in_word_is_kept(run, plan, project):
    run("render", plan)
    goal = project / "output" / "truong-mau" / "2026" / "ke-hoach-mau.docx"
    ours = goal.read_bytes()
    assert run("render", plan).exit_code == 0  # ours: written over
    goal.write_bytes(ours + b"edited")
    done = run("render", plan)
    assert done.exit_code == 3
    assert "--force" in done.stderr
    assert goal.read_bytes() == ours + b"edited"
    done = run("render", plan, "--force")
    assert done.exit_code == 0
    assert goal.with_name("ke-hoach-mau.docx.bak").read_bytes() == ours + b"edited"
    assert goal.read_bytes() == ours
    assert run("render", plan).exit_code == 0


def test_a_file_we_know_nothing_of_is_kept(run, plan, project):
    goal = project / "ra" / "ke-hoach-mau.docx"
    goal.parent.mkdir()
    goal.write_bytes(b"theirs")
    (goal.parent / WRITTEN).write_text("not json", "utf-8")
    assert run("render", plan, "-o", goal.parent).exit_code == 3
    assert goal.read_bytes() == b"theirs"


def test_force_keeps_no_copy_of_what_is_ours(run, plan, project):
    run("render", plan)
    assert run("render", plan, "--force").exit_code == 0
    assert not list(project.rglob("*.bak"))


@pytest.mark.parametrize("other", ["ke-hoach-mau.yaml", "Ke-Hoach-Mau.yaml"])
def test_two_plans_with_one_target_are_refused_before_anything_is_written(
    run, plan, project, other
):
    second = project / "data" / "khac" / other
    second.parent.mkdir()
    shutil.copy(plan, second)
    done = run("render", plan, second)
    assert done.exit_code == 2
    assert "cùng ghi ra" in done.stderr
    assert not list((project / "output").rglob("*.docx"))


def test_the_same_plan_twice_is_written_once(run, plan, project):
    done = run("render", plan, plan.relative_to(project))
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1


def test_a_kind_without_template_says_what_to_do(run, plan, replace):
    replace(plan, "loai: ke-hoach ", "loai: bao-cao ")
    done = run("render", plan)
    assert done.exit_code == 3
    assert "vanban template new templates/bao-cao.docx" in done.stderr


def test_without_a_template_of_its_own_a_plan_gets_ours(run, plan, project):
    (project / "templates" / "ke-hoach.docx").unlink()
    assert run("render", plan).exit_code == 0


def test_a_broken_template_is_no_bug_of_ours(run, plan, project):
    (project / "templates" / "ke-hoach.docx").write_bytes(b"not word")
    done = run("render", plan)
    assert done.exit_code == 3
    assert "lỗi: " in done.stderr


def test_json(run, plan, project, replace):
    replace(plan, "chu_tri: Ban Giám hiệu", "chu_tri: Tổ Nào Đó")
    done = run("render", plan, "gone.yaml", "--json")
    written, gone = json.loads(done.stdout)
    assert written["output"].endswith("ke-hoach-mau.docx")
    assert written["sha256"] == sha256((project / written["output"]).read_bytes())
    assert {found["code"] for found in written["findings"]} == {"N101"}
    assert written["error"] is None
    assert gone["output"] is None
    assert gone["error"]["exit_code"] == 3
    assert done.exit_code == 3


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_with_accents_are_found_however_they_are_stored(run, plan, project, form):
    other = "NFD" if form == "NFC" else "NFC"
    stored = plan.with_name(unicodedata.normalize(form, "kế hoạch tết.yaml"))
    plan.rename(stored)
    done = run("render", plan.with_name(unicodedata.normalize(other, "kế hoạch tết.yaml")))
    assert done.exit_code == 0
    assert (project / "output/truong-mau/2026/kế hoạch tết.docx").is_file()


def test_a_body_named_like_a_path_stays_in_the_output_folder(run, plan, project, replace):
    replace(plan, "co_quan: truong-mau ", "co_quan: ../co-quan/truong-mau ")
    run("render", plan)
    assert all(
        (project / "output").resolve() in made.resolve().parents
        for made in project.rglob("*.docx") if made.parent.name != "templates"
    )  # fmt: skip


@pytest.mark.parametrize("name", ["x" * 400 + ".yaml", "a\0b.yaml", ""])
def test_names_no_disk_takes(run, project, name):
    done = run("render", name)
    assert done.exit_code in (2, 3)
    assert isinstance(done.exception, SystemExit)
