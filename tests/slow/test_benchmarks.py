"""The benchmarks are alive: they run to their end and report what they promise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def test_render_benchmark_reports_every_variant(tmp_path: Path) -> None:
    report = tmp_path / "render.json"
    done = subprocess.run(
        [sys.executable, "benchmarks/render.py", "--quick", "--json", report],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(report.read_text("utf-8"))


def test_batch_benchmark_reports_both_kinds(tmp_path: Path) -> None:
    report = tmp_path / "batch.json"
    done = subprocess.run(
        [sys.executable, "benchmarks/batch.py", "--quick", "--json", report, "--folder", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    runs = json.loads(report.read_text("utf-8"))["runs"]
    assert {kind: {one["schools"] for one in by.values()} for kind, by in runs.items()} == {
        "filled": {200},
        "derived": {200},
    }
