"""A small project of a Sở, its recipe and two schools, for tests of parent and child."""

FILES = {
    "data/co-quan/so-mau.yaml": """\
ten: Sở Mẫu
viet_tat: SM
dia_danh: Mẫu
don_vi:
  - ten: Văn phòng Sở
    viet_tat: VP
  - ten: Phòng Nghiệp vụ
    viet_tat: PNV
  - ten: Các trường trực thuộc
    gom:
      loai:
        - truong-thpt
""",
    "data/co-quan/truong.yaml": """\
ten: Trường
viet_tat: T
dia_danh: Mẫu
don_vi:
  - ten: Ban Giám hiệu
""",
    "data/phan-cap/truong-thpt.yaml": """\
ten: Trường THPT
ap_dung:
  loai:
    - truong-thpt
co_quan: truong
nhiem_vu:
  bo:
    - Tham mưu Sở
don_vi_khac:
  chu_tri: Ban Giám hiệu
noi_nhan:
  - Sở Mẫu
""",
    "data/truong/mau.csv": """\
Mã;Tên trường;Loại;Viết tắt
thpt-1;Trường THPT Mẫu Số 1;THPT;T1
thpt-10;Trường THPT Mẫu Số 10;THPT;T10
""",
    "data/ke-hoach/cha.yaml": """\
loai: ke-hoach
nam: 2026
co_quan: so-mau
so:
ngay:
trich_yeu: Tuyên truyền an toàn giao thông năm 2026
noi_dung:
  - muc: Nhiệm vụ
  - bang: nhiem_vu
  - gach: Gửi báo cáo về Sở trước ngày 15/9/2026.
    ma: bao-cao
nhiem_vu:
  - viec: Tuyên truyền trong trường
    chu_tri: Văn phòng Sở
    phoi_hop: Các trường trực thuộc
    thoi_han: Quý II/2026
    ma: tuyen-truyen
  - viec: Tham mưu Sở ban hành văn bản
    chu_tri: Văn phòng Sở
    phoi_hop: Các trường trực thuộc
    thoi_han: Quý I/2026
    ma: tham-muu
  - viec: Việc của Sở
    chu_tri: Văn phòng Sở
    thoi_han: Quý I/2026
    ma: viec-cua-so
noi_nhan:
  - Các trường trực thuộc
luu: VT
nguoi_ky:
  chuc_vu: Giám đốc
""",
}
CHILD = """\
loai: ke-hoach
nam: 2026
co_quan: truong
don_vi: thpt-1
trich_yeu: Tuyên truyền an toàn giao thông năm 2026
can_cu:
  - Thực hiện Kế hoạch số      /KH-SM ngày       tháng       năm 2026 của Sở Mẫu về tuyên truyền
    an toàn giao thông năm 2026
mo_dau: Trường THPT Mẫu Số 1 xây dựng kế hoạch, cụ thể như sau
noi_dung:
  - muc: Nhiệm vụ
  - bang: nhiem_vu
  - gach: Gửi báo cáo về Sở trước ngày 15/9/2026; các tổ báo cáo trước ngày 08/9/2026.
    ma: bao-cao
nhiem_vu:
  - viec: Tuyên truyền trong trường
    chu_tri: Ban Giám hiệu
    thoi_han: Tháng 5/2026
    ma: tuyen-truyen
noi_nhan:
  - Sở Mẫu
  - Trường THPT Mẫu Số 10
luu: VT
nguoi_ky:
  chuc_vu: Hiệu trưởng
nguon:
  tep: data/ke-hoach/cha.yaml
  bam: {digest}
  phan_cap: truong-thpt
"""
PARENT = "data/ke-hoach/cha.yaml"
