"""Plans as `derive` made them, kept by their hash in `data/.goc`: the base `update` merges from."""

from __future__ import annotations

import re
from pathlib import Path

from vanban import files

KEPT = Path("data", ".goc")
_HASH = re.compile(r"[0-9a-f]{64}")


def keep(root: Path, text: str) -> str:
    """Keep a text in the project at `root`; its hash, which is the name it is found by."""
    content = text.encode()
    digest = files.sha256(content)
    path = root / KEPT / f"{digest}.yaml"
    if kept(root, digest) is None:
        files.write(path, content)
    return digest


def kept(root: Path, digest: str) -> str | None:
    """The text kept under a hash; `None` when it is gone or is no longer the text of that hash."""
    if not _HASH.fullmatch(digest):
        return None
    try:
        content = (root / KEPT / f"{digest}.yaml").read_bytes()
    except OSError:
        return None
    return content.decode() if files.sha256(content) == digest else None
