"""What only a person can settle, on two laptops of one office."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.usecases.correct_visit import undo_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import (
    begin_interview,
    change_interview,
    finish_interview,
    leave_interview,
    resume_interview,
    run_interview,
)
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.settle_task import TaskPage, list_tasks, settle_task
from desktop.usecases.show_day import show_day
from desktop.usecases.show_home import show_home
from domain.errors import RuleBroken
from domain.person import PersonDraft, draft_of
from tests.desktop.usecases.conftest import Office
from tests.support.command_line import example_answers, form_of

FORM = form_of("herfa")


def edit(desk: Desk, person: str, **changes: str) -> None:
    page = show_person(desk, person)
    edit_person(desk, page, replace(draft_of(page.person), **changes))


def two_mobiles(office: Office) -> tuple[str, TaskPage]:
    """A person whose mobile was changed on both laptops, and the task that asks about it."""
    person = register_person(office.here, PersonDraft(name="سعد العتيبي", mobile="0512345678")).person.id
    office.sync()
    edit(office.here, person, mobile="0550000001")
    edit(office.there, person, mobile="0550000002")
    office.sync()
    (task,) = list_tasks(office.here)
    return person, task


def voided_visit_with_an_edit(office: Office) -> tuple[str, TaskPage]:
    """A visit taken back on one laptop while the other opened it up."""
    (visit,) = count_visit(office.here, "enquiry_men").visits
    office.sync()
    undo_visit(office.here, visit)
    describe_visit(office.there, open_visit(office.there, visit), VisitDetails(purpose="enquiry", note="عاد مساء"))
    office.sync()
    (task,) = list_tasks(office.here)
    return visit, task


def interview_finished_twice(office: Office) -> tuple[str, list[TaskPage]]:
    """An interview left by one clerk and finished by two, with different answers."""
    person = register_person(office.here, PersonDraft(name="نورة الواحي")).person.id
    opened = begin_interview(office.here, FORM, person)
    leave_interview(office.here, opened)
    office.sync()
    for desk, years in ((office.here, 12), (office.there, 40)):
        resumed = resume_interview(desk, opened.id)
        resumed.session.fill({**example_answers("herfa"), "craft_years": years})
        finish_interview(desk, resumed)
    office.sync()
    return opened.id, list(list_tasks(office.here))


def mobile(desk: Desk, person: str) -> str | None:
    return show_person(desk, person).person.mobile


# --- two values ------------------------------------------------------------------------------------------------------


def test_both_laptops_are_asked_the_same_with_both_values_and_who_wrote_them(office: Office) -> None:
    person, task = two_mobiles(office)
    (other,) = list_tasks(office.there)
    assert other == task
    assert (task.kind, task.table, task.row, task.cell, task.about) == (
        *("two_values", "persons", person, "mobile", "سعد العتيبي"),
    )
    assert {dict(choice.values)["mobile"] for choice in task.choices} == {"+966550000001", "+966550000002"}
    assert {choice.author for choice in task.choices} == {"أمينة السالم"}
    assert all(choice.written_at.startswith("2026-11-21T09:00") for choice in task.choices)
    assert dict(task.choices[0].values)["mobile"] == mobile(office.here, person) == mobile(office.there, person)
    assert show_home(office.here).tasks == 1


@pytest.mark.parametrize("choice", [0, 1])
def test_the_chosen_value_stands_on_both_and_nobody_is_asked_again(choice: int, office: Office) -> None:
    person, task = two_mobiles(office)
    chosen = dict(task.choices[choice].values)["mobile"]
    changes = settle_task(office.there, task.id, choice)
    assert changes.kinds == {"persons"}
    assert list_tasks(office.there) == ()
    office.sync()
    office.assert_agreed()
    assert mobile(office.here, person) == mobile(office.there, person) == chosen
    assert list_tasks(office.here) == ()


def test_a_task_settled_differently_on_both_asks_once_more(office: Office) -> None:
    person, task = two_mobiles(office)
    settle_task(office.here, task.id, 0)
    settle_task(office.there, task.id, 1)
    office.sync()
    office.assert_agreed()
    (again,) = list_tasks(office.here)
    assert again.id != task.id
    settle_task(office.here, again.id, 0)
    office.sync()
    assert list_tasks(office.here) == list_tasks(office.there) == ()
    assert mobile(office.here, person) == mobile(office.there, person)


def test_a_task_settled_alike_on_both_is_settled(office: Office) -> None:
    _person, task = two_mobiles(office)
    settle_task(office.here, task.id, 1)
    settle_task(office.there, task.id, 1)
    office.sync()
    office.assert_agreed()
    assert list_tasks(office.here) == ()


def test_a_cell_of_several_parts_is_chosen_as_a_whole(office: Office) -> None:
    person = register_person(office.here, PersonDraft(name="سعد العتيبي")).person.id
    office.sync()
    edit(office.here, person, born="14/8/1407")
    edit(office.there, person, born="10/12/1989")
    office.sync()
    (task,) = list_tasks(office.here)
    (place,) = [
        place for place, choice in enumerate(task.choices) if dict(choice.values)["born_gregorian"] == "1989-12-10"
    ]
    settle_task(office.here, task.id, place)
    born = show_person(office.here, person).person.born
    assert born is not None
    assert (born.hijri, born.gregorian, born.typed) == (None, "1989-12-10", "gregorian")


def test_answers_given_twice_are_chosen_as_a_whole(office: Office) -> None:
    person = register_person(office.here, PersonDraft(name="نورة الواحي")).person.id
    held = run_interview(office.here, FORM, person, example_answers("herfa"))
    office.sync()
    change_interview(office.here, held.id, {"craft_years": 20})
    change_interview(office.there, held.id, {"craft_years": 30})
    office.sync()
    office.assert_agreed()
    (task,) = [task for task in list_tasks(office.here) if task.kind == "two_values"]
    assert (task.about, task.cell) == (f"{held.number} · نورة الواحي", "answers")
    settle_task(office.here, task.id, 1)
    office.sync()
    years = resume_interview(office.here, held.id).session.question("craft_years").value
    assert years == resume_interview(office.there, held.id).session.question("craft_years").value
    assert [task for task in list_tasks(office.there) if task.kind == "two_values"] == []


# --- an edit of what was voided --------------------------------------------------------------------------------------


def test_an_edit_of_what_was_taken_back_is_asked_about_and_the_visit_is_not_counted_meanwhile(office: Office) -> None:
    visit, task = voided_visit_with_an_edit(office)
    assert (task.kind, task.table, task.row, task.cell) == ("edit_after_void", "visits", visit, "note")
    assert show_day(office.here).tally.total == show_day(office.there).tally.total == 0
    assert list_tasks(office.there) == (task,)


def test_restoring_counts_the_visit_again_with_the_edit(office: Office) -> None:
    visit, task = voided_visit_with_an_edit(office)
    settle_task(office.there, task.id, 0)
    office.sync()
    office.assert_agreed()
    for desk in (office.here, office.there):
        assert list_tasks(desk) == ()
        assert show_day(desk).tally.total == 1
        assert open_visit(desk, visit).visit.note == "عاد مساء"


def test_leaving_it_void_is_an_answer_too(office: Office) -> None:
    visit, task = voided_visit_with_an_edit(office)
    settle_task(office.here, task.id, 1)
    office.sync()
    office.assert_agreed()
    for desk in (office.here, office.there):
        assert list_tasks(desk) == ()
        assert show_day(desk).tally.total == 0
        assert open_visit(desk, visit).visit.void_reason


# --- a step that could not apply -------------------------------------------------------------------------------------


def test_a_step_that_came_too_late_is_told_and_acknowledged(office: Office) -> None:
    interview, told = interview_finished_twice(office)
    assert sorted(task.kind for task in told) == ["skipped_transition", "two_values"]
    (skipped,) = [task for task in told if task.kind == "skipped_transition"]
    assert (skipped.table, skipped.row, skipped.cell) == ("interviews", interview, "state")
    assert skipped.about.endswith("نورة الواحي")
    assert (skipped.current, skipped.may_apply) == ("finished", False)
    assert [dict(choice.values) for choice in skipped.choices] == [{"state": "finished"}]
    settle_task(office.here, skipped.id, 0)
    assert [task.kind for task in list_tasks(office.here)] == ["two_values"]
    office.sync()
    office.assert_agreed()
    assert [task.kind for task in list_tasks(office.there)] == ["two_values"]
    assert office.there.store.interviews.get(interview)[0].state == "finished"


def test_every_kind_can_be_settled_until_nothing_waits(office: Office) -> None:
    two_mobiles(office)
    interview_finished_twice(office)
    (visit,) = count_visit(office.there, "other").visits
    office.sync()
    undo_visit(office.there, visit)
    describe_visit(office.here, open_visit(office.here, visit), VisitDetails(note="ملاحظة", purpose="other"))
    office.sync()
    assert len({task.kind for task in list_tasks(office.here)}) == 3
    while list_tasks(office.here):
        settle_task(office.here, list_tasks(office.here)[0].id, 0)
    office.sync()
    office.assert_agreed()
    assert list_tasks(office.there) == ()


# --- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "most"),
    [
        (lambda office: two_mobiles(office)[1], 2),
        (lambda office: voided_visit_with_an_edit(office)[1], 2),
        (lambda office: next(t for t in interview_finished_twice(office)[1] if t.kind == "skipped_transition"), 1),
    ],
    ids=["two values", "an edit after a void", "a skipped step"],
)
def test_a_choice_that_is_not_offered_is_refused(made: Callable[[Office], TaskPage], most: int, office: Office) -> None:
    task = made(office)
    before = office.here.store.exchange.waiting().count
    for choice in (-1, most, 99):
        with pytest.raises(RuleBroken) as refused:
            settle_task(office.here, task.id, choice)
        assert refused.value.code == "task.choice"
    assert office.here.store.exchange.waiting().count == before


def test_a_task_settled_elsewhere_is_there_no_more(office: Office) -> None:
    _, task = two_mobiles(office)
    settle_task(office.there, task.id, 0)
    office.sync()
    with pytest.raises(RuleBroken) as refused:
        settle_task(office.here, task.id, 0)
    assert refused.value.code == "task.unknown"
