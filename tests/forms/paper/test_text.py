"""Text enters paper in one place, and comes out clean."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.paper.text import CARRIERS, CLOSE, OPEN, Digits, code, prose, spaced, value

DIGITS = st.sampled_from(["arab", "latn"])


@given(st.text(), DIGITS)
@example("\u202e\u2066evil\u2069\u202c", "arab")
@example("سطر\r\nسطر\u2028سطر\x0bسطر", "arab")
def test_nothing_that_turns_a_line_around_gets_in(raw: str, digits: Digits) -> None:
    for text in (prose(raw, digits), value(raw, digits), code(raw)):
        bare = text.replace(OPEN, "").replace(CLOSE, "")
        assert not any(unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
                       for c in bare)  # fmt: skip
        assert not any(unicodedata.category(c) == "Cc" for c in bare.replace("\n", ""))


@given(st.text(), DIGITS)
def test_marks_of_values_are_balanced_and_never_nested_in_every_line(raw: str, digits: Digits) -> None:
    for line in prose(raw, digits).split("\n"):
        marks = [c for c in line if c in OPEN + CLOSE]
        assert marks == [OPEN, CLOSE] * (len(marks) // 2)


@given(st.text(alphabet="ابتثج دهوز ABC xyz 0123456789-/.,:@+()[]،؟", max_size=60))
def test_every_letter_and_digit_that_enters_is_still_there(raw: str) -> None:
    kept = prose(raw, "latn").replace(OPEN, "").replace(CLOSE, "")
    assert kept.replace(" ", "") == raw.replace(" ", "")


def test_markup_is_text_like_any_other() -> None:
    assert prose("<b>نص</b> & <para/>", "latn") == "<b>نص</b> & <para/>"


def test_digits_typed_in_any_shape_print_in_the_chosen_one() -> None:
    assert prose("عمره ٤٥ و۴۵ و45", "latn") == "عمره 45 و45 و45"
    assert prose("عمره ٤٥ و۴۵ و45", "arab") == "عمره " + " و".join([CARRIERS[4] + CARRIERS[5]] * 3)


@pytest.mark.parametrize("typed", ["SA03 8000 0000 6080 1016 7519", "INT-004217", "+966 50 000 0001", "v2.1"])
def test_what_is_typed_letter_by_letter_keeps_western_digits(typed: str) -> None:
    assert value(typed, "arab") == OPEN + typed + CLOSE


def test_numbers_take_the_separators_of_their_digits() -> None:
    shown = value("-12,345.50", "arab")[1:-1]
    assert shown == "-" + "".join({",": "٬", ".": "٫"}.get(c) or CARRIERS[int(c)] for c in "12,345.50")


def test_a_decimal_point_that_is_no_separator_stays() -> None:
    assert "٫" not in prose("البند 3.2.1", "arab")


def test_a_line_without_an_arabic_letter_is_one_value() -> None:
    assert prose("John Smith (Jr.)", "arab") == f"{OPEN}John Smith (Jr.){CLOSE}"


def test_letters_pasted_from_an_old_pdf_become_letters_again() -> None:
    assert prose("ﻣﺤﻤﺪ ﻻ", "arab") == "محمد لا"


def test_lines_stay_lines_and_an_empty_text_stays_empty() -> None:
    assert prose("أ\r\nب\n\nج", "arab") == "أ\nب\n\nج"
    assert prose("  \t ", "arab") == ""
    assert value("\n", "arab") == ""


def test_parts_in_a_row_have_one_space_between_and_none_for_what_is_empty() -> None:
    assert spaced(prose("رقم", "arab"), prose("", "arab"), code("A1")) == f"رقم {OPEN}A1{CLOSE}"
