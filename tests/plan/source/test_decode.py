"""Bytes that are not UTF-8 text: told what they look like."""

import pytest

from vanban.plan.source.decode import decode

TEXT = "loai: ke-hoach\ntrich_yeu: Thực hiện công tác dân vận năm 2026 của Sở Giáo dục và Đào tạo\n"


def test_utf8_with_and_without_bom():
    assert decode(TEXT.encode(), "f") == (TEXT, [])
    assert decode(TEXT.encode("utf-8-sig"), "f") == (TEXT, [])
    assert decode(b"", "f") == ("", [])


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        ("loai: ke-hoach\n".encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        ("loai: ke-hoach\n".encode("utf-32-be"), "UTF-32"),
        (b"Th\xfd\xf2c hi\xea\xf2n c\xf4ng t\xe1c d\xe2n v\xe2\xf2n", "1258"),
        (b"S\xeb Gi\xb8o d\xf4c v\xb5 \xa7\xb5o t\xb9o", "TCVN3"),
        (TEXT.encode()[:-1] + b"\xff" + TEXT.encode(), "UTF-8"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (bytes(range(256)) + bytes(300), "không phải tệp chữ"),
    ],
)
def test_says_what_the_bytes_are(content, word):
    text, findings = decode(content, "f")
    assert text is None
    assert [one.code for one in findings] == ["C002"]
    assert word in findings[0].message
    assert findings[0].hint


def test_the_place_of_the_first_bad_byte():
    place = decode("a: b\r\nSở: ".encode() + b"\xff\n", "f")[1][0].place
    assert (place.line, place.column) == (2, 5)
