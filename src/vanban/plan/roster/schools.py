"""The rows of a table → units, each row judged by itself and beside the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vanban.finding import Level, Place, did_you_mean
from vanban.language.dates import parse_date
from vanban.language.unicode import fold, key, legacy, nfc
from vanban.messages import _
from vanban.plan.issuer import Truong
from vanban.plan.roster import kinds
from vanban.plan.roster.headings import NAME, headings
from vanban.plan.roster.table import LONGEST_CELL, Table

_NOT_IN_CODES = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^[.~]|\.$')
_NUMBER = re.compile(r"\d+[a-zđ]?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_TITLE = re.compile(
    r"(?:(?:GS|PGS|TSKH|TS|ThS|Ths|CN|NGND|NGƯT|NSND|NSƯT)(?=[.,\s])|"
    r"(?:Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Cử nhân|Nhà giáo|Ông|Bà|Thầy|Cô|Đồng chí|Đ/c)(?=\s))"
)


def schools(table: Table) -> tuple[list[Truong], list[str]]:
    """The good rows as units, and the columns; what is wrong joins the findings of the table."""
    found = headings(table)
    if found is None:
        return [], []
    at, columns, typed = found
    reader = _Reader(table, columns, typed)
    rows = [unit for number, cells in table.rows[at + 1 :] if (unit := reader.row(number, cells))]
    reader.finish(rows)
    return rows, list(columns.values())


class _Reader:
    """Reads row after row and remembers what must not come twice."""

    def __init__(self, table: Table, columns: Mapping[int, str], typed: list[str]) -> None:
        self.table = table
        self.columns = columns
        self.typed = typed
        self.heading = {column: typed[position] for position, column in columns.items()}
        self.nameless = [at for at, heading in enumerate(typed) if not key(heading)]
        self.has_codes = "ma" in self.heading
        self.codes: dict[str, int] = {}
        self.unnamed = False
        self.made = 0

    def row(self, number: int, cells: list[str]) -> Truong | None:
        """The unit of a row; `None` when a mistake keeps it out."""
        if not self._fits(number, cells):
            return None
        values = {
            column: text
            for position, column in self.columns.items()
            if position < len(cells) and (text := _cleaned(cells[position]))
        }
        if not values:
            return None
        good = [self._readable(number, column, text) for column, text in values.items()]
        good += [self._named(number, values), self._dated(number, values)]
        kind = self._kind(number, values)
        code = self._code(number, values) if NAME in values else None
        if not all(good) or kind is None or code is None:
            return None
        self._signer(number, values)
        values = {**values, "ma": code, "loai": kind}
        if not kind:
            del values["loai"]
        place = Place(self.table.file, row=number)
        return Truong(code, values[NAME], kind, values, place)

    def _note(
        self, code: str, level: Level, message: str, hint: str, number: int, column: str = ""
    ) -> bool:
        self.table.add(code, level, message, hint, number, self.heading.get(column))
        return level < Level.LOI

    def _fits(self, number: int, cells: list[str]) -> bool:
        """Whether every text of the row stands below a heading."""
        beyond = next((cell for cell in cells[len(self.typed) :] if cell), None)
        if beyond is not None and self.table.wide:
            return self._note(
                "L204", Level.LOI,
                _("Hàng có {n} ô, hàng tên cột chỉ có {width}", n=len(cells),
                  width=len(self.typed)),
                _("Ô có dấu phân cách bên trong thì đặt cả ô trong dấu ngoặc kép."), number,
            )  # fmt: skip
        unnamed = beyond or next(
            (cells[at] for at in self.nameless if cells[at:] and cells[at]), None
        )
        if unnamed is not None and not self.unnamed:
            self.unnamed = True
            self._note(
                "L204", Level.THONG_TIN,
                _("Có ô nằm ở cột không tên, không được đọc: “{text}”", text=unnamed[:40]),
                _("Đặt tên cho cột ấy nếu cần dùng."), number,
            )  # fmt: skip
        return True

    def _readable(self, number: int, column: str, text: str) -> bool:
        if len(text) > LONGEST_CELL or _CONTROL.search(text):
            return self._note(
                "L220", Level.LOI, _("Ô này quá dài hoặc có ký tự điều khiển"),
                _("Gõ lại ô này."), number, column,
            )  # fmt: skip
        if legacy(text.replace("\u00ad", "®")):  # in TCVN3 a soft hyphen is ư; ® will do for it
            return self._note(
                "L219", Level.LOI,
                _("“{text}” có vẻ gõ bằng phông cũ (TCVN3, VNI)", text=text[:40]),
                _("Chuyển danh sách sang Unicode (ví dụ bằng UniKey) rồi lưu lại."), number, column,
            )  # fmt: skip
        return True

    def _named(self, number: int, values: Mapping[str, str]) -> bool:
        if any(map(str.isalnum, values.get(NAME, ""))):
            return True
        return self._note(
            "L206", Level.LOI, _("Hàng này thiếu tên trường"),
            _("Gõ tên đầy đủ của trường, hoặc xóa hàng."), number, NAME,
        )  # fmt: skip

    def _dated(self, number: int, values: Mapping[str, str]) -> bool:
        good = True
        if day := values.get("ngay"):
            try:
                parse_date(day)
            except ValueError as error:
                good = self._note(
                    "L212", Level.LOI, _("Ngày không hợp lệ: {why}", why=error),
                    _("Viết dd/mm/yyyy, mm/yyyy hoặc để trống."), number, "ngay",
                )  # fmt: skip
        if (so := values.get("so")) and not _NUMBER.fullmatch(so):
            good = self._note(
                "L213", Level.LOI, _("“{so}” không phải số văn bản", so=so),
                _("Chỉ gõ số, ví dụ 5 hoặc 5a."), number, "so",
            )  # fmt: skip
        return good

    def _kind(self, number: int, values: Mapping[str, str]) -> str | None:
        """The key of the kind, `""` when nothing tells it; `None` when what is said is unknown."""
        if said := values.get("loai"):
            if kind := kinds.named(said):
                return kind
            near = kinds.near(said)
            self._note(
                "L210", Level.LOI, _("Không có loại đơn vị “{kind}”", kind=said),
                did_you_mean(near, _("Dùng một trong: {kinds}.", kinds=", ".join(kinds.full()))),
                number, "loai",
            )  # fmt: skip
            return None
        name = " ".join(values.get(NAME, "").split())
        kind = kinds.from_name(name)
        if name and not kind:
            self._note(
                "L211", Level.CANH_BAO, _("Chưa rõ “{name}” thuộc loại đơn vị nào", name=name),
                _("Thêm cột Loại, ví dụ: {kinds}.", kinds=", ".join(kinds.full()[:3])),
                number, NAME,
            )  # fmt: skip
        return kind

    def _code(self, number: int, values: Mapping[str, str]) -> str | None:
        """The code of the row, made from the name where there is none; `None` for a bad one."""
        typed = values.get("ma", "")
        code = typed or key(values[NAME]).replace("_", "-")
        if not typed and self.has_codes:
            self._note(
                "L207", Level.CANH_BAO, _("Hàng này thiếu mã; lấy “{code}” theo tên", code=code),
                _("Gõ mã của trường."), number, "ma",
            )  # fmt: skip
        self.made += not typed
        if _NOT_IN_CODES.search(code) or not any(map(str.isalnum, code)):
            self._note(
                "L209", Level.LOI,
                _("Mã “{code}” có dấu không dùng được trong tên tệp", code=code),
                _("Chỉ dùng chữ, số, gạch nối và dấu chấm, ví dụ thpt-mau-so-1."), number, "ma",
            )  # fmt: skip
            return None
        first = self.codes.setdefault(code.casefold(), number)
        if first != number:
            hint = _("Mỗi trường một mã riêng.")
            if not typed:
                hint = _("Mã này lấy theo tên; thêm cột Mã để phân biệt hai trường.")
            self._note(
                "L208", Level.LOI, _("Mã “{code}” đã có ở hàng {n}", code=code, n=first), hint,
                number, "ma" if typed else NAME,
            )  # fmt: skip
            return None
        return code

    def _signer(self, number: int, values: Mapping[str, str]) -> None:
        if title := _TITLE.match(values.get("ho_ten", "")):
            self.table.add(
                "L215", Level.THONG_TIN,
                _("Trước họ tên người ký có “{title}”", title=title[0]),
                _("Bỏ đi, trừ khi ngành cho ghi học hàm, học vị."),
                number, self.heading.get("ho_ten"),
                _("NĐ 30, Phụ lục I, Phần I, Mục II, khoản 7"),
            )  # fmt: skip

    def finish(self, rows: list[Truong]) -> None:
        """Note what only all rows show."""
        if self.made and not self.has_codes:
            self.table.add(
                "L207", Level.THONG_TIN,
                _("Danh sách không có cột Mã; mã lấy theo tên trường, ví dụ “{code}”",
                  code=next(iter(self.codes), "")),
                _("Thêm cột Mã nếu trường đã có mã."),
            )  # fmt: skip
        self._figures()
        for one, other in _alike(rows):
            self._note(
                "L214", Level.CANH_BAO,
                _("“{name}” trùng tên với hàng {n}", name=other.ten, n=one.place.row),
                _("Nếu là hai trường, ghi cột Xã/phường để phân biệt; nếu là một, xóa một hàng."),
                other.place.row or 0, NAME,
            )  # fmt: skip

    def _figures(self) -> None:
        """A code that is a number has lost its leading zeros, and nobody can tell how many."""
        position = next((at for at, column in self.columns.items() if column == "ma"), None)
        row = next((row for row, at in sorted(self.table.figures.items()) if position in at), None)
        if row is not None:
            self._note(
                "L217", Level.THONG_TIN, _("Mã gõ dạng số: nếu có số 0 ở đầu thì đã mất"),
                _("Định dạng cột Mã là Text rồi gõ lại, nếu mã có số 0 ở đầu."), row, "ma",
            )  # fmt: skip


def _cleaned(cell: str) -> str:
    """A cell without what nobody typed on purpose: signs without width, no-break spaces."""
    text = nfc(cell) if not cell.isascii() else cell
    return _UNSEEN.sub("", text).replace("\u00a0", " ").strip()


def _alike(rows: list[Truong]) -> Iterator[tuple[Truong, Truong]]:
    """Each unit that has the name and the place of an earlier one, with that one."""
    seen: dict[tuple[str, ...], Truong] = {}
    for unit in rows:
        where = (unit.values.get(name, "") for name in ("xa", "khu_vuc", "chu_quan", "dia_chi"))
        same = (fold(unit.ten), *(text.casefold() for text in where))
        first = seen.setdefault(same, unit)
        if first is not unit:
            yield first, unit
