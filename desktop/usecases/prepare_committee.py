"""What the committee's page begins with: the sessions there were, and what a new one would have."""

from dataclasses import dataclass

from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import next_number
from desktop.usecases.seat_members import MemberDraft, last_members
from desktop.usecases.set_agenda import Candidate, list_candidates
from desktop.usecases.show_committee import list_sessions
from domain.committee import OPENED, Session
from domain.request import COMMITTEE_ROLES


@dataclass(frozen=True)
class CommitteeOverview:
    """`number`, `day` and `members` are proposed for the next session; `candidates` wait for one. `open_session` is the
    newest that is open, empty when none is. `may` whether who sits here writes a committee's sessions."""

    sessions: tuple[Session, ...]
    number: str
    day: str
    members: tuple[MemberDraft, ...]
    candidates: tuple[Candidate, ...]
    open_session: str
    may: bool


def look_at_committee(desk: Desk) -> CommitteeOverview:
    sessions = list_sessions(desk)
    return CommitteeOverview(
        sessions,
        next_number(desk),
        desk.today(),
        last_members(desk),
        list_candidates(desk),
        next((one.id for one in sessions if one.state == OPENED), ""),
        bool(set(COMMITTEE_ROLES).intersection(desk.user.roles)),
    )
