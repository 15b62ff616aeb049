"""What goes with the questions: the clerk's notes, the language, and what is put into the person's file at the end."""

from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.interview.model import Form
from tests.desktop.ui.pages.interview.room import Seat, line_of, write
from tests.forms.interview.desk import form_of
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.seen_pages import Stage, cut_texts, texts_of, unnamed


@cache
def record_form() -> Form:
    return form_of((Path(__file__).parent / "languages.md").read_text(encoding="utf-8"))


@pytest.fixture
def seat(stage: Stage) -> Seat:
    return Seat(stage, FullDesk(people=[NOURA], forms={"test/form": record_form()}))


# --- notes -----------------------------------------------------------------------------------------------------------


def test_a_note_about_an_answer_is_written_with_the_keyboard_and_saved(seat: Seat) -> None:
    seat.stand_on("town")
    seat.press(Qt.Key.Key_F2)
    assert seat.focused() is seat.field("town").note.line
    seat.type("saw the lease")
    seat.press(Qt.Key.Key_Return)
    assert seat.opened.session.question("town").remark == "saw the lease"
    assert "saw the lease" in seat.desk.drafts[seat.opened.id].saved
    seat.stand_on("town")
    seat.press(Qt.Key.Key_F2)
    assert "ملاحظة: saw the lease" in texts_of(seat.field("town"))
    assert seat.stands_on("town")
    assert cut_texts(seat.view) == unnamed(seat.view) == []


def test_a_note_is_taken_back_like_an_answer(seat: Seat) -> None:
    seat.stand_on("phone")
    seat.press(Qt.Key.Key_F2)
    seat.type("of his son")
    seat.press(Qt.Key.Key_Tab)
    seat.view.presenter.undo()
    seat.settle()
    assert seat.opened.session.question("phone").remark == ""
    assert not seat.opened.session.can_undo


# --- languages -------------------------------------------------------------------------------------------------------


def test_a_key_goes_round_the_forms_languages_and_leaves_the_answers(seat: Seat) -> None:
    write(seat, "town", "الرياض")
    labels = []
    for _ in range(3):
        seat.press(Qt.Key.Key_F8)
        labels.append(seat.opened.session.question("town").label)
    assert labels == ["Where does he live?", "Où habite-t-il ?", "أين يسكن؟"]
    assert seat.value("town") == "الرياض"


def test_the_chosen_language_is_shown_and_kept_with_the_draft(seat: Seat) -> None:
    languages = seat.view.header.languages
    assert languages is not None
    assert languages.current == "ar"
    seat.press(Qt.Key.Key_F8)
    assert languages.current == "en"
    assert "Where does he live?" in texts_of(seat.view)
    assert '"language":"en"' in seat.desk.drafts[seat.opened.id].saved


def test_a_form_of_one_language_offers_none(stage: Stage) -> None:
    assert Seat(stage).view.header.languages is None


# --- the person's file -----------------------------------------------------------------------------------------------


def finish(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return, ctrl=True)


def test_the_end_shows_first_what_is_put_into_the_file_and_each_may_be_declined(seat: Seat) -> None:
    write(seat, "town", "جدة")
    write(seat, "phone", "0550000012")
    finish(seat)
    assert seat.papers == []
    seen = texts_of(seat.view)
    assert seat.view.record.checks["town"].text() == "مكان الإقامة"
    assert "حي الواحة" in seen
    assert "جدة" in seen
    assert cut_texts(seat.view) == unnamed(seat.view) == []
    assert QApplication.focusWidget() is seat.view.record.checks["mobile"]
    seat.press(Qt.Key.Key_Tab)
    seat.press(Qt.Key.Key_Space)
    finish(seat)
    assert [each.field for each in seat.desk.put] == ["mobile"]
    assert seat.papers == [seat.opened.id]


def test_escape_goes_back_to_the_questions_and_what_was_declined_stays_so(seat: Seat) -> None:
    write(seat, "town", "جدة")
    finish(seat)
    seat.press(Qt.Key.Key_Space)
    seat.press(Qt.Key.Key_Escape)
    assert line_of(seat, "town").isVisible()
    assert seat.papers == []
    finish(seat)
    finish(seat)
    assert seat.desk.put == ()
    assert seat.papers == [seat.opened.id]


def test_what_cannot_stand_in_the_file_is_said_and_cannot_be_ticked(seat: Seat) -> None:
    write(seat, "phone", "12")
    write(seat, "town", "جدة")
    finish(seat)
    checks = seat.view.record.checks
    assert (checks["mobile"].isEnabled(), checks["mobile"].isChecked()) == (False, False)
    assert checks["mobile"].accessibleDescription()
    finish(seat)
    assert [each.field for each in seat.desk.put] == ["town"]


def test_nothing_new_for_the_file_ends_at_once(seat: Seat) -> None:
    write(seat, "town", NOURA.town or "")
    finish(seat)
    assert seat.papers == [seat.opened.id]
