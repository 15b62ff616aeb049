"""What clerks found of a case's documents."""

from typing import Any

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.carddate import CardDate
from domain.document import CopyBasis, DocumentCheck
from domain.sync.schema import Value

_COLUMNS = (
    "id, interview, person, document, original_seen, document_number, issued_hijri, issued_gregorian, issued_typed, "
    "expires_hijri, expires_gregorian, expires_typed, matches, difference, checked_by, checked_at, "
    "copy_basis, copy_by, copy_at"
)
YES, NO = "yes", "no"


class DocumentChecks(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def of_interview(self, interview: str) -> tuple[DocumentCheck, ...]:
        """One of each document: where two laptops checked the same one, the later check. Ordered by document."""
        return self._newest("interview", interview)

    def of_person(self, person: str) -> tuple[DocumentCheck, ...]:
        """Of all his cases, the newest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM document_checks WHERE person = ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY checked_at DESC, id DESC",
            (person,),
        )
        return tuple(_check(row) for row in rows)

    def find(self, interview: str, document: str) -> tuple[DocumentCheck, Seen] | None:
        """With what was shown of it, which an edit hands back."""
        found = next((one for one in self.of_interview(interview) if one.document == document), None)
        return (found, self.seen("document_checks", found.id)) if found else None

    def _newest(self, column: str, value: str) -> tuple[DocumentCheck, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM document_checks WHERE {column} = ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY document, checked_at, id",
            (value,),
        )
        newest = {check.document: check for check in map(_check, rows)}
        return tuple(newest.values())


def _check(row: tuple[Any, ...]) -> DocumentCheck:
    id, interview, person, document, seen, number, *rest = row
    issued, expires = _card(*rest[0:3]), _card(*rest[3:6])
    matches, difference, by, at, basis, copy_by, copy_at = rest[6:]
    copy = CopyBasis(basis, copy_by or "", copy_at or "") if basis else None
    return DocumentCheck(
        id,
        interview or "",
        person or "",
        document or "",
        seen == YES,
        number,
        issued,
        expires,
        matches == YES,
        difference,
        by or "",
        at or "",
        copy,
    )


def _card(hijri: str | None, gregorian: str | None, typed: str | None) -> CardDate | None:
    match typed:
        case "hijri" | "gregorian" | "both":
            return CardDate(hijri, gregorian, typed)
        case _:
            return None


class DocumentCheckWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, check: DocumentCheck) -> None:
        cells: dict[str, Value] = {
            "interview": check.interview,
            "person": check.person,
            "document": check.document,
            "verdict": _verdict(check),
        }
        self._journal.add("document_checks", check.id, cells, subject=check.person)

    def put(self, seen: Seen, check: DocumentCheck) -> None:
        """Another look at the same document, in the place of the one that was shown."""
        self._journal.put(seen, {"verdict": _verdict(check)}, subject=check.person)

    def put_copy(self, seen: Seen, copy: CopyBasis, *, person: str) -> None:
        self._journal.put(seen, {"copy": [copy.basis, copy.by, copy.at]}, subject=person)


def _verdict(check: DocumentCheck) -> Value:
    return [
        YES if check.is_seen else NO,
        check.number,
        *_days(check.issued),
        *_days(check.expires),
        YES if check.is_matching else NO,
        check.difference,
        check.checked_by,
        check.checked_at,
    ]


def _days(card: CardDate | None) -> tuple[str | None, str | None, str | None]:
    return (card.hijri, card.gregorian, card.typed) if card else (None, None, None)
