"""Arabic on paper: joined, ordered, with every diacritic, and the same however it is broken into lines."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.paper import wrapping
from forms.paper.arabic import Line, display_order, shape_line, shaped
from forms.paper.fonts import Weight
from forms.paper.text import Digits, code, prose, spaced
from forms.paper.wrapping import longest_word, natural_width, wrap

MARKS = "ًٌٍَُِّْ"
WORDS = [
    "محمد",
    "الآن",
    "إقرار",
    "(109)",
    "2026-01-05",
    "عدّ",
    "مُحَمَّدٌ",
    "John",
    "+966 50 000 0001",
    "«نص»",
    "پرویز",
    "می‌خواهم",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)


def drawn(line: Line) -> str:
    return "".join(stretch.characters for stretch in line.stretches)


def letters(lines: tuple[Line, ...]) -> str:
    return "".join(sorted("".join(map(drawn, lines)).replace(" ", "")))


def test_letters_join_and_lam_alef_is_one() -> None:
    assert drawn(shape_line("سلام", Weight.REGULAR)) == "م\ufefc\ufeb3"


def test_the_name_of_god_is_spelt_not_replaced_by_a_ligature() -> None:
    assert drawn(shape_line("عبدالله", Weight.REGULAR)) == "\ufeea\ufee0\ufedf\u0627\ufeaa\ufe92\ufecb"


@pytest.mark.parametrize("word", ["عَدَّ", "مُحَمَّدٌ", "شُكرًا", "رَسُولُ اللَّهِ", "قُرْآن"])
def test_no_diacritic_is_dropped(word: str) -> None:
    line = shape_line(word, Weight.REGULAR)
    expected = sum(character in MARKS for character in word)
    marks = [stretch for stretch in line.stretches if stretch.y or stretch.spelt or stretch.characters[0] in MARKS]
    spelt = sum(character in MARKS for stretch in marks for character in stretch.spelt or stretch.characters)
    assert spelt == expected


def test_a_word_has_one_width_with_and_without_diacritics() -> None:
    assert shape_line("مُحَمَّدٌ", Weight.BOLD).width == pytest.approx(shape_line("محمد", Weight.BOLD).width, abs=2)


def test_diacritics_leave_numbers_and_brackets_of_their_line_in_order() -> None:
    with_marks = drawn(shape_line(prose("عُدّ (109) في 2026-01-05", "latn"), Weight.REGULAR))
    assert "(109)" in with_marks
    assert "2026-01-05" in with_marks


def test_persian_letters_join_and_a_non_joiner_parts_them() -> None:
    assert drawn(shape_line("گل", Weight.REGULAR)) == "\ufede\ufb94"
    assert drawn(shape_line("می‌خواهم", Weight.REGULAR))[::-1] == "\ufee3\ufbfd\ufea7\ufeee\u0627\ufeeb\ufee2"


@given(st.text(alphabet="ابتثجحدرسلآأءهوية ،؛.:!…–-", max_size=30))
@example("لا إله إلا")
def test_the_short_way_orders_a_plain_line_as_the_long_way_does(line: str) -> None:
    line = line.strip(" ")
    assert drawn(shape_line(line, Weight.REGULAR)) == display_order(shaped(line))


@given(TEXTS, st.sampled_from(list(Weight)), st.floats(60, 400), st.sampled_from(["arab", "latn"]))
def test_no_line_is_wider_than_its_room_and_nothing_is_left_out(
    raw: str, weight: Weight, width: float, digits: Digits
) -> None:
    text = prose(raw, digits)
    whole = wrap(text, weight, 11, 100_000)
    lines = wrap(text, weight, 11, width)
    assert all(line.width * 11 / 1000 <= width + 0.01 for line in lines)
    if longest_word(text, weight, 11) <= width:
        assert letters(lines) == letters(whole)


@given(st.text(alphabet="abcdefgh0123456789-/._:", min_size=1, max_size=120), st.floats(20, 90))
def test_a_word_longer_than_its_line_is_broken_and_stays_whole(raw: str, width: float) -> None:
    lines = wrap(code(raw), Weight.REGULAR, 11, width)
    assert "".join(map(drawn, lines)) == raw
    assert all(line.width * 11 / 1000 <= width for line in lines)


@given(st.text(alphabet="دروزاآ", min_size=1, max_size=80), st.floats(20, 90))
def test_an_arabic_word_longer_than_its_line_loses_no_letter(raw: str, width: float) -> None:
    lines = wrap(prose(raw, "arab"), Weight.REGULAR, 11, width)
    assert "".join(drawn(line)[::-1] for line in lines) == raw


@pytest.mark.parametrize("letters", ["ضخم", "W", "كَتَبَ"])
def test_a_word_of_many_pages_costs_no_more_than_its_length_asks(letters: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a picture is pasted as text: measured by lines, never from the beginning to the end for each of them."""
    measured, measure = [0], wrapping._width

    def counting(word: str, weight: Weight) -> float:
        measured[0] += len(word)
        return measure(word, weight)

    monkeypatch.setattr(wrapping, "_width", counting)
    word = letters * 1500
    lines = wrap(prose(word, "arab"), Weight.MEDIUM, 11, 290)
    assert len("".join(map(drawn, lines))) >= len(word) * 0.7
    assert measured[0] < 40 * len(word)


def test_a_value_broken_between_lines_reads_from_left_to_right_in_each() -> None:
    text = spaced(prose("جوال", "latn"), code("+966 50 000 0001"), prose("انتهى", "latn"))
    lines = [drawn(line) for line in wrap(text, Weight.REGULAR, 11, 60)]
    assert [re.sub("[^-+0-9 ]", "", line).strip() for line in lines] == ["+966", "50 000", "0001"]


def test_lines_that_were_typed_stay_lines() -> None:
    assert len(wrap(prose("أول\n\nثالث", "arab"), Weight.REGULAR, 11, 300)) == 3
    assert wrap(prose("", "arab"), Weight.REGULAR, 11, 300) == (Line(0.0, ()),)


@given(TEXTS)
def test_the_natural_width_is_that_of_the_unbroken_line(raw: str) -> None:
    text = prose(raw, "arab")
    width = natural_width(text, Weight.REGULAR, 11)
    assert len(wrap(text, Weight.REGULAR, 11, width + 0.01)) == 1
    assert longest_word(text, Weight.REGULAR, 11) <= width + 0.01
