"""A changed parent merged into an edited child: nothing of either side is lost in silence."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.drafting.update import merge
from vanban.drafting.update.tree import What
from vanban.finding import VanbanError
from vanban.plan.points import points
from vanban.plan.source import as_yaml, read_text

ORIGIN = {"tep": "data/ke-hoach/mau.yaml", "bam": "0", "phan_cap": "mau"}

BASE = {
    "loai": "ke-hoach",
    "so": None,
    "can_cu": ["Căn cứ Luật Mẫu", "Căn cứ Nghị định Mẫu"],
    "mo_dau": "Trường xây dựng kế hoạch",
    "noi_dung": [
        {"muc": "Mục đích", "ma": "muc-dich"},
        {"gach": "Một mục đích tốt", "ma": "mot"},
        {"muc": "Tổ chức", "ma": "to-chuc"},
    ],
    "nhiem_vu": [
        {"nhom": "Tuyên truyền", "ma": "tuyen-truyen"},
        {"viec": "Tuyên truyền tới mọi học sinh", "chu_tri": "Đoàn", "thoi_han": "Quý I/2026",
         "ma": "tuyen-truyen-toi"},
        {"viec": "Ký cam kết với phụ huynh", "thoi_han": "Quý II/2026", "ma": "ky"},
        {"nhom": "Kiểm tra", "ma": "kiem-tra"},
        {"viec": "Tự kiểm tra", "thoi_han": "Quý III/2026", "ma": "tu-kiem-tra"},
    ],
    "noi_nhan": ["Sở GDĐT", "Các tổ"],
    "nguoi_ky": {"chuc_vu": "Hiệu trưởng", "ho_ten": None},
    "nguon": ORIGIN,
}  # fmt: skip


def changed(change, values=BASE):
    values = copy.deepcopy(values)
    change(values)
    return values


def ours_of(text_or_values):
    if isinstance(text_or_values, dict):
        text_or_values = as_yaml(text_or_values)
    return read_text(text_or_values, "con.yaml")


def merged(base, ours, theirs, **more):
    """The values of the merged file, as read back, and the merge."""
    one = merge(base, ours_of(ours), theirs, **more)
    return read_text(one.text(), "con.yaml").values, one


def row(values, ma):
    return next(row for row in values["nhiem_vu"] if row.get("ma") == ma)


def test_what_only_the_parent_changed_comes_in_and_the_rest_of_the_file_stays():
    text = as_yaml(BASE).replace("mo_dau:", "# lời của trường\nmo_dau:   ")
    text = text.replace("thoi_han: Quý I/2026", "thoi_han: Quý I/2026   # đã hỏi Đoàn")
    theirs = changed(lambda plan: row(plan, "tuyen-truyen-toi").update(thoi_han="Tháng 2/2026"))
    one = merge(BASE, ours_of(text), theirs)
    assert one.text() == text.replace("Quý I/2026 ", "Tháng 2/2026 ")
    assert not one.conflicts
    assert [change.what for change in one.changes] == [What.CHANGED]


def test_what_only_the_unit_changed_stays():
    def edit(plan):
        row(plan, "ky")["chu_tri"] = "Giáo viên chủ nhiệm"
        plan["nhiem_vu"].insert(3, {"viec": "Việc riêng của trường"})
        del plan["noi_dung"][1]
        plan["so"] = "12"

    ours = changed(edit)
    text = as_yaml(ours)
    theirs = changed(lambda plan: plan["noi_nhan"].append("Công an xã"))
    one = merge(BASE, ours_of(text), theirs)
    assert one.text() == text.replace("  - Các tổ\n", "  - Các tổ\n  - Công an xã\n")


def test_both_changed_one_value_apart_ours_stays_and_the_parents_text_stands_above():
    ours = changed(lambda plan: row(plan, "ky").update(thoi_han="Tháng 5/2026"))
    theirs = changed(lambda plan: row(plan, "ky").update(thoi_han="Tháng 4/2026"))
    one = merge(BASE, ours_of(ours), theirs)
    text = one.text()
    assert text == as_yaml(
        ours, [(("nhiem_vu", 2, "thoi_han"), "kế hoạch cấp trên nay ghi “Tháng 4/2026”")]
    )
    (finding,) = one.findings(read_text(text, "con.yaml"))
    assert finding.code == "L110"
    assert "Tháng 5/2026" in finding.message
    assert "Tháng 4/2026" in finding.hint
    lines = text.split("\n")
    assert lines[finding.place.line - 1].strip() == "thoi_han: Tháng 5/2026"


def test_both_changed_it_alike_is_no_conflict():
    both = changed(lambda plan: row(plan, "ky").update(thoi_han="Tháng 4/2026"))
    values, one = merged(BASE, both, both)
    assert values == both
    assert not one.conflicts
    assert not one.changes


def test_a_reworded_entry_keeps_its_name_and_what_the_unit_wrote_in_it():
    ours = changed(lambda plan: row(plan, "ky").update(chu_tri="Giáo viên chủ nhiệm"))
    theirs = changed(
        lambda plan: row(plan, "ky").update(viec="Ký lại cam kết với phụ huynh", ma="ky-lai")
    )
    values, one = merged(BASE, ours, theirs)
    assert row(values, "ky")["viec"] == "Ký lại cam kết với phụ huynh"
    assert row(values, "ky")["chu_tri"] == "Giáo viên chủ nhiệm"
    assert row(one.theirs, "ky")["viec"] == "Ký lại cam kết với phụ huynh"
    assert not one.conflicts


def test_names_that_move_on_to_the_next_entry_do_not_mix_entries_up():
    rows = [{"viec": f"Thực hiện phong trào thi đua yêu nước {n}", "ma": f"thuc-hien{n}"}
            for n in ("", "-2", "-3")]  # fmt: skip
    base = changed(lambda plan: plan.update(nhiem_vu=rows))
    ours = changed(lambda plan: plan["nhiem_vu"][1].update(chu_tri="Đoàn"), base)
    theirs = changed(lambda plan: plan["nhiem_vu"].pop(0), base)
    for at, name in enumerate(("thuc-hien", "thuc-hien-2")):
        theirs["nhiem_vu"][at]["ma"] = name
    values, one = merged(base, ours, theirs)
    assert values["nhiem_vu"] == ours["nhiem_vu"][1:]
    assert not one.conflicts


def test_new_entries_come_in_at_their_neighbours_with_their_points():
    def edit(plan):
        plan["nhiem_vu"].insert(3, {"viec": "Việc riêng của trường"})

    def change(plan):
        plan["nhiem_vu"].insert(2, {"viec": "Việc mới", "thoi_han": "Quý II/2026", "ma": "ky"})
        plan["can_cu"].append("Thực hiện: Kế hoạch mới")
        plan["chu_thich"] = {"a": "Một chú thích"}

    theirs = changed(change)
    told = [(("nhiem_vu", 2), "ai chủ trì việc mới?"), (("nhiem_vu", 4), "không phải điểm mới")]
    one = merge(BASE, ours_of(changed(edit)), theirs, told)
    values = read_text(one.text(), "t").values
    assert [entry.get("ma", "riêng") for entry in values["nhiem_vu"]] == [
        "tuyen-truyen", "tuyen-truyen-toi", "ky-2", "ky", "riêng", "kiem-tra", "tu-kiem-tra",
    ]  # fmt: skip
    assert values["can_cu"][-1] == "Thực hiện: Kế hoạch mới"
    assert values["chu_thich"] == {"a": "Một chú thích"}
    assert "  # CẦN XEM: ai chủ trì việc mới?\n  - viec: Việc mới\n" in one.text()
    assert "không phải điểm mới" not in one.text()


def test_what_the_parent_dropped_goes_with_its_points_unless_the_unit_worked_on_it():
    text = as_yaml(BASE, [(("nhiem_vu", 1), "ai nói?"), (("nhiem_vu", 2), "ai ký?")])
    ours = text.replace("Tự kiểm tra", "Tự kiểm tra ở từng lớp")
    theirs = changed(lambda plan: plan.update(nhiem_vu=plan["nhiem_vu"][:2]))
    one = merge(BASE, ours_of(ours), theirs)
    left = read_text(one.text(), "t")
    assert [entry["ma"] for entry in left.values["nhiem_vu"]] == [
        "tuyen-truyen", "tuyen-truyen-toi", "kiem-tra", "tu-kiem-tra",
    ]  # fmt: skip
    assert [point.text for point in points(left)] == [
        "ai nói?", "kế hoạch cấp trên đã bỏ mục này", "kế hoạch cấp trên đã bỏ mục này",
    ]  # fmt: skip
    assert {finding.code for finding in one.findings()} == {"L110"}


def test_what_the_unit_dropped_stays_away_and_a_change_of_it_is_told():
    ours = changed(lambda plan: plan["nhiem_vu"].pop(2))
    same, one = merged(BASE, ours, changed(lambda plan: plan["noi_nhan"].pop()))
    assert same["nhiem_vu"] == ours["nhiem_vu"]
    assert not one.conflicts
    values, one = merged(
        BASE, ours, changed(lambda plan: row(plan, "ky").update(chu_tri="Tổ Toán"))
    )
    assert values["nhiem_vu"] == ours["nhiem_vu"]
    (finding,) = one.findings()
    assert "Tổ Toán" in finding.hint


def test_what_one_side_moved_moves_with_the_comments_above_it():
    text = as_yaml(BASE).replace("  - viec: Ký", "  # hỏi phụ huynh\n  - viec: Ký")
    theirs = changed(lambda plan: plan["nhiem_vu"].insert(4, plan["nhiem_vu"].pop(2)))
    one = merge(BASE, ours_of(text), theirs)
    assert read_text(one.text(), "t").values == theirs
    assert "  - viec: Tự kiểm tra\n    thoi_han: Quý III/2026\n    ma: tu-kiem-tra\n" in one.text()
    assert "  # hỏi phụ huynh\n  - viec: Ký" in one.text()
    assert [change.what for change in one.changes] == [What.MOVED]


def test_another_kind_of_block_changes_its_word_only():
    ours = changed(lambda plan: plan["noi_dung"][1].update(gach="Một mục đích rất tốt"))
    theirs = changed(lambda plan: plan["noi_dung"].__setitem__(
        1, {"khoan": "Một mục đích tốt", "ma": "mot"}))  # fmt: skip
    values, one = merged(BASE, ours, theirs)
    assert values["noi_dung"][1] == {"khoan": "Một mục đích rất tốt", "ma": "mot"}
    assert not one.conflicts


def test_line_ends_quotes_and_brackets_of_the_file_stay_or_give_way():
    text = (
        as_yaml(BASE)
        .replace("mo_dau: Trường", 'mo_dau: "Trường')
        .replace("kế hoạch\n", 'kế hoạch"\n', 1)
    )
    text = text.replace("  - Sở GDĐT\n  - Các tổ\n", "").replace(
        "noi_nhan:", "noi_nhan: [Sở GDĐT, Các tổ]  # ngoặc"
    )
    text = text.rstrip("\n").replace("\n", "\r\n")

    def change(plan):
        plan["mo_dau"] = "Trường: hai\ndòng"
        plan["noi_nhan"].append("Công an xã")
        plan["nguoi_ky"]["chuc_vu"] = "KT. Hiệu trưởng\nPhó Hiệu trưởng"

    theirs = changed(change)
    one = merge(BASE, ours_of(text), theirs)
    assert read_text(one.text(), "t").values == theirs
    assert "\n" not in one.text().replace("\r\n", "")


def test_origin_is_renewed():
    one = merge(BASE, ours_of(BASE), changed(lambda plan: plan["nguon"].update(bam="1")))
    assert one.text() == as_yaml(BASE)
    source = read_text(one.text({"bam": "1", "goc": "2"}), "t")
    assert source.values["nguon"] == {**ORIGIN, "bam": "1", "goc": "2"}


def test_a_file_that_cannot_be_edited_line_by_line_is_refused():
    with pytest.raises(VanbanError):
        merge(BASE, read_text("{loai: ke-hoach}", "con.yaml"), BASE)


# -- properties ----------------------------------------------------------------------------

WORDS = ("Họp", "Ký cam kết", "Tuyên truyền: một", "a #b", "Hai\ndòng", "- gạch", "Tự kiểm tra")
texts = st.sampled_from(WORDS) | st.text("abc :#-\n", min_size=1, max_size=6).filter(str.strip)
rows = st.builds(
    lambda kind, text, more, ma: {kind: text, **more, **({"ma": ma} if ma else {})},
    st.sampled_from(("nhom", "viec", "viec_con")),
    texts,
    st.dictionaries(st.sampled_from(("chu_tri", "thoi_han")), texts | st.none(), max_size=2),
    st.sampled_from(("", "a", "b", "c", "d", "e", "f", "g", "h")),
)
plans = st.fixed_dictionaries(
    {"loai": st.just("ke-hoach")},
    optional={
        "so": st.none() | texts,
        "mo_dau": texts,
        "can_cu": st.lists(texts, max_size=4),
        "nhiem_vu": st.lists(rows, max_size=6),
        "chu_thich": st.dictionaries(st.sampled_from("abc"), texts, max_size=3),
        "nguoi_ky": st.fixed_dictionaries({"chuc_vu": texts, "ho_ten": st.none() | texts}),
    },
)


@st.composite
def edited(draw, plan):
    """A plan as someone may have edited it: entries changed, dropped, added, moved."""
    plan = copy.deepcopy(plan)
    for key in ("nhiem_vu", "can_cu"):
        items = plan.get(key, [])
        for _edit in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, max(len(items) - 1, 0)))
            match draw(st.sampled_from(("drop", "move", "add", "change"))):
                case "drop" if len(items) > 1:
                    items.pop(at)
                case "move" if items:
                    items.insert(draw(st.integers(0, len(items))), items.pop(at))
                case "add" if items:
                    items.insert(at, draw(texts if key == "can_cu" else rows))
                case "change" if items and key == "can_cu":
                    items[at] = draw(texts)
                case "change" if items:
                    items[at]["thoi_han"] = draw(texts)
    other = draw(plans)
    for key in draw(st.sets(st.sampled_from(("so", "mo_dau", "chu_thich", "nguoi_ky")))):
        plan.pop(key, None)
        if key in other:
            plan[key] = other[key]
    return plan


three = plans.flatmap(lambda plan: st.tuples(st.just(plan), edited(plan), edited(plan)))


@given(three)
def test_parent_unchanged_leaves_every_byte(sides):
    base, ours, _theirs = sides
    text = as_yaml(ours)
    one = merge(base, read_text(text, "t"), base)
    assert one.text() == text
    assert not one.conflicts


@given(three)
def test_child_untouched_becomes_what_would_be_made_today(sides):
    base, theirs, _ours = sides
    values, one = merged(base, base, theirs)
    assert values == one.theirs
    assert without_names(values) == without_names(theirs)
    assert not one.conflicts


@given(three)
def test_both_alike_is_no_conflict(sides):
    base, both, _other = sides
    values, one = merged(base, both, both)
    assert values == both
    assert not one.conflicts


@given(three)
def test_a_part_the_parent_left_alone_stays_as_ours(sides):
    base, ours, theirs = sides
    values, _one = merged(base, ours, theirs)
    for key, value in ours.items():
        if theirs.get(key, ...) == base.get(key, ...):
            assert values[key] == value


@given(three)
def test_nothing_of_the_unit_is_lost(sides):
    base, ours, theirs = sides
    values, one = merged(base, ours, theirs)
    for key in ("nhiem_vu", "can_cu"):
        known = [without_names(entry) for entry in base.get(key, [])]
        for entry in ours.get(key, []):
            words = next(iter(entry.values())) if isinstance(entry, dict) else entry
            if without_names(entry) in known:
                continue
            assert words in list(all_texts(values.get(key, []))) or any(
                words in all_texts(change.ours) for change in one.changes
            )


@given(three, st.sets(st.integers(0, 30)))
def test_every_comment_of_the_unit_stays(sides, where):
    base, ours, theirs = sides
    paths = [(key,) for key in ours]
    paths += [(key, at) for key in ("can_cu", "nhiem_vu") for at in range(len(ours.get(key, [])))]
    told = [(path, f"của trường {at}") for at, path in enumerate(paths) if at in where]
    text = as_yaml(ours, told).replace("# CẦN XEM: của", "# của")
    left = merge(base, read_text(text, "t"), theirs).text()
    for _path, comment in told:
        assert left.count(f"# {comment}\n") == 1


@given(three)
def test_merging_again_with_the_new_base_changes_nothing(sides):
    base, ours, theirs = sides
    one = merge(base, ours_of(ours), theirs)
    again = merge(one.theirs, ours_of(one.text()), theirs)
    assert again.text() == one.text()
    assert not again.conflicts


def without_names(value):
    if isinstance(value, dict):
        return {key: without_names(inner) for key, inner in value.items() if key != "ma"}
    return [without_names(inner) for inner in value] if isinstance(value, list) else value


def all_texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from all_texts(inner)
