"""How wide the columns of a table should be, from what stands in them.

What a good hand-made table does: no word is cut, numbers have a column no wider than they need,
short phrases (a unit, a deadline) stand two to four words a line, and the text that makes the rows
high has the rest. So the columns of numbers are set first, a column of phrases has a few widths
worth trying, namely those at which it needs one line less, and of these are taken the ones that
make the table low.

Why heights are estimated: laying out every cell at every trial would cost more than rendering the
document. Phrases are laid out exactly, once; a text is counted as its width over the column's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from itertools import accumulate, cycle, permutations
from math import inf

from vanban.word.rendering.metrics import KEPT_WORDS, UNITS, pieces, twips, words

SLACK = 20
"""Twips a cell gets beyond what its text needs: for the border, and for other ways of rounding."""

SAMPLE = 150
"""At most so many rows are asked for their height; the longest word is sought in all of them."""

NUMBER = 3 * UNITS
"""A column with no wider cell holds numbers or marks."""

PHRASE = 30 * UNITS
"""A column with no wider cell holds phrases, of 65 letters at most; any other holds texts."""

TEXT = 5 * UNITS
"""What a column of texts has at least, where there is room."""

LOST = UNITS // 2
"""What stays empty at the end of a line of text, because words are not cut."""

CROWDED = 0.25
"""The lines of table that it is worth to spare a phrase a line with a single word."""

CROWDED_HEAD = 2.0
"""The same for a head: it is read first, and on every page."""

ROWS_A_PAGE = 12
"""The row of heads stands on every page again; this many rows are on one."""

NEAR = 0.95
"""Of two widths worth trying, one nearer than this to the wider one is left out."""

MOST_LINES = 6
"""Phrases of more lines are tried only where the narrowest column is."""

_ENDS = re.compile("[\n\a]")


def column_widths(
    rows: Sequence[Sequence[str | None]],
    heads: Sequence[str],
    total: int,
    *,
    padding: int = 216,
    half_points: int = 26,
) -> list[int]:
    """The widths of the columns in twips: whole, positive, and `total` together.

    A row has one cell for each of `heads`; `None` is a cell merged with others and does not count.
    `padding` is the left and the right margin of a cell together. The heads are bold.
    """
    if total < len(heads):
        raise ValueError(f"{total} twips for {len(heads)} columns")
    if len(heads) < 2:
        return [total] * len(heads)
    cells = tuple(zip(*rows, strict=True)) or ((),) * len(heads)
    return list(_widths(cells, tuple(heads), total, padding, half_points))


@lru_cache(maxsize=8)
def _widths(
    cells: Sequence[Sequence[str | None]],
    heads: Sequence[str],
    total: int,
    padding: int,
    half_points: int,
) -> list[int]:
    """The widths for cells given column by column.

    Why remembered: in a batch most documents have the same table.
    """
    unit = twips(1, half_points)
    spare = (padding + SLACK) / unit
    widest_word = total / unit / min(len(heads), 3) - spare
    columns = [Column(texts, head, widest_word) for texts, head in zip(cells, heads, strict=True)]
    room = total / unit - spare * len(heads)
    if sum(column.least for column in columns) > room:
        for column in columns:
            column.tighten()
    if sum(column.least for column in columns) > room:
        shares = _narrowed([column.least + spare for column in columns], total / unit)
    elif sum(column.most for column in columns) <= room:
        shares = [share + spare for share in _widened(columns, room)]
    else:
        shares = [share + spare for share in Layout(columns, room).best()]
    return _whole(shares, total)


class Column:
    """What stands in one column; every width is in 1/2048 em of the body's type.

    `least`: no word is cut, unless it is wider than `widest_word`. `most`: each cell is one line.
    """

    def __init__(self, cells: Sequence[str | None], head: str, widest_word: float) -> None:
        measure = words()
        blank = measure[" "]
        split = {text: text.split(" ") for text in dict.fromkeys(cells) if text}
        every = set().union(*split.values())
        longest: float = max(map(_parts().__getitem__, every), default=0)
        self.cells = [cell or "" for cell in _sample(cells)]
        known = split
        if len(cells) > SAMPLE:  # and the longest texts, for the widest one is among them
            known = {text: split[text] for text in (*self.cells, *nlargest(8, split, len)) if text}
        self.extents = {
            text: sum(map(measure.__getitem__, found)) + blank * (len(found) - 1)
            for text, found in known.items()
        }
        widest = max(self.extents.values(), default=0)
        self.extents.setdefault("", 0)
        self.head = _needs(head, bold=True)
        self.easy_head = _easy(head)
        if not split:  # to be filled in by hand: at least the head on one line
            longest = min(-self.head[0], TEXT)
        self.least = max(1.0, min(widest_word, max(longest, -self.head[-1])))
        self.most = max(self.least, widest)
        self.numbers = 0 < widest <= NUMBER and all(text == text.upper() for text in split)
        self._figures = max(self.least, widest)
        if self.numbers:  # as wide as its figures, and as its head asks for
            self.least = self.most = max(self._figures, -_need(self.head, self.easy_head))
        self.phrases = widest <= PHRASE
        self._repeated = 1 + len(cells) // ROWS_A_PAGE
        self._high: dict[float, tuple[list[float], float]] = {}
        self._filling: list[tuple[int, float]] = []

    def tighten(self) -> None:
        """Give a column of numbers no more than its figures: there is no room for its head."""
        if self.numbers:
            self.least = self.most = self._figures

    def trials(self) -> tuple[list[float], int]:
        """The widths worth trying for phrases, narrowest first, and which has no crowded line."""
        needs = [*map(_needs, self.extents), self.head]
        easy = [*map(_easy, self.extents), self.easy_head]
        roomy = -min(map(_need, needs, easy))
        found = {self.least, roomy, *(-need for need in self.head)}
        for lines in range(1, min(max(map(len, needs)), MOST_LINES) + 1):
            found.add(-min([_need(need, lines) for need in needs]))
        shares: list[float] = []
        for share in sorted(found, reverse=True):
            if self.least <= share < inf and (not shares or share < NEAR * shares[-1]):
                shares.append(share)
        if shares[-1] > self.least:
            shares.append(self.least)
        shares.reverse()
        return shares, min(bisect_left(shares, roomy), len(shares) - 1)

    def phrases_high(self, share: float) -> tuple[list[float], float]:
        """The lines of the sampled cells and of the head at a width, and how crowded that is."""
        if (known := self._high.get(share)) is None:
            lines = {text: bisect_left(_needs(text), -share) + 1 for text in self.extents}
            head = bisect_left(self.head, -share) + 1
            crowded = CROWDED_HEAD * max(0, head - self.easy_head) * self._repeated
            for text, found in lines.items():
                if (excess := found - _easy(text)) > 0:
                    crowded += CROWDED * excess * self.cells.count(text)
            heights: list[float] = [*map(lines.__getitem__, self.cells), head * self._repeated]
            known = self._high[share] = heights, crowded
        return known

    def raised(self, share: float, heights: Sequence[float]) -> list[float]:
        """The heights of the rows if a row is as high as its text here, about, or higher."""
        if not self._filling:
            self._filling = [(self.extents[text], _ends(text)) for text in self.cells]
            self._filling.append((0, self._repeated))
        line = 1 / max(share - LOST, 1.0)
        return [
            lines if (lines := extent * line + more) > high else high
            for (extent, more), high in zip(self._filling, heights, strict=True)
        ]

    def weight(self) -> int:
        """The width of all sampled cells together."""
        return sum(map(self.extents.__getitem__, self.cells))


class Layout:
    """A choice of widths that is bettered step by step; `room` is what the columns have together.

    `picked` says which of its `trials` each column of phrases has; the columns of texts divide
    what is left above their `floors` in the ratio of `parts`.
    """

    def __init__(self, columns: Sequence[Column], room: float) -> None:
        self.columns = columns
        others = [column for column in columns if not column.numbers]
        wide = [column for column in others if not column.phrases]
        self.wide = wide or [max(others, key=Column.weight)]
        self.narrow = [column for column in others if column not in self.wide]
        self.room = room - sum(column.least for column in columns if column.numbers)
        measured = [column.trials() for column in self.narrow]
        self.trials = [shares for shares, _ in measured]
        self.picked = [roomy for _, roomy in measured]
        self.floors = [max(column.least, min(column.most, TEXT)) for column in self.wide]
        self.parts = [1.0]
        if len(self.wide) > 1:
            weights = [column.weight() for column in self.wide]
            self.parts = [weight / sum(weights) for weight in weights]
        if self._shares()[1] < -1:
            self.picked = [0] * len(self.narrow)
        if self._shares()[1] < -1:
            self.floors = [column.least for column in self.wide]
        self.low = [1.0] * (len(columns[0].cells) + 1)
        self.cost = self._cost()

    def _shares(self) -> tuple[list[float], float]:
        """The widths of the columns of phrases, and what is left above the floors of texts."""
        shares = [shares[i] for shares, i in zip(self.trials, self.picked, strict=True)]
        return shares, self.room - sum(shares) - sum(self.floors)

    def _wide_shares(self, rest: float) -> list[float]:
        return [
            floor + max(rest, 0.0) * part
            for floor, part in zip(self.floors, self.parts, strict=True)
        ]

    def _cost(self) -> float:
        """The lines of the table, and what crowded lines are worth; infinite without room."""
        shares, rest = self._shares()
        if rest < -1:
            return inf
        crowded = 0.0
        lines = [self.low]
        for column, share in zip(self.narrow, shares, strict=True):
            heights, more = column.phrases_high(share)
            lines.append(heights)
            crowded += more
        rows = [*map(max, *lines)] if len(lines) > 1 else lines[0]
        for column, share in zip(self.wide, self._wide_shares(rest), strict=True):
            rows = column.raised(share, rows)
        return sum(rows) + crowded

    def _better(self) -> bool:
        """Whether the choice as it stands now beats the best one; if so it is the best."""
        cost = self._cost()
        if cost >= self.cost - 1e-6:
            return False
        self.cost = cost
        return True

    def _step(self, at: int, step: int) -> bool:
        """Give a narrow column its next width, or the one before, if that is better."""
        if not 0 <= self.picked[at] + step < len(self.trials[at]):
            return False
        self.picked[at] += step
        if self._better():
            return True
        self.picked[at] -= step
        return False

    def _move(self, giver: int, taker: int, part: float) -> bool:
        """Let one wide column give a part of the rest to another, if that is better."""
        if self.parts[giver] < part:
            return False
        self.parts[giver] -= part
        self.parts[taker] += part
        if self._better():
            return True
        self.parts[giver] += part
        self.parts[taker] -= part
        return False

    def best(self) -> list[float]:
        """The widths of the columns, after no single step makes the table lower."""
        for part in (0.2, 0.1, 0.05):
            for giver, taker in permutations(range(len(self.wide)), 2):
                self._move(giver, taker, part)
        steps = [(at, step) for at in range(len(self.narrow)) for step in (-1, -2, 1)]
        failed = 0
        for at, step in cycle(steps):
            failed = 0 if self._step(at, step) else failed + 1
            if failed >= len(steps):
                break
        shares, rest = self._shares()
        found = dict(zip(self.narrow, shares, strict=True))
        found |= zip(self.wide, self._wide_shares(rest), strict=True)
        return [found.get(column, column.least) for column in self.columns]


def _widened(columns: Sequence[Column], room: float) -> list[float]:
    """One line for every cell, and what is left over given to the columns not of numbers."""
    growing = [0.0 if column.numbers else column.most for column in columns]
    if not any(growing):
        growing = [column.most for column in columns]
    more = (room - sum(column.most for column in columns)) / sum(growing)
    return [column.most + more * grows for column, grows in zip(columns, growing, strict=True)]


def _narrowed(wanted: Sequence[float], total: float) -> list[float]:
    """What each column gets if `total` is not enough: the widest ones are cut to one width."""
    left, cap = total, inf
    for at, share in enumerate(sorted(wanted)):
        cap = left / (len(wanted) - at)
        if share > cap:
            break
        left -= share
    return [min(share, cap) for share in wanted]


def _whole(shares: Sequence[float], total: int) -> list[int]:
    """The shares as whole numbers in the same ratio, `total` together, none of them 0."""
    scale = (total - len(shares)) / sum(shares)
    edges = [int(edge * scale + 0.5) for edge in accumulate(shares)]
    edges[-1] = total - len(shares)
    return [edge - before + 1 for before, edge in zip([0, *edges], edges, strict=False)]


def _sample(cells: Sequence[str | None]) -> Sequence[str | None]:
    """The cells, or `SAMPLE` of them, evenly spread."""
    count = len(cells)
    if count <= SAMPLE:
        return cells
    return [cells[at * count // SAMPLE] for at in range(SAMPLE)]


def _easy(text: str) -> int:
    """The lines a phrase may have without one that holds a single word."""
    return text.count(" ") // 2 + 1


def _need(needs: Sequence[float], lines: int) -> float:
    """What a phrase needs to have at most so many lines, as a negative number."""
    return needs[lines - 1] if lines < len(needs) else needs[-1]


def _ends(text: str) -> float:
    """The lines a text has beyond what its width fills: half a line for each paragraph's end."""
    return 0.5 + 0.5 * (text.count("\n") + text.count("\a"))


class _Parts(dict[str, int]):
    """Word → width of its widest part that no line end falls into."""

    def __missing__(self, word: str) -> int:
        parts = (part for line in _ENDS.split(word) for part in pieces(line))
        widest = max(map(words().__getitem__, parts))
        if len(self) >= KEPT_WORDS:
            self.clear()
        self[word] = widest
        return widest


_parts = cache(_Parts)


@lru_cache(maxsize=4096)
def _needs(text: str, *, bold: bool = False) -> tuple[float, ...]:
    """The width in which a phrase has one line, two lines and so on, as negative numbers.

    The last one is its longest word's. Why negative: `bisect_left(needs, -width)` is then the
    number of lines, less one, that the phrase has in `width`. `-inf`: it never has so few.
    """
    measure = words(bold=bold)
    paragraphs = []
    for line in _ENDS.split(text):
        parts = []
        for word in line.split(" "):
            gap = measure[" "]
            for piece in pieces(word):
                parts.append((measure[piece], gap))
                gap = 0
        paragraphs.append(parts)
    longest = max(width for parts in paragraphs for width, _ in parts)
    found: list[float] = []
    room = inf
    while True:
        lines, widest = _filled(paragraphs, room)
        found += [found[-1] if found else -inf] * (lines - 1 - len(found))
        found[lines - 1 :] = [-widest]
        if widest <= longest:
            return tuple(found)
        room = 0.99 * widest


def _filled(paragraphs: Iterable[Sequence[tuple[int, int]]], room: float) -> tuple[int, int]:
    """How many lines words of (width, gap before) fill in `room`, and how wide the widest is."""
    lines = widest = 0
    for parts in paragraphs:
        used = -1
        for width, gap in parts:
            if used >= 0 and used + gap + width <= room:
                used += gap + width
            else:
                widest = max(widest, used)
                lines += 1
                used = width
        widest = max(widest, used)
    return lines, widest
