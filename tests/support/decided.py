"""A request after the desk, for tests: handed in, before the committee, decided."""

from dataclasses import replace

from desktop.usecases.attest import attest_checked, sign_attestation
from desktop.usecases.decide_request import decide_request
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import open_committee
from desktop.usecases.review_departure import complete_case, tick_explained
from desktop.usecases.seat_members import MemberDraft
from domain.committee import SessionDraft
from domain.person import PersonDraft
from domain.reply import ReplyDraft
from domain.user import User
from tests.support.served import DRAFT, check_all, held_interview

MEMBERS = (MemberDraft("سالم الحربي", "رئيس اللجنة"), MemberDraft("منى القحطاني", "عضو"))
CALLED = ReplyDraft("call", "0512345678، أجابت بنفسها", at="10:30")


def handed_in(desk: Desk, draft: PersonDraft = DRAFT) -> str:
    """The interview of a request whose person has gone with a complete case."""
    held = held_interview(desk, draft)
    check_all(desk, held)
    tick_explained(desk, held)
    sign_attestation(desk, attest_checked(desk, held).id)
    complete_case(desk, held)
    return held


def seated(desk: Desk, name: str, *roles: str) -> Desk:
    """Another user at the same laptop, with its key."""
    user = User(desk.new_id(), name, name, roles)
    with desk.store.work("user.add", desk.user.id) as work:
        work.users.add(user)
        work.users.add_key(desk.new_id(), user=user.id, public_key=desk.public_key, made_at=desk.minute())
    return replace(desk, user=user)


def with_roles(desk: Desk, *roles: str) -> Desk:
    """The same user, who may now do other things."""
    with desk.store.work("user.edit", desk.user.id) as work:
        work.operations.put(desk.store.seen("users", desk.user.id), {"roles": " ".join(roles)}, subject=None)
    return replace(desk, user=replace(desk.user, roles=roles))


def decided(desk: Desk, secretary: Desk, interview: str, outcome: str = "accepted", reason: str = "") -> str:
    """The session in which it was."""
    session = open_committee(secretary, SessionDraft("", desk.today()), MEMBERS, [interview]).session.id
    decide_request(secretary, session, interview, outcome, reason)
    return session
