"""A text file as lines with offsets: where a character stands, and what cannot be read in it.

`clean` is the text with its control characters put out of the way, character for character as
long as the text, so that one offset means the same place in both.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from vanban.finding import Edit, Finding, Level, Place
from vanban.messages import _

_END = re.compile(r"\r\n|\r|\n")
_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # line ends for others: YAML would count lines by them
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+"
)
_BLANK = " \t\r\n"
_WORD = re.compile(r"[^\s\x00-/:;?@\[-^`{-~]+")  # no sign of YAML inside
_MARKS = [chr(code) for code in range(0xE000, 0xF8FF)]  # private use: no text has all of them


class Sheet:
    """A file's text with its lines.

    `lines` are those of `clean`, without their ends; `starts[n]` is the offset of line n (from 0).
    `mark` is the character that stands in `clean` for one that is dropped; "" when there is none.
    """

    __slots__ = ("clean", "end_of_line", "file", "findings", "lines", "mark", "starts", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.mark = ""
        self.findings: list[Finding] = []
        self.clean = self._cleaned()
        self.lines, self.starts = _split(self.clean)
        first = _END.search(self.clean)
        self.end_of_line = first.group() if first else "\n"

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of the characters `start:end`."""
        line = bisect_right(self.starts, start) - 1
        return Place(
            self.file, line + 1, start - self.starts[line] + 1, start, start if end is None else end
        )

    def line_at(self, offset: int) -> int:
        """The line (from 0) the character at `offset` stands in."""
        return bisect_right(self.starts, offset) - 1

    def line_end(self, line: int) -> int:
        """The offset behind the last character of a line, before its end."""
        return self.starts[line] + len(self.lines[line])

    def next_start(self, line: int) -> int:
        """The offset behind a line and its end."""
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)

    def edit(self, start: int, end: int, text: str) -> Edit:
        """The edit that puts `text` in place of `start:end`."""
        return Edit(self.file, start, end, self.without_mark(text))

    def without_mark(self, text: str) -> str:
        """`text` (a piece of `clean`) as the reader gets it: dropped characters gone."""
        return text.replace(self.mark, "") if self.mark else text

    def _cleaned(self) -> str:
        """The text without control characters, and a finding (C014) for each line that has some.

        Between two letters such a character is dropped; beside a blank or at the end of a line,
        and where it stands for a line break, it becomes a blank. The edits do the same.
        """
        runs = list(_CONTROL.finditer(self.text))
        if not runs:
            return self.text
        self.mark = next(mark for mark in _MARKS if mark not in self.text)
        pieces: list[str] = []
        by_line: dict[int, list[re.Match[str]]] = {}
        starts = _split(self.text)[1]
        at = 0
        for run in runs:
            pieces += (self.text[at : run.start()], self._instead(run) * len(run.group()))
            at = run.end()
            by_line.setdefault(bisect_right(starts, run.start()) - 1, []).append(run)
        pieces.append(self.text[at:])
        self.findings += [
            self._control(line, starts[line], found) for line, found in by_line.items()
        ]
        return "".join(pieces)

    def _instead(self, run: re.Match[str]) -> str:
        """What stands in `clean` for each character of a run of control characters."""
        before = self.text[run.start() - 1 : run.start()]
        after = self.text[run.end() : run.end() + 1]
        beside = not before or not after or before in _BLANK or after in _BLANK
        return " " if beside or any(one in _BREAKS for one in run.group()) else self.mark

    def _control(self, line: int, start: int, runs: list[re.Match[str]]) -> Finding:
        names = dict.fromkeys(f"U+{ord(one):04X}" for run in runs for one in run.group())
        first = runs[0].start()
        return Finding(
            "C014",
            Level.CANH_BAO,
            _("Ký tự điều khiển {names} không in được", names=", ".join(names)),
            Place(self.file, line + 1, first - start + 1, first, runs[0].end()),
            _("Thường lọt vào khi dán từ Word hay PDF; được bỏ đi."),
            edits=tuple(
                Edit(
                    self.file,
                    run.start(),
                    run.end(),
                    "" if self._instead(run) == self.mark else " " * len(run.group()),
                )
                for run in runs
            ),
            repaired=True,
        )

    def not_composed(self) -> list[Finding]:
        """A finding (C018) for each line with letters and accents typed apart (NFD)."""
        if unicodedata.is_normalized("NFC", self.clean):
            return []
        return [
            self._decomposed(line)
            for line, text in enumerate(self.lines)
            if not unicodedata.is_normalized("NFC", text)
        ]

    def _decomposed(self, line: int) -> Finding:
        start = self.starts[line]
        words = [
            word
            for word in _WORD.finditer(self.lines[line])
            if not unicodedata.is_normalized("NFC", word.group())
        ]
        edits = tuple(
            self.edit(
                start + word.start(),
                start + word.end(),
                unicodedata.normalize("NFC", word.group()),
            )
            for word in words
        )
        first = start + words[0].start() if words else start
        return Finding(
            "C018",
            Level.CANH_BAO,
            _("Dấu gõ rời chữ (Unicode tổ hợp): tìm và so sánh sẽ sai"),
            self.place(first, start + words[0].end() if words else start),
            _("Dùng bảng mã Unicode dựng sẵn trong bộ gõ."),
            edits=edits,
        )


def _split(text: str) -> tuple[list[str], list[int]]:
    """The lines of a text and the offset of each."""
    lines: list[str] = []
    starts: list[int] = []
    at = 0
    for end in _END.finditer(text):
        starts.append(at)
        lines.append(text[at : end.start()])
        at = end.end()
    starts.append(at)
    lines.append(text[at:])
    return lines, starts


def absorb(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with each edit of a few characters given up for a greater one around it.

    Why: of two edits that overlap only one is made; the greater one mends both.
    """
    findings = list(findings)
    great = sorted(
        {edit for one in findings if one.code not in ("C014", "C018") for edit in one.edits},
        key=lambda edit: (edit.start, -edit.end),
    )
    if not great:
        return findings
    starts = [edit.start for edit in great]

    def outer(edit: Edit) -> Edit:
        at = bisect_right(starts, edit.start) - 1
        while at >= 0 and great[at].start == edit.start and great[at].end < edit.end:
            at -= 1
        return great[at] if at >= 0 and edit.end <= great[at].end else edit

    return [
        replace(one, edits=tuple(dict.fromkeys(outer(edit) for edit in one.edits)))
        if one.code in ("C014", "C018")
        else one
        for one in findings
    ]
