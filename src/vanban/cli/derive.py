"""`vanban derive`: a superior's plan → the plans of its units."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vanban.cli import streams
from vanban.cli.paths import in_a_command, user_path
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.drafting.derive.making import Made
    from vanban.finding import VanbanError
    from vanban.plan.issuer import Truong
    from vanban.plan.project import Project
    from vanban.rules.check import Checked

TOLD = 3
"""Of so many units at most each dropped task and each point is told; of more their number."""


@click.command(
    "derive",
    help=_("Từ kế hoạch cấp trên ra kế hoạch của đơn vị, theo công thức trong data/phan-cap.\n\n"
           "Ghi vào data/ke-hoach/<kế hoạch>/<kế hoạch>-<mã>.yaml; không ghi đè tệp đã có. Điều "
           "phải quyết định là các dòng “# CẦN XEM:” trong tệp."),
)  # fmt: skip
@click.argument("parent", metavar=_("TỆP"), type=user_path)
@click.option("--recipe", metavar=_("CÔNG_THỨC"), help=_("Tên tệp trong data/phan-cap."))
@click.option("--unit", "names", metavar=_("MÃ"), multiple=True,
              help=_("Mã trong data/truong, hoặc tên, viết tắt một phòng; ghi nhiều lần được."),
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help=_("Mọi đơn vị mà công thức dùng cho."))
@click.option("-o", "into", metavar=_("THƯ_MỤC"), type=user_path, help=_("Ghi vào thư mục này."))
@click.option("--force", is_flag=True, help=_("Ghi đè tệp đã có (giữ bản .bak)."))
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
@click.pass_context
def command(
    ctx: click.Context,
    parent: Path,
    recipe: str | None,
    names: tuple[str, ...],
    into: Path | None,
    *,
    every: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write the children; their paths go to stdout, what they leave out and ask to stderr."""
    if bool(names) == every:
        raise click.UsageError(_("Cho --unit MÃ (một hay nhiều lần), hoặc --all."))
    if every and not recipe:
        raise click.UsageError(_("--all cần --recipe CÔNG_THỨC."))
    project, checked = _checked(parent)
    chosen = _chosen(project, checked, recipe, names)
    made, errors = _make(project, checked, chosen, into, force=force)
    if as_json:
        _print_json(made, errors)
    for one in made:
        if not as_json:
            streams.product(_shown(one.path))
        _tell(one, whole=len(made) <= TOLD)
    for error in errors:
        streams.complain(error)
    streams.talk(_last_line(made, sum(map(len, chosen.values()))))
    ctx.exit(max((error.exit_code for error in errors), default=0))


def _checked(parent: Path) -> tuple[Project, Checked]:
    """The parent and its project; VanbanError when it cannot be printed as it stands."""
    from vanban import files
    from vanban.cli.findings import show_serious
    from vanban.finding import VanbanError
    from vanban.plan.issuer import DEPARTMENT
    from vanban.plan.project import Project, find_root
    from vanban.rules.check import check_plan

    root = find_root(files.real_path(parent).parent)
    if root is None and parent.exists():
        raise VanbanError(
            _("{path} không nằm trong dự án nào (không thấy data/co-quan ở trên)", path=parent),
            _("Chạy `vanban new --project THƯ_MỤC` để có một dự án."),
        )
    project = Project(root)
    checked = check_plan(parent, project)
    show_serious(checked.findings)
    if not checked.printable:
        raise VanbanError(
            _("{file}: còn lỗi nên chưa lập được kế hoạch của đơn vị", file=checked.source.file),
            _("Chạy `vanban check {file}`.", file=in_a_command(checked.source.file)),
            exit_code=1,
        )
    if checked.plan and checked.plan.mau == "true":
        raise VanbanError(
            _("{file} viết cho nhiều đơn vị (mau: true)", file=checked.source.file),
            _("Chạy `vanban batch {file}`.", file=in_a_command(checked.source.file)),
            exit_code=2,
        )
    if checked.unit and checked.unit.loai != DEPARTMENT:
        source = checked.plan.nguon.tep if checked.plan and checked.plan.nguon else "…"
        raise VanbanError(
            _("{file} là kế hoạch của {unit}, không phải của cấp trên",
              file=checked.source.file, unit=checked.unit.ten),
            _("Chạy `vanban derive {file}`.", file=in_a_command(source)),
            exit_code=2,
        )  # fmt: skip
    return project, checked


def _chosen(
    project: Project, checked: Checked, recipe: str | None, names: tuple[str, ...]
) -> dict[str, list[Truong]]:
    """Recipe → its units, each once; VanbanError when they do not fit together."""
    from vanban.drafting.derive.choosing import every_unit, fitting, refuse_unfit, unit_named
    from vanban.drafting.derive.making import recipe_of
    from vanban.finding import VanbanError

    assert checked.plan is not None
    assert checked.body is not None
    body, year = checked.body, checked.plan.year
    named = [unit_named(project, name, body, year) for name in names]
    units = list({unit.ma: unit for unit in named}.values())
    if recipe is None:
        chosen: dict[str, list[Truong]] = {}
        for unit in units:
            chosen.setdefault(fitting(project, unit, body.ten), []).append(unit)
        for name in chosen:
            streams.talk(_("Theo công thức {name}.", name=name))
        return chosen
    if names:
        refuse_unfit(project, recipe, units)
        return {recipe: units}
    if every := every_unit(project, recipe_of(project, recipe), body, year):
        return {recipe: every}
    raise VanbanError(
        _("Không có đơn vị nào mà công thức “{name}” dùng cho", name=recipe),
        _("Thêm danh sách trường vào data/truong."),
    )


def _make(
    project: Project,
    checked: Checked,
    chosen: dict[str, list[Truong]],
    into: Path | None,
    *,
    force: bool,
) -> tuple[list[Made], list[VanbanError]]:
    """Write the children; one that cannot be written does not stop the others."""
    from vanban.drafting.derive.making import open_deriver, refuse_same_target, target, write_child
    from vanban.finding import VanbanError
    from vanban.plan.load import Loaded

    root = project.root
    assert root is not None
    units = [unit for some in chosen.values() for unit in some]
    targets = {unit.ma: target(root, checked.path, unit, into) for unit in units}
    refuse_same_target(targets)
    loaded = Loaded(checked.source, checked.plan, checked.findings)
    made: list[Made] = []
    errors: list[VanbanError] = []
    for recipe, some in chosen.items():
        _refuse_faulty(project, recipe)
        deriver = open_deriver(project, checked.path, recipe, loaded, checked.body)
        for unit in some:
            try:
                path = targets[unit.ma]
                made.append(write_child(deriver.of(unit), unit, path, root, force=force))
            except VanbanError as error:
                why = f"{unit.ten}: {error.message}"
                errors.append(VanbanError(why, error.hint, error.exit_code))
    return made, errors


def _refuse_faulty(project: Project, recipe: str) -> None:
    """Raise VanbanError, its findings shown, when a recipe has an error."""
    from vanban.cli.findings import show_frames
    from vanban.drafting.derive.making import faulty
    from vanban.finding import Level, worst
    from vanban.plan.project import RECIPES
    from vanban.rules.check import check_file

    assert project.root is not None
    checked = check_file(project.root / RECIPES / f"{recipe}.yaml", project)
    show_frames(checked.findings)
    if worst(checked.findings) == Level.LOI:
        raise faulty(checked.source.file)


def _tell(one: Made, *, whole: bool) -> None:
    """What the child of a unit leaves out and asks."""
    findings, points = one.derived.findings, one.derived.points
    counts = _("{unit}: {n} việc không đưa vào, {m} điểm cần xem",
               unit=one.unit.ten, n=len(findings), m=len(points))  # fmt: skip
    streams.talk(counts + (":" if whole else "."))
    if whole:
        for finding in findings:
            streams.talk(f"  - {finding.message} ({finding.place})")
        for text, count in Counter(text for _path, text in points).items():
            times = " " + _("({n} chỗ)", n=count) if count > 1 else ""
            streams.talk(f"  ? {_short(text)}{times}")
    if one.backup:
        streams.talk(_("Bản cũ được giữ ở {path}.", path=_shown(one.backup)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 110 else text[:109].rstrip() + "…"


def _shown(path: Path) -> str:
    from vanban.plan.project import shown

    return shown(path)


def _last_line(made: list[Made], wanted: int) -> str:
    said = _("Đã lập {n}/{all} kế hoạch.", n=len(made), all=wanted)
    if not made:
        return said
    where = made[0].path if len(made) == 1 else made[0].path.parent
    command = f"vanban check {in_a_command(_shown(where))}"
    return said + " " + _("Tiếp theo: {command}", command=command)


def _print_json(made: list[Made], errors: list[VanbanError]) -> None:
    from vanban.report.json_ import document, error_data, findings_data
    from vanban.report.texts import Texts

    data: dict[str, Any] = {
        "written": [
            {
                "output": _shown(one.path),
                "unit": one.unit.ma,
                "recipe": one.derived.values["nguon"]["phan_cap"],
                "dropped": findings_data(one.derived.findings, Texts()),
                "points": [{"path": list(path), "text": text} for path, text in one.derived.points],
                "backup": _shown(one.backup) if one.backup else None,
            }
            for one in made
        ],
        "errors": [error_data(error) for error in errors],
    }
    streams.product(document(data))
