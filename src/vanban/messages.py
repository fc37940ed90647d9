"""What the user reads: Vietnamese in the code, English from a catalogue.

Why: a clerk's machine often says LANG=en_US although its user reads Vietnamese, so only
VANBAN_LANG chooses the language.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

LANGUAGE = "VANBAN_LANG"


@cache
def _catalogue(language: str) -> dict[str, str]:
    """Vietnamese message → translation; empty where there is no catalogue."""
    source = Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "vanban.po"
    if not source.is_file():
        return {}
    from babel.messages.pofile import read_po  # imported here: only English pays for it

    with source.open("rb") as stream:
        catalogue = read_po(stream)
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string
    }


def language() -> str:
    """`vi`, or what VANBAN_LANG says (`en`)."""
    return os.environ.get(LANGUAGE, "vi").strip().lower()[:2] or "vi"


def _(text: str, /, **values: object) -> str:
    """`text` in the user's language, its {names} filled with `values`."""
    chosen = language()
    if chosen != "vi":
        text = _catalogue(chosen).get(text, text)
    return text.format(**values) if values else text
