"""Make src/vanban/tables/times-new-roman.toml from a font with the metrics of Times New Roman.

Run by hand, once a font: python tools/font_metrics.py FOLDER_OF_LIBERATION_SERIF

Needs fontTools and Liberation Serif 2.x (Debian: fonts-liberation2); the 1.x fonts have no
Vietnamese letters and are refused. Only widths are taken; no part of the font is copied.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from vanban.word.rendering.metrics import Advances

TABLE = Path(__file__).parents[1] / "src" / "vanban" / "tables" / "times-new-roman.toml"
FACES = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold-italic": "LiberationSerif-BoldItalic.ttf",
}
HORN = "\u031b"
BLOCKS = (
    range(0x20, 0x7F),  # ASCII
    range(0xA1, 0x180),  # the rest of Latin-1 and of Europe
    (0x1A0, 0x1A1, 0x1AF, 0x1B0),  # Ơ ơ Ư ư
    range(0x1EA0, 0x1EFA),  # Vietnamese letters with two marks
    range(0x2002, 0x2040),  # blanks, dashes, quotes, dots
    range(0x2070, 0x2090),  # small figures above and below
    (0x20AB, 0x20AC, 0x2116, 0x2122),  # ₫ € № ™
    range(0x2190, 0x2195),  # arrows
    range(0x2211, 0x2266),  # signs of mathematics
    range(0x25A0, 0x25D0),  # squares and circles
)
HEAD = """\
# How wide the characters of Times New Roman are: per face, width = "characters", in 1/2048 em.
# Made by tools/font_metrics.py from {font}; not edited by hand.
# Not listed: characters as wide as the one they are composed on (ế = e, no-break space = space),
# and marks without a width. U+031B, the horn alone, has the mean of what it adds to o and u.
"""


def advances(path: Path) -> dict[str, int]:
    """The width of each character of `BLOCKS` that the font has, and of the horn."""
    font: Any = TTFont(path)
    if font["head"].unitsPerEm != 2048:
        raise SystemExit(f"{path}: not 2048 units an em")
    names, metrics = font.getBestCmap(), font["hmtx"]
    found = {
        chr(code): metrics[names[code]][0] for block in BLOCKS for code in block if code in names
    }
    found.pop("\u00ad", None)  # the soft hyphen is not seen where no line ends
    if "ự" not in found:
        raise SystemExit(f"{path}: no Vietnamese letters (Liberation Serif 1.x?)")
    found[HORN] = (found["ơ"] - found["o"] + found["ư"] - found["u"] + 1) // 2
    return found


def listed(found: dict[str, int]) -> dict[str, int]:
    """What the table must say: the characters that `Advances` would not get right by itself."""
    kept: dict[str, int] = {}
    for char, width in found.items():
        if Advances(kept)[char] != width:
            kept[char] = width
    return kept


def printed(chars: Iterable[str]) -> str:
    """The characters inside a TOML string; those that cannot be seen by their number."""
    return "".join(map(_printed, chars))


def _printed(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == HORN or not (char == " " or char.isprintable()):
        return f"\\u{ord(char):04X}"
    return char


def lines(folder: Path) -> Iterator[str]:
    """The lines of the table."""
    font: Any = TTFont(folder / FACES["regular"])
    yield HEAD.format(font=f"{font['name'].getDebugName(4)}, {font['name'].getDebugName(5)}")
    for face, file in FACES.items():
        yield f"[{face}]"
        by_width: dict[int, list[str]] = {}
        for char, width in listed(advances(folder / file)).items():
            by_width.setdefault(width, []).append(char)
        for width in sorted(by_width):
            yield f'{width} = "{printed(by_width[width])}"'
        yield ""


def main() -> None:
    """Write the table and read it back."""
    text = "\n".join(lines(Path(sys.argv[1])))
    tomllib.loads(text)
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
