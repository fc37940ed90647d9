"""`vanban update`: what the user sees, and what stands on the disk afterwards."""

import json

import pytest
from tests.rules.making import FILES, PARENT

CHILD = "data/ke-hoach/cha/cha-thpt-1.yaml"


@pytest.fixture
def child(tmp_path, monkeypatch, run):
    """A project with one derived child, the working folder in it."""
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    monkeypatch.chdir(tmp_path)
    assert run("derive", PARENT, "--recipe", "truong-thpt", "--unit", "thpt-1").exit_code == 0
    return tmp_path / CHILD


@pytest.fixture
def parent(child, tmp_path):
    return tmp_path / PARENT


def test_nothing_to_do(child, run):
    before = child.read_bytes()
    done = run("update", child)
    assert done.exit_code == 0
    assert "0/1" in done.stderr
    assert child.read_bytes() == before


def test_a_change_comes_in_and_a_copy_stays(child, parent, run, replace):
    before = child.read_bytes()
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    done = run("update", child)
    assert done.exit_code == 0
    assert "Tháng 4/2026" in done.stdout
    assert "1/1" in done.stderr
    assert f"vanban check {CHILD}" in done.stderr
    assert b"Th\xc3\xa1ng 4/2026" in child.read_bytes()
    assert child.with_name(child.name + ".bak").read_bytes() == before
    again = child.read_bytes()
    assert "0/1" in run("update", child).stderr
    assert child.read_bytes() == again
    assert "L1" not in run("check", child, "--format", "short").stdout


def test_back_and_forth_gives_the_same_file(child, parent, run, replace):
    before = child.read_bytes()
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    run("update", child)
    replace(parent, "thoi_han: Tháng 4/2026", "thoi_han: Quý II/2026")
    run("update", child)
    assert child.read_bytes() == before


def test_a_point_that_is_settled_goes(child, parent, run, replace):
    assert "chưa có số" in child.read_text("utf-8")
    replace(parent, "so:\nngay:\n", "so: 12\nngay: 05/02/2026\n")
    run("update", child)
    text = child.read_text("utf-8")
    assert "số 12/KH-SM ngày 05/02/2026" in text
    assert "chưa có số" not in text


def test_both_changed_it(child, parent, run, replace):
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    replace(child, "thoi_han: Quý II/2026", "thoi_han: Tháng 5/2026")
    done = run("update", child)
    assert done.exit_code == 0
    assert "L110" in done.stderr
    text = child.read_text("utf-8")
    assert "# CẦN XEM: kế hoạch cấp trên nay ghi “Tháng 4/2026”\n    thoi_han: Tháng 5/2026" in text
    assert "N106" in run("check", child, "--format", "short").stdout


def test_dry_run_writes_nothing(child, parent, run, replace, tmp_path):
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run("update", child, "--dry-run")
    assert "Tháng 4/2026" in done.stdout
    assert f"vanban update {CHILD}" in done.stderr
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_json(child, parent, run, replace):
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    replace(child, "Tuyên truyền trong trường", "Tuyên truyền ở từng lớp")
    (one,) = json.loads(run("update", child, "--json").stdout)
    assert one["written"]
    assert [change["theirs"] for change in one["changes"]] == ["Tháng 4/2026"]
    assert one["conflicts"] == []
    assert one["error"] is None


def test_only_the_recipe_changed(child, run, replace, tmp_path):
    replace(tmp_path / "data/phan-cap/truong-thpt.yaml", "  - Sở Mẫu", "  - Sở Mẫu\n  - Lưu ý")
    assert "0/1" in run("update", child).stderr
    assert "1/1" in run("update", child, "--force").stderr
    assert "  - Lưu ý\n" in child.read_text("utf-8")


@pytest.mark.parametrize("damage", ["gone", "altered"])
def test_without_a_base_every_difference_is_told_and_nothing_changed(
    child, parent, run, replace, damage
):
    (kept,) = child.parents[2].glob(".goc/*.yaml")
    kept.unlink() if damage == "gone" else kept.write_bytes(kept.read_bytes() + b"#")
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    before = child.read_bytes()
    done = run("update", child)
    assert done.exit_code == 0
    assert "L111" in done.stderr
    assert "Tháng 4/2026" in done.stderr
    assert child.read_bytes() == before
    replace(child, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    assert "1/1" in run("update", child).stderr
    assert "0/1" in run("update", child).stderr


def test_without_a_base_the_differences_of_a_list_are_told_one_by_one(child, parent, run, replace):
    (kept,) = child.parents[2].glob(".goc/*.yaml")
    kept.unlink()
    row = "  - viec: Ký cam kết\n    chu_tri: Các trường trực thuộc\n    ma: ky-cam-ket\n"
    replace(parent, "nhiem_vu:\n", f"nhiem_vu:\n{row}")
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    done = run("update", child)
    assert done.stderr.count("[L111]") == 2  # the new row, the deadline
    assert "“Ký cam kết; Ban Giám hiệu”" in done.stderr
    assert "ky-cam-ket" not in done.stderr


def test_a_child_without_its_base_that_is_right_as_it_is(child, parent, run, replace):
    (kept,) = child.parents[2].glob(".goc/*.yaml")
    kept.unlink()
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    replace(child, "  - viec: Tuyên", "  - viec: Việc riêng\n    chu_tri: Đoàn\n  - viec: Tuyên")
    done = run("update", child)
    assert f"vanban update --accept {CHILD}" in done.stderr
    before = child.read_text("utf-8")
    assert "1/1" in run("update", child, "--accept").stderr
    after = child.read_text("utf-8")
    assert before[: before.index("nguon:")] == after[: after.index("nguon:")]
    replace(parent, "thoi_han: Tháng 4/2026", "thoi_han: Tháng 3/2026")
    done = run("update", child)
    assert "L110" in done.stderr  # the unit left its own deadline in place of April
    assert "Việc riêng" in child.read_text("utf-8")


def test_a_folder_means_the_children_in_it(child, parent, run, replace):
    run("derive", PARENT, "--recipe", "truong-thpt", "--unit", "thpt-10")
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    done = run("update", "data/ke-hoach")
    assert "2/2" in done.stderr
    assert run("update", "data/co-quan").exit_code == 3


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CHILD, "tep: data/ke-hoach/cha.yaml", "tep: data/ke-hoach/mat.yaml", "mat.yaml"),
        (CHILD, "tep: data/ke-hoach/cha.yaml", f"tep: {CHILD}", "Không thấy kế hoạch cấp trên"),
        (CHILD, "tep: data/ke-hoach/cha.yaml", "tep: ../../../etc/passwd", "Không thấy kế hoạch"),
        (CHILD, "tep: data/ke-hoach/cha.yaml", "tep: data/ke-hoach", "Không thấy kế hoạch"),
        (CHILD, "tep: data/ke-hoach/cha.yaml", 'tep: "a\\0b"', "Không thấy kế hoạch"),
        (CHILD, "phan_cap: truong-thpt", "phan_cap: truong-thp", "truong-thpt"),
        (CHILD, "don_vi: thpt-1", "don_vi: thpt-2", "thpt-2"),
        (CHILD, "loai: ke-hoach", "loai:\nloa: [", "vanban check"),
        (CHILD, "nguon:", "nguo:", "vanban check"),
        (PARENT, "trich_yeu:", "trich:", "vanban check"),
    ],
)
def test_what_is_gone_or_faulty_is_said(
    child, parent, run, replace, tmp_path, file, old, new, said
):
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    replace(tmp_path / file, old, new)
    before = child.read_bytes()
    done = run("update", child)
    assert done.exit_code in (1, 2, 3)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert child.read_bytes() == before


def test_one_that_cannot_be_updated_does_not_stop_the_others(child, parent, run, replace):
    replace(parent, "thoi_han: Quý II/2026", "thoi_han: Tháng 4/2026")
    done = run("update", parent, child)
    assert done.exit_code == 2
    assert "nguon" in done.stderr
    assert "1/2" in done.stderr
