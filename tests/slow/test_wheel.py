"""The wheel, installed alone in an empty environment, does the main job."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_project_of_the_installed_wheel_renders(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("vanban-*.whl")
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    bin_folder = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(bin_folder / "pip", "install", "-q", wheel, cwd=tmp_path)
    run(bin_folder / "vanban", "new", "--project", "du-an", cwd=tmp_path)
    plans = sorted((tmp_path / "du-an" / "data" / "ke-hoach").glob("*.yaml"))
    assert plans
    run(bin_folder / "vanban", "render", *plans, cwd=tmp_path)
    assert len(list((tmp_path / "du-an" / "output").rglob("*.docx"))) == len(plans)
    run(bin_folder / "vanban", "check", *plans, cwd=tmp_path)
    roster = tmp_path / "du-an" / "data" / "truong" / "truong-thpt-mau.csv"
    words = ("--recipe", "truong-thpt", "--roster", roster, "-o", tmp_path / "ra")
    run(bin_folder / "vanban", "batch", plans[0], *words, cwd=tmp_path)
    assert list((tmp_path / "ra").rglob("KH-*.docx"))
