"""Parent and child plans held side by side (family L).

The decree is silent on how a unit's plan follows its superior's, so all of it is a warning or a
note; nothing here keeps a plan from being printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vanban.files import real_path
from vanban.finding import Finding, Level, did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.children import Child, children
from vanban.plan.concern import Concerns, Role, is_title
from vanban.plan.handles import handles
from vanban.plan.issuer import Truong
from vanban.plan.model import CoQuan, Hang, KeHoach, Nguon
from vanban.plan.phrases import Phrases
from vanban.plan.project import Project
from vanban.plan.source import Source
from vanban.rules.inherited import inherited, parent_of

CODES = frozenset({"L101", "L102", "L103", "L104", "L105", "L106"})
"""Every code of the family."""


def family(
    plan: KeHoach, source: Source, body: CoQuan, unit: Truong | None, project: Project
) -> Iterator[Finding]:
    """What a plan and its parent do not agree on; `body` and `unit`: who issues the plan.

    Each parent is read once a project, however many of its children are checked.
    """
    origin = plan.nguon
    if project.root is None or origin is None:
        return
    yield from _origin(origin, source, project)
    parent = project.once(("parent", origin.tep), lambda: parent_of(origin, project))
    if parent:
        if parent.digest != origin.bam:
            yield _parent_changed(source)
        yield from inherited(plan, source, body, unit, parent)


def tasks_that_land_nowhere(
    plan: KeHoach, source: Source, body: CoQuan, path: Path, project: Project
) -> Iterator[Finding]:
    """A task that concerns a unit with a plan of its own, and that no such plan has (L101).

    Children are looked for once a project. `body`: who issues the plan.
    """
    root, below = project.root and real_path(project.root), real_path(path)
    if root is None or not below.is_relative_to(root):
        return
    known = project.once(("children",), lambda: children(root))
    made = known.get(below.relative_to(root).as_posix(), [])
    landed = {name for child in made for name in child.rows}
    names = handles(plan.nhiem_vu)
    missing = {
        at: row
        for at, row in enumerate(plan.nhiem_vu)
        if not is_title(plan.nhiem_vu, at) and names[at] not in landed
    }
    if not made or not missing:
        return
    concerns = Concerns(plan, body)
    for child in made:
        for at, unit in _asked(child, missing, concerns, body, project):
            del missing[at]
            yield Finding(
                "L101",
                Level.CANH_BAO,
                _("Việc này giao cho “{unit}” mà không kế hoạch nào của đơn vị có", unit=unit),
                source.place(("nhiem_vu", at)),
                _("Chạy `vanban update` cho các kế hoạch ấy, hoặc thêm việc vào."),
            )


def _asked(
    child: Child, missing: dict[int, Hang], concerns: Concerns, body: CoQuan, project: Project
) -> list[tuple[int, str]]:
    """The missing rows that a child should have, and its unit's name."""
    unit = project.unit(child.unit, body)
    loaded = project.recipe(child.recipe)
    recipe = loaded.value if loaded else None
    if unit is None or recipe is None:
        return []
    own = project.once(("own", child.recipe), lambda: Phrases(recipe.nhiem_vu.bo))
    roles = concerns.rows(unit, recipe.ap_dung.nhom)
    return [
        (at, unit.ten)
        for at, row in missing.items()
        if roles[at].role >= Role.PARTNER and not all(line in own for line in row.chu.split("\n"))
    ]


def _origin(origin: Nguon, source: Source, project: Project) -> Iterator[Finding]:
    """A parent or a recipe that is gone (L106)."""
    if project.file(origin.tep) is None:
        yield Finding(
            "L106",
            Level.CANH_BAO,
            _("Không thấy kế hoạch cấp trên {file}", file=origin.tep),
            source.place(("nguon", "tep")),
            _("Đã đổi tên hay chuyển chỗ thì sửa “tep”."),
        )
    if project.recipe(origin.phan_cap) is None:
        yield Finding(
            "L106",
            Level.CANH_BAO,
            _("Không có công thức “{name}” trong data/phan-cap", name=origin.phan_cap),
            source.place(("nguon", "phan_cap")),
            did_you_mean(
                nearest(origin.phan_cap, project.recipes()),
                _("Không có công thức thì không cập nhật được kế hoạch này."),
            ),
        )


def _parent_changed(source: Source) -> Finding:
    return Finding(
        "L105",
        Level.THONG_TIN,
        _("Kế hoạch cấp trên đã đổi từ khi lập kế hoạch này"),
        source.place(("nguon", "bam")),
        _("Chạy `vanban update {file}`.", file=source.file),
    )
