"""What is known of a case at the desk: whose it is, what for, the facts its documents are compared with."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.usecases.desk import Desk
from desktop.usecases.open_session import finished_session
from domain.case_step import REQUEST, CaseStep, last_of
from domain.document import card_date_text, shown_card_date
from domain.interview import Interview
from domain.person import Person
from domain.policy import Profile
from domain.policy_parts import RequestKind, RequiredDocument
from domain.record_words import column_name
from domain.shown import shown_iban, shown_mobile
from domain.text import Text
from forms.interview.session import Session

PLACE_OF_ROW = "["


@dataclass(frozen=True)
class Fact:
    """`name` as a profile names it; `value` to be compared, `shown` to be read."""

    name: str
    title: Text
    value: str
    shown: Text


@dataclass(frozen=True)
class Case:
    """An interview with what belongs to it. `kind` is None while it could be about several kinds of request."""

    interview: Interview
    person: Person
    session: Session
    steps: tuple[CaseStep, ...]
    kind: RequestKind | None
    kinds: tuple[RequestKind, ...]


def know_case(desk: Desk, interview: str) -> Case:
    """By id or number. Raises RuleBroken for an interview that is not in the store, or whose form is not here."""
    found, _ = desk.store.interviews.get(interview)
    person, _ = desk.store.persons.get(found.person)
    steps = desk.store.steps.of_interview(found.id)
    kinds = desk.profile.kinds_of_form(found.form_id)
    return Case(found, person, finished_session(desk, found, person), steps, kind_of(kinds, steps), kinds)


def kind_of(kinds: tuple[RequestKind, ...], steps: Iterable[CaseStep]) -> RequestKind | None:
    """The chosen one, or the only one."""
    chosen = last_of(steps, REQUEST)
    named = [kind for kind in kinds if chosen is not None and kind.id == chosen.said]
    only = kinds if len(kinds) == 1 else ()
    return next(iter((*named, *only)), None)


def documents_wanted(profile: Profile, form: str, kind: RequestKind | None) -> tuple[RequiredDocument, ...]:
    """Of the kind; while that is open, of every kind the form takes, each once."""
    kinds = (kind,) if kind is not None else profile.kinds_of_form(form)
    found = {document.id: document for one in kinds for document in one.documents}
    return tuple(found.values())


def facts_of_case(case: Case) -> dict[str, Fact]:
    """By name: the answers outside of lists, and over them what the person's record says."""
    found = {}
    for line in case.session.attestation_lines():
        name = line["path"].rsplit("/", 1)[-1]
        if PLACE_OF_ROW not in line["path"]:
            found[name] = Fact(name, _alike(line["question"]), line["value"], _alike(line["display"]))
    return found | {fact.name: fact for fact in _of_record(case.person)}


def _of_record(person: Person) -> Iterable[Fact]:
    texts = {
        "name": (person.name, None),
        "id_number": (person.id_number, None),
        "mobile": (person.mobile, _alike(shown_mobile(person.mobile)) if person.mobile else None),
        "born": (shown_card_date(person.born), card_date_text(person.born)) if person.born else (None, None),
        "iban": (person.iban, _alike(shown_iban(person.iban)) if person.iban else None),
        "member_number": (person.member_number, None),
        "town": (person.town, None),
    }
    for name, (value, shown) in texts.items():
        if value:
            yield Fact(name, column_name(name), value, shown or _alike(value))


def _alike(text: str) -> Text:
    """What nobody translates: a name, a number, what was answered."""
    return Text(text, text)
