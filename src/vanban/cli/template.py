"""`vanban template`: the words a Word template may use, the check of one, a fresh one."""

from __future__ import annotations

from pathlib import Path

import click

from vanban.cli import streams
from vanban.cli.paths import in_a_command, user_path
from vanban.finding import VanbanError
from vanban.messages import _


@click.group("template", help=_("Mẫu Word: các từ dùng được, kiểm tra, tạo mẫu mới."))
def command() -> None:
    """The template tools."""


@command.command("words", help=_("Các từ dùng được trong mẫu Word và nghĩa của chúng."))
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
def words_(*, as_json: bool) -> None:
    """Print word and meaning, a line each."""
    from vanban.report.frames import columns
    from vanban.report.json_ import document
    from vanban.word.template.words import words

    known = words()
    if as_json:
        streams.product(document(known))
        return
    width = max(map(columns, known), default=0)
    for word, meaning in known.items():
        streams.product(f"{word}{' ' * (width - columns(word))} · {' '.join(meaning.split())}")
    streams.talk(_("{n} từ. Tiếp theo: {command}", n=len(known),
                   command="vanban template check templates/ke-hoach.docx"))  # fmt: skip


@command.command("check", help=_("Kiểm tra mẫu Word."))
@click.argument("templates", metavar=_("TỆP..."), nargs=-1, required=True, type=user_path)
@click.option("--format", "form", type=click.Choice(("frames", "short", "json")), default="frames",
              help=_("Cách in: khung có trích dòng, mỗi lỗi một dòng, hoặc JSON."))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("Như --format json."))
@click.pass_context
def check_(ctx: click.Context, templates: tuple[Path, ...], *, form: str, as_json: bool) -> None:
    """Check templates as `vanban check` does."""
    from vanban.cli.check import command as check

    for path in templates:
        if path.suffix.lower() != ".docx":
            raise click.UsageError(_("{path} không phải tệp .docx", path=path))
    ctx.invoke(check, paths=templates, fix=False, form=form, as_json=as_json)


@command.command("new", help=_("Ghi mẫu Word khởi đầu, để mở và sửa trong Word."))
@click.argument("path", metavar=_("TỆP.docx"), type=user_path)
@click.option("--force", is_flag=True, help=_("Ghi đè mẫu đã có (giữ bản .bak)."))
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
def new_(path: Path, *, force: bool, as_json: bool) -> None:
    """Write the starter template."""
    from vanban import files
    from vanban.plan.project import shown
    from vanban.report.json_ import document
    from vanban.word.template.starter import starter

    if path.suffix.lower() != ".docx":
        path = path.with_name(path.name + ".docx")
    if path.exists() and not force:
        raise VanbanError(
            _("Đã có {path}, nên không ghi đè", path=shown(path)),
            _(
                "Chọn tên khác, hoặc thêm --force (bản cũ được giữ ở {bak}).",
                bak=path.name + ".bak",
            ),
        )
    if path.is_file():
        files.backup(path)
    files.write(path, starter(path.stem))
    streams.product(document([{"output": shown(path)}]) if as_json else shown(path))
    streams.talk(_("Đã ghi mẫu; mở trong Word để sửa. Tiếp theo: {command}",
                   command=f"vanban template check {in_a_command(shown(path))}"))  # fmt: skip
