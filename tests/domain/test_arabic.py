import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arabic import isolate, search_key, show_digits, to_arabic_digits, to_ascii_digits

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱىةؤئ ءـًٌٍَُِّْٰ٠١٢۳۴-ﻋﺒﻻ"
NAMES = st.text(st.sampled_from(LETTERS) | st.characters(max_codepoint=0x17F), max_size=40)

ONE_NAME = [
    ("أحمد", "احمد"),
    ("إبراهيم", "ابراهيم"),
    ("آمنة", "امنه"),
    ("ٱلرحمن", "الرحمن"),
    ("مُحَمَّد", "محمد"),
    ("محـــمد", "محمد"),
    ("هدى", "هدي"),
    ("فاطمة", "فاطمه"),
    ("رؤى", "روي"),
    ("هانئ", "هاني"),
    ("عبد الله", "عبدالله"),
    ("عبدالرحمٰن", "عبد الرحمن"),
    ("محمد بن سعد", "محمد ابن سعد"),
    ("محمد بن سعد", "محمد سعد"),
    ("نورة بنت فهد", "نوره فهد"),
    ("آل سعود", "السعود"),
    ("أبو بكر", "ابوبكر"),
    ("ﻋﺒﺪ ﺍﻟﻠﻪ", "عبدالله"),
    ("علی", "علي"),
    ("Al-Qahtani", "AL QAHTANI"),
    ("Sa'ad", "saad"),
    ("١٠٠۰", "1000"),
    ("  عبد   الله  ", "عبدالله"),
    ("سارة\u200f", "ساره"),
    ("أ", unicodedata.normalize("NFD", "أ")),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("سعد", "سعيد"), ("عبد الله", "عبيد الله"), ("بندر", "دربن"), ("هناء", "هنا")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


def test_a_joining_word_alone_is_still_searched_for() -> None:
    assert search_key("بن") == "بن"
    assert search_key("بندر بن") == "بندر بن"


@given(NAMES)
def test_a_stored_key_finds_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(NAMES)
def test_a_key_has_single_spaces_and_none_at_its_ends(text: str) -> None:
    key = search_key(text)
    assert key == " ".join(key.split())


@given(st.text())
def test_any_text_at_all_has_a_key_that_finds_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize("typed", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "0123456789"])
def test_all_three_kinds_of_digits_are_stored_as_ascii(typed: str) -> None:
    assert to_ascii_digits(typed) == "0123456789"
    assert to_arabic_digits(typed) == "٠١٢٣٤٥٦٧٨٩"


@given(st.text())
def test_digits_come_back_from_display(text: str) -> None:
    assert to_ascii_digits(to_arabic_digits(text)) == to_ascii_digits(text)


def test_digits_are_shown_as_the_user_chose() -> None:
    assert show_digits("العدد 12", "arabic") == "العدد ١٢"
    assert show_digits("العدد ١٢", "western") == "العدد 12"


def test_an_isolated_identifier_is_wrapped_and_otherwise_untouched() -> None:
    assert isolate("RYD1-7K2M") == "\u2066RYD1-7K2M\u2069"
