import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language import unicode

ANY = st.text(st.characters(exclude_categories=[]), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "hòa bình"),
        ("ỦY BAN", "Uỷ ban"),
        ("Thuý", "Thúy"),
        ("khoẻ", "khỏe"),
        ("Trần Ngọc Thủy", "TRẦN NGỌC THUỶ"),
        ("khoá XVI", "khóa XVI"),
        ("Phòng Kế hoạch-Tài chính", "Phòng Kế hoạch – Tài chính"),
        ("Phòng Kế hoạch-Tài chính", "Phòng  Kế hoạch\u00a0-  Tài chính "),
        ("GDNN\u2011GDTX", "gdnn-gdtx"),
        (unicodedata.normalize("NFD", "Sở Giáo dục và Đào tạo"), "sở giáo dục và đào tạo"),
        ("Ðồng Tháp", "Đồng Tháp"),
        ("Sở\u200b Nội vụ", "Sở Nội vụ"),
    ],
)
def test_fold_makes_one_of_two_spellings(one, other):
    assert unicode.fold(one) == unicode.fold(other)


@pytest.mark.parametrize(
    "word",
    [
        "hoạch",
        "hoạt",
        "toàn",
        "hoàn",
        "khoảng",
        "quý",
        "quỹ",
        "của",
        "mùa",
        "thuế",
        "huyện",
        "thúc",
    ],
)
def test_fold_leaves_every_other_syllable(word):
    assert unicode.fold(word) == word


@pytest.mark.parametrize(("one", "other"), [("hòa", "hóa"), ("Sở Y tế", "Sở Y té"), ("a b", "ab")])
def test_fold_keeps_apart_what_differs(one, other):
    assert unicode.fold(one) != unicode.fold(other)


@given(ANY)
def test_fold_is_idempotent(text):
    assert unicode.fold(unicode.fold(text)) == unicode.fold(text)


@given(st.text("hoaùúyòóqn -\u2011\u00a0\u0300\u0301", max_size=12))
def test_fold_is_idempotent_on_syllables(text):
    assert unicode.fold(unicode.fold(text)) == unicode.fold(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Chủ trì", "chu_tri"),
        ("đơn vị tính", "don_vi_tinh"),
        ("Kết quả/ sản phẩm", "ket_qua_san_pham"),
        ("  Kế hoạch\u00a02026. ", "ke_hoach_2026"),
        ("ĐƠN VỊ", "don_vi"),
        ("…", ""),
    ],
)
def test_key(text, key):
    assert unicode.key(text) == key


def test_unaccent_keeps_case_and_signs():
    assert unicode.unaccent("Ủy ban nhân dân – Đà Nẵng!") == "Uy ban nhan dan – Da Nang!"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("chu_chi", "chu_tri"),
        ("Chủ trì", "chu_tri"),
        ("thoihan", "thoi_han"),
        ("thời_hạn", "thoi_han"),
        ("xyz", None),
        ("", None),
        ("!!!", None),
    ],
)
def test_nearest(word, expected):
    assert unicode.nearest(word, ["viec", "chu_tri", "phoi_hop", "thoi_han"]) == expected


def test_nearest_prefers_the_same_marks():
    assert unicode.nearest("Phòng Tổ chức", ["Phong To chuc", "Phòng Tổ chức"]) == "Phòng Tổ chức"


@pytest.mark.parametrize(
    "text",
    ["KÕ ho¹ch c«ng t¸c", "®¬n vÞ", "Së Gi¸o dôc", "Keá hoaïch coâng taùc", "UÛy ban nhaân daân"],
)
def test_legacy_sees_old_fonts(text):
    assert unicode.legacy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch công tác",
        "Ke hoach",
        "khoá học",
        "loài, hoài, toà",
        "España",
        "naïve façade",
        "Windows® 11 và Office®",
        "5½ giờ, 20 µg, m²",
        "«Dân vận khéo»",
        "trên cơ sở¹ và",
        "xoá nhoà, xuý xoá, uỳnh",
        "hoà giải, quá lâu, an toàn",
        "",
    ],
)
def test_legacy_leaves_the_rest(text):
    assert not unicode.legacy(text)
