"""Who lives with a person is read from his newest interview that asked."""

import json

from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import run_interview
from desktop.usecases.keep_person import register_person, show_person
from domain.person import PersonDraft
from resources import shelf


def test_the_household_is_what_the_newest_finished_interview_says(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="نورة بنت سالم الواحي")).person
    assert show_person(desk, person.id).household == ()
    answers = json.loads(shelf.read_text("demonstration/answers/herfa.json"))
    run_interview(desk, "herfa/support-request", person.id, answers)
    household = show_person(desk, person.id).household
    assert [member.name for member in household] == [row["member_name"] for row in answers["member"]]
    assert all(not member.relation.isascii() for member in household)
    assert [member.age for member in household] == [str(row["member_age"]) for row in answers["member"]]
