"""The program `vanban`: its verbs, found when they are asked for, and how it ends.

Exit codes: 0 done · 1 findings of level lỗi · 2 wrong command line · 3 could not · 130 stopped.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import Any

import click

from vanban import __version__
from vanban.cli import clickwords, streams
from vanban.finding import VanbanError
from vanban.messages import _

VERBS = (
    "new",
    "check",
    "render",
    "roll",
    "derive",
    "update",
    "batch",
    "template",
    "schema",
    "doctor",
)
"""The verbs in the order of the work; each is the `command` of the module of its name."""

COULD_NOT = 3
STOPPED = 130

clickwords.install()


class Verbs(click.Group):
    """A group that imports a verb's module when the verb is used, and knows our own errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb of that name; `None` when there is none."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"vanban.cli.{cmd_name}").command
        return _worded(command)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; an error of the user's becomes a message, anything else keeps its trace."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                streams.flush()
        except VanbanError as error:
            streams.complain(error)
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            streams.talk(_("Đã dừng."))
            ctx.exit(STOPPED)
        except OSError as error:
            if error.filename is None:  # a stream, not a file
                streams.abandon(error)
            else:
                why = VanbanError(f"{error.filename}: {error.strerror or error}")
                streams.complain(why)
            ctx.exit(COULD_NOT)


def _worded(command: click.Command) -> click.Command:
    """The command with click's placeholders in the user's language."""
    command.options_metavar = _("[TUỲ_CHỌN]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("LỆNH ...")
        for below in command.commands.values():
            _worded(below)
    return command


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Kế hoạch theo Nghị định 30/2020/NĐ-CP: từ YAML ra tệp Word ký được ngay."),
    epilog=_("Bắt đầu: vanban new --project THƯ_MỤC. Tiếng Anh: đặt biến VANBAN_LANG=en."),
)
@click.version_option(__version__, "--version", message="vanban %(version)s")
def cli() -> None:
    """The program itself; each verb is a file beside this one."""


_worded(cli)


def main() -> None:
    """Run the command line and leave with its exit code."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for them costs 13 ms
    streams.use_utf8()
    try:
        cli(prog_name="vanban")
    except Exception:
        traceback.print_exc()
        streams.talk(_("Đây là lỗi của chính vanban: hãy gửi đoạn trên cho người làm ra nó."))
        sys.exit(COULD_NOT)
