"""The person signs beside the paper: draws his name on the screen, or sets his thumb on the paper before two
witnesses. Whether that makes the attestation signed is the profile's rule (`domain.signing`)."""

from db.attestations import AttestationRow
from db.signature_proofs import ProofRow
from desktop.usecases.attest import AttestationPage, page_of
from desktop.usecases.attested import state_of_paper
from desktop.usecases.desk import Desk
from domain.attestation import rule_of
from domain.drawn_signature import BoundDrawing, Drawing, check_drawing, write_drawing
from domain.errors import RuleBroken
from domain.signing import DEVICES, PROOF_KINDS, SCREEN, THUMB, Witness, check_witnesses


def draw_signature(desk: Desk, attestation: str, drawing: Drawing, device: str) -> AttestationPage:
    """Kept as the strokes that were made, bound to the hash of the data, with the time, the clerk and the kind of
    device (`domain.signing.DEVICES`). Raises RuleBroken, and Unavailable for the disk."""
    row = _signable(desk, attestation, SCREEN)
    check_drawing(drawing)
    if device not in DEVICES:
        raise ValueError(f"no device draws like {device}")
    at = desk.minute()
    raw = write_drawing(BoundDrawing(drawing, row.number, row.sha256, at, device))
    file = desk.store.blobs.prepare(raw)
    proof = ProofRow(*(desk.new_id(), row.id, row.person, SCREEN, row.sha256, at, desk.user.id, device), file.name)
    with desk.store.work("signature.draw", desk.user.id) as work:
        work.keep_file(file)
        work.proofs.add(proof)
    return page_of(desk, row, work.changes)


def take_thumbprint(desk: Desk, attestation: str, first: Witness, second: Witness) -> AttestationPage:
    """The thumb is on the printed paper, and both witnesses have signed there. Raises RuleBroken with the field."""
    row = _signable(desk, attestation, THUMB)
    if not rule_of(row.frozen).thumbprint:
        raise RuleBroken(
            "signature.thumb.not_taken",
            ar="ملف الجمعية لا يعتمد بصمة الإبهام توقيعًا. ليوقّع صاحب الإقرار، أو من ينوب عنه شرعًا، على الورقة.",
            en="The association's profile takes no thumbprint for a signature. The person signs the paper, or whoever "
            "lawfully acts for him.",
            field="attestation",
        )
    person = desk.store.persons.find_by_key(row.person)
    witnesses = check_witnesses(first, second, signer_id=person.id_number if person is not None else None)
    proof = ProofRow(
        *(desk.new_id(), row.id, row.person, THUMB, row.sha256, desk.minute(), desk.user.id, ""), witnesses=witnesses
    )
    with desk.store.work("signature.thumb", desk.user.id) as work:
        work.proofs.add(proof)
    return page_of(desk, row, work.changes)


def _signable(desk: Desk, attestation: str, kind: str) -> AttestationRow:
    row = desk.store.attestations.get(attestation)
    if state_of_paper(desk, row) == "void":
        raise RuleBroken(
            "attestation.state",
            ar="تغيّرت البيانات بعد هذا الإقرار فأصبح ملغى. اطبع إقرارًا جديدًا ووقّعه.",
            en="The data changed after this attestation, so it is void. Print a new one and have it signed.",
            field="attestation",
        )
    if kind in desk.store.proofs.kinds(row.id):
        said = PROOF_KINDS[kind]
        raise RuleBroken(
            "signature.proof.twice",
            ar=f"مسجَّل لهذا الإقرار من قبل: {said.ar}. اسحب المسجَّل أولًا إن كان خطأ.",
            en=f"This attestation has one already: {said.en}. If it is wrong, take it back first.",
            field="attestation",
        )
    return row
