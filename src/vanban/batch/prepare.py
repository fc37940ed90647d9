"""What the user asked for → a run that can begin: everything read and checked, nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from vanban import __version__
from vanban.batch import names, schools
from vanban.batch.making import Deriving, Filling
from vanban.batch.manifest import prefix
from vanban.batch.order import Maker, Order, hash_of
from vanban.batch.schools import Schools, Shard
from vanban.drafting.derive.making import origin, profile_of, recipe_of, rosters_for
from vanban.files import real_path, sha256
from vanban.finding import Finding, Level, VanbanError, in_order
from vanban.messages import _
from vanban.output.rendering import template_of
from vanban.plan.expressions import Expressions
from vanban.plan.issuer import Truong
from vanban.plan.kinds import kinds
from vanban.plan.load import Loaded
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.points import points
from vanban.plan.project import Project, find_root, shown
from vanban.plan.recipe import PhanCap, applies
from vanban.plan.roster import columns_of
from vanban.plan.source import Path
from vanban.rules.check import Checked, check_plan
from vanban.word.template.opening import ready


@dataclass(frozen=True, slots=True)
class Wish:
    """A command line: which plan, for whom, where to, and how."""

    plan: FilePath
    rosters: tuple[FilePath, ...]
    into: FilePath
    recipe: str | None = None
    name: str | None = None
    unicode_names: bool = False
    yaml: bool = False
    force: bool = False
    bundle: str | None = None
    shard: Shard = field(default_factory=Shard)


@dataclass(slots=True)
class Batch:
    """A run ready to begin.

    `schools` are the units of this shard with the path of each one's file, or why it has none;
    `codes` and `columns` those of the whole roster; `skipped`: how many the recipe is not for.
    `findings`: of the plan, the recipe and the rosters.
    """

    wish: Wish
    project: Project
    plan: KeHoach
    body: CoQuan
    order: Order
    schools: list[tuple[Truong, str | VanbanError]]
    codes: set[str]
    columns: list[str]
    skipped: int
    findings: list[Finding]
    bad_rows: int

    @property
    def header(self) -> dict[str, object]:
        """What the manifest says of the run."""
        wish = self.wish
        return {
            "vanban": __version__,
            "plan": from_root(wish.plan, self.project),
            "recipe": wish.recipe,
            "rosters": [shown(path) for path in wish.rosters],
            "made_from": dict(self.order.made_from),
        }


def prepare(wish: Wish) -> Batch:
    """Read and check everything that the schools share; VanbanError when there is no going on.

    The plan is read once; what a school's own row makes of it is checked by its worker.
    """
    read = schools.read(wish.rosters)
    project = Project(find_root(wish.plan.parent), _rosters=read.rosters)
    checked = check_plan(wish.plan, project)
    plan = _usable(checked)
    recipe = _recipe(wish.recipe, project) if wish.recipe else None
    if recipe is None and plan.mau != "true":
        raise _for_one(checked)
    units = [unit for unit in read.units if recipe is None or applies(recipe, unit)]
    if not units:
        raise _nobody(read, recipe)
    order = _order(wish, project, checked, read, recipe)
    order.maker.ready()  # an expression that cannot be read is told now, once
    found = names.named(units, _namer(wish, plan, read))
    findings = (*checked.findings, *read.findings)
    return Batch(
        wish=wish,
        project=project,
        plan=plan,
        body=order.bodies[plan.co_quan],
        order=order,
        schools=wish.shard.of(list(zip(units, found, strict=True))),
        codes={unit.ma for unit in units},
        columns=columns_of(read.rosters),
        skipped=len(read.units) - len(units),
        findings=in_order(findings),
        bad_rows=len({one.place.row for one in read.findings if one.level == Level.LOI}),
    )


def _usable(checked: Checked) -> KeHoach:
    """The plan, if nothing of its shape stands in the way."""
    if checked.plan is None or not checked.printable:
        file = checked.source.file
        raise UncheckedError(
            _("{file}: còn lỗi nên chưa ghi tệp Word", file=file), checked.findings
        )
    return checked.plan


def _for_one(checked: Checked) -> VanbanError:
    """What is said of a body's own plan: under a school's letterhead it would be a false paper."""
    return VanbanError(
        _("{file}: kế hoạch của một cơ quan, không viết cho nhiều đơn vị",
          file=checked.source.file),
        _("Thêm --recipe để lập kế hoạch riêng của từng đơn vị; hoặc, nếu mọi đơn vị ban hành đúng "
          "lời này, thêm “mau: true” vào kế hoạch."),
        exit_code=2,
    )  # fmt: skip


class UncheckedError(VanbanError):
    """A plan or roster with errors: `findings` are what the user has to see."""

    def __init__(self, message: str, findings: Iterable[Finding]) -> None:
        super().__init__(message, exit_code=1)
        self.findings = list(findings)


def _recipe(name: str, project: Project) -> PhanCap:
    _root(project)
    return recipe_of(project, name)


def _nobody(read: Schools, recipe: PhanCap | None) -> VanbanError:
    if recipe and read.units:
        kinds_of = ", ".join(recipe.ap_dung.loai)
        return VanbanError(
            _("Công thức này dành cho {kinds}: danh sách không có đơn vị nào", kinds=kinds_of),
            _("Xem cột loại của danh sách, hoặc chọn công thức khác."),
            exit_code=2,
        )
    return UncheckedError(_("Danh sách không có đơn vị nào dùng được"), read.findings)


def _order(
    wish: Wish, project: Project, checked: Checked, read: Schools, recipe: PhanCap | None
) -> Order:
    """What the workers are told."""
    assert checked.plan is not None
    plan, source = checked.plan, checked.source
    bodies = {plan.co_quan: profile_of(project, plan.co_quan)}
    documents = checked.documents
    columns = tuple(columns_of(read.rosters))
    maker: Maker
    if recipe is None:
        left: list[tuple[Path, str]] = [((), point.text) for point in points(source)]
        assert isinstance(source.values, dict)
        maker = Filling(source.values, left, columns, bodies[plan.co_quan])
        what = hash_of(source.values)
    else:
        base = recipe.co_quan or plan.co_quan
        bodies[base] = profile_of(project, base)
        documents = project.documents()
        start = origin(_root(project), wish.plan, str(wish.recipe))
        rosters = rosters_for(source, read.units, columns)
        maker = Deriving(plan, bodies[plan.co_quan], recipe, start, bodies[base], rosters)
        what = hash_of([start.bam, [(unit.ma, unit.ten) for unit in rosters.named]])
    template = template_of(project, plan.loai)
    sizes: set[str | None] = {body.co_chu for body in bodies.values()}
    templates = {size: ready(template, size) for size in sizes}
    parts = next(iter(templates.values())).parts
    return Order(
        maker=maker,
        bodies=bodies,
        documents=documents,
        templates=templates,
        made_from={
            "vanban": __version__,
            "plan": what,
            "recipe": hash_of(_typed(project.recipe(str(wish.recipe)))) if recipe else "",
            "bodies": hash_of([_typed(project.body(name)) for name in sorted(bodies)]),
            "documents": hash_of(documents),
            "template": hash_of({name: sha256(part) for name, part in parts.items()}),
        },
        folder=str(real_path(wish.into)),  # a cluster's workers stand elsewhere
        root=str(project.root or ""),
        prefix=prefix(wish.shard.label),
        yaml=wish.yaml,
        force=wish.force,
    )


def _typed(loaded: Loaded[Any] | None) -> str:
    """The text of a file that was read."""
    return loaded.source.text if loaded else ""


def _root(project: Project) -> FilePath:
    if project.root is None:
        raise VanbanError(
            _("--recipe cần một dự án: không thấy data/co-quan ở đây và ở trên"), exit_code=2
        )
    return project.root


def _namer(wish: Wish, plan: KeHoach, read: Schools) -> names.Namer:
    """What names each unit's file; VanbanError for a pattern that cannot be."""
    pattern = wish.name or names.default(kinds()[plan.loai][1])
    expressions = Expressions(columns_of(read.rosters))
    for error in expressions.complaints(pattern):
        raise VanbanError(_("--name: {why}", why=error.message), error.hint, exit_code=2)
    filler = expressions.compiled(pattern, "raw")

    def name(unit: Truong) -> str:
        typed = filler(expressions.scope(names.in_one_folder(unit))) if filler else pattern
        return names.clean(typed, ascii_only=not wish.unicode_names)

    return name


def from_root(path: FilePath, project: Project) -> str:
    """A file as the manifest and the children name it: from the project's root, with `/`."""
    real = real_path(path)
    if project.root and real.is_relative_to(project.root):
        return real.relative_to(project.root).as_posix()
    return real.as_posix()
