"""The project's own data: the authors' errors are marked as theirs, the units are known."""

import re

import pytest
from tests.plans.making import REAL, ROOT

from vanban.plan.load import load
from vanban.plan.model import CoQuan

BODY = ROOT / "data" / "co-quan" / "sgddt-hai-phong.yaml"


@pytest.mark.parametrize(
    ("year", "errors"),
    [
        ("2026", ["“thành ủy” viết thường", "Chính phủ phủ", "28/TT-TTg", "“trực sở”",
                  "hành  chính",
                  "trước 10/6/2026", "chép lại gạch trên", "2025 – 2030", "“Dân vận khéo ”",
                  "đơn vị soạn thảo", "phê duyệt theo phê duyệt", "thuê mướn", "CNXH"]),
        ("2023", ["“phòng, ngừa”", "kiểu mẫu- Thực hiện", "9 dấu mở, 10 dấu đóng",
                  "“Dân vận khéo ”",
                  "BTV Thành ủy", "ngày  10/12/2021", "kết bằng “;”", "6 tháng"]),
    ],
)  # fmt: skip
def test_each_error_of_the_authors_is_marked(year, errors):
    """Whoever finds an error in the text sees above it that it is the authors' own."""
    marks = re.findall(r"^ *# nguyên văn: (.*)$", REAL[year].read_text("utf-8"), re.MULTILINE)
    for error in errors:
        assert [mark for mark in marks if error in mark], error


def test_the_units_of_the_two_plans_are_known():
    body = load(BODY, CoQuan).value
    assert body.ten == "Sở Giáo dục và Đào tạo"
    groups = {unit.ten: unit.gom for unit in body.don_vi if unit.gom}
    names = {unit.ten for unit in body.don_vi}
    assert set(groups["Các phòng Sở"].ten) <= names
    assert groups["Các đơn vị trực thuộc Sở"].loai
    every = [name for unit in body.don_vi for name in (unit.ten, *unit.ten_khac)]
    assert len(every) == len(set(every))
