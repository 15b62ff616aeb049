"""A person's file: registered once, edited by what was shown, everything on one page."""

from dataclasses import replace

import pytest

from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.find_people import find_people
from desktop.usecases.hold_interview import begin_interview, run_interview
from desktop.usecases.keep_person import edit_person, register_person, show_person
from domain.errors import RuleBroken
from domain.person import PersonDraft, draft_of
from tests.desktop.usecases.conftest import Office
from tests.support.command_line import example_answers, form_of

NORA = PersonDraft(
    name="نورة بنت سالم الواحي",
    id_number="١٠٠٠٠٠٠٠٠٨",
    mobile="٠٥١٢٣٤٥٦٧٨",
    born="14/8/1407",
    sex="female",
    town="التويم",
    party_kind="beneficiary",
)


def test_a_person_is_kept_as_the_rules_write_them(desk: Desk) -> None:
    registered = register_person(desk, NORA)
    person = registered.person
    assert (person.id_type, person.id_number, person.mobile) == ("national", "1000000008", "+966512345678")
    assert registered.changes.kinds == {"persons"}
    assert show_person(desk, person.number).person == person == show_person(desk, person.id).person


def test_file_numbers_follow_each_other_and_are_never_given_twice(desk: Desk) -> None:
    with pytest.raises(RuleBroken):
        register_person(desk, replace(NORA, mobile="1"))
    numbers = [register_person(desk, PersonDraft(name=f"سعد {word}")).person.number for word in ("العتيبي", "القحطاني")]
    assert [number.split("-")[2] for number in numbers] == ["000001", "000002"]
    assert all(number.startswith("RYD1-") for number in numbers)


def test_an_edit_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    page = show_person(desk, register_person(desk, NORA).person.id)
    before = desk.store.exchange.waiting().count
    assert edit_person(desk, page, draft_of(page.person)).kinds == frozenset()
    assert edit_person(desk, page, replace(draft_of(page.person), mobile="051 234 5678")).kinds == frozenset()
    assert desk.store.exchange.waiting().count == before


def test_an_edit_finds_the_person_by_the_new_name_and_not_by_the_old(desk: Desk) -> None:
    page = show_person(desk, register_person(desk, NORA).person.id)
    edit_person(desk, page, replace(draft_of(page.person), name="هند القحطاني"))
    assert [person.id for person in find_people(desk, "قحط")] == [page.person.id]
    assert find_people(desk, "الواحي") == ()


def test_the_kind_of_party_is_of_the_associations_policy(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refused:
        register_person(desk, replace(NORA, party_kind="pirate"))
    assert refused.value.field == "party_kind"


def test_a_refused_edit_changes_nothing(desk: Desk) -> None:
    register_person(desk, NORA)
    other = show_person(desk, register_person(desk, PersonDraft(name="سعد العتيبي")).person.id)
    before = desk.store.exchange.waiting().count
    for wrong in ({"id_number": "1000000008"}, {"mobile": "1"}, {"name": ""}, {"born": "1/1/2100"}):
        with pytest.raises(RuleBroken):
            edit_person(desk, other, replace(draft_of(other.person), **wrong))
    assert desk.store.exchange.waiting().count == before
    assert show_person(desk, other.person.id).person == other.person


def test_the_page_of_a_person_has_visits_interviews_and_drafts(desk: Desk) -> None:
    person = register_person(desk, NORA).person
    (visit,) = count_visit(desk, "request_women").visits
    describe_visit(desk, open_visit(desk, visit), VisitDetails(person=person.id))
    held = run_interview(desk, form_of("herfa"), person.id, example_answers("herfa"))
    draft = begin_interview(desk, form_of("herfa"), person.id)
    page = show_person(desk, person.id)
    assert [item.id for item in page.visits] == [visit]
    assert [(line.id, line.state) for line in page.interviews] == [(draft.id, "draft"), (held.id, "finished")]
    assert page.attestations == ()


def test_people_are_found_however_the_name_is_typed(desk: Desk) -> None:
    nora = register_person(desk, NORA).person
    for typed in ("نورة", "نوره", "نُورَة", "الواحي", "واحي", "سالم الواحي", "  نور  سالم "):
        assert [person.id for person in find_people(desk, typed)] == [nora.id], typed
    for other in ("نورا", "الواحيين", '"', "*", "NEAR", "a OR b", "%", "'"):
        assert find_people(desk, other) == (), other


def test_the_best_match_comes_first(desk: Desk) -> None:
    for name in ("خالد بن سعد العتيبي", "سعد بن فهد القحطاني", "سعدون المطيري"):
        register_person(desk, PersonDraft(name=name))
    names = [person.name for person in find_people(desk, "سعد")]
    assert names[-1] == "خالد بن سعد العتيبي"
    assert len(names) == 3


def test_those_whose_name_begins_so_come_by_the_alphabet_and_each_person_once(desk: Desk) -> None:
    names = ("هند سعد السدري", "سعد هند الرملي", "سعد أحمد الرملي", "أمل سعد سعد")
    for name in names:
        register_person(desk, PersonDraft(name=name))
    for typed in ("سعد", "سع"):
        assert [person.name for person in find_people(desk, typed)] == [names[2], names[1], names[3], names[0]]
    assert [person.name for person in find_people(desk, "سعد هند")] == [names[1], names[0]]
    assert [person.name for person in find_people(desk, "سعد", limit=2)] == [names[2], names[1]]


# --- two laptops -----------------------------------------------------------------------------------------------------


def test_different_fields_changed_on_two_laptops_both_stand(office: Office) -> None:
    person = register_person(office.here, NORA).person.id
    office.sync()
    here, there = show_person(office.here, person), show_person(office.there, person)
    edit_person(office.here, here, replace(draft_of(here.person), mobile="0557654321"))
    edit_person(office.there, there, replace(draft_of(there.person), iban="SA0380000000608010167519"))
    office.sync()
    office.assert_agreed()
    for desk in (office.here, office.there):
        found = show_person(desk, person).person
        assert (found.mobile, found.iban) == ("+966557654321", "SA0380000000608010167519")
        assert desk.store.tasks() == ()


def test_an_edit_rests_on_the_page_that_was_shown_and_not_on_what_came_meanwhile(office: Office) -> None:
    person = register_person(office.here, NORA).person.id
    office.sync()
    shown = show_person(office.here, person)
    there = show_person(office.there, person)
    edit_person(office.there, there, replace(draft_of(there.person), mobile="0557654321"))
    office.sync()
    edit_person(office.here, shown, replace(draft_of(shown.person), mobile="0561111111"))
    office.sync()
    office.assert_agreed()
    assert [task.kind for task in office.there.store.tasks()] == ["two_values"]


def test_numbers_of_two_laptops_never_meet(office: Office) -> None:
    numbers = [
        register_person(desk, PersonDraft(name="سعد العتيبي")).person.number
        for desk in (office.here, office.there)
        for _ in range(3)
    ]
    assert len(set(numbers)) == 6
