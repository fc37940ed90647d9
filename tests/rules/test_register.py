"""The register: dates that are none, successors nobody knows; and the points left in a plan."""

import pytest

from vanban.rules.check import check_file

DOCUMENT = """\
van_ban:
  - loai: Thông tư
    ky_hieu: 12/2019/TT-BMAU
    ngay: 14/6/2019
    trich_yeu: quy định
"""


@pytest.fixture
def found(tmp_path):
    """Check the first of some register files: (code, line) of each finding."""

    def check(*texts):
        (tmp_path / "data" / "co-quan").mkdir(parents=True, exist_ok=True)
        folder = tmp_path / "data" / "van-ban"
        folder.mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(texts):
            (folder / f"so-{number}.yaml").write_text(text, "utf-8")
        return [(one.code, one.place.line) for one in check_file(folder / "so-0.yaml").findings]

    return check


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("    hieu_luc_tu: 01/8/2019\n    hieu_luc_den: 31/12/2025\n", []),
        ("    hieu_luc_den: 31/6/2025\n", [("N201", 6)]),
        ("    hieu_luc_den: hết năm\n", [("N201", 6)]),
        ("    hieu_luc_tu: 01/8/2019\n    hieu_luc_den: 31/7/2019\n", [("N201", 7)]),
        ("    thay_boi: 20/2025/TT-BMAU\n", [("N202", 6)]),
        ("    thay_boi: 12/2019/TT-BMAU\n", [("N202", 6)]),
        ("doi_ten:\n  - ten: Ban Cũ\n    den: 13/2025\n", [("N201", 8)]),
        ("doi_ten:\n  - ten: Ban Cũ\n    den: 02/2025\n", []),
        (DOCUMENT.removeprefix("van_ban:\n"), [("N203", 6)]),
    ],
)
def test_one_file(found, more, codes):
    assert found(DOCUMENT + more) == codes


def test_the_files_of_a_register_know_each_other(found):
    other = DOCUMENT.replace("12/2019", "20/2025")
    assert found(DOCUMENT + "    thay_boi: 20/2025/TT-BMAU\n", other) == []
    back = other + "    thay_boi: 12/2019/TT-BMAU\n"
    assert found(DOCUMENT + "    thay_boi: 20/2025/TT-BMAU\n", back) == [("N202", 6)]
    assert found(DOCUMENT, DOCUMENT) == [("N203", 2)]


def test_a_point_left_in_a_plan_is_a_warning_that_can_be_waived(tmp_path):
    folder = tmp_path / "data" / "ke-hoach"
    (tmp_path / "data" / "co-quan").mkdir(parents=True)
    (tmp_path / "data" / "co-quan" / "x.yaml").write_text(
        "ten: Sở Mẫu\nviet_tat: SM\ndia_danh: Mẫu\n", "utf-8"
    )
    folder.mkdir(parents=True)
    plan = (
        "loai: ke-hoach\nnam: 2026\nco_quan: x\ntrich_yeu: Thử\nluu: VT\nnoi_dung:\n"
        "  # CẦN XEM: còn đúng không\n  - gach: Việc\nnguoi_ky:\n  chuc_vu: Giám đốc\n"
    )
    path = folder / "k.yaml"
    path.write_text(plan, "utf-8")
    [point] = check_file(path).findings
    assert (point.code, point.level.name, point.place.line) == ("N106", "CANH_BAO", 7)
    assert "còn đúng không" in point.message
    path.write_text(plan + "bo_qua:\n  - 'N106: đã xem'\n", "utf-8")
    assert check_file(path).findings == []
