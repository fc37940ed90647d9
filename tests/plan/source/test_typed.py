"""What a machine writes reads back letter for letter, and looks as a clerk would type it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.plan.points import points
from vanban.plan.source import as_yaml, read, read_text

SEEDS = sorted(Path("data/ke-hoach").glob("ke-hoach-*.yaml"))
QUIET = {"C014", "C018", "C020", "C021"}  # what stands in the texts themselves

HARD = (
    "", " ", "\n", "\t", " trước", "sau ", "a\n", "\na", "a\n\nb", "a\n   \nb", "a\n  b", "  a\nb",
    "a: b", "a:", ": a", "chu_tri:Sở", "Việc: thêm", "a #b", "a # b", "#a", "- a", "-a", "- - a",
    "[a", "[a]", "{{ truong.ten }}", "{a: b}", "[^a] b", "**đậm**", "*a", "&a b", "!a", "%a", "@a",
    "`a`", "'a'", '"a"', "'", '"', "a\tb", "\ta", "a\n\tb", "a\r\nb", "a\x07b", "\ufeff", "---",
    "...", "a\u2028b", "a\u00a0", "?", "? a", "| a", "|", ">", "> a", "null", "05", "~", "a\\b",
    "Nhiều dòng:\n- một\n- hai", "a\n# b\nc", "# CẦN XEM: không", "e\u0301", "<<", "a | b",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(HARD),
    st.text("ab:# -\n\t'\"[{|]}*&!%@,?ơ\r", max_size=12),
    st.text(max_size=8),
)
keys = st.one_of(
    st.sampled_from(("ten", "chu_tri", "dan-chu", "Chú thích", "1", "<<", "a: b", "- a", "#")),
    st.text("ab- :'\"#\n1", min_size=1, max_size=6),
)
values = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_whatever_is_written_reads_back(plan):
    source = read_text(as_yaml(plan), "t")
    assert source.values == plan
    assert list(source.values) == list(plan)
    assert {finding.code for finding in source.findings} <= QUIET


@given(st.lists(texts, min_size=1, max_size=5))
def test_texts_of_a_list_and_of_entries_read_back(found):
    plan = {
        "can_cu": found,
        "nhiem_vu": [{"viec": text, "chu_tri": text} for text in found],
        "nguoi_ky": {"chuc_vu": found[0], "ho_ten": None},
    }
    source = read_text(as_yaml(plan), "t")
    assert source.values == plan
    assert {finding.code for finding in source.findings} <= QUIET


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_seeds_read_back(path):
    plan = read(path).values
    written = as_yaml(plan)
    source = read_text(written, "t")
    assert source.values == plan
    assert {finding.code for finding in source.findings} <= {"C020", "C021"}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_seeds_are_written_as_they_were_typed(path):
    typed = path.read_text("utf-8").split("\n")
    lines = [line for line in typed if not line.lstrip().startswith("#")]
    written = as_yaml(read(path).values).split("\n")
    longer = [line for line in lines if line not in written]
    assert not longer  # only what was typed below a `|` without need may stand on its key's line


def test_a_plan_as_a_clerk_types_it():
    plan = {
        "loai": "ke-hoach",
        "so": None,
        "trich_yeu": "Dòng một\nDòng hai",
        "can_cu": ["Căn cứ Luật Mẫu", "Thực hiện: một việc"],
        "noi_dung": [{"muc": "Mục đích"}, {"bang": "nhiem_vu"}],
        "nhiem_vu": [{"viec": "Họp", "thoi_han": "Quý I/2026"}],
        "nguoi_ky": {"chuc_vu": "Giám đốc", "ho_ten": None},
    }
    told = [
        ((), "xem cả kế hoạch"),
        (("nhiem_vu", 0), "ai chủ trì"),
        (("nhiem_vu", 0, "viec"), "họp ở đâu"),
        (("nhiem_vu", 0, "thoi_han"), "ngày\nnghỉ"),
        (("can_cu", 1), "còn hiệu lực?"),
        (("nhiem_vu", 0, "chu_tri", 4), "không có đường này"),
    ]
    written = as_yaml(plan, told, ["# đầu tệp", "không dấu thăng"])
    assert (
        written
        == """\
# đầu tệp
# không dấu thăng
# CẦN XEM: xem cả kế hoạch
loai: ke-hoach
so:
trich_yeu: |
  Dòng một
  Dòng hai
can_cu:
  - Căn cứ Luật Mẫu
  # CẦN XEM: còn hiệu lực?
  - |
    Thực hiện: một việc
noi_dung:
  - muc: Mục đích
  - bang: nhiem_vu
nhiem_vu:
  # CẦN XEM: ai chủ trì
  # CẦN XEM: không có đường này
  # CẦN XEM: họp ở đâu
  - viec: Họp
    # CẦN XEM: ngày nghỉ
    thoi_han: Quý I/2026
nguoi_ky:
  chuc_vu: Giám đốc
  ho_ten:
"""
    )
    source = read_text(written, "t")
    assert source.values == plan
    assert not source.findings
    assert len(points(source)) == len(told)
