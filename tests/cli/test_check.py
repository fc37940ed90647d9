import json

import pytest

BOM = "\ufeff"


def test_a_clean_project(run, project):
    done = run("check")
    assert done.exit_code == 0
    assert done.stdout == ""
    files = len(list(project.rglob("*.*"))) - len(list(project.glob("schema/*"))) - 1  # .gitignore
    assert f"{files} tệp" in done.stderr


def test_findings_are_the_product(run, plan, replace):
    replace(plan, "so: ", "sso: ")
    done = run("check", plan, "--format", "short")
    assert done.exit_code == 1
    assert done.stdout.startswith("data/ke-hoach/ke-hoach-mau.yaml:6:1: lỗi[C101] ")
    assert "lỗi[C101]" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Đã kiểm tra 1 tệp: 1 lỗi")


def test_frames_are_the_default(run, plan, replace):
    replace(plan, "so: ", "sso: ")
    done = run("check", plan)
    assert "6 | sso:" in done.stdout
    assert "  | ^^^" in done.stdout


def test_warnings_alone_are_no_failure(run, plan, replace):
    replace(plan, "chu_tri: Ban Giám hiệu", "chu_tri: Tổ Nào Đó")
    done = run("check", plan, "--format=short")
    assert done.exit_code == 0
    assert "cảnh báo[N101]" in done.stdout


@pytest.mark.parametrize("words", [["--json"], ["--format", "json"]])
def test_json_is_one_document(run, plan, project, replace, words):
    replace(plan, "so: ", "sso: ")
    done = run("check", "data", "gone.yaml", *words)
    data = json.loads(done.stdout)
    assert [found["code"] for found in data["findings"]] == ["C101"]
    assert len(data["files"]) == len(list((project / "data").rglob("*.*"))) + 1
    assert data["errors"][0]["file"] == "gone.yaml"
    assert done.exit_code == 3


def test_a_folder_means_its_plans_and_templates(run, plan, project):
    (project / "data" / ".an").mkdir()
    (project / "data" / ".an" / "x.yaml").write_text("hỏng: [", "utf-8")
    (project / "data" / "ghi-chu.txt").write_text("x", "utf-8")
    (project / "data" / "thu.docx").write_bytes(b"not a template")
    known = [p for p in (project / "data").rglob("*.*") if p.suffix in (".yaml", ".csv")]
    assert f"{len(known) - 1} tệp" in run("check", "data").stderr  # not what begins with a point
    assert "2 tệp" in run("check", "templates").stderr


def test_a_word_file_named_is_checked_as_a_template(run, project):
    (project / "thu.docx").write_bytes(b"not word")
    done = run("check", "thu.docx")
    assert done.exit_code in (1, 3)


def test_outside_a_project(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.exit_code == 3
    assert "vanban new --project" in done.stderr
    done = run("check", ".")
    assert done.exit_code == 3


def test_fix_mends_shows_and_keeps_the_old(run, plan, replace):
    replace(plan, "  - muc: Mục đích", "  - muc: I. Mục đích")
    replace(plan, "luu: VT", "lưu: VT")
    old = plan.read_bytes()
    done = run("check", plan, "--fix")
    assert done.exit_code == 0
    assert "- luu" not in done.stdout
    assert "- lưu: VT" in done.stdout
    assert "+ luu: VT" in done.stdout
    assert "+   - muc: Mục đích" in done.stdout
    assert plan.with_name(plan.name + ".bak").read_bytes() == old
    assert "I. Mục" not in plan.read_text("utf-8")
    assert run("check", plan).stderr.startswith("Đã kiểm tra 1 tệp: không có gì phải sửa")


@pytest.mark.parametrize("mark", ["", BOM])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fix_keeps_bom_and_line_ends(run, plan, mark, end):
    text = plan.read_text("utf-8").replace("luu: VT", "lưu: VT")
    plan.write_bytes((mark + text.replace("\n", end)).encode())
    assert run("check", plan, "--fix").exit_code == 0
    mended = plan.read_bytes()
    assert mended == (mark + text.replace("lưu:", "luu:").replace("\n", end)).encode()


def test_fix_mends_in_rounds_until_nothing_is_left(run, plan, replace):
    replace(plan, "mo_dau: Trường", "mở đầu: I: Trường")
    replace(plan, "luu: VT", "lưu : VT")
    done = run("check", plan, "--fix")
    assert "--fix" not in done.stderr
    assert run("check", plan).stdout == ""


def test_fix_reaches_the_files_a_plan_uses(run, plan, project, replace):
    body = project / "data" / "co-quan" / "truong-mau.yaml"
    replace(body, "dia_danh:", "địa danh:")
    done = run("check", plan, "--fix")
    assert done.exit_code == 0
    assert "dia_danh: " in body.read_text("utf-8")
    assert "truong-mau.yaml: đã sửa 1 chỗ" in done.stdout


def test_fix_leaves_alone_what_changed_meanwhile(run, plan, replace, monkeypatch):
    from vanban.cli import mending

    replace(plan, "luu: VT", "lưu: VT")
    real = mending.check_file

    def slow(path):
        checked = real(path)
        plan.write_bytes(plan.read_bytes() + b"# saved meanwhile\n")
        return checked

    monkeypatch.setattr(mending, "check_file", slow)
    done = run("check", plan, "--fix")
    assert done.exit_code == 3
    assert "vừa bị đổi" in done.stderr
    assert "lưu: VT" in plan.read_text("utf-8")
    assert not plan.with_name(plan.name + ".bak").exists()


def test_fix_without_anything_to_mend_touches_nothing(run, plan):
    before = plan.stat().st_mtime_ns
    assert run("check", plan, "--fix").exit_code == 0
    assert plan.stat().st_mtime_ns == before
    assert not plan.with_name(plan.name + ".bak").exists()


def test_fix_as_json(run, plan, replace):
    replace(plan, "luu: VT", "lưu: VT")
    data = json.loads(run("check", plan, "--fix", "--json").stdout)
    assert data["mended"][0]["edits"] == 1
    assert data["findings"] == []


def test_the_last_line_names_the_next_command(run, plan, replace):
    assert run("check", plan).stderr.endswith(
        "Tiếp theo: vanban render data/ke-hoach/ke-hoach-mau.yaml\n"
    )
    replace(plan, "luu: VT", "lưu: VT")
    assert run("check", plan).stderr.endswith(
        "thêm --fix. Tiếp theo: vanban check data/ke-hoach/ke-hoach-mau.yaml --fix\n"
    )


def test_a_file_that_cannot_be_mended_does_not_hide_what_was(
    run, plan, project, replace, monkeypatch
):
    from vanban import files

    body = project / "data" / "co-quan" / "truong-mau.yaml"
    replace(body, "dia_danh:", "địa danh:")
    replace(plan, "luu: VT", "lưu: VT")
    real = files.backup

    def backup(path):
        if path.name == body.name:
            raise PermissionError(13, "locked")
        return real(path)

    monkeypatch.setattr(files, "backup", backup)
    done = run("check", "data", "--fix", "--format", "short")
    assert done.exit_code == 3
    assert "ke-hoach-mau.yaml: đã sửa 1 chỗ" in done.stdout
    assert "cảnh báo[C102]" in done.stdout
    assert "Không ghi được data/co-quan/truong-mau.yaml: locked" in done.stderr
