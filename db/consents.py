"""Who agreed to which privacy notice, and who took it back."""

from collections.abc import Collection

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows
from domain.privacy import Consent

_COLUMNS = "id, person, notice_version, notice_sha256, agreed_at, told_by, void_reason"


class Consents(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def of_persons(self, persons: Collection[str]) -> tuple[Consent, ...]:
        """The newest first, the withdrawn too."""
        marks = ", ".join("?" * len(persons))
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM consents WHERE person IN ({marks}) ORDER BY agreed_at DESC, id DESC",  # noqa: S608
            tuple(persons),
        )
        return tuple(Consent(*row) for row in rows)


class ConsentWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, consent: Consent) -> None:
        self._journal.add(
            "consents",
            consent.id,
            {
                "person": consent.person,
                "notice": [consent.notice_version, consent.notice_sha256],
                "agreed_at": consent.agreed_at,
                "told_by": consent.told_by,
            },
            subject=consent.person,
        )

    def withdraw(self, consent: Consent, reason: str) -> None:
        self._journal.void("consents", consent.id, reason, subject=consent.person)
