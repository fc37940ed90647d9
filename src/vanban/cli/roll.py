"""`vanban roll`: next year's draft from last year's plan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vanban import files
from vanban.cli import streams
from vanban.cli.new import school_or_calendar
from vanban.cli.paths import in_a_command, user_path
from vanban.finding import VanbanError
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.drafting.roll.comments import Rolled
    from vanban.drafting.roll.roll import Roll
    from vanban.plan.model import KeHoach


@click.command(
    "roll",
    help=_("Bản nháp kế hoạch năm sau từ kế hoạch năm nay.\n\n"
           "Chỉ đổi những chỗ phải đổi; số và ngày để trống. Báo mọi năm, ngày, văn bản, tên người "
           "đã gặp: đã chuyển, giữ nguyên, hay cần người quyết định. Điểm cần quyết định có dòng "
           "“# CẦN XEM: …” ở ngay trên."),
)  # fmt: skip
@click.argument("plan", metavar=_("TỆP"), type=user_path)
@click.option("--to", "to", metavar=_("NĂM"), required=True, type=school_or_calendar,
              help=_("Năm mới (2027) hoặc năm học mới (2027-2028)."))  # fmt: skip
@click.option("-o", "into", metavar=_("TỆP"), type=user_path, help=_("Ghi ra tệp này."))
@click.option("--ask", "asking", is_flag=True, help=_("Hỏi từng điểm cần quyết định."))
@click.option("--json", "as_json", is_flag=True, help=_("In báo cáo dạng JSON."))
def command(plan: Path, to: str, into: Path | None, *, asking: bool, as_json: bool) -> None:
    """Write the new plan; the report goes to stdout."""
    from vanban.drafting.roll.roll import new_path

    if asking and not is_terminal():
        raise VanbanError(
            _("--ask cần một cửa sổ lệnh để hỏi"),
            _("Bỏ --ask: các điểm cần quyết định được ghi thành dòng “# CẦN XEM: …”."),
            exit_code=2,
        )
    roll = _rolled(plan, to)
    target = into or new_path(plan, roll.step)
    if target.exists():
        raise VanbanError(
            _("Đã có {path}, nên không ghi đè", path=target),
            _("Chọn tên khác với -o, hoặc xoá tệp cũ."),
        )
    answers = {}
    if asking:
        from vanban.cli.asking import ask

        answers = ask(roll.points, roll.source)
    rolled = roll.written(answers)
    mark = files.BOM if plan.read_bytes().startswith(files.BOM.encode()) else ""
    files.write(target, (mark + rolled.text).encode())
    _report(roll, rolled, plan, target, as_json=as_json)


def is_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def _rolled(path: Path, to: str) -> Roll:
    """What the plan mentions, with its fate; what `check` knows of it is shown first."""
    from vanban.cli.findings import show_serious
    from vanban.drafting.roll.roll import roll
    from vanban.plan.project import Project, find_root
    from vanban.rules.check import check_plan

    project = Project(find_root(files.real_path(path).parent))
    checked = check_plan(path, project)
    show_serious(checked.findings)
    if not checked.printable or checked.plan is None or checked.body is None:
        raise VanbanError(
            _("{file}: còn lỗi nên chưa lập kế hoạch năm sau", file=checked.source.file),
            _("Sửa các lỗi trên; thử `vanban check {file} --fix`.",
              file=in_a_command(checked.source.file)),
            exit_code=1,
        )  # fmt: skip
    registers = [one.value for one in project.registers() if one.value]
    year = _year(checked.plan, to, checked.source.file)
    return roll(checked.plan, checked.source, checked.body, registers, year)


def _year(plan: KeHoach, to: str, file: str) -> int:
    """The (first) year to roll to; VanbanError when a year and a school year do not go together."""
    first, _dash, last = to.partition("-")
    old = plan.school_year or (plan.year, plan.year)
    if last and int(last) - int(first) != old[1] - old[0]:
        wanted = f"{first}-{int(first) + old[1] - old[0]}" if plan.nam_hoc else first
        raise VanbanError(
            _("{file} là kế hoạch {kind}, không chuyển sang “{to}” được",
              file=file, to=to, kind=_("năm học") if plan.nam_hoc else _("năm")),
            _("Gõ --to {year}.", year=wanted),
            exit_code=2,
        )  # fmt: skip
    return int(first)


def _report(roll: Roll, rolled: Rolled, plan: Path, target: Path, *, as_json: bool) -> None:
    from vanban.plan.project import shown
    from vanban.report import screen
    from vanban.report.json_ import document
    from vanban.report.rolling import counts, data, table

    if as_json:
        streams.product(
            document({"file": shown(plan), "output": shown(target), **data(roll, rolled)})
        )
    else:
        screen.show(table(roll, rolled, screen.width()), sys.stdout)
    opened, shifted, kept = counts(roll, rolled).values()
    streams.talk(
        _("Đã ghi {path}: {opened} điểm cần quyết định, {shifted} chỗ đã chuyển, {kept} chỗ giữ "
          "nguyên. Tiếp theo: {command}", path=shown(target), opened=opened, shifted=shifted,
          kept=kept, command=f"vanban check {in_a_command(shown(target))}")
    )  # fmt: skip
