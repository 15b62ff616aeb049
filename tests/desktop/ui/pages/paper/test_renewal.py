"""A new recovery sheet ends the old one only when it was printed, put away, and confirmed."""

from dataclasses import dataclass

import pytest

from desktop.ui.pages.paper.renewal_bar import RenewalBar
from desktop.ui.pages.paper.renewal_presenter import (
    CONFIRMED,
    PRINT_FIRST,
    THEN_CONFIRM,
    WITHDRAWN,
    RenewalPresenter,
    RenewalState,
)
from desktop.ui.pages.paper.view import PaperPage
from domain.errors import Unavailable
from tests.desktop.ui.pages.paper.papers import Pictures, Printer
from tests.support.fake_front import PASSWORD, FrontDesk, HandLane, actions_of
from tests.support.seen_pages import Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed


class Renewal:
    def __init__(self) -> None:
        self.desk, self.lane = FrontDesk(), HandLane()
        self.sheet = self.desk.issue_recovery_sheet(PASSWORD)
        self.states: list[RenewalState] = []
        self.said: list[str] = []
        self.ended = 0
        self.presenter = RenewalPresenter(
            actions_of(self.desk),
            self.lane,
            self.sheet.id,
            show=self.states.append,
            ended=self._end,
            say=self.said.append,
        )
        self.presenter.show()

    def _end(self) -> None:
        self.ended += 1

    @property
    def state(self) -> RenewalState:
        return self.states[-1]


def test_nothing_can_be_confirmed_before_it_was_printed_and_put_away() -> None:
    renewal = Renewal()
    assert (renewal.state.sentence, renewal.state.can_tick, renewal.state.can_confirm) == (PRINT_FIRST, False, False)
    renewal.presenter.tick(True)
    renewal.presenter.confirm()
    assert renewal.lane.waiting == []
    renewal.presenter.note_kept()
    assert (renewal.state.sentence, renewal.state.can_tick, renewal.state.can_confirm) == (THEN_CONFIRM, True, False)
    renewal.presenter.tick(True)
    assert renewal.state.can_confirm
    renewal.presenter.tick(False)
    assert not renewal.state.can_confirm


def confirmed(renewal: Renewal) -> None:
    renewal.presenter.note_kept()
    renewal.presenter.tick(True)
    renewal.presenter.confirm()


def test_a_confirmed_sheet_is_the_only_one() -> None:
    renewal = Renewal()
    confirmed(renewal)
    renewal.presenter.confirm()
    assert renewal.desk.sheets == ["s-0", renewal.sheet.id]
    renewal.lane.run()
    assert renewal.desk.sheets == [renewal.sheet.id]
    assert (renewal.said, renewal.ended) == ([CONFIRMED.ar], 1)
    renewal.presenter.leave()
    renewal.lane.run()
    assert renewal.desk.sheets == [renewal.sheet.id]


@pytest.mark.parametrize("was_printed", [False, True])
def test_a_page_that_is_left_takes_its_sheet_back(was_printed: bool) -> None:
    renewal = Renewal()
    if was_printed:
        renewal.presenter.note_kept()
    renewal.presenter.leave()
    renewal.presenter.leave()
    renewal.lane.run()
    assert renewal.desk.sheets == ["s-0"]
    assert (renewal.said, renewal.ended) == ([WITHDRAWN.ar], 0)


def test_leaving_while_it_is_confirmed_takes_nothing_back() -> None:
    renewal = Renewal()
    confirmed(renewal)
    renewal.presenter.leave()
    renewal.lane.run()
    assert renewal.desk.sheets == [renewal.sheet.id]


def test_a_disk_that_refuses_is_said_and_it_can_be_confirmed_again() -> None:
    renewal = Renewal()
    renewal.desk.refuse_once(Unavailable("keys.not_saved", ar="تعذّر حفظ ملف المفاتيح.", en="Not saved."))
    confirmed(renewal)
    renewal.lane.run()
    assert (renewal.state.problem, renewal.ended) == ("تعذّر حفظ ملف المفاتيح.", 0)
    renewal.presenter.confirm()
    renewal.lane.run()
    assert renewal.ended == 1


# --- on the page -----------------------------------------------------------------------------------------------------


@dataclass
class Lanes:
    store: HandLane
    paper: HandLane

    @property
    def printing(self) -> HandLane:
        return self.paper


class Sheet:
    """The page as the desk opens it."""

    def __init__(self, stage: Stage, *, width: int = 1192, height: int = 800) -> None:
        self.desk, self.lanes = FrontDesk(), Lanes(HandLane(), HandLane())
        self._stage = stage
        sheet = self.desk.issue_recovery_sheet(PASSWORD)
        actions = actions_of(self.desk)
        self.page = PaperPage(actions, Pictures().pages(), self.lanes, Printer(), title="ورقة استعادة جديدة")
        self.bar = RenewalBar(actions, self.lanes.store, sheet.id)
        self.said: list[str] = []
        self.bar.said.connect(self.said.append)
        self.page.kept.connect(self.bar.note_kept)
        self.page.footer.addWidget(self.bar)
        self.page.show_pdf(sheet.pdf)
        stage.show(self.page, width, height)
        self.run()

    def run(self) -> None:
        while self.lanes.store.waiting or self.lanes.paper.waiting:
            self.lanes.store.run()
            self.lanes.paper.run()
        self._stage.settle()


def test_printing_ticking_and_confirming_are_three_presses(stage: Stage) -> None:
    sheet = Sheet(stage)
    assert not sheet.bar.confirm.isEnabled()
    button_named(sheet.page, "طباعة").click()
    sheet.run()
    assert THEN_CONFIRM.ar in texts_of(sheet.bar)
    sheet.bar.kept.click()
    sheet.bar.confirm.click()
    sheet.run()
    assert len(sheet.desk.sheets) == 1
    assert sheet.said == [CONFIRMED.ar]


def test_a_page_that_is_hidden_was_left(stage: Stage) -> None:
    sheet = Sheet(stage)
    sheet.page.hide()
    sheet.run()
    assert sheet.desk.sheets == ["s-0"]
    assert sheet.said == [WITHDRAWN.ar]


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    sheet = Sheet(stage, width=width, height=700)
    button_named(sheet.page, "طباعة").click()
    sheet.run()
    assert (unnamed(sheet.page), cut_texts(sheet.page), is_wider_than_shown(sheet.page)) == ([], [], False)
