"""Both values stand side by side; a key stands on one, Enter decides."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.tasks.view import TasksView
from domain.sync.changes import Changes
from tests.desktop.ui.pages.tasks.test_tasks_presenter import IDENTITIES, MOBILES, NOURA, SKIPPED, VOIDED
from tests.support.fake_front import FrontDesk, actions_of, desk_info
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


class Tasks:
    def __init__(self, stage: Stage, desk: FrontDesk) -> None:
        self.desk, self.lanes, self._stage = desk, HandLanes(), stage
        self.counts: list[int] = []
        self.changes: list[Changes] = []
        self.view = TasksView(actions_of(desk), self.lanes, desk_info())
        self.view.count_changed.connect(self.counts.append)
        self.view.changed.connect(self.changes.append)
        stage.show(self.view)
        self.run()

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()


def all_kinds() -> FrontDesk:
    return FrontDesk(tasks=[MOBILES, IDENTITIES, VOIDED, SKIPPED], people=[NOURA])


def test_without_tasks_the_page_says_when_there_would_be_some(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk())
    assert "لا شيء ينتظر قرارًا" in texts_of(tasks.view)
    assert tasks.counts == [0]


def test_both_values_are_seen_with_their_authors(stage: Stage) -> None:
    said = texts_of(Tasks(stage, FrontDesk(tasks=[MOBILES])).view)
    for part in ("+966501234567", "+966559876543", "سارة القحطاني", "فهد الدوسري"):
        assert part in said


def test_a_click_decides(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(tasks=[MOBILES]))
    button_named(tasks.view, "اعتماد هذه القيمة: الجوال +966559876543").click()
    tasks.run()
    assert tasks.desk.settled == [("t-1", 1)]
    assert "باقٍ في السجل" in texts_of(tasks.view)
    assert len(tasks.changes) == 1
    assert tasks.counts[-1] == 0


@pytest.mark.parametrize("letter", ["2", "٢"])
def test_a_key_stands_on_the_value_and_enter_decides(stage: Stage, letter: str) -> None:
    tasks = Tasks(stage, FrontDesk(tasks=[MOBILES]))
    type_letter(tasks.view, letter)
    tasks.run()
    assert tasks.desk.settled == []
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    tasks.run()
    assert tasks.desk.settled == [("t-1", 1)]


def test_keys_belong_to_the_task_one_stands_on(stage: Stage) -> None:
    tasks = Tasks(stage, all_kinds())
    tasks.view.cards[1].stand_on(1)
    type_letter(tasks.view, "2")
    assert tasks.view.cards[1].buttons[2].hasFocus()


def test_a_key_without_a_value_moves_nothing(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(tasks=[MOBILES]))
    type_letter(tasks.view, "7")
    assert tasks.view.hasFocus()


def test_a_task_from_another_laptop_appears(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk())
    tasks.desk.tasks.append(MOBILES)
    tasks.view.apply_changes(Changes(frozenset({"persons"}), ("p-1",)))
    tasks.run()
    assert len(tasks.view.cards) == 1
    assert tasks.counts[-1] == 1


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    tasks = Tasks(stage, all_kinds())
    tasks.view.window().resize(width, 700)
    tasks.run()
    assert (unnamed(tasks.view), cut_texts(tasks.view), is_wider_than_shown(tasks.view)) == ([], [], False)
