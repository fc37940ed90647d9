"""The cache of compiled templates holds code: who may have written it, and what it is."""

import json
import os
import subprocess
import sys

import pytest

from vanban import files
from vanban.word import package
from vanban.word.preparing import cache
from vanban.word.preparing import compile as compiler
from vanban.word.template.starter import starter

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("VANBAN_CACHE", str(tmp_path / "c"))
    return tmp_path / "c"


@pytest.fixture
def made(monkeypatch):
    """How often a template was compiled."""
    counted = []
    real = compiler.compile_template

    def count(*arguments):
        counted.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(compiler, "compile_template", count)
    return counted


def ask():
    content = starter()
    return cache.compiled(content, package.read(content, "m"), "m", None)


@POSIX
@pytest.mark.parametrize("mode", [0o700, 0o770, 0o777, 0o755])
def test_a_folder_of_ours_is_made_private_and_used(folder, made, mode):
    folder.mkdir()
    folder.chmod(mode)
    assert ask() == ask()
    assert len(made) == 1
    assert not folder.stat().st_mode & 0o022
    (kept,) = folder.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


@POSIX
def test_in_the_folder_of_another_nothing_is_kept(folder, made, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    ask(), ask()
    assert len(made) == 2
    assert list(folder.iterdir()) == []


def test_on_windows_a_chosen_folder_keeps_nothing(folder, made, monkeypatch):
    monkeypatch.setattr(cache.sys, "platform", "win32")
    ask(), ask()
    assert len(made) == 2
    assert not folder.exists() or list(folder.iterdir()) == []


@POSIX
def test_the_file_is_private_from_the_start(folder, monkeypatch):
    given = []
    monkeypatch.setattr(files, "write", lambda *_args, mode=None: given.append(mode))
    ask()
    assert given == [0o600]


@POSIX
@pytest.mark.parametrize(
    "payload",
    [b"[]", b"{}", b"null", b"3", b"{", b"\xff", b'{"frames": [3]}', "without frames"],
    ids=str,
)
def test_a_file_of_another_shape_is_a_miss(folder, made, payload):
    first = ask()
    (kept,) = folder.iterdir()
    if isinstance(payload, str):
        data = json.loads(kept.read_bytes().partition(b"\n")[2])
        del data["frames"]
        payload = json.dumps(data).encode()
    kept.write_bytes(files.sha256(payload).encode() + b"\n" + payload)
    assert ask() == first
    assert len(made) == 2
    ask()
    assert len(made) == 2


@POSIX
def test_a_file_that_others_may_write_is_not_read(folder, made):
    ask()
    (kept,) = folder.iterdir()
    kept.chmod(0o666)
    ask()
    assert len(made) == 2


def test_every_module_and_library_counts(monkeypatch, folder):
    asked = []
    monkeypatch.setattr(cache, "version", lambda name: asked.append(name) or "1")
    cache._path(b"", None)
    assert {"docxtpl", "jinja2", "lxml"} <= set(asked)
    for module in ("compiled.py", "parts.py", "package.py", "xml.py", "compile.py"):
        assert module in cache._source_hash()


FORBIDDEN = ("lxml", "docx", "docxtpl")


MODULES = (
    "rendering.engine",
    "rendering.verify",
    "rendering.write",
    "preparing.cache",
    "template.opening",
    "template.starter",
)


@pytest.mark.parametrize("module", MODULES)
def test_rendering_loads_no_library_of_word(module):
    code = f"import sys, vanban.word.{module}; print(*[m for m in {FORBIDDEN} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == []
