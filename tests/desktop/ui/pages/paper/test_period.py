"""Below the periodic report the days are chosen that it is about."""

from desktop.ui.pages.paper.period_bar import PeriodBar
from desktop.ui.pages.paper.period_presenter import FIRST, OWN, PeriodPresenter, PeriodState
from domain.errors import RuleBroken, Unavailable
from domain.period import NAMED
from tests.support.seen_pages import Stage, cut_texts, is_wider_than_shown, unnamed


class Chosen:
    def __init__(self) -> None:
        self.states: list[PeriodState] = []
        self.asked: list[str] = []
        self.presenter = PeriodPresenter(show=self.states.append, ask=self.asked.append)
        self.presenter.start()


def test_a_named_period_is_one_press_and_own_days_wait_until_both_are_typed() -> None:
    chosen = Chosen()
    assert (chosen.states[-1].chosen, chosen.asked) == (FIRST, [])
    for name in NAMED:
        chosen.presenter.choose(name)
    chosen.presenter.choose(OWN)
    assert chosen.asked == list(NAMED)
    chosen.presenter.take_days("١/١١/٢٠٢٦", "")
    assert chosen.states[-1].first_problem is None
    assert chosen.states[-1].last_problem is not None
    chosen.presenter.take_days("١/١١/٢٠٢٦", "11/6/1448")
    assert chosen.asked[-1] == "2026-11-01/2026-11-21"


def test_what_is_wrong_with_the_days_stands_below_them_and_nothing_else_does(stage: Stage) -> None:
    bar = PeriodBar()
    stage.show(bar, width=900, height=160)
    asked: list[str] = []
    bar.period_asked.connect(asked.append)
    assert bar.days.isHidden()
    bar.presenter.choose(OWN)
    assert not bar.days.isHidden()
    bar.first.setText("1/11/2026")
    bar.last.setText("1/10/2026")
    bar.make.click()
    assert asked == ["2026-11-01/2026-10-01"]
    assert bar.show_problem(RuleBroken("period.order", ar="آخر الفترة قبل أولها.", en="It ends before it begins."))
    assert bar.last.property("state") == "bad"
    assert not bar.show_problem(Unavailable("store.busy", ar="مشغول", en="busy"))
    assert unnamed(bar) == []
    assert cut_texts(bar) == []
    assert not is_wider_than_shown(bar)
