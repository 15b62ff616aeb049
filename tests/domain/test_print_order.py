"""Which pages, how often, onto which sheet: whole, or refused with a sentence."""

import pytest

from domain.errors import RuleBroken
from domain.print_order import A4, LETTER, Sheet, check_copies, read_pages, scale_on, written_pages
from domain.printer import STOPPED, trouble_of


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", ()), ("1-4", ()), ("٢", (2,)), ("1، 3-4", (1, 3, 4)), ("4,2,2", (2, 4)), ("2–3", (2, 3)), ("1-3,4", ())],
)
def test_pages_are_typed_in_any_digits_and_all_of_them_are_no_choice(typed: str, pages: tuple[int, ...]) -> None:
    assert read_pages(typed, 4) == pages
    assert read_pages(written_pages(pages), 4) == pages


@pytest.mark.parametrize("typed", ["0", "5", "3-2", "1-", "a", "1;2", "1,,2", "99999"])
def test_pages_that_are_not_there_are_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_pages(typed, 4)
    assert (refused.value.code, refused.value.field) == ("print.pages", "pages")


def test_neighbouring_pages_are_written_as_one_run() -> None:
    assert written_pages((1, 2, 3, 5, 7, 8)) == "1-3,5,7-8"


@pytest.mark.parametrize("copies", [0, -1, 100])
def test_copies_have_an_end(copies: int) -> None:
    with pytest.raises(RuleBroken):
        check_copies(copies)
    assert check_copies(99) == 99


def test_a_paper_keeps_its_size_where_it_has_room() -> None:
    assert scale_on(A4, A4) == scale_on(A4, Sheet(209.9, 296.9)) == scale_on(A4, Sheet(297, 420)) == 1


def test_on_letter_it_becomes_a_little_smaller_and_on_a_much_smaller_sheet_nothing() -> None:
    assert scale_on(A4, LETTER) == pytest.approx(0.9407, abs=0.001)
    with pytest.raises(RuleBroken) as refused:
        scale_on(A4, Sheet(148, 210))
    assert refused.value.code == "print.sheet.small"


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        (("none",), None),
        (("media-low-warning", "toner-low-report"), None),
        (("media-empty-error",), "The printer is out of paper"),
        (("other-error", "media-jam"), "Paper is jammed in the printer"),
        (("offline-report",), "The printer is offline or switched off"),
        (("paused",), STOPPED.en),
    ],
)
def test_what_a_printer_says_in_key_words_is_said_in_sentences(keywords: tuple[str, ...], said: str | None) -> None:
    found = trouble_of(keywords)
    assert (found.en if found else None) == said
