"""`vanban schema`: JSON Schemas, with which an editor completes and checks while typing."""

from __future__ import annotations

from pathlib import Path

import click

from vanban.cli import streams
from vanban.cli.paths import user_path
from vanban.messages import _


@click.command(
    "schema",
    help=_("Ghi các JSON Schema để trình soạn thảo gợi ý và kiểm tra khi gõ.\n\n"
           "Ghi vào schema/ của dự án nếu không có -o."),
)  # fmt: skip
@click.option("-o", "into", metavar=_("THƯ_MỤC"), type=user_path, help=_("Ghi vào thư mục này."))
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
def command(into: Path | None, *, as_json: bool) -> None:
    """Write the schemas; the paths written go to stdout."""
    from vanban import files
    from vanban.plan.project import shown
    from vanban.plan.schema import FILES, schema
    from vanban.report.json_ import document

    folder = into or _project_folder()
    written = [folder / f"{name}.json" for name in FILES]
    for name, path in zip(FILES, written, strict=True):
        files.write(path, schema(name).encode())
    if as_json:
        streams.product(document([{"output": shown(path)} for path in written]))
    else:
        for path in written:
            streams.product(shown(path))
    streams.talk(_("Đã ghi {n} tệp. Trình soạn thảo đọc chúng qua dòng “$schema” đầu kế hoạch.",
                   n=len(written)))  # fmt: skip


def _project_folder() -> Path:
    from vanban.plan.project import find_root

    return (find_root(Path.cwd()) or Path.cwd()) / "schema"
