"""Both values stand side by side; a key stands on one, Enter decides."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.pages.tasks.view import TasksView
from domain.sync.changes import Changes
from domain.sync.reasons import REASONS
from tests.desktop.ui.pages.tasks.test_refused_presenter import VOIDING, refused
from tests.desktop.ui.pages.tasks.test_tasks_presenter import IDENTITIES, MOBILES, NOURA, SKIPPED, VOIDED
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import (
    HandLanes,
    Stage,
    button_named,
    cut_texts,
    is_wider_than_shown,
    squeezed_texts,
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
    assert set(tasks.counts) == {0}


def test_both_values_are_seen_with_their_authors(stage: Stage) -> None:
    said = texts_of(Tasks(stage, FrontDesk(tasks=[MOBILES])).view)
    for part in ("050 123 4567", "055 987 6543", "سارة القحطاني", "فهد الدوسري"):
        assert part in said


def test_a_click_decides(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(tasks=[MOBILES]))
    button_named(tasks.view, "اعتماد هذه القيمة: الجوال 055 987 6543").click()
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


# --- what head office did not apply, what is put off -----------------------------------------------------------------


def test_refused_writes_stand_below_with_reason_and_both_ways_out(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(refused=[refused("d-1"), refused("d-3", "schema.newer")]))
    said = texts_of(tasks.view)
    assert "لم يطبّقه المركز الرئيس" in said
    assert REASONS["cell.wrong_kind"].ar in said
    assert REASONS["cell.wrong_kind"].en in said
    assert "ينتظر وحده" in said
    assert tasks.counts[-1] == 1
    button_named(tasks.view, "سحب: تعديل بيانات شخص").click()
    tasks.run()
    assert tasks.counts[-1] == 0
    button_named(tasks.view, "عرض (1): ما سُحب").click()
    tasks.run()
    button_named(tasks.view, "التراجع عن سحب").click()
    tasks.run()
    assert tasks.counts[-1] == 1


def test_mending_is_typed_and_sent_with_the_keyboard_alone(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(refused=[refused("d-1")]))
    button_named(tasks.view, "إصلاح: تعديل بيانات شخص").click()
    tasks.run()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert (field.text(), field.selectedText()) == ("+966501234567", "+966501234567")
    QTest.keyClicks(field, "0559876543")
    QTest.keyClick(field, Qt.Key.Key_Return)
    tasks.run()
    assert [mending.values for _, mending in tasks.desk.mended] == [(("mobile", "0559876543"),)]
    assert len(tasks.changes) == 1


def test_the_keyboard_stays_on_the_page_whatever_becomes_of_what_it_stood_on(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(refused=[refused("d-1"), refused("d-2")], tasks=[MOBILES], people=[NOURA]))
    for deeds in (("إصلاح", None), ("إصلاح", "تركه الآن"), ("سحب", None)):
        for name in filter(None, deeds):
            button = button_named(tasks.view, name)
            button.setFocus()
            QTest.keyClick(button, Qt.Key.Key_Space)
            tasks.run()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is tasks.view or tasks.view.isAncestorOf(focused)
    type_letter(tasks.view, "1")
    assert QApplication.focusWidget() is tasks.view.cards[0].buttons[1]


def test_nought_puts_a_decision_off_and_a_button_takes_it_up(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(tasks=[MOBILES]))
    type_letter(tasks.view, "٠")
    tasks.run()
    assert "مؤجلة" in texts_of(tasks.view)
    assert tasks.counts[-1] == 1
    button_named(tasks.view, "اختر الآن").click()
    tasks.run()
    assert len(tasks.view.cards) == 1


def test_ctrl_z_takes_the_last_choice_back(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(tasks=[MOBILES]))
    button_named(tasks.view, "اعتماد هذه القيمة: الجوال 055 987 6543").click()
    tasks.run()
    QTest.keyClick(tasks.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tasks.run()
    assert tasks.desk.reopened == [("t-1", 1)]
    assert len(tasks.view.cards) == 1


def test_the_history_of_a_record_is_asked_for_from_its_decisions(stage: Stage) -> None:
    tasks = Tasks(stage, FrontDesk(tasks=[MOBILES, IDENTITIES]))
    asked: list[tuple[str, str]] = []
    tasks.view.history_requested.connect(lambda table, row: asked.append((table, row)))
    button_named(tasks.view, "سجل التغييرات: ملف نورة العتيبي").click()
    assert asked == [("persons", "p-1")]


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_of_a_full_page_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    desk = all_kinds()
    desk.refused = [refused("d-1"), refused("d-3", "base.unknown"), VOIDING, replace(refused("d-4"), handled="mended")]
    desk.settings["tasks.later"] = "t-3"
    tasks = Tasks(stage, desk)
    button_named(tasks.view, "إصلاح: إلغاء زيارة").click()
    tasks.view.window().resize(width, 700)
    tasks.run()
    seen = unnamed(tasks.view), cut_texts(tasks.view), squeezed_texts(tasks.view)
    assert (*seen, is_wider_than_shown(tasks.view)) == ([], [], [], False)


def test_of_very_many_the_first_are_shown_and_the_rest_on_request(stage: Stage) -> None:
    many = [replace(MOBILES, id=f"t-{number}", row=f"p-{number}") for number in range(50)]
    tasks = Tasks(stage, FrontDesk(tasks=many))
    assert len(tasks.view.cards) == 20
    assert tasks.counts[-1] == 50
    button_named(tasks.view, "عرض المزيد: بقي 30 سجلًا").click()
    tasks.run()
    assert len(tasks.view.cards) == 40
