"""All that the finders may ask: the plan, its body, the register, the step in years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from vanban.drafting.roll.lives import Names
from vanban.drafting.roll.reading import Said, said
from vanban.drafting.roll.step import Step
from vanban.language.citation import Citation, find
from vanban.language.dates import parse_date
from vanban.language.unicode import fold
from vanban.language.unicode import key as letters
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.passages import passages
from vanban.plan.register import SoVanBan, VanBan, key
from vanban.plan.source import Path, Source

if TYPE_CHECKING:
    from vanban.drafting.roll.citing import Document


_QUOTED = r"(?:“[^“”\n]{4,300}”|\"[^\"\n]{4,300}\"|«[^«»\n]{4,300}»)"
_SLOGAN = re.compile(rf"chủ đề(?!\w)[^.;“”\"«»\n]{{0,90}}?({_QUOTED})")
QUOTE = re.compile(_QUOTED)
"""Words in quotes."""


@dataclass(slots=True)
class Scene:
    """One plan to be rolled.

    `texts`: its printed texts. `documents`: the register by what stands in `[@…]`, `numbered` by
    code. `names`: bodies and how long they last. `slogans`: the year's, letters only. `subjects`:
    those read behind each code, so that the shortest tells where one ends. `looked_up`: years whose
    calendar was asked. `papers`: the documents found in the text at a path, once it was searched.
    """

    plan: KeHoach
    source: Source
    body: CoQuan
    step: Step
    texts: list[Said]
    documents: dict[str, VanBan]
    names: Names
    slogans: frozenset[str]
    numbered: dict[str, list[VanBan]] = field(default_factory=dict)
    subjects: dict[str, list[str]] = field(default_factory=dict)
    looked_up: set[int] = field(default_factory=set)
    papers: dict[Path, list[Document]] = field(default_factory=dict)
    _cited: dict[Path, list[Citation]] = field(default_factory=dict)

    def citations(self, text: Said) -> list[Citation]:
        """The documents cited in one of the texts."""
        if text.path not in self._cited:
            self._cited[text.path] = find(text.plain)
        return self._cited[text.path]

    def entry(self, citation: Citation) -> VanBan | None:
        """The document of the register that is cited: the same code, and date where both have."""
        for document in self.numbered.get(code_key(citation.code or ""), ()):
            day = parsed(document.ngay)
            if not (day and citation.date) or day == citation.date:
                return document
        return None


def code_key(code: str) -> str:
    """What two spellings of one code share."""
    return "".join(fold(code).split())


def parsed(typed: str | None) -> date | None:
    """The day a register's date means, `None` where it is no whole date."""
    try:
        return parse_date(typed or "").date
    except ValueError:
        return None


def scene(
    plan: KeHoach, source: Source, body: CoQuan, step: Step, registers: Iterable[SoVanBan]
) -> Scene:
    """The scene of a plan that has no errors of shape."""
    registers = list(registers)
    texts = [said(passage.path, passage.text) for passage in passages(source)]
    documents = {key(one): one for register in registers for one in register.van_ban}
    renamed = [one for register in registers for one in register.doi_ten]
    names = Names(renamed, body)
    made = Scene(plan, source, body, step, texts, documents, names, _slogans(texts))
    for document in documents.values():
        if document.ky_hieu:
            made.numbered.setdefault(code_key(document.ky_hieu), []).append(document)
    made.subjects = _subjects(made, texts)
    return made


def _slogans(texts: Iterable[Said]) -> frozenset[str]:
    """What stands in quotes behind `chủ đề`, letters only: signs in it may differ."""
    return frozenset(letters(found[1]) for text in texts for found in _SLOGAN.finditer(text.soft))


def _subjects(scene: Scene, texts: Sequence[Said]) -> dict[str, list[str]]:
    """Code → the subjects given with it, in the register and in the plan."""
    found: dict[str, list[str]] = {}
    for code, numbered in scene.numbered.items():
        found[code] = [document.trich_yeu for document in numbered]
    for text in texts:
        for citation in scene.citations(text):
            if citation.code and citation.about:
                found.setdefault(code_key(citation.code), []).append(citation.about)
    return found
