"""The page of what the clerk tells a person."""

import pytest

from desktop.ui.pages.procedure.presenter import ProcedurePresenter, ProcedureState
from desktop.ui.pages.procedure.view import ProcedurePage
from domain.errors import Unavailable
from tests.support.fake_front import FrontDesk, HandLane, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, cut_texts, is_wider_than_shown, texts_of, unnamed


def shown(stage: Stage, desk: FrontDesk, width: int = 1192) -> ProcedurePage:
    lanes = HandLanes()
    page = ProcedurePage(actions_of(desk), lanes, desk_info())
    stage.show(page, width)
    lanes.run()
    stage.settle()
    return page


def test_the_answers_day_comes_first_and_the_steps_are_numbered() -> None:
    lane, states = HandLane(), list[ProcedureState]()
    ProcedurePresenter(actions_of(FrontDesk()), lane, show=states.append).refresh()
    lane.run()
    state = states[-1]
    assert state.reply is not None
    assert state.reply.lines[0].source
    assert "21 ديسمبر 2026" in state.reply.lines[0].text  # a month after the day of the fake desk
    assert [card.id for card in state.cards if card.is_numbered] == ["steps"]
    assert {"documents_support", "complaints", "compensation"} <= {card.id for card in state.cards}


def test_what_cannot_be_read_is_said() -> None:
    lane, states, desk = HandLane(), list[ProcedureState](), FrontDesk()
    desk.refuse_once(Unavailable("store.busy", ar="البيانات مشغولة.", en="Busy."))
    ProcedurePresenter(actions_of(desk), lane, show=states.append).refresh()
    lane.run()
    assert states[-1] == ProcedureState(problem="البيانات مشغولة.")


@pytest.mark.parametrize("width", [776, 1118, 1400])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    page = shown(stage, FrontDesk(), width)
    assert "التعويض" in texts_of(page)
    assert (unnamed(page), cut_texts(page), is_wider_than_shown(page)) == ([], [], False)


def test_the_way_back_is_offered_only_where_there_is_one(stage: Stage) -> None:
    page, closed = shown(stage, FrontDesk()), list[bool]()
    page.closed.connect(lambda: closed.append(True))
    assert not page.back.isVisible()
    page.offer_way_back(True)
    page.back.click()
    assert closed == [True]
