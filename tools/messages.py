"""Bring locale/en/LC_MESSAGES/vanban.po up to the source: `python tools/messages.py`.

New messages come in with an empty English, those that nobody says any more go. Prints what is
still to be translated.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "vanban"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "vanban.po"
HEADER = "# What vanban says, in English. Read by vanban/messages.py when VANBAN_LANG=en."
_CHANGING = re.compile(r'"(?!Project-Id|Language:|MIME|Content)[A-Z][A-Za-z-]+: [^\n]*\n')


def said() -> dict[str, list[str]]:
    """Message → the files that say it."""
    found: dict[str, list[str]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        for _line, message, *_rest in extract("python", BytesIO(file.read_bytes()), {"_": None}):
            found.setdefault(str(message), []).append(file.relative_to(SOURCE).as_posix())
    return found


def main() -> None:
    """Write the catalogue anew, keeping the English there is."""
    known: dict[str, str] = {}
    if CATALOGUE.is_file():
        with CATALOGUE.open("rb") as stream:
            known = {str(entry.id): str(entry.string) for entry in read_po(stream) if entry.id}
    fresh = Catalog(locale="en", project="vanban", header_comment=HEADER, fuzzy=False)
    for message, files in said().items():
        places = [(file, None) for file in dict.fromkeys(files)]
        fresh.add(message, known.get(message, ""), locations=places).flags.clear()  # type: ignore[arg-type]
        if not known.get(message):
            print(message)
    written = BytesIO()
    write_po(written, fresh, width=0, include_lineno=False)
    head, _blank, entries = written.getvalue().decode().partition("\n\n")
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(_CHANGING.sub("", head + "\n") + "\n" + entries, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
