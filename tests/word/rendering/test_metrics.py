"""Text widths and lines of Times New Roman."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.word.rendering.metrics import UNITS, lines, pieces, rule_indents, twips, width, words

MM = 1440 / 25.4
FACES = [(False, False), (True, False), (False, True), (True, True)]
FOLDERS = [
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
]
TASK = (
    "Tham mưu tổ chức đánh giá kết quả thực hiện công tác dân vận của Sở GDĐT năm 2026 và xây "
    "dựng kế hoạch phối hợp thực hiện công tác dân vận năm 2027."
)
texts = st.text(st.sampled_from("aáạộơởƯĐ  -–\u00a0\u2011.,12Quý\U0001f600"), max_size=60)


@pytest.mark.parametrize(
    ("text", "half_points", "bold", "mm"),
    [
        # Times Bold's own widths: 20.861 em and 12.241 em
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 24, True, 88.3),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, True, 95.7),
        ("Độc lập - Tự do - Hạnh phúc", 26, True, 56.1),
        ("Độc lập - Tự do - Hạnh phúc", 28, True, 60.5),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", 24, False, 92.9),
    ],
)
def test_the_letterhead_is_as_wide_as_in_the_font(text, half_points, bold, mm):
    assert width(text, half_points, bold=bold) / MM == pytest.approx(mm, abs=0.1)


@pytest.mark.parametrize(
    ("char", "like"),
    [
        ("ế", "e"),
        ("Ộ", "O"),
        ("ở", "ơ"),
        ("ự", "ư"),
        ("\u00a0", " "),
        ("\u2011", "-"),
        ("\u202f", "\u2009"),
        ("\t", " "),
        ("\u0301", ""),
        ("\u200b", ""),
        ("\u00ad", ""),
        ("漢", "—"),
        ("\U0001f600", "—"),
        ("Ж", "0"),
        ("\ue000", "0"),
    ],
)
def test_a_character_is_as_wide_as_another(char, like):
    assert width(char, 26) == width(like, 26)


@pytest.mark.parametrize(("bold", "italic"), FACES)
def test_each_face_has_its_own_widths(bold, italic):
    widths = words(bold=bold, italic=italic)
    assert widths["—"] == (1821 if italic and not bold else UNITS)
    assert widths[" "] == 512
    assert widths["0123456789"] == 10 * 1024


@pytest.mark.parametrize(("bold", "italic"), FACES)
def test_the_table_agrees_with_the_font(bold, italic):
    ttlib = pytest.importorskip("fontTools.ttLib")
    name = {
        (False, False): "Regular",
        (True, False): "Bold",
        (False, True): "Italic",
        (True, True): "BoldItalic",
    }[bold, italic]
    file = next((f for d in FOLDERS if (f := d / f"LiberationSerif-{name}.ttf").is_file()), None)
    if file is None:
        pytest.skip("Liberation Serif is not installed")
    with ttlib.TTFont(file) as font:
        names, metrics = font.getBestCmap(), font["hmtx"]
        advances = words(bold=bold, italic=italic).advances
        codes = [*range(0x20, 0x7F), *range(0xC0, 0x180), *range(0x1EA0, 0x1EFA)]
        codes += [0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x2013, 0x2018, 0x201C, 0x201D, 0x2022, 0x2026]
        known = [code for code in codes if code in names]
        wrong = [chr(c) for c in known if advances[chr(c)] != metrics[names[c]][0]]
    assert len(known) > 200
    assert wrong == []


@given(texts, texts)
def test_widths_add_up(one, other):
    assert width(one + other, 26) == pytest.approx(width(one, 26) + width(other, 26))


@given(texts, st.sampled_from(FACES))
def test_decomposed_letters_are_about_as_wide(text, face):
    bold, italic = face
    composed, decomposed = (unicodedata.normalize(f, text) for f in ("NFC", "NFD"))
    near = twips(60, 26) * len(text) + 1e-6  # the horns of ơ, ư and Ư differ
    assert width(composed, 26, bold=bold, italic=italic) == pytest.approx(
        width(decomposed, 26, bold=bold, italic=italic), abs=near
    )


@given(st.text(max_size=40), st.sampled_from(FACES))
def test_any_text_has_a_width(text, face):
    bold, italic = face
    assert 0 <= width(text, 26, bold=bold, italic=italic) <= 521 * len(text)


def test_the_width_grows_with_the_size():
    assert width(TASK, 28) == pytest.approx(width(TASK, 14) * 2)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Kế", ["Kế"]),
        ("hoạch-Tài", ["hoạch-", "Tài"]),
        ("I–Quý", ["I–", "Quý"]),
        ("94-KH/BDVTU-BCS", ["94-", "KH/BDVTU-", "BCS"]),
        ("2026-2030", ["2026-2030"]),
        ("0912-560", ["0912-560"]),
        ("a\u2011b", ["a\u2011b"]),
        ("-a", ["-a"]),
        ("", [""]),
    ],
)
def test_a_word_ends_a_line_after_a_hyphen(word, expected):
    assert pieces(word) == expected


@pytest.mark.parametrize(
    ("text", "available", "expected"),
    [
        ("một hai ba", 10_000, ["một hai ba"]),
        ("một hai ba", 800, ["một hai", "ba"]),
        ("một hai  ba ", 800, ["một hai", "ba"]),
        ("một\u00a0hai ba", 800, ["một\u00a0hai", "ba"]),
        ("một\nhai\aba", 10_000, ["một", "hai", "ba"]),
        ("một\n", 10_000, ["một", ""]),
        ("", 100, [""]),
        ("Kế hoạch-Tài chính", 1100, ["Kế hoạch-", "Tài chính"]),
        ("aaaa", 240, ["aa", "aa"]),
        ("x aaaa", 240, ["x", "aa", "aa"]),
        ("mm", 1, ["m", "m"]),
    ],
)
def test_lines(text, available, expected):
    assert lines(text, available, 26) == expected


def test_a_task_breaks_as_in_word():
    assert lines(TASK, 4000, 26) == [
        "Tham mưu tổ chức đánh giá kết quả",
        "thực hiện công tác dân vận của Sở",
        "GDĐT năm 2026 và xây dựng kế",
        "hoạch phối hợp thực hiện công tác",
        "dân vận năm 2027.",
    ]


def test_the_first_line_of_a_paragraph_is_shorter():
    whole = width("một hai", 26) + 1
    assert lines("một hai\nmột hai", whole, 26, first=100) == ["một", "hai", "một hai"]
    assert lines("một hai\amột hai", whole, 26, first=100) == ["một", "hai", "một", "hai"]


@given(texts, st.floats(1, 3000), st.floats(0, 500), st.sampled_from(FACES))
def test_lines_keep_every_letter_in_order(text, available, first, face):
    bold, italic = face
    found = lines(text, available, 26, bold=bold, italic=italic, first=first)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@given(texts, st.floats(700, 3000))
def test_lines_fit(text, available):
    for line in lines(text, available, 26):
        assert width(line, 26) <= available + 1e-6


@given(texts)
def test_one_line_where_there_is_room(text):
    assert lines(text, 100_000, 26) == [text.rstrip(" ")]


@pytest.mark.parametrize(
    ("text", "container", "share", "length"),
    [
        ("Độc lập - Tự do - Hạnh phúc", 5670, 1, 3183),
        ("SỞ GIÁO DỤC\nVÀ ĐÀO TẠO", 3829, 0.5, None),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HỒ CHÍ MINH", 3829, 0.4, None),
        ("Độc lập", 100, 1, 100),
        ("", 100, 1, 0),
    ],
)
def test_a_rule_is_centred_and_as_long_as_asked(text, container, share, length):
    left, right = rule_indents(text, container, 26, share, bold=True)
    found = container - left - right
    longest = max(width(line, 26, bold=True) for line in lines(text, container, 26, bold=True))
    assert found == pytest.approx(min(container, longest * share), abs=1)
    assert length is None or found == length
    assert 0 <= right - left <= 1


@given(texts, st.integers(1, 9000), st.floats(0, 2))
def test_a_rule_stays_in_its_container(text, container, share):
    left, right = rule_indents(text, container, 26, share)
    assert left >= 0
    assert right >= 0
    assert left + right <= container
