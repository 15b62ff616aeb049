"""How an attestation stands today. Apart from its making, so that who only asks loads no paper."""

from db.attestations import AttestationRow
from desktop.usecases.check_documents import documents_sha256
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import find_last_deed
from domain.attestation import State, documents_of, rule_of, state_of
from domain.calendar import saudi_minute
from domain.paper import Standing, Superseded


def newest_state(desk: Desk, interview: str) -> State | None:
    """The state of an interview's newest attestation."""
    rows = desk.store.attestations.of_interview(interview)
    return state_of_paper(desk, rows[0]) if rows else None


def state_of_paper(desk: Desk, row: AttestationRow) -> State:
    interview = desk.store.interviews.find(row.interview)
    return state_of(
        frozen_answers_sha256=row.answers_sha256,
        current_answers_sha256=interview.answers_sha256 if interview and interview.void_reason is None else None,
        is_signed=rule_of(row.frozen).is_met_by(kinds_of(desk, row.id)),
        frozen_documents_sha256=documents_of(row.frozen),
        current_documents_sha256=documents_sha256(desk, row.interview),
    )


def kinds_of(desk: Desk, attestation: str) -> frozenset[str]:
    """What is on record of its signing (`domain.signing`), whether it counts or not."""
    sworn = (one.kind for one in desk.store.attestations.signatures(attestation))
    return desk.store.proofs.kinds(attestation).union(sworn)


def standing_of(desk: Desk, row: AttestationRow) -> Standing:
    """What the record says of its paper when that comes back."""
    standings: dict[State, Standing] = {"void": "superseded", "signed": "signed", "unsigned": "stands"}
    return standings[state_of_paper(desk, row)]


def superseded_of(desk: Desk, row: AttestationRow) -> Superseded | None:
    """Since when its data is another, and what has it now; None while it stands."""
    if state_of_paper(desk, row) != "void":
        return None
    newest = desk.store.attestations.of_interview(row.interview)[0]
    by = newest.number if newest.id != row.id and state_of_paper(desk, newest) != "void" else ""
    return Superseded(_changed_at(desk, row), by)


def _changed_at(desk: Desk, row: AttestationRow) -> str:
    """Of the newest change that makes it another; nothing when this laptop does not know."""
    interview = desk.store.interviews.find(row.interview)
    if interview is None or interview.void_reason is not None:
        return ""
    if interview.answers_sha256 != row.answers_sha256:
        deed = find_last_deed(desk, "interviews", row.interview, "answers")
        return saudi_minute(deed.written_at) if deed else ""
    return max((check.checked_at for check in desk.store.documents.of_interview(row.interview)), default="")
