"""Counting, taking back, correcting, opening up a visit."""

from dataclasses import replace

import pytest

from desktop.usecases.correct_visit import UNDONE, correct_visit, undo_visit
from desktop.usecases.count_visit import category_of_purpose, count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.keep_person import register_person, show_person
from desktop.usecases.show_day import show_day
from domain.errors import RuleBroken
from domain.person import PersonDraft
from tests.desktop.usecases.conftest import Office
from tests.support.laptop import Laptop


def entries(desk: Desk) -> int:
    return desk.store.exchange.waiting().count


def counted(desk: Desk, category: str = "request_men", count: int = 1) -> str:
    return count_visit(desk, category, count).visits[0]


def person(desk: Desk, name: str = "سعد العتيبي") -> str:
    return register_person(desk, PersonDraft(name=name)).person.id


def test_a_press_taken_back_leaves_the_tally_as_it_was_and_stays_in_the_record(desk: Desk) -> None:
    counted(desk)
    before = show_day(desk).tally
    pressed = count_visit(desk, "enquiry_women")
    assert pressed.tally.total == before.total + 1
    undone = undo_visit(desk, pressed.visits[0])
    assert undone.tally == before == show_day(desk).tally
    (newest, _) = show_day(desk).recent
    assert (newest.id, newest.void_reason) == (pressed.visits[0], UNDONE)


def test_a_press_asks_the_database_for_nothing_twice(desk: Desk) -> None:
    """Every visitor pays for it while he stands there: what is not asked twice leaves room for the disk."""
    asked: list[str] = []
    desk.store.database.conn.set_trace_callback(asked.append)
    counted(desk)
    asked.clear()  # the first of all finds what the next ones know
    counted(desk)
    desk.store.database.conn.set_trace_callback(None)
    questions = [statement for statement in asked if statement.startswith("SELECT")]
    assert sorted(set(questions)) == sorted(questions)
    assert len(questions) <= 7


def test_what_was_taken_back_cannot_be_taken_back_again(desk: Desk) -> None:
    visit = counted(desk)
    undo_visit(desk, visit)
    before = entries(desk)
    with pytest.raises(RuleBroken, match="void already"):
        undo_visit(desk, visit)
    with pytest.raises(RuleBroken, match="void already"):
        correct_visit(desk, visit, "خطأ", "enquiry_men")
    assert entries(desk) == before


def test_a_correction_moves_the_visit_with_all_it_says_at_its_own_hour(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        visit = counted(desk)
        details = VisitDetails(person=person(desk), channel="telephone", purpose="enquiry", note="يسأل عن معاملته")
        describe_visit(desk, open_visit(desk, visit), details)
        laptop.clock.pass_minutes(150)
        corrected = correct_visit(desk, visit, "  ضغطة بالخطأ ", "complaint")

        old, new = open_visit(desk, visit).visit, open_visit(desk, corrected.visits[0]).visit
        assert old.void_reason == "ضغطة بالخطأ"
        assert (new.day, new.time, new.category, new.purpose) == (old.day, old.time, "complaint", "complaint")
        assert (new.person, new.channel, new.note) == (old.person, old.channel, old.note)
        assert corrected.tally.total == 1


def test_a_correction_of_one_action_is_one_entry(desk: Desk) -> None:
    visit = counted(desk)
    before = entries(desk)
    correct_visit(desk, visit, "خطأ", "complaint")
    assert entries(desk) == before + 1


def test_a_refused_correction_writes_nothing(desk: Desk) -> None:
    visit = counted(desk)
    before = entries(desk)
    for reason, category, code in (
        ("", None, "visit.reason"),
        (" \n", "complaint", "visit.reason"),
        ("خطأ", "no", "visit.category"),
    ):
        with pytest.raises(RuleBroken) as refused:
            correct_visit(desk, visit, reason, category)
        assert refused.value.code == code
    assert entries(desk) == before
    assert open_visit(desk, visit).visit.void_reason is None


def test_many_visitors_at_once_are_one_entry(desk: Desk) -> None:
    before = entries(desk)
    many = count_visit(desk, "other", 200)
    assert (len(set(many.visits)), many.tally.total, entries(desk)) == (200, 200, before + 1)
    assert many.changes.kinds == {"visits"}


def test_a_visit_counts_for_the_day_on_which_it_was_pressed(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        first = show_day(desk).tally.day
        counted(desk)
        laptop.clock.pass_minutes(24 * 60)
        assert count_visit(desk, "other").tally.total == 1
        assert show_day(desk, first).tally.total == 1
        assert show_day(desk).week == ((first, 1), (desk.today(), 1))


def test_the_day_turns_at_midnight_in_riyadh(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        laptop.clock.pass_minutes(14 * 60 + 59)  # from nine in the morning
        late = open_visit(desk, counted(desk)).visit
        laptop.clock.pass_minutes(2)
        early = open_visit(desk, counted(desk)).visit
        assert (late.time, early.time) == ("23:59", "00:01")
        assert late.day < early.day
        assert show_day(desk, late.day).tally.by_hour[23] == 1
        assert show_day(desk, early.day).tally.by_hour[0] == 1


def test_every_purpose_of_the_counter_can_be_asked_for_by_name(desk: Desk) -> None:
    for item in desk.profile.counter:
        assert category_of_purpose(desk, item.id) == item.id
        found = category_of_purpose(desk, item.purpose)
        assert found in [other.id for other in desk.profile.counter if other.purpose == item.purpose]


def test_a_visitor_counted_without_a_purpose_is_not_made_a_man_or_a_woman(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        category = category_of_purpose(desk, None)
        found = next(item for item in desk.profile.counter if item.id == category)
        assert (found.purpose, found.sex) == (desk.profile.default_purpose, None)


def test_where_no_purpose_is_declared_and_several_fit_the_clerk_is_asked(desk: Desk) -> None:
    open_profile = replace(desk.profile, default_purpose=None)
    with pytest.raises(RuleBroken, match="--purpose") as caught:
        category_of_purpose(replace(desk, profile=open_profile), None)
    assert (caught.value.code, caught.value.field) == ("visit.purpose.missing", "purpose")
    one_left = replace(open_profile, counter=tuple(one for one in desk.profile.counter if one.sex or one.id == "other"))
    assert category_of_purpose(replace(desk, profile=one_left), None) == "other"


# --- opening a visit up ----------------------------------------------------------------------------------------------


def test_a_visit_is_opened_up_with_a_person_by_id_or_file_number(desk: Desk) -> None:
    someone = register_person(desk, PersonDraft(name="هند القحطاني")).person
    for key in (someone.id, someone.number, someone.number.lower()):
        visit = counted(desk)
        describe_visit(desk, open_visit(desk, visit), VisitDetails(person=key))
        page = open_visit(desk, visit)
        assert (page.visit.person, page.person_name) == (someone.id, "هند القحطاني")
    assert len(show_person(desk, someone.id).visits) == 3


def test_what_was_not_changed_is_not_written(desk: Desk) -> None:
    visit = counted(desk)
    details = VisitDetails(person=person(desk), channel="email", purpose="request", note="ملاحظة")
    describe_visit(desk, open_visit(desk, visit), details)
    before = entries(desk)
    changes = describe_visit(desk, open_visit(desk, visit), details)
    assert (changes.kinds, entries(desk)) == (frozenset(), before)


def test_an_empty_field_takes_the_value_away(desk: Desk) -> None:
    visit = counted(desk)
    someone = person(desk)
    describe_visit(desk, open_visit(desk, visit), VisitDetails(person=someone, channel="email", note="ملاحظة"))
    describe_visit(desk, open_visit(desk, visit), VisitDetails(note="  "))
    page = open_visit(desk, visit)
    assert (page.visit.person, page.visit.channel, page.visit.note, page.person_name) == (None, None, None, None)
    assert show_person(desk, someone).visits == ()


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (VisitDetails(channel="pigeon"), "visit.channel"),
        (VisitDetails(purpose="tourism"), "visit.purpose"),
        (VisitDetails(person="nobody"), "person.unknown"),
    ],
)
def test_what_the_profile_or_the_files_do_not_know_is_refused(desk: Desk, details: VisitDetails, code: str) -> None:
    page = open_visit(desk, counted(desk))
    before = entries(desk)
    with pytest.raises(RuleBroken) as refused:
        describe_visit(desk, page, details)
    assert (refused.value.code, entries(desk)) == (code, before)


def test_two_laptops_count_the_same_day_together(office: Office) -> None:
    counted(office.here, count=3)
    taken_back = counted(office.there)
    counted(office.there)
    undo_visit(office.there, taken_back)
    office.sync()
    office.assert_agreed()
    assert show_day(office.here).tally == show_day(office.there).tally
    assert show_day(office.here).tally.total == 4


def test_two_clerks_who_open_one_visit_up_differently_are_asked(office: Office) -> None:
    visit = counted(office.here)
    one, other = person(office.here, "سعد العتيبي"), person(office.here, "هند القحطاني")
    office.sync()
    describe_visit(office.here, open_visit(office.here, visit), VisitDetails(person=one, channel="email"))
    describe_visit(office.there, open_visit(office.there, visit), VisitDetails(person=other, note="حضر مع أخيه"))
    office.sync()
    office.assert_agreed()
    (task,) = office.here.store.tasks()
    assert (task.kind, task.row) == ("two_values", visit)
    # What only one of them filled in stands without a question; clearing what was empty is no change.
    assert open_visit(office.there, visit).visit.channel == "email"
    assert open_visit(office.here, visit).visit.note == "حضر مع أخيه"
