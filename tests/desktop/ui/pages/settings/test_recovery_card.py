"""The card of the recovery sheet: for the administrator, and only with his password."""

from dataclasses import replace

import pytest

from desktop.ui.pages.settings.recovery_card import RecoverySheetCard
from desktop.ui.pages.settings.recovery_presenter import RecoveryCard, RecoveryPresenter
from desktop.ui.pages.settings.view import SettingsView
from desktop.usecases.renew_recovery import NewSheet
from domain.errors import Unavailable
from tests.support.fake_front import PASSWORD, SARA, FrontDesk, HandLane, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed

CLERK = replace(desk_info(), user=replace(SARA, roles=("clerk",)))


class Recovery:
    def __init__(self, *, is_clerk: bool = False) -> None:
        self.desk, self.lane = FrontDesk(), HandLane()
        self.cards: list[RecoveryCard] = []
        self.made: list[NewSheet] = []
        self.presenter = RecoveryPresenter(
            actions_of(self.desk),
            self.lane,
            CLERK if is_clerk else desk_info(),
            show=self.cards.append,
            hand_over=self.made.append,
        )
        self.presenter.show()

    @property
    def card(self) -> RecoveryCard:
        return self.cards[-1]


def test_the_right_password_makes_a_sheet_and_the_old_one_stays_good() -> None:
    recovery = Recovery()
    recovery.presenter.begin()
    assert recovery.card.is_asking
    recovery.presenter.renew(PASSWORD)
    recovery.presenter.renew(PASSWORD)
    assert recovery.card.is_busy
    recovery.lane.run()
    assert [sheet.id for sheet in recovery.made] == recovery.desk.sheets[1:]
    assert recovery.desk.sheets[0] == "s-0"
    assert recovery.card == RecoveryCard(True)


@pytest.mark.parametrize("password", ["", "غيرها"])
def test_without_the_password_there_is_no_sheet(password: str) -> None:
    recovery = Recovery()
    recovery.presenter.begin()
    recovery.presenter.renew(password)
    recovery.lane.run()
    problem = recovery.card.problem
    assert problem is not None
    assert (problem.field, recovery.card.is_asking, recovery.card.is_busy) == ("password", True, False)
    assert recovery.made == []
    recovery.presenter.cancel()
    assert recovery.card == RecoveryCard(True)


def test_what_the_disk_refuses_is_said() -> None:
    recovery = Recovery()
    recovery.presenter.begin()
    recovery.desk.refuse_once(Unavailable("keys.not_saved", ar="تعذّر الحفظ.", en="Not saved."))
    recovery.presenter.renew(PASSWORD)
    recovery.lane.run()
    problem = recovery.card.problem
    assert problem is not None
    assert (problem.ar, problem.field) == ("تعذّر الحفظ.", None)


def test_a_clerk_cannot_ask_for_a_sheet() -> None:
    recovery = Recovery(is_clerk=True)
    recovery.presenter.renew(PASSWORD)
    assert recovery.lane.waiting == []
    assert not recovery.card.can_renew


# --- the card --------------------------------------------------------------------------------------------------------


class Settings:
    def __init__(self, stage: Stage, *, is_clerk: bool = False) -> None:
        self.desk, self.lanes, self._stage = FrontDesk(), HandLanes(), stage
        self.made: list[NewSheet] = []
        self.view = SettingsView(actions_of(self.desk), self.lanes, CLERK if is_clerk else desk_info())
        self.view.recovery_sheet_made.connect(self.made.append)
        stage.show(self.view)
        self.run()

    @property
    def card(self) -> RecoverySheetCard:
        return self.view.recovery

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()


def test_a_sheet_is_asked_for_with_the_password_beside_its_error(stage: Stage) -> None:
    settings = Settings(stage)
    button_named(settings.card, "إصدار ورقة جديدة").click()
    settings.card.password.setText("غيرها")
    settings.card.go_on.click()
    settings.run()
    assert settings.card.password.property("state") == "bad"
    assert "كلمة المرور غير صحيحة." in texts_of(settings.card)
    settings.card.password.setText(PASSWORD)
    settings.card.go_on.click()
    assert not settings.card.go_on.isEnabled()
    settings.run()
    assert len(settings.made) == 1
    assert (settings.card.password.text(), settings.card.start.isVisible()) == ("", True)


def test_taking_it_back_forgets_the_password(stage: Stage) -> None:
    settings = Settings(stage)
    settings.card.start.click()
    settings.card.password.setText(PASSWORD)
    settings.card.cancel.click()
    assert settings.card.password.text() == ""
    assert settings.desk.sheets == ["s-0"]


def test_a_clerk_sees_no_card(stage: Stage) -> None:
    assert not Settings(stage, is_clerk=True).card.isVisible()


def test_a_sheet_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage) -> None:
    settings = Settings(stage)
    settings.card.start.click()
    settings.card.password.setText(PASSWORD)
    settings.card.go_on.click()
    stage.clear()
    settings.lanes.run()
    assert settings.made == []


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    settings = Settings(stage)
    settings.view.window().resize(width, 700)
    settings.card.start.click()
    settings.card.go_on.click()
    settings.run()
    assert (unnamed(settings.view), cut_texts(settings.view), is_wider_than_shown(settings.view)) == ([], [], False)
