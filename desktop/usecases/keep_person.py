"""Register a person, show everything about him, edit: what was not changed is not written."""

from dataclasses import dataclass, replace

from db.unit_of_work import Seen
from desktop.usecases.attest import AttestationLine, list_attestations_of
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.list_interviews import lines_of
from domain.errors import RuleBroken
from domain.person import Person, PersonDraft
from domain.sync.changes import Changes
from domain.visit import Visit


@dataclass(frozen=True)
class Registered:
    person: Person
    changes: Changes


@dataclass(frozen=True)
class PersonPage:
    """`seen` goes back with an edit: it is what the clerk was shown."""

    person: Person
    seen: Seen
    visits: tuple[Visit, ...]
    interviews: tuple[InterviewLine, ...]
    attestations: tuple[AttestationLine, ...]


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
    others = [person for person in desk.store.persons.with_identity(id_number or "") if person.id != own]
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
    return PersonPage(
        found,
        seen,
        desk.store.visits.of_person(found.id),
        lines_of(desk, found.id),
        list_attestations_of(desk, found.id),
    )
