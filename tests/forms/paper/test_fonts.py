"""Every character that can be printed is in a font that we ship, and the one that is not is named."""

import io
import string
from collections.abc import Callable

import pytest
from arabic_reshaper.letters import LETTERS_ARABIC
from fontTools.ttLib import TTFont
from hypothesis import example, given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from forms.paper.arabic import require_glyphs, shape_line
from forms.paper.fonts import Weight, font_file, fonts_for
from forms.paper.text import CARRIERS, JOINERS, prose
from resources.shelf import names, read_text

ARABIC_LANGUAGE = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـ"
LAM_ALEF = "".join(map(chr, range(0xFEF5, 0xFEFD)))
MARKS = "".join(map(chr, range(0x64B, 0x653))) + "\u0670"
PUNCTUATION = "،؛؟٪٫٬«»–—…•·“”‘’×÷°"
WEIGHTS = tuple(Weight)
PRIVATE = 0xF0000
"""From there on glyphs are numbered that have no code point."""


def forms_of(letters: str) -> set[str]:
    """The letter as it stands alone, and its joined forms."""
    return {form for letter in letters for form in (letter, *LETTERS_ARABIC[letter][1:]) if form}


def is_refused(deed: Callable[[], object]) -> bool:
    """Whether it ends in the one refusal that is allowed; anything else it raises is a failure."""
    try:
        deed()
    except RuleBroken as broken:
        return broken.code == "paper.glyph.missing"
    return False


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_first_font_alone_has_all_of_arabic_latin_digits_and_punctuation(weight: Weight) -> None:
    wanted = forms_of(ARABIC_LANGUAGE) | set(LAM_ALEF + MARKS + PUNCTUATION + "٠١٢٣٤٥٦٧٨٩" + string.printable[:95])
    assert sorted(character for character in wanted if not fonts_for(weight)[0].has(character)) == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_form_that_the_shaper_can_emit_is_in_one_of_the_two_fonts(weight: Weight) -> None:
    letters = "".join(letter for letter in LETTERS_ARABIC if letter not in JOINERS)
    emitted = forms_of(letters) | set(LAM_ALEF) | set(map(chr, range(0x20, 0x7F)))
    assert sorted(c for c in emitted if not any(font.has(c) for font in fonts_for(weight))) == []


def every_code_point() -> list[str]:
    """All that any of the fonts claims to have, and so all that may be printed."""
    claimed = {code for font in fonts_for(Weight.REGULAR) for code in font.face.charToGlyph}
    return [chr(code) for code in sorted(claimed) if code < PRIVATE and not 0xD800 <= code < 0xE000]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_code_point_that_is_not_refused_is_drawn_with_a_glyph_wherever_it_stands(weight: Weight) -> None:
    """Alone, among Arabic letters, under a diacritic, between a Latin letter and a digit: never the empty box."""
    drawn = refused = 0
    for character in every_code_point():
        for said in (character, f"ب{character}ب", f"ب {character}َ", f"A{character}1"):
            text = prose(said, "arab")
            if is_refused(lambda text=text: require_glyphs([text])):
                refused += 1
                continue
            found = [stretch for line in text.split("\n") for stretch in shape_line(line, weight).stretches]
            assert all(stretch.font.has(one) for stretch in found for one in stretch.characters), f"{said!a}"
            drawn += 1
    assert drawn > 6000
    assert refused < 700, "more than mathematics in Arabic letters"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_fonts_are_static_true_type_that_may_be_embedded(weight: Weight) -> None:
    for file in weight.value:
        with TTFont(io.BytesIO(font_file(file))) as font:
            assert "fvar" not in font
            assert "glyf" in font
            assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("family", ["ibm-plex-sans-arabic", "amiri"])
def test_the_licence_lies_beside_the_fonts(family: str) -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in read_text(f"fonts/{family}/OFL.txt")
    assert len(names(f"fonts/{family}", suffix=".ttf")) == {"amiri": 2, "ibm-plex-sans-arabic": 4}[family]


def test_a_letter_that_the_first_font_lacks_takes_its_whole_word_to_the_second() -> None:
    line = shape_line("سلام Łódź", Weight.REGULAR)
    assert {(stretch.font.fontName, "Ł" in stretch.characters) for stretch in line.stretches} == {
        ("IBMPlexSansArabic-Regular", False),
        ("Amiri-Regular", True),
    }


def test_what_no_font_has_is_reported_all_at_once_and_by_name() -> None:
    with pytest.raises(RuleBroken) as broken:
        require_glyphs([prose("شكرًا 😀", "arab"), prose("你 نعم", "arab")])
    assert broken.value.code == "paper.glyph.missing"
    for named in ("😀", "U+1F600", "你", "U+4F60"):
        assert named in broken.value.ar
        assert named in broken.value.en


def test_digits_that_wait_for_their_shape_are_not_reported() -> None:
    require_glyphs([prose("٠١٢٣٤٥٦٧٨٩", "arab"), prose("نص می‌خواهم", "arab")])
    assert prose("٠١٢٣٤٥٦٧٨٩", "arab")[1:-1] == CARRIERS


@given(st.text(max_size=30))
@example("حَرْف \u0378 بلا معنى")
@example("\ud800")
@example("حرف A\u0325 ليس في الخط العريض")
def test_any_text_can_be_set_in_every_weight_or_is_refused_before_any_is_set(raw: str) -> None:
    text = prose(raw, "arab")
    refused = [is_refused(lambda: require_glyphs([text]))]
    for weight in WEIGHTS:
        refused += [is_refused(lambda weight=weight: [shape_line(line, weight) for line in text.split("\n")])]
    assert refused[0] == any(refused[1:])
