import os
import shutil

import pytest

from vanban.cli.watching import watch_plans


@pytest.fixture
def watch(capsys):
    """Watch plans while the steps happen one after another; gives the lines said."""

    def run(plans, *steps):
        waiting = list(steps)

        def pause(_seconds):
            if not waiting:
                raise KeyboardInterrupt
            waiting.pop(0)()

        watch_plans(plans, None, force=False, pause=pause)
        return capsys.readouterr().err.splitlines()

    return run


def touch(path):
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000))


def test_each_source_is_watched(watch, project, plan):
    sources = [
        plan,
        project / "data/co-quan/truong-mau.yaml",
        project / "data/van-ban/so-can-cu.yaml",
        project / "templates/ke-hoach.docx",
    ]
    said = watch([plan], *(lambda path=path: touch(path) for path in sources), lambda: None)
    assert len(said) == 1 + 1 + len(sources) + 1
    assert all("đã ghi output" in line for line in (said[0], *said[2:-1]))
    assert said[-1] == "Đã dừng theo dõi."


def test_only_the_plan_that_changed_is_rendered(watch, project, plan):
    second = plan.with_name("hai.yaml")
    shutil.copy(plan, second)
    said = watch([plan, second], lambda: touch(second), lambda: None)
    assert ["hai.yaml" in line for line in said] == [False, True, False, True, False]


def test_broken_states_are_survived(watch, project, plan):
    whole = plan.read_bytes()
    said = watch(
        [plan],
        lambda: plan.write_bytes(b"loai: [\n"),
        lambda: plan.unlink(),
        lambda: None,
        lambda: plan.write_bytes(whole),
        lambda: None,
    )
    assert len(said) == 5
    assert "chưa ghi" in said[2]
    assert "đã ghi" in said[3]


def test_a_broken_template_is_waited_for(watch, project, plan):
    template = project / "templates" / "ke-hoach.docx"
    whole = template.read_bytes()
    said = watch(
        [plan],
        lambda: template.write_bytes(b"half"),
        lambda: template.write_bytes(whole),
        lambda: template.unlink(),
        lambda: None,
    )
    assert len(said) == 6
    assert "đã ghi" not in said[2]
    assert all("đã ghi" in line for line in (said[3], said[4]))
