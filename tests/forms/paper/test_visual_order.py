"""What is drawn stands, line by line, as GNU FriBidi says: whole lines and wrapped ones, with diacritics or without."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import product

import bidi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.paper.arabic import Line, shape_line
from forms.paper.fonts import Weight
from forms.paper.text import CLOSE, OPEN, Text, code, prose, spaced, value
from forms.paper.wrapping import _broken, wrap
from tests.forms.paper.fribidi import embedded, expected, levels_by_fribidi, require_fribidi, unmarked
from tests.forms.paper.test_ordering import ATOMS, GOLDEN, generated

WIDE, SIZE = 10_000.0, 11.0
NARROW = (34.0, 61.0, 118.0)
"""Points: in the first nearly every value is broken in its middle."""
SENTENCES = (
    "سجّل الموظف {} ثم انصرف",
    "{} رقم المستفيد",
    "القيمة: {}.",
    "من {} إلى {}",
    "(انظر {})",
    "شقة ABC قرب {} حي الملز",
    "مُحَمَّدٌ بْنُ عَبْدِاللهِ {} لِلْمُسْتَفِيدِ",
    "قال: «{}»، ثم [{}]؟",
    "123 {} 456",
    "پرویز گلپایگانی {} می‌خواهم",
)
VALUES = (
    *("2025-11-21", "30/05/1447هـ", "2025/1/5", "05-01-2026", "2025-11-21 08:30", "١٤٤٧/٠٥/٣٠"),
    *("+966 50 000 0001", "00966500000001", "011 555 1234", "0500000001", "920 000 000"),
    *("SA03 8000 0000 6080 1016 7519", "SA0380000000608010167519", "RY01-7K2Q-000142-M", "INT-004217"),
    *("12,345.50", "-5", "+7%", "3×4", "25%", "1/2", "٪٢٥", "5$", "1.0.3", "A4/3", "B-7"),
    *("(109)", "[x]", "{y}", "((متداخل))", "(ABC (عربي) DEF)", "«John (Jr.)»", "<لا>"),
    *("John Smith", "Łódź O'Brien", "a.b@example.org", "https://example.org/x?y=1", "C++", "v1.2"),
)


def golden() -> list[Text]:
    """As the papers make them: prose, and values whose field says so between words."""
    sentences = [sentence.replace("{}", said) for sentence, said in product(SENTENCES, VALUES)]
    fields = [
        spaced(prose("القيمة", "latn"), made(said), prose("(ثم) مُلاحَظة", "latn"))
        for said in filter(_is_latin, VALUES)
        for made in (code, lambda said: value(said, "latn"))
    ]
    return [*(prose(text, "latn") for text in (*GOLDEN, *sentences, *generated(150))), *fields]


def _is_latin(said: str) -> bool:
    """What fields of that kind hold. Of Arabic brackets inside of a left-to-right value FriBidi 1.0 lets the letter
    before the value decide, the standard (N0) does not."""
    return not any(unicodedata.bidirectional(character) in ("R", "AL") for character in said)


def seen(line: Line) -> str:
    """The letters of a drawn line from left to right, without their forms."""
    found = [
        unicodedata.normalize("NFKC", character)[::-1]
        for stretch in line.stretches
        for character in (stretch.spelt[::-1] or stretch.characters)
    ]
    return unmarked("".join(found))


Drawing = Callable[[Text, int, int, Line], str]


def as_drawn(_paragraph: Text, _start: int, _end: int, line: Line) -> str:
    return seen(line)


def differences(texts: Sequence[Text], widths: Sequence[float], drawing: Drawing = as_drawn) -> list[tuple[str, str]]:
    """Of every line of every text in every width, those that FriBidi places otherwise: (its order, ours)."""
    texts = [text for text in texts if text and "\n" not in text]
    found = []
    for text, levels in zip(texts, levels_by_fribidi(texts), strict=True):
        assert len(levels) == len(embedded(text))
        for width in widths:
            places = list(_broken(text, Weight.REGULAR, width * 1000 / SIZE))
            for (start, end), line in zip(places, wrap(text, Weight.REGULAR, SIZE, width), strict=True):
                found.append((expected(text, levels, start, end), drawing(text, start, end, line)))
    return [pair for pair in found if pair[0] != pair[1]]


def test_whole_lines_stand_as_gnu_fribidi_says() -> None:
    require_fribidi()
    assert len(set(golden())) > 500
    assert differences(golden(), [WIDE]) == []


def test_wrapped_lines_stand_as_gnu_fribidi_says_and_values_broken_in_their_middle_too() -> None:
    """Their characters have the direction that they have in the whole paragraph."""
    require_fribidi()
    assert differences(golden(), NARROW) == []


@given(st.lists(st.lists(st.sampled_from([*ATOMS, *VALUES, "مُحَمَّدٌ", " ", " "]), min_size=1).map("".join), min_size=8))
@settings(max_examples=8)
def test_whatever_is_typed_stands_as_gnu_fribidi_says(raw: list[str]) -> None:
    require_fribidi()
    assert differences([prose(text, "latn") for text in raw], [WIDE, *NARROW[1:]]) == []


def _unprotected(paragraph: Text, start: int, end: int, _line: Line) -> str:
    bare = paragraph[start:end].replace(OPEN, "").replace(CLOSE, "")
    return seen(shape_line(bare, Weight.REGULAR))


def _each_line_alone(paragraph: Text, start: int, end: int, _line: Line) -> str:
    return seen(shape_line(paragraph[start:end], Weight.REGULAR))


def _turned_around(paragraph: Text, start: int, end: int, _line: Line) -> str:
    return unmarked(paragraph[start:end])[::-1]


def _without_mirrors(paragraph: Text, start: int, end: int, _line: Line) -> str:
    return unmarked(bidi.get_display(unmarked(embedded(paragraph[start:end])), base_dir="R"))


@pytest.mark.parametrize(
    ("naive", "least"), [(_unprotected, 50), (_each_line_alone, 20), (_turned_around, 300), (_without_mirrors, 50)]
)
def test_the_comparison_finds_a_naive_way_out(naive: Drawing, least: int) -> None:
    require_fribidi()
    assert len(differences(golden(), NARROW[2:], naive)) >= least
