"""Findings as the command line shows them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from vanban.finding import Finding
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


def show_short(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """Each finding in a line."""
    screen.show(([(short(finding), "")] for finding in findings), stream or sys.stderr)
