"""How large a workbook becomes when it is read, told from its parts before anybody reads it.

Why: a stray cell in the last corner of a sheet, a repeated cell, one long text shown by a million
cells make a small file a table that the reader below us would fill the machine with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from vanban.plan.roster.table import MOST_CELLS

UNPACKED = 150 * 1024 * 1024
"""So many bytes all parts of a workbook may have together, and so many all texts of its cells."""

_PLACED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})(\d{1,9})\"")
_SHOWN = re.compile(rb"\bt=\"s\"[^>]*>\s*<(?:\w+:)?v>(\d{1,9})<")
_STRING = re.compile(rb"<(?:\w+:)?si\b")
_ODS = re.compile(
    rb"<table:table-row\b([^>]*)>|</table:table-row>|<table:(?:covered-)?table-cell\b([^>]*)>"
)
_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')


class TooLargeError(Exception):
    """The workbook would take more memory than any roster."""


def refuse_spread(parts: Mapping[str, bytes]) -> None:
    """Raise TooLargeError for a workbook, part → content, whose sheets span or show too much."""
    lengths = [size for data in parts.values() for size in _lengths(data)]
    for data in parts.values():
        if b"<table:table-row" in data:
            _refuse_repeated(data)
        if b"sheetData" in data:
            _refuse_stray(data)
            _refuse_shown(data, lengths)


def _lengths(data: bytes) -> Iterator[int]:
    """How long each shared text is, when the part holds them: its name says nothing sure."""
    if b"sst" in data[:2000]:
        starts = [found.start() for found in _STRING.finditer(data)]
        for start, end in pairwise([*starts, len(data)]):
            yield end - start


def _refuse_stray(data: bytes) -> None:
    right = down = 1
    for found in _PLACED.finditer(data):
        right, down = max(right, _column(found[1])), max(down, int(found[2]))
        if right * down > MOST_CELLS:
            raise TooLargeError


def _column(letters: bytes) -> int:
    """`A` → 1, `AB` → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_shown(data: bytes, lengths: list[int]) -> None:
    """Raise TooLargeError when the texts that cells share are too long counted a cell each."""
    if data.count(b't="s"') * max(lengths, default=0) <= UNPACKED:
        return
    total = 0
    for found in _SHOWN.finditer(data):
        at = int(found[1])
        total += lengths[at] if at < len(lengths) else 0
        if total > UNPACKED:
            raise TooLargeError


def _refuse_repeated(data: bytes) -> None:
    """The same for an ODS, its repeated rows and cells counted out."""
    widest = width = pending = rows = gap = size = total = at = 0
    repeated = times = 1
    for found in _ODS.finditer(data):
        size += (found.start() - at) * times
        at = found.end()
        if found[1] is not None:
            repeated, times = _times(_ROWS, found[1]), 1
            width = pending = size = 0
        elif found[2] is not None:
            times = _times(_COLUMNS, found[2])
            pending += times
            if b"value-type" in found[2] or b"formula" in found[2]:
                width = pending
        elif width:
            rows, gap, widest = rows + gap + repeated, 0, max(widest, width)
            total += size * repeated
        else:
            gap += repeated
        if rows * widest > MOST_CELLS or total > UNPACKED:
            raise TooLargeError


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1][:12]) if found else 1
