import json

import pytest
from tests.drafting.deriving import make_project

PARENT = "data/ke-hoach/ke-hoach-2026.yaml"
FOLDER = "data/ke-hoach/ke-hoach-2026"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A project of the Sở with a roster, the working folder in it."""
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def test_a_schools_plan_checks_and_renders(run, office):
    done = run("derive", PARENT, "--recipe", "truong-thpt", "--unit", "thpt-1")
    assert (done.exit_code, done.stdout) == (0, f"{FOLDER}/ke-hoach-2026-thpt-1.yaml\n")
    assert "Trường THPT Mẫu Số 1: 6 việc không đưa vào, " in done.stderr
    assert "  - Việc của riêng cấp trên: “Tham mưu ban hành văn bản của Sở" in done.stderr
    assert "  ? Kế hoạch cấp trên chưa có số, ngày: điền khi phát hành.\n" in done.stderr
    assert done.stderr.endswith(f"vanban check {FOLDER}/ke-hoach-2026-thpt-1.yaml\n")
    text = (office / FOLDER / "ke-hoach-2026-thpt-1.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schema/ke-hoach.json\n")
    checked = run("check", f"{FOLDER}/ke-hoach-2026-thpt-1.yaml", "--format", "short")
    assert checked.exit_code == 0
    assert run("render", f"{FOLDER}/ke-hoach-2026-thpt-1.yaml").exit_code == 0


def test_the_recipe_that_fits_is_chosen_and_said(run, office):
    done = run("derive", PARENT, "--unit", "thcs-1", "--unit", "VP", "--unit", "Văn phòng Sở")
    assert done.exit_code == 0
    assert done.stdout.split() == [
        f"{FOLDER}/ke-hoach-2026-thcs-1.yaml", f"{FOLDER}/ke-hoach-2026-VP.yaml",
    ]  # fmt: skip
    assert "Theo công thức truong-xa.\n" in done.stderr
    assert "Theo công thức phong.\n" in done.stderr


def test_all_units_of_a_recipe(run, office):
    done = run("derive", PARENT, "--recipe", "phong", "--all", "-o", "ra")
    assert done.stdout.split() == [
        f"ra/ke-hoach-2026-{ma}.yaml"
        for ma in ("VP", "TCCB", "KHTC")  # Thanh tra: until 2025
    ]
    assert run("derive", PARENT, "--recipe", "truong-thpt", "--all").stdout.count("\n") == 2


def test_many_units_are_told_in_a_line_each(run, office):
    names = ("thpt-1", "thpt-2", "gdtx-1", "thcs-1", "mn-1")
    done = run("derive", PARENT, *(word for name in names for word in ("--unit", name)))
    assert done.exit_code == 0
    assert "  ? " not in done.stderr
    assert done.stderr.count("điểm cần xem.\n") == 5
    assert done.stderr.endswith(f"Đã lập 5/5 kế hoạch. Tiếp theo: vanban check {FOLDER}\n")


def test_as_json(run, office):
    done = run("derive", PARENT, "--unit", "thpt-2", "--json")
    (written,) = json.loads(done.stdout)["written"]
    assert written["unit"] == "thpt-2"
    assert written["recipe"] == "truong-thpt"
    assert len(written["dropped"]) == 6
    assert {"path", "text"} == set(written["points"][0])
    assert written["dropped"][0]["line"] == 44


def test_a_plan_that_is_there_stays_unless_forced(run, office):
    run("derive", PARENT, "--unit", "thpt-1")
    path = office / FOLDER / "ke-hoach-2026-thpt-1.yaml"
    path.write_text("# của trường\n", "utf-8")
    again = run("derive", PARENT, "--unit", "thpt-1", "--unit", "thpt-2")
    assert again.exit_code == 3
    assert "Trường THPT Mẫu Số 1: Đã có " in again.stderr
    assert "vanban update" in again.stderr
    assert path.read_text("utf-8") == "# của trường\n"
    assert again.stdout == f"{FOLDER}/ke-hoach-2026-thpt-2.yaml\n"
    forced = run("derive", PARENT, "--unit", "thpt-1", "--force")
    assert forced.exit_code == 0
    assert path.with_name(path.name + ".bak").read_text("utf-8") == "# của trường\n"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--unit", "thpt-9"], 2, ["Không có đơn vị “thpt-9”", "thpt-1"]),
        (["--unit", "Trường THPT Mẫu Số 3"], 2, ["Không có đơn vị", "Trường THPT Mẫu Số"]),
        (["--unit", "Các đơn vị liên quan"], 2, ["Không có đơn vị"]),
        (["--unit", "Các phòng Sở"], 2, ["Không có đơn vị"]),
        (["--unit", "Thanh tra Sở"], 2, ["không còn (hoặc chưa có) trong năm 2026"]),
        (["--unit", "VP", "--recipe", "truong-thpt"], 2, ["không dành cho Văn phòng Sở"]),
        (["--unit", "VP", "--recipe", "phongg"], 2, ["Không có công thức", "“phong”"]),
        (["--unit", "VP", "--all"], 2, ["--unit MÃ"]),
        ([], 2, ["--unit MÃ"]),
        (["--all"], 2, ["--recipe"]),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_written(run, office, words, code, says):
    done = run("derive", PARENT, *words)
    assert done.exit_code == code
    assert not [word for word in says if word not in done.stderr]
    assert not (office / FOLDER).exists()


def test_a_school_is_found_by_its_name_if_only_one_has_it(run, office):
    done = run("derive", PARENT, "--unit", "trường THPT  Mẫu số 1")
    assert done.stdout == f"{FOLDER}/ke-hoach-2026-thpt-1.yaml\n"
    roster = office / "data" / "truong" / "mau.csv"
    school = "thpt-x;Trường THPT Mẫu Số 1;truong-thpt;;X;;\n"
    roster.write_text(roster.read_text("utf-8") + school, "utf-8")
    done = run("derive", PARENT, "--unit", "Trường THPT Mẫu Số 1")
    assert done.exit_code == 2
    assert "Có 2 đơn vị tên" in done.stderr
    assert "thpt-1, thpt-x" in done.stderr


def test_a_schools_plan_is_no_superiors(run, office):
    run("derive", PARENT, "--unit", "thpt-1")
    done = run("derive", f"{FOLDER}/ke-hoach-2026-thpt-1.yaml", "--unit", "thpt-2")
    assert done.exit_code == 2
    assert "là kế hoạch của Trường THPT Mẫu Số 1" in done.stderr
    assert f"vanban derive {PARENT}" in done.stderr


def test_two_parents_of_one_name_have_their_children_apart(run, office):
    other = office / "data" / "ke-hoach" / "cu" / "ke-hoach-2026.yaml"
    other.parent.mkdir()
    other.write_bytes((office / PARENT).read_bytes())
    for parent, folder in ((PARENT, FOLDER), (other, f"{other.parent}/ke-hoach-2026")):
        done = run("derive", parent, "--unit", "thpt-1")
        assert done.exit_code == 0
        assert (office / folder / "ke-hoach-2026-thpt-1.yaml").is_file()


def test_of_the_notes_about_the_parent_only_their_number_is_told(run, office):
    done = run("derive", PARENT, "--unit", "thpt-1")
    assert "C020" not in done.stderr
    assert f" thông tin về {PARENT}: vanban check {PARENT}\n" in done.stderr


def test_a_kind_without_recipe_and_one_with_two(run, office):
    (office / "data" / "phan-cap" / "phong.yaml").unlink()
    assert "Không có công thức nào cho Văn phòng Sở" in run("derive", PARENT, "--unit", "VP").stderr
    one = office / "data" / "phan-cap" / "truong-thpt.yaml"
    one.with_name("khac.yaml").write_bytes(one.read_bytes())
    done = run("derive", PARENT, "--unit", "thpt-1")
    assert "Có 2 công thức cho" in done.stderr
    assert "khac, truong-thpt" in done.stderr


def test_a_parent_with_errors_is_refused_and_its_findings_shown(run, office, replace):
    replace(office / PARENT, "loai: ke-hoach", "loai: ke-hoch")
    done = run("derive", PARENT, "--unit", "thpt-1")
    assert done.exit_code == 1
    assert "C120" in done.stderr
    assert "chưa lập được kế hoạch của đơn vị" in done.stderr


def test_a_recipe_with_errors_is_refused_at_its_line(run, office, replace):
    recipe = office / "data" / "phan-cap" / "truong-thpt.yaml"
    replace(recipe, "của {{ don_vi.ten }}", "của {{ don_vi.tenn }}")
    done = run("derive", PARENT, "--unit", "thpt-1")
    assert done.exit_code == 1
    assert "lỗi[L132]" in done.stderr
    assert "“ten”" in done.stderr
    replace(recipe, "ten: ", "tenn: ")
    assert run("derive", PARENT, "--unit", "thpt-1", "--recipe", "truong-thpt").exit_code == 1
    done = run("derive", PARENT, "--unit", "thpt-1")
    assert (done.exit_code, "truong-thpt.yaml còn lỗi" in done.stderr) == (1, True)


def test_a_plan_written_for_many_units_is_for_batch(run, office, replace):
    replace(office / PARENT, "nam: 2026", "nam: 2026\nmau: true")
    done = run("derive", PARENT, "--unit", "thpt-1")
    assert done.exit_code == 2
    assert "vanban batch" in done.stderr


def test_a_parent_that_is_not_there_or_in_no_project(run, office, tmp_path_factory):
    assert run("derive", "khong-co.yaml", "--unit", "VP").exit_code == 3
    alone = tmp_path_factory.mktemp("le") / "k.yaml"
    alone.write_text("loai: ke-hoach\n", "utf-8")
    done = run("derive", str(alone), "--unit", "VP")
    assert done.exit_code == 3
    assert "không nằm trong dự án nào" in done.stderr


def test_two_codes_that_would_be_one_file_are_refused(run, office):
    roster = office / "data" / "truong" / "mau.csv"
    school = "vp;Trường THPT Mẫu A;truong-thpt;;A;;\n"
    roster.write_text(roster.read_text("utf-8") + school, "utf-8")
    done = run("derive", PARENT, "--unit", "vp", "--unit", "Văn phòng Sở")
    assert done.exit_code == 2
    assert "Hai mã “vp” và “VP” cùng ghi ra" in done.stderr
    assert not (office / FOLDER).exists()
