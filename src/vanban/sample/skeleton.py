"""The text of a fresh plan: each part in its place, with a short comment."""

from __future__ import annotations

import os
from pathlib import Path

from vanban.plan.kinds import kinds
from vanban.plan.model import CoQuan
from vanban.plan.source import as_entry

_COLUMN = 40


def skeleton(path: Path, root: Path, loai: str, year: str, name: str, body: CoQuan) -> str:
    """A plan of `body` (the file `name` of data/co-quan), to be written to `path`.

    `year` is `2027` or `2026-2027`. The signer is copied, so that an old plan never changes its
    own. It has no error of shape and can be rendered as it is.
    """
    kind = kinds()[loai][0]
    of_year = f"năm học {year}" if "-" in year else f"năm {year}"
    issuer = " ".join(body.ten.split("\n")).strip()
    lines = [
        f"# yaml-language-server: $schema={_schema(path, root)}",
        _entry("loai", loai, "tên loại và mẫu Word"),
        _entry(
            "nam_hoc" if "-" in year else "nam", year, "thời hạn không ghi năm thì hiểu là năm này"
        ),
        _entry("co_quan", name, f"data/co-quan/{name}.yaml"),
        _entry("so", "", "để trống khi chưa phát hành"),
        _entry("ngay", "", "dd/mm/yyyy, mm/yyyy hoặc để trống"),
        *_text("trich_yeu", f"Thực hiện công tác … {of_year}", "mỗi dòng gõ là một dòng in"),
        _entry("can_cu", "", "gõ cả từ mở đầu; máy thêm dấu ; và dấu ."),
        "  - Căn cứ …",
        *_text("mo_dau", f"{issuer} xây dựng {kind.lower()} … {of_year}, cụ thể như sau"),
        _entry("noi_dung", "", "mỗi mục một đoạn in, từ đầu tiên là loại đoạn"),
        *_BODY,
        *_text("ket_thuc", f"Trên đây là {kind} … {of_year} của {issuer}"),
        _entry("nhiem_vu", "", "mỗi mục một hàng của bảng"),
        *_task(body, year),
        _entry("noi_nhan", "", "máy thêm gạch đầu dòng và dấu ;"),
        "  - …",
        _entry("luu", "VT"),
        *_signer(body, name),
    ]
    return "\n".join(lines) + "\n"


_BODY = (
    "  - muc: Mục đích, yêu cầu              # I. MỤC ĐÍCH, YÊU CẦU",
    "  - khoan: …                            # 1. …",
    "  - muc: Nội dung, nhiệm vụ",
    "  - tieu_muc: Nhiệm vụ thường xuyên     # 1. Nhiệm vụ thường xuyên (đậm)",
    "  - gach: …                             # - …",
    "  - tieu_muc: Nhiệm vụ cụ thể",
    "  - bang: nhiem_vu                      # bảng nhiệm vụ in ở đây",
    "  - muc: Tổ chức thực hiện",
    "  - khoan: …",
)


def _schema(path: Path, root: Path) -> str:
    """The way from the plan to the schema that an editor reads."""
    to = os.path.relpath(root.resolve() / "schema" / "ke-hoach.json", path.resolve().parent)
    return Path(to).as_posix()


def _entry(key: str, value: str, comment: str = "") -> str:
    """`key: value`, the comment in its column."""
    typed = f"{key}: {value}".rstrip()
    return f"{typed:<{_COLUMN - 1}} # {comment}" if comment else typed


def _text(key: str, text: str, comment: str = "", indent: str = "") -> list[str]:
    """A text after its key: on the same line where YAML allows it, else below `|`."""
    lines = [line.strip() for line in text.strip().split("\n")]
    if not comment:
        return [indent + line for line in as_entry(key, "\n".join(lines)).split("\n")]
    return [indent + _entry(key, "|", comment), *(f"{indent}  {line}" for line in lines)]


def _task(body: CoQuan, year: str) -> list[str]:
    """One row, with the cells that the body's table has."""
    shown = body.cot.in_order() if body.cot else {"chu_tri": "", "phoi_hop": "", "thoi_han": ""}
    rows = ["  - viec: …"]
    if "chu_tri" in shown and body.don_vi:
        rows += _text("chu_tri", body.don_vi[0].ten, indent="    ")
    if "thoi_han" in shown:
        rows.append(f"    thoi_han: Quý I/{year[-4:]}")
    return rows


def _signer(body: CoQuan, name: str) -> list[str]:
    """The body's first signer; room for one when its profile names none."""
    if not body.nguoi_ky:
        return ["nguoi_ky:", "  chuc_vu: Thủ trưởng", "  ho_ten:"]
    first = body.nguoi_ky[0]
    lines = [_entry("nguoi_ky", "", f"chép từ data/co-quan/{name}.yaml")]
    lines += _text("chuc_vu", first.chuc_vu, indent="  ")
    return lines + (_text("ho_ten", first.ho_ten, indent="  ") if first.ho_ten else ["  ho_ten:"])
