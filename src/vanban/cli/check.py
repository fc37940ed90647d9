"""`vanban check`: all findings of plans, bodies, registers and templates."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vanban.cli import streams
from vanban.cli.paths import in_a_command, user_path
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.cli.checking import Inspected
    from vanban.cli.mending import Mended
    from vanban.finding import Finding, VanbanError

FORMATS = ("frames", "short", "json")


@click.command(
    "check",
    help=_("Kiểm tra kế hoạch, hồ sơ cơ quan, sổ căn cứ và mẫu Word.\n\n"
           "Chỉ ra thư mục thì kiểm tra mọi tệp trong đó; không chỉ ra gì thì kiểm tra cả dự án."),
)  # fmt: skip
@click.argument("paths", metavar=_("[ĐƯỜNG_DẪN]..."), nargs=-1, type=user_path)
@click.option("--fix", is_flag=True, help=_("Tự sửa những chỗ sửa được (giữ bản .bak)."))
@click.option("--format", "form", type=click.Choice(FORMATS), default="frames",
              help=_("Cách in: khung có trích dòng, mỗi lỗi một dòng, hoặc JSON."))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("Như --format json."))
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], *, fix: bool, form: str, as_json: bool
) -> None:
    """Check files; the findings are the product, so they go to stdout."""
    from vanban.cli.checking import files_of, inspect
    from vanban.finding import in_order

    files = files_of(paths)
    mended, unmended = _mend(files) if fix else ([], [])
    done = inspect(files)
    findings = in_order(finding for one in done for finding in one.findings)
    form = "json" if as_json else form
    if form == "json":
        _print_json(findings, done, mended)
    else:
        _print(findings, mended, form)
    errors = [*unmended, *(one.error for one in done if one.error)]
    for error in errors:
        streams.complain(error)
    streams.talk(_last_line(findings, done, paths))
    failed = max((error.exit_code for error in errors), default=0)
    ctx.exit(max(failed, int(_stops(findings))))


def _mend(files: list[Path]) -> tuple[list[Mended], list[VanbanError]]:
    from vanban.cli.mending import mend

    return mend(files)


def _print(findings: list[Finding], mended: Collection[Mended], form: str) -> None:
    from vanban.cli.findings import show_frames, show_short
    from vanban.plan.project import shown
    from vanban.report import screen
    from vanban.report.changes import changes

    for one in mended:
        streams.product(_("{file}: đã sửa {n} chỗ, bản cũ ở {kept}",
                          file=shown(one.path), n=one.mends, kept=shown(one.kept)))  # fmt: skip
        screen.show(changes(one.before, one.after, screen.width()), sys.stdout)
        streams.product("")
    (show_short if form == "short" else show_frames)(findings, sys.stdout)


def _print_json(findings: list[Finding], done: list[Inspected], mended: Collection[Mended]) -> None:
    from vanban.plan.project import shown
    from vanban.report.json_ import document, error_data, findings_data
    from vanban.report.texts import Texts

    data: dict[str, Any] = {
        "files": [shown(one.path) for one in done],
        "findings": findings_data(findings, Texts()),
        "errors": [{"file": shown(one.path), **error_data(one.error)} for one in done if one.error],
        "mended": [
            {"file": shown(one.path), "edits": one.mends, "backup": shown(one.kept)}
            for one in mended
        ],
    }
    streams.product(document(data))


def _last_line(findings: list[Finding], done: list[Inspected], paths: tuple[Path, ...]) -> str:
    """What was found, and what to type next."""
    from vanban.plan.project import shown
    from vanban.report.summary import fixable, summary

    said = _("Đã kiểm tra {n} tệp: {summary}.", n=len(done), summary=summary(findings))
    named = "".join(f" {in_a_command(shown(path))}" for path in paths)
    if fixable(findings):
        return f"{said} " + _("Tiếp theo: {command}", command=f"vanban check{named} --fix")
    plans = [path for path in paths if path.parent.name == "ke-hoach" and path.is_file()]
    if plans and len(plans) == len(paths) and not _stops(findings):
        return f"{said} " + _("Tiếp theo: {command}", command=f"vanban render{named}")
    return said


def _stops(findings: list[Finding]) -> bool:
    from vanban.finding import Level, worst

    return worst(findings) == Level.LOI
