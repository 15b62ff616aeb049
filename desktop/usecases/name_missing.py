"""What an interview on a list still lacks, in kinds: cheap enough for every line, for it opens no interview.

The list before leaving itself (`review_departure`) says each thing, and is what decides.
"""

from collections.abc import Iterable
from datetime import date

from desktop.usecases.check_documents import EACH
from desktop.usecases.desk import Desk
from desktop.usecases.know_case import documents_wanted, kind_of
from domain.attestation import State
from domain.case_step import EXPLAINED, KEPT, CaseStep, is_kept, last_of
from domain.document import faults
from domain.interview import FINISHED, Interview
from domain.leave_gate import ATTESTATION, DOCUMENTS, EXPLANATION, REFERRAL, REQUEST, SIGNATURE


def missing_kinds(desk: Desk, interview: Interview, attestation: State | None) -> tuple[tuple[str, ...], str]:
    """Kinds of `domain.leave_gate`, and why the case was kept incomplete. A signed case lacks nothing here unless it
    was kept; one that was left or has no kind of request says nothing."""
    if interview.state != FINISHED:
        return (), ""
    steps = desk.store.steps.of_interview(interview.id)
    kept = last_of(steps, KEPT) if is_kept(steps) else None
    if attestation == "signed" and kept is None:
        return (), ""
    return tuple(_kinds(desk, interview, attestation, steps)), kept.said if kept else ""


def _kinds(desk: Desk, interview: Interview, attestation: State | None, steps: tuple[CaseStep, ...]) -> Iterable[str]:
    kinds = desk.profile.kinds_of_form(interview.form_id)
    kind = kind_of(kinds, steps)
    if desk.profile.document_checks == EACH and attestation != "signed":
        if kinds and kind is None:
            yield REQUEST
        checks = {check.document: check for check in desk.store.documents.of_interview(interview.id)}
        today = date.fromisoformat(desk.today())
        wanted = documents_wanted(desk.profile, interview.form_id, kind)
        if any(faults(one, checks.get(one.id), {}, today) for one in wanted):
            yield DOCUMENTS
    if any(one.is_waiting for one in desk.store.referrals.of_interview(interview.id)):
        yield REFERRAL
    if desk.profile.is_complaint(interview.form_id):
        return
    if last_of(steps, EXPLAINED) is None:
        yield EXPLANATION
    if attestation != "signed":
        yield SIGNATURE if attestation == "unsigned" else ATTESTATION
