"""The list of interviews at the keyboard: every row leads on, and nothing is cut or unnamed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.kit.theme import theme
from desktop.ui.pages.interviews.view import InterviewsView
from domain.errors import Unavailable
from domain.sync.changes import Changes
from tests.desktop.ui.pages.interviews.lines import every_state, line
from tests.support.fake_desk import FullDesk
from tests.support.fake_front import actions_of
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed

LOCKED = Unavailable("store.locked", ar="المخزن مشغول. أعد المحاولة.", en="The store is busy.")


class Interviews:
    def __init__(self, stage: Stage, desk: FullDesk) -> None:
        self.desk, self.lanes, self._stage = desk, HandLanes(), stage
        self.asked: list[tuple[str, str]] = []
        self.view = InterviewsView(actions_of(desk), self.lanes)
        self.view.begin_requested.connect(self._hear_begin)
        self.view.resume_requested.connect(self._hear_resume)
        self.view.attestation_requested.connect(self._hear_paper)
        stage.show(self.view)
        self.run()

    def _hear_begin(self) -> None:
        self.asked.append(("begin", ""))

    def _hear_resume(self, interview: str) -> None:
        self.asked.append(("resume", interview))

    def _hear_paper(self, interview: str) -> None:
        self.asked.append(("paper", interview))

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        self._stage.settle()

    @property
    def ids(self) -> list[str]:
        return [row.row.id for row in self.view.rows]


@pytest.fixture
def page(stage: Stage) -> Interviews:
    return Interviews(stage, FullDesk(interviews=every_state()))


def test_an_office_without_interviews_is_told_how_one_begins(stage: Stage) -> None:
    page = Interviews(stage, FullDesk())
    assert "ابحث عنه أو سجّله" in texts_of(page.view)
    button_named(page.view, "ابدأ أول مقابلة").click()
    assert page.asked == [("begin", "")]


def test_before_the_store_has_spoken_the_page_says_that_it_reads(stage: Stage) -> None:
    view = InterviewsView(actions_of(FullDesk()), HandLanes())
    stage.show(view)
    assert "تُقرأ المقابلات" in texts_of(view)


def test_the_search_has_the_cursor_and_enter_goes_on_with_the_first_found(page: Interviews) -> None:
    assert page.view.search.hasFocus()
    page.view.search.setText("سارة")
    page.press(Qt.Key.Key_Return)
    assert page.asked == [("resume", "i-3")]


def test_arrows_go_through_the_rows_and_back_to_the_search(page: Interviews) -> None:
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Return)
    assert page.asked == [("paper", "i-1")]
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Up)
    for _ in range(3):
        page.press(Qt.Key.Key_Up)
    assert page.view.search.hasFocus()


def test_the_arrow_stays_on_the_last_row(page: Interviews) -> None:
    for _ in range(9):
        page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Return)
    assert page.asked == [("paper", "i-0")]


def test_a_finished_interview_leads_to_its_paper_and_to_its_answers(page: Interviews) -> None:
    button_named(page.view, "إقرار سعاد الشمري").click()
    button_named(page.view, "تعديل مقابلة سعاد الشمري").click()
    assert page.asked == [("paper", "i-1"), ("resume", "i-1")]


def test_escape_clears_the_search(page: Interviews) -> None:
    page.view.search.setText("لا أحد")
    assert page.ids == []
    assert "لا مقابلة بهذا الوصف" in texts_of(page.view)
    page.press(Qt.Key.Key_Escape)
    assert len(page.ids) == 6


def test_a_search_in_vain_is_left_with_one_press(page: Interviews) -> None:
    page.view.search.setText("لا أحد")
    button_named(page.view, "عرض كل المقابلات").click()
    assert len(page.ids) == 6
    assert page.view.search.text() == ""


def test_a_part_is_chosen_with_a_press(page: Interviews) -> None:
    button_named(page.view, "بانتظار الإكمال: 2").click()
    assert page.ids == ["i-2", "i-3"]


def test_more_rows_come_when_they_are_asked_for(stage: Stage) -> None:
    page = Interviews(stage, FullDesk(interviews=[line(number, "left") for number in range(33)]))
    button_named(page.view, "عرض المزيد، بقي 3").click()
    assert len(page.ids) == 33


def test_the_row_one_stands_on_keeps_the_focus_when_the_list_is_read_again(page: Interviews) -> None:
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    page.desk.interviews.insert(0, line(9, "left"))
    page.view.apply_changes(Changes(frozenset({"interviews"}), ("i-9",)))
    page.run()
    assert page.ids[:3] == ["i-9", "i-2", "i-3"]
    page.press(Qt.Key.Key_Return)
    assert page.asked == [("resume", "i-3")]


def test_a_list_that_cannot_be_read_can_be_asked_for_again(stage: Stage) -> None:
    desk = FullDesk(interviews=every_state())
    desk.refuse_once(LOCKED)
    page = Interviews(stage, desk)
    assert LOCKED.ar in texts_of(page.view)
    assert "تُقرأ المقابلات" not in texts_of(page.view)
    button_named(page.view, "إعادة المحاولة").click()
    page.run()
    assert len(page.ids) == 6
    assert LOCKED.ar not in texts_of(page.view)


def test_a_new_interview_is_one_key_away(page: Interviews) -> None:
    QTest.keyClick(page.view.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.asked == [("begin", "")]


def test_a_hidden_page_reads_nothing_until_it_is_seen(page: Interviews) -> None:
    page.view.window().hide()
    page.view.apply_changes(Changes(frozenset({"interviews"}), ("i-1",)))
    assert page.lanes.store.waiting == []


def test_digits_are_drawn_as_the_user_chose(page: Interviews) -> None:
    theme().apply(choice="light", digits="western")
    page.run()
    assert "18 نوفمبر 2026" in texts_of(page.view)
    theme().apply(choice="light", digits="arabic")
    page.run()
    assert "١٨ نوفمبر ٢٠٢٦" in texts_of(page.view)


def test_an_answer_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage, page: Interviews) -> None:
    page.view.presenter.refresh()
    stage.clear()
    page.lanes.run()
    assert page.lanes.store.waiting == []


@pytest.mark.parametrize("width", [712, 776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, page: Interviews, width: int) -> None:
    page.view.window().resize(width, 700)
    page.run()
    assert (unnamed(page.view), cut_texts(page.view), is_wider_than_shown(page.view)) == ([], [], False)
