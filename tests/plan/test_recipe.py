"""Recipes: the four that are shipped are sound, what is wrong in one is told at its place."""

import pytest
from tests.plans.making import ROOT

from vanban.drafting.derive.parent import facts
from vanban.finding import Level, Place
from vanban.plan.issuer import Truong
from vanban.plan.load import load, load_text
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.project import Project
from vanban.plan.recipe import FACTS, PhanCap, applies, is_for
from vanban.rules.check import check_file
from vanban.tables import table

RECIPES = sorted((ROOT / "data" / "phan-cap").glob("*.yaml"))
LEAST = "ten: Mẫu\nap_dung:\n  loai:\n    - truong-thpt\nnoi_nhan:\n  - Sở\n"


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_a_shipped_recipe_has_no_finding(path):
    assert check_file(path).findings == []


def test_every_kind_of_unit_has_exactly_one_shipped_recipe():
    recipes = [load(path, PhanCap).value for path in RECIPES]
    for kind in table("loai-don-vi"):
        unit = Truong("m", "Mẫu", kind, {}, Place("x"))
        fit = [recipe for recipe in recipes if applies(recipe, unit)]
        assert sum(is_for(recipe, "Sở Giáo dục và Đào tạo") for recipe in fit) == 1, kind
        if kind in ("truong-thcs", "truong-th-thcs", "truong-tieu-hoc", "truong-mam-non"):
            assert sum(is_for(recipe, "Ủy ban nhân dân xã Mẫu") for recipe in fit) == 1, kind


def test_the_base_profile_of_a_recipe_names_all_who_act_in_it():
    """Else every child would be told that it names units nobody knows."""
    project = Project(ROOT)
    for path in RECIPES:
        recipe = load(path, PhanCap).value
        if recipe.co_quan:
            body = project.body(recipe.co_quan).value
            names = {name for one in body.don_vi for name in (one.ten, *one.ten_khac)}
            acting = {one.chu_tri for one in recipe.don_vi} | {recipe.don_vi_khac.chu_tri}
            assert acting - {None} <= names


def test_the_least_recipe_is_enough():
    loaded = load_text(LEAST, PhanCap)
    assert loaded.findings == []
    assert loaded.value.nhiem_vu.bo == []
    assert loaded.value.bao_cao is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("thai: x\n", "C101"),
        ("thay:\n  - bang: x\n", "C104"),
        ("phu_luc: xoa\n", "C108"),
        ("bao_cao:\n  ten: B\n  nhan_ra: [b]\n  chang:\n    - som_hon: 99\n      loi: x\n", "C108"),
        ("don_vi:\n  - tu:\n      - a\n    khi: luc_nao\n", "C108"),
        ("nhiem_vu:\n  them:\n    - gach: x\n", "C107"),
    ],
)  # fmt: skip
def test_a_slip_in_the_shape_is_a_finding(more, code):
    loaded = load_text(LEAST + more, PhanCap)
    assert [finding.code for finding in loaded.findings] == [code]


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("- truong-thpt", "- truong-thptt", "L130", "truong-thptt"),
        ("noi_nhan", "co_quan: truong-thp\nnoi_nhan", "L131", "truong-thp"),
        ("  - Sở", "  - '{{ don_vi.tenn }}'", "L132", "tenn"),
        ("  - Sở", "  - '{{ cha.tenn }}'", "L132", "cha.tenn"),
        ("  - Sở", "  - '{{ don_vi.ten '", "L132", "{{ don_vi.ten"),
        ("  - Sở", "  - '{{ bo.ten }}'", "L132", "bo"),
        ("noi_nhan", "thay: [{tu: '{{ don_vi.ten }}'}]\nnoi_nhan", "L132", "don_vi"),
    ],
)
def test_a_slip_in_the_meaning_is_a_finding_at_its_line(tmp_path, old, new, code, says):
    (tmp_path / "data" / "co-quan").mkdir(parents=True)
    profile = ROOT / "data" / "co-quan" / "truong-thpt.yaml"
    (tmp_path / "data" / "co-quan" / "truong-thpt.yaml").write_bytes(profile.read_bytes())
    path = tmp_path / "data" / "phan-cap" / "mau.yaml"
    path.parent.mkdir()
    path.write_text(LEAST.replace(old, new), "utf-8")
    (finding,) = check_file(path).findings
    assert (finding.code, finding.level) == (code, Level.LOI)
    assert says in finding.message
    typed = path.read_text("utf-8").split("\n")
    assert new.split("\n")[0] in typed[finding.place.line - 1]
    assert finding.hint


def test_the_checks_know_what_a_recipe_may_ask_of_the_parent():
    plan = load(ROOT / "data" / "ke-hoach" / "ke-hoach-2026.yaml", KeHoach).value
    body = load(ROOT / "data" / "co-quan" / "sgddt-hai-phong.yaml", CoQuan).value
    assert tuple(facts(plan, body)) == FACTS
