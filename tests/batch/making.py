"""A small project with a plan for many schools and a roster, to be run by the tests of batch/."""

import csv
import json
import os
from pathlib import Path

from vanban.batch.executors import Here
from vanban.batch.manifest import Manifest
from vanban.batch.prepare import Wish, prepare
from vanban.batch.rows import State
from vanban.batch.run import Run, Stop
from vanban.files import sha256
from vanban.sample.project import write_project

PLAN = """\
loai: ke-hoach
nam: 2026
co_quan: truong-mau
mau: true
trich_yeu: Thực hiện công tác mẫu của {{ truong.ten }}
mo_dau: "{{ truong.ten }} xây dựng kế hoạch"
noi_dung:
  - muc: Mục đích
  - gach: Nâng cao chất lượng ở {{ truong.khu_vuc }}
  - bang: nhiem_vu
nhiem_vu:
  - viec: Việc một
    chu_tri: Ban Giám hiệu
    thoi_han: Quý I/2026
noi_nhan:
  - Sở Giáo dục và Đào tạo
nguoi_ky:
  chuc_vu: Hiệu trưởng
"""

COLUMNS = ("ma", "ten", "loai", "viet_tat", "dia_danh", "khu_vuc", "ho_ten")


def project(folder, schools=6):
    """The project; the folder, its plan and a roster of so many schools."""
    write_project(folder)
    plan = folder / "data" / "ke-hoach" / "chung.yaml"
    plan.write_text(PLAN, "utf-8")
    roster = folder / "danh-sach.csv"
    write_roster(roster, [school(n) for n in range(1, schools + 1)])
    return plan, roster


def school(n, **more):
    """A row of a roster."""
    row = {
        "ma": f"mau-{n:04}", "ten": f"Trường THPT Mẫu Số {n}", "loai": "truong-thpt",
        "viet_tat": f"THPTM{n}", "dia_danh": "Hải Phòng", "khu_vuc": f"Cụm mẫu {n % 3 + 1}",
        "ho_ten": "Nguyễn Văn Mẫu" if n % 2 else "",
    }  # fmt: skip
    return row | more


def write_roster(path, rows):
    columns = list(dict.fromkeys([*COLUMNS, *(name for row in rows for name in row)]))
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def wish(plan, roster, into, **more):
    return Wish(plan=plan, rosters=(roster,), into=into, **more)


def run(wanted, pool=None, stop=None, numbers=None, tell=lambda rows: None):
    """Carry out a wish; its outcome."""
    return Run(prepare(wanted), pool or Here(), Stop() if stop is None else stop).carry_out(
        numbers or {}, tell
    )


def counted(into, shard="", others=()):
    """Assert that disk, index and manifest say the same, and that nothing half-written stays.

    `others`: files there that no run has written. The rows of the index, by code.
    """
    left = list(into.rglob(".vanban-*"))
    assert left == [], left
    name = f"danh-muc-{shard}.csv" if shard else "danh-muc.csv"
    with (into / name).open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["ma"]: row for row in csv.DictReader(stream, delimiter=";")}
    manifest = Manifest(into, shard)
    manifest.close()
    assert set(manifest.rows) == set(rows)
    for ma, row in rows.items():
        noted = manifest.rows[ma]
        assert row["tep"] == noted.file
        if row["ket_qua"] in (State.DA_GHI.word, State.GIU_NGUYEN.word):
            content = (into / row["tep"]).read_bytes()
            assert sha256(content) == row["sha256"] == noted.sha256
            assert row["ly_do"] == ""
        elif row["ket_qua"] == State.LOI.word:
            assert row["ly_do"]
            assert row["sha256"] == ""
    written = {row["tep"] for row in rows.values() if row["sha256"]}
    kept = {row.file for row in manifest.rows.values() if row.sha256}
    on_disk = {
        path.relative_to(into).as_posix()
        for path in into.rglob("*.docx")
        if not path.name.startswith("danh-muc")
    }
    assert written <= on_disk <= written | kept | set(others)
    return rows


def lines(into):
    """The lines of the manifest."""
    return [json.loads(line) for line in (into / ".vanban.jsonl").read_text("utf-8").splitlines()]


def environment(tmp):
    """The environment of a process of its own."""
    return {**os.environ, "VANBAN_CACHE": os.environ.get("VANBAN_CACHE", str(Path(tmp) / "c"))}
