"""The papers of a complaint: its receipt, the letter with its outcome, the settlement and the compensation to sign."""

from collections.abc import Mapping

from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.know_complaint import ComplaintPage, channel_text, complainant_of, owner_of, show_complaint
from desktop.usecases.record_print import MadeSheet
from domain.compensation import Dossier, compensation_of
from domain.complaint import ANONYMOUS, OPEN, OUTCOMES, Complaint
from domain.errors import RuleBroken
from domain.policy_parts import Rule
from domain.print_order import COMPENSATION, COMPLAINT_ANSWER, COMPLAINT_RECEIPT, SETTLEMENT
from domain.record_words import value
from domain.to_the_person import stated
from forms.paper.clauses import Stated
from forms.paper.compensation import FORM as COMPENSATION_FORM
from forms.paper.compensation import CompensationRecord, Judged, render_compensation
from forms.paper.complaint import RECEIPT, Term, render_complaint_receipt, render_settlement
from forms.paper.complaint import SETTLEMENT as SETTLEMENT_FORM
from forms.paper.complaint import Complaint as ReceiptOf
from forms.paper.complaint import Settlement as SettlementPaper
from forms.paper.complaint_answer import FORM as ANSWER_FORM
from forms.paper.complaint_answer import ComplaintAnswer, render_complaint_answer
from forms.paper.dates import day_or_words
from forms.paper.hands import Signer
from forms.paper.issued import Issue

_COMPLAINANT = "صاحب الشكوى"
_FOR_THE_ASSOCIATION = "عن الجمعية"
_DAY_COLUMN = "day"


def make_register_receipt(desk: Desk, complaint: str) -> MadeSheet:
    """Of a complaint that came by another way than the desk. Raises RuleBroken."""
    page = show_complaint(desk, complaint)
    one = page.complaint
    receipt = ReceiptOf(
        issue=_issue(desk, one, at=one.registered_at, number=one.number),
        channel=channel_text(desk, one.channel).ar,
        about=one.subject,
        said=one.told,
        wanted=one.wanted,
        owner=owner_of(desk, one).ar,
        contact=one.party_reach,
        clerk=desk.user.name,
        rules=_rules(desk),
    )
    return _sheet(COMPLAINT_RECEIPT, one, render_complaint_receipt(receipt, made_at=desk.minute()), RECEIPT.revision)


def make_complaint_answer(desk: Desk, complaint: str) -> MadeSheet:
    """The letter with what came of it. Raises RuleBroken while nothing has."""
    one = show_complaint(desk, complaint).complaint
    if one.progress == OPEN or not one.outcome:
        raise RuleBroken(
            "complaint.answer.none",
            ar="لا يُكتب خطاب قبل أن تكون للشكوى نتيجة. حدّد النتيجة أولًا.",
            en="There is no letter before the complaint has an outcome. Set the outcome first.",
            field="outcome",
        )
    if one.kind_of_complainant == ANONYMOUS:
        raise RuleBroken(
            "complaint.answer.nobody",
            ar="لا يُعرف صاحب هذه الشكوى، فلا يُكتب إليه.",
            en="The complainant is not known: there is nobody to write to.",
            field="complaint",
        )
    answer = ComplaintAnswer(
        issue=_issue(desk, one, at=one.outcome_at, number=one.number),
        received=value(_DAY_COLUMN, one.received_on).ar,
        about=one.subject,
        outcome=OUTCOMES[one.outcome].ar if one.outcome in OUTCOMES else one.outcome,
        done=one.outcome_note,
        rules=_rules(desk),
        signers=(Signer(_FOR_THE_ASSOCIATION, owner_of(desk, one).ar),),
    )
    return _sheet(COMPLAINT_ANSWER, one, render_complaint_answer(answer, made_at=desk.minute()), ANSWER_FORM.revision)


def make_settlement(desk: Desk, complaint: str) -> MadeSheet:
    """The record that both sides sign, of the last settlement. Raises RuleBroken when nothing was agreed."""
    page = show_complaint(desk, complaint)
    one = _whole(page)
    settlement, _ = desk.store.settlements.get_last(one.id)
    paper = SettlementPaper(
        issue=_issue(desk, one, at=settlement.agreed_on, number=settlement.number),
        complaint=one.number,
        dispute=f"{one.subject}\n{one.told}",
        terms=tuple(Term(term.what, term.who, term.until) for term in settlement.terms),
        rules=_rules(desk),
        signers=tuple(Signer(_FOR_THE_ASSOCIATION, name) for name in settlement.parties),
    )
    return _sheet(SETTLEMENT, one, render_settlement(paper, made_at=desk.minute()), SETTLEMENT_FORM.revision)


def make_compensation(desk: Desk, complaint: str) -> MadeSheet:
    """The record of the last dossier. Raises RuleBroken when none was opened."""
    page = show_complaint(desk, complaint)
    one = _whole(page)
    rules = compensation_of(desk.profile)
    dossier, _ = desk.store.compensations.get_last(one.id)
    harm = dossier.harm
    record = CompensationRecord(
        issue=_issue(desk, one, at=dossier.made_at, number=dossier.number),
        complaint=one.number,
        harm="\n".join(filter(None, (harm.damage, harm.size, harm.causes))),
        duties=_judged(rules.duties, dossier.holds),
        conditions=_judged(rules.conditions, dossier.holds),
        proofs=_judged(rules.proofs, _proven(dossier)),
        settlement=Stated(rules.settlement.ar, rules.settlement_source),
        agreed=dossier.agreed,
        amount=dossier.amount,
        signers=(Signer(_FOR_THE_ASSOCIATION, ""),),
    )
    return _sheet(COMPENSATION, one, render_compensation(record, made_at=desk.minute()), COMPENSATION_FORM.revision)


def _whole(page: ComplaintPage) -> Complaint:
    if not page.line.is_whole:
        raise RuleBroken(
            "complaint.not_owner",
            ar="هذه الورقة لمن يتابع الشكوى أو للمشرف.",
            en="This paper is for the owner of the complaint or a supervisor.",
            field="complaint",
        )
    return page.complaint


def _proven(dossier: Dossier) -> Mapping[str, str]:
    if dossier.proof is None:
        return {}
    proof = dossier.proof
    members = f"اعتمده: {'، '.join(proof.members)}" if proof.members else ""
    return {proof.kind: "، ".join(filter(None, (proof.paper, day_or_words(proof.day), members)))}


def _judged(rules: tuple[Rule, ...], holds: Mapping[str, str]) -> tuple[Judged, ...]:
    told = (Stated(*one) for one in stated(rules))
    return tuple(Judged(said, rule.id in holds, holds.get(rule.id, "")) for said, rule in zip(told, rules, strict=True))


def _rules(desk: Desk) -> tuple[Stated, ...]:
    return tuple(Stated(*one) for one in stated(desk.profile.complaints.rules))


def _issue(desk: Desk, one: Complaint, *, at: str, number: str) -> Issue:
    person = desk.store.persons.find_by_key(one.person) if one.person else None
    return Issue(
        association=desk.profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        at=at,
        number=number,
        person_word=desk.profile.person.called(person.sex).ar if person else _COMPLAINANT,
        person=complainant_of(desk, one).ar if one.kind_of_complainant != ANONYMOUS else "",
        file_number=person.number if person else "",
        own=stationery_of(desk),
    )


def _sheet(paper: str, one: Complaint, pdf: bytes, revision: str) -> MadeSheet:
    return MadeSheet(paper, pdf, one.id, one.subject_id, one.number, revision)
