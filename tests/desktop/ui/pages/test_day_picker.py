"""A day is picked from a month of either calendar, and each day shows its number in both."""

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from desktop.ui.pages.day_picker import DayPopup
from desktop.ui.pages.interview.day_editors import DayEditor
from desktop.ui.pages.month import GREGORIAN, HIJRI, clamp, month_of, step_month
from desktop.ui.pages.month_grid import CELL_HEIGHT, CELL_WIDTH, HEAD
from domain.calendar import hijri_of
from tests.desktop.ui.pages.interview.room import Seat
from tests.support.seen_pages import Stage, button_named, cut_texts, texts_of, unnamed

DAY = date(1987, 4, 12)  # 14 Shaban 1407


# --- the month ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calendar", "title", "detail"),
    [(HIJRI, "شعبان 1407 هـ", "مارس – أبريل 1987 م"), (GREGORIAN, "أبريل 1987 م", "شعبان – رمضان 1407 هـ")],
)
def test_a_month_names_itself_and_the_months_of_the_other_calendar(calendar: str, title: str, detail: str) -> None:
    month = month_of(DAY, calendar)
    assert (month.title, month.detail) == (title, detail)


@pytest.mark.parametrize("calendar", [HIJRI, GREGORIAN])
def test_a_month_has_each_of_its_days_once_in_whole_weeks_from_sunday(calendar: str) -> None:
    month = month_of(DAY, calendar)
    inside = [cell for cell in month.cells if cell.is_inside]
    assert [cell.number for cell in inside] == list(range(1, len(inside) + 1))
    assert len(month.cells) % 7 == 0
    assert month.cells[0].day.isoweekday() == 7
    assert {(after.day - before.day).days for before, after in pairwise(inside)} == {1}


def test_each_day_has_its_number_in_the_other_calendar() -> None:
    for calendar in (HIJRI, GREGORIAN):
        for cell in month_of(DAY, calendar).cells:
            both = {cell.day.day, hijri_of(cell.day).day}
            assert {cell.number, cell.other} == both


@pytest.mark.parametrize("calendar", [HIJRI, GREGORIAN])
def test_months_are_walked_one_by_one_and_back(calendar: str) -> None:
    month = month_of(date(2026, 1, 15), calendar)
    seen = [month.title]
    for _ in range(26):
        month = month_of(step_month(month, 1), calendar)
        seen.append(month.title)
    assert len(set(seen)) == 27
    for title in reversed(seen[:-1]):
        month = month_of(step_month(month, -1), calendar)
        assert month.title == title


@pytest.mark.parametrize("calendar", [HIJRI, GREGORIAN])
@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2100, 1, 1)])
def test_beyond_what_both_calendars_have_is_their_edge(calendar: str, day: date) -> None:
    month = month_of(day, calendar)
    assert any(cell.day == clamp(day) and cell.is_inside for cell in month.cells)
    for step in (-1, 1):
        assert clamp(step_month(month, step)) == step_month(month, step)


# --- the picker --------------------------------------------------------------------------------------------------


class Picker:
    def __init__(self, stage: Stage) -> None:
        self.seat = Seat(stage)
        field = self.seat.field("born")
        assert isinstance(field.editor, DayEditor)
        self.editor = field.editor
        self.editor.line.setFocus()
        QTest.keyClicks(self.editor.line, "14/8/1407")
        self.seat.run()

    def open(self) -> DayPopup:
        QTest.keyClick(self.editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        self.seat.run()
        popup = self.editor.button.popup
        assert popup is not None
        assert popup.isVisible()
        return popup


@pytest.fixture
def picker(stage: Stage) -> Picker:
    return Picker(stage)


def test_the_month_opens_at_the_day_that_was_typed(picker: Picker) -> None:
    popup = picker.open()
    said = texts_of(popup)
    assert "شعبان ١٤٠٧ هـ" in said
    assert "١٩٨٧" in said


def test_arrows_walk_and_enter_picks(picker: Picker) -> None:
    popup = picker.open()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        QTest.keyClick(popup.grid, key)
    assert "رمضان ١٤٠٧ هـ" in texts_of(popup)
    QTest.keyClick(popup.grid, Qt.Key.Key_Return)
    picker.seat.run()
    assert not popup.isVisible()
    assert picker.seat.value("born") == date(1987, 4, 29)


def test_a_click_picks_the_day_under_it(picker: Picker) -> None:
    popup = picker.open()
    index = next(
        number for number, cell in enumerate(month_of(DAY, HIJRI).cells) if cell.number == 20 and cell.is_inside
    )
    x = (6 - index % 7) * CELL_WIDTH + CELL_WIDTH // 2
    y = HEAD + (index // 7) * CELL_HEIGHT + CELL_HEIGHT // 2
    QTest.mouseClick(popup.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
    picker.seat.run()
    assert picker.seat.value("born") == date(1987, 4, 18)
    assert "الموافق" in texts_of(picker.seat.field("born"))


def test_a_day_after_the_last_one_is_neither_walked_to_nor_clicked(picker: Picker) -> None:
    picker.open().hide()
    popup = picker.editor.button.popup
    assert popup is not None
    popup.last_day = DAY
    popup.open_at(date(2000, 1, 1))
    QTest.keyClick(popup.grid, Qt.Key.Key_Down)
    assert popup.grid.day == DAY
    cells = month_of(DAY, HIJRI).cells
    index = next(number for number, cell in enumerate(cells) if cell.number == 20 and cell.is_inside)
    x = (6 - index % 7) * CELL_WIDTH + CELL_WIDTH // 2
    QTest.mouseClick(popup.grid, Qt.MouseButton.LeftButton, pos=QPoint(x, HEAD + index // 7 * CELL_HEIGHT + 9))
    assert popup.isVisible()
    assert picker.seat.value("born") == DAY


def test_a_click_beside_the_days_picks_nothing(picker: Picker) -> None:
    popup = picker.open()
    QTest.mouseClick(popup.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert popup.isVisible()
    assert picker.seat.value("born") == DAY


def test_the_other_calendar_is_one_press_away(picker: Picker) -> None:
    popup = picker.open()
    button_named(popup, "التقويم: ميلادي").click()
    assert "أبريل ١٩٨٧ م" in texts_of(popup)
    button_named(popup, "الشهر التالي").click()
    assert "مايو ١٩٨٧ م" in texts_of(popup)
    button_named(popup, "الشهر السابق").click()
    assert "أبريل ١٩٨٧ م" in texts_of(popup)


def test_the_marked_day_is_said_in_both_calendars(picker: Picker) -> None:
    popup = picker.open()
    assert "شعبان" in popup.grid.accessibleName()
    assert "أبريل" in popup.grid.accessibleName()


def test_nothing_in_the_month_is_cut_or_unnamed(picker: Picker) -> None:
    popup = picker.open()
    assert (unnamed(popup), cut_texts(popup)) == ([], [])


def test_escape_and_a_click_elsewhere_take_the_month_away(picker: Picker) -> None:
    popup = picker.open()
    QTest.keyClick(popup.grid, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert picker.editor.button.hasFocus()
    popup = picker.open()
    QTest.mouseClick(picker.seat.field("mobile").editor.stops()[0], Qt.MouseButton.LeftButton)
    assert not popup.isVisible()


def test_the_key_that_opened_the_month_closes_it(picker: Picker) -> None:
    popup = picker.open()
    QTest.mouseClick(picker.editor.button, Qt.MouseButton.LeftButton)
    assert not popup.isVisible()


def test_the_month_goes_with_the_section_it_belongs_to(picker: Picker) -> None:
    picker.open()
    window = picker.seat.view.window()
    picker.seat.go_to(1)
    assert window.findChildren(DayPopup) == []


@pytest.mark.parametrize(("width", "height"), [(712, 600), (1118, 768), (1192, 900)])
def test_the_month_is_whole_inside_the_window(picker: Picker, width: int, height: int) -> None:
    window = picker.seat.view.window()
    window.resize(width, height)
    picker.seat.settle()
    popup = picker.open()
    assert window.rect().contains(popup.geometry())
    opener = picker.editor.button
    assert not popup.geometry().intersects(QRect(opener.mapTo(window, QPoint(0, 0)), opener.size()))
