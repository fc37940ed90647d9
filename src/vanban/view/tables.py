"""Tables: the task table, the indicators, and free tables, all as columns, rows and cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vanban.plan.marks import split_row
from vanban.plan.model import ChiTieu, Hang, KeHoach
from vanban.plan.numbering import RowNumbering
from vanban.view.inline import Inline, Text, capitals, unbroken_moments, unbroken_years


@dataclass(slots=True)
class O:  # noqa: E742 - "ô" is the field's word for a cell
    """One printed cell.

    `kieu` is its look: `dau` (heading), `so` (number), `nhom` (group title), `viec` (task text),
    `o` (short text, centred), `chu` (text). It begins at column `cot` (from 0) and spans `gop`
    columns. `rong`, twips, and `giu` (stays with the next row) are set by the layout.
    """

    chu: Text
    kieu: str
    cot: int
    gop: int = 1
    giu: bool = False
    rong: int = 0


@dataclass(slots=True)
class HangIn:
    """One printed row: its cells from left to right."""

    o: list[O]


@dataclass(slots=True)
class Bang:
    """One printed table: heading cells, rows; `luoi` and `rong` (twips) are set by the layout."""

    dau: list[O]
    hang: list[HangIn]
    ngang: bool = False
    luoi: list[int] = field(default_factory=list)
    rong: int = 0


TASK_COLUMNS: Mapping[str, str] = {
    "stt": "Stt",
    "viec": "Nội dung",
    "chu_tri": "Đơn vị chủ trì",
    "phoi_hop": "Đơn vị phối hợp",
    "thoi_han": "Thời gian thực hiện và hoàn thành",
}
"""The task table's columns when neither the plan nor the body names its own."""

GOAL_COLUMNS: Mapping[str, str] = {
    "stt": "Stt",
    "chi_tieu": "Chỉ tiêu",
    "don_vi_tinh": "Đơn vị tính",
    "nam_truoc": "Thực hiện {before}",
    "ke_hoach": "Kế hoạch {year}",
    "thoi_han": "Thời hạn",
}

_LOOK = {"stt": "so", "viec": "viec", "chi_tieu": "viec", "ket_qua": "chu", "ghi_chu": "chu"}


def _heads(names: Iterable[str]) -> list[O]:
    return [O(name, "dau", at, giu=True) for at, name in enumerate(names)]


def tasks(rows: Iterable[Hang], columns: Mapping[str, str], inline: Inline) -> Bang:
    """The task table: groups 1, 2; tasks 1.1 in a group, else 1, 2; sub-tasks a, b, c."""
    names = list(columns)
    numbering = RowNumbering()
    printed: list[HangIn] = []
    for row in rows:
        loai, text = row.typed()
        number = numbering.of(loai)
        if loai == "nhom":
            printed.append(_group(number, capitals(inline.text(text)), names))
            continue
        first = {"stt": number, "viec": text}
        cells = [first[name] if name in first else getattr(row, name) or "" for name in names]
        parent = loai == "viec" and not row.has_cells
        printed.append(_row(names, cells, inline, keep=parent))
    return Bang(_heads(columns.values()), printed)


def _row(names: list[str], cells: list[str], inline: Inline, *, keep: bool) -> HangIn:
    texts = map(inline.text, cells)
    return HangIn(
        [
            O(
                unbroken_moments(text) if name == "thoi_han" else text,
                _LOOK.get(name, "o"),
                at,
                giu=keep,
            )
            for at, (name, text) in enumerate(zip(names, texts, strict=True))
        ]
    )


def _group(number: str, title: Text, names: list[str]) -> HangIn:
    """A group's row: its number, if the table has such a column in front, and a merged title."""
    if names[0] == "stt" and len(names) > 1:
        return HangIn(
            [
                O(number, "so", 0, giu=True),
                O(title, "nhom", 1, len(names) - 1, giu=True),
            ]
        )
    return HangIn([O(title, "nhom", 0, len(names), giu=True)])


def goals(rows: Iterable[ChiTieu], plan: KeHoach, inline: Inline) -> Bang:
    """The table of objectives; a column that no row fills is left out."""
    rows = list(rows)
    names = [
        name
        for name in GOAL_COLUMNS
        if name in ("stt", "chi_tieu") or any(getattr(row, name) for row in rows)
    ]
    year, before = (f"năm {plan.year - n}" for n in (0, 1))
    if years := plan.school_year:
        year, before = (f"năm học {years[0] - n}-{years[1] - n}" for n in (0, 1))
    heads = [GOAL_COLUMNS[name].format(year=year, before=before) for name in names]
    return Bang(
        _heads([unbroken_years(head) for head in heads]),
        [
            _row(
                names,
                [str(n), *(getattr(row, name) or "" for name in names[1:])],
                inline,
                keep=False,
            )
            for n, row in enumerate(rows, 1)
        ],
    )


_NUMBER_HEADS = ("stt", "tt", "số tt", "số thứ tự")


def free(typed: str, inline: Inline) -> Bang:
    """A free table: a row a line, cells parted by ` | `; the first line holds the headings.

    A line of one cell spans all columns; missing cells at a row's end stay empty.
    """
    head, *body = [line for line in typed.split("\n") if line.strip()]
    heads = split_row(head)
    first = [
        O(inline.text(name), "dau", at, giu=True) for at, name in enumerate(heads)
    ]  # before the rows: a document is cited in full where it is printed first
    looks = ["so" if name.lower() in _NUMBER_HEADS else "chu" for name in heads]
    rows = []
    for line in body:
        cells = split_row(line)
        if len(cells) == 1 and len(heads) > 1:
            rows.append(HangIn([O(inline.text(cells[0]), "nhom", 0, len(heads), giu=True)]))
            continue
        cells += [""] * (len(heads) - len(cells))
        rows.append(HangIn([O(inline.text(cell), looks[at], at) for at, cell in enumerate(cells)]))
    return Bang(first, rows)
