"""What an interview would put into the person's own record: shown before it is finished, and put with its entry."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from domain.person import Person
from domain.record_answers import RECORD_LIST, Proposal, known_values, proposals, with_answers
from forms.interview.entities import Records, datasets_of, questions_saved
from forms.interview.model import Form
from forms.interview.session import Session

if TYPE_CHECKING:
    from db.store import Work


class Asked(Protocol):
    """An interview in progress, as `hold_interview` opens it."""

    @property
    def person(self) -> Person: ...

    @property
    def session(self) -> Session: ...


@dataclass(frozen=True)
class RecordReview:
    """The record as it stands, and what differs from it. `seen` goes back with what is put: it is what the clerk was
    shown, so that another's edit meanwhile is not lost."""

    person: Person
    seen: Seen
    proposals: tuple[Proposal, ...]

    def chosen(self, declined: Collection[str] = ()) -> tuple[Proposal, ...]:
        """Without the fields the clerk declined, and without what cannot stand in the record."""
        return tuple(each for each in self.proposals if each.refusal is None and each.field not in declined)


def records_at_hand(form: Form, person: Person) -> Records:
    """The person's own record, for a form that has to do with the records of persons."""
    return {RECORD_LIST: {person.id: known_values(person)}} if RECORD_LIST in datasets_of(form) else {}


def review_record(desk: Desk, opened: Asked) -> RecordReview:
    """What the answers would put into the record of the person. Nothing where the form saves nothing to it."""
    person, seen = desk.store.persons.get(opened.person.id)
    kinds = [kind.id for kind in desk.profile.party_kinds]
    answers = _answers(opened.session, person)
    return RecordReview(person, seen, proposals(person, answers, today=desk.now().date(), party_kinds=kinds))


def _answers(session: Session, person: Person) -> dict[str, str]:
    """By property, of the record of this person: what a form makes of others is no business of his file."""
    if not questions_saved(session.form, RECORD_LIST):
        return {}
    return {
        name: text
        for entity in session.entities()
        if entity.dataset == RECORD_LIST and entity.updates and entity.id in ("", person.id)
        for name, text in entity.properties.items()
    }


def put_in_record(work: "Work", review: RecordReview, declined: Collection[str]) -> None:
    """Within the entry that finishes the interview."""
    chosen = review.chosen(declined)
    if chosen:
        person = review.person
        after = replace(with_answers(person, chosen).check(), id=person.id, number=person.number)
        work.persons.edit(review.seen, person, replace(after, void_reason=person.void_reason))
