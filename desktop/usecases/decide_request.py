"""What the committee decided of one request, with its reason."""

from desktop.usecases.answer_request import advice_for
from desktop.usecases.desk import Desk
from desktop.usecases.know_request import know_request
from desktop.usecases.move_request import Taken, Wanted, take
from desktop.usecases.show_committee import line_of, show_session
from domain import committee
from domain.committee import DEFERRED, OUTCOMES
from domain.errors import RuleBroken
from domain.request import ACCEPTED, DECIDED, LONGEST, UNDER_STUDY, check_reason


def decide_request(
    desk: Desk,
    session: str,
    interview: str,
    outcome: str,
    reason: str = "",
    *,
    votes: str = "",
    override: str = "",
    shown: str | None = None,
) -> Taken:
    """What the committee decided of one request on its agenda; until the session is over it may be changed, with a
    reason. Raises RuleBroken: a refusal, a deferral and a change need their reason."""
    page = show_session(desk, session)
    committee.check_open(page.session)
    known = know_request(desk, interview)
    line = line_of(desk, page, known.interview)
    if outcome not in OUTCOMES:
        raise RuleBroken(
            "committee.outcome",
            ar="القرار: قبول أو عدم قبول أو تأجيل.",
            en="The decision is: accepted, rejected or deferred.",
            field="outcome",
        )
    said = check_reason(reason, is_needed=outcome != ACCEPTED or line.outcome in DECIDED)
    told = " ".join(votes.split())[:LONGEST]
    stage = UNDER_STUDY if outcome == DEFERRED else outcome
    wanted = Wanted(
        stage, said, min(page.session.day, desk.today()), page.session.id, told, override=override, shown=shown
    )
    taken = take(desk, known, wanted)
    advice = advice_for(desk, known, wanted.on_day) if stage in DECIDED else ()
    return Taken(taken.request, advice, taken.changes)
