"""A person served at a desk: registered, interviewed, his documents on the table. For use-case tests."""

from dataclasses import replace

from desktop.usecases.check_documents import check_document, choose_request, list_documents
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import run_interview
from desktop.usecases.keep_person import register_person
from domain.carddate import parse_card_date
from domain.document import CheckDraft
from domain.person import PersonDraft
from tests.support.command_line import example_answers, form_of

DRAFT = PersonDraft(name="نورة الواحي", id_number="1000000008", mobile="0512345678", born="14/8/1407")
VALID_UNTIL = parse_card_date("1/1/1450")


def held_interview(desk: Desk, draft: PersonDraft = DRAFT) -> str:
    """A finished interview of a person registered for it; its id."""
    person = register_person(desk, draft).person
    profile = desk.profile.id
    return run_interview(desk, form_of(profile), person.id, example_answers(profile)).id


def good(document: str) -> CheckDraft:
    """Seen, matching, valid for years; with the number of the registered person's card."""
    return CheckDraft(document, is_seen=True, is_matching=True, expires=VALID_UNTIL)


def check_all(desk: Desk, interview: str) -> None:
    """The first kind of request is chosen, and every document of it stands today."""
    choose_request(desk, interview, list_documents(desk, interview).kinds[0][0])
    for line in list_documents(desk, interview).lines:
        known = {fact.name: fact.value for fact in line.facts}
        number = known.get(line.wanted.number or "", "17") if line.wanted.number else ""
        check_document(desk, interview, replace(good(line.id), number=number))
