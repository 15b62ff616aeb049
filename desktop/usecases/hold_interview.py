"""Hold an interview with a person: begin, answer, leave, hand over, resume after a kill, finish.

Each answer is saved at once as a local draft; leaving and finishing write one entry.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.unit_of_work import Seen
from desktop.usecases.attach_file import files_to_name, hold_file, read_chosen, want_files, write_files
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import form_ids_of, get_form, keep_form
from desktop.usecases.hear_complaint import hear_complaint
from desktop.usecases.open_session import open_session
from desktop.usecases.put_in_record import RecordReview, put_in_record, review_record
from domain.answer_file import sha256_named
from domain.attestation import answers_sha256
from domain.errors import RuleBroken
from domain.interview import FINISHED, LEFT, Draft, Interview
from domain.person import Person
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.tables import COMPLAINTS
from domain.text import Text
from forms.interview.file_answers import FileQuestion, named_by_files
from forms.interview.session import Session


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
        self._begun = session.save()

    @property
    def form_title(self) -> Text:
        return self.session.form.called

    @property
    def is_untouched(self) -> bool:
        """Whether everything stands as when it was opened: what the form or the record gave is no answer."""
        return self.session.save() == self._begun

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
    form_title: Text
    state: str
    started_at: str
    attestation: str | None = None
    missing: tuple[str, ...] = ()
    kept: str = ""


@dataclass(frozen=True)
class FormLine:
    id: str
    title: Text


@dataclass(frozen=True)
class Held:
    """What is left after leaving or finishing."""

    id: str
    number: str
    state: str
    changes: Changes


def list_forms(desk: Desk) -> tuple[FormLine, ...]:
    """The association's interviews, and those that were imported."""
    return tuple(FormLine(id, get_form(desk, id).called) for id in form_ids_of(desk))


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
    begun = (desk.minute(), desk.new_id())
    return OpenInterview(
        id=begun[1],
        number=desk.next_human_number(),
        person=found,
        session=open_session(desk, asked, found, None, begun),
        started_at=begun[0],
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
    begun = (draft.started_at, draft.interview) if draft else (_stored(stored).started_at, _stored(stored).id)
    opened = OpenInterview(
        id=begun[1],
        number=stored.number if stored else desk.next_human_number(),
        person=person,
        session=open_session(desk, form, person, saved, begun),
        started_at=begun[0],
        user=desk.user.id,
    )
    if stored is not None:
        want_files(desk, stored.id)
        opened.interview, opened.seen = desk.store.interviews.get(stored.id)
    return opened


def _stored(interview: Interview | None) -> Interview:
    if interview is None:
        raise LookupError("neither a draft nor an interview")
    return interview


def save_draft(desk: Desk, opened: OpenInterview) -> None:
    """After every answer; at most the key being typed is lost."""
    desk.store.drafts.save(opened.draft(desk.now()))


def keep_draft(desk: Desk, draft: Draft) -> None:
    """The same for a draft taken on the window's thread."""
    desk.store.drafts.save(draft)


def leave_interview(desk: Desk, opened: OpenInterview) -> Held:
    """Left for later or handed over: what was answered so far becomes one entry every laptop of the office gets."""
    return _write(desk, opened, LEFT)


def finish_interview(
    desk: Desk, opened: OpenInterview, review: RecordReview | None = None, declined: Collection[str] = ()
) -> Held:
    """With what the form saves to the person's record, but for the fields that were `declined`; `review` is what the
    clerk was shown of it, by itself it is as the record stands now. Raises RuleBroken while required answers are
    missing or rules of the form are broken."""
    problems = opened.session.problems()
    if not problems and [*opened.session.drop_hidden_rows(), *opened.session.drop_unasked_files()]:
        problems = opened.session.problems()
    if problems:
        first = problems[0]
        raise RuleBroken(
            "interview.unfinished",
            ar=f"بقي في المقابلة {len(problems)} مما يجب إكماله. أولها «{first.label}»: {first.message}",
            en=f"The interview is not finished; still to settle: {len(problems)}. “{first.label}”: {first.message}",
            field=first.ref,
        )
    return _write(desk, opened, FINISHED, review or review_record(desk, opened), declined)


def hash_of_answers(session: Session) -> str:
    """What an attestation freezes and is compared with."""
    return answers_sha256(session.attestation_lines())


def _write(
    desk: Desk,
    opened: OpenInterview,
    state: str,
    review: RecordReview | None = None,
    declined: Collection[str] = (),
) -> Held:
    form = opened.session.form
    answers, digest = opened.session.save(), hash_of_answers(opened.session)
    named = {file.ref: file.answer for file in opened.session.files()}
    files = files_to_name(desk, opened.id, opened.person.id, named)
    known = opened.interview
    is_same = known is not None and (known.answers, known.state) == (answers, state)
    if is_same and not (review and review.chosen(declined)):
        discard_draft(desk, opened.id)
        return Held(opened.id, opened.number, state, NO_CHANGES)
    with desk.store.work(f"interview.{'leave' if state == LEFT else 'finish'}", desk.user.id) as work:
        work.end_draft(opened.id)
        if known is None or opened.seen is None:
            if desk.profile.is_complaint(form.id):
                work.place(opened.id, COMPLAINTS)
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
        elif not is_same:
            work.interviews.put_answers(opened.seen, known, answers=answers, answers_sha256=digest, state=state)
        write_files(work, files)
        if review is not None:
            put_in_record(work, review, declined)
        if state == FINISHED and desk.profile.is_complaint(form.id):
            hear_complaint(
                desk,
                work,
                opened.session,
                interview=opened.id,
                number=opened.number,
                person=opened.person.id,
                started_at=opened.started_at,
            )
    opened.interview, opened.seen = desk.store.interviews.get(opened.id)
    return Held(opened.id, opened.number, state, work.changes)


def with_files_held(
    desk: Desk, opened: OpenInterview, answers: Mapping[str, object], folder: Path | None
) -> Mapping[str, object]:
    """The answers with each picture and file kept, and named as its answer. Raises RuleBroken naming the question."""
    if folder is None:
        return answers

    def held(question: FileQuestion, given: str) -> str:
        if sha256_named(given) is not None:
            return given
        ready = read_chosen(str(folder / given), question.kind, question.longest, question.accepts)
        return hold_file(desk, opened.id, ready).answer

    return named_by_files(opened.session.form, answers, held)


def discard_draft(desk: Desk, interview: str) -> None:
    """Gives up what was typed here since the last entry."""
    desk.store.drafts.remove(interview)


def run_interview(
    desk: Desk,
    form: str,
    person: str,
    answers: Mapping[str, object],
    *,
    declined: Collection[str] = (),
    folder: Path | None = None,
) -> Held:
    """The whole interview from an answers file: finished, or nothing is written. Pictures and files are named by where
    they are, from `folder`, if there is one."""
    opened = _begin(desk, form, person)
    opened.session.fill(with_files_held(desk, opened, answers, folder))
    return finish_interview(desk, opened, declined=declined)


def change_interview(
    desk: Desk,
    interview: str,
    answers: Mapping[str, object],
    *,
    declined: Collection[str] = (),
    folder: Path | None = None,
) -> Held:
    """Other answers to some questions of an interview that was held before: finished anew, or nothing is written. An
    attestation of the former answers is void from then on. `folder` as in `run_interview`."""
    opened = resume_interview(desk, interview)
    opened.session.fill(with_files_held(desk, opened, answers, folder))
    return finish_interview(desk, opened, declined=declined)
