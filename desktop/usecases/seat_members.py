"""Who sits in a session of the committee: with what office, there or excused."""

from dataclasses import dataclass, replace

from desktop.usecases.desk import Desk
from desktop.usecases.show_committee import SessionPage, page_of
from domain import committee
from domain.committee import Member


@dataclass(frozen=True)
class MemberDraft:
    name: str
    office: str = ""
    is_present: bool = True
    excuse: str = ""


def last_members(desk: Desk) -> tuple[MemberDraft, ...]:
    """Of the newest session that had any, all taken to be there."""
    for session in desk.store.sessions.latest():
        found = desk.store.sessions.members(session.id)
        if found:
            return tuple(MemberDraft(one.name, one.office) for one in found)
    return ()


def add_member(desk: Desk, session: str, draft: MemberDraft) -> SessionPage:
    committee.check_committee_role(desk.user)
    found, _ = desk.store.sessions.get(session)
    committee.check_open(found)
    with desk.store.work("committee.member", desk.user.id) as work:
        work.sessions.add_member(checked_member(desk, found.id, draft, place=_next_place(desk, found.id)))
    return replace(page_of(desk, found), changes=work.changes)


def edit_member(desk: Desk, member: str, draft: MemberDraft) -> SessionPage:
    committee.check_committee_role(desk.user)
    known, seen = desk.store.sessions.find_member(member)
    found, _ = desk.store.sessions.get(known.session)
    committee.check_open(found)
    name, office, excuse = committee.check_member(draft.name, draft.office, draft.excuse)
    why = "" if draft.is_present else excuse
    after = Member(known.id, known.session, name, office, draft.is_present, why, known.place)
    with desk.store.work("committee.member", desk.user.id) as work:
        if after != known:
            work.sessions.put_member(seen, after)
    return replace(page_of(desk, found), changes=work.changes)


def remove_member(desk: Desk, member: str) -> SessionPage:
    committee.check_committee_role(desk.user)
    known, _ = desk.store.sessions.find_member(member)
    found, _ = desk.store.sessions.get(known.session)
    committee.check_open(found)
    with desk.store.work("committee.member", desk.user.id) as work:
        work.sessions.remove_member(known, "ليس من أعضاء الجلسة")
    return replace(page_of(desk, found), changes=work.changes)


def checked_member(desk: Desk, session: str, draft: MemberDraft, *, place: int) -> Member:
    """As it is kept. Raises RuleBroken."""
    name, office, excuse = committee.check_member(draft.name, draft.office, draft.excuse)
    why = "" if draft.is_present else excuse
    return Member(desk.new_id(), session, name, office, draft.is_present, why, place)


def _next_place(desk: Desk, session: str) -> int:
    return max((one.place for one in desk.store.sessions.members(session)), default=0) + 1
