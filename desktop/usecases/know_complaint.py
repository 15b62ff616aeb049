"""The register of complaints as somebody may see it: the list, what is due first; one complaint with its story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.complaints import Review, complaint_unknown
from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author
from desktop.usecases.send_complaints import only_sends
from domain.compensation import Dossier
from domain.complaint import (
    ANONYMOUS,
    NOTED,
    PERSON,
    REGISTERED,
    Complaint,
    age_in_days,
    due_on,
)
from domain.complaint_rights import may_review, oversees, sees, sees_whole
from domain.complaint_rules import channels_of, units_of
from domain.settlement import Settlement
from domain.sync.changes import NO_CHANGES, Changes
from domain.text import Text
from domain.user import User

SOON_DAYS = 3
UNKNOWN_COMPLAINANT = Text("لم يذكر اسمه", "Anonymous")


@dataclass(frozen=True)
class ComplaintLine:
    """A row of the list. `owner_name` is empty while nobody answers for it, `due` the day somebody must look at it
    again, empty once it is closed; `is_due` when that day has come. `is_whole` when the user may work on it."""

    complaint: Complaint
    complainant: Text
    channel: Text
    owner_name: Text
    age: int
    due: str
    is_due: bool
    is_whole: bool


@dataclass(frozen=True)
class StoryLine:
    """What happened, the oldest first: `step` of `domain.complaint.STEPS`."""

    step: str
    said: str
    at: str
    by: str


@dataclass(frozen=True)
class ComplaintPage:
    """Without log, settlements and dossiers for whoever only took it down (`line.is_whole`). `is_only_sent` on a laptop
    that does not show what becomes of complaints."""

    line: ComplaintLine
    story: tuple[StoryLine, ...]
    settlements: tuple[Settlement, ...]
    dossiers: tuple[Dossier, ...]
    outcome_by: str
    told_by: str
    changes: Changes = NO_CHANGES
    is_only_sent: bool = False

    @property
    def complaint(self) -> Complaint:
        return self.line.complaint


@dataclass(frozen=True)
class Register:
    """What the user may see of it, what is due first. `oversees`: that is all of it; `review` the last by top
    management, with who it was; `owners` who may be made an owner. `is_only_sent`: these are the ones that were taken
    down on this laptop, which shows no others."""

    lines: tuple[ComplaintLine, ...]
    oversees: bool
    may_review: bool
    review: Review | None
    reviewer: str
    owners: tuple[User, ...]
    is_only_sent: bool = False

    @property
    def due(self) -> int:
        return sum(line.is_due for line in self.lines)


def list_complaints(desk: Desk) -> Register:
    """Those that are not closed before those that are, each by the day it is due, the oldest first."""
    lines = [line_of(desk, one) for one in desk.store.complaints.all() if sees(desk.user, one)]
    review = desk.store.complaints.last_review()
    return Register(
        tuple(sorted(lines, key=_order)),
        oversees(desk.user),
        may_review(desk.user) and not only_sends(desk),
        review,
        name_author(desk, review.reviewed_by) if review else "",
        desk.store.users.all(),
        only_sends(desk),
    )


def complaints_of_persons(desk: Desk, files: Iterable[str]) -> tuple[ComplaintLine, ...]:
    """Those that the user may see, the newest first in each file."""
    found = (one for file in files for one in desk.store.complaints.of_person(file))
    return tuple(line_of(desk, one) for one in found if sees(desk.user, one))


def _order(line: ComplaintLine) -> tuple[bool, str, str, str]:
    one = line.complaint
    if one.is_closed:
        # The newest first: 9999-12-31 less its day.
        return True, "", _backwards(one.received_on), one.id
    return False, "" if one.is_emergency else line.due, one.received_on, one.id


def _backwards(day: str) -> str:
    return str(date.max.toordinal() - date.fromisoformat(day).toordinal()).zfill(8)


def steps_due(desk: Desk) -> tuple[ComplaintLine, ...]:
    """Whose next step is of today, overdue, or of the next days, and the user may work on it; what is due first."""
    if only_sends(desk):
        return ()
    last = date.fromordinal(date.fromisoformat(desk.today()).toordinal() + SOON_DAYS).isoformat()
    lines = (line_of(desk, one) for one in desk.store.complaints.living() if sees_whole(desk.user, one))
    return tuple(sorted((line for line in lines if line.due <= last), key=_order))


def count_due(desk: Desk) -> int:
    """For the navigation."""
    if only_sends(desk):
        return 0
    living = desk.store.complaints.living()
    return sum(due_on(one) <= desk.today() for one in living if sees_whole(desk.user, one))


def get_complaint(desk: Desk, complaint: str) -> tuple[Complaint, Seen]:
    """By id or number. One that the user may not see is as unknown as one that is not there: RuleBroken."""
    found, seen = desk.store.complaints.get(complaint)
    if not sees(desk.user, found):
        raise complaint_unknown()
    return found, seen


def show_complaint(desk: Desk, complaint: str) -> ComplaintPage:
    """By id or number. Raises RuleBroken."""
    return page_of(desk, get_complaint(desk, complaint)[0].id)


def page_of(desk: Desk, complaint: str, changes: Changes = NO_CHANGES) -> ComplaintPage:
    one, _ = desk.store.complaints.get(complaint)
    line = line_of(desk, one)
    return ComplaintPage(
        line,
        tuple(_story(desk, one, is_whole=line.is_whole)),
        desk.store.settlements.of(one.id) if line.is_whole else (),
        desk.store.compensations.of(one.id) if line.is_whole else (),
        name_author(desk, one.outcome_by) if one.outcome_by else "",
        name_author(desk, one.told_by) if one.told_by else "",
        changes,
        only_sends(desk),
    )


def _story(desk: Desk, one: Complaint, *, is_whole: bool) -> Iterable[StoryLine]:
    """Who took it down reads what he wrote himself, and how it stands; not what others noted."""
    yield StoryLine(REGISTERED, "", one.registered_at, name_author(desk, one.registered_by))
    for step in desk.store.complaints.steps(one.id):
        if is_whole or step.step != NOTED or step.done_by == desk.user.id:
            yield StoryLine(step.step, step.said, step.done_at, name_author(desk, step.done_by))


def line_of(desk: Desk, one: Complaint) -> ComplaintLine:
    due = due_on(one)
    return ComplaintLine(
        one,
        complainant_of(desk, one),
        channel_text(desk, one.channel),
        owner_of(desk, one),
        age_in_days(one, date.fromisoformat(desk.today())),
        due,
        bool(due) and due <= desk.today() and not only_sends(desk),
        sees_whole(desk.user, one) and not only_sends(desk),
    )


def complainant_of(desk: Desk, one: Complaint) -> Text:
    if one.kind_of_complainant == ANONYMOUS:
        return UNKNOWN_COMPLAINANT
    if one.kind_of_complainant == PERSON:
        person = desk.store.persons.find_by_key(one.person)
        return _plain(person.name if person else "")
    return _plain(one.party_name)


def owner_of(desk: Desk, one: Complaint) -> Text:
    """Who answers for it, by name; empty while nobody does."""
    if one.owner:
        return _plain(name_author(desk, one.owner))
    known = {unit.id: unit.text for unit in units_of(desk.profile)}
    return known.get(one.owner_unit, _plain(one.owner_unit))


def channel_text(desk: Desk, channel: str) -> Text:
    known = {one.id: one.text for one in channels_of(desk.profile)}
    return known.get(channel, _plain(channel))


def _plain(text: str) -> Text:
    return Text(text, text)
