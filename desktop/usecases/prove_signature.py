"""How an attestation was signed: what is on record of it, and what its paper shows of that."""

from dataclasses import dataclass

from db.attestations import AttestationRow
from db.signature_proofs import ProofRow
from desktop.usecases.attested import kinds_of, superseded_of
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author
from domain.attestation import rule_of
from domain.drawn_signature import find_drawing
from domain.signing import SCREEN, THUMB
from forms.paper.attested_after import After


@dataclass(frozen=True)
class ProofLine:
    """What is on record of the signing: `kind` as in `domain.signing`, `at` ISO with offset, `by` the clerk's name.
    `id` is empty for the clerk's own word that he saw the ink. `witnesses` are names."""

    id: str
    kind: str
    at: str
    by: str
    device: str = ""
    witnesses: tuple[str, ...] = ()


def after_of(desk: Desk, row: AttestationRow) -> After:
    """What its paper shows of what became of it."""
    proofs = {proof.kind: proof for proof in desk.store.proofs.of(row.id)}
    screen, thumb = proofs.get(SCREEN), proofs.get(THUMB)
    file = _drawn(desk, screen) if screen is not None else None
    return After(
        superseded_of(desk, row),
        kinds_of(desk, row.id),
        find_drawing(file, sha256=row.sha256) if file is not None else None,
        name_author(desk, screen.seen_by) if screen is not None else "",
        tuple(one.name for one in (thumb.witnesses or ())) if thumb is not None else (),
        rule_of(row.frozen).record == SCREEN,
    )


def _drawn(desk: Desk, proof: ProofRow) -> bytes | None:
    there = desk.store.place_of("signature_proofs", proof.id)
    return desk.store.blobs.find_or_want(proof.file, there) if proof.file is not None else None


def proofs_of(desk: Desk, attestation: str) -> tuple[ProofLine, ...]:
    """As they were given."""
    sworn = (
        ProofLine("", one.kind, one.signed_at, name_author(desk, one.seen_by))
        for one in desk.store.attestations.signatures(attestation)
    )
    given = (
        ProofLine(
            *(one.id, one.kind, one.signed_at, name_author(desk, one.seen_by), one.device),
            tuple(witness.name for witness in one.witnesses or ()),
        )
        for one in desk.store.proofs.of(attestation)
    )
    return tuple(sorted((*sworn, *given), key=lambda line: line.at))
