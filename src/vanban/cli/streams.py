"""What is printed where: the product on stdout, talk on stderr, both in UTF-8."""

from __future__ import annotations

import errno
import os
import sys

import click

from vanban.finding import VanbanError
from vanban.messages import _


def use_utf8() -> None:
    """Make both streams UTF-8.

    Why: on Windows a redirected stdout is cp1258 or cp1252 and dies on "ế".
    """
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")


def product(text: str) -> None:
    """Print a part of what the command was asked for."""
    click.echo(text)


def talk(text: str) -> None:
    """Tell the user something that is no part of the product."""
    click.echo(text, err=True)


def complain(error: VanbanError) -> None:
    """Say why it cannot go on, and what to do."""
    talk(_("lỗi: {message}", message=error.message))
    if error.hint:
        talk(_("  = gợi ý: {hint}", hint=error.hint))


def flush() -> None:
    """Send what is still held back, so that a full disk or a closed pipe shows here."""
    if sys.stdout is not None:  # closed before we began: whatever was printed is gone
        sys.stdout.flush()


def abandon(error: OSError) -> None:
    """Stdout takes no more: say why, unless its reader just left; the rest goes nowhere.

    Why EINVAL: that is what Windows says of a closed pipe.
    """
    if error.errno not in (errno.EPIPE, errno.EINVAL):
        talk(_("lỗi: {message}", message=_("Không in ra được: {why}", why=error.strerror)))
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
