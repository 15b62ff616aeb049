"""The page of the USB stick as it is seen and worked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.kit.scrolling import bring_into_sight
from desktop.ui.kit.theme import theme
from desktop.ui.pages.stick.view import StickView
from desktop.usecases.carry_by_stick import StickStatus
from domain.sync import bundle_faults as faults
from tests.desktop.ui.pages.stick.sticks import Hand, StickDesk
from tests.support.fake_front import actions_of
from tests.support.seen_pages import (
    HandLanes,
    Stage,
    button_named,
    cut_texts,
    is_wider_than_shown,
    squeezed_texts,
    texts_of,
    unnamed,
)


class Room:
    def __init__(self, stage: Stage, width: int = 1192, height: int = 900) -> None:
        self.stage, self.desk, self.lanes = stage, StickDesk(), HandLanes()
        self.view = StickView(actions_of(self.desk), self.lanes, Hand())
        stage.show(self.view, width, height)
        self.run()

    def run(self) -> None:
        self.lanes.run()
        self.stage.settle()

    def press(self, name: str) -> None:
        QTest.mouseClick(button_named(self.view, name), Qt.MouseButton.LeftButton)
        self.stage.settle()


@pytest.mark.parametrize("width", [663, 911, 1192])
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_no_word_is_cut_and_nothing_is_unnamed_in_any_state(stage: Stage, width: int, choice: str) -> None:
    theme().apply(choice=choice)
    room = Room(stage, width)

    def assert_whole() -> None:
        room.stage.settle()
        assert cut_texts(room.view) == []
        assert squeezed_texts(room.view) == []
        assert unnamed(room.view) == []
        assert not is_wider_than_shown(room.view)

    assert_whole()
    room.press("انسخ إلى ذاكرة")
    assert_whole()
    room.run()
    assert_whole()
    room.desk.refuse_once(faults.part_missing(2, "istiqbal-17-20261121-1040.part2.istiqbal"))
    room.press("خذ من ذاكرة")
    room.run()
    assert_whole()
    room.desk.status = StickStatus(False, 0, None, None)
    room.view.presenter.refresh()
    room.run()
    assert_whole()


def test_both_ways_are_worked_by_keys_alone(stage: Stage) -> None:
    room = Room(stage)
    button_named(room.view, "خذ من ذاكرة").setFocus()
    QTest.keyClick(button_named(room.view, "خذ من ذاكرة"), Qt.Key.Key_Space)
    assert button_named(room.view, "إيقاف النقل").hasFocus()
    room.run()
    assert button_named(room.view, "خذ من ذاكرة").hasFocus()
    assert room.desk.asked == ["/media/stick/reply.istiqbal"]
    assert "أُخذ ما في الذاكرة" in texts_of(room.view)


def test_how_it_ended_is_in_sight_wherever_it_was_begun(stage: Stage) -> None:
    room = Room(stage, 911, 485)
    for name in ("اكتب بطاقة هذا الجهاز", "انسخ إلى جهاز"):
        button = button_named(room.view, name)
        bring_into_sight(button)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        room.stage.settle()
        if room.view.progress.isVisible():
            assert not room.view.progress.visibleRegion().isEmpty()
        room.run()
        assert room.view.outcome.visibleRegion().boundingRect().height() >= room.view.outcome.height() // 2
        focused = room.view.window().focusWidget()
        assert focused is room.view.outcome.hide_it, "there is not room for both"
        assert focused.visibleRegion().boundingRect() == focused.rect()
        QTest.keyClick(focused, Qt.Key.Key_Space)
        room.run()
        assert button.hasFocus()
        assert button.visibleRegion().boundingRect() == button.rect()


def test_where_it_was_begun_keeps_the_keyboard_and_is_in_sight_with_how_it_ended(stage: Stage) -> None:
    room = Room(stage, 663, 640)
    button = button_named(room.view, "خذ من ذاكرة")
    bring_into_sight(button)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    room.run()
    assert button.hasFocus()
    for widget in (button, room.view.outcome):
        assert widget.visibleRegion().boundingRect() == widget.rect()


def test_a_transfer_shows_how_far_it_is_and_can_be_stopped(stage: Stage) -> None:
    room = Room(stage)
    room.press("انسخ إلى ذاكرة")
    assert not room.view.out.button.isEnabled()
    room.view.presenter.progress.begin(4)
    room.view.presenter.progress.advance(1)
    room.stage.settle(lambda: "٢٥%" in texts_of(room.view))
    assert "٢٥%" in texts_of(room.view)
    room.press("إيقاف النقل")
    room.run()
    assert "أُوقف النقل" in texts_of(room.view)
    assert room.view.out.button.isEnabled()


def test_a_laptop_that_has_not_joined_is_led_to_the_settings(stage: Stage) -> None:
    room = Room(stage)
    room.desk.status = StickStatus(False, 0, None, None)
    room.view.presenter.refresh()
    room.run()
    led: list[bool] = []
    room.view.settings_requested.connect(lambda: led.append(True))
    room.press("فتح الإعدادات")
    assert led == [True]
    assert "انسخ إلى ذاكرة" not in texts_of(room.view)
