"""A proof of a signature is taken back, and brought back: it was of another, or pressed by mistake."""

from dataclasses import dataclass

from desktop.usecases.attest import AttestationPage, page_of
from desktop.usecases.desk import Desk
from domain.drawn_signature import find_drawing
from domain.errors import RuleBroken, Unavailable
from domain.signing import SCREEN

LONGEST_REASON = 300


@dataclass(frozen=True)
class ProofFile:
    """`content` is None while the file is on its way from head office."""

    attestation: str
    kind: str
    content: bytes | None


def withdraw_proof(desk: Desk, proof: str, reason: str) -> AttestationPage:
    """It stays in the history with the reason, and the attestation is as signed as it is without it. Raises
    RuleBroken."""
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise RuleBroken(
            "signature.proof.reason",
            ar=f"اكتب لماذا يُسحب، في {LONGEST_REASON} حرف على الأكثر، مثل: صورة غير واضحة.",
            en=f"Write why it is taken back, in {LONGEST_REASON} characters at most, like: the picture is not clear.",
            field="reason",
        )
    row, _ = desk.store.proofs.get(proof)
    attestation = desk.store.attestations.get(row.attestation)
    if all(one.id != row.id for one in desk.store.proofs.of(attestation.id)):
        raise RuleBroken(
            "signature.proof.withdrawn",
            ar="سُحب هذا الإثبات من قبل.",
            en="This proof was taken back already.",
            field="proof",
        )
    with desk.store.work("signature.withdraw", desk.user.id) as work:
        work.proofs.withdraw(row, said)
    return page_of(desk, attestation, work.changes)


def bring_back_proof(desk: Desk, proof: str) -> AttestationPage:
    """What was taken back a moment ago. Raises RuleBroken when another of its kind has come since."""
    row, seen = desk.store.proofs.get(proof)
    attestation = desk.store.attestations.get(row.attestation)
    if any(one.kind == row.kind for one in desk.store.proofs.of(attestation.id)):
        raise RuleBroken(
            "signature.proof.again",
            ar="سُجّل إثبات غيره بعد سحبه. اسحب ذاك أولًا إن أردت هذا.",
            en="Another has been recorded since. Take that one back first if you want this one.",
            field="proof",
        )
    with desk.store.work("signature.return", desk.user.id) as work:
        work.proofs.bring_back(seen, row)
    return page_of(desk, attestation, work.changes)


def open_proof(desk: Desk, proof: str) -> ProofFile:
    """The scan as PDF, or the drawing. Raises RuleBroken, and Unavailable for a damaged file."""
    row, _ = desk.store.proofs.get(proof)
    there = desk.store.place_of("signature_proofs", row.id)
    content = desk.store.blobs.find_or_want(row.file, there) if row.file is not None else None
    if row.kind == SCREEN and content is not None and find_drawing(content, sha256=row.sha256) is None:
        raise Unavailable(
            "signature.proof.damaged",
            ar="ملف هذا التوقيع ليس رسمًا لهذا الإقرار، فلا يُعتدّ به. اسحبه، وليوقّع صاحبه من جديد.",
            en="The file of this signature is no drawing for this attestation, and does not count. Take it back, and "
            "have it signed again.",
        )
    return ProofFile(row.attestation, row.kind, content)


def no_file() -> Unavailable:
    return Unavailable(
        "signature.proof.file",
        ar="لم يصل ملف هذا التوقيع إلى هذا الجهاز بعد، أو لا ملف له. زامن ثم أعد المحاولة.",
        en="The file of this signature has not reached this laptop yet, or it has none. Sync and try again.",
    )
