"""The receipt of a finished interview: what the person takes along, with the day of the answer."""

from datetime import date

from desktop.usecases.attested import state_of_paper
from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.know_case import Case, know_case
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.record_print import MadeSheet
from desktop.usecases.review_departure import DeparturePage, departure_page
from domain.errors import RuleBroken
from domain.interview import FINISHED
from domain.leave_gate import (
    ANSWERS,
    ATTESTATION,
    CONTACT,
    DOCUMENTS,
    EXPLANATION,
    REFERRAL,
    REQUEST,
    SIGNATURE,
    Missing,
)
from domain.print_order import RECEIPT
from domain.promise import Promise, promise
from domain.to_the_person import next_steps
from forms.paper.clauses import Stated
from forms.paper.issued import Issue
from forms.paper.receipt import FORM, Layout, Receipt, render_receipt

_LEFT_TO_DO = {
    REQUEST: "تحديد نوع الطلب",
    CONTACT: "الاتفاق على وسيلة يصل بها الجواب",
    REFERRAL: "جواب سؤال أُحيل إلى مختص",
    ATTESTATION: "إقرار بصحة البيانات، وتوقيعه",
    SIGNATURE: "توقيع الإقرار بصحة البيانات",
}


def make_receipt(desk: Desk, interview: str, layout: Layout = "a4") -> MadeSheet:
    """By id or number. Raises RuleBroken for one that is not finished, or with a letter that no font has."""
    case = know_case(desk, interview)
    if case.interview.state != FINISHED:
        raise RuleBroken(
            "receipt.unfinished",
            ar="المقابلة لم تكتمل بعد. أكملها ثم اطبع إشعار الاستلام.",
            en="The interview is not finished. Finish it, then print the receipt.",
            field="interview",
        )
    if desk.profile.is_complaint(case.interview.form_id):
        raise RuleBroken(
            "receipt.complaint",
            ar="هذه شكوى لا طلب، فلا موعد جواب طلب لها. اطبع «إشعار استلام شكوى».",
            en="This is a complaint, not a request: no day of an answer follows. Print the receipt of the complaint.",
            field="interview",
        )
    receipt = receipt_of(desk, case)
    pdf = render_receipt(receipt, made_at=desk.minute(), layout=layout)
    return MadeSheet(RECEIPT, pdf, case.interview.id, case.person.id, case.interview.number, FORM.revision)


def receipt_of(desk: Desk, case: Case) -> Receipt:
    page = departure_page(desk, case)
    return Receipt(
        issue=issue_of(desk, case, at=_complete_at(desk, page)),
        request=case.kind.text.ar if case.kind else case.session.form.called.ar,
        promise=_promise(desk, page),
        received=tuple(line.wanted.text.ar for line in page.documents.lines if line.state == "good"),
        missing=_missing(page),
        steps=tuple(Stated(*said) for said in next_steps(desk.profile)),
        attestation=number_of_signed(desk, case),
        contact=page.contact,
        clerk=desk.user.name,
    )


def issue_of(desk: Desk, case: Case, *, at: str) -> Issue:
    """Of a paper about one case: its number is the interview's, which the person is told too."""
    return Issue(
        association=desk.profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        at=at,
        number=case.interview.number,
        person_word=desk.profile.person.called(case.person.sex).ar,
        person=case.person.name,
        file_number=case.person.number,
        own=stationery_of(desk),
    )


def _promise(desk: Desk, page: DeparturePage) -> Promise:
    """A request is not handed in before it is complete: from that day on it is studied, whatever the term is counted
    from; the day on which the committee receives it is not known here."""
    term = desk.profile.reply_term
    is_known = (page.completed is not None or not page.missing) and term.counted_from != "committee_received"
    return promise(term, date.fromisoformat(_complete_at(desk, page)[:10]) if is_known else None, holidays_of(desk))


def _complete_at(desk: Desk, page: DeparturePage) -> str:
    """Where nothing is missing and only the closing of the case is left, it is complete now."""
    return page.completed.at if page.completed is not None else desk.minute()


def _missing(page: DeparturePage) -> tuple[str, ...]:
    """What the person can do something about, in words to him; nothing once the case was completed."""
    if page.completed is not None:
        return ()
    titles = {line.id: line.wanted.text.ar for line in page.documents.lines}
    return tuple(dict.fromkeys(_to_do(one, titles) for one in page.missing if one.kind != EXPLANATION))


def _to_do(one: Missing, titles: dict[str, str]) -> str:
    if one.kind == DOCUMENTS:
        return titles.get(one.target, one.text.ar)
    if one.kind == ANSWERS:
        return f"جواب {one.text.ar}"
    return _LEFT_TO_DO[one.kind]


def number_of_signed(desk: Desk, case: Case) -> str:
    """The number of the attestation that he signed and that still stands."""
    rows = desk.store.attestations.of_interview(case.interview.id)
    return next((row.number for row in rows if state_of_paper(desk, row) == "signed"), "")
