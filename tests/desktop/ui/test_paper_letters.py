"""The window knows which letters the paper can show before anything is printed."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.kit.paper_letters import FONTS, letters_without_a_shape
from forms.paper.fonts import Weight, fonts_for

EVERY_PLANE = [*range(0x20, 0x3000), *range(0xFB50, 0xFF00), *range(0x1F300, 0x1F700), *range(0x4E00, 0x4E40)]


def test_it_asks_the_very_fonts_of_the_paper(qapp: QApplication) -> None:
    assert Weight.REGULAR.value == FONTS
    letters = [chr(code) for code in EVERY_PLANE]
    on_paper = {letter for letter in letters if any(font.has(letter) for font in fonts_for(Weight.REGULAR))}
    seen = {letter for letter in letters if letter.isprintable() and not letter.isspace()}
    assert set(letters_without_a_shape("".join(letters))) == seen - on_paper


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("نورة بنت سالم، ١٢٣ — «أم خالد»", ()),
        ("Nora, 12.5 %\n", ()),
        ("شكرًا 😀👍😀", ("😀", "👍")),
        ("\u200f\u2066مُحمَّد\u2069\u200d", ()),
    ],
)
def test_what_the_paper_lacks_is_named_once(qapp: QApplication, text: str, lacking: tuple[str, ...]) -> None:
    assert letters_without_a_shape(text) == lacking
