"""Requests whose reply term ends in these days: by the policy's term, or the association's own maximum.

A request that was handed in is counted from the day its term begins with, and listed until its answer was told: one
that is late stays. A finished interview that was not handed in is taken for a request of its day; nobody promised
anything for it, so a day that is past is not listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.usecases.desk import Desk
from desktop.usecases.find_form import title_of
from desktop.usecases.know_request import known_all
from desktop.usecases.load_holidays import holidays_of
from domain.deadline import Due, Term, due, own_due
from domain.holidays import HolidayTable
from domain.policy import Profile
from domain.request import DECIDED, WAITS_FOR_COMMITTEE
from domain.text import Text

DAYS_AHEAD = 3
MOST = 1000
# No term of a policy is longer; a request older than this is not looked for.
LONGEST_TERM_DAYS = 120


@dataclass(frozen=True)
class DueReply:
    """`kind` is not_after, the last day promised, or not_before, the first day an answer is to be expected.
    `is_certain` is False while the holidays in between are an estimate; `is_late` for one that was handed in and whose
    last day is past."""

    interview: str
    person: str
    person_name: str
    form_title: Text
    day: str
    kind: str
    is_certain: bool
    is_handed_in: bool = False
    is_late: bool = False


def list_due(desk: Desk) -> tuple[DueReply, ...]:
    """What is late, then those of today and the next days, the nearest first."""
    return tuple(sorted((*_handed_in(desk), *_not_handed_in(desk)), key=lambda one: one.day))


def _handed_in(desk: Desk) -> Iterator[DueReply]:
    rows = desk.store.requests.at((*WAITS_FOR_COMMITTEE, *DECIDED), most=MOST)
    for known in known_all(desk, rows):
        end = known.due.last or known.due.earliest
        is_near = known.due.days is not None and known.due.days <= DAYS_AHEAD
        if end is None or not is_near or (known.due.last is None and (known.due.days or 0) < 0):
            continue
        row, found = known.row, known.due.promise
        yield DueReply(
            row.interview,
            row.person,
            row.person_name,
            known.kind,
            end.isoformat(),
            "not_after" if known.due.last is not None else "not_before",
            is_certain=all(one.certain for one in (found.due, found.own) if one is not None and one.day == end),
            is_handed_in=True,
            is_late=known.due.standing == "late",
        )


def _not_handed_in(desk: Desk) -> Iterator[DueReply]:
    forms = tuple(dict.fromkeys(kind.form for kind in desk.profile.request_kinds))
    for start, end in days_that_end(desk.profile, date.fromisoformat(desk.today()), holidays_of(desk)):
        for interview, form, person in desk.store.interviews.finished_on(start.isoformat(), forms):
            row = desk.store.requests.find(interview)
            if row is not None and row.stage:
                continue
            known = desk.store.persons.find_by_key(person)
            name = known.name if known else ""
            title = title_of(desk, form)
            yield DueReply(interview, person, name, title, end.day.isoformat(), end.kind, end.certain)


def days_that_end(profile: Profile, today: date, holidays: HolidayTable) -> Iterator[tuple[date, Due]]:
    """The days of submission whose term ends today or in the next days, each with its end. None where the policy counts
    from the day the committee received the request: that day is not recorded here, and is not guessed."""
    if profile.reply_term.counted_from == "committee_received":
        return
    last = today + timedelta(days=DAYS_AHEAD)
    for back in range(LONGEST_TERM_DAYS + 1):
        start = today - timedelta(days=back)
        end = due_of(profile.reply_term, start, holidays)
        if today <= end.day <= last:
            yield start, end


def due_of(term: Term, start: date, holidays: HolidayTable) -> Due:
    """The association's own latest day where it promises one, else the policy's day."""
    return own_due(term, start, holidays) or due(term, start, holidays)
