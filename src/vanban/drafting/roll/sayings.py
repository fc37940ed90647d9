"""Words of one year: the slogan in quotes, and ordinals such as `lần thứ XII`, `khoá XVI`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.drafting.roll.claims import NAME_LENGTH, Claim
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.reading import Said
from vanban.drafting.roll.scene import QUOTE, Scene
from vanban.language.numerals import roman
from vanban.language.unicode import key
from vanban.messages import _


def slogans(text: Said, scene: Scene) -> Iterator[Claim]:
    """The year's slogan wherever it stands, other signs in it or not: to decide."""
    for quote in QUOTE.finditer(text.soft):
        letters = key(quote.group())
        if letters in scene.slogans:
            yield Claim(
                quote.start() + 1,
                quote.end() - 1,
                Kind.SLOGAN,
                Fate.OPEN,
                _("chủ đề của {old}: thay bằng chủ đề của {new}",
                  old=scene.step.old, new=scene.step.new),
                key=f"{Kind.SLOGAN}:{letters}",
                name=" ".join(text.text[quote.start() : quote.end()].split()),
            )  # fmt: skip


_TENS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = re.compile(
    r"(?<!\w)(?:(?P<times>(?:lần|kỳ họp|hội nghị|(?<!viên )năm(?: học)?) thứ)|khoá)\s{1,3}"
    rf"(?P<number>[0-9]{{1,4}}|[ivxlc]{{1,7}}|{'|'.join(_TENS)})(?!\w)"
)
_OF_A_DOCUMENT = re.compile(r"(?:nghị quyết|kết luận|văn kiện)(?!\w)[^.;“”\n]{0,80}$")
_FIGURES = {roman(n): n for n in range(1, 200)}
_BEFORE = re.compile(r"(?<!\S)(?:[^\s.;:,()|]+\s+){1,8}$")


def ordinals(text: Said, scene: Scene) -> Iterator[Claim]:
    """The ordinals of a text: those in the name of a document stay, the others are to decide."""
    for found in _ORDINAL.finditer(text.soft):
        start, end = found.span()
        if _OF_A_DOCUMENT.search(text.soft, max(start - 120, 0), start):
            yield Claim(start, end, Kind.ORDINAL, Fate.KEPT, _("thuộc tên văn bản"))
            continue
        typed = text.text[found.start("number") : end]
        new = _moved(typed, scene.step.by) if found["times"] else None
        before = _BEFORE.search(text.soft, max(start - NAME_LENGTH, 0), start)
        words = " ".join(text.text[before.start() if before else start : end].split())
        yield Claim(
            start,
            end,
            Kind.ORDINAL,
            Fate.OPEN,
            _("số thứ tự có thể đổi theo năm"),
            proposal=f"{text.text[start : found.start('number')]}{new}" if new else None,
            key=f"{Kind.ORDINAL}:{words.lower()}",
            name=words,
        )


def _moved(typed: str, by: int) -> str | None:
    """The number `by` later, in the same figures or words; `None` where there is none."""
    if typed.isdigit():
        return str(int(typed) + by) if int(typed) + by > 0 else None
    if typed.lower() in _TENS:
        at = _TENS.index(typed.lower()) + by
        return _TENS[at] if 0 <= at < len(_TENS) else None
    number = _FIGURES.get(typed, 0) + by
    return roman(number) if typed in _FIGURES and number > 0 else None


_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_LUNAR = re.compile(rf"(?<!\w)(?:{'|'.join(_STEMS)})\s(?:{'|'.join(_BRANCHES)})(?!\w)")


def lunar_years(text: Said, scene: Scene) -> Iterator[Claim]:
    """Names of lunar years such as `Bính Ngọ`: the plan's and those beside it move with it."""
    step = scene.step
    near = {_lunar(year): year for year in range(step.first - 1, step.last + 2)}
    for found in _LUNAR.finditer(text.soft):
        start, end = found.span()
        year = near.get(" ".join(found.group().split()))
        if year is None:
            why = _("năm âm lịch, xa {old}", old=step.old)
            yield Claim(start, end, Kind.YEAR, Fate.KEPT, why)
            continue
        typed, new = text.text[start:end], _lunar(year + step.by)
        new = new.upper() if typed.isupper() else new.title() if typed[0].isupper() else new
        why = _("năm âm lịch của {year}", year=year)
        yield Claim(start, end, Kind.YEAR, Fate.SHIFTED, why, ((start, end, new),))


def _lunar(year: int) -> str:
    """The lunar year's name, in small letters."""
    return f"{_STEMS[(year - 4) % 10]} {_BRANCHES[(year - 4) % 12]}"
