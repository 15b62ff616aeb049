"""The order of every line is GNU FriBidi's, on the strings that forms are made of."""

import random

import pytest
from arabic_reshaper.letters import LETTERS_ARABIC

from forms.paper.arabic import display_order, shaped
from forms.paper.text import CLOSE, OPEN, code, prose, spaced, value
from tests.forms.paper.fribidi import ordered_by_fribidi, require_fribidi

GOLDEN = [
    "محمد بن عبدالله الغامدي (109)",
    "تاريخ الميلاد 30/05/1447هـ الموافق 2025-11-21",
    "رقم الهوية 1000000008 والجوال +966 50 000 0001",
    "الآيبان SA03 8000 0000 6080 1016 7519 لدى البنك",
    "البريد a.b@example.org والموقع https://example.org/x?y=1",
    "المبلغ 12,345.50 ريال، والنسبة 25% (تقريبًا)".replace("ً", ""),
    "ABC [x] عربي {y} 12-13",
    "الرقم: INT-004217.",
    "هل لديك دخل؟ نعم - لا ... صحيح!",
    'كتاب "أحمد" و(سعيد) و«نص» <لا>',
    "John Smith (Jr.)",
    "من 08:30 إلى 14:00 في 1/2 يوم",
    "النموذج A4/3 (النسخة 2) – الإصدار 1.0.3",
    "-5 درجات و+7 و3×4",
    "(نعم) [لا] {ربما} ((متداخل))",
    "شقة رقم 12/ب، الدور 3، مبنى B-7",
]
ATOMS = [
    *("محمد", "لا", "الآن", "إقرار", "هـ", "م", "ريال", "عبدالله", "پرویز", "گل"),
    *("(109)", "[x]", "{y}", "«نص»", "(نعم)", "(ABC)", "A(ب)", "<لا>", '"', "'"),
    *("12", "3.5", "1,000", "2026-01-05", "30/05/1447هـ", "+966 50 000 0001", "25%", "-5", "1/2", "5$", "٪", "°"),
    *("ABC", "John", "a.b@c.org", "SA03 8000", "RY01-7K2Q-000142-M", "x_y", "v1.2"),
    *("-", "—", "/", ":", "،", "؟", "!", "...", "(", ")", "[", "]", "+", "#", "@", "=", "×", "؛"),
]
ISOLATED = {ord(forms[0]): letter for letter, forms in LETTERS_ARABIC.items() if forms[0]}


def generated(count: int) -> list[str]:
    chance = random.Random(1447)
    return ["".join(chance.choice(ATOMS) + chance.choice(("", " ", " ")) for _ in range(chance.randint(1, 9)))
            for _ in range(count)]  # fmt: skip


def test_lines_are_ordered_as_gnu_fribidi_orders_them() -> None:
    require_fribidi()
    texts = [*GOLDEN, *generated(2000)]
    logical = [shaped(prose(text, "latn")) for text in texts if prose(text, "latn")]
    marked = [line.replace(OPEN, "\u200f\u202a").replace(CLOSE, "\u202c\u200f") for line in logical]
    theirs = [line.translate(ISOLATED) for line in ordered_by_fribidi(marked)]
    ours = [display_order(line).translate(ISOLATED) for line in logical]
    assert len(ours) > 300
    assert [(line, one, other) for line, one, other in zip(logical, ours, theirs, strict=True) if one != other] == []


def test_brackets_around_latin_text_stay_around_it() -> None:
    assert "ABC [x]" in display_order("ABC [x] سطر")
    assert "[ABC]" in display_order("سطر [ABC] سطر")


def test_brackets_around_arabic_text_are_mirrored() -> None:
    assert display_order("(سعيد)") == "(ديعس)"
    assert display_order("محمد (109)") == "(109) دمحم"


@pytest.mark.parametrize(
    "printed",
    ["2026-01-05", "+966 50 000 0001", "SA03 8000 0000 6080 1016 7519", "a.b@example.org", "-12,345.50", "08:30"],
)
def test_a_typed_value_is_printed_as_it_is_typed_whatever_stands_around_it(printed: str) -> None:
    for text in (spaced(prose("القيمة", "latn"), value(printed, "latn"), prose("ثم", "latn")), value(printed, "latn")):
        assert printed in display_order(shaped(text))


@pytest.mark.parametrize("printed", ["2026-01-05", "05-01-2026", "+966 50 000 0001", "RY01-7K2Q-000142-M", "1-AB/2"])
def test_a_value_inside_a_sentence_is_recognised_and_keeps_its_order(printed: str) -> None:
    assert printed in display_order(shaped(prose(f"سجّل المستفيد {printed} ثم انصرف".replace("ّ", ""), "latn")))


def test_a_reference_between_numbers_is_not_torn_apart() -> None:
    line = spaced(prose("12 طلب", "latn"), code("1-AB/2"), prose("34 مرة", "latn"))
    assert "1-AB/2" in display_order(shaped(line))
