"""`vanban new`: a skeleton plan, or a sample project."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vanban import files
from vanban.cli import streams
from vanban.cli.paths import in_a_command, user_path
from vanban.finding import VanbanError, did_you_mean
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.plan.model import CoQuan
    from vanban.plan.project import Project

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


def school_or_calendar(typed: str) -> str:
    """`2027`, or a school year `2026-2027`, as it stands in a plan."""
    years = re.fullmatch(r"(\d{4})(?: ?[-–] ?(\d{4}))?", typed.strip())
    found = [year for year in years.groups() if year] if years else []
    if not found or not all(1945 <= int(year) <= 2200 for year in found):
        raise click.BadParameter(_("viết năm (2027) hoặc năm học (2026-2027)"))
    return "-".join(found)


@click.command(
    "new",
    help=_("Tạo một kế hoạch khung, hoặc cả một dự án mẫu (--project).\n\n"
           "Kế hoạch khung chép người ký đầu tiên của hồ sơ cơ quan. Không ghi đè tệp đã có."),
)  # fmt: skip
@click.argument("name", metavar=_("[TÊN.yaml]"), required=False, type=user_path)
@click.option("--co-quan", metavar=_("TÊN"), help=_("Hồ sơ cơ quan trong data/co-quan."))
@click.option(
    "--nam",
    metavar=_("NĂM"),
    type=school_or_calendar,
    help=_("Năm (2027) hoặc năm học (2026-2027)."),
)
@click.option("--loai", metavar=_("LOẠI"), default="ke-hoach", show_default=True,
              help=_("Loại văn bản."))  # fmt: skip
@click.option("--project", metavar=_("THƯ_MỤC"), type=user_path,
              help=_("Tạo một dự án mẫu trong thư mục này."))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
def command(
    name: Path | None,
    co_quan: str | None,
    nam: str | None,
    loai: str,
    project: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write a plan or a project; the paths written go to stdout."""
    if (name is None) == (project is None):
        raise click.UsageError(_("Cho TÊN.yaml của kế hoạch mới, hoặc --project THƯ_MỤC."))
    if project is not None:
        from vanban.sample.project import PLAN, write_project

        _say(write_project(project), project / PLAN, as_json=as_json)
    elif name is not None:
        path = name if name.suffix.lower() in (".yaml", ".yml") else Path(f"{name}.yaml")
        _write_plan(path, co_quan, nam or _year(path), loai)
        _say([path], path, as_json=as_json)


def _year(path: Path) -> str:
    """The year in the file's name, else this year."""
    found = _YEAR.search(path.stem)
    return found.group() if found else str(date.today().year)  # noqa: DTZ011


def _write_plan(path: Path, co_quan: str | None, year: str, loai: str) -> None:
    from vanban.language.unicode import nearest
    from vanban.plan.kinds import kinds
    from vanban.plan.project import Project, find_root
    from vanban.sample.skeleton import skeleton

    if path.exists():
        raise VanbanError(
            _("Đã có {path}, nên không ghi đè", path=path), _("Chọn tên khác, hoặc xoá tệp cũ.")
        )
    if loai not in kinds():
        near = nearest(loai, kinds())
        raise VanbanError(
            _("Không có loại văn bản “{loai}”", loai=loai),
            did_you_mean(near, _("Dùng một trong: {kinds}.", kinds=", ".join(kinds()))),
            exit_code=2,
        )  # fmt: skip
    root = find_root(files.real_path(path).parent)
    if root is None:
        raise VanbanError(
            _("{path} không nằm trong dự án nào (không thấy data/co-quan ở trên)", path=path),
            _("Chạy `vanban new --project THƯ_MỤC` để có một dự án."),
        )
    project = Project(root)
    body_name = co_quan or _only_body(project)
    text = skeleton(path, root, loai, year, body_name, _body(project, body_name))
    files.write(path, text.encode())


def _only_body(project: Project) -> str:
    """The body nobody named: the only one there is, or the one the user picks."""
    bases = project.bases()
    bodies = [name for name in project.bodies() if name not in bases]
    if len(bodies) == 1:
        return bodies[0]
    if not bodies:
        raise VanbanError(
            _("Chưa có hồ sơ cơ quan nào trong data/co-quan"),
            _("Chạy `vanban new --project THƯ_MỤC` để có một hồ sơ mẫu rồi chép sang."),
        )
    if not sys.stdin.isatty():
        raise VanbanError(
            _("Có {n} hồ sơ cơ quan, không biết chọn hồ sơ nào", n=len(bodies)),
            _("Thêm --co-quan, một trong: {names}.", names=", ".join(bodies)),
            exit_code=2,
        )
    picked: str = click.prompt(_("Cơ quan ban hành"), type=click.Choice(bodies), err=True)
    return picked


def _body(project: Project, name: str) -> CoQuan:
    from vanban.language.unicode import nearest

    loaded = project.body(name)
    if loaded is None:
        near = nearest(name, project.bodies())
        raise VanbanError(
            _("Không thấy hồ sơ cơ quan “{name}”", name=name),
            did_you_mean(near, _("Có các hồ sơ: {names}.", names=", ".join(project.bodies()))),
        )  # fmt: skip
    if loaded.value is None:
        raise VanbanError(
            _("Hồ sơ cơ quan {file} còn lỗi", file=loaded.source.file),
            _("Chạy `vanban check {file}`.", file=loaded.source.file),
        )
    return loaded.value


def _say(written: list[Path], plan: Path, *, as_json: bool) -> None:
    from vanban.plan.project import shown

    if as_json:
        from vanban.report.json_ import document

        streams.product(document([{"output": shown(path)} for path in written]))
    else:
        for path in written:
            streams.product(shown(path))
    streams.talk(_("Đã tạo {n} tệp. Tiếp theo: {command}", n=len(written),
                   command=f"vanban render {in_a_command(shown(plan))}"))  # fmt: skip
