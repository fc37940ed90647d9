"""A plan through the product's own pipeline, for tests: YAML, checks, view, bytes, verified."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vanban.finding import Finding
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.project import Project, find_root
from vanban.rules.check import check_plan
from vanban.view.view import View, build
from vanban.word.rendering.engine import Engine
from vanban.word.rendering.verify import verify
from vanban.word.template.opening import engine

ROOT = Path(__file__).parents[2]
REAL = {year: ROOT / "data" / "ke-hoach" / f"ke-hoach-{year}.yaml" for year in ("2026", "2023")}
EDGES = sorted(Path(__file__).parent.glob("*.yaml"))


@dataclass
class Made:
    """A document, the view it was made of, and what was found on the way."""

    content: bytes
    view: View
    findings: list[Finding]


@cache
def shipped(sizes: str | None = None) -> Engine:
    """The engine of the template that vanban ships."""
    return engine(None, sizes)


def made(path: Path) -> Made:
    """The document of a plan file, verified."""
    project = Project(find_root(path.resolve().parent))
    checked = check_plan(path, project)
    assert checked.printable, [str(f) for f in checked.findings]
    assert checked.plan is not None
    assert checked.body is not None
    return _rendered(checked.plan, checked.body, checked.documents, checked.findings)


def made_of(plan: dict[str, Any], body: dict[str, Any] | None = None) -> Made:
    """The document of a plan given as data, verified; the body is a made-up one unless given."""
    co_quan = CoQuan.model_validate(body or BODY)
    return _rendered(KeHoach.model_validate({**PLAN, **plan}), co_quan, {}, [])


def _rendered(
    plan: KeHoach, body: CoQuan, documents: dict[str, tuple[str, str]], findings: list[Finding]
) -> Made:
    view = build(plan, body, documents)
    machine = shipped(body.co_chu)
    content = machine.render(view)
    verify(content, view, machine.own_parts)
    return Made(content, view, findings)


BODY: dict[str, Any] = {
    "ten": "Sở Giáo dục và Đào tạo",
    "chu_quan": "UBND tỉnh Mẫu",
    "viet_tat": "SGDĐT",
    "dia_danh": "Mẫu",
}
PLAN: dict[str, Any] = {
    "loai": "ke-hoach",
    "nam": 2026,
    "co_quan": "mau",
    "trich_yeu": "Thử việc in kế hoạch",
    "noi_dung": [{"muc": "Mục đích"}, {"gach": "Thử."}],
    "nguoi_ky": {"chuc_vu": "Giám đốc", "ho_ten": "Nguyễn Văn Mẫu"},
    "luu": "VT",
}
"""The least a plan needs; a test adds what it is about."""
