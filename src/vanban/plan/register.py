"""The register of documents that a plan may cite as `[@371/QĐ-UBND]`."""

from __future__ import annotations

from vanban.plan.model import VanBan

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
