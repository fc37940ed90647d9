"""Pieces of text on a terminal: with colours where the user sees them, plain everywhere else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from typing import TextIO

from vanban.report.frames import Piece

STYLES = {
    "": "",
    "loi": "bold red",
    "canh_bao": "bold yellow",
    "thong_tin": "bold cyan",
    "moi": "green",
    "dam": "bold",
    "mo": "dim",
}
LEAST, MOST = 40, 120


def width() -> int:
    """How wide a quoted line may be here."""
    return max(LEAST, min(shutil.get_terminal_size((100, 24)).columns - 1, MOST))


def colourful(stream: TextIO) -> bool:
    """Whether colours reach a person: a terminal, and nobody said NO_COLOR."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def show(lines: Iterable[list[Piece]], stream: TextIO) -> None:
    """Write the lines to `stream`."""
    lines = list(lines)
    if not lines or not colourful(stream):
        for pieces in lines:
            stream.write("".join(text for text, _role in pieces) + "\n")
        return
    from rich.console import Console  # imported here: most runs are not on a terminal
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for pieces in lines:
        console.print(Text.assemble(*((text, STYLES[role]) for text, role in pieces)),
                      soft_wrap=True)  # fmt: skip
