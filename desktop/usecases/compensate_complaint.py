"""The dossier of a compensation: opened with the harm, filled with what the policy asks, closed with a proof."""

from collections.abc import Callable
from dataclasses import replace

from db.store import Work
from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import ComplaintPage, get_complaint, page_of
from desktop.usecases.register_complaint import step_of
from desktop.usecases.send_complaints import refuse_course
from domain.compensation import (
    CLOSED,
    Dossier,
    Harm,
    Proof,
    check_close,
    check_harm,
    check_holds,
    check_open,
    check_proof,
    compensation_of,
    find_proof_kind,
    living,
)
from domain.complaint import DOSSIER, Complaint
from domain.complaint_rights import check_works_on
from domain.complaint_rules import check_open as check_complaint_open
from domain.complaint_rules import said_text


def open_dossier(desk: Desk, complaint: str, harm: Harm) -> ComplaintPage:
    """One at a time; the harm of one that is open may be told anew. Raises RuleBroken with the field."""
    one = _worked_on(desk, complaint)
    compensation_of(desk.profile)
    said = check_harm(harm)
    if living(desk.store.compensations.of(one.id)) is not None:
        return _change(desk, one, lambda work, seen, held: work.compensations.describe(seen, replace(held, harm=said)))
    made = (desk.minute(), desk.user.id)
    dossier = Dossier(desk.new_id(), one.id, one.subject_id, desk.next_human_number(), *made, said)
    with desk.store.work("compensation.open", desk.user.id) as work:
        work.compensations.add(dossier)
        work.complaints.add_step(step_of(desk, one, DOSSIER, f"فُتح: {said.damage}"))
    return page_of(desk, one.id, work.changes)


def hold_condition(desk: Desk, complaint: str, rule: str, how: str) -> ComplaintPage:
    """That a condition holds, or a duty was done, and by what. Raises RuleBroken with the field."""
    one = _worked_on(desk, complaint)
    said = check_holds(compensation_of(desk.profile), rule, how)
    return _change(
        desk,
        one,
        lambda work, seen, held: work.compensations.hold(seen, replace(held, holds={**held.holds, rule: said})),
    )


def prove_compensation(desk: Desk, complaint: str, proof: Proof) -> ComplaintPage:
    """One of the proofs that the policy accepts, with what its kind must say. Raises RuleBroken with the field."""
    one = _worked_on(desk, complaint)
    rules = compensation_of(desk.profile)
    held, _ = desk.store.compensations.get_last(one.id)
    found = check_proof(rules, proof, held.harm, desk.today())
    said = f"{find_proof_kind(rules, found.kind).text.ar}: {found.paper} ({found.day})"
    return _change(desk, one, lambda work, seen, held: work.compensations.prove(seen, replace(held, proof=found)), said)


def close_dossier(desk: Desk, complaint: str, agreed: str, amount: str = "") -> ComplaintPage:
    """What the negotiation came to. Raises RuleBroken without a proof, or while a condition does not hold."""
    one = _worked_on(desk, complaint)
    held, _ = desk.store.compensations.get_last(one.id)
    said, riyals = check_close(compensation_of(desk.profile), held, agreed, amount)
    closed = replace(held, agreed=said, amount=riyals, closed_on=desk.today(), progress=CLOSED)
    return _change(
        desk, one, lambda work, seen, _: work.compensations.close(seen, closed), f"أُغلق: {said}", "compensation.close"
    )


def withdraw_dossier(desk: Desk, complaint: str, reason: str) -> ComplaintPage:
    """Nothing is due: it stays in the history with the reason. Raises RuleBroken with the field."""
    one = _worked_on(desk, complaint)
    said = said_text(reason, "reason", "اكتب لماذا سُحب الملف", "Write why the dossier is withdrawn")
    return _change(
        desk, one, lambda work, _, held: work.compensations.void(held, said), f"سُحب: {said}", "compensation.withdraw"
    )


def _change(
    desk: Desk,
    one: Complaint,
    write: Callable[[Work, Seen, Dossier], None],
    said: str = "",
    action: str = "compensation.describe",
) -> ComplaintPage:
    held, seen = desk.store.compensations.get_last(one.id)
    check_open(held)
    with desk.store.work(action, desk.user.id) as work:
        write(work, seen, held)
        if said:
            work.complaints.add_step(step_of(desk, one, DOSSIER, said))
    return page_of(desk, one.id, work.changes)


def _worked_on(desk: Desk, complaint: str) -> Complaint:
    one, _ = get_complaint(desk, complaint)
    refuse_course(desk)
    check_works_on(desk.user, one)
    check_complaint_open(one)
    return one
