"""`vanban render`: plans → Word files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vanban.cli import streams
from vanban.cli.paths import in_a_command, opener, user_path
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.output.rendering import Rendering


@click.command(
    "render",
    help=_("Kế hoạch (.yaml) → tệp Word.\n\n"
           "Ghi vào output/<cơ quan>/<năm>/ của dự án. Tệp đã sửa trong Word thì không bị ghi đè "
           "nếu không thêm --force."),
)  # fmt: skip
@click.argument("plans", metavar=_("TỆP..."), nargs=-1, required=True, type=user_path)
@click.option("-o", "into", metavar=_("THƯ_MỤC"), type=user_path, help=_("Ghi vào thư mục này."))
@click.option("--watch", is_flag=True, help=_("Ghi lại mỗi khi tệp nguồn đổi; Ctrl-C để dừng."))
@click.option("--force", is_flag=True, help=_("Ghi đè cả tệp đã sửa trong Word (giữ bản .bak)."))
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
@click.pass_context
def command(
    ctx: click.Context,
    plans: tuple[Path, ...],
    into: Path | None,
    *,
    watch: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Render the plans; findings go to stderr, paths to stdout."""
    from vanban.output.rendering import carry_out, prepare

    if watch:
        from vanban.cli.watching import watch_plans

        watch_plans(plans, into, force=force)
        return
    done = list(carry_out(prepare(plans, into), force=force))
    _show(done)
    if as_json:
        from vanban.report.json_ import document

        streams.product(document([_data(one) for one in done]))
    else:
        for one in done:
            if one.digest:
                streams.product(_shown(one))
    streams.talk(_last_line(done))
    ctx.exit(max((one.error.exit_code for one in done if one.error), default=0))


def _show(done: list[Rendering]) -> None:
    """All findings, each once, then what could not be done."""
    from vanban.cli.findings import show_frames
    from vanban.finding import in_order

    show_frames(in_order(finding for one in done for finding in one.findings))
    for one in done:
        if one.error:
            streams.complain(one.error)
        if one.kept:
            streams.talk(_("Bản đã sửa được giữ ở {path}.", path=one.kept))


def _shown(one: Rendering) -> str:
    from vanban.plan.project import shown

    return shown(one.target) if one.target else ""


def _last_line(done: list[Rendering]) -> str:
    """What was written, what was found, what to type next."""
    from vanban.finding import in_order
    from vanban.plan.project import shown
    from vanban.report.summary import counts, fixable

    findings = in_order(finding for one in done for finding in one.findings)
    written = [one for one in done if one.digest]
    failed = [one for one in done if one.error]
    said = _("Đã ghi {n}/{all} tệp.", n=len(written), all=len(done))
    if findings:
        said += " " + _("Kiểm tra thấy {counts}.", counts=counts(findings))
    if failed:
        name = in_a_command(shown(failed[0].path))
        if failed[0].checked is not None and failed[0].checked.needs_unit:
            again = f"vanban batch {name} --roster data/truong/*.csv -o output"
            return said + " " + _("Tiếp theo: {command}", command=again)
        unread = failed[0].checked is not None and not failed[0].checked.printable
        verb = "check" if unread else "render"
        fix = " --fix" if unread and fixable(failed[0].findings) else ""
        again = f"vanban {verb} {name}{fix}"
        return said + " " + _("Tiếp theo: {command}", command=again)
    return (
        said
        + " "
        + _("Tiếp theo: {command}", command=f"{opener()} {in_a_command(_shown(written[0]))}")
    )


def _data(one: Rendering) -> dict[str, Any]:
    from vanban.plan.project import shown
    from vanban.report.json_ import error_data, findings_data
    from vanban.report.texts import Texts

    return {
        "file": shown(one.path),
        "output": _shown(one) if one.digest else None,
        "sha256": one.digest,
        "findings": findings_data(one.findings, Texts()),
        "error": error_data(one.error) if one.error else None,
    }
