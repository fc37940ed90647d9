"""What a batch survives: after each, disk, index and manifest say the same and nothing is torn."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.batch.deadly import Deadly
from tests.batch.making import counted, environment, project, run, school, wish, write_roster

from vanban.batch.executors import Here, Processes
from vanban.batch.prepare import prepare
from vanban.batch.rows import State
from vanban.batch.run import Run, Stop
from vanban.finding import VanbanError

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


@pytest.fixture
def made(tmp_path):
    plan, roster = project(tmp_path / "p", 40)
    return plan, roster, tmp_path / "ra"


# --- the disk ---


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare")
@pytest.mark.parametrize("size", [100, 700])
def test_a_full_disk_ends_the_run_and_loses_nothing(tmp_path, size):
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", sys.executable, "-m", "tests.batch.full_disk",
         tmp_path, str(size), "150"],
        cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip
    if done.returncode and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip(f"no right to mount a disk: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    if size == 100:  # not even room for the lists
        assert "No space left" in found["error"]
        assert found["left"] == [".vanban.jsonl"]
        return
    assert found["full"]
    assert found["done"] > 0
    assert 1 <= len(found["failed"]) <= 2  # one a worker, not a hundred
    assert all("No space left" in error for error in found["failed"])
    assert found["left"] == 150 - found["rows"]
    assert found["again"] == {"giu-nguyen": found["done"], "da-ghi": 150 - found["done"]}


def test_a_folder_that_is_a_file_is_told_before_anything_is_done(made):
    made[2].write_text("tệp")
    with pytest.raises(VanbanError) as caught:
        run(wish(*made))
    assert caught.value.exit_code == 3
    assert made[2].read_text() == "tệp"


OWN_FOLDER = "{{ truong.ma }}/KH"


def test_a_school_s_folder_that_is_a_file_fails_alone(made):
    made[2].mkdir()
    (made[2] / "mau-0003").write_text("tệp")
    outcome = run(wish(*made, name=OWN_FOLDER))
    assert [row.ma for row in outcome.failures] == ["mau-0003"]
    assert outcome.counts[State.DA_GHI] == 39
    counted(made[2])


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(made):
    made[2].mkdir()
    closed = made[2] / "mau-0003"
    closed.mkdir(mode=0o500)
    outcome = run(wish(*made, name=OWN_FOLDER))
    assert [row.ma for row in outcome.failures] == ["mau-0003"]
    counted(made[2])


def test_a_target_open_in_word_is_kept_and_the_others_are_written(made, monkeypatch):
    run(wish(*made))
    _plan, roster, into = made
    locked = into / "Cum mau 1" / "KH-mau-0003.docx"
    before = locked.read_bytes()
    write_roster(roster, [school(n, ho_ten="Lê Thị Mẫu") for n in range(1, 41)])
    replace_ = Path.replace

    def replaced(self, target):
        if Path(target).name == locked.name:
            raise PermissionError(13, "Permission denied")
        return replace_(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replaced)
        outcome = run(wish(*made))
    assert [row.ma for row in outcome.failures] == ["mau-0003"]
    assert "Permission denied" in outcome.failures[0].error
    assert outcome.counts[State.DA_GHI] == 39
    assert locked.read_bytes() == before
    counted(into)
    assert run(wish(*made)).counts == {State.DA_GHI: 1, State.GIU_NGUYEN: 39}  # closed in Word
    counted(into)


def test_a_name_too_long_for_the_disk_fails_alone(made):
    _plan, roster, into = made
    write_roster(roster, [school(1), school(2, ma="dai" * 60), school(3)])
    outcome = run(wish(*made))
    assert outcome.counts == {State.DA_GHI: 2, State.LOI: 1}
    counted(into)


def test_a_document_that_fails_its_check_does_not_stay(made, monkeypatch):
    from vanban.batch import work

    def verify(content, view, own):
        if "MẪU SỐ 7" in view.co_quan.ten:
            raise VanbanError("không thấy")

    work._worker.cache_clear()
    monkeypatch.setattr(work, "verify", verify)
    outcome = run(wish(*made, name=OWN_FOLDER))
    assert [row.ma for row in outcome.failures] == ["mau-0007"]
    assert not (made[2] / "mau-0007").exists()
    counted(made[2])


# --- workers ---


def carried_out(made, maker, pool, stop=None, tell=lambda rows: None):
    """A run with another maker around its own."""
    batch = prepare(wish(*made))
    batch.order = replace(batch.order, maker=maker(batch.order.maker))
    try:
        return Run(batch, pool, stop or Stop()).carry_out({}, tell)
    finally:
        pool.close(now=False)


@posix
def test_a_worker_killed_once_costs_no_school(made, tmp_path):
    fatal = frozenset({"mau-0015"})
    once = str(tmp_path / "da-giet")
    outcome = carried_out(made, lambda maker: Deadly(maker, fatal, once), Processes(2))
    assert outcome.counts == {State.DA_GHI: 40}
    assert Path(once).exists()
    counted(made[2])


@posix
def test_a_school_that_kills_its_workers_is_given_up_and_the_others_are_written(made):
    fatal = frozenset({"mau-0002", "mau-0031"})
    outcome = carried_out(made, lambda maker: Deadly(maker, fatal), Processes(2))
    assert {row.ma for row in outcome.failures} == fatal
    assert outcome.counts == {State.DA_GHI: 38, State.LOI: 2}
    assert all("bị dừng 2 lần" in row.error for row in outcome.failures)
    counted(made[2])
    assert run(wish(*made)).counts == {State.GIU_NGUYEN: 38, State.DA_GHI: 2}


@posix
def test_a_worker_killed_from_outside(made):
    pool = Processes(2)
    killed = []

    def tell(rows):
        if rows and not killed:
            killed.append(next(iter(pool.executor._processes)))
            os.kill(killed[0], signal.SIGKILL)

    outcome = carried_out(made, lambda maker: Deadly(maker, seconds=0.02), pool, tell=tell)
    assert killed
    assert outcome.counts == {State.DA_GHI: 40}
    counted(made[2])


# --- the parent ---


def begun(made, tmp_path, workers, schools=400):
    """`vanban batch` in a process of its own, once it has written something."""
    plan, roster, into = made
    write_roster(roster, [school(n) for n in range(1, schools + 1)])
    process = subprocess.Popen(
        [sys.executable, "-m", "vanban", "batch", plan, "--roster", roster, "-o", into,
         "--workers", str(workers)],
        env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    manifest = into / ".vanban.jsonl"
    for _glance in range(1200):
        if manifest.exists() and manifest.read_bytes().count(b'"ma"') >= 10:
            return process
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    raise AssertionError("nothing was written")


@posix
@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_parent_leaves_what_a_second_run_completes(made, tmp_path, workers):
    process = begun(made, tmp_path, workers)
    process.kill()
    process.communicate(timeout=60)  # until its workers, who share its streams, are gone too
    outcome = run(wish(*made))
    assert len(outcome.rows) == 400
    assert not outcome.failures
    assert outcome.counts[State.GIU_NGUYEN] >= 10
    counted(made[2])


@posix
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_by_hand_is_clean_and_says_how_to_go_on(made, tmp_path, workers, sign):
    process = begun(made, tmp_path, workers, schools=1500)
    process.send_signal(sign)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    said = err.decode()
    assert "--resume" in said.splitlines()[-1]
    rows = counted(made[2])
    assert 10 <= len(rows) < 1500
    assert not any(row["ket_qua"] == State.LOI.word for row in rows.values())
    outcome = run(wish(*made))
    assert outcome.counts == {State.GIU_NGUYEN: len(rows), State.DA_GHI: 1500 - len(rows)}
    counted(made[2])


# --- a cluster ---


@pytest.fixture
def cluster():
    """A Dask cluster of two workers on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        silence_logs=50,
    ) as started:  # fmt: skip
        yield started


@pytest.mark.filterwarnings("default")
def test_a_cluster_writes_the_same_files(made, cluster):
    from vanban.batch.executors import Cluster

    run(wish(*made), Here())
    pool = Cluster(cluster.scheduler_address)
    try:
        outcome = run(wish(made[0], made[1], made[2] / "cum"), pool)
    finally:
        pool.close(now=False)
    assert outcome.counts == {State.DA_GHI: 40}
    for path in (made[2] / "cum").rglob("KH*.docx"):
        assert path.read_bytes() == (made[2] / path.relative_to(made[2] / "cum")).read_bytes()
    counted(made[2] / "cum")


@posix
@pytest.mark.filterwarnings("default")
def test_a_killed_worker_of_a_cluster_costs_no_school(made, cluster):
    from vanban.batch.executors import Cluster

    killed = []

    def tell(rows):
        if rows and not killed:
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    pool = Cluster(cluster.scheduler_address)
    outcome = carried_out(made, lambda maker: Deadly(maker, seconds=0.03), pool, tell=tell)
    assert killed
    assert outcome.counts == {State.DA_GHI: 40}
    counted(made[2])


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_nobody_runs_is_told(made):
    pytest.importorskip("distributed")
    from vanban.batch.executors import Cluster

    with pytest.raises(VanbanError, match="Không nối được"):
        Cluster("tcp://127.0.0.1:9")
