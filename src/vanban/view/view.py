"""The whole plan as it will be printed: every string, in the words a template uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vanban.language.numerals import roman
from vanban.plan.kinds import kinds
from vanban.plan.model import CoQuan, KeHoach, Khoi, PhuLuc
from vanban.view import closing, letterhead, tables
from vanban.view.inline import Inline, Text, bracketed, closed
from vanban.view.letterhead import CoQuanIn, one_line
from vanban.view.outline import Doan, end, outline


@dataclass(slots=True)
class Phan:
    """One part of the document with its own pages: the plan itself, or an appendix.

    `phu_luc` is true for an appendix; `nhan` is `Phụ lục I` (`Phụ lục` when it is the only one),
    `ten` its name in `chi_dan` the bracketed reference to the plan (PL I, III.1).
    `ket_thuc` are the closing paragraphs of the plan itself. `ngang`: a landscape page.
    """

    noi_dung: list[Doan]
    phu_luc: bool = False
    nhan: str = ""
    ten: Text = ""
    chi_dan: str = ""
    ngang: bool = False
    ket_thuc: list[Doan] = field(default_factory=list)


@dataclass(slots=True)
class View:
    """Every string of the plan exactly as it will be printed.

    The names of the fields are the words of a template (`vanban template words`).
    """

    co_quan: CoQuanIn
    so: str
    ky_hieu: str
    dia_danh: str
    ngay: str
    du_thao: str
    do_khan: str
    ten_loai: str
    trich_yeu: Text
    kem_theo: Text
    can_cu: list[Text]
    mo_dau: list[Doan]
    cac_phan: list[Phan]
    noi_nhan: list[Text]
    ky_trai: closing.KyTen | None
    ky: closing.KyTen
    tieu_de: str
    chu_de: str
    tac_gia: str

    def words(self) -> dict[str, object]:
        """Template word → value."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def build(
    plan: KeHoach,
    co_quan: CoQuan,
    documents: Mapping[str, tuple[str, str]] | None = None,
) -> View:
    """The view of a plan that its checks let through.

    `documents`: number → (in full, later) for `[@…]`. Texts are read in the order they are
    printed, because a document is cited in full only the first time.
    """
    inline = Inline(plan.chu_thich, documents)
    title = inline.text(plan.trich_yeu)
    attached = bracketed(inline.text(plan.kem_theo or ""))
    bases = [inline.basis(typed) for typed in plan.can_cu]
    opening = [Doan("doan", text) for text in inline.paragraphs(plan.mo_dau)]
    end(opening, ":")
    columns = plan.cot or co_quan.cot
    heads = columns.in_order() if columns else tables.TASK_COLUMNS

    def table(block: Khoi) -> tables.Bang:
        match block.chu.strip():
            case "nhiem_vu":
                return tables.tasks(plan.nhiem_vu, heads, inline)
            case "muc_tieu":
                return tables.goals(plan.muc_tieu, plan, inline)
        return tables.free(block.chu, inline)

    body = outline(plan.noi_dung, inline, table)
    ending = [Doan("doan", text) for text in inline.paragraphs(plan.ket_thuc)]
    end(ending or body, "./.")
    recipients = closing.recipients(plan, inline)
    reference = _reference(plan, co_quan) if plan.phu_luc else ""
    appendices = [
        _appendix(appendix, _label(n, len(plan.phu_luc)), reference, outline(
            appendix.noi_dung, inline, table))
        for n, appendix in enumerate(plan.phu_luc, 1)
    ]  # fmt: skip
    left, right = _signatures(plan)
    kind = kinds()[plan.loai][0]
    return View(
        co_quan=letterhead.body(co_quan),
        so=letterhead.number(plan),
        ky_hieu=letterhead.symbol(plan, co_quan),
        dia_danh=co_quan.dia_danh,
        ngay=letterhead.date(plan),
        du_thao=f"DỰ THẢO {plan.du_thao}".strip() if plan.du_thao else "",
        do_khan=plan.do_khan.upper() if plan.do_khan else "",
        ten_loai=kind.upper(),
        trich_yeu=title,
        kem_theo=attached,
        can_cu=[closed(basis, ";") for basis in bases[:-1]]
        + [closed(basis, ".") for basis in bases[-1:]],
        mo_dau=opening,
        cac_phan=[Phan(body, ket_thuc=ending), *appendices],
        noi_nhan=recipients,
        ky_trai=left,
        ky=right,
        tieu_de=one_line(str(title).replace("\a", "\n")),
        chu_de=kind,
        tac_gia=one_line(co_quan.ten),
    )


def _label(n: int, count: int) -> str:
    """`Phụ lục I`; a single appendix needs no number (PL I, III.1)."""
    return f"Phụ lục {roman(n)}" if count > 1 else "Phụ lục"


def _reference(plan: KeHoach, co_quan: CoQuan) -> str:
    """The line under an appendix's name (PL I, III.1); what is not known yet stays blank."""
    number, symbol = letterhead.number(plan), letterhead.symbol(plan, co_quan)
    kind = kinds()[plan.loai][0]
    issuer = one_line(co_quan.ten)
    return f"(Kèm theo {kind} số {number}/{symbol} {letterhead.date(plan)} của {issuer})"


def _appendix(appendix: PhuLuc, label: str, reference: str, body: list[Doan]) -> Phan:
    end(body, "./.")
    landscape = appendix.huong == "ngang"
    for block in body:
        if block.bang:
            block.bang.ngang = landscape
    name = letterhead.printed_lines(appendix.ten).upper()
    return Phan(body, phu_luc=True, nhan=label, ten=name, chi_dan=reference, ngang=landscape)


def _signatures(plan: KeHoach) -> tuple[closing.KyTen | None, closing.KyTen]:
    """The block on the left, if any, and the one on the right: two signers, or who approves."""
    *others, last = plan.nguoi_ky
    if plan.phe_duyet:
        return closing.approval(plan.phe_duyet), closing.signature(last)
    return (closing.signature(others[0]) if others else None), closing.signature(last)


def flow(view: View) -> Iterator[Text]:
    """What is read from top to bottom: title, bases, body, appendices, in printed order."""
    yield from (view.ten_loai, view.trich_yeu, view.kem_theo, *view.can_cu)
    for paragraph in view.mo_dau:
        yield paragraph.chu
    for part in view.cac_phan:
        if part.phu_luc:
            yield from (part.nhan, part.ten, part.chi_dan)
        for paragraph in (*part.noi_dung, *part.ket_thuc):
            yield from (paragraph.so, paragraph.chu, paragraph.lien)
            if table := paragraph.bang:
                for row in (table.dau, *(row.o for row in table.hang)):
                    yield from (cell.chu for cell in row)


def around(view: View) -> Iterator[Text]:
    """What stands around it: letterhead, recipients, signatures; a template places it freely."""
    yield from (view.co_quan.chu_quan, view.co_quan.ten, view.co_quan.dia_chi)
    yield from (view.so, view.ky_hieu, view.dia_danh, view.ngay, view.do_khan, view.du_thao)
    yield from view.noi_nhan
    for block in (view.ky_trai, view.ky):
        if block:
            yield from (block.chuc_vu, block.ho_ten)
