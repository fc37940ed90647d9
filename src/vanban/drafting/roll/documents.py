"""Documents cited in a plan: their numbers and dates never change; some are to be replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vanban.drafting.roll import bodies, events, periods
from vanban.drafting.roll.citing import Document, in_text, years
from vanban.drafting.roll.claims import Claim
from vanban.drafting.roll.dates import as_typed
from vanban.drafting.roll.mentions import Fate, Kind
from vanban.drafting.roll.reading import YEAR, Said
from vanban.drafting.roll.scene import Scene, parsed
from vanban.messages import _
from vanban.plan.register import in_full, key, later

Reason = Callable[[Document, Said, Scene], str | None]


def _replaced(one: Document, _text: Said, scene: Scene) -> str | None:
    if not one.entry or not one.entry.thay_boi:
        return None
    new = scene.documents.get(one.entry.thay_boi)
    return _("sổ căn cứ ghi: đã được thay thế bởi {new}",
             new=later(new) if new else one.entry.thay_boi)  # fmt: skip


def _expired(one: Document, _text: Said, scene: Scene) -> str | None:
    last = parsed(one.entry.hieu_luc_den) if one.entry else None
    if not last or last >= scene.step.start:
        return None
    return _("sổ căn cứ ghi: chỉ có hiệu lực đến {day}", day=as_typed(last))


def _own_number(one: Document, text: Said, scene: Scene) -> str | None:
    """What issues this plan, or the plan itself: both get a new number."""
    plan = scene.plan
    attached = text.path == ("kem_theo",) or (text.path[0], text.path[-1]) == ("phu_luc", "ten")
    own = plan.so and one.number == plan.so and one.day and one.day == parsed(plan.ngay)
    if not (attached or own):
        return None
    return _("kế hoạch này, hoặc văn bản ban hành nó: ghi số, ngày mới khi có")


def _unnumbered(one: Document, _text: Said, _scene: Scene) -> str | None:
    return _("văn bản chưa ghi số: điền số, ngày khi có") if one.number == "" else None


def _yearly(one: Document, _text: Said, scene: Scene) -> str | None:
    """A document about the old year, or the one before, is made anew each year."""
    step = scene.step
    about = [
        year.years
        for year in years(one.subject)
        if -1 <= step.offset(*year.years) <= 0 and year.years[0] < step.new_first
    ]
    if not about:
        return None
    if one.day and step.first - 1 <= one.day.year <= step.last:
        return _("văn bản hằng năm, của {old}: tìm văn bản của {new}", old=step.old, new=step.new)
    year = "-".join(map(str, dict.fromkeys(about[-1])))
    return _("trích yếu ghi năm {year}: còn dùng cho {new} không", year=year, new=step.new)


def _law_of_the_year(one: Document, text: Said, scene: Scene) -> str | None:
    """`phổ biến Luật Trẻ em năm 2026`: the year may be the law's or the plan's."""
    if one.number is not None or one.is_mark or one.day:
        return None
    years = YEAR.findall(text.plain, one.start, one.end)
    if not years or scene.step.offset(int(years[-1])) < 0 or scene.step.offset(int(years[-1])) > 1:
        return None
    return _("năm {year} là năm của luật hay của kế hoạch", year=years[-1])


def _over(one: Document, _text: Said, scene: Scene) -> str | None:
    over = [period for period in periods.find(one.subject) if period.is_over(scene.step)]
    if not over:
        return None
    words = " ".join(one.subject[over[0].start : over[0].end].split())
    return _("“{period}” đã hết trước {new}: còn áp dụng không", period=words, new=scene.step.new)


def _of_an_event(one: Document, _text: Said, _scene: Scene) -> str | None:
    if one.number is None:
        return None  # the law stays, whatever it is about
    return events.why(one.subject)


_REASONS: tuple[Reason, ...] = (
    _replaced,
    _expired,
    _own_number,
    _unnumbered,
    _yearly,
    _law_of_the_year,
    _over,
    _of_an_event,
)
"""Why a document is a point to decide, the best reason first."""


def documents(text: Said, scene: Scene) -> Iterator[Claim]:
    """The documents cited: kept, or to decide; never changed."""
    for one in in_text(text, scene):
        why = next((said for reason in _REASONS if (said := reason(one, text, scene))), None)
        fate = Fate.OPEN if why else Fate.KEPT
        if why and (now := bodies.now(one.parties, scene)):
            why = f"{why}; {now}"
        yield Claim(
            one.start,
            one.end,
            Kind.DOCUMENT,
            fate,
            why or _("văn bản đã ban hành"),
            proposal=_successor(one, scene),
            key=f"{Kind.DOCUMENT}:{one.key}:{one.day or ''}",
            name=one.name,
        )


def _successor(one: Document, scene: Scene) -> str | None:
    """The document that replaces it, as it is typed."""
    new = scene.documents.get(one.entry.thay_boi or "") if one.entry else None
    if new is None:
        return None
    return f"[@{key(new)}]" if one.is_mark else in_full(new)
