"""Requests whose reply term ends in these days: by the policy's term, or the association's own maximum.

A finished interview is a complete request of its day. Whether the reply was given is not known here: a day that is past
is therefore not called late, and not listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.usecases.desk import Desk
from desktop.usecases.find_form import title_of
from desktop.usecases.load_holidays import load_holidays
from domain.deadline import Due, Term, due, own_due
from domain.holidays import HolidayTable
from domain.policy import Profile
from domain.text import Text

DAYS_AHEAD = 3
# No term of a policy is longer; a request older than this is not looked for.
LONGEST_TERM_DAYS = 120


@dataclass(frozen=True)
class DueReply:
    """`kind` is not_after, the last day promised, or not_before, the first day an answer is to be expected.
    `is_certain` is False while the holidays in between are an estimate."""

    interview: str
    person: str
    person_name: str
    form_title: Text
    day: str
    kind: str
    is_certain: bool


def list_due(desk: Desk) -> tuple[DueReply, ...]:
    """Those of today and the next days, the nearest first."""
    forms = tuple(dict.fromkeys(kind.form for kind in desk.profile.request_kinds))
    found = []
    for start, end in days_that_end(desk.profile, date.fromisoformat(desk.today()), load_holidays()):
        for interview, form, person in desk.store.interviews.finished_on(start.isoformat(), forms):
            known = desk.store.persons.find_by_key(person)
            name = known.name if known else ""
            title = title_of(desk, form)
            found.append(DueReply(interview, person, name, title, end.day.isoformat(), end.kind, end.certain))
    return tuple(sorted(found, key=lambda one: one.day))


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
