"""`vanban batch`: a plan for many units, or a recipe, × a roster → one Word file a school."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vanban.cli import streams
from vanban.cli.paths import in_a_command, opener, user_path
from vanban.messages import _

if TYPE_CHECKING:
    from vanban.batch.executors import Pool
    from vanban.batch.prepare import Batch, Wish
    from vanban.batch.rows import Row
    from vanban.batch.run import Outcome, Stop

ROSTERS = (".csv", ".xlsx", ".xls", ".ods")
STOPPED = 130
COULD_NOT = 3


@click.command(
    "batch",
    help=_("Kế hoạch + danh sách trường → mỗi trường một tệp Word.\n\n"
           "Không có --recipe: điền kế hoạch (mau: true) cho từng trường. Có --recipe: lập kế "
           "hoạch riêng của từng đơn vị theo công thức. Chạy lại thì chỉ ghi trường nào đổi; tệp "
           "đã sửa trong Word thì không bị ghi đè nếu không thêm --force."),
)  # fmt: skip
@click.argument("inputs", metavar=_("KẾ_HOẠCH"), nargs=-1, required=True, type=user_path)
@click.option(
    "--roster",
    "rosters",
    metavar=_("TỆP..."),
    multiple=True,
    required=True,
    type=user_path,
    help=_("Danh sách trường: .csv, .xlsx, .xls, .ods."),
)
@click.option(
    "-o",
    "into",
    metavar=_("THƯ_MỤC"),
    required=True,
    type=user_path,
    help=_("Ghi vào thư mục này."),
)
@click.option("--recipe", metavar=_("TÊN"), help=_("Công thức trong data/phan-cap."))
@click.option(
    "--name", metavar=_("MẪU_TÊN"), help=_("Tên tệp, ví dụ '{{ truong.ma }}/KH-{{ truong.ma }}'.")
)
@click.option("--unicode-names", is_flag=True, help=_("Giữ dấu tiếng Việt trong tên tệp."))
@click.option("--resume", is_flag=True, help=_("Làm tiếp lượt trước; chạy lại cũng vậy."))
@click.option("--strict", is_flag=True, help=_("Có một trường lỗi thì không ghi gì cả."))
@click.option("--force", is_flag=True, help=_("Ghi đè cả tệp đã sửa trong Word (giữ bản .bak)."))
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help=_("Số tiến trình; mặc định là số nhân của máy."),
)
@click.option("--scheduler", metavar="tcp://…", help=_("Chạy trên cụm máy Dask."))
@click.option("--shard", metavar="I/N", help=_("Chỉ làm phần thứ I trong N phần của danh sách."))
@click.option("--number", is_flag=True, help=_("Lấy số trong data/so-van-ban cho từng văn bản."))
@click.option(
    "--zip",
    "bundle",
    type=click.Choice(("khu_vuc", "loai")),
    help=_("Nén riêng theo khu vực hoặc theo loại trường."),
)
@click.option("--yaml", is_flag=True, help=_("Ghi cả tệp .yaml của từng đơn vị (cần --recipe)."))
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Make the files; lists and bundles go to stdout, the rest to stderr."""
    from vanban.batch.prepare import UncheckedError, prepare
    from vanban.cli.findings import show_serious

    wish = _wish(options)
    try:
        batch = prepare(wish)
    except UncheckedError as error:
        show_serious(error.findings)
        raise
    show_serious(batch.findings)
    if options["strict"] and batch.bad_rows:
        streams.talk(_("Danh sách có hàng lỗi, --strict nên chưa ghi gì."))
        ctx.exit(1)
    ctx.exit(_carried_out(batch, options))


def _wish(options: dict[str, Any]) -> Wish:
    """What was asked for; click.UsageError where that makes no sense."""
    from vanban.batch.prepare import Wish

    rosters = [*options["rosters"]]
    plans: list[Path] = []
    for path in options["inputs"]:  # a shell writes out `--roster *.csv` as several words
        (rosters if path.suffix.lower() in ROSTERS else plans).append(path)
    if len(plans) != 1:
        raise click.UsageError(_("Cần đúng một kế hoạch (.yaml), ở đây có {n}.", n=len(plans)))
    if options["yaml"] and not options["recipe"]:
        raise click.UsageError(_("--yaml cần --recipe."))
    return Wish(
        plan=plans[0],
        rosters=tuple(dict.fromkeys(file for path in rosters for file in _written_out(path))),
        into=options["into"],
        recipe=options["recipe"],
        name=options["name"],
        unicode_names=options["unicode_names"],
        yaml=options["yaml"],
        force=options["force"],
        bundle=options["bundle"],
        shard=_shard(options["shard"]),
    )


def _written_out(path: Path) -> list[Path]:
    """The files that `*.csv` means, where the shell has not said it (Windows)."""
    if not re.search(r"[*?]", path.name) or path.exists():
        return [path]
    return sorted(path.parent.glob(path.name)) or [path]


def _shard(typed: str | None) -> Any:
    from vanban.batch.schools import Shard

    if typed is None:
        return Shard()
    found = re.fullmatch(r"(\d{1,5})/(\d{1,5})", typed)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise click.UsageError(_("--shard {typed}: viết I/N, ví dụ 1/4.", typed=typed))
    return Shard(int(found[1]), int(found[2]))


def _carried_out(batch: Batch, options: dict[str, Any]) -> int:
    """Do it; the exit code."""
    from vanban.batch import executors, numbers
    from vanban.batch.run import Run, Stop, rehearse
    from vanban.cli.batching import progress, stopping

    stop = Stop()
    pool: Pool
    if options["scheduler"]:
        pool = executors.Cluster(options["scheduler"])
    else:
        pool = executors.processes(options["workers"], len(batch.schools))
    try:
        with stopping(stop):
            if options["strict"]:
                with progress(len(batch.schools)) as tell:
                    failed = rehearse(batch, pool, stop, tell)
                if failed or stop:
                    _show_failures(failed)
                    streams.talk(_("Có trường lỗi, --strict nên chưa ghi gì."))
                    return STOPPED if stop else 1
            run = Run(batch, pool, stop)
            if run.again and not options["resume"]:
                streams.talk(_("Thư mục đã có một lượt của kế hoạch này: chỉ ghi những gì đổi."))
            taken = numbers.reserve(batch) if options["number"] else {}
            with progress(len(batch.schools)) as tell:
                outcome = run.carry_out(taken, tell)
    except BaseException:
        pool.close(now=True)
        raise
    pool.close(now=False)
    return _told(batch, outcome, stop, options)


def _show_failures(rows: list[Row]) -> None:
    import sys

    from vanban.report import screen
    from vanban.report.batching import failures

    screen.show(failures(rows, screen.width()), sys.stderr)


def _told(batch: Batch, outcome: Outcome, stop: Stop, options: dict[str, Any]) -> int:
    """Tell what came of it; the exit code."""
    from vanban.plan.project import shown
    from vanban.report.batching import as_data, said
    from vanban.report.json_ import document

    into = batch.wish.into
    if options["as_json"]:
        streams.product(document(as_data(batch, outcome, shown(into))))
    else:
        for name in outcome.written:
            streams.product(shown(into / name))
    _show_failures(outcome.failures)
    if stop.full:
        streams.talk(_("Đĩa đầy nên đã dừng; không có tệp nào ghi dở."))
    elif stop.asked:
        streams.talk(_("Đã dừng theo yêu cầu; không có tệp nào ghi dở."))
    if outcome.error:
        streams.complain(outcome.error)
    for line in said(batch, outcome):
        streams.talk(line)
    failed = bool(outcome.failures or batch.bad_rows)
    again = stop or failed or outcome.error
    command = _again(batch.wish, options) if again else f"{opener()} {in_a_command(shown(into))}"
    streams.talk(_("Tiếp theo: {command}", command=command))
    if stop.asked:
        return STOPPED
    return COULD_NOT if stop.full or outcome.error else int(failed)


def _again(wish: Wish, options: dict[str, Any]) -> str:
    """The command that goes on where this one ended."""
    from vanban.plan.project import shown

    words = ["vanban batch", in_a_command(shown(wish.plan))]
    words += [f"--roster {in_a_command(shown(path))}" for path in wish.rosters]
    words.append(f"-o {in_a_command(shown(wish.into))}")
    for option in ("recipe", "name", "scheduler", "workers", "shard"):
        if options[option]:
            words.append(f"--{option} {in_a_command(str(options[option]))}")
    if wish.bundle:
        words.append(f"--zip {wish.bundle}")
    flags = ("unicode_names", "number", "yaml")
    words += [f"--{flag.replace('_', '-')}" for flag in flags if options[flag]]
    return " ".join([*words, "--resume"])
