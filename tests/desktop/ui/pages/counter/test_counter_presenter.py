"""The counter shows what is saved plus what is on its way, and takes back what failed."""

from datetime import datetime, timedelta

import pytest

from desktop.ui.pages.counter.presenter import CounterPresenter
from desktop.ui.pages.counter.state import CounterState
from domain.calendar import SAUDI_TIME
from domain.errors import RuleBroken, Unavailable
from domain.sync.changes import Changes
from tests.support.fake_front import FrontDesk, HandLane, actions_of, desk_info

DISK_FULL = Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة ثم أعد المحاولة.", en="The disk is full.")


class Counter:
    """A presenter with its desk, lane and what it showed last."""

    def __init__(self, desk: FrontDesk | None = None) -> None:
        self.desk = desk or FrontDesk()
        self.lane = HandLane()
        self.told: list[Changes] = []
        self.states: list[CounterState] = []
        info = desk_info()
        self.first, self.second = info.profile.counter[0].id, info.profile.counter[1].id
        self.presenter = CounterPresenter(
            actions_of(self.desk),
            self.lane,
            info,
            show=self.states.append,
            tell=self.told.append,
            now=self.desk.clock,
        )

    def opened(self) -> "Counter":
        self.presenter.refresh()
        self.lane.run()
        return self

    @property
    def shown(self) -> CounterState:
        return self.states[-1]

    def number(self, category: str) -> int:
        return next(tile.count for tile in self.shown.tiles if tile.category == category)

    def agrees_with_the_store(self) -> bool:
        page = self.desk.show_day(None)
        counts = dict(page.tally.by_category)
        return self.shown.total == page.tally.total and all(
            tile.count == counts.get(tile.category, 0) for tile in self.shown.tiles
        )


@pytest.fixture
def counter() -> Counter:
    return Counter().opened()


def test_every_category_of_the_profile_has_a_key(counter: Counter) -> None:
    assert [tile.key for tile in counter.shown.tiles] == list(range(1, len(counter.shown.tiles) + 1))
    assert [tile.title for tile in counter.shown.tiles] == [item.text.ar for item in desk_info().profile.counter]


def test_the_number_follows_the_key_before_anything_is_written(counter: Counter) -> None:
    counter.presenter.press_key(1)
    assert counter.desk.visits == []
    assert counter.number(counter.first) == counter.shown.total == counter.shown.pending == 1
    assert counter.shown.lines[0].state == "writing"


def test_twenty_fast_presses_are_twenty_visitors_at_every_moment(counter: Counter) -> None:
    for _ in range(20):
        counter.presenter.press_key(1)
    assert counter.number(counter.first) == 20
    while counter.lane.waiting:
        counter.lane.run_one()
        assert counter.number(counter.first) == 20
    assert len(counter.desk.visits) == 20
    assert counter.shown.pending == 0
    assert counter.agrees_with_the_store()


def test_presses_of_several_categories_keep_their_order(counter: Counter) -> None:
    for key in (1, 2, 2, 3, 1):
        counter.presenter.press_key(key)
    counter.lane.run()
    counted = [visit.category for visit in counter.desk.visits]
    categories = [item.id for item in desk_info().profile.counter]
    assert counted == [categories[key - 1] for key in (1, 2, 2, 3, 1)]
    assert [line.visit for line in counter.shown.lines] == [visit.id for visit in reversed(counter.desk.visits)]


def test_a_key_without_a_category_counts_nothing(counter: Counter) -> None:
    counter.presenter.press_key(0)
    counter.presenter.press_key(len(counter.shown.tiles) + 1)
    assert counter.shown.total == 0
    assert counter.lane.waiting == []


def test_a_press_that_is_not_saved_is_taken_back_with_a_sentence(counter: Counter) -> None:
    counter.desk.refuse_once(DISK_FULL)
    counter.presenter.press_key(1)
    counter.presenter.press_key(1)
    counter.lane.run_one()
    assert counter.number(counter.first) == 1
    assert counter.shown.notice is not None
    assert DISK_FULL.ar in counter.shown.notice.text
    counter.lane.run()
    assert counter.agrees_with_the_store()


def test_the_sentence_of_a_failure_goes_when_the_next_press_is_saved(counter: Counter) -> None:
    counter.desk.refuse_once(DISK_FULL)
    counter.presenter.press_key(1)
    counter.lane.run()
    counter.presenter.press_key(1)
    assert counter.shown.notice is not None
    counter.lane.run()
    assert counter.shown.notice is None


def test_undo_takes_the_newest_press_of_all(counter: Counter) -> None:
    for key in (1, 2):
        counter.presenter.press_key(key)
    counter.lane.run()
    counter.presenter.undo()
    assert counter.number(counter.second) == 0
    counter.lane.run()
    assert [visit.category for visit in counter.desk.visits if visit.void_reason] == [counter.second]
    assert counter.agrees_with_the_store()


def test_undo_of_a_category_leaves_newer_presses_of_others(counter: Counter) -> None:
    for key in (1, 1, 2):
        counter.presenter.press_key(key)
    counter.lane.run()
    counter.presenter.undo(counter.first)
    counter.lane.run()
    assert (counter.number(counter.first), counter.number(counter.second)) == (1, 1)


def test_undo_waits_for_the_write_it_undoes(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.presenter.undo()
    assert counter.number(counter.first) == 0
    counter.lane.run_one()
    assert len(counter.desk.visits) == 1
    assert counter.number(counter.first) == 0
    counter.lane.run()
    assert counter.desk.visits[0].void_reason is not None
    assert counter.agrees_with_the_store()
    assert counter.shown.pending == 0


def test_undoing_more_than_was_pressed_says_what_to_do(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.presenter.undo()
    counter.presenter.undo()
    counter.lane.run()
    assert counter.shown.total == 0
    assert counter.shown.notice is not None
    assert "آخر الضغطات" in counter.shown.notice.text


def test_a_press_of_an_earlier_sitting_is_not_undone_with_one_key() -> None:
    desk = FrontDesk()
    counter = Counter(desk)
    desk.come(counter.first)
    counter.opened()
    assert not counter.shown.can_undo
    counter.presenter.undo()
    counter.lane.run()
    assert counter.number(counter.first) == 1


def test_an_undo_that_fails_leaves_the_visitor_counted(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.lane.run()
    counter.desk.refuse_once(DISK_FULL)
    counter.presenter.undo()
    counter.lane.run()
    assert counter.number(counter.first) == 1
    assert counter.shown.notice is not None
    assert counter.shown.can_undo


def test_undoing_what_another_laptop_voided_catches_up(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.lane.run()
    counter.desk.correct_visit(counter.desk.visits[0].id, "من جهاز آخر", None)
    counter.presenter.undo()
    counter.lane.run()
    assert counter.agrees_with_the_store()
    assert not counter.shown.can_undo


def test_a_press_whose_write_fails_after_its_undo_stays_away(counter: Counter) -> None:
    counter.desk.refuse_once(DISK_FULL)
    counter.presenter.press_key(1)
    counter.presenter.undo()
    counter.lane.run()
    assert counter.number(counter.first) == 0
    assert counter.desk.visits == []
    assert counter.agrees_with_the_store()


def test_a_reading_between_presses_never_loses_one(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.presenter.refresh()
    counter.presenter.press_key(1)
    while counter.lane.waiting:
        assert counter.number(counter.first) == 2
        counter.lane.run_one()
    assert counter.number(counter.first) == 2


def test_a_write_is_told_once_it_is_saved(counter: Counter) -> None:
    counter.presenter.press_key(1)
    assert counter.told == []
    counter.lane.run()
    assert [changes.kinds for changes in counter.told] == [frozenset({"visits"})]


def test_visits_from_another_laptop_appear_and_its_own_are_not_read_again(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.lane.run()
    counter.presenter.apply_changes(counter.told[-1])
    assert counter.lane.waiting == []
    counter.desk.come(counter.second)
    counter.presenter.apply_changes(Changes(frozenset({"visits"}), (counter.desk.visits[-1].id,)))
    counter.lane.run()
    assert counter.number(counter.second) == 1


def test_the_hours_follow_the_press(counter: Counter) -> None:
    counter.presenter.press_key(1)
    assert counter.shown.hour_counts[counter.shown.marked_hour] == 1
    assert counter.shown.hours[counter.shown.marked_hour] == "10 ص"


def test_the_last_quarter_forgets_older_visits(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.lane.run()
    counter.desk.pass_minutes(20)
    counter.presenter.press_key(1)
    assert counter.shown.facts[0].value == "1"


def test_a_crowd_larger_than_the_page_is_said_to_be_more() -> None:
    desk = FrontDesk()
    counter = Counter(desk)
    desk.come(counter.first, 60, time="10:40")
    counter.opened()
    assert counter.shown.facts[0].value == "أكثر من 50"


def test_the_pace_is_visitors_by_the_hour_since_the_first() -> None:
    desk = FrontDesk(now=datetime(2026, 11, 21, 12, 0, tzinfo=SAUDI_TIME))
    counter = Counter(desk)
    desk.come(counter.first, 12, time="08:10")
    counter.opened()
    assert counter.shown.facts[1].value == "3"


def test_a_former_day_is_read_only() -> None:
    desk = FrontDesk()
    counter = Counter(desk)
    desk.come(counter.first, 3, day="2026-11-20")
    counter.opened()
    counter.presenter.look_a_day(-1)
    counter.lane.run()
    assert (counter.shown.day, counter.shown.total, counter.shown.is_today) == ("2026-11-20", 3, False)
    counter.presenter.press_key(1)
    counter.presenter.undo()
    counter.lane.run()
    assert counter.shown.total == 3
    assert len(desk.visits) == 3
    assert counter.shown.notice is not None


def test_presses_on_their_way_survive_a_look_at_a_former_day(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.presenter.look_a_day(-1)
    assert counter.shown.total == 0
    counter.lane.run()
    counter.presenter.look_a_day(1)
    counter.lane.run()
    assert counter.number(counter.first) == 1


def test_there_is_no_looking_at_tomorrow(counter: Counter) -> None:
    counter.presenter.look_a_day(1)
    assert counter.shown.is_today
    assert counter.shown.day == counter.desk.today


def test_a_new_day_starts_at_nought(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.lane.run()
    counter.desk.now += timedelta(days=1)
    counter.presenter.press_key(2)
    assert (counter.number(counter.first), counter.number(counter.second)) == (0, 1)
    counter.lane.run()
    assert counter.agrees_with_the_store()


def test_a_press_that_is_written_after_midnight_counts_on_the_new_day(counter: Counter) -> None:
    counter.desk.now = counter.desk.now.replace(hour=23, minute=59)
    counter.presenter.press_key(1)
    counter.desk.pass_minutes(2)
    counter.lane.run()
    assert counter.shown.day == "2026-11-22"
    assert counter.agrees_with_the_store()


def test_presses_on_both_sides_of_midnight_all_count(counter: Counter) -> None:
    counter.desk.now = counter.desk.now.replace(hour=23, minute=59)
    counter.presenter.press_key(1)
    counter.presenter.press_key(1)
    counter.desk.pass_minutes(2)
    counter.presenter.press_key(2)
    counter.lane.run_one()
    counter.presenter.press_key(2)
    counter.lane.run()
    assert (counter.number(counter.first), counter.number(counter.second)) == (2, 2)
    assert counter.agrees_with_the_store()


def test_a_day_that_cannot_be_read_says_so(counter: Counter) -> None:
    counter.desk.refuse_once(RuleBroken("x", ar="تعذّرت القراءة.", en="no"))
    counter.presenter.refresh()
    counter.lane.run()
    assert counter.shown.notice is not None
    assert counter.shown.notice.tone == "bad"


def test_the_store_says_which_day_it_is() -> None:
    desk = FrontDesk()
    lane = HandLane()
    states: list[CounterState] = []
    elsewhere = datetime(2027, 3, 1, 8, 0, tzinfo=SAUDI_TIME)
    presenter = CounterPresenter(
        actions_of(desk), lane, desk_info(), show=states.append, tell=[].append, now=lambda: elsewhere
    )
    presenter.refresh()
    lane.run()
    assert states[-1].day == desk.today
    presenter.press_key(1)
    lane.run()
    presenter.press_key(1)
    assert states[-1].total == 2
    lane.run()
    assert (states[-1].day, states[-1].total) == (desk.today, 2)


def test_a_press_before_the_first_reading_is_kept() -> None:
    counter = Counter()
    counter.presenter.refresh()
    counter.presenter.press_key(1)
    counter.lane.run()
    assert counter.number(counter.first) == 1
    assert counter.agrees_with_the_store()
