"""Paths as the user types them."""

from __future__ import annotations

from pathlib import Path

import click

from vanban.language.unicode import nfc
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
    try:
        if path.name in ("", "..") or path.exists():
            return path
        folder = on_disk(path.parent)
        wanted = nfc(path.name)
        return next((one for one in folder.iterdir() if nfc(one.name) == wanted), folder / path.name)
    except OSError:  # no folder, no right, a name too long: whoever opens the file says so
        return path
