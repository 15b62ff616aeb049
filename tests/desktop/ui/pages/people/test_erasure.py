"""Erasing a person from his file: only for whoever may, asked for beside the button, meant when it is typed."""

from dataclasses import replace

from desktop.ui.actions import DeskInfo
from desktop.ui.pages.people.erasure_presenter import ErasurePresenter, ErasureState, Told
from domain.errors import Expected, Unavailable
from domain.sync.changes import Changes
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import HandLane, actions_of, desk_info

DISK_FULL = Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة.", en="The disk is full.")


class Page:
    def __init__(self, info: DeskInfo | None = None) -> None:
        self.desk, self.lane = FullDesk(people=[NOURA]), HandLane()
        self.shown: list[ErasureState] = []
        self.asked: list[Changes] = []
        told = Told(self.shown.append, self.asked.append)
        self.presenter = ErasurePresenter(actions_of(self.desk), self.lane, info or desk_info(), told)
        self.presenter.point_at(NOURA.id, NOURA.number)

    @property
    def state(self) -> ErasureState:
        return self.presenter.state

    def problem(self) -> Expected:
        assert self.state.problem is not None
        return self.state.problem


def test_whoever_is_no_administrator_is_not_offered_it() -> None:
    info = desk_info()
    page = Page(replace(info, user=replace(info.user, roles=("clerk", "manager"))))
    assert not page.state.may_erase
    page.presenter.begin()
    page.presenter.erase(NOURA.number, "طلب صاحبة البيانات")
    page.lane.run()
    assert page.desk.erased == []


def test_the_number_of_the_file_says_that_it_is_meant_in_whatever_digits() -> None:
    page = Page()
    page.presenter.begin()
    page.presenter.erase("17-A-000043-3", "طلب صاحبة البيانات")
    page.lane.run()
    assert page.desk.erased == []
    assert page.problem().field == "number"
    page.presenter.erase(" ١٧-a-٠٠٠٠٤٢-٥ ", "طلب صاحبة البيانات")
    assert page.state.is_busy
    page.lane.run()
    assert page.desk.erased == [(NOURA.id, "طلب صاحبة البيانات")]
    assert (page.state.is_open, page.state.is_asked, len(page.asked)) == (False, True, 1)


def test_without_a_reason_it_is_refused_at_the_field_and_goes_on_from_there() -> None:
    page = Page()
    page.presenter.begin()
    page.presenter.erase(NOURA.number, " ")
    page.lane.run()
    assert page.problem().field == "reason"
    assert (page.state.is_open, page.state.is_busy) == (True, False)


def test_nothing_is_asked_before_it_was_begun_and_nothing_twice() -> None:
    page = Page()
    page.presenter.erase(NOURA.number, "طلب")
    assert page.lane.waiting == []
    page.presenter.begin()
    page.presenter.erase(NOURA.number, "طلب")
    page.presenter.erase(NOURA.number, "طلب")
    page.presenter.cancel()
    assert page.state.is_open
    page.lane.run()
    assert len(page.desk.erased) == 1
    page.presenter.begin()
    assert not page.state.is_open


def test_another_file_closes_what_was_begun_and_the_first_one_stays_asked_for() -> None:
    page = Page()
    page.presenter.begin()
    page.presenter.point_at("p-saad", "17-A-000043-3")
    assert (page.state.is_open, page.state.number) == (False, "17-A-000043-3")
    page.presenter.point_at(NOURA.id, NOURA.number)
    page.presenter.begin()
    page.presenter.erase(NOURA.number, "طلب")
    page.presenter.point_at("p-saad", "17-A-000043-3")
    page.lane.run()
    assert not page.state.is_asked
    page.presenter.point_at(NOURA.id, NOURA.number)
    assert page.state.is_asked


def test_a_full_disk_is_told_and_what_was_typed_stays() -> None:
    page = Page()
    page.presenter.begin()
    page.desk.refuse_with = DISK_FULL
    page.presenter.erase(NOURA.number, "طلب")
    page.lane.run()
    assert page.problem() is DISK_FULL
    assert page.state.is_open
