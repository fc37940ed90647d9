"""`vanban update`: what changed in the parent plan, merged into its children."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vanban.cli import streams
from vanban.cli.paths import in_a_command, user_path
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.drafting.update.child import Updated, Updater
    from vanban.drafting.update.tree import Change
    from vanban.finding import VanbanError


SHOWN = 3
"""Of so many files at most each change is shown; of more only their names."""


@dataclass(frozen=True, slots=True)
class _Done:
    """One child, or why it could not be updated."""

    path: Path
    updated: Updated | None = None
    error: VanbanError | None = None

    @property
    def changed(self) -> bool:
        return self.updated is not None and self.updated.before != self.updated.after


@click.command(
    "update",
    help=_("Đưa những chỗ đã đổi của kế hoạch cấp trên vào kế hoạch của đơn vị.\n\n"
           "Lời đơn vị đã sửa được giữ; chỗ hai bên cùng sửa thành cảnh báo và dòng “# CẦN XEM:”. "
           "Giữ bản cũ .bak. Chỉ ra thư mục thì cập nhật mọi kế hoạch của đơn vị trong đó."),
)  # fmt: skip
@click.argument("children", metavar=_("TỆP..."), nargs=-1, required=True, type=user_path)
@click.option("--dry-run", is_flag=True, help=_("Chỉ cho xem sẽ đổi gì, không ghi."))
@click.option("--force", is_flag=True, help=_("Lập lại cả khi chỉ công thức đổi."))
@click.option(
    "--accept",
    is_flag=True,
    help=_("Tệp mất bản gốc, đã so tay xong: coi tệp là đúng, ghi lại bản gốc."),
)
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
@click.pass_context
def command(
    ctx: click.Context,
    children: tuple[Path, ...],
    *,
    dry_run: bool,
    force: bool,
    accept: bool,
    as_json: bool,
) -> None:
    """Update the children; what changes goes to stdout, findings to stderr."""
    from vanban.cli.findings import show_frames
    from vanban.finding import in_order

    done = [*_updated(_files(children), force=force, accept=accept, write=not dry_run)]
    findings = in_order(one for each in done if each.updated for one in each.updated.findings)
    if as_json:
        _print_json(done)
    else:
        few = sum(one.changed for one in done) <= SHOWN
        for one in done:
            _show(one, whole=few or dry_run)
    show_frames(findings)
    for one in done:
        if one.error:
            streams.complain(one.error)
    streams.talk(_last_line(done, children, dry_run=dry_run))
    ctx.exit(max((one.error.exit_code for one in done if one.error), default=0))


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the plans of the folders named that say where they come from."""
    from vanban.finding import VanbanError

    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        if path.is_dir():
            inside = [one for one in inside if b"\nnguon:" in one.read_bytes()]
            if not inside:
                raise VanbanError(
                    _("Không thấy kế hoạch nào của đơn vị trong {folder}", folder=path),
                    _("Đó là những tệp có “nguon:”, do `vanban derive` lập."),
                )
        found += inside
    return list(dict.fromkeys(found))


def _updated(paths: Iterable[Path], *, force: bool, accept: bool, write: bool) -> Iterable[_Done]:
    """Update the files; one that cannot be updated does not stop the others."""
    from vanban import files
    from vanban.drafting.update.child import Updater
    from vanban.finding import VanbanError
    from vanban.plan.project import Project, find_root

    updaters: dict[Path | None, Updater] = {}
    for path in paths:
        try:
            root = find_root(files.real_path(path).parent)
            if root not in updaters:
                updaters[root] = Updater(Project(root))
            updated = updaters[root].update(path, force=force, accept=accept, write=write)
        except VanbanError as error:
            yield _Done(path, error=error)
        else:
            yield _Done(path, updated)


def _show(one: _Done, *, whole: bool) -> None:
    """That a child changes, and what in it as − and + lines."""
    from vanban.plan.project import shown
    from vanban.report import screen
    from vanban.report.changes import changes

    if one.updated is None or not one.changed:
        return
    file, count, kept = shown(one.path), len(one.updated.changes), one.updated.backup
    if kept:
        said = _("{file}: đã nhận {n} thay đổi, bản cũ ở {kept}",
                 file=file, n=count, kept=shown(kept))  # fmt: skip
    else:
        said = _("{file}: sẽ nhận {n} thay đổi", file=file, n=count)
    streams.product(said)
    if whole:
        screen.show(changes(one.updated.before, one.updated.after, screen.width()), sys.stdout)
        streams.product("")


def _last_line(done: list[_Done], named: tuple[Path, ...], *, dry_run: bool) -> str:
    """What was written, what is left, what to type next."""
    from vanban.plan.project import shown

    changed = sum(one.changed for one in done)
    findings = [finding for one in done if one.updated for finding in one.updated.findings]
    stuck = sum(finding.code == "L111" for finding in findings)
    both = len(findings) - stuck
    said = _("Sẽ cập nhật {n}/{all} tệp.", n=changed, all=len(done)) if dry_run else _(
        "Đã cập nhật {n}/{all} tệp.", n=changed, all=len(done)
    )  # fmt: skip
    if both:
        said += " " + _("{n} chỗ hai bên cùng sửa.", n=both)
    if stuck:
        said += " " + _("{n} chỗ khác nhau, không có bản gốc để so nên chưa đổi gì.", n=stuck)
    if stuck:
        typed = " ".join(in_a_command(shown(path)) for path in named)
        return said + " " + _("So xong thì: {command}", command=f"vanban update --accept {typed}")
    if not changed:
        idle = not findings and not any(one.error for one in done)
        return f"{said} " + _("Kế hoạch cấp trên không đổi gì.") if idle else said
    verb = "vanban update" if dry_run else "vanban check"
    typed = " ".join(in_a_command(shown(path)) for path in named)
    return said + " " + _("Tiếp theo: {command}", command=f"{verb} {typed}")


def _print_json(done: list[_Done]) -> None:
    from vanban.plan.project import shown
    from vanban.report.json_ import document, error_data, findings_data
    from vanban.report.texts import Texts

    texts = Texts()
    data: list[dict[str, Any]] = [
        {
            "file": shown(one.path),
            "changed": one.changed,
            "written": bool(one.updated and one.updated.backup),
            "changes": [_data(change) for change in one.updated.changes] if one.updated else [],
            "conflicts": [_data(change) for change in one.updated.conflicts] if one.updated else [],
            "findings": findings_data(one.updated.findings, texts) if one.updated else [],
            "backup": shown(one.updated.backup) if one.updated and one.updated.backup else None,
            "error": error_data(one.error) if one.error else None,
        }
        for one in done
    ]
    streams.product(document(data))


def _data(change: Change) -> dict[str, Any]:
    return {
        "what": change.what.name.lower(),
        "path": list(change.at),
        "ours": change.ours,
        "theirs": change.theirs,
    }
