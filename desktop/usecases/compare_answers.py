"""Answers of one interview as several people gave them: only the questions that were answered differently."""

import uuid
from collections.abc import Iterable

from desktop.usecases.desk import Desk
from desktop.usecases.find_form import get_form
from domain.errors import RuleBroken
from forms.interview.session import load

Difference = tuple[str, str]  # the question as it is asked, the answer as it is read


def compare_answers(desk: Desk, interview: str, saved: Iterable[str]) -> list[tuple[Difference, ...]]:
    """For each set of saved answers, what it says where they are not all alike: an unanswered question is empty.
    Nothing when this laptop does not have the form, or a text is no interview of it."""
    texts = list(saved)
    found = desk.store.interviews.find(interview)
    try:
        form = get_form(desk, found.form_id, found.form_sha256) if found else None
    except RuleBroken:
        form = None
    if found is None or form is None:
        return [() for _ in texts]
    person = desk.store.persons.find_by_key(found.person)
    read: list[dict[str, Difference]] = []
    for text in texts:
        try:
            session = load(
                form,
                saved=text,
                today=desk.now().date(),
                now=desk.now,
                new_uuid=lambda: str(uuid.UUID(desk.new_id())),
                username=desk.user.username,
                given={"person_name": person.name if person else ""},
            )
        except RuleBroken:
            return [() for _ in texts]
        read.append({line["path"]: (line["question"], line["display"]) for line in session.answered_lines()})
    return _differing(read)


def _differing(read: list[dict[str, Difference]]) -> list[tuple[Difference, ...]]:
    questions = {path: question for answers in read for path, (question, _) in answers.items()}
    differing = [
        path for path in questions if len({answers[path][1] if path in answers else "" for answers in read}) > 1
    ]
    return [
        tuple((questions[path], answers[path][1] if path in answers else "") for path in differing) for answers in read
    ]
