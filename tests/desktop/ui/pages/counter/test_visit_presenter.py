"""A press is opened up, described, or corrected with a reason."""

import pytest

from desktop.ui.pages.counter.state import Panel
from domain.errors import Unavailable
from domain.person import Person
from tests.desktop.ui.pages.counter.test_counter_presenter import Counter
from tests.support.fake_front import FrontDesk

NOURA = Person("p-1", "17-A7-000001", "نورة بنت عبدالله العتيبي")


@pytest.fixture
def counter() -> Counter:
    desk = FrontDesk(people=[NOURA])
    counter = Counter(desk)
    desk.come(counter.first, 2)
    counter.opened()
    counter.presenter.open_visit(desk.visits[0].id)
    counter.lane.run()
    return counter


def panel_of(counter: Counter) -> Panel:
    panel = counter.shown.panel
    assert panel is not None
    return panel


def test_an_opened_visit_shows_its_category_and_time(counter: Counter) -> None:
    panel = panel_of(counter)
    assert (panel.title, panel.when, panel.can_change) == (counter.shown.tiles[0].title, "9:05 ص", True)


def test_a_person_is_found_chosen_and_kept_with_the_visit(counter: Counter) -> None:
    counter.presenter.visit.search("نورة")
    counter.lane.run()
    (found,) = panel_of(counter).found or ()
    counter.presenter.visit.choose_person(found)
    assert panel_of(counter).person_name == NOURA.name
    counter.presenter.visit.save("interview", "enquiry", "  ")
    counter.lane.run()
    kept = counter.desk.visits[0]
    assert (kept.person, kept.channel, kept.purpose, kept.note) == ("p-1", "interview", "enquiry", "  ")
    assert counter.shown.panel is None
    assert counter.shown.lines[-1].note == "معرّفة"


def test_one_letter_searches_nothing_and_clears_what_was_found(counter: Counter) -> None:
    counter.presenter.visit.search("نورة")
    counter.lane.run()
    counter.presenter.visit.search("ن")
    assert panel_of(counter).found is None
    assert counter.lane.waiting == []


def test_a_visit_is_corrected_to_the_right_category(counter: Counter) -> None:
    counter.presenter.visit.correct("ضغطت المفتاح الخطأ", counter.second)
    counter.lane.run()
    assert (counter.number(counter.first), counter.number(counter.second)) == (1, 1)
    assert counter.desk.visits[0].void_reason == "ضغطت المفتاح الخطأ"
    assert counter.shown.panel is None


def test_a_visit_that_was_none_is_voided_with_its_reason(counter: Counter) -> None:
    counter.presenter.visit.correct("لم يدخل أحد", None)
    counter.lane.run()
    assert counter.number(counter.first) == 1
    assert [line.note for line in counter.shown.lines if line.state == "void"] == ["لم يدخل أحد"]


def test_a_correction_without_a_reason_is_refused_beside_the_reason(counter: Counter) -> None:
    counter.presenter.visit.correct("  ", counter.second)
    counter.lane.run()
    problem = panel_of(counter).problem
    assert problem is not None
    assert problem.field == "reason"
    assert not panel_of(counter).is_busy


def test_what_was_corrected_cannot_be_undone_again(counter: Counter) -> None:
    counter.presenter.press_key(1)
    counter.lane.run()
    counter.presenter.open_visit(counter.desk.visits[-1].id)
    counter.lane.run()
    counter.presenter.visit.correct("زائدة", None)
    counter.lane.run()
    assert not counter.shown.can_undo


def test_details_that_are_not_kept_stay_open_with_the_sentence(counter: Counter) -> None:
    counter.desk.refuse_once(Unavailable("store.full", ar="القرص ممتلئ.", en="Disk full."))
    counter.presenter.visit.save(None, None, "ملاحظة")
    counter.lane.run()
    problem = panel_of(counter).problem
    assert problem is not None
    assert problem.ar == "القرص ممتلئ."


def test_saving_twice_writes_once(counter: Counter) -> None:
    counter.presenter.visit.save(None, "enquiry", "")
    counter.presenter.visit.save(None, "request", "")
    counter.lane.run()
    assert counter.desk.visits[0].purpose == "enquiry"


def test_a_void_visit_and_a_former_day_are_only_looked_at(counter: Counter) -> None:
    counter.presenter.visit.correct("زائدة", None)
    counter.lane.run()
    counter.presenter.open_visit(counter.desk.visits[0].id)
    counter.lane.run()
    assert not panel_of(counter).can_change
    counter.presenter.visit.correct("مرة أخرى", counter.second)
    assert counter.lane.waiting == []


def test_closing_leaves_everything_as_it_was(counter: Counter) -> None:
    counter.presenter.visit.close()
    assert counter.shown.panel is None
    assert counter.lane.waiting == []
