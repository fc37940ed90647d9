"""How large a thing an expression may make: a slip of a template must not fill the machine."""

from __future__ import annotations

from typing import Any

MOST_LETTERS = 1_000_000
"""What an expression multiplies may have so many letters or items."""

MOST_BITS = 4_096
"""What an expression multiplies or raises to a power may be so large."""


def is_huge(operator: str, left: Any, right: Any) -> bool:
    """Whether the result of `*` or `**` would be larger than any document needs."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length(), right.bit_length()
        return (bits[0] * max(right, 0) if operator == "**" else sum(bits)) > MOST_BITS
    for many, times in ((left, right), (right, left)):
        if isinstance(times, int) and isinstance(many, str | bytes | list | tuple):
            return len(many) * times > MOST_LETTERS
    return False
