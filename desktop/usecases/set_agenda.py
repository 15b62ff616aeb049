"""What a session of the committee looks at: requests that wait for it, each with a signed attestation."""

from dataclasses import dataclass, replace

from desktop.usecases.desk import Desk
from desktop.usecases.know_request import find_signed, get_signed, know_request, known_all
from desktop.usecases.move_request import Wanted, take
from desktop.usecases.show_committee import SessionPage, line_of, page_of, show_session
from domain import committee
from domain.committee import AgendaItem
from domain.errors import RuleBroken
from domain.request import SUBMITTED, UNDER_STUDY, WAITS_FOR_COMMITTEE, check_reason
from domain.text import Text

MOST = 500


@dataclass(frozen=True)
class Candidate:
    """A request that waits for the committee and is on no open session's agenda."""

    interview: str
    number: str
    person_name: str
    kind: Text
    stage: str
    is_attested: bool


def list_candidates(desk: Desk) -> tuple[Candidate, ...]:
    """What waits for the committee, the oldest first."""
    rows = desk.store.requests.at(WAITS_FOR_COMMITTEE, most=MOST)
    free = [row for row in rows if not desk.store.sessions.open_with(row.interview)]
    return tuple(
        Candidate(
            one.interview,
            one.row.number,
            one.row.person_name,
            one.kind,
            one.stage,
            find_signed(desk, one.interview) is not None,
        )
        for one in known_all(desk, free)
    )


def add_to_agenda(desk: Desk, session: str, interview: str) -> SessionPage:
    """The committee has it from that day on. Raises RuleBroken without a signed attestation, and for a request that is
    on an open agenda already."""
    committee.check_committee_role(desk.user)
    found, _ = desk.store.sessions.get(session)
    committee.check_open(found)
    known = know_request(desk, interview)
    if known.stage not in WAITS_FOR_COMMITTEE or desk.store.sessions.open_with(known.interview):
        raise RuleBroken(
            "committee.agenda",
            ar="هذا الطلب لا ينتظر اللجنة، أو هو في جدول جلسة مفتوحة. راجع حاله في صفحته.",
            en="This request does not wait for the committee, or stands on an open agenda. See its page.",
            field="request",
        )
    get_signed(desk, known.interview)
    place = max((one.place for one in desk.store.sessions.agenda(found.id)), default=0) + 1
    item = AgendaItem(desk.new_id(), found.id, known.interview, known.row.person, place)
    if known.stage == SUBMITTED:
        wanted = Wanted(UNDER_STUDY, on_day=min(found.day, desk.today()))
        changes = take(desk, known, wanted, beside=lambda work: work.sessions.add_item(item)).changes
    else:
        with desk.store.work("committee.agenda", desk.user.id) as work:
            work.sessions.add_item(item)
        changes = work.changes
    return replace(page_of(desk, found), changes=changes)


def take_off_agenda(desk: Desk, session: str, interview: str, reason: str = "") -> SessionPage:
    """It stays under study. Raises RuleBroken when it was decided there."""
    committee.check_committee_role(desk.user)
    page = show_session(desk, session)
    committee.check_open(page.session)
    line = line_of(desk, page, interview)
    if line.outcome:
        raise RuleBroken(
            "committee.decided",
            ar="سُجّل في هذا الطلب قرار في الجلسة، فلا يُخرج من جدولها. غيّر القرار إن لزم.",
            en="A decision on this request is entered in the session; it stays on the agenda. Change the decision.",
            field="request",
        )
    said = check_reason(reason, is_needed=False) or "أُخرج من جدول الأعمال"
    with desk.store.work("committee.agenda", desk.user.id) as work:
        work.sessions.remove_item(line.item, said)
    return replace(page_of(desk, page.session), changes=work.changes)
