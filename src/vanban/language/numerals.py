"""Numbers as a plan prints them: Roman parts, lettered points, the padded Số."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The decree's point letters in order (NĐ 30, PL I, II.5.d): no f, j, w, z, one letter a sound."""

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(n: int) -> str:
    """`n` in capital Roman figures; from 4000 on, which they cannot write, in Arabic ones.

    ValueError below 1.
    """
    if n < 1:
        raise ValueError(f"số La Mã bắt đầu từ 1, không viết được {n}")
    if n > 3999:
        return str(n)
    written = []
    for value, figure in _ROMAN:
        times, n = divmod(n, value)
        written.append(figure * times)
    return "".join(written)


def letter(n: int) -> str:
    """The `n`-th point letter from 1: a, b, c, d, đ, e, g and on to y, then aa, ab, ac.

    The decree ends at y; aa after it follows the usual practice. ValueError below 1.
    """
    if n < 1:
        raise ValueError(f"điểm được đánh từ 1, không đánh được {n}")
    written = ""
    while n:
        n, at = divmod(n - 1, len(LETTERS))
        written = LETTERS[at] + written
    return written


def figure(value: float) -> str:
    """A number as Vietnamese write it: `12`, `1,5`."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".replace(".", ",")


def as_number(text: str) -> float:
    """The number a Vietnamese wrote: `1,5` is one and a half, `1.500` fifteen hundred.

    ValueError when it is none.
    """
    bare = "".join(text.split())
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    return float(bare.replace(",", "."))


def padded(number: str) -> str:
    """The document number with its zero: `5` → `05`; all else as typed (NĐ 30, PL I, II.3)."""
    return "0" + number if len(number) == 1 and number in "123456789" else number
