"""The plan as data, in the field's own words; every text as typed, only years are numbers.

The docstring under a field is what an editor shows on hover (through `schema/*.json`), so it is
Vietnamese. Shapes and meanings: docs/how-it-works.md, the decree's clauses in `tables/`.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Part(BaseModel):
    """Any mapping of a plan: unknown keys are refused."""

    # Docstrings become descriptions in plan/schema.py, not here: pydantic's own switch parses this
    # file at every start, which costs 100 ms of a render.
    model_config = ConfigDict(extra="forbid", frozen=True)


def _not_blank(value: Any) -> Any:
    """Refuse a text of blanks only."""
    if isinstance(value, str) and not value.strip():
        raise ValueError("empty:")
    return value


Words = Annotated[str, BeforeValidator(_not_blank)]
"""A text that must say something."""


class Kinded(Part):
    """An entry that begins with exactly one of its kind words."""

    KINDS: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_kind(cls, value: Any) -> Any:
        """Refuse any other number of them; the loader turns the error into a finding."""
        if isinstance(value, dict):
            given = [kind for kind in cls.KINDS if kind in value]
            if len(given) != 1:
                raise ValueError("one_kind:" + ",".join(given))
            text = value[given[0]]
            if text is None or (isinstance(text, str) and not text.strip()):
                raise ValueError("empty:" + given[0])
        return value

    @property
    def loai(self) -> str:
        """The entry's kind word."""
        return self.typed()[0]

    @property
    def chu(self) -> str:
        """The entry's text as typed."""
        return self.typed()[1]

    def typed(self) -> tuple[str, str]:
        """The entry's kind word and its text as typed, looked up once."""
        for kind in self.KINDS:
            if (text := getattr(self, kind)) is not None:
                return kind, text
        raise AssertionError(self)


class Khoi(Kinded):
    """Một đoạn của nội dung: đúng một từ chỉ loại đoạn, rồi đến lời văn."""

    KINDS: ClassVar[tuple[str, ...]] = (
        "phan", "muc", "tieu_muc", "khoan", "tieu_muc_con", "khoan_con",
        "diem", "gach", "gach_con", "doan", "lien", "bang",
    )  # fmt: skip

    phan: str | None = None
    """Phần: in “Phần I” rồi tên phần IN HOA, giữa trang. Máy đánh số I, II."""
    muc: str | None = None
    """Mục: in “I. TÊN MỤC” đậm, in hoa. Máy đánh số I, II, III; sang phần mới đếm lại từ I."""
    tieu_muc: str | None = None
    """Khoản có tiêu đề: in “1. Tiêu đề” đậm. Đếm chung với `khoan`, từ 1 trong mỗi mục."""
    khoan: str | None = None
    """Khoản không tiêu đề: in “1. Lời văn”. Đếm chung với `tieu_muc`."""
    tieu_muc_con: str | None = None
    """Tiêu đề cấp dưới: in “1.1. Tiêu đề” đậm."""
    khoan_con: str | None = None
    """Khoản cấp dưới: in “1.1. Lời văn”."""
    diem: str | None = None
    """Điểm: in “a) Lời văn”, theo bảng chữ cái a, b, c, d, đ, e, g."""
    gach: str | None = None
    """Gạch đầu dòng: in “- Lời văn”. Không gõ dấu gạch."""
    gach_con: str | None = None
    """Gạch cấp dưới: in “+ Lời văn”. Không gõ dấu cộng."""
    doan: str | None = None
    """Một đoạn văn, không số, không gạch."""
    lien: str | None = None
    """Chạy liền sau tiêu đề ngay trên: **1. Tiêu đề:** lời văn. Máy thêm dấu hai chấm."""
    bang: str | None = None
    """`nhiem_vu`: bảng nhiệm vụ; `muc_tieu`: bảng chỉ tiêu; hoặc `|`, mỗi dòng một hàng, các ô
    cách nhau bằng ` | `, dòng đầu là tên cột, dòng không có ` | ` là một ô gộp cả hàng."""
    ma: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")
    """Tên riêng của đoạn (a–z, 0–9, gạch nối): để nhận ra đoạn này khi kế hoạch thay đổi; không
    in."""


CELLS = ("chu_tri", "phoi_hop", "thoi_han", "ket_qua", "ghi_chu")


class Hang(Kinded):
    """Một hàng của bảng nhiệm vụ: `nhom`, `viec` hoặc `viec_con`, rồi các ô."""

    KINDS: ClassVar[tuple[str, ...]] = ("nhom", "viec", "viec_con")

    nhom: str | None = None
    """Hàng nhóm: IN HOA, gộp cả hàng, đánh số 1, 2, 3; không có ô."""
    viec: str | None = None
    """Một việc: đánh số 1.1 trong nhóm, không có nhóm thì 1, 2, 3. Không có ô thì là việc mẹ của
    các `viec_con` bên dưới."""
    viec_con: str | None = None
    """Việc con: đánh chữ a, b, c dưới `viec` ngay trên."""
    chu_tri: str | None = None
    """Đơn vị chủ trì, đúng như in. Nhiều đơn vị cách nhau bằng `;`."""
    phoi_hop: str | None = None
    """Đơn vị phối hợp, đúng như in."""
    thoi_han: str | None = None
    """Thời hạn, đúng như in: `Quý I/2026`, `Trước ngày 15/9/2026`, `Thường xuyên`…"""
    ket_qua: str | None = None
    """Kết quả, sản phẩm."""
    ghi_chu: str | None = None
    """Ghi chú."""
    ma: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")
    """Tên riêng của hàng: để nhận ra hàng này khi kế hoạch thay đổi; không in."""

    @property
    def has_cells(self) -> bool:
        """False for a group and for a parent row, whose sub-rows carry the cells."""
        return any(getattr(self, cell) is not None for cell in CELLS)


class ChiTieu(Part):
    """Một hàng của bảng mục tiêu, chỉ tiêu."""

    chi_tieu: Words
    """Tên chỉ tiêu."""
    don_vi_tinh: str | None = None
    """Đơn vị tính: `%`, `hồ sơ`…"""
    nam_truoc: str | None = None
    """Số thực hiện năm trước."""
    ke_hoach: str | None = None
    """Số kế hoạch năm nay."""
    thoi_han: str | None = None
    """Thời hạn đạt chỉ tiêu."""
    ma: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")
    """Tên riêng của hàng: để nhận ra hàng này khi kế hoạch thay đổi; không in."""


class NguoiKy(Part):
    """Người ký: chức vụ như trên giấy, mỗi dòng in là một dòng; rồi họ tên."""

    chuc_vu: Words
    """Quyền hạn, chức vụ (máy IN HOA): `Giám đốc`, hoặc hai dòng `KT. Giám đốc`, `Phó Giám đốc`."""
    ho_ten: str | None = None
    """Họ và tên, không ghi học hàm, học vị. Để trống thì chừa chỗ."""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class PhuLuc(Part):
    """Một phụ lục: trang riêng, số trang riêng."""

    ten: Words
    """Tên phụ lục (máy IN HOA). Từ hai phụ lục, máy đánh số Phụ lục I, II."""
    huong: Literal["doc", "ngang"] = "doc"
    """`ngang`: trang nằm ngang, cho bảng nhiều cột."""
    noi_dung: list[Khoi]
    """Các đoạn, như `noi_dung` của kế hoạch."""


class Nguon(Part):
    """Kế hoạch này từ đâu mà ra; máy ghi khi `vanban derive`, dùng khi `vanban update`."""

    tep: Words
    """Tệp kế hoạch cấp trên, tính từ thư mục gốc của dự án."""
    bam: Words
    """SHA-256 của tệp ấy lúc lập kế hoạch này."""
    phan_cap: Words
    """Tên công thức trong `data/phan-cap`, không đuôi."""
    goc: str | None = None
    """SHA-256 của kế hoạch này như máy lập ra, chưa ai sửa: tên bản giữ trong `data/.goc`."""


class Cot(Part):
    """Các cột của bảng nhiệm vụ, theo thứ tự in: tên cột in ở hàng đầu."""

    stt: str | None = None
    """Cột số thứ tự, ví dụ `Stt`, `TT`."""
    viec: str | None = None
    """Cột nội dung công việc."""
    chu_tri: str | None = None
    """Cột đơn vị chủ trì."""
    phoi_hop: str | None = None
    """Cột đơn vị phối hợp."""
    thoi_han: str | None = None
    """Cột thời gian."""
    ket_qua: str | None = None
    """Cột kết quả, sản phẩm."""
    ghi_chu: str | None = None
    """Cột ghi chú."""

    def in_order(self) -> dict[str, str]:
        """Column → heading, in the order typed (pydantic keeps the order of the fields instead)."""
        return {name: str(getattr(self, name)) for name in self._typed}

    _typed: tuple[str, ...] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _keep_order(cls, value: Any, handler: Any) -> Cot:
        made: Cot = handler(value)
        if isinstance(value, dict):
            made._typed = tuple(name for name in value if value[name] is not None)
        return made


class KeHoach(Part):
    """Một kế hoạch: vài phần có tên và hai danh sách; mỗi mục là một đoạn in hoặc một hàng bảng."""

    loai: Words
    """Loại văn bản, quyết định tên loại in, chữ viết tắt và mẫu Word: `ke-hoach`."""
    nam: int | None = Field(default=None, ge=1945, le=2200)
    """Năm của kế hoạch; là năm của thời hạn không ghi năm."""
    nam_hoc: str | None = Field(default=None, pattern=r"^\d{4} ?[-–] ?\d{4}$")
    """Năm học, ví dụ `2026-2027`, thay cho `nam`."""
    co_quan: Words = Field(pattern=r"^[^./\\:][^/\\:]*$")
    """Cơ quan ban hành: tên tệp trong `data/co-quan`, không đuôi."""
    so: str | None = None
    """Số văn bản; để trống khi chưa phát hành."""
    ky_hieu: str | None = None
    """Ký hiệu khi khác `KH-<viet_tat>` của cơ quan."""
    ngay: str | None = None
    """Ngày ban hành `dd/mm/yyyy`, `mm/yyyy` hoặc để trống; phần thiếu được chừa trắng."""
    don_vi: Words | None = None
    """Đơn vị đứng tên kế hoạch: mã trong `data/truong`, hoặc một đơn vị của hồ sơ cơ quan; tên,
    chữ viết tắt, địa danh, người ký của đơn vị thay vào hồ sơ."""
    mau: Literal["true", "false"] | None = None
    """`true`: kế hoạch viết cho nhiều đơn vị; lời văn được dùng `{{ truong.ten }}`, in bằng
    `vanban batch`."""
    trich_yeu: Words
    """Trích yếu, 1–5 dòng: mỗi dòng gõ là một dòng in, đậm, giữa trang."""
    kem_theo: str | None = None
    """Dòng trong ngoặc dưới trích yếu: `Ban hành kèm theo Quyết định số …`."""
    du_thao: str | None = None
    """Dấu DỰ THẢO, ví dụ `Lần 2`; không dùng khi đã có số."""
    do_khan: Literal["Khẩn", "Thượng khẩn", "Hỏa tốc"] | None = None
    """Độ khẩn: `Khẩn`, `Thượng khẩn`, `Hỏa tốc`."""
    can_cu: list[Words] = []
    """Căn cứ ban hành, mỗi mục một căn cứ, cả từ mở đầu (Căn cứ, Thực hiện…); máy thêm `;`, `.`."""
    mo_dau: str | None = None
    """Đoạn mở đầu sau căn cứ; máy thêm dấu hai chấm cuối."""
    noi_dung: list[Khoi]
    """Nội dung: mỗi mục một đoạn, từ đầu tiên là loại đoạn."""
    ket_thuc: str | None = None
    """Đoạn kết; máy thêm `./.` cuối."""
    nhiem_vu: list[Hang] = []
    """Bảng nhiệm vụ, in ở chỗ `- bang: nhiem_vu`."""
    muc_tieu: list[ChiTieu] = []
    """Bảng mục tiêu, chỉ tiêu, in ở chỗ `- bang: muc_tieu`."""
    chu_thich: dict[str, Words] = {}
    """Chú thích chân trang: tên → lời; đánh dấu `[^tên]` trong lời văn. Mỗi dòng một đoạn."""
    cot: Cot | None = None
    """Cột của bảng nhiệm vụ, chỉ cho kế hoạch này."""
    noi_nhan: list[Words] = []
    """Nơi nhận, mỗi nơi một mục; máy thêm gạch đầu dòng và `;`."""
    luu: str | None = None
    """Nơi lưu: `VT, VP (2)` in thành `- Lưu: VT, VP (2).`"""
    nguoi_ky: Annotated[list[NguoiKy], BeforeValidator(_as_list)] = Field(
        min_length=1, max_length=2
    )
    """Người ký; hai người cùng ký thì là danh sách hai người."""
    phe_duyet: NguoiKy | None = None
    """Khối PHÊ DUYỆT bên trái, cùng khuôn với `nguoi_ky`."""
    phu_luc: list[PhuLuc] = []
    """Các phụ lục."""
    bo_qua: list[Words] = []
    """Các cảnh báo đã xem và bỏ qua: `N102: lý do`."""
    nguon: Nguon | None = None
    """Kế hoạch cấp trên mà kế hoạch này được lập theo; `vanban derive` ghi, không in."""

    @model_validator(mode="after")
    def _has_a_year(self) -> KeHoach:
        if (self.nam is None) == (self.nam_hoc is None):
            raise ValueError("one_year:")
        return self

    @property
    def year(self) -> int:
        """The plan's year; of a school year the first."""
        return self.nam if self.nam is not None else int(str(self.nam_hoc)[:4])

    @property
    def school_year(self) -> tuple[int, int] | None:
        """First and second year of the school year; `None` for a plan of a calendar year."""
        return (int(self.nam_hoc[:4]), int(self.nam_hoc[-4:])) if self.nam_hoc else None


class Gom(Part):
    """Nhóm đơn vị: kể tên từng đơn vị, hoặc kể loại đơn vị."""

    ten: list[Words] = []
    """Tên các đơn vị trong nhóm."""
    loai: list[Words] = []
    """Loại đơn vị trong nhóm: `truong-thpt`, `gdtx`…"""


def _as_gom(value: Any) -> Any:
    return {"ten": value} if isinstance(value, list) else value


class DonVi(Part):
    """Một đơn vị hoặc nhóm đơn vị được nhắc trong kế hoạch."""

    ten: Words
    """Tên đầy đủ."""
    ten_khac: list[Words] = []
    """Các cách gọi khác trong văn bản."""
    viet_tat: str | None = None
    """Tên viết tắt."""
    gom: Annotated[Gom | None, BeforeValidator(_as_gom)] = None
    """Nhóm: danh sách tên các đơn vị, hoặc `loai:` danh sách loại đơn vị."""
    tu: int | None = None
    """Năm bắt đầu có đơn vị."""
    den: int | None = None
    """Năm cuối cùng còn đơn vị."""


class CoQuan(Part):
    """Hồ sơ cơ quan ban hành: `data/co-quan/<tên>.yaml`."""

    ten: Words
    """Tên cơ quan ban hành (máy IN HOA, đậm); mỗi dòng gõ là một dòng in."""
    chu_quan: str | None = None
    """Cơ quan chủ quản trực tiếp (máy IN HOA, không đậm)."""
    viet_tat: Words
    """Chữ viết tắt trong ký hiệu: `SGDĐT` → `Số: 05/KH-SGDĐT`."""
    dia_danh: Words
    """Địa danh ghi trước ngày tháng: `Hải Phòng`."""
    ten_khac: list[Words] = []
    """Các cách gọi khác của cơ quan trong văn bản."""
    dia_chi: str | None = None
    """Dòng địa chỉ, điện thoại ở chân trang đầu; không có thì không in."""
    co_chu: Literal["12", "13"] | None = None
    """Bộ cỡ chữ đầu trang: `13` (Quốc hiệu 13, Tiêu ngữ 14, ngày 14) hoặc `12` (12, 13, 13)."""
    nguoi_ky: list[NguoiKy] = []
    """Những người có thể ký; `vanban new` chép một người sang kế hoạch."""
    don_vi: list[DonVi] = []
    """Các đơn vị và nhóm đơn vị."""
    cot: Cot | None = None
    """Các cột của bảng nhiệm vụ và tên cột, theo thứ tự in."""
