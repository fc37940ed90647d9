"""How long a document takes: vanban against stock docxtpl and, where installed, engines of node.

    python benchmarks/render.py [--quick] [--json FILE] [--node FOLDER]

See README.md for what the rows mean. Nothing here fails because something is slow.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import content

HERE = Path(__file__).parent
STOCK = "docxtpl, new each time"
GROWTH = (25, 250, 2_500, 25_000)
Render = Callable[[], bytes]


# --- engines ---


def ours(made: content.Content) -> dict[str, Callable[[], Any]]:
    """The variants of vanban; `plan` begins with the validated plan, `view` with its view."""
    from vanban.word.rendering.verify import verify
    from vanban.word.template.opening import engine

    machine = engine(None, made.body.co_chu)
    ready = made.view()

    def verified(*, fast: bool) -> bytes:
        view = made.view()
        written = machine.render(view, fast=fast)
        verify(written, view, machine.own_parts)
        return written

    return {
        "vanban: view only": made.view,
        "vanban: view → bytes, isal": lambda: machine.render(ready, fast=True),
        "vanban: view → bytes, zlib-6": lambda: machine.render(ready),
        "vanban: plan → bytes, isal": lambda: machine.render(made.view(), fast=True),
        "vanban: plan → bytes, zlib-6": lambda: machine.render(made.view()),
        "vanban: plan → bytes → verified, isal": lambda: verified(fast=True),
        "vanban: plan → bytes → verified, zlib-6": lambda: verified(fast=False),
    }


def stock(made: content.Content) -> dict[str, Render]:
    """Unmodified docxtpl: our template and data made before, autoescape on; then the flat one."""
    from docxtpl import DocxTemplate

    from vanban.word.template.starter import starter

    template = starter()
    words = {name: content.plain(value) for name, value in made.view().words().items()}
    flat, flat_words = content.flat_template("docxtpl"), content.flat(made.view())
    kept = DocxTemplate(io.BytesIO(template))

    def render(document: DocxTemplate, values: dict[str, Any]) -> bytes:
        document.render(values, autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return {
        STOCK: lambda: render(DocxTemplate(io.BytesIO(template)), words),
        "docxtpl, re-used": lambda: render(kept, words),
        "docxtpl, flat template": lambda: render(DocxTemplate(io.BytesIO(flat)), flat_words),
    }


def node(folder: Path, made: content.Content, rounds: int) -> tuple[dict[str, Any], list[str]]:
    """What the engines of node need, and why one was skipped."""
    found: dict[str, Any] = {}
    skipped: list[str] = []
    needed = {"docxtemplater": ("docxtemplater", "pizzip"), "carbone": ("carbone",)}
    for engine, packages in needed.items():
        missing = [p for p in packages if not (folder / "node_modules" / p).is_dir()]
        if shutil.which("node") is None:
            skipped.append(f"{engine}: node is not installed")
        elif missing:
            skipped.append(f"{engine}: no {', '.join(missing)} in {folder} (npm install there)")
        else:
            with tempfile.TemporaryDirectory() as scratch:
                template, data = Path(scratch, "mau.docx"), Path(scratch, "data.json")
                template.write_bytes(content.flat_template(engine))
                data.write_text(json.dumps(content.flat(made.view())), "utf-8")
                out = Path(scratch, "ra.docx")
                done = subprocess.run(
                    ["node", HERE / "node" / "peers.js", folder, engine, template, data,
                     str(rounds), out],
                    capture_output=True, text=True, encoding="utf-8", check=False,
                )  # fmt: skip
                if done.returncode:
                    skipped.append(f"{engine}: {done.stderr.strip().splitlines()[-1:]}")
                    continue
                same_text(out.read_bytes(), made, engine)
                found[f"{engine} (node), flat template"] = json.loads(done.stdout)
    return found, skipped


def same_text(document: bytes, made: content.Content, engine: str) -> None:
    """Complain when an engine did not print the text: a figure of half a page is worth nothing."""
    from lxml import etree

    from vanban.word import package

    xml = package.read(document, engine)[package.DOCUMENT]
    printed = "".join(etree.fromstring(xml).itertext())
    for row in content.flat(made.view())["hang"]:
        if row["viec"] not in printed:
            raise SystemExit(f"{engine} did not print {row['viec'][:60]!r}")


# --- measuring ---


def timed(variants: dict[str, Callable[[], Any]], rounds: int) -> dict[str, dict[str, Any]]:
    """Medians in milliseconds; the variants take turns, so that a busy machine is busy for all."""
    times: dict[str, list[float]] = {name: [] for name in variants}
    made: dict[str, Any] = {name: render() for name, render in variants.items()}
    for _ in range(rounds):
        for name, render in variants.items():
            for _again in range(1 if name.startswith("docxtpl") else 10):
                start = perf_counter()
                render()
                times[name].append(1000 * (perf_counter() - start))
    return {
        name: {
            "ms": statistics.median(taken),
            "best_ms": min(taken),
            "bytes": len(made[name]) if isinstance(made[name], bytes) else None,
        }
        for name, taken in times.items()
    }


def peak_mb(pid: int | str = "self") -> float | None:
    """The most memory a process has had, MB; `None` where the system does not tell (Windows)."""
    status = Path(f"/proc/{pid}/status")
    if status.is_file():  # Linux counts in getrusage what the parent had when it started us
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def worker(engine: str, rows: int, rounds: int) -> None:
    """One engine in a process of its own: time and memory, printed as JSON."""
    made = content.read(rows)
    variants = ours(made) if engine.startswith("vanban") else stock(made)
    render = variants[engine]
    before = peak_mb()
    found = timed({engine: render}, rounds)[engine]
    print(json.dumps({**found, "rows": rows, "peak_mb": peak_mb(), "before_mb": before}))


def grown(engine: str, sizes: tuple[int, ...]) -> list[dict[str, Any]]:
    """Time and memory for tables of so many rows, each in a fresh process."""
    found = []
    for rows in sizes:
        rounds = 3 if rows < 2_500 else 1
        done = subprocess.run(
            [sys.executable, __file__, "--worker", engine, str(rows), str(rounds)],
            capture_output=True, text=True, encoding="utf-8", check=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        found.append(json.loads(done.stdout))
    return found


def exponent(points: list[dict[str, Any]]) -> float:
    """The slope of log(ms) over log(rows): 1 is linear, 2 quadratic; below 1 a fixed cost shows."""
    xs = [math.log(point["rows"]) for point in points]
    ys = [math.log(point["ms"]) for point in points]
    return statistics.linear_regression(xs, ys).slope


# --- telling ---


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.is_file():
        lines = [x for x in cpus.read_text().splitlines() if x.startswith("model name")]
        model = lines[0].partition(":")[2].strip() if lines else model
    packages = {}
    for name in ("vanban", "docxtpl", "jinja2", "lxml", "isal"):
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            packages[name] = "missing"
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": packages,
    }


def show(report: dict[str, Any]) -> None:
    """The report as tables."""
    where = report["machine"]
    print(f"{where['cpu']}, {where['cores']} cores, Python {where['python']}, {where['system']}")
    print(", ".join(f"{name} {number}" for name, number in where["packages"].items()))
    print(f"\n{'one document, medians':42}{'ms':>9}{'best':>9}{'× stock':>9}{'bytes':>9}{'MB':>7}")
    base = report["documents"][STOCK]["ms"]
    for name, row in report["documents"].items():
        best = f"{row['best_ms']:9.3f}" if "best_ms" in row else " " * 9
        memory = f"{row['peak_mb']:7.0f}" if row.get("peak_mb") else ""
        print(
            f"{name:42}{row['ms']:9.3f}{best}{base / row['ms']:9.1f}{row['bytes'] or '':>9}{memory}"
        )
    for reason in report["skipped"]:
        print(f"skipped: {reason}")
    for name, points in report["growth"].items():
        print(f"\n{name}: exponent {report['exponents'][name]:.2f}")
        for point in points:
            memory = f"{point['peak_mb']:8.0f} MB at most" if point["peak_mb"] else ""
            print(f"{point['rows']:>8} rows{point['ms']:12.1f} ms{point['bytes']:12} bytes{memory}")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few rounds: is it alive?")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--node", type=Path, default=HERE / "node", metavar="FOLDER",
                        help="where npm installed docxtemplater, pizzip and carbone")  # fmt: skip
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        engine, rows, rounds = chosen.worker
        worker(engine, int(rows), int(rounds))
        return
    rounds = 3 if chosen.quick else 60
    made = content.read()
    documents = timed({**stock(made), **ours(made)}, rounds)
    peers, skipped = node(chosen.node, made, rounds)
    documents |= peers
    sizes = GROWTH[:2] if chosen.quick else GROWTH
    growth = {
        "vanban: plan → bytes, isal": grown("vanban: plan → bytes, isal", sizes),
        "vanban: plan → bytes → verified, zlib-6": grown(
            "vanban: plan → bytes → verified, zlib-6", sizes
        ),
        STOCK: grown(STOCK, sizes[:3]),
    }
    for name, points in growth.items():
        documents[name]["peak_mb"] = points[0]["peak_mb"]
    report = {
        "machine": machine(),
        "documents": documents,
        "skipped": skipped,
        "growth": growth,
        "exponents": {name: exponent(points) for name, points in growth.items()},
    }
    show(report)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
