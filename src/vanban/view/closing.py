"""The foot of the plan: recipients and signatures."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.plan.model import KeHoach, NguoiKy
from vanban.view.inline import BREAK, Inline, Text, closed
from vanban.view.letterhead import printed_lines


@dataclass(frozen=True, slots=True)
class KyTen:
    """A signature block: lines of authority and post in capitals, and the name (PL I, II.7)."""

    chuc_vu: str
    ho_ten: str


def recipients(plan: KeHoach, inline: Inline) -> list[Text]:
    """The lines under `Nơi nhận:` without their hyphen, each closed (PL I, II.9.d)."""
    items = [inline.text(item) for item in plan.noi_nhan]
    if plan.luu:
        items.append(inline.text(f"Lưu: {plan.luu}"))
    return [closed(item, ";") for item in items[:-1]] + [closed(item, ".") for item in items[-1:]]


def signature(signer: NguoiKy) -> KyTen:
    """The block of one signer."""
    return KyTen(printed_lines(signer.chuc_vu).upper(), printed_lines(signer.ho_ten))


def approval(signer: NguoiKy) -> KyTen:
    """The block of who approves: PHÊ DUYỆT in front of the post, unless it is typed."""
    block = signature(signer)
    if block.chuc_vu.startswith("PHÊ DUYỆT"):
        return block
    return KyTen(BREAK.join(("PHÊ DUYỆT", block.chuc_vu)), block.ho_ten)
