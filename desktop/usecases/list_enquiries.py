"""The enquiries that wait, those of a stretch of days, those of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author
from domain.enquiry import OPEN, Enquiry
from domain.official import Official, find_officials

MOST_LISTED = 200
RECENT_DAYS = 30


@dataclass(frozen=True)
class EnquiryLine:
    """`asker_name` is the person's name or the one that was left, or empty; `taken_by`, `answered_by` and `told_by` are
    names of users; `age_seconds` since it was asked. `is_late`: the day that was agreed has come, and no answer
    has. `seen` goes back with an answer: it is what the clerk was shown."""

    enquiry: Enquiry
    asker_name: str
    taken_by: str
    answered_by: str
    told_by: str
    age_seconds: float
    is_late: bool
    seen: Seen


@dataclass(frozen=True)
class EnquiriesPage:
    """`waiting` the oldest first; `recent` those of the last days that wait no more, the newest first. `officials` are
    all there are, for the clerk to choose from."""

    waiting: tuple[EnquiryLine, ...]
    recent: tuple[EnquiryLine, ...]
    officials: tuple[Official, ...]

    def officials_for(self, field: str, category: str) -> tuple[Official, ...]:
        return find_officials(self.officials, field, category)


def show_enquiries(desk: Desk) -> EnquiriesPage:
    waiting = list_waiting_enquiries(desk)
    today = date.fromisoformat(desk.today())
    first = (today - timedelta(days=RECENT_DAYS - 1)).isoformat()
    known = {line.enquiry.id for line in waiting}
    found = desk.store.enquiries.asked_between(first, today.isoformat(), limit=MOST_LISTED)
    recent = tuple(line_of(desk, one) for one in found if one.id not in known)
    return EnquiriesPage(waiting, recent, desk.store.officials.all())


def list_waiting_enquiries(desk: Desk) -> tuple[EnquiryLine, ...]:
    """The oldest first."""
    return tuple(line_of(desk, one) for one in desk.store.enquiries.waiting())


def list_enquiries_between(desk: Desk, first: str, last: str) -> tuple[EnquiryLine, ...]:
    """Of these days (ISO, both included), the newest first."""
    return tuple(line_of(desk, one) for one in desk.store.enquiries.asked_between(first, last, limit=-1))


def enquiries_of_persons(desk: Desk, files: Collection[str]) -> tuple[EnquiryLine, ...]:
    """The newest first."""
    return tuple(line_of(desk, one) for one in desk.store.enquiries.of_persons(files))


def show_enquiry(desk: Desk, enquiry: str) -> EnquiryLine:
    """By id or number. Raises RuleBroken."""
    return line_of(desk, desk.store.enquiries.get(enquiry)[0])


def count_waiting_enquiries(desk: Desk) -> int:
    """For the navigation."""
    return desk.store.enquiries.count_waiting()


def line_of(desk: Desk, enquiry: Enquiry) -> EnquiryLine:
    person = desk.store.persons.find_by_key(enquiry.asker.person) if enquiry.asker.person else None
    answer, telling = enquiry.answer, enquiry.telling
    asked = datetime.fromisoformat(enquiry.asked_at)
    return EnquiryLine(
        enquiry,
        person.name if person else enquiry.asker.name,
        name_author(desk, enquiry.taken_by),
        name_author(desk, answer.written_by) if answer else "",
        name_author(desk, telling.by) if telling else "",
        max(0.0, (desk.now() - asked).total_seconds()),
        bool(enquiry.agreed.day) and enquiry.agreed.day <= desk.today() and enquiry.progress == OPEN,
        desk.store.seen("enquiries", enquiry.id),
    )
