"""Which files are of one person."""

import json
from collections.abc import Collection

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.same_person import SameAs

_COLUMNS = "id, person, same_as, counts, linked_at, linked_by"
_PREFIXED = ", ".join(f"s.{name}" for name in _COLUMNS.split(", "))
_TOUCHING = f"""
    SELECT {_PREFIXED} FROM same_persons AS s
    WHERE s.void_reason IS NULL AND (s.person IN (SELECT value FROM json_each(:known))
        OR s.same_as IN (SELECT value FROM json_each(:known)))
"""  # noqa: S608


class SamePersons(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def around(self, persons: Collection[str]) -> tuple[SameAs, ...]:
        """Every link that stands between one of them and whoever is reached from there."""
        if self._db.execute("SELECT 1 FROM same_persons LIMIT 1").fetchone() is None:
            return ()  # as in most offices, with every key that is typed
        known, links = set(persons), dict[str, SameAs]()
        asked = known
        while asked:
            rows = self._db.execute(_TOUCHING, {"known": json.dumps(sorted(asked))}).fetchall()
            links.update((row[0], _link(row)) for row in rows)
            asked = {end for row in rows for end in row[1:3]} - known
            known |= asked
        return tuple(sorted(links.values(), key=lambda link: link.id))

    def find(self, link: str) -> tuple[SameAs, Seen] | None:
        """One that was parted, too."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM same_persons WHERE id = ?", (link,)).fetchone()  # noqa: S608
        return (_link(row), self.seen("same_persons", link)) if row else None


def _link(row: tuple[str | None, ...]) -> SameAs:
    id, person, same_as, counts, linked_at, linked_by = (text or "" for text in row)
    return SameAs(id, person, same_as, tuple(counts.split()), linked_at, linked_by)


class SamePersonWrites:
    """What is written of a link concerns the person whose file stands behind."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, link: SameAs) -> None:
        cells = {
            "person": link.person,
            "same_as": link.same_as,
            "linked_at": link.linked_at,
            "linked_by": link.linked_by,
            "counts": " ".join(link.counts) or None,
        }
        self._journal.add("same_persons", link.id, dict(cells), subject=link.person)

    def choose(self, seen: Seen, link: SameAs, counts: tuple[str, ...]) -> None:
        self._journal.put(seen, {"counts": " ".join(counts) or None}, subject=link.person)

    def part(self, link: SameAs, reason: str) -> None:
        self._journal.void("same_persons", link.id, reason, subject=link.person)

    def join_again(self, seen: Seen, link: SameAs) -> None:
        self._journal.restore(seen, subject=link.person)
