from pathlib import Path

from vanban.plan.load import load
from vanban.plan.model import CoQuan, KeHoach
from vanban.view.inline import Rich
from vanban.view.listing import LISTING, Item, listing
from vanban.word.package import read
from vanban.word.rendering.verify import verify
from vanban.word.template.check.template import check_template
from vanban.word.template.opening import engine
from vanban.word.template.starter import starter

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "danh-muc.docx"
PLAN = load(ROOT / "data" / "ke-hoach" / "ke-hoach-2026.yaml", KeHoach).value
BODY = load(ROOT / "data" / "co-quan" / "sgddt-hai-phong.yaml", CoQuan).value
GOOD = Item("Trường THPT Mẫu Số 1", "mau-1/KH.docx", "ab" * 32, "5", 2, 0, "đã ghi", False)
BAD = Item("Trường THPT\nMẫu Số 2", "", "", "", 0, 0, "lỗi: đĩa đầy", True)


def test_the_template_in_the_repo_is_fresh():
    fresh = read(starter(LISTING), "fresh")
    assert read(TEMPLATE.read_bytes(), "committed") == fresh, (
        "run `vanban template new templates/danh-muc.docx --force`"
    )


def test_the_template_has_nothing_to_complain_of():
    assert check_template(TEMPLATE) == []


def test_each_school_has_a_row_and_failures_are_bold():
    view = listing(PLAN, BODY, [GOOD, BAD], ["Danh mục có 2 đơn vị."], first=7)
    table = view.cac_phan[0].noi_dung[0].bang
    good, bad = [[str(cell.chu) for cell in row.o] for row in table.hang]
    assert good == ["7", GOOD.name, "mau-1/KH.docx\a" + "ab" * 8, "5", "2", "", "đã ghi"]
    assert bad == ["8", "Trường THPT Mẫu Số 2", "", "", "", "", "lỗi: đĩa đầy"]
    assert isinstance(table.hang[1].o[-1].chu, Rich)


def test_a_title_with_expressions_is_printed_without_them_on_its_own_lines():
    plan = PLAN.model_copy(update={"trich_yeu": "Công tác của\n{{ truong.ten }}\n"})
    view = listing(plan, BODY, [], [])
    assert view.trich_yeu == "Kế hoạch lập cho từng đơn vị\aCông tác của\a…"
    assert view.tieu_de == "Kế hoạch lập cho từng đơn vị: Công tác của …"


def test_without_numbers_there_is_no_column_for_them():
    with_numbers, without = (
        listing(PLAN, BODY, items, []).cac_phan[0].noi_dung[0].bang
        for items in ([GOOD, BAD], [BAD])
    )
    heads = [str(cell.chu) for cell in with_numbers.dau]
    assert "Số" in heads
    assert [str(cell.chu) for cell in without.dau] == [head for head in heads if head != "Số"]
    assert [cell.cot for cell in without.hang[0].o] == [0, 1, 2, 3, 4, 5]


def test_it_prints_what_it_says():
    for items in ([], [GOOD, BAD] * 40):
        view = listing(PLAN, BODY, items, ["Danh mục."])
        machine = engine(TEMPLATE)
        content = machine.render(view)
        verify(content, view, machine.own_parts)
        assert b"tblHeader" in read(content, "x")["word/document.xml"]
