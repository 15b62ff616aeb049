"""An amicable settlement of a complaint: what was agreed, by whom, and that both sides signed it."""

from collections.abc import Sequence
from dataclasses import replace

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import ComplaintPage, get_complaint, page_of
from desktop.usecases.register_complaint import step_of
from desktop.usecases.send_complaints import refuse_course
from domain.complaint import AGREED, SIGNED, Complaint
from domain.complaint_rights import check_works_on
from domain.complaint_rules import check_open, said_text
from domain.errors import RuleBroken
from domain.settlement import Settlement, Term, check_agreed_on, check_parties, check_terms


def write_settlement(
    desk: Desk, complaint: str, terms: Sequence[Term], parties: Sequence[str], agreed_on: str = ""
) -> ComplaintPage:
    """`parties` sign beside the complainant; `agreed_on` is today where it is left out. One that is not signed yet
    gives way to the new one. Raises RuleBroken with the field."""
    one, _ = _worked_on(desk, complaint)
    said, who = check_terms(terms), check_parties(parties)
    day = check_agreed_on(agreed_on or desk.today(), desk.today())
    before = [item for item in desk.store.settlements.of(one.id) if not item.is_signed]
    made = (desk.minute(), desk.user.id)
    settlement = Settlement(desk.new_id(), one.id, one.subject_id, desk.next_human_number(), *made, said, who, day)
    with desk.store.work("settlement.write", desk.user.id) as work:
        for item in before:
            work.settlements.void(item, "حلّت محلها تسوية أحدث")
        work.settlements.add(settlement)
        work.complaints.add_step(step_of(desk, one, AGREED, "؛ ".join(term.what for term in said)))
    return page_of(desk, one.id, work.changes)


def sign_settlement(desk: Desk, complaint: str, signed_on: str = "") -> ComplaintPage:
    """Both sides have signed the paper. Raises RuleBroken with the field."""
    one, _ = _worked_on(desk, complaint)
    settlement, seen = desk.store.settlements.get_last(one.id)
    _refuse_signed(settlement)
    day = check_agreed_on(signed_on or desk.today(), desk.today())
    with desk.store.work("settlement.sign", desk.user.id) as work:
        work.settlements.sign(seen, replace(settlement, signed_on=day, signed_noted_by=desk.user.id))
        work.complaints.add_step(step_of(desk, one, SIGNED, f"{settlement.number} ({day})"))
    return page_of(desk, one.id, work.changes)


def withdraw_settlement(desk: Desk, complaint: str, reason: str) -> ComplaintPage:
    """It came to nothing: it stays in the history with the reason. Raises RuleBroken with the field."""
    one, _ = _worked_on(desk, complaint)
    settlement, _ = desk.store.settlements.get_last(one.id)
    _refuse_signed(settlement)
    said = said_text(reason, "reason", "اكتب لماذا لم تتم التسوية", "Write why the settlement came to nothing")
    with desk.store.work("settlement.withdraw", desk.user.id) as work:
        work.settlements.void(settlement, said)
        work.complaints.add_step(step_of(desk, one, AGREED, f"سُحبت: {said}"))
    return page_of(desk, one.id, work.changes)


def _refuse_signed(settlement: Settlement) -> None:
    if settlement.is_signed:
        raise RuleBroken(
            "settlement.signed",
            ar="وُقّعت هذه التسوية. لتغييرها اكتب تسوية جديدة.",
            en="This settlement is signed. To change it, write a new one.",
            field="terms",
        )


def _worked_on(desk: Desk, complaint: str) -> tuple[Complaint, Seen]:
    one, seen = get_complaint(desk, complaint)
    refuse_course(desk)
    check_works_on(desk.user, one)
    check_open(one)
    return one, seen
