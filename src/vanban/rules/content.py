"""Content of a plan (family N): units that nobody knows, deadlines that nobody can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vanban.finding import Finding, Level, did_you_mean
from vanban.messages import _
from vanban.plan.groups import group
from vanban.plan.marks import without_marks
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.points import points
from vanban.plan.source import Source
from vanban.plan.units import Units

CODES = frozenset({"N101", "N102", "N103", "N104", "N105", "N106"})
"""Every code of the family."""


def content(
    plan: KeHoach, source: Source, co_quan: CoQuan, is_school: Callable[[str], bool]
) -> Iterator[Finding]:
    """The findings of a well-shaped plan's content; `is_school`: whether a roster has a name."""
    yield from _units(plan, source, Units(co_quan), is_school)
    yield from _deadlines(plan, source)
    yield from _tasks(plan, source)
    yield from _recipients(plan, source)
    yield from _points(source)


def _units(
    plan: KeHoach, source: Source, units: Units, is_school: Callable[[str], bool]
) -> Iterator[Finding]:
    for at, row in enumerate(plan.nhiem_vu):
        for cell in ("chu_tri", "phoi_hop"):
            for named in units.read(without_marks(getattr(row, cell) or "")):
                path = ("nhiem_vu", at, cell)
                place = source.place(path, named.start, named.end)
                if named.unit is None and (group(named.name) or is_school(named.name)):
                    continue
                if named.unit is None:
                    near = units.nearest(named.name)
                    yield Finding(
                        "N101",
                        Level.CANH_BAO,
                        _("Chưa biết đơn vị “{name}”", name=named.name),
                        place,
                        did_you_mean(
                            near,
                            _("Thêm vào “don_vi” của data/co-quan/{body}.yaml.", body=plan.co_quan),
                        ),
                    )
                elif named.unit.den is not None and named.unit.den < plan.year:
                    yield Finding(
                        "N103",
                        Level.CANH_BAO,
                        _("“{name}” chỉ có đến năm {year}", name=named.name, year=named.unit.den),
                        place,
                        _("Chọn đơn vị thay thế, hoặc sửa “den” của đơn vị."),
                    )
                elif named.unit.tu is not None and named.unit.tu > plan.year:
                    yield Finding(
                        "N103",
                        Level.CANH_BAO,
                        _("“{name}” chỉ có từ năm {year}", name=named.name, year=named.unit.tu),
                        place,
                        _("Chọn đơn vị khác, hoặc sửa “tu” của đơn vị."),
                    )


def _deadlines(plan: KeHoach, source: Source) -> Iterator[Finding]:
    from vanban.language.deadline import parse  # 50 ms of tables that a render can do without

    rows = [("nhiem_vu", at, row.thoi_han) for at, row in enumerate(plan.nhiem_vu)]
    rows += [("muc_tieu", at, row.thoi_han) for at, row in enumerate(plan.muc_tieu)]
    for part, at, text in rows:
        if text and parse(without_marks(text), plan.year, school_year=plan.school_year) is None:
            yield Finding(
                "N102",
                Level.THONG_TIN,
                _("Thời hạn máy không đọc được, in như đã gõ: “{text}”", text=text),
                source.place((part, at, "thoi_han")),
                _(
                    "Ví dụ đọc được: Quý I/{year}, Tháng 3/{year}, Trước ngày 15/9/{year}, "
                    "Thường xuyên.",
                    year=plan.year,
                ),
            )


def _tasks(plan: KeHoach, source: Source) -> Iterator[Finding]:
    """A task without any cell is a parent; without sub-tasks nobody does it."""
    for at, row in enumerate(plan.nhiem_vu):
        following = plan.nhiem_vu[at + 1].loai if at + 1 < len(plan.nhiem_vu) else ""
        if row.loai != "nhom" and not row.has_cells and following != "viec_con":
            yield Finding(
                "N104",
                Level.CANH_BAO,
                _("Việc này chưa có đơn vị, chưa có thời hạn"),
                source.place(("nhiem_vu", at)),
                _("Thêm “chu_tri”, “thoi_han”, hoặc các “viec_con” bên dưới."),
            )


def _recipients(plan: KeHoach, source: Source) -> Iterator[Finding]:
    """Nơi nhận is one of the nine components every document has (NĐ 30, Điều 8; PL I, II.9)."""
    if not plan.noi_nhan and not plan.luu:
        yield Finding(
            "N105",
            Level.CANH_BAO,
            _("Kế hoạch chưa có nơi nhận"),
            source.place(()),
            _("Thêm “noi_nhan” và “luu: VT”."),
            clause=_("NĐ 30, Phụ lục I, Phần I, Mục II, khoản 9"),
        )


def _points(source: Source) -> Iterator[Finding]:
    """What a machine left to decide when it made the plan from another one."""
    for point in points(source):
        yield Finding(
            "N106",
            Level.CANH_BAO,
            _("Còn điểm cần quyết định: {point}", point=point.text),
            point.place,
            _("Sửa chỗ ấy nếu cần, rồi xoá dòng “# CẦN XEM: …”."),
        )
