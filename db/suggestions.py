"""What people suggested, and what became of it."""

from collections.abc import Collection, Sequence
from typing import Any

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.asker import Asker
from domain.errors import RuleBroken
from domain.office import number_as_printed
from domain.suggestion import RECEIVED, Outcome, Suggestion
from domain.sync.schema import Value

_COLUMNS = (
    "id, number, given_at, taken_by, person, caller_id, caller_name, caller_address, visit, channel, subject, said, "
    "suggestion_outcome, outcome_reason, decided_by, decided_at, told_means, told_at, told_by, suggestion_state"
)


class Suggestions(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def get(self, suggestion: str) -> tuple[Suggestion, Seen]:
        """By id or number. Raises RuleBroken when there is none."""
        found = self._where("(id = ? OR number = ?)", (suggestion, suggestion))
        if not found:
            raise suggestion_unknown()
        return found[0], self.seen("suggestions", found[0].id)

    def caller_of(self, suggestion: str) -> tuple[str, str]:
        """Of whoever is in no file: by what he is erased, and his name; of one that is void too. Empty of a person of
        the register. Raises RuleBroken."""
        found = self._db.execute(
            "SELECT coalesce(caller_id, ''), coalesce(caller_name, '') FROM suggestions WHERE id = ? OR number = ? "
            "ORDER BY void_reason IS NOT NULL LIMIT 1",
            (suggestion, number_as_printed(suggestion)),
        ).fetchone()
        if found is None:
            raise suggestion_unknown()
        return str(found[0]), str(found[1])

    def find_voided(self, suggestion: str) -> tuple[str, Seen] | None:
        """The subject (or nothing) and what is shown of one that was taken back."""
        row = self._db.execute(
            "SELECT coalesce(person, caller_id, '') FROM suggestions WHERE id = ? AND void_reason IS NOT NULL",
            (suggestion,),
        ).fetchone()
        return (row[0], self.seen("suggestions", suggestion)) if row else None

    def all(self, *, limit: int) -> tuple[Suggestion, ...]:
        """The newest first."""
        return self._where("1", (), limit)

    def of_persons(self, persons: Collection[str]) -> tuple[Suggestion, ...]:
        """The newest first."""
        return self._where(f"person IN ({', '.join('?' * len(persons))})", tuple(persons))

    def _where(self, condition: str, values: Sequence[str], limit: int = -1) -> tuple[Suggestion, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM suggestions WHERE {condition} AND void_reason IS NULL "  # noqa: S608
            "ORDER BY given_at DESC, id DESC LIMIT ?",
            (*values, limit),
        )
        return tuple(map(_suggestion, rows))


def suggestion_unknown() -> RuleBroken:
    return RuleBroken(
        "suggestion.unknown",
        ar="لا يوجد مقترح بهذا الرقم. راجع قائمة المقترحات.",
        en="There is no suggestion with this number. See the list of suggestions.",
        field="suggestion",
    )


def _suggestion(row: tuple[Any, ...]) -> Suggestion:
    column = dict(zip(_COLUMNS.split(", "), (value or "" for value in row), strict=True))
    verdict = column["suggestion_outcome"]
    return Suggestion(
        column["id"],
        column["number"],
        column["given_at"],
        column["taken_by"],
        Asker(column["person"], column["caller_name"], column["caller_address"], column["caller_id"]),
        column["visit"],
        column["channel"],
        column["subject"],
        column["said"],
        Outcome(verdict, column["outcome_reason"], column["decided_by"], column["decided_at"]) if verdict else None,
        column["told_means"],
        column["told_at"],
        column["told_by"],
        column["suggestion_state"] or RECEIVED,
    )


class SuggestionWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, one: Suggestion) -> None:
        asker = one.asker
        cells: dict[str, Value] = {
            "number": one.number,
            "given_at": one.given_at,
            "taken_by": one.taken_by,
            "person": asker.person or None,
            "caller": [asker.caller or None, asker.name or None, asker.address or None],
            "visit": one.visit or None,
            "channel": one.channel,
            "suggestion": [one.subject, one.text or None],
            "suggestion_state": one.progress,
        }
        self._journal.add("suggestions", one.id, cells, subject=asker.subject)

    def decide(self, seen: Seen, one: Suggestion) -> None:
        outcome = one.outcome
        cells: dict[str, Value] = {
            "suggestion_outcome": [outcome.verdict, outcome.reason, outcome.by, outcome.at] if outcome else None,
            "suggestion_state": one.progress,
        }
        self._journal.put(seen, cells, subject=one.asker.subject)

    def tell(self, seen: Seen, one: Suggestion) -> None:
        cells: dict[str, Value] = {
            "telling": [one.told_means or None, one.told_at, one.told_by],
            "suggestion_state": one.progress,
        }
        self._journal.put(seen, cells, subject=one.asker.subject)

    def void(self, one: Suggestion, reason: str) -> None:
        self._journal.void("suggestions", one.id, reason, subject=one.asker.subject)

    def restore(self, seen: Seen, subject: str) -> None:
        self._journal.restore(seen, subject=subject or None)
