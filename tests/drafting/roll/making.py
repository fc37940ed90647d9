"""Plans rolled for tests: from a file, or from one text put into the least plan."""

import json

from tests.plans.making import PLAN

from vanban.drafting.roll.mentions import Fate
from vanban.drafting.roll.roll import roll
from vanban.plan.load import load_text
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.project import Project, find_root
from vanban.plan.register import SoVanBan
from vanban.rules.check import check_plan

BODY = CoQuan.model_validate(
    {
        "ten": "Sở Mẫu",
        "viet_tat": "SM",
        "dia_danh": "Mẫu",
        "nguoi_ky": [{"chuc_vu": "Giám đốc", "ho_ten": "Nguyễn Văn Mẫu"}],
        "don_vi": [{"ten": "Tổ Cũ", "den": 2026}, {"ten": "Tổ Mới", "tu": 2027}],
    }
)
REGISTER = SoVanBan.model_validate(
    {
        "van_ban": [
            {"loai": "Thông tư", "ky_hieu": "12/2019/TT-BMAU", "ngay": "14/6/2019",
             "co_quan": "Bộ Mẫu", "trich_yeu": "quy định cũ", "thay_boi": "20/2026/TT-BMAU"},
            {"loai": "Thông tư", "ky_hieu": "20/2026/TT-BMAU", "ngay": "10/11/2026",
             "co_quan": "Bộ Mẫu", "trich_yeu": "quy định mới: đủ cả"},
            {"loai": "Thông tư", "ky_hieu": "05/2018/TT-BMAU", "ngay": "06/3/2018",
             "co_quan": "Bộ Mẫu", "trich_yeu": "quy định chế độ", "hieu_luc_den": "31/12/2026"},
            {"loai": "Thông tư", "ky_hieu": "06/2018/TT-BMAU", "ngay": "06/3/2018",
             "co_quan": "Bộ Mẫu", "trich_yeu": "quy định chế độ", "hieu_luc_den": "01/01/2027"},
        ],
        "doi_ten": [
            {"ten": "Ban Dân vận Tỉnh ủy", "den": "01/2025",
             "thay_boi": "Ban Tuyên giáo và Dân vận Tỉnh ủy"},
            {"ten": "Ban Tuyên giáo", "den": "01/2025"},
        ],
    }
)  # fmt: skip


def plan_text(**fields):
    """The least plan as YAML text, its values as JSON, one key a line."""
    plan = {key: value for key, value in {**PLAN, **fields}.items() if value is not None}
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in plan.items()
    )


def rolled_text(text, to, body=BODY, registers=(REGISTER,)):
    """A plan's YAML text rolled."""
    loaded = load_text(text, KeHoach, "mau.yaml")
    assert loaded.value, [str(one) for one in loaded.findings]
    return roll(loaded.value, loaded.source, body, registers, to)


def rolled_file(path, to):
    """A plan file rolled, with the register and the body of its project."""
    project = Project(find_root(path.resolve().parent))
    checked = check_plan(path, project)
    assert checked.printable
    registers = [one.value for one in project.registers() if one.value]
    return roll(checked.plan, checked.source, checked.body, registers, to)


def met(words, to=2027, **fields):
    """What is met in a text of a plan for 2026: (fate, old, new) each."""
    return [(one.fate, one.old, one.new) for one in mentions(words, to, **fields)]


def mentions(words, to=2027, **fields):
    """The mentions of a text that stands in the only paragraph of a plan."""
    made = rolled_text(plan_text(noi_dung=[{"doan": words}], **fields), to)
    return [one for one in made.mentions if one.path[0] == "noi_dung"]


def only(words, to=2027, **fields):
    """The one mention of a text."""
    found = mentions(words, to, **fields)
    assert len(found) == 1, [(one.fate, one.old) for one in found]
    return found[0]


SHIFTED, KEPT, OPEN = Fate.SHIFTED, Fate.KEPT, Fate.OPEN
SCHOOL = {"nam": None, "nam_hoc": "2025-2026"}
