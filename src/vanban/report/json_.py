"""Findings for programs: keys and level words that do not change with the language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from vanban.finding import Finding, Level, VanbanError
from vanban.report.texts import Texts

LEVELS = {Level.LOI: "loi", Level.CANH_BAO: "canh-bao", Level.THONG_TIN: "thong-tin"}


def finding_data(finding: Finding, texts: Texts) -> dict[str, Any]:
    """A finding as plain data; lines and columns from 1, offsets from 0, unknown is `None`."""
    place = finding.place
    end_line, end_column = texts.end(place) or (None, None)
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": end_line,
        "end_column": end_column,
        "start": place.start,
        "end": place.end,
        "part": place.part,
        "paragraph": place.paragraph,
        "quote": place.quote,
        "row": place.row,
        "cell": place.cell,
        "code": finding.code,
        "level": LEVELS[finding.level],
        "message": finding.message,
        "hint": finding.hint,
        "clause": finding.clause,
        "fixable": bool(finding.edits),
        "edits": [
            {"file": edit.file, "start": edit.start, "end": edit.end, "text": edit.text}
            for edit in finding.edits
        ],
    }


def findings_data(findings: Iterable[Finding], texts: Texts) -> list[dict[str, Any]]:
    """Several findings as plain data."""
    return [finding_data(finding, texts) for finding in findings]


def error_data(error: VanbanError) -> dict[str, Any]:
    """Why something could not be done, as plain data."""
    return {"message": error.message, "hint": error.hint, "exit_code": error.exit_code}


def document(data: object) -> str:
    """One JSON document, readable by people too."""
    return json.dumps(data, ensure_ascii=False, indent=2)
