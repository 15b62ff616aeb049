"""A committee's session as it is shown: who is there, what is on its agenda, what was decided of each."""

from dataclasses import dataclass

from desktop.usecases.answer_request import advice_for
from desktop.usecases.desk import Desk
from desktop.usecases.know_request import find_signed, know_request
from desktop.usecases.name_record import name_author
from domain.committee import DEFERRED, AgendaItem, Member, Session
from domain.deadline import Advice
from domain.errors import RuleBroken
from domain.request import ACCEPTED, UNDER_STUDY, WAITS_FOR_COMMITTEE, RequestStep, clashes
from domain.sync.changes import NO_CHANGES, Changes
from domain.text import Text


@dataclass(frozen=True)
class AgendaLine:
    """A request on the agenda. `outcome` is accepted, rejected or deferred in this session, empty while it is open;
    `is_attested` whether its attestation stands and is signed, `needs_override` whether who looks took it himself."""

    item: AgendaItem
    number: str
    person_name: str
    kind: Text
    stage: str
    step: str
    outcome: str
    reason: str
    votes: str
    is_attested: bool
    needs_override: bool
    advice: tuple[Advice, ...] = ()
    person: str = ""


@dataclass(frozen=True)
class SessionPage:
    session: Session
    members: tuple[Member, ...]
    lines: tuple[AgendaLine, ...]
    opened_by: str
    advice: tuple[Advice, ...] = ()
    changes: Changes = NO_CHANGES

    @property
    def undecided(self) -> int:
        return sum(1 for line in self.lines if not line.outcome)


def list_sessions(desk: Desk) -> tuple[Session, ...]:
    """The newest first."""
    return desk.store.sessions.latest()


def show_session(desk: Desk, session: str) -> SessionPage:
    """By id or number. Raises RuleBroken."""
    return page_of(desk, desk.store.sessions.get(session)[0])


def page_of(desk: Desk, session: Session) -> SessionPage:
    agenda = desk.store.sessions.agenda(session.id)
    steps = {step.id: step for step in desk.store.requests.of_session(session.id)}
    lines = tuple(_agenda_line(desk, session, item, steps) for item in agenda)
    members = desk.store.sessions.members(session.id)
    return SessionPage(session, members, lines, name_author(desk, session.opened_by))


def _agenda_line(desk: Desk, session: Session, item: AgendaItem, steps: dict[str, RequestStep]) -> AgendaLine:
    known = know_request(desk, item.interview)
    counted = [step for step in known.path.steps if step.id in steps]
    last = counted[-1] if counted else None
    outcome = "" if last is None else DEFERRED if last.stage == UNDER_STUDY else last.stage
    paper = find_signed(desk, item.interview)
    is_clash = desk.profile.separation_of_duties and clashes(
        known.path, ACCEPTED, desk.user.id, clerks=(paper.clerk,) if paper else ()
    )
    day = min(session.day, desk.today())
    is_waiting = known.stage in WAITS_FOR_COMMITTEE
    return AgendaLine(
        item,
        known.row.number,
        known.row.person_name,
        known.kind,
        known.stage,
        known.row.step,
        outcome,
        last.said if last else "",
        last.votes if last else "",
        paper is not None,
        is_clash,
        advice_for(desk, known, day) if is_waiting else (),
        known.row.person,
    )


def line_of(desk: Desk, page: SessionPage, interview: str) -> AgendaLine:
    """Raises RuleBroken for a request that is not on the agenda."""
    wanted = know_request(desk, interview).interview
    for line in page.lines:
        if line.item.interview == wanted:
            return line
    raise RuleBroken(
        "committee.not_on_agenda",
        ar="هذا الطلب ليس في جدول هذه الجلسة. أضفه إليه أولًا.",
        en="This request is not on the agenda of this session. Put it on first.",
        field="request",
    )
