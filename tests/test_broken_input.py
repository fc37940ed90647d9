"""Sixty kinds of broken input: each is answered with its place and a way out, none with a trace."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from vanban.cli.app import cli

BODY = """\
ten: Sở Mẫu
chu_quan: UBND tỉnh Mẫu
viet_tat: SM
dia_danh: Mẫu
don_vi:
  - ten: Văn phòng Sở
  - ten: Phòng Tổ chức
"""

GOOD = """\
loai: ke-hoach
nam: 2026
co_quan: so-mau
so:
ngay:
trich_yeu: Thực hiện công tác mẫu năm 2026
can_cu:
  - Căn cứ Quyết định số 1/QĐ-UBND ngày 05/01/2026 của UBND tỉnh Mẫu
mo_dau: Sở Mẫu xây dựng kế hoạch như sau
noi_dung:
  - muc: Mục đích
  - gach: Nâng cao hiệu quả
  - muc: Nhiệm vụ
  - bang: nhiem_vu
nhiem_vu:
  - viec: Xây dựng kế hoạch
    chu_tri: Văn phòng Sở
    thoi_han: Quý I/2026
noi_nhan:
  - UBND tỉnh
luu: VT
nguoi_ky:
  chuc_vu: Giám đốc
  ho_ten: Nguyễn Văn Mẫu
"""


def edited(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


def docx() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return stream.getvalue()


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

# name → (bytes of the file, code expected, exit code)
CASES: dict[str, tuple[bytes, str, int]] = {
    # --- files that are no YAML text ---
    "empty": (b"", "C004", 1),
    "only blank lines": (b"\n\n  \n", "C004", 1),
    "only comments": (b"# nothing here\n", "C004", 1),
    "UTF-16 with a BOM": (GOOD.encode("utf-16"), "C002", 1),
    "UTF-16 LE without a BOM": (GOOD.encode("utf-16-le"), "C002", 1),
    "UTF-32": (GOOD.encode("utf-32"), "C002", 1),
    "cp1258": ("trich_yeu: Kê´ hoa?ch".encode("cp1258", "replace") + b"\xf2\xec\xd2", "C002", 1),
    "latin-1": ("loai: kế".encode()[:-1], "C002", 1),
    "a Word file": (docx(), "C002", 1),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "C002", 1),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "C002", 1),
    "random bytes": (bytes(range(256)) * 50, "C002", 1),
    "prose": ("Kính gửi các đồng chí,\n\nĐây là một bức thư.\n".encode(), "C010", 1),
    "HTML": (b"<html><body><p>x</p></body></html>", "C010", 1),
    "a list": (b"- a\n- b\n", "C100", 1),
    "a number": (b"5\n", "C010", 1),
    "200,000 brackets": (b"[" * 200_000, "C0", 1),
    "200,000 braces": (b"a: " + b"{" * 200_000, "C0", 1),
    "a deep block": ("\n".join(" " * n + "a:" for n in range(300)).encode(), "C", 1),
    "an alias bomb": (BOMB.encode(), "C015", 1),
    "a python tag": (edited("nam: 2026", "nam: !!python/object/apply:os.system [echo]"), "C015", 1),
    "a local tag": (edited("nam: 2026", "nam: !nam 2026"), "C015", 1),
    "an anchor": (edited("trich_yeu: ", "trich_yeu: &t "), "C015", 1),
    "two documents": ((GOOD + "---\n" + GOOD).encode(), "C019", 1),
    "a control character": (edited("Nâng cao", "Nâng\x07cao"), "C014", 0),
    "NUL bytes": (GOOD.encode() + b"\0\0\0", "C014", 0),
    # --- YAML that a clerk types ---
    "a colon inside a sentence": (edited("Nâng cao hiệu quả", "Gồm: một, hai"), "C011", 0),
    "a colon at the end": (edited("Nâng cao hiệu quả", "Gồm các việc:"), "C011", 0),
    "a sentence in quotes and more": (edited("Nâng cao", '"Dân vận khéo" nâng cao'), "C011", 0),
    "a bracket in front": (edited("Nâng cao hiệu quả", "[Tên] nâng cao"), "C011", 0),
    "a star in front": (edited("Nâng cao hiệu quả", "**Nâng cao** hiệu quả"), "C011", 0),
    "a percent sign in front": (edited("Nâng cao hiệu quả", "%5 hiệu quả"), "C011", 0),
    "an at sign in front": (edited("Nâng cao hiệu quả", "@so nâng cao"), "C011", 0),
    "a hash in a sentence": (edited("Nâng cao hiệu quả", "Nâng cao #1 hiệu quả"), "C016", 0),
    "a tab for indentation": (edited("  - gach", "\t- gach"), "C012", 0),
    "no blank after a hyphen": (edited("  - UBND tỉnh\nluu", "  -UBND tỉnh\nluu"), "C013", 0),
    "an unclosed quote": (edited("Nâng cao hiệu quả", '"Nâng cao hiệu quả'), "C01", 0),
    "a decomposed letter": (edited("Nâng cao", "Nâ\u0300ng cao"), "C018", 0),
    "double blanks": (edited("Nâng cao", "Nâng  cao"), "C020", 0),
    "a blank before a closing quote": (edited("Nâng cao", "“Nâng ” cao"), "C021", 0),
    "a key twice": (edited("nam: 2026\n", "nam: 2026\nnam: 2027\n"), "C017", 1),
    "wrong indentation": (edited("    chu_tri", "  chu_tri"), "C", 1),
    # --- a plan of the wrong shape ---
    "an unknown key": (edited("mo_dau", "mo_dauu"), "C101", 1),
    "an accented key": (edited("trich_yeu", "trích yếu"), "C102", 0),
    "a list where a text belongs": (edited("mo_dau: ", "mo_dau: [a, b] #"), "C103", 1),
    "a text where a list belongs": (edited("can_cu:\n  - Căn cứ", "can_cu: Căn cứ"), "C103", 1),
    "a block without a kind": (
        edited("  - gach: Nâng cao hiệu quả", "  - Nâng cao hiệu quả"),
        "C103",
        1,
    ),
    "a block with two kinds": (edited("- gach: Nâng", "- gach: A\n    doan: Nâng"), "C107", 1),
    "a block of an unknown kind": (edited("- gach:", "- gac:"), "C107", 1),
    "a row without a kind": (edited("- viec: Xây", "- viecc: Xây"), "C107", 1),
    "a missing title": (edited("trich_yeu: Thực hiện công tác mẫu năm 2026\n", ""), "C104", 1),
    "an empty title": (edited(": Thực hiện công tác mẫu năm 2026", ":"), "C105", 1),
    "no signer": (GOOD[: GOOD.index("nguoi_ky")].encode(), "C104", 1),
    "three signers": (
        GOOD[: GOOD.index("nguoi_ky")].encode()
        + b"nguoi_ky:\n  - chuc_vu: A\n  - chuc_vu: B\n  - chuc_vu: C\n",
        "C111",
        1,
    ),
    "no year": (edited("nam: 2026\n", ""), "C106", 1),
    "both years": (edited("nam: 2026\n", "nam: 2026\nnam_hoc: 2026-2027\n"), "C106", 1),
    "a year in words": (edited("nam: 2026", "nam: hai nghìn"), "C109", 1),
    "a school year gone wrong": (edited("nam: 2026", "nam_hoc: 26-27"), "C110", 1),
    "two school years apart": (edited("nam: 2026", "nam_hoc: 2026-2030"), "C143", 1),
    "no recipients": (edited("noi_nhan:\n  - UBND tỉnh\nluu: VT\n", ""), "N105", 0),
    "five hundred unknown keys": (
        (GOOD + "".join(f"la_{n}: x\n" for n in range(500))).encode(),
        "C199",
        1,
    ),
    "an unknown kind of document": (edited("loai: ke-hoach", "loai: kehoach"), "C120", 1),
    "an unknown body": (edited("co_quan: so-mau", "co_quan: so-mauu"), "C140", 1),
    "an impossible date": (edited("ngay:", "ngay: 31/02/2026"), "C121", 1),
    "an ISO date": (edited("ngay:", "ngay: 2026-01-12"), "C115", 0),
    "words for a number": (edited("so:", "so: năm"), "C122", 1),
    "a number like a name": (edited("- muc: Mục đích", "- muc: II. Mục đích"), "C113", 0),
    "Lưu among recipients in brackets": (
        edited("noi_nhan:\n  - UBND tỉnh\nluu: VT\n", 'noi_nhan: [UBND, "Lưu: VT."]\n'),
        "C114",
        0,
    ),
    "a number with its symbol": (edited("so:\n", "so: 05/KH-SM\n"), "C122", 1),
    "a symbol with its number": (edited("so:\n", "so:\nky_hieu: 05/KH-SM\n"), "C142", 1),
    "three signatures": (
        (
            GOOD.replace(
                "nguoi_ky:\n  chuc_vu: Giám đốc\n  ho_ten: Nguyễn Văn Mẫu\n",
                "nguoi_ky:\n  - chuc_vu: A\n  - chuc_vu: B\nphe_duyet:\n  chuc_vu: C\n",
            )
        ).encode(),
        "C139",
        1,
    ),
    "a footnote at a signer": (
        (GOOD.replace("Giám đốc", "Giám đốc[^a]") + "chu_thich:\n  a: Lời\n").encode(),
        "C141",
        1,
    ),
    "a body outside its folder": (edited("co_quan: so-mau", "co_quan: ../so-mau"), "C110", 1),
    "a body with an endless name": (edited("so-mau", "x" * 300), "C140", 1),
    "a text of blanks": (edited("- muc: Mục đích", '- muc: " "'), "C105", 1),
    "a typed number": (edited("- muc: Mục đích", "- muc: I. Mục đích"), "C113", 0),
    "a typed hyphen": (edited("- gach: Nâng", "- gach: - Nâng"), "C113", 0),
    "Lưu among the recipients": (
        edited("  - UBND tỉnh\nluu: VT\n", "  - UBND tỉnh\n  - Lưu: VT.\n"),
        "C114",
        0,
    ),
    "an empty optional part": (edited("luu: VT", "luu:"), "C112", 0),
    "a footnote mark without text": (edited("hiệu quả", "hiệu quả[^a]"), "C125", 1),
    "a footnote without mark": ((GOOD + "chu_thich:\n  a: Lời chú\n").encode(), "C126", 1),
    "a cited document nobody knows": (edited("hiệu quả", "hiệu quả [@9/QĐ-X]"), "C128", 1),
    "a table without place": (edited("  - bang: nhiem_vu\n", ""), "C129", 1),
    "a table without rows": (
        edited("- bang: nhiem_vu", "- bang: nhiem_vu\n  - bang: muc_tieu"),
        "C130",
        1,
    ),
    "a table of an unknown name": (edited("- bang: nhiem_vu", "- bang: nhiem_vuu"), "C131", 1),
    "a table twice": (
        edited("- bang: nhiem_vu", "- bang: nhiem_vu\n  - bang: nhiem_vu"),
        "C132",
        1,
    ),
    "a group with cells": (edited("- viec: Xây", "- nhom: Xây"), "C133", 1),
    "a sub-row without its row": (edited("- viec: Xây", "- viec_con: Xây"), "C134", 1),
    "a cell without its column": (
        edited("    thoi_han:", "    ket_qua: X\n    thoi_han:"),
        "C135",
        1,
    ),
    "a sub-level without its level": (edited("- gach: Nâng", "- khoan_con: Nâng"), "C136", 1),
    "run-in text without title": (edited("- gach: Nâng", "- lien: Nâng"), "C137", 1),
    "a table row too long": (
        edited("- gach: Nâng cao hiệu quả", "- bang: |\n      A | B\n      1 | 2 | 3"),
        "C138",
        1,
    ),
    "a draft with a number": (edited("so:\n", "so: 5\ndu_thao: Lần 1\n"), "C123", 1),
    "an unknown unit": (edited("chu_tri: Văn phòng Sở", "chu_tri: Văn phong Sơ"), "N101", 0),
    "a deadline nobody can read": (edited("Quý I/2026", "Khi nào rảnh"), "N102", 0),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    bodies = tmp_path / "data" / "co-quan"
    bodies.mkdir(parents=True)
    (bodies / "so-mau.yaml").write_text(BODY, "utf-8")
    (tmp_path / "data" / "ke-hoach").mkdir()
    return tmp_path


def check(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["check", *map(str, arguments)], catch_exceptions=False)
    return done.exit_code, done.output


def test_the_plan_the_cases_are_made_from_is_good(project: Path) -> None:
    plan = project / "data" / "ke-hoach" / "ke-hoach.yaml"
    plan.write_text(GOOD, "utf-8")
    code, output = check("--format", "short", plan)
    assert code == 0
    assert "lỗi[" not in output
    assert "cảnh báo[" not in output


@pytest.mark.parametrize("name", CASES)
def test_broken_input_is_answered(project: Path, name: str) -> None:
    content, expected, exit_code = CASES[name]
    plan = project / "data" / "ke-hoach" / "ke-hoach.yaml"
    plan.write_bytes(content)
    code, output = check("--format", "short", plan)
    assert f"[{expected}" in output, output
    assert code == exit_code, output
    first = next(line for line in output.splitlines() if f"[{expected}" in line)
    assert "ke-hoach.yaml:" in first
    assert "Traceback" not in output
    assert plan.read_bytes() == content


@pytest.mark.parametrize("name", CASES)
def test_broken_input_is_never_half_fixed(project: Path, name: str) -> None:
    """`--fix` leaves a file that is no worse, and fixing again changes nothing."""
    content, _expected, exit_code = CASES[name]
    plan = project / "data" / "ke-hoach" / "ke-hoach.yaml"
    plan.write_bytes(content)
    code, output = check("--fix", plan)
    assert code <= exit_code, output
    fixed = plan.read_bytes()
    if fixed != content:
        assert plan.with_name(plan.name + ".bak").read_bytes() == content
    check("--fix", plan)
    assert plan.read_bytes() == fixed


def test_a_missing_file(project: Path) -> None:
    code, output = check(project / "data" / "khong-co.yaml")
    assert code == 3
    assert "khong-co.yaml" in output


def test_a_file_too_large(project: Path) -> None:
    plan = project / "data" / "ke-hoach" / "to.yaml"
    with plan.open("wb") as stream:
        stream.truncate(50_000_000)
    code, output = check(plan)
    assert code == 3
    assert "to.yaml" in output


def test_a_directory_with_nothing_to_check(project: Path) -> None:
    empty = project / "rong"
    empty.mkdir()
    code, output = check(empty)
    assert code == 3
    assert "rong" in output
