import pytest

from vanban.language.numerals import letter, padded, roman


def test_roman_is_one_to_one():
    written = [roman(n) for n in range(1, 4000)]
    assert len(set(written)) == 3999
    assert written[:10] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    assert (roman(1994), roman(2026), roman(3999)) == ("MCMXCIV", "MMXXVI", "MMMCMXCIX")


@pytest.mark.parametrize("n", [0, -1])
def test_roman_ends(n):
    with pytest.raises(ValueError, match="La Mã"):
        roman(n)


def test_letters_of_the_decree():
    first = [letter(n) for n in range(1, 24)]
    assert " ".join(first) == "a b c d đ e g h i k l m n o p q r s t u v x y"
    assert [letter(n) for n in (24, 25, 28, 46, 47, 23 + 23 * 23, 24 + 23 * 23)] == [
        "aa", "ab", "ađ", "ay", "ba", "yy", "aaa",
    ]  # fmt: skip


def test_letters_are_unique_and_never_foreign():
    written = [letter(n) for n in range(1, 3000)]
    assert len(set(written)) == len(written)
    assert not set("".join(written)) & set("fjwz")


def test_letters_begin_at_one():
    with pytest.raises(ValueError, match="từ 1"):
        letter(0)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("5", "05"), ("05", "05"), ("294", "294"), ("12a", "12a"), ("", ""), ("0", "0"), ("²", "²")],
)
def test_padded(number, expected):
    assert padded(number) == expected


def test_roman_figures_end_where_romans_stopped():
    assert roman(4000) == "4000"
