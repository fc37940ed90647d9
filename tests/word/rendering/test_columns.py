"""The widths of the columns of a table."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vanban.word.rendering import columns
from vanban.word.rendering.columns import Column, column_widths
from vanban.word.rendering.metrics import lines, width

MM = 1440 / 25.4
TOTAL = 9355
HEADS = ["STT", "Nội dung, nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện"]
TASK = (
    "Tham mưu tổ chức đánh giá kết quả thực hiện công tác dân vận của Sở GDĐT năm 2026 và xây "
    "dựng kế hoạch phối hợp thực hiện công tác dân vận năm 2027."
)
ROWS = [
    ["I", None, None, None, None],
    ["1", TASK, "Văn phòng Sở", "Các phòng Sở, đơn vị trực thuộc Sở", "Quý IV/2026"],
    ["2", TASK[:90], "Phòng Kế hoạch-Tài chính", "Các đơn vị liên quan", "Thường xuyên"],
    ["2.1", TASK * 2, "Phòng Tổ chức Cán bộ", "Các đơn vị liên quan", "Cả năm 2026"],
    ["10", TASK, "Văn phòng Sở", "", "Quý I-Quý III/2026"],
]
cells = st.none() | st.text(st.sampled_from("aộmW10 .-\n"), max_size=80)


@st.composite
def tables(draw):
    heads = draw(st.lists(st.text(st.sampled_from("aTm \n"), max_size=20), min_size=1, max_size=8))
    rows = draw(st.lists(st.tuples(*[cells] * len(heads)), max_size=6))
    return rows, heads


def uncut(rows, heads, widths, padding=216, half_points=26):
    """The words wider than their column, heads included."""
    wide = []
    for row, bold in [*((row, False) for row in rows), (heads, True)]:
        for text, room in zip(row, widths, strict=True):
            for word in (text or "").split():
                if width(word, half_points, bold=bold) > room - padding:
                    wide.append(word)
    return wide


def test_a_table_of_tasks():
    number, text, lead, partner, time = (share / MM for share in column_widths(ROWS, HEADS, TOTAL))
    assert number == pytest.approx(12.8, abs=0.1)  # "STT", bold
    assert 0.45 <= text * MM / TOTAL <= 0.56
    assert all(17 <= share <= 32 for share in (lead, partner, time))


def test_no_word_is_cut():
    widths = column_widths(ROWS, HEADS, TOTAL)
    assert uncut(ROWS, HEADS, widths) == []
    assert all(
        len(lines(head, share - 216, 26, bold=True)) <= 2
        for head, share in zip(HEADS, widths, strict=True)
    )


@pytest.mark.parametrize(
    ("rows", "heads", "total"),
    [
        pytest.param(ROWS, HEADS, 14_000, id="landscape"),
        pytest.param(ROWS[1:2], HEADS, TOTAL, id="one row"),
        pytest.param([], HEADS, TOTAL, id="no rows"),
        pytest.param([[None] * 5], HEADS, TOTAL, id="merged"),
        pytest.param([[""] * 5] * 3, HEADS, TOTAL, id="empty"),
        pytest.param([row[1:3] for row in ROWS], HEADS[1:3], TOTAL, id="two columns"),
        pytest.param([row[1:2] for row in ROWS], HEADS[1:2], TOTAL, id="one column"),
        pytest.param([[*row, *row[2:]] for row in ROWS], HEADS + HEADS[2:], 14_000, id="eight"),
        pytest.param([[str(i), "Họp", "Sở"] for i in range(9)], HEADS[:3], TOTAL, id="short"),
        pytest.param([["1", TASK, TASK[::-1]]], HEADS[:3], TOTAL, id="two texts"),
        pytest.param(ROWS * 40, HEADS, TOTAL, id="sampled"),
    ],
)
def test_the_widths_fill_the_table(rows, heads, total):
    widths = column_widths(rows, heads, total)
    assert sum(widths) == total
    assert [word for word in uncut(rows, heads, widths) if "-" not in word] == []


@pytest.mark.parametrize("total", [5, 6, 300, 1500, 3000])
def test_too_little_room_is_divided(total):
    widths = column_widths(ROWS, HEADS, total)
    assert sum(widths) == total
    assert min(widths) > 0


def test_less_than_a_twip_a_column_is_refused():
    with pytest.raises(ValueError, match="4 twips for 5 columns"):
        column_widths(ROWS, HEADS, 4)


def test_rows_that_lack_a_cell_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        column_widths([["1", "2"], ["1"]], ["a", "b"], 1000)


def test_no_columns():
    assert column_widths([], [], 1000) == []


def test_a_number_gets_no_more_than_it_needs():
    narrow = column_widths(ROWS, ["TT", *HEADS[1:]], TOTAL)
    assert narrow[0] == pytest.approx(width("TT", 26, bold=True) + 216 + columns.SLACK, abs=2)
    wider = column_widths([*ROWS, ["2.10.1", *ROWS[1][1:]]], ["TT", *HEADS[1:]], TOTAL)
    assert wider[0] == pytest.approx(width("2.10.1", 26) + 216 + columns.SLACK, abs=2)


def test_a_giant_word_does_not_swallow_the_table():
    widths = column_widths([*ROWS, ["1", "a", "x" * 2000, "", ""]], HEADS, TOTAL)
    assert widths[1] > TOTAL / 4
    assert widths[2] < TOTAL / 2
    assert min(widths) > 600


def test_a_column_to_be_filled_in_by_hand_has_its_head_on_one_line():
    widths = column_widths([[*row, ""] for row in ROWS], [*HEADS, "Ghi chú"], TOTAL)
    assert widths[-1] >= width("Ghi chú", 26, bold=True) + 216


def test_the_longest_word_is_sought_in_every_row():
    rows = [list(row) for row in ROWS[1:] * 100]
    rows[201][3] = "nghiêngnghiêngng"
    assert column_widths(rows, HEADS, TOTAL)[3] >= width("nghiêngnghiêngng", 26) + 216


def test_a_merged_cell_does_not_count():
    rows = [[TASK, None, None, None, None], *ROWS]
    assert column_widths(rows[1:], HEADS, TOTAL) == column_widths(
        [[None] * 5, *rows[1:]], HEADS, TOTAL
    )


def test_the_table_is_about_as_low_as_it_can_be():
    def height(widths):
        return sum(
            max(
                len(lines(text or "", share - 216, 26))
                for text, share in zip(row, widths, strict=True)
            )
            for row in ROWS[1:]
        )

    found = column_widths(ROWS, HEADS, TOTAL)
    rest = TOTAL - found[0]
    others = [
        [found[0], rest - a - b - c, a, b, c]
        for a in range(1050, 1800, 150)
        for b in range(1050, 1800, 150)
        for c in range(1350, 1800, 150)
    ]
    assert height(found) <= min(map(height, others)) + 2


@pytest.mark.parametrize("name", ["ke-hoach-2026", "ke-hoach-2023"])
def test_a_real_plan(name):
    file = Path(__file__).parents[3] / "data" / "ke-hoach" / f"{name}.yaml"
    tasks = yaml.safe_load(file.read_text(encoding="utf-8"))["nhiem_vu"]
    rows = [
        [str(at), task["viec"], task["chu_tri"], task["phoi_hop"], task["thoi_han"]]
        for at, task in enumerate(tasks)
        if "chu_tri" in task and "viec" in task
    ]
    widths = column_widths(rows, HEADS, TOTAL)
    assert 0.45 <= widths[1] / TOTAL <= 0.56
    assert all(20 <= share / MM <= 32 for share in widths[2:])


@given(tables(), st.integers(8, 20_000))
def test_the_widths_are_whole_positive_and_fill_the_table(table, total):
    rows, heads = table
    widths = column_widths(rows, heads, total)
    assert len(widths) == len(heads)
    assert sum(widths) == total
    assert all(isinstance(share, int) and share > 0 for share in widths)


@given(tables(), st.integers(8, 20_000))
def test_the_same_table_has_the_same_widths(table, total):
    rows, heads = table
    first = column_widths(rows, heads, total)
    columns._widths.cache_clear()
    columns._needs.cache_clear()
    assert column_widths(rows, heads, total) == first


@given(st.lists(cells, max_size=6), st.text(st.sampled_from("aộ 1"), max_size=20))
def test_more_text_never_needs_less(texts, more):
    longer = [None if text is None else text + more for text in texts]
    before, after = (Column(each, "TT", 99_999) for each in (texts, longer))
    if any(texts):
        assert after.least >= before.least or before.numbers
        assert after.most >= before.most


@given(st.text(st.sampled_from("aộmW-\n "), max_size=40), st.integers(1, 9000))
def test_phrases_have_the_lines_that_word_gives_them(text, room):
    column = Column([text], "a", 99_999)
    if room < column.least:
        return
    counted = len(lines(text, room * 260 / 2048 + 1e-9, 26))
    found, _ = column.phrases_high(room)
    assert counted <= found[0]
    assert found[0] <= counted + 1 + text.count("  ")
