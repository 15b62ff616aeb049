"""The committee sits: a session is opened with its members and its agenda, it ends with its minutes, and these are
signed on paper."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.seat_members import MemberDraft, checked_member, last_members
from desktop.usecases.set_agenda import add_to_agenda
from desktop.usecases.show_committee import SessionPage, page_of, show_session
from domain import committee
from domain.committee import Session, SessionDraft
from domain.errors import RuleBroken

MOST = 500


def open_committee(
    desk: Desk, draft: SessionDraft, members: Iterable[MemberDraft] = (), interviews: Iterable[str] = ()
) -> SessionPage:
    """With its members, by default those of the last session, and its agenda. Raises RuleBroken."""
    committee.check_committee_role(desk.user)
    number = draft.number or next_number(desk)
    known = desk.store.sessions.find(number)
    is_known = known is not None and known.number == number and known.state != committee.CANCELLED
    checked = committee.check_session(
        replace(draft, number=number), today=date.fromisoformat(desk.today()), is_known=is_known
    )
    session = _opened(desk, checked)
    with desk.store.work("committee.open", desk.user.id) as work:
        work.sessions.open(session)
        for place, one in enumerate(tuple(members) or last_members(desk), 1):
            work.sessions.add_member(checked_member(desk, session.id, one, place=place))
    changes = work.changes
    for interview in interviews:
        changes |= add_to_agenda(desk, session.id, interview).changes
    return replace(show_session(desk, session.id), changes=changes)


def next_number(desk: Desk) -> str:
    """After the greatest number there is."""
    numbers = [int(one.number) for one in desk.store.sessions.latest(limit=MOST) if one.number.isdecimal()]
    return str(max(numbers, default=0) + 1)


def edit_committee(desk: Desk, session: str, draft: SessionDraft) -> SessionPage:
    """Another day, place or hour of an open session."""
    committee.check_committee_role(desk.user)
    found, seen = desk.store.sessions.get(session)
    committee.check_open(found)
    known = desk.store.sessions.find(draft.number)
    is_known = draft.number != found.number and known is not None and known.id != found.id
    checked = committee.check_session(draft, today=date.fromisoformat(desk.today()), is_known=is_known)
    after = replace(
        found,
        number=checked.number,
        day=checked.day,
        place=checked.place,
        starts_at=checked.starts_at,
        ends_at=checked.ends_at,
    )
    with desk.store.work("committee.edit", desk.user.id) as work:
        work.sessions.edit(seen, found, after)
    return replace(page_of(desk, after), changes=work.changes)


def hold_session(desk: Desk, session: str, *, ends_at: str = "", recommendations: str = "") -> SessionPage:
    """The session is over: its minutes can be printed and signed. Raises RuleBroken while something is undecided."""
    committee.check_committee_role(desk.user)
    found, seen = desk.store.sessions.get(session)
    page = page_of(desk, found)
    committee.check_held(found, page.members, page.undecided)
    draft = SessionDraft(found.number, found.day, found.place, found.starts_at, ends_at or found.ends_at)
    checked = committee.check_session(draft, today=date.fromisoformat(desk.today()))
    if found.day > desk.today():
        raise RuleBroken(
            "committee.day",
            ar="يوم الجلسة لم يحن بعد. أنهِها في يومها، أو صحّح يومها.",
            en="The day of the session has not come. End it on its day, or correct the day.",
            field="day",
        )
    told = recommendations.strip()[: committee.LONGEST_NOTE] or found.recommendations
    after = replace(found, state=committee.HELD, ends_at=checked.ends_at, recommendations=told)
    with desk.store.work("committee.hold", desk.user.id) as work:
        work.sessions.edit(seen, found, after)
    return replace(page_of(desk, after), changes=work.changes)


def reopen_session(desk: Desk, session: str) -> SessionPage:
    """Until its minutes are signed something may be mended in it."""
    committee.check_committee_role(desk.user)
    found, seen = desk.store.sessions.get(session)
    if found.state != committee.HELD:
        committee.check_open(found)
        return page_of(desk, found)
    after = replace(found, state=committee.OPENED)
    with desk.store.work("committee.reopen", desk.user.id) as work:
        work.sessions.edit(seen, found, after)
    return replace(page_of(desk, after), changes=work.changes)


def cancel_session(desk: Desk, session: str) -> SessionPage:
    """It was not held; what stood on its agenda waits for another. Raises RuleBroken when something was decided."""
    committee.check_committee_role(desk.user)
    found, seen = desk.store.sessions.get(session)
    committee.check_open(found)
    page = page_of(desk, found)
    if any(line.outcome for line in page.lines):
        raise RuleBroken(
            "committee.decided",
            ar="في هذه الجلسة قرارات مسجلة، فلا تُلغى.",
            en="Decisions are entered in this session; it is not cancelled.",
            field="session",
        )
    after = replace(found, state=committee.CANCELLED)
    with desk.store.work("committee.cancel", desk.user.id) as work:
        work.sessions.edit(seen, found, after)
    return replace(page_of(desk, after), changes=work.changes)


def sign_minutes(
    desk: Desk, session: str, *, signed_on: str = "", signers: str = "", direction: str = ""
) -> SessionPage:
    """The paper minutes were signed: on which day, by whom (those who were there, when left out), and what the general
    manager directed. Raises RuleBroken."""
    committee.check_committee_role(desk.user)
    found, seen = desk.store.sessions.get(session)
    present = [one.name for one in desk.store.sessions.members(found.id) if one.is_present]
    day, names = committee.check_signed(
        found, signed_on or desk.today(), signers or "، ".join(present), today=date.fromisoformat(desk.today())
    )
    told = direction.strip()[: committee.LONGEST_NOTE] or found.direction
    after = replace(
        found,
        state=committee.SIGNED,
        signed_on=day,
        signers=names,
        direction=told,
        signing_noted_by=desk.user.id,
    )
    with desk.store.work("committee.sign", desk.user.id) as work:
        work.sessions.edit(seen, found, after)
    return replace(page_of(desk, after), changes=work.changes)


def _opened(desk: Desk, draft: SessionDraft) -> Session:
    return Session(
        id=desk.new_id(),
        number=draft.number,
        day=draft.day,
        committee=desk.profile.committee.ar,
        opened_by=desk.user.id,
        opened_at=desk.minute(),
        place=draft.place,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
    )
