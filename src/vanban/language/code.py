"""Số, ký hiệu: the code of a document taken apart and compared with its type word.

Source: NĐ 30/2020/NĐ-CP, PL I, II.3 and PL III.I for the State; HD 05-HD/VPTW for the Party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from vanban.language.unicode import nfc
from vanban.tables import table


class Problem(StrEnum):
    """What is wrong with a citation; the value is stable."""

    SYNTAX = "SYNTAX"
    TYPE_MISMATCH = "TYPE_MISMATCH"
    CASE = "CASE"
    YEAR_NOT_ALLOWED = "YEAR_NOT_ALLOWED"
    YEAR_MISSING = "YEAR_MISSING"
    YEAR_MISMATCH = "YEAR_MISMATCH"
    PARTY_IN_STATE_FORM = "PARTY_IN_STATE_FORM"
    STATE_IN_PARTY_FORM = "STATE_IN_PARTY_FORM"
    NOT_A_STATE_CODE = "NOT_A_STATE_CODE"
    WRONG_LETTER = "WRONG_LETTER"
    NOT_PADDED = "NOT_PADDED"
    NO_SUCH_DATE = "NO_SUCH_DATE"
    SO_MISSING = "SO_MISSING"
    TYPE_SMALL = "TYPE_SMALL"


@dataclass(frozen=True, slots=True)
class Code:
    """A code in its parts; what it has not is `""`, `year` and `letters` then `None`.

    `371/QĐ-UBND`: number `371`, symbol `QĐ-UBND`, letters `QĐ`, organ `UBND`. `party`: the number
    is followed by a hyphen, `23-QĐ/TW`. `problems` as of `Problem`.
    """

    number: str = ""
    year: int | None = None
    symbol: str = ""
    letters: str | None = None
    organ: str = ""
    party: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """Type words, small, and their letters: `tables/loai.toml` and `tables/so-ky-hieu.toml`."""

    state: dict[str, frozenset[str]]
    party: dict[str, frozenset[str]]
    letters: frozenset[str]
    with_year: frozenset[str]
    maybe_year: frozenset[str]
    party_organs: frozenset[str]
    state_organs: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Every type word, in small letters."""
        return frozenset(self.state) | frozenset(self.party)


@cache
def tables() -> Tables:
    """The tables, read once."""
    data, named = table("so-ky-hieu"), table("loai")
    state = {kind["ten"].lower(): frozenset({kind["ma"]}) for kind in named.values()}
    state |= {word: frozenset(letters) for word, letters in data["nha_nuoc"].items()}
    party = {word: frozenset(letters) for word, letters in data["dang"].items()}
    return Tables(
        state,
        party,
        frozenset().union(*state.values(), *party.values()),
        frozenset(data["nam"]["bat_buoc"]),
        frozenset(data["nam"]["co_the"]),
        frozenset(data["co_quan"]["dang"]),
        frozenset(data["co_quan"]["nha_nuoc"]),
    )


SEGMENT = r"[A-ZĐÐĂÂÊÔƠƯ](?:[A-Za-zĐđÐÂâĂăÊêÔôƠơƯư0-9&]|\.(?=[A-ZĐ]))*"
NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,3})?[a-z]?"
_CODE = re.compile(
    rf"(?P<number>{NUMBER})?(?P<sep>[/-])(?:(?P<year>(?:19|20)[0-9]{{2}})/)?"
    rf"(?P<symbol>{SEGMENT}(?:[-/]{SEGMENT})*)"
)
_ASSEMBLY = re.compile(r"(UBTVQH|QH)[0-9]{1,2}")
_DIRECTIVE_LOST_YEAR = 2016
"""Until Luật 80/2015/QH13 (01/7/2016) a Chỉ thị could be normative and carry its year."""


def read(code: str, kind: str | None = None) -> Code:
    """The code in its parts, compared with the type word `kind` where one is given.

    Never raises: what is no code at all has SYNTAX and empty parts.
    """
    problems = []
    typed = nfc(code).strip()
    if "Ð" in typed:
        problems.append(Problem.WRONG_LETTER)
    bare = "".join(typed.replace("Ð", "Đ").split())
    if bare != typed.replace("Ð", "Đ"):
        problems.append(Problem.SYNTAX)
    found = _CODE.fullmatch(bare)
    if not found:
        return Code(problems=_once([*problems, Problem.SYNTAX]))
    year = int(found["year"]) if found["year"] else None
    party = found["sep"] == "-"
    word = " ".join(nfc(kind or "").lower().split())
    letters, organ = _split(found["symbol"], word, party=party)
    if found["number"] and len(found["number"]) == 1 and found["number"] != "0":
        problems.append(Problem.NOT_PADDED)
    if _miscased(organ.split("-")[0]):
        problems.append(Problem.CASE)
    of_kind = _of_party if party else _of_state
    problems += of_kind(found["symbol"], word, letters, organ, year)
    return Code(
        found["number"] or "", year, found["symbol"], letters, organ, party, _once(problems)
    )


def _once(problems: list[Problem]) -> tuple[str, ...]:
    """The problems as texts, each one once."""
    return tuple(dict.fromkeys(problem.value for problem in problems))


def _split(symbol: str, word: str, *, party: bool) -> tuple[str | None, str]:
    """The type letters and the organ of a symbol; a công văn of the State has no letters."""
    if assembly := _ASSEMBLY.fullmatch(symbol):
        return assembly[1], symbol
    first, _, organ = symbol.partition("/") if party and "/" in symbol else _at_hyphen(symbol)
    if not organ and not party:
        return (first, "") if _letters_of(first) and word != "công văn" else (None, first)
    if party or first == "CV" or (word != "công văn" and _letters_of(first)):
        return first, organ
    return None, symbol


def _miscased(organ: str) -> bool:
    """Whether the organ is one everyone knows, but in other letters: `TTG`."""
    known = tables().state_organs | tables().party_organs
    return organ not in known and organ.lower() in {each.lower() for each in known}


def _at_hyphen(symbol: str) -> tuple[str, str, str]:
    """The symbol cut at its first hyphen or stroke."""
    first, *rest = re.split(r"([-/])", symbol, maxsplit=1)
    return (first, rest[0], rest[1]) if rest else (first, "", "")


def _letters_of(letters: str) -> str | None:
    """The letters as the tables write them, case and a joint `LT` aside; `None` if none."""
    known = {each.lower(): each for each in tables().letters}
    plain = letters.lower()
    return known.get(plain) or known.get(plain.removesuffix("lt") if len(plain) > 3 else "")


def _compare(letters: str | None, expected: frozenset[str] | None) -> list[Problem]:
    """TYPE_MISMATCH and CASE of type letters; `expected` is `None` when no type word says."""
    right = _letters_of(letters) if letters else None
    problems = []
    if expected is not None and (right is None or right not in expected):
        problems.append(Problem.TYPE_MISMATCH)
    if letters and right and letters not in (right, right + "LT"):
        problems.append(Problem.CASE)
    return problems


def _of_party(
    symbol: str, word: str, letters: str | None, organ: str, year: int | None
) -> list[Problem]:
    """What is wrong with a Party code."""
    problems = []
    if "/" not in symbol or symbol.count("/") > 1:
        problems.append(Problem.SYNTAX)
    if year:
        problems.append(Problem.YEAR_NOT_ALLOWED)
    if organ in tables().state_organs:
        problems.append(Problem.STATE_IN_PARTY_FORM)
    return problems + _compare(letters, tables().party.get(word))


def _of_state(
    symbol: str, word: str, letters: str | None, organ: str, year: int | None
) -> list[Problem]:
    """What is wrong with a State code."""
    known = tables()
    problems = []
    if not organ or "/" in symbol:
        problems.append(Problem.SYNTAX)
    if letters and organ.split("-")[0] in known.party_organs:
        return [*problems, Problem.PARTY_IN_STATE_FORM]
    if letters == "CV":
        return [*problems, Problem.NOT_A_STATE_CODE]
    expected = None if word == "công văn" else known.state.get(word)
    problems += _compare(letters, expected)
    if Problem.TYPE_MISMATCH in problems:
        return problems
    right = _letters_of(letters) if letters else None
    with_year = right in known.with_year
    if year and not with_year and right not in known.maybe_year:
        if not (right == "CT" and year <= _DIRECTIVE_LOST_YEAR):
            problems.append(Problem.YEAR_NOT_ALLOWED)
    elif with_year and not year and expected is not None:
        problems.append(Problem.YEAR_MISSING)
    return problems
