"""A finding in one line, as editors and `grep` read it."""

from __future__ import annotations

from vanban.finding import Finding


def short(finding: Finding) -> str:
    """`file:line:column: level[code] message`."""
    message = " ".join(finding.message.split())
    return f"{finding.place}: {finding.level.word}[{finding.code}] {message}"
