"""`vanban doctor`: is everything here that vanban needs?"""

from __future__ import annotations

import click

from vanban.cli import streams
from vanban.messages import _


@click.command("doctor", help=_("Xem máy này có đủ những thứ vanban cần không."))
@click.option("--json", "as_json", is_flag=True, help=_("In kết quả dạng JSON."))
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Print a line for each thing looked at, and what to do where it is not well."""
    from vanban.cli.health import State, examine
    from vanban.report.json_ import document

    results = []
    for result in examine():
        results.append(result)
        if not as_json:
            streams.product(f"{result.state.value} {result.message}")
            if result.hint:
                streams.product(f"  = {result.hint}")
    if as_json:
        streams.product(document([
            {"name": one.name, "state": one.state.name.lower(), "message": one.message,
             "hint": one.hint}
            for one in results
        ]))  # fmt: skip
    bad = sum(one.state is State.BAD for one in results)
    mind = sum(one.state is State.MIND for one in results)
    if bad or mind:
        streams.talk(_("{bad} chỗ hỏng, {mind} chỗ cần biết.", bad=bad, mind=mind))
    else:
        streams.talk(_("Mọi thứ đều ổn. Tiếp theo: {command}", command="vanban new --help"))
    ctx.exit(3 if bad else 0)
