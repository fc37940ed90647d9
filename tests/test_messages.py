"""Every message of the source has its English, and nothing but the messages of the source has."""

import os
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import vanban

SOURCE = Path(vanban.__file__).parent
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "vanban.po"


@cache
def messages():
    """Message → the first place it is said at."""
    found = {}
    for file in sorted(SOURCE.rglob("*.py")):
        for line, message, *_rest in extract("python", BytesIO(file.read_bytes()), {"_": None}):
            found.setdefault(message, f"{file.relative_to(SOURCE).as_posix()}:{line}")
    return found


@cache
def english():
    with CATALOGUE.open("rb") as stream:
        return {entry.id: entry.string for entry in read_po(stream) if entry.id}


def names(message):
    """The {names} of a message; none when it is no format string (it then has no values)."""
    try:
        return sorted({name for _, name, _, _ in Formatter().parse(message) if name})
    except ValueError:
        return None


def test_every_message_has_its_english():
    missing = [f"{place}: {said}" for said, place in messages().items() if not english().get(said)]
    assert not missing, "add to locale/en/LC_MESSAGES/vanban.po:\n" + "\n".join(missing)


def test_no_english_is_left_over():
    assert sorted(set(english()) - set(messages())) == []


def test_the_english_has_the_same_values():
    wrong = {said: told for said, told in english().items() if names(said) != names(told)}
    assert wrong == {}


@pytest.mark.parametrize(("language", "word"), [("en", b"Usage:"), ("vi", "Cách dùng:".encode())])
def test_the_language_is_chosen_by_our_own_variable(language, word):
    done = subprocess.run(
        [sys.executable, "-m", "vanban", "--help"],
        env={**os.environ, "VANBAN_LANG": language}, capture_output=True, check=True,
    )  # fmt: skip
    assert word in done.stdout
