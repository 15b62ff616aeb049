"""What was kept aside stands in the settings with its day and size, and goes once it was said what goes with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.settings.view import SettingsView
from desktop.usecases.kept_aside import KeptAside
from domain.errors import Unavailable
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed

NEWER = KeptAside("istiqbal.db.aside2", "2026-11-20T16:05:00+03:00", 12_400_000)
OLDER = KeptAside("istiqbal.db.aside1", "2026-10-02T09:30:00+03:00", 40_000)


class Settings:
    def __init__(self, stage: Stage, desk: FrontDesk) -> None:
        self.desk, self._lanes, self._stage = desk, HandLanes(), stage
        self.view = SettingsView(actions_of(desk), self._lanes, desk_info())
        stage.show(self.view)
        self.run()

    def run(self) -> None:
        self._lanes.run()
        self._stage.settle()

    def press(self, name: str) -> None:
        button_named(self.view, name).click()
        self.run()

    @property
    def said(self) -> str:
        return texts_of(self.view.kept)


@pytest.fixture
def settings(stage: Stage) -> Settings:
    return Settings(stage, FrontDesk(kept_aside=(NEWER, OLDER)))


def test_each_stands_with_its_day_and_size(settings: Settings) -> None:
    for part in ("٢٠ نوفمبر ٢٠٢٦", "٤:٠٥ م", "١٢ ميغابايت", "٢ أكتوبر ٢٠٢٦", "٤٠ كيلوبايت"):
        assert part in settings.said
    view = settings.view
    assert (cut_texts(view.kept), unnamed(view.kept), is_wider_than_shown(view)) == ([], [], False)


def test_one_goes_after_its_warning_by_the_keyboard_alone(settings: Settings) -> None:
    settings.press("حذف ما أُبقي جانبًا الجمعة")
    assert "حذف ما أُبقي جانبًا الجمعة ٢٠ نوفمبر ٢٠٢٦ م، ٤:٠٥ م؟" in settings.said
    assert "كل ما سُجّل فيه موجود في هذا الجهاز" in settings.said
    focused = QApplication.focusWidget()
    assert focused is settings.view.kept.leave
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    settings.run()
    assert "كل ما سُجّل" not in settings.said
    settings.press("حذف ما أُبقي جانبًا الجمعة")
    settings.press("احذفه نهائيًا")
    assert settings.desk.kept_aside == (OLDER,)
    assert "حُذف نهائيًا: ١٢ ميغابايت" in settings.said


@pytest.mark.parametrize(("alone", "said"), [(3, "٣ أعمال. زامن أولًا"), (None, "لا يُعلم هل فيه")])
def test_what_would_be_lost_with_it_is_said_first(settings: Settings, alone: int | None, said: str) -> None:
    settings.desk.only_kept_aside = alone
    settings.press("حذف ما أُبقي جانبًا الجمعة")
    assert said in settings.said
    assert settings.desk.kept_aside == (NEWER, OLDER)


def test_a_disk_that_refuses_is_said(settings: Settings) -> None:
    settings.press("حذف ما أُبقي جانبًا الجمعة")
    settings.desk.refuse_once(Unavailable("store.disk", ar="رفض القرص.", en="The disk refused."))
    settings.press("احذفه نهائيًا")
    assert "رفض القرص." in settings.said


def test_while_nothing_is_kept_there_is_no_card(stage: Stage) -> None:
    assert not Settings(stage, FrontDesk()).view.kept.isVisible()
