"""The card of backups: one now, here or elsewhere, and where and when the last one was made."""

from datetime import timedelta

import pytest

from desktop.ui.pages.settings.backup_presenter import NONE_YET, BackupCard, BackupPresenter
from desktop.ui.pages.settings.view import SettingsView
from desktop.usecases.make_backup import BackupStatus
from domain.calendar import format_gregorian
from domain.errors import Unavailable
from tests.support.fake_front import FrontDesk, HandLane, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed


class Backups:
    def __init__(self, status: BackupStatus | None = None) -> None:
        self.desk, self.lane = FrontDesk(), HandLane()
        if status is not None:
            self.desk.backup = status
        self.cards: list[BackupCard] = []
        self.presenter = BackupPresenter(
            actions_of(self.desk), self.lane, show=self.cards.append, now=lambda: self.desk.now
        )
        self.presenter.refresh()
        self.lane.run()

    @property
    def card(self) -> BackupCard:
        return self.cards[-1]


def test_before_the_first_backup_it_is_said_and_one_is_made() -> None:
    backups = Backups()
    assert (backups.card.sentence, backups.card.tone) == (NONE_YET.ar, "warn")
    backups.presenter.make()
    backups.presenter.make("/media/stick")
    assert backups.card.is_busy
    backups.lane.run()
    assert (backups.card.tone, backups.card.is_busy) == ("ok", False)
    assert "backups/istiqbal-RYD1" in backups.card.place


def test_a_folder_that_was_chosen_is_where_it_goes() -> None:
    backups = Backups()
    backups.presenter.make("/media/stick")
    backups.lane.run()
    assert "/media/stick/istiqbal-RYD1" in backups.card.place


@pytest.mark.parametrize(("days", "tone"), [(0, "ok"), (2, "ok"), (3, "warn"), (40, "warn")])
def test_a_backup_grows_old(days: int, tone: str) -> None:
    made_at = FrontDesk().now - timedelta(days=days)
    card = Backups(BackupStatus(made_at.isoformat(), "backups/x.istiqbal-backup")).card
    assert card.tone == tone
    assert format_gregorian(made_at.date(), digits="western") in card.sentence


def test_what_hindered_it_is_said_by_whom_it_was_asked_and_by_itself() -> None:
    backups = Backups(BackupStatus(None, None, "امتلأ القرص."))
    assert backups.card.problem == "امتلأ القرص."
    backups.desk.refuse_once(Unavailable("backup.full", ar="لا تكفي المساحة.", en="No room."))
    backups.presenter.make()
    backups.lane.run()
    assert (backups.card.problem, backups.card.is_busy) == ("لا تكفي المساحة.", False)


def test_the_card_stands_in_the_settings_with_its_buttons(stage: Stage) -> None:
    desk, lanes = FrontDesk(), HandLanes()
    view = SettingsView(actions_of(desk), lanes, desk_info())
    stage.show(view)
    lanes.run()
    stage.settle()
    button_named(view, "نسخة احتياطية الآن").click()
    lanes.run()
    stage.settle()
    said = texts_of(view.backup)
    assert "آخر نسخة" in said
    assert "istiqbal-RYD1" in said
    assert (cut_texts(view.backup), unnamed(view.backup), is_wider_than_shown(view)) == ([], [], False)
