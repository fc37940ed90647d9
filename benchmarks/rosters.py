"""Rosters of any size, every name in them invented.

python benchmarks/rosters.py SCHOOLS FILE.csv
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

COLUMNS = ("ma", "ten", "loai", "viet_tat", "chu_quan", "dia_danh", "khu_vuc", "xa", "ho_ten",
           "chuc_vu", "dia_chi", "so_lop")  # fmt: skip
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE = ("Văn", "Thị", "Hữu", "Minh", "Thu", "Quang")
_KINDS = (  # key, name, short
    ("truong-thpt", "Trường THPT", "THPT"),
    ("truong-pt-nhieu-cap", "Trường TH, THCS và THPT", "PT"),
)


def rows(count: int) -> Iterator[dict[str, str]]:
    """So many schools; the same count gives the same schools."""
    for n in range(count):
        kind, name, short = _KINDS[n % 5 == 4]
        yield {
            "ma": f"mau-{n:06}",
            "ten": f"{name} Mẫu Số {n}",
            "loai": kind,
            "viet_tat": f"{short}M{n}",
            "chu_quan": f"Sở Giáo dục và Đào tạo Tỉnh Mẫu {n % 34 + 1}",
            "dia_danh": f"Xã Mẫu {n % 3321 + 1}",
            "khu_vuc": f"Tỉnh Mẫu {n % 34 + 1}",
            "xa": f"Xã Mẫu {n % 3321 + 1}",
            "ho_ten": " ".join((_FAMILY[n % 10], _MIDDLE[n % 6], "Mẫu")) if n % 20 else "",
            "chuc_vu": "Phó Hiệu trưởng phụ trách" if n % 15 == 0 else "",
            "dia_chi": f"Thôn Mẫu {n % 17 + 1}, Xã Mẫu {n % 3321 + 1}" if n % 3 else "",
            "so_lop": str(12 + n % 40),
        }


def write(path: Path, count: int) -> None:
    """A roster of so many schools as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(rows(count))


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
