import shutil
import zipfile
from pathlib import Path

import pytest
from tests.batch.making import counted, lines, project, run, school, wish, write_roster

from vanban.batch.executors import Here, Processes
from vanban.batch.numbers import reserve
from vanban.batch.prepare import UncheckedError, prepare
from vanban.batch.rows import State
from vanban.batch.run import Run, Stop, rehearse
from vanban.batch.schools import Shard
from vanban.finding import VanbanError
from vanban.plan.load import load
from vanban.plan.model import KeHoach
from vanban.plan.project import Project
from vanban.rules.check import check_plan
from vanban.view.view import build
from vanban.word import package
from vanban.word.template.opening import engine


@pytest.fixture
def made(tmp_path):
    """Plan, roster and an empty folder."""
    plan, roster = project(tmp_path / "p")
    return plan, roster, tmp_path / "ra"


def text_of(path):
    return package.read(path.read_bytes(), "x")[package.DOCUMENT].decode()


def test_every_school_has_its_own_plan(made):
    outcome = run(wish(*made))
    assert outcome.counts == {State.DA_GHI: 6}
    rows = counted(made[2])
    assert len(rows) == 6
    document = text_of(made[2] / rows["mau-0003"]["tep"])
    assert "TRƯỜNG THPT MẪU SỐ 3" in document
    assert "Trường THPT Mẫu Số 3 xây dựng kế hoạch" in document
    assert "chất lượng ở Cụm mẫu 1" in document
    assert "Nguyễn Văn Mẫu" in document  # the row's, for the plan names nobody
    assert "Nguyễn Văn Mẫu" not in text_of(made[2] / rows["mau-0002"]["tep"])


def test_a_batch_writes_what_render_writes_for_one_unit(made):
    """The same values through check_plan, as `don_vi: mau-0003` in the plan would have them."""
    plan, roster, into = made
    run(wish(plan, roster, into))
    (plan.parents[1] / "truong").mkdir(exist_ok=True)
    roster.rename(plan.parents[1] / "truong" / "ds.csv")
    plan.write_text(plan.read_text("utf-8").replace("mau: true", "mau: true\ndon_vi: mau-0002"))
    checked = check_plan(plan, Project(plan.parents[2]))
    alone = engine(plan.parents[2] / "templates" / "ke-hoach.docx").render(
        build(checked.plan, checked.body, checked.documents), fast=True
    )
    assert (into / "Cum mau 3" / "KH-mau-0002.docx").read_bytes() == alone


def test_a_second_run_writes_nothing_new(made):
    run(wish(*made))
    before = {path: path.stat().st_mtime_ns for path in made[2].rglob("KH*.docx")}
    index = (made[2] / "danh-muc.docx").read_bytes()
    outcome = run(wish(*made))
    assert outcome.counts == {State.GIU_NGUYEN: 6}
    assert before == {path: path.stat().st_mtime_ns for path in made[2].rglob("KH*.docx")}
    assert counted(made[2])
    assert index != b""
    assert sum("ma" in line for line in lines(made[2])) == 6


def test_only_what_changed_is_written_again(made):
    plan, roster, into = made
    run(wish(*made))
    write_roster(roster, [school(n, ho_ten="Trần Thị Mẫu" if n == 2 else "") for n in range(1, 8)])
    outcome = run(wish(*made))
    # rows 1, 3 and 5 lost their name, 2 has another, 7 is new; 4 and 6 are as they were
    assert outcome.counts == {State.DA_GHI: 5, State.GIU_NGUYEN: 2}
    counted(into)
    plan.write_text(plan.read_text("utf-8") + "# chỉ thêm một dòng ghi chú\n", "utf-8")
    assert run(wish(*made)).counts == {State.GIU_NGUYEN: 7}
    plan.write_text(plan.read_text("utf-8").replace("Việc một", "Việc hai"), "utf-8")
    assert run(wish(*made)).counts == {State.DA_GHI: 7}
    counted(into)


def test_an_edited_file_is_kept(made):
    run(wish(*made))
    edited = made[2] / "Cum mau 3" / "KH-mau-0002.docx"
    edited.write_bytes(edited.read_bytes() + b"Word")
    kept = edited.read_bytes()
    for _again in range(2):
        outcome = run(wish(*made))
        assert [row.ma for row in outcome.failures] == ["mau-0002"]
        assert "đã được sửa" in outcome.failures[0].error
        assert edited.read_bytes() == kept
        counted(made[2])
    outcome = run(wish(*made, force=True))
    assert not outcome.failures
    assert edited.with_name("KH-mau-0002.docx.bak").read_bytes() == kept
    counted(made[2])


def test_an_edited_file_put_back_is_ours_again(made):
    run(wish(*made))
    path = made[2] / "Cum mau 3" / "KH-mau-0002.docx"
    ours = path.read_bytes()
    path.write_bytes(b"PK edited")
    assert run(wish(*made)).failures
    path.write_bytes(ours)
    assert not run(wish(*made)).failures


def test_a_file_that_a_power_cut_emptied_is_made_again(made):
    run(wish(*made))
    path = made[2] / "Cum mau 3" / "KH-mau-0002.docx"
    path.write_bytes(bytes(4096))
    assert run(wish(*made)).counts == {State.DA_GHI: 1, State.GIU_NGUYEN: 5}
    counted(made[2])


def test_a_file_that_is_gone_is_made_again(made):
    run(wish(*made))
    (made[2] / "Cum mau 3" / "KH-mau-0002.docx").unlink()
    assert run(wish(*made)).counts == {State.DA_GHI: 1, State.GIU_NGUYEN: 5}
    counted(made[2])


def test_a_foreign_file_is_no_school_s(made):
    goal = made[2] / "Cum mau 2" / "KH-mau-0001.docx"
    goal.parent.mkdir(parents=True)
    goal.write_bytes(b"theirs")
    outcome = run(wish(*made))
    assert outcome.counts == {State.DA_GHI: 5, State.LOI: 1}
    assert goal.read_bytes() == b"theirs"
    counted(made[2], others=["Cum mau 2/KH-mau-0001.docx"])


def test_a_school_that_left_the_roster_keeps_its_file(made):
    _plan, roster, into = made
    run(wish(*made))
    write_roster(roster, [school(n) for n in (1, 2, 3)])
    outcome = run(wish(*made))
    assert outcome.counts == {State.GIU_NGUYEN: 3, State.THUA: 3}
    rows = counted(into)
    assert rows["mau-0006"]["ket_qua"] == State.THUA.word
    assert (into / "Cum mau 1" / "KH-mau-0006.docx").is_file()


def test_a_folder_of_another_plan_is_left_alone(made):
    plan, roster, into = made
    run(wish(*made))
    other = plan.with_name("khac.yaml")
    other.write_bytes(plan.read_bytes())
    with pytest.raises(VanbanError) as caught:
        run(wish(other, roster, into))
    assert caught.value.exit_code == 2
    assert not run(wish(other, roster, into, force=True)).failures


def test_a_bad_row_is_told_and_the_others_run(made):
    _plan, roster, into = made
    write_roster(roster, [school(1), school(2, ten=""), school(1), school(3)])
    batch = prepare(wish(*made))
    assert batch.bad_rows == 2
    outcome = run(wish(*made))
    assert outcome.counts == {State.DA_GHI: 2}
    counted(into)


def test_a_school_whose_plan_cannot_be_is_a_failure(made):
    plan, roster, into = made
    text = plan.read_text("utf-8")
    plan.write_text(
        text.replace("mẫu của {{ truong.ten }}", "{{ 12 // truong.so_lop|int }}"), "utf-8"
    )
    write_roster(roster, [school(1, so_lop="20"), school(2, so_lop="0"), school(3, so_lop="3")])
    outcome = run(wish(*made))
    assert outcome.counts == {State.DA_GHI: 2, State.LOI: 1}
    (failed,) = outcome.failures
    assert failed.ma == "mau-0002"
    assert "Không tính được" in failed.error
    counted(into)


def test_a_plan_that_its_row_breaks_is_a_failure(made):
    plan, roster, into = made
    text = plan.read_text("utf-8").replace("Quý I/2026", "{{ truong.han }}")
    plan.write_text(
        text.replace("Thực hiện công tác mẫu của {{ truong.ten }}", '"{{ truong.han }}"'), "utf-8"
    )
    write_roster(roster, [school(1, han="Quý I"), school(2, han="")])
    outcome = run(wish(*made))
    assert [row.ma for row in outcome.failures] == ["mau-0002"]
    assert "trich_yeu" in outcome.failures[0].error
    counted(into)


def test_strict_finds_out_before_anything_is_written(made):
    plan, roster, into = made
    plan.write_text(
        plan.read_text("utf-8").replace(
            "Thực hiện công tác mẫu của {{ truong.ten }}", '"{{ truong.han }}"'
        ),
        "utf-8",
    )
    write_roster(roster, [school(1, han="Quý I"), school(2, han="")])
    failed = rehearse(prepare(wish(*made)), Here(), Stop(), lambda rows: None)
    assert [row.ma for row in failed] == ["mau-0002"]
    assert not into.exists()


def test_a_plan_with_errors_stops_the_run(made):
    plan, _roster, into = made
    plan.write_text(plan.read_text("utf-8").replace("truong.khu_vuc", "truong.khu_vucc"), "utf-8")
    with pytest.raises(UncheckedError) as caught:
        prepare(wish(*made))
    assert "C144" in {finding.code for finding in caught.value.findings}
    assert not into.exists()


def test_a_column_that_only_this_roster_has_is_known(made):
    plan, roster, into = made
    plan.write_text(plan.read_text("utf-8").replace("truong.khu_vuc", "truong.so_lop"), "utf-8")
    write_roster(roster, [school(1, so_lop="27")])
    assert not run(wish(*made)).failures
    assert "chất lượng ở 27" in text_of(into / "Cum mau 2" / "KH-mau-0001.docx")


def test_names_are_made_from_the_pattern(made):
    run(wish(*made, name="{{ truong.khu_vuc }}/{{ truong.ten }}"))
    assert (made[2] / "Cum mau 2" / "Truong THPT Mau So 1.docx").is_file()
    counted(made[2])
    outcome = run(wish(*made, name="{{ truong.ten }}", unicode_names=True))
    assert outcome.renamed == 6
    assert (made[2] / "Trường THPT Mẫu Số 1.docx").is_file()


def test_a_slash_in_a_cell_parts_no_folders(made):
    write_roster(made[1], [school(1, ten="Trường TH/THCS Mẫu", khu_vuc="Phường Mẫu\\Xã Mẫu")])
    run(wish(*made, name="{{ truong.khu_vuc }}/{{ truong.ten }}"))
    assert (made[2] / "Phuong Mau-Xa Mau" / "Truong TH-THCS Mau.docx").is_file()
    counted(made[2])


@pytest.mark.parametrize("pattern", ["{{ truong.khong_co }}", "{{ truong.ma", "KH"])
def test_a_pattern_that_names_nothing_stops_the_run(made, pattern):
    with pytest.raises(VanbanError) as caught:
        prepare(wish(*made, name=pattern))
    assert caught.value.exit_code == 2


def test_shards_share_a_folder(made):
    for number in (1, 2, 3):
        outcome = run(wish(*made, shard=Shard(number, 3)))
        assert outcome.counts == {State.DA_GHI: 2}
    every = [counted_shard(made[2], f"{number}-3") for number in (1, 2, 3)]
    assert sorted(ma for rows in every for ma in rows) == [f"mau-{n:04}" for n in range(1, 7)]
    whole = run(wish(*made))  # and then once without: all of it is known
    assert whole.counts == {State.GIU_NGUYEN: 6}


def counted_shard(into, label):
    import csv

    with (into / f"danh-muc-{label}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["ma"]: row for row in csv.DictReader(stream, delimiter=";")}


def test_another_run_in_the_same_folder_is_refused(made):
    first = Run(prepare(wish(*made)), Here(), Stop())
    with pytest.raises(VanbanError, match="Một lượt khác"):
        Run(prepare(wish(*made)), Here(), Stop())
    first.manifest.close()
    run(wish(*made))


def test_a_stopped_run_is_continued(made):
    stop = Stop()

    def tell(rows):
        stop.asked = stop.asked or bool(rows)

    _plan, roster, into = made
    write_roster(roster, [school(n) for n in range(1, 60)])
    outcome = run(wish(*made), stop=stop, tell=tell)
    assert 0 < outcome.counts[State.DA_GHI] < 59
    assert outcome.left == 59 - outcome.counts[State.DA_GHI]
    counted(into)
    again = run(wish(*made))
    assert again.counts == {
        State.GIU_NGUYEN: outcome.counts[State.DA_GHI], State.DA_GHI: outcome.left,
    }  # fmt: skip
    assert len(counted(into)) == 59


def test_a_pool_of_processes_writes_the_same_bytes(made):
    run(wish(*made))
    alone = {p.name: p.read_bytes() for p in made[2].rglob("KH*.docx")}
    pool = Processes(2)
    try:
        outcome = run(wish(made[0], made[1], made[2] / "hai"), pool)
    finally:
        pool.close(now=False)
    assert outcome.counts == {State.DA_GHI: 6}
    assert alone == {p.name: p.read_bytes() for p in (made[2] / "hai").rglob("KH*.docx")}
    counted(made[2] / "hai")


def test_numbers_are_kept(made):
    _plan, roster, into = made
    write_roster(roster, [school(1), school(2, so="7"), school(3)])
    batch = prepare(wish(*made))
    run(wish(*made), numbers=reserve(batch))
    assert [row["so"] for row in counted(into).values()] == ["1", "7", "2"]
    write_roster(roster, [school(4), school(3), school(2, so="7"), school(1)])
    outcome = run(wish(*made), numbers=reserve(prepare(wish(*made))))
    assert outcome.counts == {State.DA_GHI: 1, State.GIU_NGUYEN: 3}
    assert {ma: row["so"] for ma, row in counted(into).items()} == {
        "mau-0001": "1", "mau-0002": "7", "mau-0003": "2", "mau-0004": "3",
    }  # fmt: skip
    assert "Số: " in text_of(into / "Cum mau 2" / "KH-mau-0004.docx")


def test_bundles_hold_their_files_and_their_part_of_the_index(made):
    first = run(wish(*made, bundle="khu_vuc"))
    zips = sorted(name for name in first.written if name.endswith(".zip"))
    assert zips == ["danh-muc-cum-mau-1.zip", "danh-muc-cum-mau-2.zip", "danh-muc-cum-mau-3.zip"]
    contents = [(made[2] / name).read_bytes() for name in zips]
    with zipfile.ZipFile(made[2] / zips[0]) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [
            "danh-muc.csv", "Cum mau 1/KH-mau-0003.docx", "Cum mau 1/KH-mau-0006.docx",
        ]  # fmt: skip
        for name in names[1:]:
            assert archive.read(name) == (made[2] / name).read_bytes()
    run(wish(*made, bundle="khu_vuc"))
    # the second time the lists say "giữ nguyên"; the third time nothing is left to change
    contents = [(made[2] / name).read_bytes() for name in zips]
    run(wish(*made, bundle="khu_vuc"))
    assert contents == [(made[2] / name).read_bytes() for name in zips]
    counted(made[2])


def test_an_edited_list_is_kept_as_a_copy(made):
    run(wish(*made))
    (made[2] / "danh-muc.csv").write_text("của tôi", "utf-8")
    run(wish(*made))
    assert (made[2] / "danh-muc.csv.bak").read_text("utf-8") == "của tôi"
    counted(made[2])


def test_a_long_list_is_parted(made, monkeypatch):
    monkeypatch.setattr("vanban.batch.index.MOST_ROWS", 4)
    outcome = run(wish(*made))
    assert outcome.written == ["danh-muc.csv", "danh-muc.1.docx", "danh-muc.2.docx"]
    monkeypatch.setattr("vanban.batch.index.MOST_ROWS", 40)
    assert run(wish(*made)).written == ["danh-muc.csv", "danh-muc.docx"]
    assert not (made[2] / "danh-muc.2.docx").exists()


def test_a_cell_that_looks_like_a_formula_is_none(made):
    _plan, roster, into = made
    write_roster(roster, [school(1, ten="=HYPERLINK(1)")])
    run(wish(*made))
    assert ";'=HYPERLINK(1);" in (into / "danh-muc.csv").read_text("utf-8-sig")


def test_a_recipe_makes_each_unit_s_own_plan(tmp_path):
    root = Path(__file__).parents[2]
    shutil.copytree(root / "data", tmp_path / "data")
    roster = tmp_path / "data" / "truong" / "truong-thpt-mau.csv"
    parent = tmp_path / "data" / "ke-hoach" / "ke-hoach-2026.yaml"
    wanted = wish(parent, roster, tmp_path / "ra", recipe="truong-thpt", yaml=True)
    outcome = run(wanted)
    assert outcome.counts[State.DA_GHI] > 5
    assert not outcome.failures
    rows = counted(tmp_path / "ra")
    child = (tmp_path / "ra" / rows["thpt-mau-1"]["tep"]).with_suffix(".yaml")
    text = child.read_text("utf-8")
    assert "# CẦN XEM:" in text
    assert int(rows["thpt-mau-1"]["can_xem"]) == text.count("# CẦN XEM:")
    assert load(child, KeHoach).value.don_vi == "thpt-mau-1"
    child.write_text(text + "# của trường\n", "utf-8")
    again = run(wanted)
    assert [row.ma for row in again.failures] == ["thpt-mau-1"]
    counted(tmp_path / "ra")


def test_beside_an_edited_document_its_plan_is_not_written_either(tmp_path):
    root = Path(__file__).parents[2]
    shutil.copytree(root / "data", tmp_path / "data")
    roster = tmp_path / "data" / "truong" / "truong-thpt-mau.csv"
    parent = tmp_path / "data" / "ke-hoach" / "ke-hoach-2026.yaml"
    wanted = wish(parent, roster, tmp_path / "ra", recipe="truong-thpt", yaml=True)
    run(wanted)
    document = next((tmp_path / "ra").rglob("KH-thpt-mau-2.docx"))
    plan = document.with_suffix(".yaml")
    before = plan.read_bytes()
    document.write_bytes(b"PK edited")
    text = parent.read_text("utf-8")
    parent.write_text(text.replace("\nso:\n", "\nso: 15\n"), "utf-8")
    assert [row.ma for row in run(wanted).failures] == ["thpt-mau-2"]
    assert plan.read_bytes() == before
    document.unlink()
    parent.write_text(text.replace("\nso:\n", "\nso: 16\n"), "utf-8")
    assert not run(wanted).failures
    assert plan.read_bytes() != before
