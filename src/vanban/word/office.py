"""LibreOffice: where it is, and which one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OFFICE = "VANBAN_SOFFICE"
"""The environment variable that names the program when it stands in an unusual place."""

_PLACES = {
    "win32": (r"C:\Program Files\LibreOffice\program\soffice.com",
              r"C:\Program Files (x86)\LibreOffice\program\soffice.com"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}  # fmt: skip


def find() -> Path | None:
    """The program that converts documents; `None` when there is no LibreOffice."""
    if chosen := os.environ.get(OFFICE):
        return Path(chosen) if Path(chosen).is_file() else None
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((Path(p) for p in _PLACES.get(sys.platform, ()) if Path(p).is_file()), None)


def version(office: Path, seconds: float = 30) -> str | None:
    """The version of LibreOffice, such as `7.4.7.2`; `None` when it does not say in time."""
    try:
        said = subprocess.run(  # noqa: S603
            [office, "--version"], capture_output=True, timeout=seconds, check=False
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\d+(?:\.\d+)+", said)
    return found.group() if found else None
