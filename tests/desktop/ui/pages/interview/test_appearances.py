"""Questions as their form wants them shown: scales, ranks, periods, tables and long lists, each by keys alone."""

from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.ui.pages.interview.measure_editors import RangeEditor, RankEditor, reordered
from desktop.ui.pages.interview.search_editor import SearchEditor
from desktop.ui.pages.interview.tile import ChoiceTile
from forms.interview.model import Form
from tests.desktop.ui.pages.interview.room import Seat, tiles_of, write
from tests.desktop.ui.pages.interview.test_interview_looks import faults_of_sections
from tests.forms.interview.desk import form_of
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.seen_pages import Stage, texts_of

VILLAGES = 300


@cache
def appearances() -> Form:
    places = "".join(
        f"| | place | v{number} | قرية {number} | Village {number} |\n" for number in range(1, VILLAGES + 1)
    )
    named = "| | place | alula | العُلا | Al-Ula |\n"
    source = (Path(__file__).parent / "every_appearance.md").read_text(encoding="utf-8")
    return form_of(source.replace("PLACES\n", places + named))


@pytest.fixture
def seat(stage: Stage) -> Seat:
    return Seat(stage, FullDesk(people=[NOURA], forms={"test/form": appearances()}))


@pytest.mark.parametrize("width", [712, 1118])
def test_every_appearance_is_whole_and_named(stage: Stage, width: int) -> None:
    seat = Seat(stage, FullDesk(people=[NOURA], forms={"test/form": appearances()}), width=width)
    assert faults_of_sections(seat) == {}


# --- scales ----------------------------------------------------------------------------------------------------------


def test_a_range_of_few_steps_shows_each_and_a_digit_chooses(seat: Seat) -> None:
    assert [tile.text() for tile in tiles_of(seat, "pain")] == [str(step) for step in range(11)]
    seat.stand_on("pain")
    seat.press(Qt.Key.Key_4)
    assert seat.value("pain") == 3
    assert [tile.text() for tile in tiles_of(seat, "pain") if tile.isChecked()] == ["3"]


def test_a_long_range_is_typed_or_moved_along_by_its_step(seat: Seat) -> None:
    editor = seat.field("rent").editor
    assert isinstance(editor, RangeEditor)
    seat.stand_on("rent")
    seat.press(Qt.Key.Key_Up)
    assert seat.value("rent") == 0
    seat.press(Qt.Key.Key_Up)
    assert seat.value("rent") == 500
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Down)
    assert seat.value("rent") == 0
    write(seat, "rent", "18000")
    assert seat.value("rent") == 18000
    assert editor.slider.value() == 36


def test_a_digit_puts_what_has_the_focus_in_that_place(seat: Seat) -> None:
    editor = seat.field("needs").editor
    assert isinstance(editor, RankEditor)
    assert seat.value("needs") is None
    seat.stand_on("needs")
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_1)
    assert seat.value("needs") == ("medicine", "food", "rent")
    assert seat.focused() is editor.rows[0]
    seat.press(Qt.Key.Key_Down, ctrl=True)
    assert seat.value("needs") == ("food", "medicine", "rent")


def test_enter_takes_the_order_as_it_stands_and_goes_on(seat: Seat) -> None:
    seat.stand_on("needs")
    seat.press(Qt.Key.Key_Return)
    assert seat.value("needs") == ("food", "rent", "medicine")


@pytest.mark.parametrize(("here", "there", "order"), [(0, 2, "bca"), (2, 0, "cab"), (1, 1, "abc")])
def test_what_is_put_elsewhere_moves_the_others_up(here: int, there: int, order: str) -> None:
    assert "".join(reordered("abc", here, there)) == order


def test_a_scale_of_agreement_stands_on_one_line(seat: Seat) -> None:
    assert len({tile.y() for tile in tiles_of(seat, "likes")}) == 1


def test_a_quick_question_goes_on_by_itself(seat: Seat) -> None:
    seat.stand_on("quickly")
    seat.press(Qt.Key.Key_2)
    assert seat.value("quickly") == "b"
    assert not seat.stands_on("quickly")


# --- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "day", "shown"),
    [
        ("year", "2019", "2019-01-01", "٢٠١٩"),
        ("year", "1447", "2025-06-26", "٢٠٢٥"),
        ("month", "11/2026", "2026-11-01", "١١/٢٠٢٦"),
        ("month", "2026/11", "2026-11-01", "١١/٢٠٢٦"),
        ("hijri", "26/6/2025", "2025-06-26", "١/١/١٤٤٧"),
    ],
)
def test_a_year_a_month_and_a_hijri_day_are_typed_in_either_calendar(
    seat: Seat, name: str, typed: str, day: str, shown: str
) -> None:
    seat.go_to(1)
    write(seat, name, typed)
    assert str(seat.value(name)) == day
    seat.view.presenter.choose(seat.opened.session.question(name).ref, seat.value(name))  # type: ignore[arg-type]
    seat.stand_on("hour")
    field = seat.field(name).findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    assert field.text() == shown


@pytest.mark.parametrize(
    ("name", "typed"), [("year", "20"), ("year", "1/2026"), ("month", "2026"), ("month", "13/2026")]
)
def test_what_is_no_year_or_month_is_said_beside_the_field(seat: Seat, name: str, typed: str) -> None:
    seat.go_to(1)
    seat.stand_on(name)
    write(seat, name, typed)
    seat.press(Qt.Key.Key_Return)
    assert seat.value(name) is None
    assert seat.field(name).findChild(QLineEdit).property("state") == "bad"  # type: ignore[union-attr]


# --- tables ----------------------------------------------------------------------------------------------------------


def test_the_words_of_a_table_stand_once_over_the_marks_of_its_rows(seat: Seat) -> None:
    seat.go_to(2)
    assert texts_of(seat.view).count("محايد") == 1
    clean, polite = tiles_of(seat, "clean"), tiles_of(seat, "polite")
    assert [tile.text() for tile in clean] == [""] * 5
    assert [tile.x() for tile in clean] == [tile.x() for tile in polite]
    assert clean[2].accessibleName() == "المكان نظيف: محايد"
    seat.stand_on("clean")
    seat.press(Qt.Key.Key_3)
    seat.press(Qt.Key.Key_Return)
    assert seat.value("clean") == "c"
    assert seat.stands_on("polite")


# --- lists -----------------------------------------------------------------------------------------------------------


def searched(seat: Seat) -> SearchEditor:
    seat.go_to(3)
    seat.stand_on("place")
    editor = seat.field("place").editor
    assert isinstance(editor, SearchEditor)
    return editor


def put(seat: Seat, editor: SearchEditor, text: str) -> None:
    editor.line.setText(text)
    editor.line.textEdited.emit(text)
    seat.settle()


def test_letters_of_any_part_of_a_name_find_it_and_enter_takes_it(seat: Seat) -> None:
    editor = searched(seat)
    put(seat, editor, "العلا")
    assert editor.found == ("alula",)
    seat.press(Qt.Key.Key_Return)
    assert seat.value("place") == "alula"
    assert not seat.stands_on("place")
    assert editor.line.text() == "العُلا"


def test_names_that_begin_so_come_first_and_arrows_choose_among_them(seat: Seat) -> None:
    editor = searched(seat)
    put(seat, editor, "قرية ٣")
    assert editor.found[:2] == ("v3", "v30")
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Tab)
    assert seat.value("place") == "v30"


def test_letters_that_name_nothing_leave_the_answer_and_an_empty_field_clears_it(seat: Seat) -> None:
    editor = searched(seat)
    put(seat, editor, "قرية 7")
    seat.press(Qt.Key.Key_Return)
    seat.stand_on("place")
    put(seat, editor, "ليس هنا")
    assert editor.found == ()
    seat.press(Qt.Key.Key_Tab)
    assert seat.value("place") == "v7"
    assert editor.line.text() == "قرية ٧"
    seat.stand_on("place")
    put(seat, editor, "")
    assert seat.value("place") is None


def test_a_form_may_ask_for_so_many_columns(seat: Seat) -> None:
    seat.go_to(3)
    tiles: list[ChoiceTile] = tiles_of(seat, "three")
    assert len({tile.x() for tile in tiles}) == 3


def test_what_is_masked_is_not_shown(seat: Seat) -> None:
    seat.go_to(3)
    field = seat.field("secret").findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_what_a_laptop_does_not_take_is_said_and_where_it_is_kept_may_be_written(seat: Seat) -> None:
    seat.go_to(3)
    assert "لا يُسجَّل الصوت هنا" in texts_of(seat.field("voice"))
    write(seat, "voice", "شريط 3 في ملفه الورقي")
    assert seat.value("voice") == "شريط 3 في ملفه الورقي"
