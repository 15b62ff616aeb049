"""Receive whoever comes: who it is, through which channel, what for. He is counted once."""

from dataclasses import dataclass, replace

from db.store import Work
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit, refuse_unknown
from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import find_group
from desktop.usecases.keep_consent import privacy_notice, write_consent
from desktop.usecases.list_interviews import lines_of
from domain.errors import RuleBroken
from domain.person import Person
from domain.privacy import PrivacyNotice, agreed_to
from domain.sync.changes import Changes
from domain.visit import Visit, minutes_between

JUST_COUNTED_MINUTES = 10
MOST_OFFERED = 3
MOST_CASES = 20


@dataclass(frozen=True)
class Caller:
    """Somebody is at the desk. `counted` are visits without a name that the counter has just counted, the newest
    first: one of them may be his. `has_agreed` to the privacy notice that is told today. `case` is his newest interview
    that still lacks something before he may go complete, empty when none does."""

    person: Person
    counted: tuple[Visit, ...]
    notice: PrivacyNotice
    has_agreed: bool
    case: str = ""


@dataclass(frozen=True)
class Reception:
    """What the clerk says of it: ids of the profile's channels and purposes. `visit` is one that is counted already;
    without it he is counted now. `agrees` when he was told the privacy notice and agreed."""

    person: str
    channel: str
    purpose: str
    note: str = ""
    visit: str | None = None
    agrees: bool = False


@dataclass(frozen=True)
class Received:
    """`before` is what a visit that was counted already said until now: it comes back when this is undone."""

    visit: str
    person: Person
    changes: Changes
    before: VisitDetails | None = None


def open_reception(desk: Desk, person: str) -> Caller:
    """By id or file number."""
    found, _ = desk.store.persons.get(person)
    group = find_group(desk, found)
    notice = privacy_notice(desk)
    consents = desk.store.consents.of_persons([file.id for file in group.files])
    return Caller(
        group.shown, just_counted(desk), notice, agreed_to(notice, consents), _open_case(desk, group.shown.id)
    )


def _open_case(desk: Desk, person: str) -> str:
    return next((line.id for line in lines_of(desk, person, most=MOST_CASES) if line.missing), "")


def just_counted(desk: Desk) -> tuple[Visit, ...]:
    """Visits of the last minutes that nobody has been named for."""
    now = desk.now().strftime("%H:%M")
    recent = (visit for visit in desk.store.visits.of_day(desk.today()) if visit.void_reason is None)
    nameless = (visit for visit in recent if visit.person is None)
    fresh = [visit for visit in nameless if 0 <= minutes_between(visit.time, now) <= JUST_COUNTED_MINUTES]
    return tuple(fresh[:MOST_OFFERED])


def receive_visitor(desk: Desk, reception: Reception) -> Received:
    """One action: the visit, and the agreement with it. Raises RuleBroken."""
    refuse_unknown("channel", reception.channel, [item.id for item in desk.profile.channels])
    refuse_unknown("purpose", reception.purpose, [item.id for item in desk.profile.purposes])
    caller = open_reception(desk, reception.person)
    with desk.store.work("visit.receive", desk.user.id) as work:
        if reception.visit is None:
            visit, before = _count(desk, work, caller.person, reception), None
        else:
            visit, before = reception.visit, _name(desk, work, caller.person, reception)
        if reception.agrees and not caller.has_agreed:
            write_consent(desk, work, caller.person.id)
    return Received(visit, caller.person, work.changes, before)


def undo_reception(desk: Desk, received: Received) -> Changes:
    """The visit is void, or nameless again. What he agreed to, he agreed to."""
    if received.before is not None:
        return describe_visit(desk, open_visit(desk, received.visit), received.before)
    visit, _ = desk.store.visits.get(received.visit)
    with desk.store.work("visit.void", desk.user.id) as work:
        work.visits.void(visit, "تراجع")
    return work.changes


def _count(desk: Desk, work: Work, person: Person, reception: Reception) -> str:
    category = desk.profile.find_category_for(reception.purpose, person.sex)
    now = desk.now()
    visit = Visit(
        desk.new_id(),
        now.date().isoformat(),
        now.strftime("%H:%M"),
        category.id,
        purpose=reception.purpose,
        channel=reception.channel,
        person=person.id,
        note=reception.note.strip() or None,
    )
    work.visits.add(visit)
    return visit.id


def _name(desk: Desk, work: Work, person: Person, reception: Reception) -> VisitDetails:
    page = open_visit(desk, reception.visit or "")
    visit = page.visit
    if visit.void_reason is not None or visit.person not in (None, person.id):
        raise RuleBroken(
            "visit.taken",
            ar="هذه الزيارة نُسبت إلى غيره أو أُلغيت قبل لحظة. اختر زيارة أخرى أو عُدّه الآن.",
            en="This visit was given to somebody else or voided a moment ago. Choose another, or count him now.",
            field="visit",
        )
    said = replace(visit, person=person.id, channel=reception.channel, purpose=reception.purpose)
    said = replace(said, note=reception.note.strip() or visit.note)
    names = ("person", "channel", "purpose", "note")
    changed = {name: getattr(said, name) for name in names if getattr(said, name) != getattr(visit, name)}
    if changed:
        work.visits.describe(page.seen, changed, person=person.id)
    return VisitDetails(visit.person, visit.channel, visit.purpose, visit.note)
