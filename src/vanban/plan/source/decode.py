"""Bytes of a file → its text, or what the bytes look like when they are not UTF-8.

Why: a clerk's file comes from Notepad, from Word or from a program of the nineties; "invalid
start byte" helps nobody, "save it as UTF-8" does.
"""

from __future__ import annotations

import codecs
import re

from vanban.files import BOM
from vanban.finding import Finding, Level, Place
from vanban.messages import _

_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "Word, Excel hoặc ZIP (.docx, .xlsx, .zip)"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word, Excel đời cũ (.doc, .xls)"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (  # the longer ones first: UTF-32 LE begins like UTF-16 LE
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE = 65_536

# A base vowel and one of the five tone marks, or đ: what only windows-1258 writes so.
_CP1258 = re.compile(
    rb"[aeiouyAEIOUY\xe2\xe3\xea\xf4\xf5\xfd][\xcc\xd2\xde\xec\xf2]|[ck ]?\xf0[a-z]"
)
# The commonest letters of TCVN3 (ABC): ă â ê ô ơ ư đ, à ả ã á ạ.
_TCVN3 = re.compile(rb"[\xa8-\xae\xb5-\xb9]")


def decode(content: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text without its BOM, or `None` and a finding (C002) that says what the bytes are."""
    finding = _foreign(content, file) or _wide(content, file)
    if finding:
        return None, [finding]
    try:
        return content.decode("utf-8").removeprefix(BOM), []
    except UnicodeDecodeError as error:
        return None, [_not_utf8(content, error.start, file)]


def _foreign(content: bytes, file: str) -> Finding | None:
    """The finding for a file of another program, told by its first bytes."""
    for start, name in _FORMATS:
        if content.startswith(start):
            return _finding(
                Place(file, 1, 1),
                _("Đây là tệp {name}, không phải tệp chữ YAML", name=name),
                _("Mở tệp đó, chép lời văn sang một tệp .yaml; `vanban new` cho một tệp mẫu."),
            )
    return None


def _wide(content: bytes, file: str) -> Finding | None:
    """The finding for UTF-16, UTF-32 and binary files, told by a BOM or by their NUL bytes."""
    name = next((name for bom, name in _BOMS if content.startswith(bom)), "")
    sample = content[:_SAMPLE]
    nuls = sample.count(0)
    if not name and nuls * 5 > len(sample):  # ASCII in UTF-16: every second byte is NUL
        uneven = max(sample[0::2].count(0), sample[1::2].count(0))
        name = "UTF-16" if uneven * 4 > nuls * 3 else ""
        name = "UTF-32" if nuls * 5 > len(sample) * 3 else name
        if not name:
            return _finding(
                Place(file, 1, 1),
                _("Tệp này không phải tệp chữ (nhiều byte rỗng)"),
                _("Kiểm tra lại tên tệp."),
            )
    if not name:
        return None
    return _finding(
        Place(file, 1, 1),
        _("Tệp được ghi theo bảng mã {name}, không phải UTF-8", name=name),
        _save(),
    )


def _not_utf8(content: bytes, at: int, file: str) -> Finding:
    """The finding for bytes that are not UTF-8, at the first bad one, with a guess."""
    before = content[:at].decode("utf-8").removeprefix(BOM)
    lines = re.split(r"\r\n|\r|\n", before)
    place = Place(file, len(lines), len(lines[-1]) + 1, len(before), len(before))
    sample = content[max(0, at - 1000) : at + _SAMPLE]
    if _mostly_utf8(sample):
        why = _("Tệp có byte hỏng ở đây, không đọc được theo UTF-8")
    elif len(_CP1258.findall(sample)) > len(_TCVN3.findall(sample)):
        why = _("Tệp có vẻ ghi theo bảng mã Windows-1258, không phải UTF-8")
    elif _TCVN3.search(sample):
        why = _("Tệp có vẻ ghi theo bảng mã TCVN3 (phông .VnTime), không phải UTF-8")
    else:
        why = _("Tệp không ghi theo bảng mã UTF-8")
    return _finding(place, why, _save())


def _mostly_utf8(sample: bytes) -> bool:
    """Whether most letters beyond ASCII are good UTF-8 and only some bytes are broken."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) > 4 * broken


def _save() -> str:
    return _("Mở bằng Notepad, chọn File → Save as, Encoding: UTF-8, rồi chạy lại.")


def _finding(place: Place, message: str, hint: str) -> Finding:
    return Finding("C002", Level.LOI, message, place, hint)
