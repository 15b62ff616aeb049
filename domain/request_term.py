"""When a request is to be answered, counted from the day that the policy's term begins, and how it stands today."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.deadline import Advice, Term, check_decision
from domain.holidays import HolidayTable
from domain.promise import Promise, promise
from domain.request import ANSWERED, CLOSED, SERVED, SUBMITTED, UNDER_STUDY, Path

Standing = Literal["none", "early", "open", "soon", "today", "late", "kept", "kept_late"]
SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class Due:
    """`last` is the last day promised (the policy's maximum, or the association's own), `earliest` the first day on
    which an answer is to be expected (a minimum); each None where there is none. `days` is how many are left to the
    day that counts, negative once it is past. A minimum is never late."""

    standing: Standing
    promise: Promise
    earliest: date | None = None
    last: date | None = None
    days: int | None = None


def start_of(term: Term, path: Path, completed: str) -> date | None:
    """The day that the term counts from; None while it has not come. `completed` is the ISO day of completion."""
    match term.counted_from:
        case "completed":
            day = completed
        case "submitted":
            first = path.first_of(SUBMITTED)
            day = first.on_day if first else ""
        case "committee_received":
            first = path.first_of(UNDER_STUDY)
            day = first.on_day if first else ""
    return date.fromisoformat(day) if day else None


def due_of_request(term: Term, path: Path, completed: str, *, today: date, holidays: HolidayTable) -> Due:
    found = promise(term, start_of(term, path, completed), holidays)
    if found.due is None:
        return Due("none", found)
    earliest = found.due.day if found.due.kind == "not_before" else None
    ends = [one.day for one in (found.due, found.own) if one is not None and one.kind == "not_after"]
    last = min(ends, default=None)
    told = path.first_of(ANSWERED)
    if told is not None:
        is_late = last is not None and date.fromisoformat(told.on_day) > last
        return Due("kept_late" if is_late else "kept", found, earliest, last)
    if path.last is not None and path.last.stage in (SERVED, CLOSED):
        return Due("kept", found, earliest, last)
    if last is not None:
        left = (last - today).days
        return Due(_before(left), found, earliest, last, left)
    left = (found.due.day - today).days
    return Due("early" if left > 0 else "open", found, earliest, None, left)


def _before(left: int) -> Standing:
    if left < 0:
        return "late"
    return "today" if left == 0 else "soon" if left <= SOON_DAYS else "open"


def advice_on(term: Term, start: date | None, day: date, holidays: HolidayTable) -> tuple[Advice, ...]:
    """What to say of a decision or an answer on that day. It stops nothing."""
    return check_decision(term, start=start, decided=day, holidays=holidays) if start is not None else ()


def advice_on_reply(term: Term, start: date | None, day: date, holidays: HolidayTable) -> tuple[Advice, ...]:
    """The same of telling the person."""
    return tuple(_of_reply(one) for one in advice_on(term, start, day, holidays))


def _of_reply(advice: Advice) -> Advice:
    if advice.code == "deadline.early":
        return Advice(
            "deadline.early_reply",
            ar="الجواب قبل انقضاء المدة الدنيا في السياسة. يُقبل، ويُستحسن ذكر السبب لصاحبه.",
            en="The answer comes before the policy's minimum period ends. It is accepted; consider telling why.",
        )
    return Advice(
        "deadline.late_reply",
        ar="الجواب بعد آخر يوم وُعد به صاحب الطلب. بيّن له سبب التأخر.",
        en="The answer comes after the last promised day. Tell the person why it is late.",
    )
