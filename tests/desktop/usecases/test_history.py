"""What a field was can be looked at, and a choice can be taken back, on two laptops of one office."""

import pytest

from desktop.usecases.correct_visit import undo_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import (
    begin_interview,
    finish_interview,
    leave_interview,
    resume_interview,
)
from desktop.usecases.keep_person import register_person
from desktop.usecases.reopen_task import reopen_task
from desktop.usecases.settle_task import TaskPage, list_tasks, settle_task
from desktop.usecases.show_history import RECORD, HistoryLine, show_history
from domain.errors import RuleBroken
from domain.person import PersonDraft
from tests.desktop.usecases.conftest import Office
from tests.desktop.usecases.test_tasks import (
    FORM,
    edit,
    interview_finished_twice,
    mobile,
    two_mobiles,
    voided_visit_with_an_edit,
)
from tests.support.command_line import example_answers


def lines_of(desk: Desk, table: str, record: str, cell: str) -> tuple[HistoryLine, ...]:
    history = show_history(desk, table, record)
    return next(field.lines for field in history.fields if field.cell == cell)


def said(lines: tuple[HistoryLine, ...]) -> list[tuple[str, str]]:
    return [(line.values[0][1], line.fate) for line in lines]


# --- history ---------------------------------------------------------------------------------------------------------


def test_a_field_says_what_it_was_who_wrote_it_and_when(office: Office) -> None:
    person = register_person(office.here, PersonDraft(name="سعد العتيبي", mobile="0512345678")).person
    edit(office.here, person.id, mobile="0550000001")
    lines = lines_of(office.here, "persons", person.number, "mobile")
    assert said(lines) == [("+966550000001", "shown"), ("+966512345678", "replaced")]
    assert {line.author for line in lines} == {"أمينة السالم"}
    assert {(line.office, line.is_here, line.is_waiting) for line in lines} == {("مكتب التجربة", True, True)}
    office.sync()
    there = lines_of(office.there, "persons", person.id, "mobile")
    assert said(there) == said(lines)
    assert {(line.is_here, line.is_waiting) for line in there} == {(False, False)}


def test_two_values_stand_beside_each_other_until_one_is_chosen_and_then_stay(office: Office) -> None:
    person, task = two_mobiles(office)
    assert sorted(line.fate for line in lines_of(office.here, "persons", person, "mobile")) == [
        *("beside", "replaced", "shown"),
    ]
    settle_task(office.here, task.id, 1)
    office.sync()
    for desk in (office.here, office.there):
        lines = lines_of(desk, "persons", person, "mobile")
        assert [line.fate for line in lines] == ["shown", "replaced", "replaced", "replaced"]
        assert lines[0].action == "task.settle"
        assert {dict(choice.values)["mobile"] for choice in task.choices} <= {line.values[0][1] for line in lines}


def test_what_head_office_did_not_apply_stands_in_history_as_refused(office: Office) -> None:
    person = register_person(office.here, PersonDraft(name="سعد العتيبي", mobile="0512345678")).person.id
    office.sync()
    office.hub.refuse = frozenset({"person.edit"})
    edit(office.here, person, mobile="0550000001")
    office.sync()
    assert said(lines_of(office.here, "persons", person, "mobile")) == [
        ("+966550000001", "refused"),
        ("+966512345678", "shown"),
    ]


def test_voiding_and_restoring_stand_with_their_reason(office: Office) -> None:
    visit, task = voided_visit_with_an_edit(office)
    settle_task(office.here, task.id, 0)
    lines = lines_of(office.here, "visits", visit, RECORD)
    assert [dict(line.values) for line in lines] == [{"restored": ""}, {"void_reason": "تراجع"}]


def test_a_step_that_was_skipped_stands_in_the_history_of_the_interview(office: Office) -> None:
    interview, _ = interview_finished_twice(office)
    fates = [line.fate for line in lines_of(office.here, "interviews", interview, "state")]
    assert sorted(fates) == ["replaced", "shown", "skipped"]
    with pytest.raises(RuleBroken):
        show_history(office.here, "interviews", "no-such-number")


# --- taking a choice back --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [0, 1])
def test_a_choice_taken_back_asks_again_with_the_same_values_and_authors(choice: int, office: Office) -> None:
    person, task = two_mobiles(office)
    settle_task(office.here, task.id, choice)
    reopen_task(office.here, task, choice)
    (again,) = list_tasks(office.here)
    assert [item.values for item in again.choices] == [item.values for item in task.choices]
    assert {item.written_at for item in again.choices} == {item.written_at for item in task.choices}
    assert mobile(office.here, person) == dict(task.choices[0].values)["mobile"]
    office.sync()
    office.assert_agreed()
    (there,) = list_tasks(office.there)
    assert there == list_tasks(office.here)[0]
    settle_task(office.there, there.id, 1)
    office.sync()
    assert list_tasks(office.here) == list_tasks(office.there) == ()
    assert mobile(office.here, person) == dict(task.choices[1].values)["mobile"]
    office.assert_agreed()


def test_a_choice_that_has_reached_head_office_can_be_taken_back_too(office: Office) -> None:
    person, task = two_mobiles(office)
    settle_task(office.here, task.id, 1)
    office.sync()
    reopen_task(office.here, task, 1)
    office.sync()
    office.assert_agreed()
    assert len(list_tasks(office.there)) == 1
    assert mobile(office.there, person) == dict(task.choices[0].values)["mobile"]


def test_what_was_written_after_the_choice_is_not_taken_back(office: Office) -> None:
    person, task = two_mobiles(office)
    settle_task(office.here, task.id, 1)
    edit(office.here, person, mobile="0500000099")
    with pytest.raises(RuleBroken) as refused:
        reopen_task(office.here, task, 1)
    assert refused.value.code == "task.moved_on"
    assert mobile(office.here, person) == "+966500000099"


def test_a_record_that_was_restored_is_void_again_and_one_left_void_asks_again(office: Office) -> None:
    visit, task = voided_visit_with_an_edit(office)
    assert (task.void_reason, task.voided.is_here if task.voided else None) == ("تراجع", True)
    settle_task(office.here, task.id, 1)
    reopen_task(office.here, task, 1)
    (again,) = list_tasks(office.here)
    assert again.kind == "edit_after_void"
    settle_task(office.here, again.id, 0)
    assert open_visit(office.here, visit).visit.void_reason is None
    reopen_task(office.here, again, 0)
    assert open_visit(office.here, visit).visit.void_reason == "تراجع"
    office.sync()
    office.assert_agreed()


def interview_left_and_finished(office: Office) -> tuple[str, TaskPage]:
    """Finished on one laptop; the other, which had it only left, leaves it once more."""
    person = register_person(office.here, PersonDraft(name="نورة الواحي")).person.id
    opened = begin_interview(office.here, FORM, person)
    leave_interview(office.here, opened)
    office.sync()
    finished = resume_interview(office.there, opened.id)
    finished.session.fill(example_answers("herfa"))
    left = resume_interview(office.here, opened.id)
    left.session.fill({"craft_years": 3})
    leave_interview(office.here, left)
    finish_interview(office.there, finished)
    office.sync()
    return opened.id, next(task for task in list_tasks(office.here) if task.kind == "skipped_transition")


def test_a_step_that_was_skipped_can_be_taken_now_and_taken_back(office: Office) -> None:
    interview, task = interview_left_and_finished(office)
    before = office.here.store.interviews.get(interview)[0].state
    assert (task.current, task.may_apply) == (before, True)
    settle_task(office.here, task.id, 1)
    assert office.here.store.interviews.get(interview)[0].state == dict(task.choices[0].values)["state"]
    reopen_task(office.here, task, 1)
    assert office.here.store.interviews.get(interview)[0].state == before
    office.sync()
    office.assert_agreed()
    with pytest.raises(RuleBroken) as refused:
        reopen_task(office.here, task, 0)
    assert refused.value.code == "task.acknowledged"


def test_both_answers_of_an_interview_stay_to_be_looked_at(office: Office) -> None:
    interview, _ = interview_left_and_finished(office)
    lines = lines_of(office.here, "interviews", interview, "answers")
    assert sorted(line.fate for line in lines) == ["beside", "replaced", "shown"]
    assert lines[-1].answers == ()
    assert all(line.answers for line in lines[:-1])


def test_a_visit_is_named_by_its_day_and_hour(office: Office) -> None:
    (visit,) = count_visit(office.here, "other").visits
    describe_visit(office.here, open_visit(office.here, visit), VisitDetails(purpose="other"))
    history = show_history(office.here, "visits", visit)
    assert history.about.startswith(office.here.today())
    undo_visit(office.here, visit)


def test_two_sets_of_answers_are_told_apart_question_by_question(office: Office) -> None:
    _, tasks = interview_finished_twice(office)
    task = next(task for task in tasks if task.cell == "answers")
    assert {choice.answers for choice in task.choices} == {
        ((question, said),) for question, said in (("منذ كم سنة يمارسها؟", "12"), ("منذ كم سنة يمارسها؟", "40"))
    }


def test_an_edit_of_several_fields_after_a_voiding_is_one_question(office: Office) -> None:
    person = register_person(office.here, PersonDraft(name="سعد العتيبي")).person.id
    (visit,) = count_visit(office.here, "enquiry_men").visits
    office.sync()
    undo_visit(office.here, visit)
    details = VisitDetails(person=person, purpose="other", note="عاد مساء")
    describe_visit(office.there, open_visit(office.there, visit), details)
    office.sync()
    (task,) = list_tasks(office.here)
    assert {column for column, _ in task.choices[0].values} == {"person", "purpose", "note"}
    settle_task(office.here, task.id, 0)
    assert list_tasks(office.here) == ()
    office.sync()
    assert list_tasks(office.there) == ()
    office.assert_agreed()
