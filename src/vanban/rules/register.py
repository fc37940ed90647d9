"""The register of documents and bodies (family N): dates that are none, successors nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from vanban.finding import Finding, Level, did_you_mean
from vanban.language.dates import parse_date
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.register import SoVanBan, VanBan, key
from vanban.plan.source import Path, Source


def register(
    written: SoVanBan, source: Source, others: Iterable[SoVanBan] = ()
) -> Iterator[Finding]:
    """The findings of one file; `others` are the register's other files, which it may refer to."""
    known = {key(one): one for other in others for one in other.van_ban}
    yield from _twice(written, source, known)
    known |= {key(one): one for one in written.van_ban}
    for at, document in enumerate(written.van_ban):
        yield from _dates(document, ("van_ban", at), source)
        yield from _successor(document, ("van_ban", at), source, known)
    for at, body in enumerate(written.doi_ten):
        yield from _not_a_date(body.den, ("doi_ten", at, "den"), source)


def _twice(written: SoVanBan, source: Source, known: dict[str, VanBan]) -> Iterator[Finding]:
    """A name in `[@…]` must mean one document."""
    seen = set(known)
    for at, document in enumerate(written.van_ban):
        if key(document) in seen:
            yield Finding(
                "N203",
                Level.CANH_BAO,
                _("“{name}” có hai lần trong sổ căn cứ", name=key(document)),
                source.place(("van_ban", at)),
                _("Bỏ một, hoặc đặt “ma” riêng cho một trong hai văn bản."),
            )
        seen.add(key(document))


def _dates(document: VanBan, path: Path, source: Source) -> Iterator[Finding]:
    """Each date is one, and none ends before it begins."""
    for name in ("ngay", "hieu_luc_tu", "hieu_luc_den"):
        yield from _not_a_date(getattr(document, name), (*path, name), source)
    since, until = _day(document.hieu_luc_tu), _day(document.hieu_luc_den)
    if since and until and until < since:
        yield Finding(
            "N201",
            Level.CANH_BAO,
            _("Hết hiệu lực trước khi có hiệu lực"),
            source.place((*path, "hieu_luc_den")),
            _("Xem lại “hieu_luc_tu” và “hieu_luc_den”."),
        )


def _not_a_date(typed: str | None, path: Path, source: Source) -> Iterator[Finding]:
    if typed is None:
        return
    try:
        parse_date(typed)
    except ValueError as error:
        yield Finding(
            "N201",
            Level.CANH_BAO,
            str(error),
            source.place(path),
            _("Viết “dd/mm/yyyy”, ví dụ 01/7/2025; `vanban roll` bỏ qua ngày không đọc được."),
        )


def _day(typed: str | None) -> date | None:
    """The day, `None` where only a month is known or nothing can be read."""
    try:
        return parse_date(typed or "").date
    except ValueError:
        return None


def _successor(
    document: VanBan, path: Path, source: Source, known: dict[str, VanBan]
) -> Iterator[Finding]:
    """What replaces a document is another one of the register, and not in a circle."""
    if document.thay_boi is None:
        return
    place = source.place((*path, "thay_boi"))
    if document.thay_boi not in known:
        yield Finding(
            "N202",
            Level.CANH_BAO,
            _("Văn bản thay thế “{name}” không có trong sổ căn cứ", name=document.thay_boi),
            place,
            did_you_mean(
                nearest(document.thay_boi, known),
                _("Thêm văn bản ấy vào sổ, hoặc sửa “thay_boi”."),
            ),
        )
        return
    seen = {key(document)}
    after: VanBan | None = known[document.thay_boi]
    while after is not None:
        if key(after) in seen:
            yield Finding(
                "N202",
                Level.CANH_BAO,
                _("“{name}” rốt cuộc được thay bởi chính nó", name=key(document)),
                place,
                _("Sửa “thay_boi” cho hết vòng."),
            )
            return
        seen.add(key(after))
        after = known.get(after.thay_boi or "")
