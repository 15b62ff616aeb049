"""The engine's session of an interview: with the day, the clerk, the person's record and what was finished before."""

import uuid
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.find_form import get_very_form
from desktop.usecases.put_in_record import records_at_hand
from domain.errors import RuleBroken
from domain.interview import Interview
from domain.person import Person
from forms.interview.drafts import day_of
from forms.interview.model import Form
from forms.interview.session import Session, load


def open_session(desk: Desk, form: Form, person: Person, saved: str | None, begun: tuple[str, str]) -> Session:
    """A new one, or with `saved` the one that is kept. `begun` is when it began, and its id."""
    return _load(desk, form, person, saved, desk.now().date(), _last_saved(desk, form, *begun))


def finished_session(desk: Desk, interview: Interview, person: Person) -> Session:
    """The answers as they stand in the log, reckoned as on their day; whatever this laptop has begun to change."""
    form = get_very_form(desk, interview.form_id, interview.form_sha256)
    last_saved = _last_saved(desk, form, interview.started_at, interview.id)
    return _load(desk, form, person, interview.answers, day_of(interview.answers, form), last_saved)


def _load(
    desk: Desk, form: Form, person: Person, saved: str | None, today: date, last_saved: str | None = None
) -> Session:
    return load(
        form,
        saved=saved,
        today=today,
        now=desk.now,
        new_uuid=lambda: str(uuid.UUID(desk.new_id())),
        username=desk.user.username,
        given={"person_name": person.name, "person_id": person.id, "person_number": person.number},
        last_saved=last_saved,
        records=records_at_hand(form, person),
    )


def _last_saved(desk: Desk, form: Form, started_at: str, own: str) -> str | None:
    """The submission of the interview of this form that the office finished before, for a form that asks for it."""
    before = desk.store.interviews.finished_before(form.id, started_at, own) if form.asks_last_saved else None
    person = desk.store.persons.find_by_key(before.person) if before is not None else None
    if before is None or person is None:
        return None
    try:
        held_with = get_very_form(desk, before.form_id, before.form_sha256)
    except RuleBroken:
        # Held with a version that this laptop does not have: then there is nothing to begin with.
        return None
    # Without the one before it in its turn: that would open every interview there ever was.
    return _load(desk, held_with, person, before.answers, day_of(before.answers, held_with)).to_xml()
