"""Hold an interview with a person: begin, answer, leave, hand over, resume after a kill, finish.

Each answer is saved at once as a local draft; leaving and finishing write one entry.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import form_ids_of, get_form, get_very_form, keep_form
from domain.attestation import answers_sha256
from domain.errors import RuleBroken
from domain.interview import FINISHED, LEFT, Draft, Interview
from domain.person import Person
from domain.sync.changes import NO_CHANGES, Changes
from forms.interview.drafts import day_of
from forms.interview.model import Form
from forms.interview.session import Session, load


class OpenInterview:
    """An interview in progress. It lives on the window's thread; `draft()` is what the store's lane saves.

    `session` is the engine's (`forms.interview.session.Session`).
    """

    def __init__(self, *, id: str, number: str, person: Person, session: Session, started_at: str, user: str) -> None:
        self.id = id
        self.number = number
        self.person = person
        self.session = session
        self.started_at = started_at
        self.user = user
        self.interview: Interview | None = None
        self.seen: Seen | None = None

    @property
    def form_title(self) -> str:
        return self.session.form.title

    def draft(self, now: datetime) -> Draft:
        form = self.session.form
        return Draft(
            self.id,
            self.person.id,
            form.id,
            form.version,
            form.sha256,
            self.session.save(),
            self.started_at,
            now.isoformat(timespec="seconds"),
            self.user,
        )


@dataclass(frozen=True)
class InterviewLine:
    """A row of the list. `state` is draft (only here), left or finished; `attestation` is the state of the newest
    attestation, if there is one: unsigned, signed or void. `missing` are the kinds of what it lacks before the person
    leaves (`domain.leave_gate.KINDS`), `kept` why it was kept incomplete, if somebody wrote why."""

    id: str
    number: str
    person: str
    person_name: str
    form_id: str
    form_title: str
    state: str
    started_at: str
    attestation: str | None = None
    missing: tuple[str, ...] = ()
    kept: str = ""


@dataclass(frozen=True)
class FormLine:
    id: str
    title: str


@dataclass(frozen=True)
class Held:
    """What is left after leaving or finishing."""

    id: str
    number: str
    state: str
    changes: Changes


def list_forms(desk: Desk) -> tuple[FormLine, ...]:
    """The association's interviews, and those that were imported."""
    return tuple(FormLine(id, get_form(desk, id).title) for id in form_ids_of(desk))


def begin_interview(desk: Desk, form: str, person: str) -> OpenInterview:
    """Raises RuleBroken for a form that is not the association's or a person that is not registered."""
    opened = _begin(desk, form, person)
    save_draft(desk, opened)
    return opened


def _begin(desk: Desk, form: str, person: str) -> OpenInterview:
    if form not in (ids := form_ids_of(desk)):
        known = "، ".join(ids)
        raise RuleBroken(
            "interview.form",
            ar=f"ليست هذه من استمارات الجمعية. استماراتها: {known}",
            en=f"This is no interview of this association. It has: {known}",
            field="form",
        )
    found, _ = desk.store.persons.get(person)
    asked = get_form(desk, form)
    keep_form(desk, asked)
    return OpenInterview(
        id=desk.new_id(),
        number=desk.next_human_number(),
        person=found,
        session=_session(desk, asked, found, None),
        started_at=desk.minute(),
        user=desk.user.id,
    )


def resume_interview(desk: Desk, interview: str) -> OpenInterview:
    """From this laptop's draft when it has one, else from what the last clerk left."""
    stored = desk.store.interviews.find(interview)
    draft = desk.store.drafts.find(stored.id if stored else interview)
    if stored is None and draft is None:
        desk.store.interviews.get(interview)
    person, _ = desk.store.persons.get(draft.person if draft else _stored(stored).person)
    held = draft or _stored(stored)
    form = get_form(desk, held.form_id, held.form_sha256)
    saved = draft.saved if draft else _stored(stored).answers
    opened = OpenInterview(
        id=draft.interview if draft else _stored(stored).id,
        number=stored.number if stored else desk.next_human_number(),
        person=person,
        session=_session(desk, form, person, saved),
        started_at=draft.started_at if draft else _stored(stored).started_at,
        user=desk.user.id,
    )
    if stored is not None:
        opened.interview, opened.seen = desk.store.interviews.get(stored.id)
    return opened


def finished_session(desk: Desk, interview: Interview, person: Person) -> Session:
    """The answers as they stand in the log, reckoned as on their day; whatever this laptop has begun to change."""
    form = get_very_form(desk, interview.form_id, interview.form_sha256)
    return _session(desk, form, person, interview.answers, today=day_of(interview.answers, form))


def _stored(interview: Interview | None) -> Interview:
    if interview is None:
        raise LookupError("neither a draft nor an interview")
    return interview


def _session(desk: Desk, form: Form, person: Person, saved: str | None, *, today: date | None = None) -> Session:
    return load(
        form,
        saved=saved,
        today=today or desk.now().date(),
        now=desk.now,
        new_uuid=lambda: str(uuid.UUID(desk.new_id())),
        username=desk.user.username,
        given={"person_name": person.name},
    )


def save_draft(desk: Desk, opened: OpenInterview) -> None:
    """After every answer; at most the key being typed is lost."""
    desk.store.drafts.save(opened.draft(desk.now()))


def keep_draft(desk: Desk, draft: Draft) -> None:
    """The same for a draft taken on the window's thread."""
    desk.store.drafts.save(draft)


def leave_interview(desk: Desk, opened: OpenInterview) -> Held:
    """Left for later or handed over: what was answered so far becomes one entry every laptop of the office gets."""
    return _write(desk, opened, LEFT)


def finish_interview(desk: Desk, opened: OpenInterview) -> Held:
    """Raises RuleBroken while required answers are missing or rules of the form are broken."""
    problems = opened.session.problems()
    if not problems and opened.session.drop_hidden_rows():
        problems = opened.session.problems()
    if problems:
        first = problems[0]
        raise RuleBroken(
            "interview.unfinished",
            ar=f"بقي في المقابلة {len(problems)} مما يجب إكماله. أولها «{first.label}»: {first.message}",
            en=f"The interview is not finished; still to settle: {len(problems)}. “{first.label}”: {first.message}",
            field=first.ref,
        )
    return _write(desk, opened, FINISHED)


def hash_of_answers(session: Session) -> str:
    """What an attestation freezes and is compared with."""
    return answers_sha256(session.attestation_lines())


def _write(desk: Desk, opened: OpenInterview, state: str) -> Held:
    form = opened.session.form
    answers, digest = opened.session.save(), hash_of_answers(opened.session)
    known = opened.interview
    if known is not None and (known.answers, known.state) == (answers, state):
        discard_draft(desk, opened.id)
        return Held(opened.id, opened.number, state, NO_CHANGES)
    with desk.store.work(f"interview.{'leave' if state == LEFT else 'finish'}", desk.user.id) as work:
        work.end_draft(opened.id)
        if known is None or opened.seen is None:
            work.interviews.add(
                Interview(
                    opened.id,
                    opened.number,
                    opened.person.id,
                    form.id,
                    form.version,
                    form.sha256,
                    opened.started_at,
                    answers,
                    digest,
                    state,
                )
            )
        else:
            work.interviews.put_answers(opened.seen, known, answers=answers, answers_sha256=digest, state=state)
    opened.interview, opened.seen = desk.store.interviews.get(opened.id)
    return Held(opened.id, opened.number, state, work.changes)


def discard_draft(desk: Desk, interview: str) -> None:
    """Gives up what was typed here since the last entry."""
    desk.store.drafts.remove(interview)


def run_interview(desk: Desk, form: str, person: str, answers: Mapping[str, object]) -> Held:
    """The whole interview from an answers file: finished, or nothing is written."""
    opened = _begin(desk, form, person)
    opened.session.fill(answers)
    return finish_interview(desk, opened)


def change_interview(desk: Desk, interview: str, answers: Mapping[str, object]) -> Held:
    """Other answers to some questions of an interview that was held before: finished anew, or nothing is written. An
    attestation of the former answers is void from then on."""
    opened = resume_interview(desk, interview)
    opened.session.fill(answers)
    return finish_interview(desk, opened)
