"""Requests on their way, what is due first; and one of them with its whole path."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.usecases.answer_request import advice_for
from desktop.usecases.attested import newest_state
from desktop.usecases.desk import Desk
from desktop.usecases.know_case import know_case
from desktop.usecases.know_request import KnownRequest, find_signed, know_request, known_all
from desktop.usecases.name_record import name_author
from desktop.usecases.prove_decision import is_proved
from desktop.usecases.review_departure import contact_of
from domain.arabic import search_key
from domain.attestation import State
from domain.deadline import Advice
from domain.errors import Expected
from domain.request import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    COMPLETE,
    DECIDED,
    FILTERS,
    REJECTED,
    SERVED,
    SUBMITTED,
    UNDER_STUDY,
    VOIDED,
    WITHDRAWN,
    RequestStep,
    clashes,
)
from domain.request_term import Due
from domain.sync.changes import NO_CHANGES, Changes
from domain.text import Text

MOST = 1000
_FIRST = {"late": 0, "today": 1, "soon": 2}


@dataclass(frozen=True)
class RequestLine:
    """`since` is the day of its last step, `session` the number of the open session that has it on its agenda."""

    interview: str
    number: str
    person: str
    person_name: str
    kind: Text
    stage: str
    due: Due
    since: str
    session: str = ""


@dataclass(frozen=True)
class StepLine:
    """`by` is the name of who took it, `session` the number of the session it was taken in. `is_proved` unless it is a
    decision that is not signed with a key of who it says took it."""

    step: RequestStep
    by: str
    session: str = ""
    is_proved: bool = True


@dataclass(frozen=True)
class RequestPage:
    """One request. `nexts` are the stages a step may lead to now, of which `own` are open to whoever looks;
    `needs_override` those that are another user's unless the manager says why. `advice` is what a decision or an answer
    of today would have to be told. `moved_here` is the step at which it was read."""

    line: RequestLine
    form_title: Text
    file_number: str
    completed_at: str
    steps: tuple[StepLine, ...]
    beside: tuple[StepLine, ...]
    contact: str
    attestation: State | None
    attestation_number: str
    nexts: tuple[str, ...]
    needs_override: tuple[str, ...]
    advice: tuple[Advice, ...]
    moved_here: str
    open_session: str = ""
    changes: Changes = NO_CHANGES


def list_requests(desk: Desk, wanted: str = "open", text: str = "") -> tuple[RequestLine, ...]:
    """`wanted` is one of FILTERS; of a text, those whose person, kind or number says it. What is late comes first, then
    what is due soonest; what has ended, the newest first."""
    stages = FILTERS[wanted]
    if wanted == "ended":
        rows = desk.store.requests.ended(stages, most=MOST)
    else:
        rows = desk.store.requests.at([stage for stage in stages if stage != COMPLETE], most=MOST)
        if COMPLETE in stages:
            forms = tuple(dict.fromkeys(kind.form for kind in desk.profile.request_kinds))
            rows = (*desk.store.requests.complete(forms, most=MOST), *rows)
    lines = [_line(desk, known) for known in known_all(desk, rows)]
    found = [line for line in lines if not text or _says(line, text)]
    return tuple(found) if wanted == "ended" else tuple(sorted(found, key=_urgency))


def requests_of_persons(desk: Desk, files: Iterable[str]) -> tuple[RequestLine, ...]:
    """Wherever they stand, the newest first in each file."""
    rows = [row for file in files for row in desk.store.requests.of_person(file)]
    return tuple(_line(desk, known) for known in known_all(desk, rows))


def is_decision_proved(desk: Desk, line: RequestLine) -> bool | None:
    """Whether its last decision is signed with a key of who it says took it; None without one."""
    decision = know_request(desk, line.interview).path.last_of(*DECIDED)
    return is_proved(desk, decision) if decision is not None else None


def review_request(desk: Desk, interview: str) -> RequestPage:
    """By id or number of its interview. Raises RuleBroken for one that takes no request."""
    return page_of_request(desk, know_request(desk, interview))


def page_of_request(desk: Desk, known: KnownRequest, changes: Changes = NO_CHANGES) -> RequestPage:
    try:
        case = know_case(desk, known.interview)
        contact, title, file = contact_of(case), case.session.form.called, case.person.number
    except Expected:
        # Its form was imported at another laptop and has not come here: the path is shown all the same.
        contact, title, file = known.row.contact, known.kind, ""
    paper = find_signed(desk, known.interview)
    clerks = (paper.clerk,) if paper else ()
    nexts = _nexts(known)
    sessions = desk.store.sessions.open_with(known.interview)
    is_apart = desk.profile.separation_of_duties
    return RequestPage(
        _line(desk, known),
        title,
        file,
        known.row.completed_at,
        tuple(_step(desk, step) for step in known.path.steps),
        tuple(_step(desk, step) for step in known.path.beside),
        contact,
        newest_state(desk, known.interview),
        paper.number if paper else "",
        nexts,
        tuple(one for one in nexts if is_apart and clashes(known.path, one, desk.user.id, clerks=clerks)),
        _advice(desk, known),
        known.row.step,
        sessions[0].id if sessions else "",
        changes,
    )


def _advice(desk: Desk, known: KnownRequest) -> tuple[Advice, ...]:
    if known.stage not in (SUBMITTED, UNDER_STUDY, *DECIDED):
        return ()
    return advice_for(desk, known, desk.today(), is_reply=known.stage in DECIDED)


def _nexts(known: KnownRequest) -> tuple[str, ...]:
    """What may come next, the usual first; the committee decides in its session."""
    is_accepted = known.path.decision is not None and known.path.decision.stage == ACCEPTED
    match known.stage:
        case "complete":
            return (SUBMITTED, WITHDRAWN, VOIDED)
        case "draft":
            return (WITHDRAWN, VOIDED)
        case "submitted":
            return (UNDER_STUDY, WITHDRAWN, VOIDED)
        case "under_study":
            return (ACCEPTED, REJECTED, WITHDRAWN, VOIDED)
        case "accepted" | "rejected":
            return (ANSWERED,)
        case "answered":
            return (SERVED,) if is_accepted else (CLOSED,)
        case "served":
            return (CLOSED,)
    return ()


def _line(desk: Desk, known: KnownRequest) -> RequestLine:
    row, last = known.row, known.path.last
    is_waiting = known.stage in (SUBMITTED, UNDER_STUDY)
    sessions = desk.store.sessions.open_with(row.interview) if is_waiting else ()
    return RequestLine(
        row.interview,
        row.number,
        row.person,
        row.person_name,
        known.kind,
        known.stage,
        known.due,
        last.on_day if last else known.completed_on,
        sessions[0].number if sessions else "",
    )


def _step(desk: Desk, step: RequestStep) -> StepLine:
    session = desk.store.sessions.find(step.session) if step.session else None
    return StepLine(step, name_author(desk, step.done_by), session.number if session else "", is_proved(desk, step))


def _urgency(line: RequestLine) -> tuple[int, str, str]:
    due = line.due
    day = due.last or due.earliest
    order = _FIRST.get(due.standing, 3 if due.standing in ("open", "early") else 4)
    return order, day.isoformat() if day else line.since, line.number


def _says(line: RequestLine, text: str) -> bool:
    wanted = search_key(text)
    said: tuple[Callable[[], str], ...] = (
        lambda: search_key(line.person_name),
        lambda: search_key(line.kind.ar),
        lambda: line.number.lower(),
        lambda: line.kind.en.lower(),
    )
    return any(wanted in one() or text.strip().lower() in one() for one in said)
