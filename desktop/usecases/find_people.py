"""Find a person by three letters, identity number, phone or file number."""

from desktop.usecases.desk import Desk
from domain.person import Person


def find_people(desk: Desk, text: str, limit: int = 30) -> tuple[Person, ...]:
    """Best first; the latest registered when the text is empty."""
    return desk.store.persons.search(text, limit=limit) if text.strip() else desk.store.persons.latest(limit=limit)
