"""Attestations (immutable) and the signatures that came after them."""

from dataclasses import dataclass

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows
from domain.errors import RuleBroken
from domain.office import number_as_printed


@dataclass(frozen=True)
class AttestationRow:
    """`frozen` is the canonical JSON whose SHA-256 was signed by the clerk's own key."""

    id: str
    number: str
    interview: str
    person: str
    made_at: str
    frozen: bytes
    sha256: str
    answers_sha256: str
    clerk: str
    clerk_key: bytes
    clerk_signature: bytes


@dataclass(frozen=True)
class SignatureRow:
    id: str
    attestation: str
    kind: str
    signed_at: str
    seen_by: str


_COLUMNS = "id, number, interview, person, made_at, frozen, sha256, answers_sha256, clerk, clerk_key, clerk_signature"


class Attestations(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find(self, attestation: str) -> AttestationRow | None:
        """By id or by number."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM attestations WHERE id = ? OR number = ?",  # noqa: S608
            (attestation, number_as_printed(attestation)),
        ).fetchone()
        return AttestationRow(*found) if found else None

    def find_frozen(self, sha256: str) -> AttestationRow | None:
        """By the hash of its data."""
        found = self._db.execute(f"SELECT {_COLUMNS} FROM attestations WHERE sha256 = ?", (sha256,)).fetchone()  # noqa: S608
        return AttestationRow(*found) if found else None

    def get(self, attestation: str) -> AttestationRow:
        """By id or by number. Raises RuleBroken."""
        found = self.find(attestation)
        if found is None:
            raise RuleBroken(
                "attestation.unknown",
                ar="لا يوجد إقرار بهذا الرقم.",
                en="There is no attestation with this number.",
                field="attestation",
            )
        return found

    def of_interview(self, interview: str) -> tuple[AttestationRow, ...]:
        """The newest first."""
        return self._where("interview = ?", interview)

    def of_person(self, person: str) -> tuple[AttestationRow, ...]:
        return self._where("person = ?", person)

    def _where(self, condition: str, value: str) -> tuple[AttestationRow, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM attestations WHERE {condition} AND void_reason IS NULL "  # noqa: S608
            "ORDER BY made_at DESC, id DESC",
            (value,),
        )
        return tuple(AttestationRow(*row) for row in rows)

    def latest(self, *, limit: int = 100) -> tuple[AttestationRow, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM attestations WHERE void_reason IS NULL ORDER BY made_at DESC, id DESC LIMIT ?",  # noqa: S608
            (limit,),
        )
        return tuple(AttestationRow(*row) for row in rows)

    def signatures(self, attestation: str) -> tuple[SignatureRow, ...]:
        rows = self._db.execute(
            "SELECT id, attestation, kind, signed_at, seen_by FROM signatures "
            "WHERE attestation = ? AND void_reason IS NULL ORDER BY signed_at, id",
            (attestation,),
        )
        return tuple(SignatureRow(*row) for row in rows)


class AttestationWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, row: AttestationRow) -> None:
        self._journal.add(
            "attestations",
            row.id,
            {
                "number": row.number,
                "interview": row.interview,
                "person": row.person,
                "made_at": row.made_at,
                "frozen": [row.frozen, row.sha256, row.answers_sha256],
                "clerk_signature": [row.clerk, row.clerk_key, row.clerk_signature],
            },
            subject=row.person,
        )

    def add_signature(self, row: SignatureRow, *, person: str) -> None:
        self._journal.add(
            "signatures",
            row.id,
            {
                "attestation": row.attestation,
                "kind": row.kind,
                "signed_at": row.signed_at,
                "seen_by": row.seen_by,
            },
            subject=person,
        )
