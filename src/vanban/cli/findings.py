"""Findings as the command line shows them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from vanban.cli import streams
from vanban.cli.paths import in_a_command
from vanban.finding import Finding, Level
from vanban.messages import _
from vanban.report import screen
from vanban.report.frames import Piece, frame
from vanban.report.short import short
from vanban.report.texts import Texts


def show_frames(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """Each finding in a frame, a blank line after it; on stderr unless told otherwise."""
    texts = Texts()
    width = screen.width()

    def lines() -> Iterator[list[Piece]]:
        for finding in findings:
            yield from frame(finding, texts, width)
            yield [("", "")]

    screen.show(lines(), stream or sys.stderr)


def show_serious(findings: Iterable[Finding]) -> None:
    """Errors and warnings in frames; of each file's notes their number, and what shows them.

    Why: whoever asked for another product than a check should not have to scroll past them.
    """
    findings = list(findings)
    show_frames(one for one in findings if one.level > Level.THONG_TIN)
    notes = Counter(one.place.file for one in findings if one.level == Level.THONG_TIN)
    for file, count in notes.items():
        command = f"vanban check {in_a_command(file)}"
        streams.talk(_("Còn {n} thông tin về {file}: {command}",
                       n=count, file=file, command=command))  # fmt: skip


def show_short(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """Each finding in a line."""
    screen.show(([(short(finding), "")] for finding in findings), stream or sys.stderr)
