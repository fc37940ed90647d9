"""What only a process of its own shows: encodings, pipes, exit codes, the language."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CP1258 = {"PYTHONIOENCODING": "cp1258", "PYTHONUTF8": "0"}


def test_a_redirected_stdout_of_windows_takes_vietnamese(process, project, plan, replace):
    replace(plan, "so: ", "sso: ")
    code, out, err = process("check", plan, env=CP1258)
    assert code == 1
    assert "lỗi[C101]".encode() in out
    assert "Đã kiểm tra".encode() in err


def test_help_in_ascii_surroundings(process):
    code, out, _err = process("--help", env={"LC_ALL": "C", **CP1258, "PYTHONIOENCODING": "ascii"})
    assert code == 0
    assert "Kế hoạch".encode() in out


def test_english_when_asked_and_never_by_lang(process):
    _code, out, _err = process("--help", env={"LANG": "en_US.UTF-8", "LANGUAGE": "en"})
    assert "Cách dùng".encode() in out
    _code, out, _err = process("render", "--help", env={"VANBAN_LANG": "en"})
    assert b"Usage: vanban render [OPTIONS] FILE..." in out
    assert b"Ghi" not in out


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_closed_pipe_is_quiet(project, plan):
    text = plan.read_text("utf-8")
    rows = "".join(f"  - viec: Việc {n}\n    chu_tri: Tổ lạ {n}\n" for n in range(800))
    plan.write_text(text.replace("chu_thich:", rows + "chu_thich:", 1), "utf-8")
    done = subprocess.run(
        f"{sys.executable} -m vanban check {plan} --format short | head -n 1",
        shell=True, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("form", ["short", "json"])
def test_a_full_disk_is_told(project, plan, replace, form):
    replace(plan, "so: ", "sso: ")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "vanban", "check", str(plan), "--format", form],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=120,
        )  # fmt: skip
    assert done.returncode == 3
    assert "Không in ra được".encode() in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_ends_the_watch_in_order(project, plan):
    watch = subprocess.Popen(
        [sys.executable, "-m", "vanban", "render", str(plan), "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    first = watch.stderr.readline()
    watch.stderr.readline()  # now it waits
    watch.send_signal(signal.SIGINT)
    _out, rest = watch.communicate(timeout=60)
    assert "đã ghi".encode() in first
    assert rest.decode() == "Đã dừng theo dõi.\n"
    assert watch.returncode == 0


def test_a_bug_shows_its_trace(project, plan):
    code = (
        "import sys, vanban.cli.checking as c\n"
        "c.inspect = lambda files: 1 / 0\n"
        "sys.argv = ['vanban', 'check', sys.argv[1]]\n"
        "from vanban.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(plan)], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 3
    assert b"ZeroDivisionError" in done.stderr
    assert "lỗi của chính vanban".encode() in done.stderr


def test_render_does_not_load_what_it_does_not_need(project, plan):
    code = (
        "import sys\n"
        "sys.argv = ['vanban', 'render', sys.argv[1]]\n"
        "from vanban.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "heavy = {'rich', 'babel', 'docxtpl', 'docx', 'holidays', 'hypothesis'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    for _run in range(2):  # the first fills the template cache and may load the compiler
        done = subprocess.run(
            [sys.executable, "-c", code, str(plan)], capture_output=True, check=False, timeout=120
        )
    assert done.stderr.endswith(b"[]\n"), done.stderr
