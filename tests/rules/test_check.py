"""One file through all checks, and what the user waived."""

import pytest

from vanban.finding import VanbanError
from vanban.rules.check import check_file

BODY = """\
ten: Sở Mẫu
viet_tat: SM
dia_danh: Mẫu
don_vi:
  - ten: Văn phòng
  - ten: Tổ Văn phòng
"""
PLAN = """\
loai: ke-hoach
nam: 2026
co_quan: so-mau
trich_yeu: Mẫu
noi_dung:
  - muc: Nhiệm vụ
  - bang: nhiem_vu
nhiem_vu:
  - viec: A
    chu_tri: Văn phòng
    thoi_han: Quý I/2026
luu: VT
nguoi_ky:
  chuc_vu: Giám đốc
chu_thich:
"""


@pytest.fixture
def found(tmp_path):
    """Check a plan beside a body: the codes found."""

    def check(plan, body=BODY, file="ke-hoach"):
        for name, text in (("co-quan/so-mau", body), ("ke-hoach/k", plan)):
            path = tmp_path / "data" / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        name = "co-quan/so-mau" if file == "co-quan" else "ke-hoach/k"
        return [one.code for one in check_file(tmp_path / "data" / f"{name}.yaml").findings]

    return check


GOOD = PLAN.replace("chu_thich:\n", "")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("chu_tri: Văn phòng", "chu_tri: Phòng Lạ", ["N101"]),
        ("chu_tri: Văn phòng", "chu_tri: Phòng Lạ # vanban: bo-qua N101", []),
        ("chu_tri: Văn phòng", "chu_tri: Phòng Lạ # vanban: bo-qua N102, N101", []),
        ("chu_tri: Văn phòng", "chu_tri: Phòng Lạ # vanban: bo-qua N1011", ["N101"]),
        ("chu_tri: Văn phòng", "chu_tri: '**Văn phòng**'", []),
        ("Quý I/2026", "'**Quý I/2026**'", []),
    ],
)
def test_waivers_and_marks(found, old, new, codes):
    assert found(GOOD.replace(old, new)) == codes


@pytest.mark.parametrize("sign", "\u2028\u2029\x85\x0b\x0c")
def test_a_waiver_below_an_odd_line_end(found, sign):
    plan = GOOD.replace("viec: A", f"viec: A{sign}B").replace(
        "chu_tri: Văn phòng", "chu_tri: Phòng Lạ # vanban: bo-qua N101"
    )
    assert "N101" not in found(plan)


def test_a_unit_with_a_footnote(found):
    plan = GOOD.replace("chu_tri: Văn phòng", "chu_tri: Tổ Văn phòng[^a]")
    assert found(plan + "chu_thich:\n  a: Lời chú\n") == []


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("C130: lý do", ["C124"]),
        ("N999: lý do", ["C124"]),
        ("X1: lý do", ["C124"]),
        ("N101: lý do", []),
        ("C020: lý do", []),
    ],
)
def test_waivers_in_vain(found, entry, codes):
    plan = f"{GOOD}bo_qua:\n  - '{entry}'\n"
    if entry.startswith("C130"):
        plan = plan.replace("  - bang: nhiem_vu\n", "  - bang: nhiem_vu\n  - bang: muc_tieu\n")
        codes = [*codes, "C130"]
    assert sorted(found(plan)) == sorted(codes)


@pytest.mark.parametrize("file", ["co-quan", "ke-hoach"])
def test_waivers_in_a_body(found, file):
    body = BODY.replace("dia_danh: Mẫu", "dia_danh: Mẫu  mẫu")
    assert found(GOOD, body, file) == ["C020"]
    waived = body.replace("Mẫu  mẫu", "Mẫu  mẫu # vanban: bo-qua C020")
    assert found(GOOD, waived, file) == []


def test_links_in_a_circle(tmp_path):
    link = tmp_path / "a.yaml"
    link.symlink_to(link)
    with pytest.raises(VanbanError):
        check_file(link)
