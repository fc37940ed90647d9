"""Plans that no one would write, for finding out what a template prints: a mark in every field."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vanban.plan.model import Khoi
from vanban.view.closing import KyTen
from vanban.view.inline import Rich, Span
from vanban.view.letterhead import CoQuanIn
from vanban.view.outline import Doan
from vanban.view.tables import Bang, HangIn, O
from vanban.view.view import Phan, View

NUMBERED = ("phan", "muc", "tieu_muc", "khoan", "tieu_muc_con", "khoan_con", "diem")
CELLS = ("so", "viec", "o", "chu")


@dataclass(slots=True)
class Probe:
    """A view with marks; `words`: mark → the template's word that must print it.

    A mark is letters and digits in capitals, so that it survives what templates do to a text.
    """

    view: View
    words: dict[str, str]


class Marks:
    """Gives out marks, each one once."""

    def __init__(self) -> None:
        """Begin with the first."""
        self.words: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """A mark for a word; `khoi.chu (gach)` tells two uses of one word apart."""
        mark = f"ZX{len(self.words):03d}Q"
        self.words[mark] = word
        return mark


def probes() -> list[Probe]:
    """The plans: everything filled in with one signer, then with two, then hardly anything."""
    full = _full()
    marks = Marks()
    marks.words = dict(full.words)
    two = replace(full.view, ky_trai=KyTen(marks("ky_trai.chuc_vu"), marks("ky_trai.ho_ten")))
    return [full, Probe(two, marks.words), _bare()]


def _full() -> Probe:
    mark = Marks()
    view = View(
        co_quan=CoQuanIn(mark("co_quan.ten"), mark("co_quan.chu_quan"), mark("co_quan.dia_chi")),
        so=mark("so"),
        ky_hieu=mark("ky_hieu"),
        dia_danh=mark("dia_danh"),
        ngay=mark("ngay"),
        du_thao=mark("du_thao"),
        do_khan=mark("do_khan"),
        ten_loai=mark("ten_loai"),
        trich_yeu=mark("trich_yeu"),
        kem_theo=mark("kem_theo"),
        can_cu=[mark("can_cu"), mark("can_cu")],
        mo_dau=[Doan("doan", mark("mo_dau"))],
        cac_phan=[
            Phan(_blocks(mark), ket_thuc=[Doan("doan", mark("phan.ket_thuc"))]),
            _appendix(mark, turned=False),
            _appendix(mark, turned=True),
        ],
        noi_nhan=[mark("noi_nhan"), mark("noi_nhan")],
        ky_trai=None,
        ky=KyTen(mark("ky.chuc_vu"), mark("ky.ho_ten")),
        tieu_de=mark("tieu_de"),
        chu_de=mark("chu_de"),
        tac_gia=mark("tac_gia"),
    )
    return Probe(view, mark.words)


def _appendix(mark: Marks, *, turned: bool) -> Phan:
    block = Doan("doan", mark("phan.noi_dung (phụ lục)"))
    return Phan(
        [block, Doan("bang", bang=_table(mark))],
        phu_luc=True,
        nhan=mark("phan.nhan"),
        ten=mark("phan.ten"),
        chi_dan=mark("phan.chi_dan"),
        ngang=turned,
    )


def _blocks(mark: Marks) -> list[Doan]:
    """A block of every kind, each with a number where the kind has one."""
    blocks: list[Doan] = []
    for kind in Khoi.KINDS:
        number = mark(f"khoi.so ({kind})") if kind in NUMBERED else ""
        if kind == "bang":
            blocks.append(Doan(kind, bang=_table(mark)))
        elif kind == "lien":
            title = Doan("tieu_muc", mark("khoi.chu (lien)"), mark("khoi.so (lien)"))
            blocks.append(replace(title, lien=mark("khoi.lien")))
        else:
            blocks.append(Doan(kind, mark(f"khoi.chu ({kind})"), number))
    note = (mark("khoi.chu (chú thích)"),)
    noted = Rich(
        (Span(mark("khoi.chu (đậm)"), bold=True), Span(mark("khoi.chu (thường)"), note=note))
    )
    return [*blocks, Doan("doan", noted)]


def _table(mark: Marks) -> Bang:
    """A heading, a group over all columns but the first, and a row with a cell of every look."""
    heads = [O(mark("o.chu (dau)"), "dau", at, giu=True) for at in range(len(CELLS))]
    group = [
        O(mark("o.chu (so)"), "so", 0, giu=True),
        O(mark("o.chu (nhom)"), "nhom", 1, len(CELLS) - 1, giu=True),
    ]
    row = [O(mark(f"o.chu ({look})"), look, at) for at, look in enumerate(CELLS)]
    return Bang(heads, [HangIn(group), HangIn(row)])


def _bare() -> Probe:
    """What the shape of a plan cannot do without."""
    mark = Marks()
    nothing = ""
    view = View(
        co_quan=CoQuanIn(mark("co_quan.ten"), nothing, nothing),
        so=nothing,
        ky_hieu=mark("ky_hieu"),
        dia_danh=mark("dia_danh"),
        ngay=mark("ngay"),
        du_thao=nothing,
        do_khan=nothing,
        ten_loai=mark("ten_loai"),
        trich_yeu=mark("trich_yeu"),
        kem_theo=nothing,
        can_cu=[],
        mo_dau=[],
        cac_phan=[Phan([Doan("doan", mark("khoi.chu (doan)"))])],
        noi_nhan=[],
        ky_trai=None,
        ky=KyTen(mark("ky.chuc_vu"), nothing),
        tieu_de=mark("tieu_de"),
        chu_de=mark("chu_de"),
        tac_gia=mark("tac_gia"),
    )
    return Probe(view, mark.words)
