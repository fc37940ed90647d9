"""Days, months, quarters, school years and years: moved with the plan, one rule after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from vanban.drafting.roll import citing, daysoff, periods, weekdays
from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.dates import (
    FROM,
    Moment,
    as_typed,
    composed,
    days,
    in_text,
    moved_days,
    rewritten,
)
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.reading import Said
from vanban.drafting.roll.scene import Scene
from vanban.language.calendar import weekday
from vanban.language.moment import Unit
from vanban.messages import _

FAR = 3
"""From so many years on, a year is a fixed point in time; from 2 on nobody can tell."""

_YEAR_WORD = re.compile(r"năm(?: học)?\s|(?:19|20)[0-9]{2}(?:\s?,|\s{1,2}và)\s{1,2}$")
_FORCE = re.compile(r"^[^.;\n]{0,40}có hiệu lực")
_FORCE_BEFORE = re.compile(r"hiệu lực\s(?:thi hành\s)?(?:kể\s)?từ\s(?:ngày\s)?$")
_PAPER = re.compile(
    r"(?<!\w)(?:quyết định|nghị quyết|chỉ thị|thông tư|nghị định|công văn|thông báo|kết luận"
    r"|tờ trình|hướng dẫn|công điện|thông tri|biên bản|văn bản)\s"
    r"(?:(?!trước|đến|hết|chậm|muộn|vào|trong|hạn|tháng)[^0-9.;:“”()\n]){0,70}$"
)


CHILD = 20
"""Of who was born so many years ago at most, the age is that of a pupil."""

_LAW = re.compile(r"(?<!\w)(?:Luật|Bộ luật|Pháp lệnh)\s[A-ZĐ][^\W\d_]*,\s[^.;:“”()\n0-9]{0,120}$")
_LUNAR = re.compile(r"[^;\n]{0,20}(?:âm lịch|tháng chạp|tháng giêng|mùng|mồng)(?!\w)")
_FEAST = re.compile(
    r"(?:nguyên đán|trung thu|giỗ tổ|phật đản|vu lan|(?:nghỉ|đón|dịp) tết)(?!\w)[^.;\n]{0,90}$"
)
_BASIS = re.compile(
    r"(?<!\w)(?:kế hoạch|chương trình|quyết định|chỉ thị|hướng dẫn|công văn|thông báo|kết luận"
    r"|nghị quyết|văn bản|đề án)(?!\w|\s{1,3}số\s)[^.;\n]{0,160}$"
)


Rule = Callable[[Moment, Scene], Claim | None]


def _impossible(one: Moment, scene: Scene) -> Claim | None:
    """A day that no calendar has: 31/6."""
    try:
        days(one, scene.step)
    except ValueError:
        return _claim(one, Fate.OPEN, _("lịch không có ngày này"))
    return None


def _of_a_subject(one: Moment, scene: Scene) -> Claim | None:
    """The old plan's year where a document's subject may still go on."""
    for paper in citing.in_text(one.text, scene):
        if paper.end <= one.start < paper.doubt:
            why = _("không rõ còn thuộc trích yếu của {document} không", document=paper.name)
            return _asked(one, scene, why)
    return None


def _born(one: Moment, scene: Scene) -> Claim | None:
    """`trẻ sinh năm 2020`: whoever is of that age in the new year was born later."""
    offsets = one.offsets(scene.step)
    words = one.text.soft[: one.start]
    if not offsets or not periods.BIRTH.search(words) or min(offsets) < -CHILD:
        return None
    moved = composed(one, _changes(one, scene))
    return _claim(one, Fate.OPEN, periods.why_born(), proposal=moved)


def _of_a_law(one: Moment, scene: Scene) -> Claim | None:
    """`Luật Phòng, chống ma tuý năm 2025`: the name of a law may hold a comma."""
    if any(piece.unit is not Unit.YEAR for piece in one.pieces):
        return None
    if not _LAW.search(one.text.plain, max(one.start - 160, 0), one.start):
        return None
    near = min(map(abs, one.offsets(scene.step)), default=FAR) < FAR
    return _asked(one, scene, _("có thể là năm của một luật")) if near else None


def _far(one: Moment, scene: Scene) -> Claim | None:
    offsets = [abs(offset) for offset in one.offsets(scene.step)]
    if not offsets or min(offsets) < FAR:
        return None
    return _claim(one, Fate.KEPT, _("mốc cố định, xa {old}", old=scene.step.old))


def _of_a_paper(one: Moment, scene: Scene) -> Claim | None:
    """The date of a document that is named without a number."""
    first = one.pieces[0]
    if first.unit is not Unit.DAY or first.year is None:
        return None
    paper = _PAPER.search(one.text.soft, max(first.start - 100, 0), first.start)
    if not paper:
        return None
    name = one.text.text[paper.start() : first.end]
    return _asked(one, scene, _("có thể là ngày của một văn bản không ghi số"), name)


def _in_force(one: Moment, scene: Scene) -> Claim | None:  # noqa: ARG001
    """Since when a law is in force."""
    before = one.text.soft[max(one.start - 40, 0) : one.pieces[0].start]
    behind = one.text.soft[one.end : one.end + 60]
    if not (_FORCE_BEFORE.search(before) or (FROM.search(before) and _FORCE.search(behind))):
        return None
    return _claim(one, Fate.KEPT, _("ngày có hiệu lực của một văn bản"))


def _begun(one: Moment, scene: Scene) -> Claim | None:
    """`từ ngày 01/7/2025` in the plan of a later year: since when something is so."""
    offsets = one.offsets(scene.step)
    words = one.text.soft[: one.pieces[0].start]
    if one.text.path[-1] == "thoi_han" or offsets != [-1] or not FROM.search(words):
        return None
    return _claim(one, Fate.KEPT, _("mốc bắt đầu, trước {old}", old=scene.step.old))


def _unsure(one: Moment, scene: Scene) -> Claim | None:
    """Two years off, or a bare number that need not be a year."""
    offsets = one.offsets(scene.step)
    if any(abs(offset) > 1 for offset in offsets):
        return _asked(one, scene, _("cách {old} hai năm trở lên", old=scene.step.old))
    if len(one.bare) < len(one.pieces):
        return None
    if one.text.in_body_cell(one.start, one.end):
        return _asked(one, scene, _("ô chỉ có số này: năm hay con số"))
    if 0 in offsets or _YEAR_WORD.search(one.text.soft[: one.pieces[0].end]):
        return None
    return _asked(one, scene, _("số không có chữ “năm”, khác {old}", old=scene.step.old))


def _of_a_basis(one: Moment, scene: Scene) -> Claim | None:
    """The year of a superior's document among the bases that is named without its number."""
    if one.text.path[0] != "can_cu" or not all(piece.year for piece in one.pieces):
        return None
    if not _BASIS.search(one.text.soft, 0, one.start):
        return None
    why = _("căn cứ không ghi số: đã có văn bản của {new} chưa", new=scene.step.new)
    return _claim(one, Fate.OPEN, why, _changes(one, scene))


def _by_the_moon(one: Moment, scene: Scene) -> Claim | None:  # noqa: ARG001
    """A day of a feast that the lunar calendar sets: another date every year."""
    if all(piece.unit is not Unit.DAY for piece in one.pieces):
        return None
    behind = one.text.soft[one.end : one.end + 30]
    if not any(piece.year for piece in one.pieces):
        same = _("ngày âm lịch: năm nào cũng thế")
        return _claim(one, Fate.KEPT, same) if _LUNAR.match(behind) else None
    if not (_LUNAR.match(behind) or _FEAST.search(one.text.soft, 0, one.start)):
        return None
    return _claim(one, Fate.OPEN, _("theo âm lịch, mỗi năm một ngày: xem lịch năm mới"))


def _no_leap_day(one: Moment, scene: Scene) -> Claim | None:
    known = days(one, scene.step)
    if all(scene.step.moved(day).day == day.day for day in known.values()):
        return None
    why = _("{new} không có ngày 29/2", new=scene.step.new)
    return _claim(one, Fate.OPEN, why, _changes(one, scene))


def _wrong_weekday(one: Moment, scene: Scene) -> Claim | None:
    """A weekday that was not that of its date: nobody knows which of them was meant."""
    known = days(one, scene.step)
    for piece, span in one.weekdays.items():
        typed, day = one.text.text[slice(*span)], known[piece]
        if not weekdays.is_right(typed, day):
            why = _("bản cũ ghi {typed} nhưng {day} là {name}: xem lại cả thứ và ngày",
                    typed=typed, day=as_typed(day), name=weekday(day))  # fmt: skip
            return _claim(one, Fate.OPEN, why, _changes(one, scene))
    return None


def _on_a_day_off(one: Moment, scene: Scene) -> Claim | None:
    """A new day on which nobody works, with a proposal where there is one."""
    if not (off := daysoff.off(one, scene)):
        return None
    why = "; ".join(
        _("ngày {day} là {why}", day=as_typed(day), why=why) for day, why in off.items()
    )
    key = f"{Kind.TIME}:{'; '.join(map(str, off))}"
    proposal = daysoff.proposed(one, scene.step, off)
    return _claim(one, Fate.OPEN, why, _changes(one, scene), proposal=proposal, key=key)


def _changes(one: Moment, scene: Scene) -> tuple[tuple[int, int, str], ...]:
    """The changes that move a moment with the plan."""
    return rewritten(one, scene.step, moved_days(one, scene.step))


def _moved(one: Moment, scene: Scene) -> Claim:
    """What is left: it moves with the plan, or names no year at all."""
    changes = _changes(one, scene)
    if not changes:
        return _claim(one, Fate.KEPT, _("không ghi năm: lặp lại hằng năm"))
    return _claim(one, Fate.SHIFTED, _why_moved(one, scene), changes)


def _why_moved(one: Moment, scene: Scene) -> str:
    if one.weekdays:
        return _("thời hạn, thứ trong tuần tính lại")
    piece = next(piece for piece in one.pieces if piece.year is not None)
    if piece.last is not None:
        return _("năm học")
    if one.is_deadline or piece.unit is not Unit.YEAR:
        return _("thời hạn")
    offset = one.offsets(scene.step)[0]
    if offset:
        return _("năm sau của kế hoạch") if offset > 0 else _("năm trước của kế hoạch")
    return _("năm của kế hoạch")


_RULES: tuple[Rule, ...] = (
    _impossible,
    _of_a_subject,
    _born,
    _of_a_law,
    _far,
    _of_a_paper,
    _in_force,
    _begun,
    _unsure,
    _by_the_moon,
    _no_leap_day,
    _wrong_weekday,
    _of_a_basis,
    _on_a_day_off,
    _moved,
)
"""The first rule that answers decides."""


def moments(text: Said, scene: Scene) -> Iterator[Claim]:
    """Every time a text names, with its fate."""
    for one in in_text(text, scene.plan):
        claim = next((said for rule in _RULES if (said := rule(one, scene))), None)
        assert claim is not None  # the last rule always answers
        yield claim


def _claim(
    one: Moment,
    fate: Fate,
    why: str,
    changes: tuple[tuple[int, int, str], ...] = (),
    *,
    proposal: str | None = None,
    key: str = "",
) -> Claim:
    plain_year = all(piece.unit is Unit.YEAR for piece in one.pieces)
    kind = Kind.YEAR if plain_year else Kind.TIME
    return Claim(one.start, one.end, kind, fate, why, changes, proposal, key)


def _asked(one: Moment, scene: Scene, why: str, name: str = "") -> Claim:
    """To decide: left as it is, moved if the person says so and no year in it is a fixed one."""
    far = any(abs(offset) >= FAR for offset in one.offsets(scene.step))
    moved = None if far else composed(one, _changes(one, scene))
    return replace(_claim(one, Fate.OPEN, why, proposal=moved), name=name)
