"""The kinds of documents (NĐ 30, PL III.I)."""

from __future__ import annotations

from functools import cache

from vanban.tables import table


@cache
def kinds() -> dict[str, tuple[str, str]]:
    """Kind word → (name, code): `ke-hoach` → (`Kế hoạch`, `KH`)."""
    return {key: (row["ten"], row["ma"]) for key, row in table("loai").items()}
