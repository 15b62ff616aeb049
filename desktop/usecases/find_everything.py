"""One search over everything at the desk: people, their interviews, today's visits, tasks, forms to begin.

Every part is found through an index or is short by nature, so that it can be asked for with every letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.usecases.desk import Desk
from desktop.usecases.find_people import find_people
from desktop.usecases.hold_interview import FormLine, InterviewLine, list_forms
from desktop.usecases.list_interviews import lines_of, lines_with_number
from desktop.usecases.settle_task import TaskPage, list_tasks
from domain.arabic import has_words, search_key
from domain.person import Person
from domain.visit import Visit

MOST_PEOPLE = 8
MOST_OF_ONE = 6  # interviews of one person
MOST_VISITS = 500  # named visits of one day that are looked through
# What is asked for with a form is as often called so.
FORM_WORDS = "ابدأ بدء مقابلة استمارة"


@dataclass(frozen=True)
class FoundVisit:
    """Of today, by a person who is known."""

    visit: Visit
    person_name: str


@dataclass(frozen=True)
class Found:
    """`interviews` are of the people found, or have the number that was typed."""

    people: tuple[Person, ...] = ()
    interviews: tuple[InterviewLine, ...] = ()
    visits: tuple[FoundVisit, ...] = ()
    tasks: tuple[TaskPage, ...] = ()
    forms: tuple[FormLine, ...] = ()


def find_everything(desk: Desk, text: str) -> Found:
    """In any spelling and any digits; each part best or newest first."""
    wanted = search_key(text).split()
    people = find_people(desk, text, MOST_PEOPLE)
    named = desk.store.visits.named_of_day(desk.today(), limit=MOST_VISITS)
    return Found(
        people,
        _interviews(desk, text, people),
        tuple(FoundVisit(visit, name) for visit, name in named if has_words(name, wanted)),
        tuple(task for task in list_tasks(desk) if has_words(task.about, wanted)),
        tuple(form for form in list_forms(desk) if has_words(f"{FORM_WORDS} {form.title.ar} {form.title.en}", wanted)),
    )


def _interviews(desk: Desk, text: str, people: Iterable[Person]) -> tuple[InterviewLine, ...]:
    found = {line.id: line for line in lines_with_number(desk, text)}
    for person in people:
        found.update((line.id, line) for line in lines_of(desk, person.id, most=MOST_OF_ONE))
    return tuple(found.values())
