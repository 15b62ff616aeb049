"""Register a person, show everything about him, edit: what was not changed is not written."""

from dataclasses import dataclass, replace

from db.unit_of_work import Seen
from desktop.usecases.attest import AttestationLine, list_attestations_of
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.join_persons import find_group
from desktop.usecases.keep_consent import privacy_notice
from desktop.usecases.keep_contacts import HeldContact, contacts_held
from desktop.usecases.know_person import ConsentLine, HeldDocument, consents_held, documents_held
from desktop.usecases.list_enquiries import EnquiryLine, enquiries_of_persons
from desktop.usecases.list_household import HouseholdMember, list_household
from desktop.usecases.list_interviews import lines_of
from desktop.usecases.refer_question import ReferralLine, referrals_of_person
from desktop.usecases.take_suggestion import SuggestionLine, suggestions_of_persons
from domain.errors import RuleBroken
from domain.person import Person, PersonDraft
from domain.privacy import PrivacyNotice
from domain.same_person import SameAs, group_of
from domain.sync.changes import Changes
from domain.visit import Visit


@dataclass(frozen=True)
class Registered:
    person: Person
    changes: Changes


@dataclass(frozen=True)
class PersonPage:
    """`seen` goes back with an edit: it is what the clerk was shown. Of a person with several files `person` is the one
    that was asked for, `same` are the others, `shown` is what all of them say together, and visits, interviews and
    attestations are those of all."""

    person: Person
    seen: Seen
    visits: tuple[Visit, ...]
    interviews: tuple[InterviewLine, ...]
    attestations: tuple[AttestationLine, ...]
    same: tuple[Person, ...] = ()
    shown: Person | None = None
    links: tuple[SameAs, ...] = ()
    documents: tuple[HeldDocument, ...] = ()
    consents: tuple[ConsentLine, ...] = ()
    notice: PrivacyNotice | None = None
    household: tuple[HouseholdMember, ...] = ()
    referrals: tuple[ReferralLine, ...] = ()
    contacts: tuple[HeldContact, ...] = ()
    enquiries: tuple[EnquiryLine, ...] = ()
    suggestions: tuple[SuggestionLine, ...] = ()

    @property
    def whole(self) -> Person:
        """Everything that is known of him."""
        return self.shown or self.person


def register_person(desk: Desk, draft: PersonDraft) -> Registered:
    """Raises RuleBroken for the first field that is wrong, and when the identity number is registered already."""
    checked = _checked(desk, draft)
    _refuse_known_identity(desk, checked.id_number, None)
    person = replace(checked, id=desk.new_id(), number=desk.next_human_number())
    with desk.store.work("person.add", desk.user.id) as work:
        work.persons.add(person)
    return Registered(person, work.changes)


def edit_person(desk: Desk, page: PersonPage, draft: PersonDraft) -> Changes:
    """Writes the cells that differ from the page that was shown."""
    checked = replace(_checked(desk, draft), id=page.person.id, number=page.person.number)
    if checked.id_number != page.person.id_number:
        _refuse_known_identity(desk, checked.id_number, page.person.id)
    with desk.store.work("person.edit", desk.user.id) as work:
        work.persons.edit(page.seen, page.person, checked)
    return work.changes


def _checked(desk: Desk, draft: PersonDraft) -> Person:
    return draft.check(today=desk.now().date(), party_kinds=[kind.id for kind in desk.profile.party_kinds])


def _refuse_known_identity(desk: Desk, id_number: str | None, own: str | None) -> None:
    same = desk.store.same_persons.around([own]) if own else ()
    his = set(group_of(own, same)) if own else set()
    others = [person for person in desk.store.persons.with_identity(id_number or "") if person.id not in his]
    if id_number and others:
        raise RuleBroken(
            "person.id.known",
            ar=f"رقم الهوية هذا مسجّل من قبل في الملف {others[0].number}. افتح ذلك الملف.",
            en=f"This identity number is registered already, in file {others[0].number}. Open that file.",
            field="id_number",
        )


def show_person(desk: Desk, person: str) -> PersonPage:
    """By id or file number."""
    found, seen = desk.store.persons.get(person)
    group = find_group(desk, found)
    ids = [file.id for file in group.files]
    visits = (visit for id in ids for visit in desk.store.visits.of_person(id))
    interviews = (line for id in ids for line in lines_of(desk, id))
    attestations = (line for id in ids for line in list_attestations_of(desk, id))
    return PersonPage(
        found,
        seen,
        tuple(sorted(visits, key=lambda visit: (visit.day, visit.time), reverse=True)),
        tuple(sorted(interviews, key=lambda line: (line.state == "draft", line.started_at), reverse=True)),
        tuple(sorted(attestations, key=lambda line: line.made_at, reverse=True)),
        same=tuple(file for file in group.files if file.id != found.id),
        shown=group.shown,
        links=group.links,
        documents=documents_held(desk, ids),
        consents=consents_held(desk, ids),
        notice=privacy_notice(desk),
        household=list_household(desk, ids),
        referrals=tuple(line for id in ids for line in referrals_of_person(desk, id)),
        contacts=contacts_held(desk, ids),
        enquiries=enquiries_of_persons(desk, ids),
        suggestions=suggestions_of_persons(desk, ids),
    )
