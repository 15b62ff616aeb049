"""Find a person by three letters, identity number, phone, file number, or the number on a paper in his hand."""

from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import one_of_each
from domain.errors import RuleBroken
from domain.office import check_human_number
from domain.person import Person


def find_people(desk: Desk, text: str, limit: int = 30) -> tuple[Person, ...]:
    """Best first; the latest registered when the text is empty. Whoever has several files is there once."""
    if not text.strip():
        return one_of_each(desk, desk.store.persons.latest(limit=limit))
    return one_of_each(desk, desk.store.persons.search(text, limit=limit) or _whose_number(desk, text))


def _whose_number(desk: Desk, text: str) -> tuple[Person, ...]:
    """Of the file, interview or attestation with this whole number, whose check character fits."""
    try:
        number = str(check_human_number(text))
    except RuleBroken:
        return ()
    paper = desk.store.interviews.find(number) or desk.store.attestations.find(number)
    person = desk.store.persons.find_by_key(paper.person if paper else number)
    return (person,) if person else ()
