"""The quiet moment after writing, through a lane that runs by hand."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui.quiet_moment import AFTER_WRITING_MS, QuietMoment
from domain.errors import Unavailable
from tests.support.fake_front import FrontDesk, HandLane, actions_of


@dataclass
class Office(FrontDesk):
    rests: int = 0

    def rest(self) -> None:
        self._may_refuse()
        self.rests += 1


class Desk:
    def __init__(self) -> None:
        self.office, self.lane = Office(), HandLane()
        self.quiet = QuietMoment(actions_of(self.office), store=self.lane)
        self.timer = self.quiet.findChild(QTimer)


@pytest.fixture
def desk(qapp: QApplication) -> Desk:
    return Desk()


def test_the_store_rests_once_after_many_writes(desk: Desk) -> None:
    for _ in range(5):
        desk.quiet.note_write()
        assert (desk.timer.isActive(), desk.timer.interval(), desk.lane.waiting) == (True, AFTER_WRITING_MS, [])
    desk.timer.timeout.emit()
    desk.lane.run()
    assert desk.office.rests == 1


def test_nothing_is_asked_while_nobody_writes_or_after_the_desk_was_left(desk: Desk) -> None:
    assert not desk.timer.isActive()
    desk.quiet.note_write()
    desk.quiet.stop()
    assert not desk.timer.isActive()


def test_a_desk_that_was_locked_meanwhile_is_left_in_peace(desk: Desk) -> None:
    desk.office.refuse_once(Unavailable("desk.locked", ar="أُقفل البرنامج.", en="The desk is locked."))
    desk.quiet.note_write()
    desk.timer.timeout.emit()
    desk.lane.run()
    assert desk.office.rests == 0
