"""A .docx as a ZIP of parts: read as it lies, written with fixed timestamps.

Why our own writer: a render copies most parts already deflated, which `zipfile` cannot do. What it
wrote, `entries` reads back to verify; files of others are read with `zipfile`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vanban.finding import VanbanError
from vanban.messages import _

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
FOOTNOTES = "word/footnotes.xml"
THEME = "word/theme/theme1.xml"
CORE = "docProps/core.xml"
RELATIONS = "word/_rels/document.xml.rels"

MAX_UNPACKED = 100_000_000
"""Bytes all parts together may unpack to: far above any plan, far below a ZIP bomb."""

MAX_PARTS = 5_000
"""So many parts a file may have."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DATE = (1 << 5) | 1  # 1 January 1980, the ZIP format's first day
_UTF8_NAME = 0x800
_DEFLATED = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One part, deflated: its bytes in the ZIP, its CRC-32 and its length unpacked."""

    name: str
    data: bytes
    crc: int
    length: int


Deflate = Callable[[bytes], bytes]


def deflate(content: bytes, level: int = 6) -> bytes:
    """`content` as a raw deflate stream."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def fast_deflate(content: bytes) -> bytes:
    """`content` as a raw deflate stream, several times faster and a little larger where isal is.

    Without the extra `[fast]` it is zlib at level 1.
    """
    try:
        from isal import isal_zlib
    except ImportError:
        return deflate(content, 1)
    return bytes(isal_zlib.compress(content, 1, wbits=-15))


def entry(name: str, content: bytes, pack: Deflate = deflate) -> Entry:
    """A part ready to be written."""
    return Entry(name, pack(content), zlib.crc32(content), len(content))


def write(entries: Iterable[Entry]) -> bytes:
    """The bytes of a ZIP with these parts in this order; the same parts give the same bytes."""
    out: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for part in entries:
        name = part.name.encode()
        sizes = (part.crc, len(part.data), part.length)
        local = _LOCAL.pack(b"PK\3\4", 20, _UTF8_NAME, _DEFLATED, 0, _DATE, *sizes, len(name), 0)
        directory += (
            _CENTRAL.pack(
                b"PK\1\2", 20, 20, _UTF8_NAME, _DEFLATED, 0, _DATE, *sizes, len(name),
                0, 0, 0, 0, 0, at,
            ),
            name,
        )  # fmt: skip
        out += (local, name, part.data)
        at += len(local) + len(name) + len(part.data)
    count = len(directory) // 2
    end = b"".join(directory)
    out += (end, _END.pack(b"PK\5\6", 0, 0, count, count, len(end), at, 0))
    return b"".join(out)


def entries(content: bytes) -> list[Entry]:
    """The parts of a ZIP as `write` made it; ValueError unless it is that, to the last byte."""
    found: list[Entry] = []
    at = 0
    while content.startswith(b"PK\3\4", at) and at + _LOCAL.size <= len(content):
        crc, packed, length, letters = _LOCAL.unpack_from(content, at)[6:10]
        name = at + _LOCAL.size
        data = name + letters
        at = data + packed
        found.append(Entry(content[name:data].decode(), content[data:at], crc, length))
    if write(found) != content:
        raise ValueError(_("cấu trúc ZIP hỏng"))
    return found


def unpacked(part: Entry) -> bytes:
    """The content of a part; ValueError or zlib.error unless it is what was packed."""
    content = zlib.decompress(part.data, -15, part.length)
    if len(content) != part.length or zlib.crc32(content) != part.crc:
        raise ValueError(_("sai CRC ở {part}", part=part.name))
    return content


def read(content: bytes, name: str) -> dict[str, bytes]:
    """The parts of a .docx, name → bytes, in the order they lie.

    `name` is how messages call the file. VanbanError when it is not a Word file, is damaged or
    encrypted, or has more than MAX_PARTS parts or MAX_UNPACKED bytes.
    """
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise VanbanError(
            _("{name} là tệp Word cũ (.doc) hoặc có mật khẩu", name=name),
            _("Mở bằng Word rồi lưu lại dạng .docx, không đặt mật khẩu."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(archive, name)
    except _DAMAGES as error:
        raise VanbanError(
            _("{name} không phải tệp Word (.docx) đọc được", name=name),
            _("Mở bằng Word rồi lưu lại dạng .docx."),
        ) from error
    if DOCUMENT not in parts or CONTENT_TYPES not in parts:
        raise VanbanError(_("{name} không phải tệp Word (.docx)", name=name))
    return parts


_DAMAGES = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
    LookupError, OverflowError,
)  # fmt: skip
"""What `zipfile` raises over a damaged file, or one with a password."""


def _unpacked(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """The parts of an archive; a foreign compression method is a damage."""
    members = [info for info in archive.infolist() if not info.is_dir()]
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    if len(members) > MAX_PARTS or sum(info.file_size for info in members) > left:
        raise _too_large(name)
    for info in members:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile(info.filename)
        with archive.open(info) as stream:
            parts[info.filename] = content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _too_large(name)
    return parts


def _too_large(name: str) -> VanbanError:
    return VanbanError(
        _("{name} có quá nhiều phần hoặc giải nén ra quá lớn", name=name),
        _("Tệp Word thường không quá vài MB: bỏ bớt hình, rồi lưu lại."),
    )
