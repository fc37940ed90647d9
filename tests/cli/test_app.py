import ast
from pathlib import Path

import click
import pytest

from vanban import __version__
from vanban.cli.app import VERBS


def test_help_is_vietnamese(run):
    done = run("--help")
    assert done.exit_code == 0
    assert "Cách dùng: vanban [TUỲ_CHỌN] LỆNH ..." in done.output
    assert "In hướng dẫn này." in done.output
    for verb in VERBS:
        assert f"  {verb} " in done.output
        below = run(verb, "--help")
        assert below.exit_code == 0
        assert "Tuỳ chọn:" in below.output


def test_version(run):
    assert run("--version").output == f"vanban {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rendr"], "Không có lệnh"),
        (["render"], "Thiếu đối số"),
        (["render", "--wach", "x"], "Có phải là '--watch'?"),
        (["check", "--format", "xml"], "không phải một trong"),
        (["check", "--format"], "cần một giá trị"),
        (["schema", "thừa"], "Thừa đối số"),
    ],
)
def test_a_wrong_command_line_is_told_in_vietnamese(run, words, said):
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_clicks_words_are_still_clicks():
    """A message that click no longer has would silently stay English."""
    from vanban.cli.clickwords import WORDS

    said = {
        node.value
        for file in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(WORDS) - said) == []


def test_stopping_is_130(run, project, monkeypatch):
    from vanban.cli import checking

    def stop(_paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "files_of", stop)
    done = run("check")
    assert done.exit_code == 130
    assert "Đã dừng." in done.stderr
