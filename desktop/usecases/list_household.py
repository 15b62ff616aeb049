"""Who lives with a person, as he said in his newest finished interview that asked: rows of its `member` repeat."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.usecases.desk import Desk
from desktop.usecases.open_session import finished_session
from domain.errors import Expected
from domain.interview import FINISHED, Interview
from forms.interview.views import Question

# What a form's questions about a member of the household are called, in every shipped form that asks.
NAME, RELATION, AGE = "member_name", "member_relation", "member_age"
MOST_LOOKED_AT = 3


@dataclass(frozen=True)
class HouseholdMember:
    """`interview` is where it was said; texts as they stand there, in Arabic."""

    id: str
    name: str
    relation: str
    age: str
    interview: str
    said_on: str


def list_household(desk: Desk, files: Collection[str]) -> tuple[HouseholdMember, ...]:
    """Of all his files; nobody when no interview asked, or when its form is not here."""
    held = [one for id in files for one in desk.store.interviews.of_person(id, most=MOST_LOOKED_AT)]
    finished = sorted((one for one in held if one.state == FINISHED), key=lambda one: one.started_at, reverse=True)
    found = (_members(desk, interview) for interview in finished[:MOST_LOOKED_AT])
    return next((members for members in found if members), ())


def _members(desk: Desk, interview: Interview) -> tuple[HouseholdMember, ...]:
    person = desk.store.persons.find_by_key(interview.person)
    if person is None:
        return ()
    try:
        session = finished_session(desk, interview, person)
    except Expected:
        # Its form was imported at another laptop and has not come here: the page shows the rest.
        return ()
    rows: dict[str, dict[str, Question]] = {}
    for question in session.visible():
        if question.name in (NAME, RELATION, AGE):
            rows.setdefault(question.ref.rpartition("/")[0], {})[question.name] = question
    day = interview.started_at[:10]
    return tuple(
        HouseholdMember(
            f"{interview.id}{ref}", _text(row, NAME), _text(row, RELATION), _text(row, AGE), interview.number, day
        )
        for ref, row in rows.items()
    )


def _text(row: dict[str, Question], name: str) -> str:
    return row[name].text if name in row else ""
