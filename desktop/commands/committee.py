"""`istiqbal committee …`: the sessions of the committee that studies requests."""

from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.requests import advice_json, paper
from desktop.usecases.decide_request import decide_request
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import (
    cancel_session,
    hold_session,
    open_committee,
    reopen_session,
    sign_minutes,
)
from desktop.usecases.seat_members import MemberDraft, add_member, edit_member, remove_member
from desktop.usecases.set_agenda import add_to_agenda, list_candidates, take_off_agenda
from desktop.usecases.show_committee import SessionPage, list_sessions, show_session
from domain.committee import STATES, Session, SessionDraft
from domain.request import STAGES


def run(context: Context) -> Result:
    asked = context.arguments
    with context.desk() as desk:
        match asked.verb:
            case "list":
                sessions = list_sessions(desk)
                return Result({"sessions": [_session_json(one) for one in sessions]}, "\n".join(map(_text, sessions)))
            case "waiting":
                return _waiting(desk)
            case "minutes":
                return paper(desk, "minutes", asked.session, Path(asked.pdf))
            case "decide":
                return _decide(desk, context)
        page = _changed(desk, context)
        return Result(_page_json(page), _page_text(page))


def _waiting(desk: Desk) -> Result:
    found = list_candidates(desk)
    data = [
        {"interview": one.interview, "number": one.number, "stage": one.stage, "is_attested": one.is_attested}
        for one in found
    ]
    lines = (f"{one.number}  {one.person_name}  {one.kind.ar}  {STAGES[one.stage].ar}" for one in found)
    return Result({"waiting": data}, "\n".join(lines))


def _decide(desk: Desk, context: Context) -> Result:
    asked = context.arguments
    taken = decide_request(
        desk,
        asked.session,
        asked.interview,
        asked.outcome,
        asked.reason,
        votes=asked.votes,
        override=asked.override,
    )
    page = show_session(desk, asked.session)
    text = "\n".join([_page_text(page), *(one.ar for one in taken.advice)])
    return Result({**_page_json(page), "advice": advice_json(taken.advice)}, text)


def _changed(desk: Desk, context: Context) -> SessionPage:
    asked = context.arguments
    match asked.verb:
        case "show":
            return show_session(desk, asked.session)
        case "open":
            draft = SessionDraft(asked.number, asked.day or desk.today(), asked.place, asked.starts)
            return open_committee(desk, draft, [_member(text) for text in asked.member], asked.request)
        case "member":
            return _seat(desk, context)
        case "add":
            return add_to_agenda(desk, asked.session, asked.interview)
        case "drop":
            return take_off_agenda(desk, asked.session, asked.interview)
        case "hold":
            return hold_session(desk, asked.session, ends_at=asked.ended, recommendations=asked.recommendations)
        case "reopen":
            return reopen_session(desk, asked.session)
        case "cancel":
            return cancel_session(desk, asked.session)
        case "sign":
            return sign_minutes(desk, asked.session, signed_on=asked.on, signers=asked.by, direction=asked.direction)
    raise ValueError(f"no such verb: {asked.verb}")


def _seat(desk: Desk, context: Context) -> SessionPage:
    """A name that is there already is changed."""
    asked = context.arguments
    page = show_session(desk, asked.session)
    known = next((one for one in page.members if one.name == " ".join(asked.name.split())), None)
    if asked.remove:
        return page if known is None else remove_member(desk, known.id)
    office = asked.office if asked.office is not None else known.office if known else ""
    draft = MemberDraft(asked.name, office, not asked.absent, asked.excuse)
    return add_member(desk, asked.session, draft) if known is None else edit_member(desk, known.id, draft)


def _member(text: str) -> MemberDraft:
    name, _, office = text.partition("=")
    return MemberDraft(name, office)


def _session_json(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "number": session.number,
        "day": session.day,
        "state": session.state,
        "committee": session.committee,
        "place": session.place or None,
        "signed_on": session.signed_on or None,
        "signers": session.signers or None,
        "direction": session.direction or None,
    }


def _page_json(page: SessionPage) -> dict[str, object]:
    return {
        **_session_json(page.session),
        "members": [
            {"name": one.name, "office": one.office or None, "present": one.is_present, "excuse": one.excuse or None}
            for one in page.members
        ],
        "agenda": [
            {
                "interview": one.item.interview,
                "number": one.number,
                "stage": one.stage,
                "outcome": one.outcome or None,
                "reason": one.reason or None,
                "needs_override": one.needs_override,
            }
            for one in page.lines
        ],
    }


def _text(session: Session) -> str:
    return f"{session.number}  {session.day}  {session.committee}  {STATES[session.state].ar}"


def _page_text(page: SessionPage) -> str:
    members = (f"  {one.name}  {one.office}" for one in page.members if one.is_present)
    lines = (f"  {one.number}  {one.person_name}  {STAGES[one.stage].ar}  {one.reason}" for one in page.lines)
    return "\n".join([_text(page.session), *members, *lines])
