"""A recipe (phân cấp): how a unit's own plan is made from its superior's, `data/phan-cap/*.yaml`.

Its texts may hold expressions of plan/expressions.py: `don_vi` is the unit, `cha` the parent plan,
`con` the plan being made.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from vanban.language.unicode import fold
from vanban.plan.issuer import Truong
from vanban.plan.model import Hang, Khoi, Part, Words

SCOPE = ("cha", "con", "cac_ky")
"""The names that the expressions of a recipe see beside the unit."""

FACTS = (
    "ten", "chu_quan", "viet_tat", "dia_danh", "nam", "so", "trich_yeu", "vien_dan",
    "vien_dan_ngan",
)  # fmt: skip
"""What `cha` has: the parent's issuer, its year, number and title, how it is cited."""

Days = Literal[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
    "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
]  # fmt: skip
"""A number of working days, as typed."""


class RecipePart(Part):
    """Any mapping of a recipe; built when a recipe is read, which most commands never do."""

    model_config = ConfigDict(defer_build=True)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Several = Annotated[list[Words], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]
"""Texts in a list, or one text alone."""


class ApDung(RecipePart):
    """Công thức dùng cho những đơn vị nào."""

    loai: list[Words]
    """Loại đơn vị: `truong-thpt`, `gdtx`, `truong-thcs`, `phong`…"""
    cha: list[Words] = []
    """Chỉ dùng cho kế hoạch của cơ quan có tên bắt đầu bằng một trong các từ này: `Sở`, `Ủy ban
    nhân dân`; không ghi thì của cơ quan nào cũng được."""
    nhom: list[Words] = []
    """Nhóm trong hồ sơ cơ quan cấp trên mà các đơn vị này được coi là thuộc về, dù nhóm ấy không
    kể loại của chúng: việc giao cho nhóm là việc của chúng."""


class CanCuMoi(RecipePart):
    """Căn cứ: giữ mọi căn cứ của kế hoạch cấp trên, kế hoạch ấy là căn cứ cuối cùng."""

    bo: list[Words] = []
    """Bỏ căn cứ có một trong các cụm từ này."""
    them: list[Words] = []
    """Căn cứ thêm, đứng ngay trước kế hoạch cấp trên."""


class NoiDungMoi(RecipePart):
    """Các đoạn của nội dung: giữ tất cả, trừ phần giao cho đơn vị khác và những đoạn kể ở đây."""

    bo: list[Words] = []
    """Bỏ đoạn có một trong các cụm từ này: việc của riêng cấp trên. `…` trong cụm từ là một quãng
    bất kỳ trong câu."""
    hoi: list[Words] = []
    """Đoạn có một trong các cụm từ này là lời dặn người lập kế hoạch: không chép, thành điểm
    `# CẦN XEM:` của phần tổ chức thực hiện."""
    them: list[Khoi] = []
    """Các đoạn thêm, đứng trước mục tổ chức thực hiện."""


class NhiemVuMoi(RecipePart):
    """Các hàng của bảng nhiệm vụ: chỉ giữ việc của đơn vị."""

    bo: list[Words] = []
    """Bỏ việc có một trong các cụm từ này: việc của riêng cấp trên. Việc mẹ còn việc con thì chỉ
    bỏ cụm từ ấy ở đầu việc mẹ. `…` trong cụm từ là một quãng bất kỳ trong câu."""
    them: list[Hang] = []
    """Các hàng thêm, đứng cuối bảng."""


class Thay(RecipePart):
    """Một cụm từ của cấp trên và lời thay."""

    tu: Several
    """Cụm từ trong kế hoạch cấp trên, cả từ, một hay nhiều; được viết `{{ cha.dia_danh }}`."""
    bang: str | None = None
    """Lời thay; để trống thì bỏ cụm từ."""


class DonViMoi(RecipePart):
    """Ai làm thay ai: tên trong cột chủ trì, phối hợp của cấp trên và tên trong kế hoạch này."""

    tu: list[Words]
    """Đơn vị, nhóm đơn vị của cấp trên, theo tên nào trong hồ sơ cơ quan cũng được."""
    khi: Literal["chu_tri", "phoi_hop", "de_ngo"] | None = None
    """Chỉ ở những việc mà đơn vị lập kế hoạch chủ trì, phối hợp, hay chưa rõ có liên quan."""
    chu_tri: str | None = None
    """Tên thay ở cột chủ trì; không ghi thì theo `don_vi_khac`."""
    phoi_hop: str | None = None
    """Tên thay ở cột phối hợp; không ghi thì theo `don_vi_khac`."""


class DonViKhac(RecipePart):
    """Ai làm thay những đơn vị của cấp trên không có trong bảng `don_vi`."""

    chu_tri: str | None = None
    """Tên thay ở cột chủ trì."""
    phoi_hop: str | None = None
    """Tên thay ở cột phối hợp; không ghi thì bỏ tên ấy khỏi cột."""


class BoPhan(RecipePart):
    """Một bộ phận trong mục tổ chức thực hiện: nhận việc mà cấp trên giao cho đơn vị."""

    ten: Words
    """Tên bộ phận, in thành khoản có tiêu đề."""
    nhan: list[Words] = []
    """Nhận việc có một trong các cụm từ này. Việc không ai nhận thuộc về bộ phận đầu tiên."""
    cua: list[Words] = []
    """Nhận cả những việc cấp trên giao cho các tên này, ví dụ `Ban Thanh tra nhân dân`."""
    loi: str | None = None
    """Lời in khi bộ phận không nhận việc nào ở trên mà có tên trong bảng nhiệm vụ."""


class Chang(RecipePart):
    """Một chặng báo cáo trong đơn vị, trước hạn của cấp trên."""

    som_hon: Days = "0"
    """Sớm hơn hạn của cấp trên mấy ngày làm việc."""
    loi: Words
    """Lời in; `{{ cac_ky }}` là các kỳ báo cáo với hạn mới: `báo cáo 06 tháng trước ngày …`."""


class BaoCao(RecipePart):
    """Chế độ báo cáo: việc báo cáo cấp trên giao, thêm các chặng trong đơn vị."""

    ten: Words
    """Tên khoản trong mục tổ chức thực hiện."""
    nhan_ra: list[Words]
    """Việc có một trong các cụm từ này là việc báo cáo."""
    chang: list[Chang] = []
    """Các chặng, từ trong ra ngoài."""
    giu: Literal["true", "false"] = "true"
    """`false`: không chép việc báo cáo của cấp trên (nơi nhận báo cáo khác); thành điểm cần xem."""


class CanXem(RecipePart):
    """Một điểm để người lập kế hoạch quyết định: dòng `# CẦN XEM:` trong tệp, không in."""

    o: Literal[
        "dau", "can_cu", "trich_yeu", "mo_dau", "noi_dung", "tieu_de", "to_chuc", "nhiem_vu",
        "noi_nhan", "nguoi_ky",
    ]  # fmt: skip
    """Ở phần nào; `dau` là đầu tệp, `tieu_de` là tiêu đề các phần, mục của nội dung, `to_chuc` là
    mục tổ chức thực hiện."""
    khi: Several = []
    """Chỉ ở những đoạn, hàng của phần ấy có (một trong các) cụm từ này trong kế hoạch cấp trên."""
    thieu: list[Words] = []
    """Chỉ khi danh sách đơn vị để trống một trong các cột này: `ho_ten`, `viet_tat`…"""
    loi: Words
    """Lời hỏi."""


class NguoiKyMoi(RecipePart):
    """Người ký, khi khác người ký của đơn vị trong danh sách."""

    chuc_vu: Words
    """Chức vụ, như trên giấy."""
    ho_ten: str | None = None
    """Họ và tên."""


class PhanCap(RecipePart):
    """Một công thức: từ kế hoạch cấp trên ra kế hoạch của đơn vị, `data/phan-cap/<tên>.yaml`."""

    ten: Words
    """Công thức này lập kế hoạch cho ai."""
    ap_dung: ApDung
    """Dùng cho những đơn vị nào."""
    co_quan: str | None = None
    """Hồ sơ trong `data/co-quan` để in kế hoạch; tên, địa danh, người ký của đơn vị thay vào. Để
    trống: hồ sơ của cấp trên."""
    trich_yeu: str | None = None
    """Trích yếu; không ghi thì lấy của cấp trên, đã thay cụm từ."""
    can_cu: CanCuMoi = Field(default_factory=CanCuMoi)
    """Căn cứ."""
    mo_dau: str | None = None
    """Đoạn mở đầu; không ghi thì lấy của cấp trên, đã thay cụm từ."""
    noi_dung: NoiDungMoi = Field(default_factory=NoiDungMoi)
    """Nội dung."""
    nhiem_vu: NhiemVuMoi = Field(default_factory=NhiemVuMoi)
    """Bảng nhiệm vụ."""
    thay: list[Thay] = []
    """Cụm từ được thay trong mọi lời văn (cụm dài trước), không đụng đến văn bản được dẫn và lời
    trong ngoặc kép."""
    goi_la: str | None = None
    """Đơn vị tự gọi mình: `nhà trường`. Đoạn mở đầu bằng tên đơn vị hay nhóm của đơn vị (“Các
    trường THPT tổ chức…”) thì mở đầu bằng chữ này; không ghi thì giữ nguyên."""
    xem_lai: list[Words] = []
    """Lời của cấp trên: đoạn nào còn một trong các cụm từ này thì thành điểm cần xem."""
    don_vi: list[DonViMoi] = []
    """Ai làm thay ai ở cột chủ trì, phối hợp."""
    don_vi_khac: DonViKhac | None = None
    """Các đơn vị khác của cấp trên; không ghi phần này thì giữ nguyên tên."""
    to_chuc: list[BoPhan] = []
    """Mục tổ chức thực hiện: các bộ phận của đơn vị."""
    bao_cao: BaoCao | None = None
    """Chế độ báo cáo."""
    ket_thuc: str | None = None
    """Đoạn kết; không ghi thì lấy của cấp trên, đã thay cụm từ."""
    noi_nhan: list[Words]
    """Nơi nhận."""
    luu: str | None = None
    """Nơi lưu."""
    nguoi_ky: NguoiKyMoi | None = None
    """Người ký; không ghi thì theo danh sách đơn vị."""
    phu_luc: Literal["giu", "bo"] = "giu"
    """Phụ lục của cấp trên: `giu` chép lại, `bo` không chép."""
    can_xem: list[CanXem] = []
    """Những điều chỉ đơn vị biết."""


def applies(recipe: PhanCap, unit: Truong) -> bool:
    """Whether the recipe makes plans for units of this kind."""
    return unit.loai in recipe.ap_dung.loai


def is_for(recipe: PhanCap, issuer: str) -> bool:
    """Whether the recipe is for plans of this body."""
    heads = tuple(map(fold, recipe.ap_dung.cha))
    return not heads or fold(issuer).startswith(heads)
