"""What persons left of their hand on attestations; one that was taken back is void."""

from dataclasses import dataclass

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.errors import RuleBroken
from domain.signing import Witness

_COLUMNS = (
    "id, attestation, person, kind, sha256, signed_at, seen_by, device, file, "
    "first_witness, first_witness_id, second_witness, second_witness_id"
)
_TEXTS = 8


@dataclass(frozen=True)
class ProofRow:
    """`kind` as in `domain.signing`; `sha256` is the data that was signed, `seen_by` the clerk, `device` what it was
    taken with; `file` names the blob of the scan or the drawing."""

    id: str
    attestation: str
    person: str
    kind: str
    sha256: str
    signed_at: str
    seen_by: str
    device: str
    file: bytes | None = None
    witnesses: tuple[Witness, Witness] | None = None


class SignatureProofs(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def of(self, attestation: str) -> tuple[ProofRow, ...]:
        """Those that stand, in the order they were given."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM signature_proofs WHERE attestation = ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY signed_at, id",
            (attestation,),
        )
        return tuple(map(_proof, rows))

    def kinds(self, attestation: str) -> frozenset[str]:
        """Of those that stand and were given for the very data of the attestation."""
        rows = self._db.execute(
            "SELECT p.kind FROM signature_proofs AS p JOIN attestations AS a ON a.id = p.attestation "
            "WHERE p.attestation = ? AND p.void_reason IS NULL AND p.sha256 = a.sha256",
            (attestation,),
        )
        return frozenset(kind for (kind,) in rows)

    def get(self, proof: str) -> tuple[ProofRow, Seen]:
        """Also one that was taken back. Raises RuleBroken."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM signature_proofs WHERE id = ?", (proof,)).fetchone()  # noqa: S608
        if row is None:
            raise RuleBroken(
                "signature.proof.unknown",
                ar="لا يوجد إثبات توقيع بهذا المعرّف. افتح الإقرار من جديد.",
                en="There is no proof of a signature with this id. Open the attestation again.",
                field="proof",
            )
        return _proof(row), self.seen("signature_proofs", proof)


def _proof(row: tuple[str | bytes | None, ...]) -> ProofRow:
    texts = [str(value or "") for value in row[:_TEXTS]]
    file = row[_TEXTS]
    names = [str(value or "") for value in row[_TEXTS + 1 :]]
    witnesses = (Witness(names[0], names[1]), Witness(names[2], names[3])) if any(names) else None
    id, attestation, person, kind, sha256, signed_at, seen_by, device = texts
    return ProofRow(
        *(id, attestation, person, kind, sha256, signed_at, seen_by, device),
        file if isinstance(file, bytes) else None,
        witnesses,
    )


class SignatureProofWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, row: ProofRow) -> None:
        names = [part for one in row.witnesses or () for part in (one.name, one.id_number)]
        self._journal.add(
            "signature_proofs",
            row.id,
            {
                "attestation": row.attestation,
                "person": row.person,
                "act": [row.kind, row.sha256, row.signed_at, row.seen_by, row.device],
                "file": row.file,
                "witnesses": [*names] or None,
            },
            subject=row.person,
        )

    def withdraw(self, row: ProofRow, reason: str) -> None:
        self._journal.void("signature_proofs", row.id, reason, subject=row.person)

    def bring_back(self, seen: Seen, row: ProofRow) -> None:
        self._journal.restore(seen, subject=row.person)
