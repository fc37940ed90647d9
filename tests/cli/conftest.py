import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from vanban.cli.app import cli
from vanban.sample.project import PLAN, write_project


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A sample project, the working folder in it."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def plan(project):
    """The sample plan."""
    return project / PLAN


@pytest.fixture
def run():
    """Run a command line in this process."""

    def invoke(*words, **more):
        return CliRunner().invoke(cli, [str(word) for word in words], prog_name="vanban", **more)

    return invoke


@pytest.fixture
def process():
    """Run a command line as users do: a process of its own; gives (code, stdout, stderr)."""

    def call(*words, env=None, **more):
        done = subprocess.run(
            [sys.executable, "-m", "vanban", *map(str, words)],
            capture_output=True, check=False, timeout=120,
            env={**os.environ, **(env or {})}, **more,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.fixture
def replace():
    """Replace a text in a file that must have it."""

    def change(path, old, new):
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8", newline="")

    return change
