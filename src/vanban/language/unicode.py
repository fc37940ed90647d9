"""Vietnamese letters: one way to store them, to compare them, and to write them in ASCII."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

NEAR = 0.65
"""How alike two words must be (difflib ratio, 0 to 1) before one is offered for the other."""

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_HYPHEN = re.compile(" ?[-\u2010-\u2014\u2212] ?")
_BLANKS = re.compile(r"\s+")
_OPEN = re.compile(r"([óòỏõọ][ae]|[úùủũụ]y)(?!\w)")
_SPEECH = {
    old + bare: weak + new
    for weak, bare, olds, news in (
        ("o", "a", "óòỏõọ", "áàảãạ"),
        ("o", "e", "óòỏõọ", "éèẻẽẹ"),
        ("u", "y", "úùủũụ", "ýỳỷỹỵ"),
    )
    for old, new in zip(olds, news, strict=True)
}
_ASCII_D = str.maketrans("đĐðÐ", "dDdD")
_NOT_KEY = re.compile(r"[^a-z0-9]+")

# A legacy font's text read as Latin-1: signs inside words, never beside a real Vietnamese letter.
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_TCVN3 = re.compile("[A-Za-zà-ÿ][¨©ª«¬®µ¶·¸¹»¼½¾][a-zà-ÿ]|(?<![\\w®])®[a-zà-ÿ¨©ª«¬µ¶·¸¹»¼½¾]")
_VNI = re.compile(
    "[aA][áàåãäâéèúüëùøûïÁÀÅÃÄÂÉÈÚÜËÙØÛÏ]|[eE][áàåãäâùøûïÁÀÅÃÄÂÙØÛÏ]|[oO][âåäøûïÂÅÄØÛÏ]"
    "|[uU][øûïØÛÏ]|[ôÔ][øûïùØÛÏÙ]|[öÖ][øûïùõØÛÏÙÕ]|[ñÑ][aeiouôö]"
)


def nfc(text: str) -> str:
    """`text` with every letter as one precomposed character (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What two spellings of one name share; for comparing, never for printing.

    NFC, small letters, one blank for a run of blanks (NBSP is a blank), every dash a hyphen, no
    blanks around hyphens or at the ends, no invisible signs, Ð (eth) as đ, and `hòa` as `hoà`,
    `úy` as `uý`. Only an open syllable moves its tone mark: `hoạch`, `hoạt`, `toàn` stay.

    Why: NĐ 30 fixes no place for the tone mark, and its own files mix both.
    """
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFD", text).replace("\u00d0", "đ").replace("\u00f0", "đ")
    text = nfc(nfc(text.casefold()).casefold())
    text = _HYPHEN.sub("-", _BLANKS.sub(" ", text)).strip()
    return _OPEN.sub(lambda found: _SPEECH[found[0]], text)


def unaccent(text: str) -> str:
    """`text` without Vietnamese marks: `Đơn vị` → `Don vi`; other signs stay as they are."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)
    )
    return nfc(bare.translate(_ASCII_D))


def key(text: str) -> str:
    """The YAML key of an accented heading: `Chủ trì` → `chu_tri`; `""` when nothing is left."""
    return _NOT_KEY.sub("_", unaccent(text).lower()).strip("_")


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` most like `word`, marks and case aside; `None` when none is near."""
    bare, folded = key(word), fold(word)
    best, score = None, NEAR
    for other in words:
        alike = _alike(bare, key(other))
        if alike:
            alike += _alike(folded, fold(other)) / 100  # of two alike, the one with the same marks
        if alike > score:
            best, score = other, alike
    return best


def _alike(one: str, other: str) -> float:
    """How alike two words are, 0 to 1."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()


def legacy(text: str) -> bool:
    """Whether `text` looks typed in a TCVN3 or VNI font, before Unicode.

    Conservative: one sign inside a word for TCVN3 (`ho¹ch`), two impossible pairs for VNI
    (`Keá hoaïch`), and not one letter that only Unicode has.
    """
    if _VIETNAMESE.search(text):
        return False
    if _TCVN3.search(text):
        return True
    return len(_VNI.findall(text)) > 1
