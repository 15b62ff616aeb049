"""One search finds people, their interviews, today's visits, tasks and forms, in any spelling."""

from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.find_everything import find_everything
from desktop.usecases.hold_interview import begin_interview, leave_interview, run_interview
from desktop.usecases.keep_person import edit_person, register_person, show_person
from domain.person import PersonDraft, draft_of
from tests.desktop.usecases.conftest import Office
from tests.support.command_line import example_answers, form_of

FORM = form_of("herfa")


def someone(desk: Desk, name: str = "نورة بنت سالم الواحي") -> str:
    return register_person(desk, PersonDraft(name=name, mobile="0500000012")).person.id


def test_a_persons_interviews_of_any_age_and_draft_come_with_the_person(desk: Desk) -> None:
    person, other = someone(desk), someone(desk, "سعد الرملي")
    done = run_interview(desk, FORM, person, example_answers("herfa"))
    left = leave_interview(desk, begin_interview(desk, FORM, person))
    draft = begin_interview(desk, FORM, person)
    begin_interview(desk, FORM, other)
    for text in ("نوره", "سالم الواحى", "0500000012", "٠٥٠٠٠٠٠٠١٢"):
        found = find_everything(desk, text)
        assert person in {one.id for one in found.people}
        assert {line.id for line in found.interviews if line.person == person} == {done.id, left.id, draft.id}
    assert {line.person for line in find_everything(desk, "نورة").interviews} == {person}


def test_the_beginning_of_an_interviews_number_finds_it(desk: Desk) -> None:
    done = run_interview(desk, FORM, someone(desk), example_answers("herfa"))
    found = find_everything(desk, done.number[:-2].lower())
    assert [line.id for line in found.interviews] == [done.id]
    assert find_everything(desk, "RYD").interviews == ()


def test_only_todays_visits_by_a_known_person_are_found(desk: Desk) -> None:
    person = someone(desk)
    named, _ = count_visit(desk, "request_women", 2).visits
    describe_visit(desk, open_visit(desk, named), VisitDetails(person, None, "request", "تسأل"))
    visits = find_everything(desk, "الواحي").visits
    assert [(one.visit.id, one.person_name) for one in visits] == [(named, "نورة بنت سالم الواحي")]
    assert find_everything(desk, "سعد").visits == ()


def test_a_task_is_found_by_whom_it_concerns(office: Office) -> None:
    person = someone(office.here)
    office.sync()
    for desk, mobile in ((office.here, "0500000013"), (office.there, "0500000014")):
        page = show_person(desk, person)
        edit_person(desk, page, PersonDraft(**{**vars(draft_of(page.person)), "mobile": mobile}))
    office.sync()
    assert [task.row for task in find_everything(office.here, "نوره").tasks] == [person]
    assert find_everything(office.here, "سعد").tasks == ()


def test_forms_are_found_by_their_title_and_by_what_is_done_with_them(desk: Desk) -> None:
    form, complaint = find_everything(desk, "استماره").forms
    assert (form.id, complaint.id) == (FORM, "shared/complaint")
    assert [one.id for one in find_everything(desk, form.title.ar).forms] == [FORM]
