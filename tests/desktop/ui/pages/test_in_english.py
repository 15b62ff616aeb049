"""Whoever reads no Arabic finds none on these pages, but for what people and the association wrote themselves."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from desktop.ui.language import choose_language
from desktop.ui.pages.history.view import HistoryPage
from desktop.ui.pages.palette.commands import PageEntry, commands_of
from desktop.ui.pages.palette.view import Palette
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.procedure.view import ProcedurePage
from desktop.ui.pages.stick.view import StickView
from desktop.ui.pages.tasks.view import TasksView
from desktop.ui.pages.waiting.view import WaitingPage
from desktop.usecases.list_waiting import WaitingDeed, WaitingList
from desktop.usecases.show_history import FieldHistory, HistoryLine, RecordHistory
from desktop.usecases.trace_person import TracedDeed
from tests.desktop.ui.pages.stick.sticks import Hand, StickDesk
from tests.desktop.ui.pages.tasks.test_refused_presenter import VOIDING, refused
from tests.desktop.ui.pages.tasks.test_tasks_presenter import IDENTITIES, MOBILES, SKIPPED, VOIDED
from tests.support.both_languages import ARABIC
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage

NADA = replace(NOURA, name="Nada Salem", given="Nada", family="Salem", town="Malaz", number="17-A-000042-5")


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    choose_language("en")
    made = Stage(qapp)
    yield made
    made.clear()
    choose_language("ar")


def said_on(page: QWidget) -> Iterator[str]:
    for widget in (page, *page.findChildren(QWidget)):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))


def in_arabic(page: QWidget, *written: str) -> set[str]:
    """What is said in Arabic; `written` are words of people, who write as they do."""
    found = set()
    for text in said_on(page):
        left = text
        for word in written:
            left = left.replace(word, "")
        if ARABIC.search(left):
            found.add(text)
    return found


def shown(stage: Stage, page: QWidget, lanes: HandLanes) -> None:
    stage.show(page)
    lanes.run()
    stage.settle()


def test_a_persons_file_its_cards_and_its_form(stage: Stage) -> None:
    desk, lanes = FullDesk(people=[NADA]), HandLanes()
    page = PeopleView(actions_of(desk), lanes, desk_info())
    shown(stage, page, lanes)
    page.open_person(NADA.id)
    lanes.run()
    for begin in (page.cards.contacts.presenter.begin, page.cards.same.presenter.begin, page.register):
        begin()
        lanes.run()
        stage.settle()
    assert page.form is not None
    page.form.save.click()
    titles = [form.title for form in desk.forms.values()]
    assert in_arabic(page, *titles) == set()


def history(*lines: HistoryLine) -> RecordHistory:
    return RecordHistory("persons", "p-1", "Nada Salem", (FieldHistory("mobile", lines),))


def test_a_history_and_everything_done(stage: Stage) -> None:
    lines = [
        HistoryLine((("mobile", number),), "Sami", "2026-11-21T06:12+00:00", "Malaz", here, fate, here, "person.edit")
        for number, fate, here in (("+966559876543", "shown", True), ("+966501234567", "replaced", False))
    ]
    done = TracedDeed(
        *("d-1", "visit.describe", "visits", "v-1", "2026-11-21 09:05", ("purpose",), "Sami"),
        *("2026-11-21T09:12+03:00", "Malaz"),
        is_here=False,
        is_waiting=True,
        is_refused=False,
    )
    lanes = HandLanes()
    desk = FrontDesk(histories={"p-1": history(*lines)}, traced=(done,))
    page = HistoryPage(actions_of(desk), lanes, desk_info(), table="persons", row="p-1")
    shown(stage, page, lanes)
    assert in_arabic(page) == set()


def test_tasks_and_what_head_office_refused(stage: Stage) -> None:
    tasks = [MOBILES, IDENTITIES, VOIDED, SKIPPED]
    lanes = HandLanes()
    desk = FrontDesk(tasks=tasks, refused=[refused("d-1"), VOIDING, refused("d-2", "schema.newer")])
    page = TasksView(actions_of(desk), lanes, desk_info())
    shown(stage, page, lanes)
    people = {choice.author for task in tasks for choice in task.choices} | {task.about for task in tasks}
    written = {text for task in tasks for choice in task.choices for _, text in choice.values}
    deeds = {word for deed in desk.refused for word in (deed.author, deed.about)}
    words = sorted(people | written | deeds, key=len, reverse=True)
    assert in_arabic(page, *filter(None, words)) == set()


def test_the_stick(stage: Stage) -> None:
    desk, lanes = StickDesk(), HandLanes()
    page = StickView(actions_of(desk), lanes, Hand())
    shown(stage, page, lanes)
    for deed in (page.presenter.copy, page.presenter.take, page.presenter.write_card, page.presenter.copy_for_laptop):
        deed()
        lanes.run()
        stage.settle()
        assert in_arabic(page) == set()


def test_what_waits(stage: Stage) -> None:
    deeds = tuple(
        WaitingDeed(f"d-{action}", action, "عمل", title, "visits", "2026-11-21 09:05", "Sami", "2026-11-21T07:42:00Z")
        for action, title in (("visit.count", "a visitor counted"), ("visit.describe", "a visit described"))
    )
    lanes = HandLanes()
    page = WaitingPage(actions_of(FrontDesk(waiting=WaitingList(900, "2026-11-20T05:00:00+00:00", deeds))), lanes)
    shown(stage, page, lanes)
    assert in_arabic(page) == set()


def test_what_the_person_is_told_but_for_the_policys_own_words(stage: Stage) -> None:
    lanes = HandLanes()
    page = ProcedurePage(actions_of(FrontDesk()), lanes, desk_info())
    shown(stage, page, lanes)
    told = " ".join(in_arabic(page))
    assert "ما تقوله" not in told
    assert "الخطوات بالترتيب" not in told


def test_the_search_over_everything(stage: Stage) -> None:
    host, lanes = QWidget(), HandLanes()
    commands = commands_of([PageEntry("home", "Home", "home")], person="beneficiary")
    palette = Palette(host, actions_of(FullDesk(people=[NADA])), lanes, commands=commands, people="beneficiaries")
    shown(stage, host, lanes)
    for words in ("", "sync", "nobody"):
        palette.presenter.begin(words)
        lanes.run()
        stage.settle()
        titles = [item.title for item in palette.presenter.state.items if item.kind == "form"]
        assert in_arabic(palette, *titles) == set()
