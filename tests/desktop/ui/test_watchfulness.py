"""What is said over every page comes when it is so and goes when it is no longer so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.ui.watchfulness import Watchfulness
from desktop.usecases.judge_clock import ClockTrouble
from desktop.usecases.sync_now import SyncNotice, SyncReport
from tests.support.at_rest import come_to_rest
from tests.support.fake_front import FrontDesk, HandLane, actions_of

OFF = ClockTrouble("ahead", "2026-11-21T09:00+03:00", "2026-11-21T08:00+03:00")
REACHED = SyncReport(True, "https://hub", 0, None, "2026-11-21T10:00+03:00")
RESTORED = SyncNotice("2026-11-21T09:00:00+03:00", "replica.restored", "استُعيدت بيانات هذا الجهاز.", "Restored.")


@dataclass
class Banners:
    texts: dict[str, str] = field(default_factory=dict)
    acts: dict[str, Callable[[], None] | None] = field(default_factory=dict)

    def show(
        self, key: str, text: str, tone: str = "warn", *, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        self.texts[key], self.acts[key] = text, act


class Watching:
    def __init__(self, parent: QObject) -> None:
        self.desk, self.lane, self.banners = FrontDesk(), HandLane(), Banners()
        self.watch = Watchfulness(actions_of(self.desk), self.lane, banner=self.banners.show, parent=parent)
        self.details: list[bool] = []
        self.watch.details_requested.connect(lambda: self.details.append(True))

    def look(self) -> None:
        self.watch.look()
        self.lane.run()

    def end_round(self, report: SyncReport) -> None:
        self.watch.take_report(report)
        self.lane.run()

    def press(self, key: str) -> None:
        act = self.banners.acts[key]
        assert act is not None
        act()
        self.lane.run()


@pytest.fixture
def watching(qapp: QApplication) -> Iterator[Watching]:
    parent = QObject()
    made = Watching(parent)
    yield made
    made.watch.stop()
    parent.deleteLater()
    come_to_rest()


def test_a_wrong_clock_is_told_until_it_is_right(watching: Watching) -> None:
    watching.desk.clock_trouble = OFF
    watching.look()
    assert "غير صحيحة" in watching.banners.texts["clock"]
    watching.desk.clock_trouble = None
    watching.end_round(REACHED)
    assert watching.banners.texts["clock"] == ""


def test_what_needs_a_person_is_told_with_its_sentence_and_a_cut_line_is_not(watching: Watching) -> None:
    revoked = SyncReport(
        True, "", 3, None, None, "sync.revoked_reading", "أوقف مدير النظام هذا الجهاز.", needs_person=True
    )
    watching.end_round(revoked)
    assert watching.banners.texts["problem"] == "أوقف مدير النظام هذا الجهاز."
    watching.press("problem")
    assert watching.details == [True]
    watching.end_round(SyncReport(True, "", 3, None, None, "sync.unreachable", "لا يصل الخط."))
    assert watching.banners.texts["problem"] == ""


def test_a_notice_is_told_until_somebody_has_read_it_also_after_a_restart(watching: Watching) -> None:
    report = SyncReport(True, "", 0, None, "2026-11-21T10:00+03:00", notices=(RESTORED,))
    watching.end_round(report)
    assert "مدير النظام" in watching.banners.texts["notices"]
    watching.press("notices")
    assert (watching.banners.texts["notices"], watching.details) == ("", [True])
    watching.end_round(report)
    assert watching.banners.texts["notices"] == ""
    assert watching.desk.settings["notices.read"] == RESTORED.at


def test_a_notice_that_was_read_where_it_stands_is_told_no_more(watching: Watching) -> None:
    watching.watch.note_read()
    watching.lane.run()
    assert "notices.read" not in watching.desk.settings
    watching.end_round(SyncReport(True, "", 0, None, "2026-11-21T10:00+03:00", notices=(RESTORED,)))
    watching.watch.note_read()
    watching.lane.run()
    assert (watching.banners.texts["notices"], watching.details) == ("", [])
    assert watching.desk.settings["notices.read"] == RESTORED.at
