"""The real plans' documents as readable lines; `pytest --update-golden` writes them anew.

A line is: style | alignment, size, weight, slant | text. `[^1]` is a footnote's mark, `¬` a
no-break hyphen, `·` a no-break blank, `⇣` a paragraph kept with the next.
"""

import hashlib
import os
import subprocess
import sys

import pytest
from tests.plans.making import EDGES, REAL, ROOT, made
from tests.word.decree import Table, read


def look(paragraph):
    sizes = "/".join(str(size / 2).removesuffix(".0") for size in sorted(paragraph.sizes))
    marks = [
        sign
        for sign, name in (("b", "bold"), ("i", "italic"))
        if not paragraph.none(name)
        for sign in (sign if paragraph.all(name) else f"({sign})",)
    ]
    return " ".join(filter(None, [paragraph.align, sizes, *marks]))


def shown(paragraph):
    text = "".join(f"[^{run.note}]" if run.note else run.text for run in paragraph.runs)
    kept = "⇣" if paragraph.keep_next else " "
    text = text.replace("\u2011", "¬").replace("\u00a0", "·").rstrip()
    return f"{kept} {paragraph.style} | {look(paragraph)} | {text}".rstrip()


def lines(content):
    document = read(content)
    for n, section in enumerate(document.sections):
        page = [section.number("pgSz", side) for side in "wh"]
        edges = [section.number("pgMar", s) for s in ("top", "right", "bottom", "left")]
        yield f"== part {n}: page {page}, margins {edges}, pages from " + str(
            section.number("pgNumType", "start") or 1
        )
        for block in section.blocks:
            if not isinstance(block, Table):
                yield shown(block)
                continue
            yield f"-- table {block.grid}{', bordered' * block.bordered}"
            for row in block.rows:
                yield f"   row{', heading' * row.header}{', whole' * row.whole}"
                for cell in row.cells:
                    span = f" over {cell.span}" if cell.span > 1 else ""
                    yield f"     cell{span}"
                    yield from (f"       {shown(p)}" for p in cell.paragraphs)
            yield "-- end of table"
    for number, note in document.notes.items():
        yield f"== footnote {number}"
        yield from map(shown, note)


@pytest.mark.parametrize("year", REAL)
def test_the_document_reads_as_before(year, golden):
    golden(f"ke-hoach-{year}.txt", "\n".join(lines(made(REAL[year]).content)) + "\n")


PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.plans.making import EDGES, REAL, made
for path in (*REAL.values(), *EDGES):
    print(hashlib.sha256(made(path).content).hexdigest())
"""


def test_the_same_plan_gives_the_same_bytes_in_any_process(tmp_path):
    """Neither the order of sets nor a compiled template kept from before changes a byte."""
    here = [hashlib.sha256(made(path).content).hexdigest() for path in (*REAL.values(), *EDGES)]
    for seed in ("1", "2"):
        cache = tmp_path / f"cache-{seed}"
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(ROOT)],
            env={
                **os.environ, "PYTHONHASHSEED": seed, "VANBAN_CACHE": str(cache),
                "TZ": f"UTC-{seed}",
            },
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert done.stdout.split() == here
