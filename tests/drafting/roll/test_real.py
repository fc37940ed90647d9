"""The real plans rolled, read against each other; the reports as they are printed."""

import difflib
import re
from pathlib import Path

import pytest
from tests.drafting.roll.making import KEPT, OPEN, SHIFTED, rolled_file
from tests.plans.making import REAL

from vanban.language.citation import find
from vanban.plan.passages import passages
from vanban.plan.source import read, read_text
from vanban.report.rolling import table

PLANS = Path(__file__).parents[2] / "plans"
ROLLED = {
    "2023-2026": (REAL["2023"], 2026),
    "2026-2027": (REAL["2026"], 2027),
    "nam-hoc-2026-2027": (PLANS / "nam-hoc-2025-2026.yaml", 2026),
}


@pytest.mark.parametrize("name", ROLLED)
def test_the_report_and_the_changes_read_as_before(name, golden):
    path, to = ROLLED[name]
    made = rolled_file(path, to)
    made.looked_up.clear()  # what is announced of a calendar changes with the library
    new = made.written()
    report = "".join("".join(text for text, _role in line) + "\n" for line in table(made, new, 100))
    changes = difflib.unified_diff(
        made.source.text.splitlines(), new.text.splitlines(), "cũ", "mới", n=0, lineterm=""
    )
    golden(f"roll-{name}.txt", report + "".join(f"{line}\n" for line in changes))


def facts(texts):
    """The codes, the dates and the years of texts."""
    said = set()
    for text in texts:
        said |= {one.code for one in find(text) if one.code}
        said |= set(re.findall(r"\d{1,2}/\d{1,2}/\d{4}|(?<![\d/])(?:19|20)\d\d(?!\d)", text))
    return said


def test_2023_rolled_to_2026_beside_the_real_plan_of_2026():
    """What the real plan does not say is a point to decide, or was dropped or set anew by it."""
    made = rolled_file(REAL["2023"], 2026)
    new = made.written()
    real = facts(one.text for one in passages(read(REAL["2026"])))
    differing = facts(one.text for one in passages(read_text(new.text, "x"))) - real
    asked = facts(one.old for one in made.mentions if one.fate is OPEN)
    assert differing - asked == {
        "07-CT/TU", "08/9/2021",  # cited in row 2 of 2023, left out of the footnote of 2026
        "15/6/2026", "10/12/2026",  # the reports of 2026 are due on other days
    }  # fmt: skip


def test_what_2023_says_of_2026_is_decided_once():
    made = rolled_file(REAL["2023"], 2026)
    assert [point.first.name for point in made.points] == [
        "Kế hoạch số 94-KH/BDVTU-BCSĐUBNDTP ngày 11/01/2023",
        "“Đẩy mạnh chỉnh trang, hiện đại hóa đô thị - Xây dựng nông …",
        "Ban Thanh tra nhân dân",
        "Nghị quyết số 14/2021/NQ-HĐND ngày 10/12/2021",
        "Nghị quyết số 03-NQ/TU ngày 26/10/2021",
        "Thanh tra Sở",
        "Đảng ủy Khối các cơ quan thành phố",
        "Phạm Quốc Hiệu",
    ]


def test_every_year_of_the_plan_of_2026_is_rightly_met():
    """Genre: the year and the next one move, documents and periods stay."""
    made = rolled_file(REAL["2026"], 2027)
    years = {(one.old[-4:], one.fate) for one in made.mentions if one.kind in ("nam", "thoi-gian")}
    assert years == {("2026", SHIFTED), ("2027", SHIFTED)}
    kept = [one for one in made.mentions if one.fate is KEPT]
    assert {one.kind for one in kept} == {"van-ban", "giai-doan", "nguoi"}
    assert len(made.points) == 7
