"""The receipt of a complaint: its number and who follows it up, for whoever complained at the desk to take along."""

from desktop.usecases.desk import Desk
from desktop.usecases.hear_complaint import ABOUT, ABOUT_OTHER, DEPARTMENT, REMEDIES, REMEDY_DETAILS, TOLD
from desktop.usecases.know_case import Case, know_case
from desktop.usecases.know_complaint import owner_of
from desktop.usecases.make_complaint_papers import make_register_receipt
from desktop.usecases.make_receipt import issue_of
from desktop.usecases.record_print import MadeSheet
from desktop.usecases.review_departure import contact_of
from domain.errors import RuleBroken
from domain.interview import FINISHED
from domain.print_order import COMPLAINT_RECEIPT
from domain.to_the_person import stated
from forms.paper.clauses import Stated
from forms.paper.complaint import RECEIPT, Complaint, render_complaint_receipt


def make_complaint_receipt(desk: Desk, interview: str) -> MadeSheet:
    """By id or number of the interview or of the complaint; one that was not told at the desk has no interview. Raises
    RuleBroken for an interview that is no complaint, or not finished, or with a letter that no font has."""
    known = desk.store.complaints.find(interview)
    if known is not None and not known.interview:
        return make_register_receipt(desk, known.id)
    case = know_case(desk, known.interview if known is not None else interview)
    if not desk.profile.is_complaint(case.interview.form_id):
        raise RuleBroken(
            "complaint.receipt.other",
            ar="هذه المقابلة ليست شكوى. اطبع لها «إشعار الاستلام».",
            en="This interview is no complaint. Print its receipt instead.",
            field="interview",
        )
    if case.interview.state != FINISHED:
        raise RuleBroken(
            "complaint.receipt.unfinished",
            ar="الشكوى لم تكتمل بعد. أكملها ثم اطبع إشعار استلامها.",
            en="The complaint is not finished. Finish it, then print its receipt.",
            field="interview",
        )
    complaint = _complaint(desk, case)
    pdf = render_complaint_receipt(complaint, made_at=desk.minute())
    return MadeSheet(COMPLAINT_RECEIPT, pdf, case.interview.id, case.person.id, case.interview.number, RECEIPT.revision)


def _complaint(desk: Desk, case: Case) -> Complaint:
    said = {line["path"].rpartition("/")[2]: line["display"] for line in case.session.attestation_lines()}
    registered = desk.store.complaints.of_interview(case.interview.id)
    committee = desk.profile.complaints.committee
    owner = committee.ar if committee is not None else said.get(DEPARTMENT, "")
    wanted = (said.get(REMEDIES, ""), said.get(REMEDY_DETAILS, ""))
    return Complaint(
        issue=issue_of(desk, case, at=desk.minute()),
        channel=_channel(desk, case),
        about=said.get(ABOUT_OTHER) or said.get(ABOUT, ""),
        said=said.get(TOLD, ""),
        wanted="\n".join(filter(None, wanted)),
        owner=owner_of(desk, registered).ar if registered is not None else owner,
        contact=contact_of(case),
        clerk=desk.user.name,
        rules=tuple(Stated(*one) for one in stated(desk.profile.complaints.rules)),
    )


def _channel(desk: Desk, case: Case) -> str:
    """Of the visit with which he came that day; empty where none is named."""
    day = case.interview.started_at[:10]
    visits = (visit for visit in desk.store.visits.of_day(day) if visit.void_reason is None)
    channel = next((one.channel for one in visits if one.person == case.person.id and one.channel), "")
    return next((one.text.ar for one in desk.profile.channels if one.id == channel), "")
