"""Arabic is spoken first; whoever chooses English finds every page in it, from the left."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.bootstrap_language import FILE_NAME, keep_language, kept_language
from desktop.ui.kit.basic import as_read
from desktop.ui.kit.theme import theme
from desktop.ui.language import choose_language, listed, said, said_of
from desktop.ui.pages.wording import VISITORS, ago
from desktop.ui.shown import clock, shown_day, shown_gregorian, shown_moment
from domain.errors import Unavailable
from domain.text import Text
from tests.support.both_languages import one_language_only
from tests.support.sources import Source, belongs_to, read_sources

# What is no sentence: which module, and why.
NO_SENTENCES = {
    "desktop.ui.language": "each language is named in itself",
    "desktop.ui.pages.interview.language_names": "likewise those that a form may be in",
    "desktop.ui.kit.basic": "the letters on the keys of an Arabic keyboard",
}


@pytest.fixture(scope="module")
def window() -> list[Source]:
    return [source for source in read_sources() if belongs_to(source.module, "desktop.ui")]


@pytest.fixture
def english() -> Iterator[None]:
    choose_language("en")
    yield
    choose_language("ar")


def complaints(sources: Sequence[Source]) -> list[str]:
    return [complaint for source in sources for complaint in one_language_only(source)]


def test_what_the_window_says_it_says_in_both_languages(window: list[Source]) -> None:
    done = [source for source in window if not belongs_to(source.module, *NO_SENTENCES)]
    assert complaints(done) == []


def test_what_is_excused_is_there(window: list[Source]) -> None:
    for module in NO_SENTENCES:
        assert complaints([source for source in window if source.module == module]) != []


@pytest.mark.parametrize(
    "text",
    [
        "TITLE = 'عنوان'",
        "def f(n):\n    return f'{n} زائر'",
        "def f(parts):\n    return '، '.join(parts)",
        "def f(text):\n    return text.ar",
        "def f(text):\n    return said('عنوان', 'عنوان')",
        "def f(text):\n    return said('عنوان')",
        "TITLE = said('عنوان', 'A title')",
        "class A:\n    title = said_of(TITLE)",
        "def f(title=said('عنوان', 'A title')):\n    return title",
    ],
)
def test_what_is_said_in_one_language_is_found(text: str) -> None:
    assert complaints([Source("desktop.ui.pages.some.view", text)]) != []


@pytest.mark.parametrize(
    "text",
    [
        "'''عنوان'''\nTITLE = Text('عنوان', 'A title')",
        "def f(n):\n    return said(f'{n} زائر', f'{n} visitors')",
        "def f(a):\n    return said('أ', 'a ' + (said('ب', 'b') if a else ''))",
        "ONE = Counted('لا شيء', 'واحد')",
        "def f():\n    return RuleBroken('a.b', ar='لا', en='No.', field='x')",
        "DIGITS = (('arabic', '١٢٣'),)\nNAMED = '«{}»'",
    ],
)
def test_what_is_said_in_both_is_left_alone(text: str) -> None:
    assert complaints([Source("desktop.ui.pages.some.view", text)]) == []


# --- the choice ------------------------------------------------------------------------------------------------------


def test_arabic_is_spoken_until_somebody_chooses() -> None:
    assert (said("نعم", "Yes"), said_of(Text("نعم", "Yes"))) == ("نعم", "نعم")


def test_the_choice_is_remembered_beside_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "not there yet"
    assert kept_language(folder) == "ar"
    keep_language(folder, "en")
    assert kept_language(folder) == "en"
    keep_language(folder, "ar")
    assert kept_language(folder) == "ar"


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", b"fr", b"en" * 100])
def test_a_damaged_choice_is_arabic(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    assert kept_language(tmp_path) == "ar"


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert kept_language(tmp_path) == "ar"
    with pytest.raises(Unavailable, match="could not be kept"):
        keep_language(tmp_path, "en")


# --- what English is -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("english")
def test_counted_things_have_one_form_and_another_in_english() -> None:
    told = [VISITORS.of(number) for number in (0, 1, 2, 3, 11, 100)]
    assert told == ["no visitors", "1 visitor", "2 visitors", "3 visitors", "11 visitors", "100 visitors"]
    assert [ago(seconds) for seconds in (3, 70, 7200, 200_000)] == [
        *("now", "1 minute ago", "2 hours ago", "2 days ago"),
    ]
    assert listed(["a", "b"]) == "a, b"


@pytest.mark.usefixtures("english")
def test_days_and_hours_are_told_in_english() -> None:
    both = "Saturday 21 November 2026, 11 Jumada II 1448 AH"
    assert (clock("09:05"), clock("00:30"), clock("13:00"), clock("odd")) == ("9:05 am", "12:30 am", "1:00 pm", "odd")
    assert shown_gregorian("1989-12-10") == "10 December 1989"
    assert (shown_day("2026-11-21"), shown_moment("2026-11-21T13:40+03:00")) == (both, f"{both}, 1:40 pm")


def test_digits_are_the_users_choice_in_arabic_alone(qapp: QApplication, english: None) -> None:
    theme().apply(digits="arabic")
    assert (theme().number(1234), theme().number("5 ٦")) == ("1,234", "5 6")
    choose_language("ar")
    assert (theme().number(1234), theme().number("5 6")) == ("١٬٢٣٤", "٥ ٦")


def test_a_line_runs_as_the_language_is_read_and_a_name_as_it_is_written(english: None) -> None:
    assert as_read("نورة السالم") == "نورة السالم"
    assert as_read("نورة السالم (draft)") == "\u200eنورة السالم\u200e (draft)"
    assert as_read("ابنة · 24 years") == "\u200eابنة\u200e · 24 years", "the number stands after the word it follows"
    assert (as_read("Saved"), as_read("12:30"), as_read("")) == ("Saved", "12:30", "")
    choose_language("ar")
    assert (as_read("Saved"), as_read("12"), as_read("نورة")) == ("\u200fSaved", "\u200f12", "نورة")
