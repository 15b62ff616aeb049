"""The ways to reach a person: noted once each, one preferred, put right and taken away with what stood before kept."""

import pytest

from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import join_persons
from desktop.usecases.keep_contacts import (
    HeldContact,
    add_contact,
    bring_back_contact,
    edit_contact,
    offered_means,
    remove_contact,
)
from desktop.usecases.keep_person import register_person, show_person
from desktop.usecases.show_history import show_history
from domain.contact import EMAIL, MOBILE, PHONE, RELATIVE, ContactDraft
from domain.errors import RuleBroken
from domain.person import Person, PersonDraft
from tests.desktop.usecases.conftest import Office


def noura(desk: Desk, **fields: str) -> Person:
    return register_person(desk, PersonDraft(name="نورة بنت سالم الواحي", **fields)).person


def held(desk: Desk, person: Person) -> tuple[HeldContact, ...]:
    return show_person(desk, person.id).contacts


def addresses(desk: Desk, person: Person) -> list[tuple[str, bool]]:
    return [(one.contact.reach.shown, one.is_preferred) for one in held(desk, person)]


def test_a_way_is_noted_with_who_wrote_it_and_what_was_agreed(desk: Desk) -> None:
    person = noura(desk)
    changes = add_contact(desk, person.id, ContactDraft(RELATIVE, "0501234567", "أخوها سعد", is_for_notices=True))
    (one,) = held(desk, person)
    assert "contacts" in changes.kinds
    assert (one.contact.reach.whose, one.contact.is_for_notices, one.noted_by) == ("أخوها سعد", True, desk.user.name)


def test_whichever_was_preferred_last_stands_first(desk: Desk) -> None:
    person = noura(desk)
    add_contact(desk, person.id, ContactDraft(MOBILE, "0501234567"), True)
    add_contact(desk, person.id, ContactDraft(EMAIL, "n@example.com"))
    assert addresses(desk, person) == [("050 123 4567", True), ("n@example.com", False)]
    edit_contact(desk, held(desk, person)[1], ContactDraft(EMAIL, "n@example.com"), True)
    assert addresses(desk, person) == [("n@example.com", True), ("050 123 4567", False)]


def test_the_same_address_is_not_noted_twice(desk: Desk) -> None:
    person = noura(desk)
    add_contact(desk, person.id, ContactDraft(MOBILE, "0501234567"))
    with pytest.raises(RuleBroken) as refused:
        add_contact(desk, person.id, ContactDraft(PHONE, "966501234567"))
    assert refused.value.code == "contact.known"


def test_only_what_differs_is_written(desk: Desk) -> None:
    person = noura(desk)
    add_contact(desk, person.id, ContactDraft(MOBILE, "0501234567"))
    (one,) = held(desk, person)
    assert not edit_contact(desk, one, ContactDraft(MOBILE, "050 1234567"))
    edit_contact(desk, one, ContactDraft(MOBILE, "0501234567", is_for_notices=True))
    lines = {field.cell: len(field.lines) for field in show_history(desk, "contacts", one.contact.id).fields}
    assert (lines["reach"], lines["notices"]) == (1, 2)


def test_one_that_is_taken_away_needs_a_reason_and_comes_back(desk: Desk) -> None:
    person = noura(desk)
    add_contact(desk, person.id, ContactDraft(MOBILE, "0501234567"))
    (one,) = held(desk, person)
    with pytest.raises(RuleBroken) as refused:
        remove_contact(desk, one, " ")
    assert refused.value.field == "reason"
    remove_contact(desk, one, "لم يعد له")
    assert held(desk, person) == ()
    bring_back_contact(desk, one.contact.id)
    assert addresses(desk, person) == [("050 123 4567", False)]


def test_one_that_was_noted_anew_meanwhile_does_not_come_back_beside_it(desk: Desk) -> None:
    person = noura(desk)
    add_contact(desk, person.id, ContactDraft(MOBILE, "0501234567"))
    (one,) = held(desk, person)
    remove_contact(desk, one, "لم يعد له")
    add_contact(desk, person.id, ContactDraft(MOBILE, "0501234567"))
    with pytest.raises(RuleBroken) as refused:
        bring_back_contact(desk, one.contact.id)
    assert refused.value.code == "contact.known"
    assert addresses(desk, person) == [("050 123 4567", False)]


def test_two_laptops_that_prefer_another_each_leave_him_one(office: Office) -> None:
    person = noura(office.here)
    add_contact(office.here, person.id, ContactDraft(MOBILE, "0501234567"))
    add_contact(office.here, person.id, ContactDraft(EMAIL, "n@example.com"))
    office.sync()
    edit_contact(office.here, held(office.here, person)[0], ContactDraft(MOBILE, "0501234567"), True)
    edit_contact(office.there, held(office.there, person)[1], ContactDraft(EMAIL, "n@example.com"), True)
    office.sync()
    office.assert_agreed()
    assert [is_preferred for _, is_preferred in addresses(office.here, person)] == [True, False]
    assert addresses(office.here, person) == addresses(office.there, person)


def test_of_two_files_of_one_person_all_ways_are_offered_and_the_mobile_of_his_file(desk: Desk) -> None:
    first, second = noura(desk, mobile="0500000012"), noura(desk)
    join_persons(desk, first.id, second.id)
    add_contact(desk, second.id, ContactDraft(EMAIL, "n@example.com", is_for_notices=True), True)
    offered = offered_means(desk, first)
    assert [(one.said.en, one.is_preferred, one.is_for_notices) for one in offered] == [
        ("e-mail n@example.com", True, True),
        ("mobile 050 000 0012", False, False),
    ]
    add_contact(desk, first.id, ContactDraft(MOBILE, "0500000012"))
    assert len(offered_means(desk, first)) == 2
