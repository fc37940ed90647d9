"""The heading row of a roster: which column is which."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from vanban.finding import Level
from vanban.language.unicode import key, nearest
from vanban.messages import _
from vanban.plan.roster.table import Table
from vanban.tables import table as law

SEARCHED = 100
"""So many rows are searched for the headings: a title and its lines may stand above them."""

NAME = "ten"


@cache
def _columns() -> dict[str, str]:
    """Heading without accents → column."""
    found: dict[str, str] = {}
    for column, names in law("cot-truong").items():
        for heading in (column, names["ten"], *names["ten_khac"]):
            found.setdefault(key(heading), column)
    return found


def column_of(heading: str) -> str:
    """The column a heading means: a known one, else the heading's own key; `""` for a blank."""
    bare = key(heading)
    return _columns().get(bare, bare)


def score(cells: Iterable[str]) -> int:
    """How many columns a row would name as headings; 0 unless one of them is the name."""
    found = {_columns().get(key(cell), "") for cell in cells} - {""}
    return len(found) if NAME in found else 0


def headings(table: Table) -> tuple[int, dict[int, str], list[str]] | None:
    """Where the headings stand in `table.rows`, position → column, and the headings as typed.

    `None`, and a finding (L202), when no row has the name's heading. Of two columns of one meaning
    the first is read (L203).
    """
    rows = table.rows[:SEARCHED]
    at = next((at for at, (_number, cells) in enumerate(rows) if score(cells)), None)
    if at is None:
        _no_headings(table)
        return None
    number, typed = table.rows[at]
    columns: dict[int, str] = {}
    for position, heading in enumerate(typed):
        column = column_of(heading)
        if not column:
            continue
        if column in columns.values():
            first = next(place for place, known in columns.items() if known == column)
            table.add(
                "L203", Level.CANH_BAO,
                _("Hai cột cùng nghĩa: “{one}” và “{two}”; cột sau không được đọc",
                  one=typed[first], two=heading),
                _("Đổi tên một cột."), row=number, cell=heading,
            )  # fmt: skip
            continue
        columns[position] = column
    return at, columns, typed


def _no_headings(table: Table) -> None:
    known = [name for names in law("cot-truong")[NAME].values() for name in _listed(names)]
    if not table.rows:
        if not table.findings:
            table.add("L202", Level.LOI, _("Danh sách trống: chưa có hàng nào"))
        return
    number, cells = max(table.rows[:SEARCHED], key=lambda row: sum(map(bool, row[1])))
    near = next((cell for cell in cells if cell and nearest(cell, known)), None)
    hint = _("Đặt tên cột ở hàng đầu, ví dụ: Mã; Tên trường; Loại; Họ tên.")
    if near:
        hint = _("Cột “{heading}”: có phải là “{name}”?", heading=near, name=nearest(near, known))
    table.add("L202", Level.LOI, _("Không thấy cột tên trường"), hint, row=number)


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names
