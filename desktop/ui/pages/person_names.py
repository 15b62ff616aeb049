"""Whom a value means that says a person by id alone."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from domain.errors import RuleBroken

if TYPE_CHECKING:
    from desktop.usecases.keep_person import PersonPage


def person_names(show_person: "Callable[[str], PersonPage]", persons: Iterable[str]) -> dict[str, str]:
    """By id, on the store's lane; one who is not here keeps the id."""
    return {person: _name(show_person, person) for person in persons}


def _name(show_person: "Callable[[str], PersonPage]", person: str) -> str:
    try:
        return show_person(person).person.name
    except RuleBroken:
        return person
