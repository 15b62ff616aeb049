"""The ways to reach a person."""

from collections.abc import Collection

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.contact import Contact, Reach
from domain.errors import RuleBroken
from domain.sync.schema import Value

_COLUMNS = "id, person, kind, address, whose, notices, preferred_at, noted_at, noted_by"
YES, NO = "yes", "no"


class Contacts(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def of_persons(self, persons: Collection[str]) -> tuple[Contact, ...]:
        """Those that stand, the oldest first."""
        marks = ", ".join("?" * len(persons))
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM contacts "  # noqa: S608
            f"WHERE person IN ({marks}) AND void_reason IS NULL ORDER BY noted_at, id",
            tuple(persons),
        )
        return tuple(map(_contact, rows))

    def get(self, contact: str) -> tuple[Contact, Seen]:
        """Also one that was taken away. Raises RuleBroken when there is none of that id."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM contacts WHERE id = ?", (contact,)).fetchone()  # noqa: S608
        if row is None:
            raise RuleBroken(
                "contact.unknown",
                ar="لا توجد وسيلة تواصل بهذا المعرّف. افتح ملف صاحبها من جديد.",
                en="There is no contact with this id. Open the person's file again.",
                field="contact",
            )
        return _contact(row), self.seen("contacts", contact)


def _contact(row: tuple[str | None, ...]) -> Contact:
    id, person, kind, address, whose, notices, preferred_at, noted_at, noted_by = (text or "" for text in row)
    return Contact(id, person, Reach(kind, address, whose), notices == YES, preferred_at, noted_at, noted_by)


class ContactWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, contact: Contact) -> None:
        cells: dict[str, Value] = {
            "person": contact.person,
            "reach": _reach(contact.reach),
            "notices": YES if contact.is_for_notices else NO,
            "noted_at": contact.noted_at,
            "noted_by": contact.noted_by,
        }
        if contact.preferred_at:
            cells["preferred_at"] = contact.preferred_at
        self._journal.add("contacts", contact.id, cells, subject=contact.person)

    def edit(self, seen: Seen, before: Contact, after: Contact) -> None:
        """Writes the cells that differ from what was shown."""
        cells: dict[str, Value] = {}
        if after.reach != before.reach:
            cells["reach"] = _reach(after.reach)
        if after.is_for_notices != before.is_for_notices:
            cells["notices"] = YES if after.is_for_notices else NO
        if after.preferred_at != before.preferred_at:
            cells["preferred_at"] = after.preferred_at
        if cells:
            self._journal.put(seen, cells, subject=after.person)

    def remove(self, contact: Contact, reason: str) -> None:
        self._journal.void("contacts", contact.id, reason, subject=contact.person)

    def bring_back(self, seen: Seen, contact: Contact) -> None:
        self._journal.restore(seen, subject=contact.person)


def _reach(reach: Reach) -> Value:
    return [reach.kind, reach.address, reach.whose or None]
