"""The answer reaches the person by the means agreed with him, with its proof; what was granted is handed over; the
request is closed."""

from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.know_case import know_case
from desktop.usecases.know_request import KnownRequest, know_request
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.move_request import Taken, Wanted, take
from desktop.usecases.review_departure import contact_of
from domain.deadline import Advice
from domain.reply import ReplyDraft, check_reply
from domain.request import ANSWERED, CLOSED, SERVED, check_closed, check_reason, check_served, check_step
from domain.request_term import advice_on, advice_on_reply, start_of


def answer_request(
    desk: Desk, interview: str, draft: ReplyDraft, *, on_day: str = "", shown: str | None = None
) -> Taken:
    """Raises RuleBroken with the field; other means than the agreed one need a reason."""
    known = know_request(desk, interview)
    check_step(known.stage, ANSWERED)
    reply = check_reply(draft, contact_of(know_case(desk, known.interview)))
    taken = take(desk, known, Wanted(ANSWERED, reply.reason, on_day, reply=reply, shown=shown))
    return Taken(taken.request, advice_for(desk, known, on_day or desk.today(), is_reply=True), taken.changes)


def serve_request(
    desk: Desk, interview: str, note: str, *, on_day: str = "", receiver: str = "", shown: str | None = None
) -> Taken:
    """What was delivered, and who took it (who signs for it; the person himself when left out). Raises RuleBroken."""
    known = know_request(desk, interview)
    check_step(known.stage, SERVED)
    check_served(known.path)
    said = check_reason(note, is_needed=True, field="note")
    who = check_reason(receiver, is_needed=False, field="receiver") or known.row.person_name
    taken = ReplyDraft("", who)
    return take(desk, known, Wanted(SERVED, said, on_day, reply=taken, shown=shown))


def close_request(desk: Desk, interview: str, note: str = "", *, override: str = "", shown: str | None = None) -> Taken:
    """Raises RuleBroken while something of it is open, and for who decided it (unless the manager says why)."""
    known = know_request(desk, interview)
    check_step(known.stage, CLOSED)
    check_closed(known.path)
    said = check_reason(note, is_needed=False, field="note")
    return take(desk, known, Wanted(CLOSED, said, override=override, shown=shown))


def advice_for(desk: Desk, known: KnownRequest, day: str, *, is_reply: bool = False) -> tuple[Advice, ...]:
    """What to say of a decision, or of the reply, on that day: earlier than the policy's minimum, later than its
    maximum."""
    term = desk.profile.reply_term
    start = start_of(term, known.path, known.completed_on)
    tell = advice_on_reply if is_reply else advice_on
    return tell(term, start, date.fromisoformat(day), holidays_of(desk))
