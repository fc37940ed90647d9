"""The law as data: read with `table("the-thuc")`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table `tables/<name>.toml`, as a mapping."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
