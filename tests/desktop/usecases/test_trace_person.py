"""Everything that was done about a person is in one list, each deed once, whoever did it and wherever."""

from desktop.usecases.check_documents import check_document, list_documents
from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import join_persons
from desktop.usecases.keep_consent import agree_to_notice, withdraw_consent
from desktop.usecases.keep_contacts import add_contact, remove_contact
from desktop.usecases.keep_person import register_person, show_person
from desktop.usecases.trace_person import trace_person
from domain.contact import ContactDraft
from domain.person import PersonDraft
from tests.desktop.usecases.conftest import Office
from tests.desktop.usecases.test_tasks import edit
from tests.support.served import good, held_interview


def saad(desk: Desk) -> str:
    return register_person(desk, PersonDraft(name="سعد بن فهد العتيبي", mobile="0512345678")).person.id


def traced(desk: Desk, person: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(deed.action, deed.cells) for deed in trace_person(desk, person).deeds]


def test_visits_consents_contacts_and_edits_stand_together_the_newest_first(desk: Desk) -> None:
    person = saad(desk)
    (visit,) = count_visit(desk, "enquiry_men").visits
    describe_visit(desk, open_visit(desk, visit), VisitDetails(person=person))
    agree_to_notice(desk, person)
    withdraw_consent(desk, person, "طلب ذلك")
    add_contact(desk, person, ContactDraft("email", "s@example.com"))
    (contact,) = show_person(desk, person).contacts
    remove_contact(desk, contact, "لم يعد له")
    edit(desk, person, town="حي الورود")
    assert traced(desk, person) == [
        ("person.edit", ("town",)),
        ("contact.remove", ()),
        ("contact.add", ()),
        ("person.withdraw", ()),
        ("person.consent", ()),
        ("visit.describe", ("purpose", "person")),
        ("visit.count", ()),
        ("person.add", ()),
    ]


def test_which_contact_and_which_document_are_told(desk: Desk) -> None:
    held = held_interview(desk)
    person = list_documents(desk, held).person
    check_document(desk, held, good("identity"))
    add_contact(desk, person, ContactDraft("mobile", "0501234567"))
    told = [deed.detail.en for deed in trace_person(desk, person).deeds if deed.detail]
    assert told == ["mobile 050 123 4567", "Identity or residence card, valid"]


def test_of_another_person_there_is_nothing(desk: Desk) -> None:
    person = saad(desk)
    other = register_person(desk, PersonDraft(name="هند بنت فهد الرملي")).person.id
    add_contact(desk, other, ContactDraft("email", "h@example.com"))
    assert traced(desk, person) == [("person.add", ())]


def test_both_files_of_one_person_are_traced_and_their_link_once(desk: Desk) -> None:
    first, second = saad(desk), register_person(desk, PersonDraft(name="سعد العتيبي")).person.id
    join_persons(desk, first, second)
    assert [action for action, _ in traced(desk, first)] == ["person.join", "person.add", "person.add"]
    assert traced(desk, first) == traced(desk, second)


def test_each_deed_says_who_where_and_whether_head_office_has_it(office: Office) -> None:
    person = saad(office.here)
    office.sync()
    edit(office.there, person, town="حي الورود")

    deeds = {deed.action: deed for deed in trace_person(office.there, person).deeds}
    assert {action: (deed.is_here, deed.is_waiting) for action, deed in deeds.items()} == {
        "person.edit": (True, True),
        "person.add": (False, False),
    }
    assert {deed.office for deed in deeds.values()} == {"مكتب التجربة"}
    assert all(deed.author for deed in deeds.values())
