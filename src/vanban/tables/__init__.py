"""The law as data: read with `table("the-thuc")`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table `tables/<name>.toml`, as a mapping."""
    return tomllib.loads((resources.files(__name__) / f"{name}.toml").read_text("utf-8"))
