"""Sync as a clerk sees it, in the real window beside a second laptop and a real head office."""

import gc
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from db import folding
from desktop.bootstrap_sync import enrol, sync_now
from desktop.sync.enrol import enrol as join
from desktop.sync.store import LaptopStore
from desktop.sync.transport import open_transport
from desktop.ui.kit.tally_key import TallyKey
from desktop.ui.pages.history.view import HistoryPage
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.stick.view import StickView
from desktop.ui.pages.tasks.view import TasksView
from desktop.ui.pages.waiting.view import WaitingPage
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.settle_quarantine import count_refused, list_refused
from desktop.usecases.settle_task import list_tasks
from domain.person import PersonDraft, draft_of
from domain.sync.judge import Verdict
from domain.sync.wire import Cursor, Stream
from headoffice import send
from tests.support.at_rest import activate
from tests.support.clock import HandClock
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.running_hub import RunningHub, running_hub
from tests.support.seen_pages import button_named, texts_of, type_letter
from tests.support.window import Window

LONG_S = 600.0  # a line that is waited for would be waited for so long

pytestmark = pytest.mark.usefixtures("rounds_only_when_asked")


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def hub_clock() -> HandClock:
    return HandClock()


@pytest.fixture
def hub(tmp_path: Path, hub_clock: HandClock) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub", hub_clock) as made:
        yield made


@pytest.fixture
def one(tmp_path: Path) -> Laptop:
    """The laptop whose window is used."""
    return Laptop(tmp_path / "one", seed=1)


@pytest.fixture
def two(tmp_path: Path, hub: RunningHub) -> Iterator[Desk]:
    """Another laptop of the office, without a window."""
    with Laptop(tmp_path / "two", seed=2).at_work() as desk:
        enrol(desk, hub.url, str(hub.code("RYD1")))
        yield desk


class Seen:
    """The window of laptop one, at the desk."""

    def __init__(self, app: QApplication, laptop: Laptop) -> None:
        self.window = Window(app, laptop.folder, laptop.world)
        self.window.sign_in(ADMIN, PASSWORD)
        self.desk = self.window.desk
        activate(self.desk)

    def sync(self) -> None:
        self.window.press(self.desk, "مزامنة الآن")
        self.window.settle()

    def tasks(self) -> TasksView:
        page = self.desk.show_page("tasks")
        self.window.settle()
        assert isinstance(page, TasksView)
        return page

    @property
    def badge(self) -> str:
        """What the navigation says beside the page of decisions."""
        return button_named(self.desk, "مهام تحتاج قرارًا").accessibleName()


def give_mobile(desk: Desk, person: str, mobile: str) -> None:
    page = show_person(desk, person)
    edit_person(desk, page, replace(draft_of(page.person), mobile=mobile))


def in_conflict(one: Laptop, two: Desk, hub: RunningHub) -> str:
    """A person whose mobile was changed on both laptops; head office knows the second one's so far."""
    with one.at_work() as desk:
        enrol(desk, hub.url, str(hub.code("RYD1")))
        person = register_person(desk, PersonDraft(name="نورة بنت سالم الواحي", mobile="0512345678")).person.id
        sync_now(desk)
        sync_now(two)
        give_mobile(desk, person, "0550000001")
    give_mobile(two, person, "0550000002")
    sync_now(two)
    return person


def test_a_conflict_is_chosen_by_key_and_the_other_laptop_sees_it(
    qapp: QApplication, one: Laptop, two: Desk, hub: RunningHub
) -> None:
    person = in_conflict(one, two, hub)
    seen = Seen(qapp, one)
    seen.sync()
    assert seen.badge == "مهام تحتاج قرارًا (1)"
    page = seen.tasks()
    said = texts_of(page)
    assert "055 000 0001" in said
    assert "055 000 0002" in said
    (card,) = page.cards
    number = next(number for number, button in card.buttons.items() if "055 000 0001" in button.accessibleName())
    type_letter(page, str(number))
    focused = QApplication.focusWidget()
    assert focused is card.buttons[number]
    QTest.keyClick(focused, Qt.Key.Key_Return)
    seen.window.settle()
    assert seen.badge == "مهام تحتاج قرارًا"
    seen.sync()
    seen.window.close()
    sync_now(two)
    assert list_tasks(two) == ()
    assert show_person(two, person).person.mobile == "+966550000001"


def test_the_value_that_was_not_chosen_is_found_in_the_history_of_the_person(
    qapp: QApplication, one: Laptop, two: Desk, hub: RunningHub
) -> None:
    person = in_conflict(one, two, hub)
    seen = Seen(qapp, one)
    seen.sync()
    page = seen.tasks()
    next(iter(page.cards[0].buttons.values())).click()
    seen.window.settle()
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seen.window.settle()
    assert seen.badge == "مهام تحتاج قرارًا (1)"
    next(iter(page.cards[0].buttons.values())).click()
    seen.window.settle()
    seen.desk.ways.open_person(person)
    seen.window.settle()
    people = seen.desk.current
    assert isinstance(people, PeopleView)
    QTest.keyClick(people, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    seen.window.settle()
    history = seen.desk.current
    assert isinstance(history, HistoryPage)
    said = texts_of(history)
    for mobile in ("051 234 5678", "055 000 0001", "055 000 0002"):
        assert mobile in said
    QTest.keyClick(history, Qt.Key.Key_Escape)
    seen.window.settle()
    assert seen.desk.current is people
    seen.window.close()


def test_what_head_office_did_not_apply_is_told_and_withdrawn(
    qapp: QApplication, one: Laptop, hub: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with one.at_work() as desk:
        enrol(desk, hub.url, str(hub.code("RYD1")))
        (visit,) = count_visit(desk, desk.profile.counter[0].id).visits
        with monkeypatch.context() as an_older_program:
            an_older_program.setattr(folding, "judge", lambda header, operations, find_row: Verdict())
            with desk.store.work("visit.void", desk.user.id) as work:
                work.operations.void("visits", visit, " ", subject=None)
    seen = Seen(qapp, one)
    seen.sync()
    assert seen.badge == "مهام تحتاج قرارًا (1)"
    page = seen.tasks()
    said = texts_of(page)
    assert "إلغاء زيارة" in said
    assert "بلا سبب مكتوب" in said
    seen.window.press(page, "سحبه")
    assert seen.badge == "مهام تحتاج قرارًا"
    seen.window.close()
    with one.at_work() as desk:
        assert count_refused(desk) == 0
        assert [deed.handled for deed in list_refused(desk)] == ["withdrawn"]


def test_what_waits_is_opened_from_the_status_card_and_goes_with_the_next_round(
    qapp: QApplication, one: Laptop, hub: RunningHub
) -> None:
    with one.at_work() as desk:
        enrol(desk, hub.url, str(hub.code("RYD1")))
        count_visit(desk, desk.profile.counter[0].id)
    seen = Seen(qapp, one)
    counter = seen.desk.show_page("counter")
    QTest.keyClick(seen.desk, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    seen.window.settle()
    page = seen.desk.current
    assert isinstance(page, WaitingPage)
    assert "عدّ زائر" in texts_of(page)
    seen.sync()
    seen.window.settle()
    assert "لا شيء ينتظر" in texts_of(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert seen.desk.current is counter
    seen.window.close()


def test_a_laptop_that_has_joined_nobody_is_led_to_joining_by_keys_alone(
    qapp: QApplication, one: Laptop, hub: RunningHub
) -> None:
    with one.at_work():
        code = str(hub.code("RYD1"))
    seen = Seen(qapp, one)
    seen.sync()
    page = seen.desk.current
    assert isinstance(page, WaitingPage)
    for expected in ("رجوع (Esc)", "ربط هذا الجهاز بالمركز"):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget().accessibleName() == expected
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    seen.window.settle()
    for typed in (hub.url, code):
        QTest.keyClicks(QApplication.focusWidget(), typed)
        field = QApplication.focusWidget()
        QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(field, Qt.Key.Key_Return)
    seen.window.settle()
    assert "وصل كل شيء إلى المركز" in texts_of(seen.desk.current)
    seen.window.close()


def test_nobody_waits_for_a_line_that_has_gone_silent(
    qapp: QApplication, one: Laptop, hub: RunningHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither who carries by stick because of it, nor who closes the program."""
    monkeypatch.setattr("desktop.sync.transport.TIMEOUT", httpx.Timeout(LONG_S))
    monkeypatch.setattr("desktop.bootstrap_front.LAST_WORDS_S", 0.05)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with silent_line() as url:
        with one.at_work() as desk:
            enrol(desk, hub.url, str(hub.code("RYD1")))
            count_visit(desk, desk.profile.counter[0].id)
            known = desk.store.exchange.find_enrolment()
            assert known is not None
            desk.store.exchange.save_enrolment(replace(known, hub_url=url))
        seen = Seen(qapp, one)
        seen.desk.sync_requested.emit()
        page = seen.desk.show_page("stick")
        assert isinstance(page, StickView)
        began = time.monotonic()
        page.out.button.click()
        seen.window.wait_until(lambda: page.outcome.isVisible())
        assert "نُسخ كل شيء" in texts_of(page)
        seen.desk.sync_requested.emit()
        QTest.qWait(200)
        assert not seen.window.application.lanes.network.is_idle
        seen.window.close()
        assert time.monotonic() - began < 120


@contextmanager
def silent_line() -> Iterator[str]:
    """Takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_clock_an_hour_off_is_told_over_every_page_until_it_is_right(
    qapp: QApplication, one: Laptop, hub: RunningHub, hub_clock: HandClock
) -> None:
    with one.at_work() as desk:
        enrol(desk, hub.url, str(hub.code("RYD1")))
    hub_clock.pass_minutes(60)
    seen = Seen(qapp, one)
    seen.sync()
    seen.window.settle()
    assert "غير صحيحة" in seen.desk.banner_text("clock")
    counter = seen.desk.show_page("counter")
    seen.window.settle()
    QTest.keyClick(counter, Qt.Key.Key_1)
    seen.window.settle()
    assert "غير صحيحة" in seen.desk.banner_text("clock")
    one.clock.pass_minutes(60)
    seen.sync()
    seen.window.settle()
    assert seen.desk.banner_text("clock") == ""
    seen.window.close()


def test_a_first_load_is_worked_with_before_it_is_whole_pauses_until_it_is_continued_and_gives_way_to_a_stick(
    qapp: QApplication, one: Laptop, two: Desk, hub: RunningHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(20):
        count_visit(two, two.profile.counter[0].id)
        assert sync_now(two).problem is None
    slow_line(monkeypatch)
    with one.at_work() as desk:
        join_only(desk, hub)
    seen = Seen(qapp, one)
    counter = seen.desk.show_page("counter")
    button_named(seen.desk, "مزامنة الآن").click()
    seen.window.wait_until(lambda: seen.desk.status.bar.isVisible())
    seen.desk.status.pause.click()
    seen.window.settle()
    assert "موقوف مؤقتًا" in texts_of(seen.desk.status)
    so_far = counted(seen)
    assert 0 < so_far < 20
    QTest.keyClick(counter, Qt.Key.Key_1)
    seen.window.settle()
    assert counted(seen) == so_far + 1
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page = seen.desk.show_page("stick")
    assert isinstance(page, StickView)
    button_named(seen.desk, "متابعة النقل").click()
    page.out.button.click()
    seen.window.wait_until(lambda: page.outcome.isVisible())
    assert "نُسخ كل شيء" in texts_of(page)
    # It goes on by itself, at once or after a moment.
    seen.window.wait_until(lambda: seen.desk.status.bar.isVisible() or counted(seen) == 21)
    seen.window.wait_until(lambda: not seen.desk.status.bar.isVisible())
    seen.window.settle()
    assert counted(seen) == 21
    seen.window.close()


def slow_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records a request, and each takes its time."""
    whole = send.Sender.streams_after

    def slowly(self: send.Sender, cursors: Iterable[Cursor], replica: bytes) -> list[Stream]:
        time.sleep(0.1)
        return whole(self, cursors, replica)

    monkeypatch.setattr(send, "MAX_ITEMS", 2)
    monkeypatch.setattr(send.Sender, "streams_after", slowly)


def counted(seen: Seen) -> int:
    """What the page of the counter shows."""
    seen.window.settle()
    return sum(tile.count for tile in seen.desk.findChildren(TallyKey))


def join_only(desk: Desk, hub: RunningHub) -> None:
    """Joined, and nothing has been received yet."""
    with open_transport(hub.url) as transport:
        join(
            LaptopStore(desk.store),
            transport,
            hub.url,
            str(hub.code("RYD1")),
            profile=desk.profile.id,
            office=desk.office_code,
            office_name=desk.office_name,
        )


def test_a_closed_window_leaves_no_widget_to_the_garbage_collector(
    qapp: QApplication, one: Laptop, two: Desk, hub: RunningHub
) -> None:
    """One that nobody owns would go whenever garbage is collected, as while Qt gives every widget its style."""
    person = in_conflict(one, two, hub)
    gc.collect()
    gc.disable()
    try:
        look_at_everything(Seen(qapp, one), person)
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = [type(item).__name__ for item in gc.garbage if isinstance(item, QWidget) and shiboken6.isValid(item)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == []


def look_at_everything(seen: Seen, person: str) -> None:
    seen.sync()
    for key in ("home", "counter", "persons", "interviews", "tasks", "stick", "settings"):
        seen.desk.show_page(key)
        seen.window.settle()
    seen.desk.ways.open_waiting()
    seen.window.settle()
    seen.desk.ways.open_history("persons", person)
    seen.window.settle()
    seen.desk.show_banner("clock", "ساعة هذا الجهاز غير صحيحة.", action="مزامنة الآن", act=seen.desk.ways.open_waiting)
    seen.desk.show_banner("clock", "")
    seen.window.close()
