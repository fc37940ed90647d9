"""How long a batch takes: a roster of invented schools → verified Word files on the disk.

    python benchmarks/batch.py [--schools 40000] [--quick] [--json FILE] [--folder FOLDER]

Everything goes through the code of `vanban batch`: roster read, names made, every document checked,
printed, verified, written, the manifest and the lists. See README.md for what the rows mean.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import content
import rosters
from render import machine, peak_mb

HERE = Path(__file__).parent
KINDS = ("filled", "derived")
RECIPE = "truong-thpt"
GROWTH = (100, 1_000, 10_000, 40_000)
SAMPLE = 20
STAGES = {  # what takes the time: stage → the functions of vanban.batch.work that are it
    "make (fill or derive)": ("Worker._plan",),
    "check": ("Worker._checked",),
    "view": ("build",),
    "render": ("Engine.render",),
    "verify": ("verify",),
    "write": ("Worker._write",),
}


# --- the project ---


def project(folder: Path, schools: int) -> Path:
    """A project with the plan of 2026, once for many schools, and a roster."""
    for name in ("data", "templates"):
        shutil.copytree(content.ROOT / name, folder / name)
    plan = folder / "data" / "ke-hoach" / "ke-hoach-mau.yaml"
    plan.write_text(for_many(content.PLAN.read_text("utf-8")), "utf-8")
    rosters.write(folder / "truong.csv", schools)
    return folder


def for_many(text: str) -> str:
    """The plan of 2026 with ten expressions, in title, opening, body, table and closing."""
    changes = (
        ("co_quan: sgddt-hai-phong\n", "co_quan: sgddt-hai-phong\nmau: true\n"),
        ("của ngành Giáo dục và Đào tạo thành phố Hải Phòng\n", "của {{ truong.ten }}\n"),
        ("mo_dau: Sở Giáo dục và Đào tạo (GDĐT) xây", "mo_dau: |\n  {{ truong.ten }} xây"),
        ("trách nhiệm của đội ngũ", "trách nhiệm của {{ truong.so_lop }} lớp, của đội ngũ"),
        ("của ngành giáo dục và đào tạo.\n", "của {{ truong.ten }} ({{ truong.viet_tat }}).\n"),
        ("nhiệm vụ chính trị của ngành", "nhiệm vụ chính trị của {{ truong.khu_vuc }}, của ngành"),
        ("trên các lĩnh vực của ngành", "ở {{ truong.ten }}, {{ truong.xa }}"),
        ("năm 2026 của ngành Giáo dục và Đào tạo thành phố Hải Phòng, Sở",
         "năm 2026 của {{ truong.ten }}, Sở"),
        ("tại đơn vị.\n",
         "tại {{ truong.ten }}{% if truong.so_lop|int > 30 %} (lớn){% endif %}.\n"),
    )  # fmt: skip
    for old, new in changes:
        if old not in text:
            raise SystemExit(f"the plan no longer has {old!r}")
        text = text.replace(old, new, 1)
    return text


def wish(folder: Path, kind: str, into: Path) -> Any:
    """The command line of a kind."""
    from vanban.batch.prepare import Wish

    recipe = RECIPE if kind == "derived" else None
    name = "ke-hoach-2026.yaml" if recipe else "ke-hoach-mau.yaml"
    plan = folder / "data" / "ke-hoach" / name
    return Wish(plan, (folder / "truong.csv",), into, recipe=recipe)


# --- measuring ---


def worker(folder: str, kind: str, processes: str) -> None:
    """One run in a process of its own: figures as JSON."""
    from vanban.batch.executors import Here, Processes
    from vanban.batch.prepare import prepare
    from vanban.batch.run import Run, Stop

    into = Path(folder, f"ra-{kind}-{processes}")
    start = perf_counter()
    batch = prepare(wish(Path(folder), kind, into))
    read = perf_counter() - start
    pool = Here() if processes == "1" else Processes(int(processes))
    peaks: dict[int, float] = {}

    def tell(_rows: list[Any]) -> None:
        for pid in getattr(getattr(pool, "executor", None), "_processes", None) or ():
            with contextlib.suppress(OSError):
                peaks[pid] = peak_mb(pid) or 0.0

    outcome = Run(batch, pool, Stop()).carry_out({}, tell)
    pool.close(now=False)
    seconds = perf_counter() - start
    failed = [row.error for row in outcome.failures]
    if failed:
        raise SystemExit(f"{len(failed)} schools failed: {failed[0]}")
    sizes = [path.stat().st_size for path in into.rglob("*.docx")]
    print(
        json.dumps(
            {
                "schools": len(outcome.rows), "seconds": seconds, "read_s": read,
                "rate": len(outcome.rows) / seconds, "bytes": sum(sizes),
                "worker_mb": max(peaks.values(), default=None), "parent_mb": peak_mb(),
            }
        )
    )  # fmt: skip


def run(folder: Path, kind: str, processes: int) -> dict[str, Any]:
    """One run, in a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, "--worker", str(folder), kind, str(processes)],
        capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def stages(folder: Path, kind: str, schools: int) -> dict[str, float]:
    """Milliseconds a document in each stage, all in this process; what is not named is `rest`."""
    from vanban.batch import work
    from vanban.batch.executors import Here
    from vanban.batch.prepare import prepare
    from vanban.batch.run import Run, Stop

    spent = dict.fromkeys(STAGES, 0.0)
    batch = prepare(wish(folder, kind, folder / f"giai-doan-{kind}"))
    batch.schools = batch.schools[:schools]
    with _timed(work, spent):
        start = perf_counter()
        Run(batch, Here(), Stop()).carry_out({}, lambda _rows: None)
        total = perf_counter() - start
    per = {name: 1000 * seconds / schools for name, seconds in spent.items()}
    return {**per, "rest": 1000 * total / schools - sum(per.values())}


@contextlib.contextmanager
def _timed(work: Any, spent: dict[str, float]) -> Iterator[None]:
    """Clocks around the functions of STAGES while the block runs."""
    before = []
    for stage, names in STAGES.items():
        for name in names:
            owner, _dot, attribute = name.rpartition(".")
            holder = getattr(work, owner) if owner else work
            function = getattr(holder, attribute)
            before.append((holder, attribute, function))
            setattr(holder, attribute, _clocked(function, stage, spent))
    try:
        yield
    finally:
        for holder, attribute, function in before:
            setattr(holder, attribute, function)


def _clocked(function: Any, stage: str, spent: dict[str, float]) -> Any:
    def clocked(*given: Any, **named: Any) -> Any:
        start = perf_counter()
        try:
            return function(*given, **named)
        finally:
            spent[stage] += perf_counter() - start

    return clocked


def stock(folder: Path, schools: int) -> dict[str, Any]:
    """A plain loop of unmodified docxtpl over the same schools: the same data, a file each."""
    from docxtpl import DocxTemplate

    from vanban.batch import work
    from vanban.batch.order import sealed
    from vanban.batch.prepare import prepare
    from vanban.batch.rows import Job
    from vanban.view.view import build
    from vanban.word.template.starter import starter

    batch = prepare(wish(folder, "filled", folder / "thuong"))
    worker_ = work._worker(sealed(batch.order))
    data = []
    for unit, name in batch.schools[:schools]:
        job = Job(unit, str(name))
        plan, body, _found = worker_._checked(worker_._plan(job), job)
        view = build(plan, body, batch.order.documents)
        data.append({word: content.plain(value) for word, value in view.words().items()})
    template = starter()
    (folder / "thuong").mkdir()
    start = perf_counter()
    for n, words in enumerate(data):
        document = DocxTemplate(io.BytesIO(template))
        document.render(words, autoescape=True)
        document.save(folder / "thuong" / f"{n}.docx")
    seconds = perf_counter() - start
    return {"schools": schools, "seconds": seconds, "rate": schools / seconds}


def exponent(points: list[dict[str, Any]]) -> float:
    """The slope of log(seconds) over log(schools): 1 is linear."""
    xs = [math.log(point["schools"]) for point in points]
    ys = [math.log(point["seconds"]) for point in points]
    return statistics.linear_regression(xs, ys).slope


# --- telling ---


def show(report: dict[str, Any]) -> None:
    """The report as tables."""
    where = report["machine"]
    print(f"{where['cpu']}, {where['cores']} cores, Python {where['python']}, {where['system']}")
    print(", ".join(f"{name} {number}" for name, number in where["packages"].items()))
    base = report["stock"]["rate"]
    print(f"\nstock docxtpl, a plain loop, no check, {report['stock']['schools']} documents: "
          f"{base:.1f} a second")  # fmt: skip
    print(f"\n{'':10}{'processes':>10}{'schools':>9}{'s':>9}{'a second':>10}{'× stock':>9}"
          f"{'MB a worker':>13}{'MB parent':>11}{'bytes each':>12}")  # fmt: skip
    for kind, runs in report["runs"].items():
        for processes, one in runs.items():
            mb = f"{one['worker_mb']:.0f}" if one["worker_mb"] else ""
            parent = f"{one['parent_mb']:.0f}" if one["parent_mb"] else ""
            print(f"{kind:10}{processes:>10}{one['schools']:>9}{one['seconds']:>9.1f}"
                  f"{one['rate']:>10.0f}{one['rate'] / base:>9.0f}{mb:>13}{parent:>11}"
                  f"{one['bytes'] / one['schools']:>12.0f}")  # fmt: skip
    for kind, points in report["growth"].items():
        print(f"\n{kind}: exponent {report['exponents'][kind]:.2f}")
        for point in points:
            print(f"{point['schools']:>9} schools{point['seconds']:>9.2f} s{point['rate']:>8.0f} "
                  "a second")  # fmt: skip
    for kind, spent in report["stages"].items():
        total = sum(spent.values())
        print(f"\n{kind}: {total:.2f} ms a document in one process")
        for stage, ms in spent.items():
            print(f"  {stage:24}{ms:8.3f} ms{100 * ms / total:6.0f} %")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=40_000)
    parser.add_argument("--quick", action="store_true", help="a few schools: is it alive?")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--folder", type=Path, help="where the files are written for a while")
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        worker(*chosen.worker)
        return
    most = 200 if chosen.quick else chosen.schools
    sizes = [size for size in GROWTH if size < most] + [most]
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch:
        folders = {size: project(Path(scratch, str(size)), size) for size in sizes}
        points = {kind: [run(folders[size], kind, 2) for size in sizes] for kind in KINDS}
        report = {
            "machine": machine(),
            "stock": stock(folders[sizes[0]], 3 if chosen.quick else SAMPLE),
            "runs": {
                kind: {"1": run(folders[min(most, 10_000)] if min(most, 10_000) in folders
                                else folders[most], kind, 1), "2": points[kind][-1]}
                for kind in KINDS
            },
            "growth": points,
            "exponents": {kind: exponent(points[kind]) for kind in KINDS},
            "stages": {
                kind: stages(folders[sizes[0]], kind, min(sizes[0], 100)) for kind in KINDS
            },
        }  # fmt: skip
    show(report)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
