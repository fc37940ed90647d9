"""What the model cannot say of a plan: its settings, and what only the whole plan shows.

That is marks without partner or where nobody reads them, tables without place, levels without
top, signatures without room. Nearly all are errors of shape (family C): a plan that has one is
not rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from vanban.finding import Finding, Level, Passage, did_you_mean
from vanban.language.dates import parse_date
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.kinds import kinds
from vanban.plan.marks import cited, note_marks, split_row
from vanban.plan.model import CELLS, CoQuan, KeHoach, Khoi
from vanban.plan.passages import passages, reads_marks
from vanban.plan.source import Path, Source


def whole(
    plan: KeHoach,
    source: Source,
    co_quan: CoQuan | None,
    documents: Mapping[str, tuple[str, str]],
) -> Iterator[Finding]:
    """The findings of a plan that is well shaped part by part."""
    yield from wording(plan, source, list(passages(source, MARK_SIGN)), documents)
    yield from _places_of_tables(plan, source)
    yield from _rows(plan, source, co_quan)
    for path, blocks in _block_lists(plan):
        yield from _levels(source, path, blocks)
        yield from _free_tables(source, path, blocks)


MARK_SIGN = "["
"""What every text with a footnote or a cited document holds."""


def wording(
    plan: KeHoach,
    source: Source,
    marked: list[Passage],
    documents: Mapping[str, tuple[str, str]],
) -> Iterator[Finding]:
    """The part of `whole` that other words in the same entries can change.

    `marked`: the passages that hold MARK_SIGN. Why apart: of a plan filled for thousands of
    schools, its entries are checked once.
    """
    yield from _settings(plan, source)
    yield from _stray_marks(source, marked)
    yield from _footnotes(plan, source, marked)
    yield from _citations(source, documents, marked)


def _error(source: Source, code: str, path: Path, message: str, hint: str = "") -> Finding:
    return Finding(code, Level.LOI, message, source.place(path), hint)


def _settings(plan: KeHoach, source: Source) -> Iterator[Finding]:
    if plan.loai not in kinds():
        yield _error(
            source,
            "C120",
            ("loai",),
            _("Không có loại văn bản “{loai}”", loai=plan.loai),
            did_you_mean(
                nearest(plan.loai, kinds()),
                _("Dùng một trong: {kinds}.", kinds=", ".join(kinds())),
            ),
        )
    if plan.ngay is not None:
        try:
            parse_date(plan.ngay)
        except ValueError as error:
            yield _error(
                source,
                "C121",
                ("ngay",),
                _("Ngày không hợp lệ: {why}", why=error),
                _("Viết dd/mm/yyyy, mm/yyyy hoặc để trống."),
            )
    if plan.du_thao and plan.so:
        yield _error(
            source,
            "C123",
            ("du_thao",),
            _("Văn bản đã có số thì không còn là dự thảo"),
            _("Bỏ dòng “du_thao” hoặc để trống “so”."),
        )
    yield from _years(plan, source)
    yield from _number_and_symbol(plan, source)
    yield from _signatures(plan, source)
    yield from _waivers(plan, source)


def _years(plan: KeHoach, source: Source) -> Iterator[Finding]:
    if (years := plan.school_year) and years[1] != years[0] + 1:
        yield _error(
            source,
            "C143",
            ("nam_hoc",),
            _("Năm học “{years}” không phải hai năm liền nhau", years=plan.nam_hoc),
            _("Ví dụ “nam_hoc: 2026-2027”."),
        )


_NUMBER = re.compile(r"\d+[a-zđ]?")


def _number_and_symbol(plan: KeHoach, source: Source) -> Iterator[Finding]:
    if plan.so is not None and not _NUMBER.fullmatch(plan.so):
        yield _error(
            source,
            "C122",
            ("so",),
            _("“so: {so}” không phải số văn bản", so=plan.so),
            _("Chỉ gõ số, ví dụ “so: 5”; ký hiệu do máy ghép."),
        )
    if plan.ky_hieu is not None and ("/" in plan.ky_hieu or re.search(r"\s", plan.ky_hieu)):
        yield _error(
            source,
            "C142",
            ("ky_hieu",),
            _("“ky_hieu: {symbol}” có dấu “/” hoặc dấu cách", symbol=plan.ky_hieu),
            _("Chỉ gõ phần sau số, ví dụ “ky_hieu: KH-UBND”; số và dấu “/” do máy ghép."),
        )


def _signatures(plan: KeHoach, source: Source) -> Iterator[Finding]:
    if plan.phe_duyet and len(plan.nguoi_ky) > 1:
        yield Finding(
            "C139",
            Level.LOI,
            _("Hai người ký cùng khối phê duyệt là ba chữ ký, trang chỉ có chỗ cho hai"),
            source.keys.get(("phe_duyet",), source.place(("phe_duyet",))),
            _("Bỏ “phe_duyet”, hoặc để một người trong “nguoi_ky”."),
        )


def _waivers(plan: KeHoach, source: Source) -> Iterator[Finding]:
    for at, waived in enumerate(plan.bo_qua):
        code, _colon, reason = waived.partition(":")
        if not (code.strip()[1:].isdigit() and reason.strip()):
            yield _error(
                source,
                "C124",
                ("bo_qua", at),
                _("“{text}”: mỗi dòng bỏ qua cần một mã và lý do", text=waived),
                _("Ví dụ “- 'N102: thời hạn theo văn bản của tỉnh'”."),
            )


def _stray_marks(source: Source, marked: list[Passage]) -> Iterator[Finding]:
    """Footnotes and cited documents where marks are not read: they would be printed raw."""
    for passage in marked:
        if reads_marks(passage.path):
            continue
        for name, start, end in (*note_marks(passage.text), *cited(passage.text)):
            yield Finding(
                "C141",
                Level.LOI,
                _("Chỗ này không đặt được chú thích hay trích dẫn: “{name}”", name=name),
                source.place(passage.path, start, end),
                _("Bỏ dấu này, hoặc đưa sang lời văn của nội dung."),
            )


def _footnotes(plan: KeHoach, source: Source, marked: list[Passage]) -> Iterator[Finding]:
    used: set[str] = set()
    for passage in marked:
        inside = passage.path[0] == "chu_thich"
        for name, start, end in note_marks(passage.text):
            used.add(name)
            if not reads_marks(passage.path):
                continue
            place = source.place(passage.path, start, end)
            if inside:
                yield Finding(
                    "C127",
                    Level.LOI,
                    _("Trong chú thích không đặt được chú thích"),
                    place,
                    _("Đưa nội dung vào cùng một chú thích."),
                )
            elif name not in plan.chu_thich:
                near = nearest(name, plan.chu_thich)
                yield Finding(
                    "C125",
                    Level.LOI,
                    _("Dấu chú thích [^{name}] không có lời trong “chu_thich”", name=name),
                    place,
                    did_you_mean(near, _("Thêm “{name}: …” vào “chu_thich”.", name=name)),
                )
    for name in plan.chu_thich:
        if name not in used:
            yield Finding(
                "C126",
                Level.LOI,
                _("Chú thích “{name}” không có dấu [^{name}] trong lời văn", name=name),
                source.keys.get(("chu_thich", name), source.place(("chu_thich", name))),
                _("Đặt dấu ở chỗ cần chú thích, hoặc bỏ chú thích này."),
            )


def _citations(
    source: Source, documents: Mapping[str, tuple[str, str]], marked: list[Passage]
) -> Iterator[Finding]:
    for passage in marked:
        for number, start, end in cited(passage.text):
            if number not in documents and reads_marks(passage.path):
                near = nearest(number, documents)
                yield Finding(
                    "C128",
                    Level.LOI,
                    _("[@{number}] không có trong sổ căn cứ data/van-ban", number=number),
                    source.place(passage.path, start, end),
                    did_you_mean(near, _("Thêm văn bản này vào một tệp trong data/van-ban.")),
                )


def _block_lists(plan: KeHoach) -> Iterator[tuple[Path, list[Khoi]]]:
    yield ("noi_dung",), plan.noi_dung
    for at, appendix in enumerate(plan.phu_luc):
        yield ("phu_luc", at, "noi_dung"), appendix.noi_dung


def _places_of_tables(plan: KeHoach, source: Source) -> Iterator[Finding]:
    """Every table is placed once, and what is placed exists."""
    places: dict[str, list[Path]] = {"nhiem_vu": [], "muc_tieu": []}
    for path, blocks in _block_lists(plan):
        for at, block in enumerate(blocks):
            if block.bang is not None and block.bang.strip() in places:
                places[block.bang.strip()].append((*path, at, "bang"))
            elif block.bang is not None and "\n" not in block.bang.strip():
                near = nearest(block.bang, places)
                yield _error(
                    source,
                    "C131",
                    (*path, at, "bang"),
                    _("Không có bảng tên “{name}”", name=block.bang.strip()),
                    did_you_mean(
                        near, _("Viết nhiem_vu, muc_tieu, hoặc “|” rồi mỗi dòng một hàng.")
                    ),
                )
    for name, found in places.items():
        rows = getattr(plan, name)
        if rows and not found:
            yield Finding(
                "C129",
                Level.LOI,
                _("Bảng “{name}” chưa có chỗ in trong “noi_dung”", name=name),
                source.keys.get((name,), source.place((name,))),
                _("Thêm dòng “- bang: {name}” ở chỗ cần in.", name=name),
            )
        if found and not rows:
            yield _error(
                source,
                "C130",
                found[0],
                _("Bảng “{name}” không có hàng nào", name=name),
                _("Thêm phần “{name}:” với các hàng, hoặc bỏ dòng này.", name=name),
            )
        for again in found[1:]:
            yield _error(
                source,
                "C132",
                again,
                _("Bảng “{name}” đã in ở trên", name=name),
                _("Mỗi bảng chỉ in một lần."),
            )


def _rows(plan: KeHoach, source: Source, co_quan: CoQuan | None) -> Iterator[Finding]:
    columns = plan.cot or (co_quan.cot if co_quan else None)
    shown = set(columns.in_order()) if columns else {"chu_tri", "phoi_hop", "thoi_han"}
    above = ""
    for at, row in enumerate(plan.nhiem_vu):
        path: Path = ("nhiem_vu", at)
        if row.loai == "nhom" and row.has_cells:
            yield _error(
                source,
                "C133",
                path,
                _("Hàng nhóm không có ô"),
                _("Chuyển đơn vị, thời hạn xuống các việc trong nhóm."),
            )
        if row.loai == "viec_con" and above in ("", "nhom"):
            yield _error(
                source,
                "C134",
                path,
                _("“viec_con” không có “viec” nào ở trên"),
                _("Đổi thành “viec”, hoặc thêm việc mẹ ở trên."),
            )
        above = row.loai
        for cell in CELLS:
            if getattr(row, cell) is not None and cell not in shown:
                yield _error(
                    source,
                    "C135",
                    (*path, cell),
                    _("Bảng không có cột “{cell}” nên ô này không được in", cell=cell),
                    _("Thêm “{cell}: Tên cột” vào “cot”.", cell=cell),
                )
    if plan.nhiem_vu and columns and columns.viec is None:
        yield _error(
            source,
            "C135",
            ("cot",),
            _("Bảng không có cột “{cell}” nên ô này không được in", cell="viec"),
            _("Thêm “{cell}: Tên cột” vào “cot”.", cell="viec"),
        )


_SUB_LEVELS = {"tieu_muc_con", "khoan_con"}


def _levels(source: Source, path: Path, blocks: list[Khoi]) -> Iterator[Finding]:
    """A sub-level stands under its level; run-in text stands right after a title."""
    open_item = False
    for at, block in enumerate(blocks):
        kind = block.loai
        if kind in ("phan", "muc"):
            open_item = False
        elif kind in ("tieu_muc", "khoan"):
            open_item = True
        elif kind in _SUB_LEVELS and not open_item:
            yield _error(
                source,
                "C136",
                (*path, at),
                _("“{kind}” không có “tieu_muc” hay “khoan” nào ở trên", kind=kind),
                _("Đổi thành “{kind}”.", kind=kind.removesuffix("_con")),
            )
    before = ["", *[block.loai for block in blocks]]
    for at, (above, kind) in enumerate(pairwise(before)):
        if kind == "lien" and above not in ("tieu_muc", "tieu_muc_con"):
            yield _error(
                source,
                "C137",
                (*path, at),
                _("“lien” phải đứng ngay sau “tieu_muc” hoặc “tieu_muc_con”"),
                _("Đổi thành “doan”."),
            )


def _free_tables(source: Source, path: Path, blocks: list[Khoi]) -> Iterator[Finding]:
    for at, block in enumerate(blocks):
        rows = [line for line in (block.bang or "").split("\n") if line.strip()]
        if len(rows) < 2:
            continue
        width = len(split_row(rows[0]))
        for n, row in enumerate(rows[1:], 2):
            cells = len(split_row(row))
            if cells > width:
                yield _error(
                    source,
                    "C138",
                    (*path, at, "bang"),
                    _(
                        "Hàng {n} có {cells} ô, hàng tên cột chỉ có {width}",
                        n=n,
                        cells=cells,
                        width=width,
                    ),
                    _("Mỗi ô cách nhau bằng “ | ”."),
                )
