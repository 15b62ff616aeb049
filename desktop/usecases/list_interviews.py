"""The interviews of the office: drafts of this laptop first, then the newest."""

from collections.abc import Iterable

from desktop.usecases.attested import newest_state
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import title_of
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.name_missing import missing_kinds
from domain.arabic import to_ascii_digits
from domain.interview import Draft, Interview


def list_interviews(desk: Desk, limit: int = 100) -> tuple[InterviewLine, ...]:
    drafts = {draft.interview: draft for draft in desk.store.drafts.all()}
    lines = _lines(desk, desk.store.interviews.latest(limit=limit), drafts)
    return (*(_fresh(desk, draft) for draft in drafts.values()), *lines)


def list_open(desk: Desk) -> tuple[InterviewLine, ...]:
    """Every one that is not finished, however old: drafts of this laptop first, then the newest."""
    drafts = {draft.interview: draft for draft in desk.store.drafts.all()}
    begun = [interview for id in drafts if (interview := desk.store.interviews.find(id)) is not None]
    left = [interview for interview in desk.store.interviews.left() if interview.id not in drafts]
    lines = _lines(desk, [*begun, *left], drafts)
    return (*(_fresh(desk, draft) for draft in drafts.values()), *lines)


def lines_with_number(desk: Desk, text: str) -> tuple[InterviewLine, ...]:
    """Those whose number begins so, in any digits; none before the number has its first hyphen."""
    number = to_ascii_digits(text).strip().upper()
    if "-" not in number or not number.isascii():
        return ()
    drafts = {draft.interview: draft for draft in desk.store.drafts.all()}
    return tuple(_lines(desk, desk.store.interviews.with_number(number), drafts))


def lines_of(desk: Desk, person: str, *, most: int | None = None) -> tuple[InterviewLine, ...]:
    """Of one person: drafts first, then the newest, no more than `most` of these."""
    drafts = {draft.interview: draft for draft in desk.store.drafts.all() if draft.person == person}
    lines = _lines(desk, desk.store.interviews.of_person(person, most=most), drafts)
    return (*(_fresh(desk, draft) for draft in drafts.values()), *lines)


def _lines(desk: Desk, interviews: Iterable[Interview], drafts: dict[str, Draft]) -> list[InterviewLine]:
    """Takes out of `drafts` what belongs to an interview that is already in the log."""
    lines = []
    for interview in interviews:
        paper = newest_state(desk, interview.id)
        missing, kept = missing_kinds(desk, interview, paper)
        state = "draft" if drafts.pop(interview.id, None) else interview.state
        lines.append(
            InterviewLine(
                interview.id,
                interview.number,
                interview.person,
                _name(desk, interview.person),
                interview.form_id,
                title_of(desk, interview.form_id, interview.form_sha256),
                state,
                interview.started_at,
                paper,
                missing,
                kept,
            )
        )
    return lines


def _fresh(desk: Desk, draft: Draft) -> InterviewLine:
    name, title = _name(desk, draft.person), title_of(desk, draft.form_id, draft.form_sha256)
    return InterviewLine(draft.interview, "", draft.person, name, draft.form_id, title, "draft", draft.started_at)


def _name(desk: Desk, person: str) -> str:
    found = desk.store.persons.find_by_key(person)
    return found.name if found else ""
