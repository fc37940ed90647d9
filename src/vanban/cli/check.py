"""`vanban check`: all findings of plans, bodies, registers and templates."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vanban.cli import streams
from vanban.cli.paths import user_path
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.cli.checking import Inspected
    from vanban.cli.mending import Mended
    from vanban.finding import Finding

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
    from vanban.finding import Level, in_order, worst

    files = files_of(paths)
    mended = _mend(files) if fix else []
    done = inspect(files)
    findings = in_order(finding for one in done for finding in one.findings)
    form = "json" if as_json else form
    if form == "json":
        _print_json(findings, done, mended)
    else:
        _print(findings, mended, form)
    for one in done:
        if one.error:
            streams.complain(one.error)
    streams.talk(_last_line(findings, done))
    failed = max((one.error.exit_code for one in done if one.error), default=0)
    ctx.exit(max(failed, int(worst(findings) == Level.LOI)))


def _mend(files: list[Path]) -> list[Mended]:
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


def _last_line(findings: list[Finding], done: list[Inspected]) -> str:
    """What was found, and what to type next."""
    from vanban.plan.project import shown
    from vanban.report.summary import fixable, summary

    said = _("Đã kiểm tra {n} tệp: {summary}.", n=len(done), summary=summary(findings))
    if fixable(findings):
        name = shown(done[0].path) if len(done) == 1 else ""
        return f"{said} " + _("Tiếp theo: {command}", command=f"vanban check {name} --fix")
    plans = [one.path for one in done if one.path.parent.name == "ke-hoach"]
    if len(plans) == 1 == len(done) and not done[0].error:
        return f"{said} " + _("Tiếp theo: {command}", command=f"vanban render {shown(plans[0])}")
    return said
