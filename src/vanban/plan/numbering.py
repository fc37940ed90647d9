"""The numbers the machine prints in front of paragraphs and rows."""

from __future__ import annotations

from vanban.language.numerals import letter, roman


class Numbering:
    """The decree's numbers for blocks in order (NĐ 30, PL I, II.6.đ; below a point: practice)."""

    def __init__(self) -> None:
        self._phan = self._muc = self._khoan = self._con = self._diem = 0

    def of(self, loai: str) -> str:
        """The number of the next block of kind `loai`; empty for a kind without one."""
        match loai:
            case "phan":
                self._phan += 1
                self._muc = self._khoan = self._con = self._diem = 0
                return roman(self._phan)
            case "muc":
                self._muc += 1
                self._khoan = self._con = self._diem = 0
                return f"{roman(self._muc)}."
            case "tieu_muc" | "khoan":
                self._khoan += 1
                self._con = self._diem = 0
                return f"{self._khoan}."
            case "tieu_muc_con" | "khoan_con":
                self._con += 1
                self._diem = 0
                return f"{self._khoan}.{self._con}."
            case "diem":
                self._diem += 1
                return f"{letter(self._diem)})"
        return ""


class RowNumbering:
    """The numbers of the task table: groups 1, 2; tasks 1.1 in a group, else 1, 2; sub-tasks a."""

    def __init__(self) -> None:
        self._nhom = self._viec = self._con = 0

    def of(self, loai: str) -> str:
        """The number of the next row of kind `loai`."""
        match loai:
            case "nhom":
                self._nhom += 1
                self._viec = self._con = 0
                return str(self._nhom)
            case "viec":
                self._viec += 1
                self._con = 0
                return f"{self._nhom}.{self._viec}" if self._nhom else str(self._viec)
        self._con += 1
        return letter(self._con)
