"""What is counted for a report: of a stretch of days, and of nobody by name."""

from typing import NamedTuple

from db.connection import Database
from db.document_checks import YES
from domain.case_step import COMPLETE, EXPLAINED, KEPT, REQUEST

_AFTER_LAST = "U"
"""After every time of day that follows a day: 2026-11-21T09:05 is below 2026-11-21U."""


class VisitFigure(NamedTuple):
    day: str
    hour: int
    category: str
    purpose: str | None
    channel: str | None
    visitors: int


class RequestFigure(NamedTuple):
    """A finished interview: `kind` is the kind of request that was chosen for it, `is_kept` that the person left with
    something missing, `is_complete` that nothing was missing any more."""

    form_id: str
    day: str
    kind: str | None
    is_explained: bool
    is_kept: bool
    is_complete: bool


class ReferralFigure(NamedTuple):
    asked_at: str
    answered_at: str | None
    progress: str


class EnquiryFigure(NamedTuple):
    """`is_at_once` when whoever asked had his answer before he went."""

    channel: str
    kind: str
    progress: str
    is_at_once: bool
    enquiries: int


class Figures:
    """Nothing that is void is in any of them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def visits(self, first: str, last: str) -> tuple[VisitFigure, ...]:
        rows = self._db.execute(
            "SELECT day, CAST(substr(time, 1, 2) AS INTEGER), category, purpose, channel, count(*) FROM visits "
            "WHERE day BETWEEN ? AND ? AND void_reason IS NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
            (first, last),
        )
        return tuple(VisitFigure(*row) for row in rows)

    def corrections(self, first: str, last: str) -> int:
        """Visits that were struck out."""
        return self._number(
            "SELECT count(*) FROM visits WHERE day BETWEEN ? AND ? AND void_reason IS NOT NULL", first, last
        )

    def requests(self, first: str, last: str) -> tuple[RequestFigure, ...]:
        """The finished interviews that began on these days."""
        rows = self._db.execute(
            "SELECT form_id, substr(started_at, 1, 10), "
            "(SELECT said FROM case_steps AS s WHERE s.interview = i.id AND s.step = ? AND s.void_reason IS NULL "
            "ORDER BY done_at DESC, id DESC LIMIT 1), "
            "EXISTS (SELECT 1 FROM case_steps AS s WHERE s.interview = i.id AND s.step = ? AND s.void_reason IS NULL), "
            "(SELECT step FROM case_steps AS s WHERE s.interview = i.id AND s.step IN (?, ?) "
            "AND s.void_reason IS NULL ORDER BY done_at DESC, id DESC LIMIT 1) "
            "FROM interviews AS i WHERE started_at >= ? AND started_at < ? AND state = 'finished' "
            "AND void_reason IS NULL ORDER BY started_at, id",
            (REQUEST, EXPLAINED, KEPT, COMPLETE, first, last + _AFTER_LAST),
        )
        return tuple(
            RequestFigure(form, day, kind, bool(explained), last == KEPT, last == COMPLETE)
            for form, day, kind, explained, last in rows
        )

    def attestations(self, first: str, last: str) -> tuple[int, int]:
        """How many were made on these days, and how many of them bear a signature."""
        made = self._number(
            "SELECT count(*) FROM attestations WHERE made_at >= ? AND made_at < ? AND void_reason IS NULL",
            first,
            last + _AFTER_LAST,
        )
        signed = self._number(
            "SELECT count(*) FROM attestations AS a WHERE made_at >= ? AND made_at < ? AND void_reason IS NULL AND "
            "EXISTS (SELECT 1 FROM signatures AS s WHERE s.attestation = a.id AND s.void_reason IS NULL)",
            first,
            last + _AFTER_LAST,
        )
        return made, signed

    def documents(self, first: str, last: str) -> tuple[int, int]:
        """How many documents were checked on these days, and how many of them were seen and match."""
        checked = self._number(
            "SELECT count(*) FROM document_checks WHERE checked_at >= ? AND checked_at < ? AND void_reason IS NULL",
            first,
            last + _AFTER_LAST,
        )
        right = self._number(
            "SELECT count(*) FROM document_checks WHERE checked_at >= ? AND checked_at < ? AND void_reason IS NULL "
            "AND original_seen = ? AND matches = ?",
            first,
            last + _AFTER_LAST,
            YES,
            YES,
        )
        return checked, right

    def referrals(self, first: str, last: str) -> tuple[ReferralFigure, ...]:
        """Asked on these days."""
        rows = self._db.execute(
            "SELECT asked_at, answered_at, progress FROM referrals WHERE asked_at >= ? AND asked_at < ? "
            "AND void_reason IS NULL ORDER BY asked_at, id",
            (first, last + _AFTER_LAST),
        )
        return tuple(ReferralFigure(*row) for row in rows)

    def enquiries(self, first: str, last: str) -> tuple[EnquiryFigure, ...]:
        """Asked on these days. At once: told in the very act of writing it down (`Enquiry.is_answered_at_once`)."""
        rows = self._db.execute(
            "SELECT channel, enquiry_kind, enquiry_state, told_at = asked_at, count(*) FROM enquiries "
            "WHERE asked_at >= ? AND asked_at < ? AND void_reason IS NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
            (first, last + _AFTER_LAST),
        )
        return tuple(
            EnquiryFigure(channel or "", kind or "", progress or "", bool(at_once), count)
            for channel, kind, progress, at_once, count in rows
        )

    def _number(self, query: str, *values: str) -> int:
        found: int = self._db.execute(query, values).fetchone()[0]
        return found
