"""Open a counted visit up: who it was, through which channel, what for."""

from dataclasses import dataclass

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.visit import Visit


@dataclass(frozen=True)
class VisitPage:
    visit: Visit
    seen: Seen
    person_name: str | None


@dataclass(frozen=True)
class VisitDetails:
    """What the clerk wants the visit to say: a person's id or file number, ids of the profile's channels and
    purposes."""

    person: str | None = None
    channel: str | None = None
    purpose: str | None = None
    note: str | None = None


def open_visit(desk: Desk, visit: str) -> VisitPage:
    found, seen = desk.store.visits.get(visit)
    person = desk.store.persons.find_by_key(found.person) if found.person else None
    return VisitPage(found, seen, person.name if person else None)


def describe_visit(desk: Desk, page: VisitPage, details: VisitDetails) -> Changes:
    """Writes what differs from the page that was shown."""
    refuse_unknown("channel", details.channel, [item.id for item in desk.profile.channels])
    refuse_unknown("purpose", details.purpose, [item.id for item in desk.profile.purposes])
    person = desk.store.persons.get(details.person)[0].id if details.person is not None else None
    wanted = {
        "person": person,
        "channel": details.channel,
        "purpose": details.purpose,
        "note": (details.note or "").strip() or None,
    }
    changed = {name: value for name, value in wanted.items() if value != getattr(page.visit, name)}
    with desk.store.work("visit.describe", desk.user.id) as work:
        if changed:
            work.visits.describe(page.seen, changed, person=person or page.visit.person)
    return work.changes


def refuse_unknown(field: str, value: str | None, known: list[str]) -> None:
    """Raises RuleBroken for what the association's profile does not have."""
    if value is not None and value not in known:
        raise RuleBroken(
            f"visit.{field}",
            ar=f"القيمة غير معرّفة في سياسة الجمعية. المعرّف منها: {'، '.join(known)}",
            en=f"Not in the association's profile. Known: {', '.join(known)}",
            field=field,
        )
