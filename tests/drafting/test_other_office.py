# ruff: noqa: E501
"""Plans of another office than that of the seeds: other units, other words, no table, a commune."""

import pytest
from tests.drafting.deriving import make_project

from vanban.drafting.derive import open_deriver
from vanban.drafting.derive.choosing import fitting, unit_named
from vanban.plan.project import Project
from vanban.plan.source import as_yaml

PROFILE = """\
ten: Sở Giáo dục và Đào tạo
chu_quan: UBND tỉnh Mẫu Sơn
viet_tat: SGDĐT
dia_danh: Mẫu Sơn
ten_khac:
  - Sở GDĐT
don_vi:
  - ten: Văn phòng Sở
  - ten: Phòng Giáo dục Trung học
    viet_tat: GDTrH
  - ten: Phòng Chính trị, tư tưởng
    viet_tat: CTTT
  - ten: UBND các xã, phường
"""
COMMUNE = """\
ten: |
  Ủy ban nhân dân
  xã Mẫu Bình
viet_tat: UBND
dia_danh: Mẫu Bình
ten_khac:
  - UBND xã
don_vi:
  - ten: Phòng Văn hóa - Xã hội
    viet_tat: VHXH
  - ten: Đoàn Thanh niên xã
"""
ROSTER = """\
# Danh sách mẫu: trường và người đều bịa ra
ma;ten;loai;chu_quan;viet_tat;dia_danh;ho_ten;so_lop
ms-1;Trường THPT Mẫu Sơn A;truong-thpt;Sở Giáo dục và Đào tạo tỉnh Mẫu Sơn;A;Mẫu;Lê Văn Mẫu;30
ms-2;Trường THPT Mẫu Sơn B;truong-thpt;Sở Giáo dục và Đào tạo tỉnh Mẫu Sơn;B;Mẫu;Lê Thị Mẫu;20
ms-cs;Trường THCS Mẫu Bình;truong-thcs;UBND xã Mẫu Bình;C;Mẫu Bình;Vũ Văn Mẫu;9
"""
SAFETY = """\
loai: ke-hoach
nam: 2026
co_quan: so-mau-son
so: 145
ngay: 20/01/2026
trich_yeu: |
  Bảo đảm an toàn giao thông năm 2026
  trong ngành Giáo dục tỉnh Mẫu Sơn
can_cu:
  - Căn cứ tình hình thực tế của ngành
mo_dau: Sở Giáo dục và Đào tạo (sau đây gọi tắt là Sở GDĐT) xây dựng Kế hoạch như sau
noi_dung:
  - muc: Kết quả đạt được
  - gach: Toàn tỉnh có 32 trường THPT, các trường thực hiện tốt.
  - muc: Yêu cầu
  - gach: Nâng cao ý thức của học sinh trong toàn ngành.
  - gach: Phấn đấu 100% cơ sở giáo dục ký cam kết.
  - gach: Các cơ sở giáo dục đưa tiêu chí vào thi đua.
  - gach: Phòng Giáo dục Trung học chủ trì, các trường THPT phối hợp biên soạn tài liệu.
  - gach: Sở tham mưu UBND tỉnh ban hành quy chế.
  - gach: Các trường THPT có học sinh đi xe máy điện bố trí bãi gửi xe.
  - gach: Học tập mô hình của Trường THPT Mẫu Sơn B.
  - muc: Tổ chức thực hiện
  - tieu_muc: Phòng Chính trị, tư tưởng
  - gach: Là đầu mối.
  - tieu_muc: Các trường THPT, trung tâm GDTX
  - gach: Xây dựng kế hoạch và triển khai phù hợp với điều kiện của đơn vị.
  - gach: |
      Phối hợp với công an địa phương:
  - gach_con: Tổ chức tuyên truyền.
  - gach: Báo cáo 6 tháng trước ngày 15/6, báo cáo năm chậm nhất ngày 10/12 về Sở GDĐT (qua Phòng CTTT).
  - gach: Báo cáo 6 tháng trước ngày 12/6, báo cáo năm chậm nhất ngày 10/12 về Sở GDĐT (qua Văn phòng Sở).
  - tieu_muc: Đề nghị UBND các xã, phường
  - lien: Chỉ đạo các trường THCS triển khai.
  - tieu_muc: Trường THPT Mẫu Sơn A
  - gach: Làm điểm mô hình “Cổng trường an toàn”.
noi_nhan:
  - Các trường THPT
nguoi_ky:
  chuc_vu: Giám đốc
"""
READING = """\
loai: ke-hoach
nam: 2026
co_quan: ubnd-mau-binh
trich_yeu: Tổ chức Ngày Sách năm 2026
mo_dau: Ủy ban nhân dân xã Mẫu Bình và Công an xã thống nhất Kế hoạch như sau
noi_dung:
  - muc: Tổ chức thực hiện
  - khoan: |
      Phòng Văn hóa - Xã hội: tham mưu UBND xã tổ chức thực hiện.
  - khoan: |
      Các trường mầm non, tiểu học, THCS: tổ chức Ngày Sách; gửi báo cáo về UBND xã trước 17h00 ngày 05/5/2026.
  - khoan: |
      Đề nghị Đoàn Thanh niên xã: vận động đoàn viên.
nguoi_ky:
  chuc_vu: Chủ tịch
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = make_project(tmp_path_factory.mktemp("mau-son"))
    for name, text in {
        "co-quan/so-mau-son.yaml": PROFILE,
        "co-quan/ubnd-mau-binh.yaml": COMMUNE,
        "truong/mau-son.csv": ROSTER,
        "ke-hoach/an-toan.yaml": SAFETY,
        "ke-hoach/ngay-sach.yaml": READING,
    }.items():
        (folder / "data" / name).write_text(text, "utf-8")
    return folder


def derived(folder, ma, plan="an-toan", body="so-mau-son", recipe=None):
    project = Project(folder)
    issuer = project.body(body).value
    unit = unit_named(project, ma, issuer, 2026)
    name = recipe or fitting(project, unit, issuer.ten)
    return open_deriver(project, folder / "data" / "ke-hoach" / f"{plan}.yaml", name).of(unit)


def lines(child):
    """The blocks with the points above them, the names aside."""
    kept = [{key: text for key, text in one.items() if key != "ma"}
            for one in child.values["noi_dung"]]  # fmt: skip
    points = [(path[1:], text) for path, text in child.points if path[:1] == ("noi_dung",)]
    return as_yaml({"noi_dung": kept}, [(("noi_dung", *path), text) for path, text in points])


def test_a_school_of_another_office_reads_its_own_plan(office):
    child = derived(office, "ms-1")
    assert child.values["trich_yeu"].endswith("năm 2026\ntại Trường THPT Mẫu Sơn A")
    assert (
        lines(child)
        == """\
noi_dung:
  # CẦN XEM: Phần này nói về tình hình, số liệu của cấp trên; thay bằng của nhà trường.
  - muc: Kết quả đạt được
  - gach: Toàn tỉnh có 32 trường THPT, các trường thực hiện tốt.
  - muc: Yêu cầu
  - gach: Nâng cao ý thức của học sinh trong nhà trường.
  # CẦN XEM: Còn lời của cấp trên: “cơ sở giáo dục”; viết lại cho đơn vị.
  - gach: Phấn đấu 100% cơ sở giáo dục ký cam kết.
  - gach: Nhà trường đưa tiêu chí vào thi đua.
  # CẦN XEM: Kế hoạch cấp trên giao cho “Phòng Giáo dục Trung học”, có nhắc “các trường THPT” cùng làm: viết thành việc của đơn vị.
  - gach: Phòng Giáo dục Trung học chủ trì, các trường THPT phối hợp biên soạn tài liệu.
  # CẦN XEM: Phần này của kế hoạch cấp trên giao cho “Các trường THPT có học sinh”: có phải việc của đơn vị không?
  - gach: Các trường THPT có học sinh đi xe máy điện bố trí bãi gửi xe.
  # CẦN XEM: Còn tên đơn vị khác: “Trường THPT Mẫu Sơn B”; sửa hoặc bỏ.
  - gach: Học tập mô hình của Trường THPT Mẫu Sơn B.
  # CẦN XEM: Ghi tên người phụ trách, người đầu mối của từng bộ phận; thêm biện pháp riêng của trường.
  # CẦN XEM: Kế hoạch cấp trên dặn, không chép vào đây: Xây dựng kế hoạch và triển khai phù hợp với điều kiện của đơn vị.
  - muc: Tổ chức thực hiện
  - tieu_muc: Ban Giám hiệu
  - gach: |
      Phối hợp với công an địa phương:
  - gach_con: Tổ chức tuyên truyền.
  - gach: Làm điểm mô hình “Cổng trường an toàn”.
  - tieu_muc: Chế độ báo cáo
  - gach: Các tổ chuyên môn, bộ phận báo cáo kết quả thực hiện về Ban Giám hiệu (báo cáo 6 tháng trước ngày 05/6/2026, báo cáo năm trước ngày 03/12/2026) để tổng hợp, gửi Sở Giáo dục và Đào tạo đúng hạn.
  - gach: Báo cáo 6 tháng trước ngày 15/6, báo cáo năm chậm nhất ngày 10/12 về Sở GDĐT (qua Phòng CTTT).
  - gach: Báo cáo 6 tháng trước ngày 12/6, báo cáo năm chậm nhất ngày 10/12 về Sở GDĐT (qua Văn phòng Sở).
"""
    )
    told = [finding.message for finding in child.findings]
    assert len(told) == 3
    assert [text for text in told if "Sở tham mưu UBND tỉnh" in text]
    _first, last = child.values["can_cu"]
    assert "“của ngành”" in next(text for path, text in child.points if path == ("can_cu", 0))
    assert " của Sở Giáo dục và Đào tạo (sau đây gọi tắt là Sở GDĐT) về " in last


def test_what_another_school_has_to_do_is_not_in_the_plan(office):
    text = lines(derived(office, "ms-2"))
    assert "Làm điểm" not in text
    assert "Còn tên đơn vị khác" not in text  # its own name


def test_a_department_keeps_only_its_part(office):
    text = lines(derived(office, "CTTT"))
    assert "Là đầu mối." in text
    assert "Các trường THPT, trung tâm" not in text
    assert "UBND các xã" not in text
    assert "Cổng trường" not in text


def test_a_commune_has_a_recipe_of_its_own(office):
    child = derived(office, "ms-cs", "ngay-sach", "ubnd-mau-binh")
    assert child.values["nguon"]["phan_cap"] == "truong-cua-xa"
    assert child.values["can_cu"][-1].endswith(
        "của Ủy ban nhân dân xã Mẫu Bình về tổ chức Ngày Sách năm 2026"
    )
    assert child.values["mo_dau"].startswith("Trường THCS Mẫu Bình xây dựng Kế hoạch tổ chức")
    text = lines(child)
    assert "(trước ngày 23/4/2026) để tổng hợp, gửi UBND xã Mẫu Bình đúng hạn." in text
    assert "- gach: Tổ chức Ngày Sách; gửi báo cáo về UBND xã trước 17h00 ngày 05/5/2026." in text
    assert "tham mưu" not in text
    assert "đoàn viên" not in text


def test_a_recipe_may_use_the_free_columns_of_the_rosters(office):
    recipe = (office / "data" / "phan-cap" / "truong-thpt.yaml").read_text("utf-8")
    path = office / "data" / "phan-cap" / "lop.yaml"
    path.write_text(recipe.replace("luu: VT", "luu: VT ({{ don_vi.so_lop }} lớp)"), "utf-8")
    assert derived(office, "ms-1", recipe="lop").values["luu"] == "VT (30 lớp)"
    path.unlink()
