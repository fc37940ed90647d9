"""The register: documents that a plan may cite as `[@371/QĐ-UBND]`, bodies renamed or abolished."""

from __future__ import annotations

from vanban.plan.model import Part, Words


class VanBan(Part):
    """Một văn bản trong sổ căn cứ: `data/van-ban/*.yaml`."""

    loai: Words
    """Tên loại: `Quyết định`, `Luật`…"""
    ky_hieu: str | None = None
    """Số, ký hiệu: `371/QĐ-UBND`; Luật, Pháp lệnh không cần."""
    ma: str | None = None
    """Tên gọi trong `[@…]` khi văn bản không có số, ký hiệu."""
    ngay: Words
    """Ngày ban hành, viết đúng như in: `28/01/2026`."""
    co_quan: str | None = None
    """Cơ quan ban hành, đúng như in; Luật, Pháp lệnh không ghi."""
    trich_yeu: Words
    """Trích yếu, kể cả từ nối (`về việc …`, `ban hành …`); của Luật: tên luật sau chữ Luật."""
    hieu_luc_tu: str | None = None
    """Ngày bắt đầu có hiệu lực, `dd/mm/yyyy`."""
    hieu_luc_den: str | None = None
    """Ngày hết hiệu lực (ngày cuối cùng còn hiệu lực), `dd/mm/yyyy`."""
    thay_boi: str | None = None
    """Văn bản thay thế: tên gọi của nó trong sổ này (số ký hiệu, hoặc `ma`)."""


class DoiTen(Part):
    """Một cơ quan, tổ chức đã đổi tên, sáp nhập hoặc giải thể."""

    ten: Words
    """Tên cũ, đầy đủ."""
    ten_khac: list[Words] = []
    """Các cách gọi khác của tên cũ trong văn bản."""
    den: Words
    """Ngày cuối cùng còn tên ấy, `dd/mm/yyyy` hoặc `mm/yyyy`."""
    thay_boi: str | None = None
    """Cơ quan nhận nhiệm vụ; không có thì để trống: cần người quyết định."""
    theo: str | None = None
    """Văn bản quyết định việc ấy."""


class SoVanBan(Part):
    """Sổ căn cứ: các văn bản mà `[@số ký hiệu]` nhắc đến, các cơ quan đã đổi tên."""

    van_ban: list[VanBan] = []
    """Các văn bản."""
    doi_ten: list[DoiTen] = []
    """Các cơ quan, tổ chức đã đổi tên, sáp nhập hoặc giải thể."""


WITHOUT_NUMBER = ("Luật", "Bộ luật", "Pháp lệnh")
"""Kinds that are cited without number and issuer (NĐ 30, PL I, II.6.a)."""


def key(document: VanBan) -> str:
    """What stands in `[@…]`: the number and symbol, or the name it was given."""
    return document.ma or document.ky_hieu or document.trich_yeu


def in_full(document: VanBan) -> str:
    """The document as it is cited the first time (NĐ 30, PL I, II.6.a and b)."""
    if document.loai in WITHOUT_NUMBER:
        return f"{document.loai} {document.trich_yeu} ngày {document.ngay}"
    number = f" số {document.ky_hieu}" if document.ky_hieu else ""
    issuer = f" của {document.co_quan}" if document.co_quan else ""
    return f"{document.loai}{number} ngày {document.ngay}{issuer} {document.trich_yeu}"


def later(document: VanBan) -> str:
    """The document as it is cited afterwards: kind and number (NĐ 30, PL I, II.6.b)."""
    if document.ky_hieu and document.loai not in WITHOUT_NUMBER:
        return f"{document.loai} số {document.ky_hieu}"
    return f"{document.loai} {document.trich_yeu}"
