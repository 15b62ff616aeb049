"""The counter under fingers: no press is lost, the painted number follows, typing elsewhere counts nobody."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from desktop.ui.kit.tally_key import TallyKey
from desktop.ui.kit.theme import theme
from desktop.ui.lane import Lane
from desktop.ui.pages.counter.painted import PressRow, UndoKey
from desktop.ui.pages.counter.view import CounterView
from desktop.ui.pages.month_grid import MonthGrid
from desktop.usecases.load_profile import profile_ids
from domain.calendar import SAUDI_TIME
from domain.errors import Unavailable
from domain.person import Person
from tests.support.fake_front import FrontDesk, actions_of, desk_info, profile
from tests.support.seen_pages import (
    HandLanes,
    Stage,
    button_named,
    cut_texts,
    is_wider_than_shown,
    texts_of,
    type_letter,
    unnamed,
)

ctrl = Qt.KeyboardModifier.ControlModifier


class RealLanes:
    """Threads, as in the application."""

    def __init__(self) -> None:
        self.store, self.network = Lane("store"), Lane("network")

    def is_idle(self) -> bool:
        return self.store.is_idle and self.network.is_idle

    def close(self) -> None:
        self.store.close()
        self.network.close()


@pytest.fixture
def real_lanes() -> Iterator[RealLanes]:
    lanes = RealLanes()
    yield lanes
    lanes.close()


class Counter:
    def __init__(self, stage: Stage, desk: FrontDesk | None = None, *, association: str = "herfa") -> None:
        # The page asks the computer's clock; what is counted must be of the same day.
        self.desk = desk or FrontDesk()
        self.lanes = HandLanes()
        self.changes: list[object] = []
        self.sheets: list[str] = []
        self.view = CounterView(actions_of(self.desk), self.lanes, desk_info(association))
        self.view.changed.connect(self.changes.append)
        self.view.day_sheet_requested.connect(self.sheets.append)
        self.desk.now = datetime.now(SAUDI_TIME)
        self._stage = stage
        stage.show(self.view)
        self.run()

    def run(self) -> None:
        """Everything asked is answered and painted."""
        self.lanes.run()
        self._stage.settle()

    @property
    def keys(self) -> list[TallyKey]:
        return self.view.findChildren(TallyKey)

    def rows(self) -> list[PressRow]:
        return [row for row in self.view.findChildren(PressRow) if row.isVisible()]


@pytest.fixture
def counter(stage: Stage) -> Counter:
    return Counter(stage)


def test_the_page_takes_the_keys_as_soon_as_it_is_shown(counter: Counter) -> None:
    assert counter.view.hasFocus()


def test_the_number_on_the_key_follows_before_the_write(counter: Counter) -> None:
    QTest.keyClick(counter.view, Qt.Key.Key_1)
    assert counter.keys[0].count == 1
    assert counter.desk.visits == []
    counter.run()
    assert counter.keys[0].count == 1
    assert len(counter.desk.visits) == len(counter.changes) == 1


def test_twenty_presses_at_twenty_milliseconds_are_twenty_visitors(stage: Stage, real_lanes: RealLanes) -> None:
    desk = FrontDesk()
    view = CounterView(actions_of(desk), real_lanes, desk_info())
    desk.now = datetime.now(SAUDI_TIME)
    stage.show(view)
    for _ in range(20):
        QTest.keyClick(view, Qt.Key.Key_2, delay=20)
    keys = view.findChildren(TallyKey)
    assert keys[1].count == 20
    stage.settle(real_lanes.is_idle)
    assert len(desk.visits) == 20
    assert keys[1].count == 20


@pytest.mark.parametrize("letter", ["3", "٣", "۳"])
def test_digits_of_every_layout_count(counter: Counter, letter: str) -> None:
    type_letter(counter.view, letter)
    assert counter.keys[2].count == 1


def test_a_key_held_down_counts_once(counter: Counter) -> None:
    type_letter(counter.view, "1")
    for _ in range(5):
        type_letter(counter.view, "1", is_repeat=True)
    assert counter.keys[0].count == 1


@pytest.mark.parametrize("letter", ["0", "x", "ض"])
def test_other_keys_count_nobody(counter: Counter, letter: str) -> None:
    type_letter(counter.view, letter)
    assert sum(key.count for key in counter.keys) == 0


def test_digits_with_ctrl_belong_to_the_window(counter: Counter) -> None:
    QTest.keyClick(counter.view, Qt.Key.Key_1, ctrl)
    assert counter.keys[0].count == 0


def test_clicks_space_and_enter_count_on_the_key_itself(counter: Counter) -> None:
    key = counter.keys[0]
    centre = key.rect().center()
    QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=centre)
    # The second of two quick clicks comes as a double click alone.
    QTest.mouseDClick(key, Qt.MouseButton.LeftButton, pos=centre)
    key.setFocus()
    QTest.keyClick(key, Qt.Key.Key_Space)
    QTest.keyClick(key, Qt.Key.Key_Return)
    assert key.count == 4


def test_the_minus_of_a_key_takes_back_its_own_last_press(counter: Counter) -> None:
    for letter in "112":
        type_letter(counter.view, letter)
    key = counter.keys[0]
    QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=QPoint(30, key.height() - 40))
    counter.run()
    assert [item.count for item in counter.keys[:2]] == [1, 1]


@pytest.mark.parametrize("letter", ["Z", "ئ"])
def test_undo_works_on_both_layouts(counter: Counter, letter: str) -> None:
    type_letter(counter.view, "1")
    counter.run()
    QTest.sendKeyEvent(QTest.KeyAction.Click, counter.view, Qt.Key(ord(letter)), letter, ctrl)
    counter.run()
    assert counter.keys[0].count == 0
    assert counter.desk.visits[0].void_reason is not None


def test_undo_has_its_own_key_where_the_grid_leaves_room(stage: Stage) -> None:
    for association in profile_ids():
        free = -len(profile(association).counter) % 3
        counter = Counter(stage, association=association)
        assert len(counter.view.findChildren(UndoKey)) == (1 if free else 0)
        type_letter(counter.view, "1")
        counter.run()
        button_named(counter.view, "تراجع").click()
        counter.run()
        assert counter.keys[0].count == 0


def test_a_failed_press_goes_back_and_says_so(counter: Counter) -> None:
    counter.desk.refuse_once(Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة.", en="Full."))
    type_letter(counter.view, "1")
    counter.run()
    assert counter.keys[0].count == 0
    assert "القرص ممتلئ. أفرغ مساحة." in texts_of(counter.view)
    button_named(counter.view, "إخفاء الرسالة").click()
    assert "القرص ممتلئ" not in texts_of(counter.view)


def test_a_press_is_opened_up_from_the_list_and_described(counter: Counter) -> None:
    counter.desk.people.append(Person("p-1", "17-A7-000001", "نورة العتيبي", id_number="1000000008"))
    type_letter(counter.view, "1")
    counter.run()
    counter.rows()[0].click()
    counter.run()
    panel = counter.view.panel
    assert panel.isVisible()
    QTest.keyClicks(panel.search, "12")
    assert counter.keys[0].count == 1
    panel.search.clear()
    panel.search.insert("نورة")
    panel.search.textEdited.emit("نورة")
    counter.run()
    button_named(panel, "نورة العتيبي").click()
    panel.purpose.setCurrentIndex(panel.purpose.findData("enquiry"))
    panel.note.setText("سألت عن طلبها")
    panel.save.click()
    counter.run()
    visit = counter.desk.visits[0]
    assert (visit.person, visit.purpose, visit.note) == ("p-1", "enquiry", "سألت عن طلبها")
    assert not panel.isVisible()


def test_an_older_press_is_corrected_inline_with_a_reason(counter: Counter) -> None:
    type_letter(counter.view, "1")
    counter.run()
    counter.rows()[0].click()
    counter.run()
    panel = counter.view.panel
    panel.start_correction.click()
    panel.category.setCurrentIndex(panel.category.findData(profile().counter[1].id))
    panel.correct.click()
    counter.run()
    assert "اكتب سبب التصحيح." in texts_of(panel)
    panel.reason.setText("المفتاح الخطأ")
    panel.correct.click()
    counter.run()
    assert [key.count for key in counter.keys[:2]] == [0, 1]


def test_escape_closes_the_panel_and_gives_the_keys_back(counter: Counter) -> None:
    type_letter(counter.view, "1")
    counter.run()
    counter.rows()[0].click()
    counter.run()
    QTest.keyClick(counter.view, Qt.Key.Key_Escape)
    assert not counter.view.panel.isVisible()
    type_letter(counter.view, "1")
    assert counter.keys[0].count == 2


def test_counting_goes_on_while_a_press_is_open_and_after(counter: Counter) -> None:
    type_letter(counter.view, "1")
    counter.run()
    counter.rows()[0].click()
    counter.run()
    assert counter.view.panel.close_button.hasFocus()
    QTest.keyClick(counter.view.panel.close_button, Qt.Key.Key_2)
    assert counter.keys[1].count == 1
    counter.view.panel.save.click()
    counter.run()
    assert counter.view.hasFocus()


def test_a_former_day_is_looked_at_and_today_comes_back(counter: Counter) -> None:
    button_named(counter.view, "اليوم السابق").click()
    counter.run()
    assert "للاطلاع فقط" in texts_of(counter.view)
    assert not counter.keys[0].isEnabled()
    button_named(counter.view, "العودة إلى اليوم").click()
    counter.run()
    assert counter.keys[0].isEnabled()


def test_a_day_is_chosen_from_the_month_by_key_and_never_one_to_come(counter: Counter) -> None:
    chosen: list[str] = []
    counter.view.days.chosen.connect(chosen.append)
    button_named(counter.view, "اليوم المعروض").click()
    (grid,) = counter.view.window().findChildren(MonthGrid)
    assert grid.hasFocus()
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert grid.day.isoformat() == counter.desk.today
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert len(chosen) == 1
    assert chosen[0] < counter.desk.today
    assert not grid.isVisible()


def test_the_month_goes_away_with_escape_or_a_click_elsewhere(counter: Counter) -> None:
    open_it = button_named(counter.view, "اليوم المعروض")
    open_it.click()
    (grid,) = counter.view.window().findChildren(MonthGrid)
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert not grid.isVisible()
    open_it.click()
    assert grid.isVisible()
    QTest.mouseClick(counter.view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not grid.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_keyboard_is_back_at_the_day_once_the_month_is_gone(counter: Counter, key: Qt.Key) -> None:
    open_it = button_named(counter.view, "اليوم المعروض")
    open_it.click()
    (grid,) = counter.view.window().findChildren(MonthGrid)
    QTest.keyClick(grid, key)
    assert open_it.hasFocus()


def test_the_sheet_of_the_shown_day_is_asked_for(counter: Counter) -> None:
    button_named(counter.view, "طباعة ورقة اليوم").click()
    button_named(counter.view, "اليوم السابق").click()
    counter.run()
    button_named(counter.view, "طباعة ورقة اليوم").click()
    assert counter.sheets[0] == counter.desk.today
    assert counter.sheets[1] < counter.desk.today


def test_digits_are_drawn_as_the_user_chose(counter: Counter) -> None:
    theme().apply(choice="light", digits="western")
    assert "1–9" in texts_of(counter.view)
    theme().apply(choice="light", digits="arabic")
    assert "١–٩" in texts_of(counter.view)


def test_an_answer_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage) -> None:
    counter = Counter(stage)
    type_letter(counter.view, "1")
    stage.clear()
    counter.lanes.run()
    assert len(counter.desk.visits) == 1


def test_all_keys_are_written_as_large_as_the_longest_title_allows(counter: Counter) -> None:
    titles = [key.accessibleName().rpartition(":")[0] for key in counter.keys]
    for width in (60.0, 90.0, 400.0):
        written = {key.title_font(width).pixelSize() for key in counter.keys}
        assert len(written) == 1
        metrics = QFontMetricsF(counter.keys[0].title_font(width))
        assert written == {12} or max(map(metrics.horizontalAdvance, titles)) <= width


@pytest.mark.parametrize("association", profile_ids())
@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, association: str, width: int) -> None:
    counter = Counter(stage, association=association)
    counter.view.window().resize(width, 700)
    type_letter(counter.view, "1")
    counter.run()
    assert (unnamed(counter.view), cut_texts(counter.view), is_wider_than_shown(counter.view)) == ([], [], False)
    counter.rows()[0].click()
    counter.run()
    counter.view.panel.start_correction.click()
    stage.settle()
    assert (unnamed(counter.view), cut_texts(counter.view), is_wider_than_shown(counter.view)) == ([], [], False)
