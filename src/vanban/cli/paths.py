"""Paths as the user types them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from vanban.messages import _


def user_path(typed: str) -> Path:
    """A path on the command line; found also when its accents are stored the other way.

    Why: macOS and some unpackers keep NFD names; typed on a keyboard they are NFC.
    """
    if "\0" in typed:
        raise click.BadParameter(_("đường dẫn có ký tự không dùng được"))
    return on_disk(Path(typed))


def on_disk(path: Path) -> Path:
    """`path` with each name spelled as on the disk, wherever only NFC and NFD differ."""
    from vanban.language.unicode import nfc  # imported here: `--help` needs no Vietnamese

    try:
        if path.name in ("", "..") or path.exists():
            return path
        folder = on_disk(path.parent)
        wanted = nfc(path.name)
        same = (one for one in folder.iterdir() if nfc(one.name) == wanted)
        return next(same, folder / path.name)
    except OSError:  # no folder, no right, a name too long: whoever opens the file says so
        return path


def in_a_command(path: Path | str) -> str:
    """A path as it is typed in a command: with quotes where it has blanks or the like."""
    text = str(path)
    return text if re.fullmatch(r"[\w./\\:+-]+", text) else f'"{text}"'


def opener() -> str:
    """The command that opens a file or folder on this system."""
    return {"win32": "explorer", "darwin": "open"}.get(sys.platform, "xdg-open")
