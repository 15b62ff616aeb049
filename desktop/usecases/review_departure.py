"""The list before the person stands up: see what is missing, settle it, and let him go complete or kept as incomplete.

What is missing is reckoned from the store each time; only what nobody else keeps is written here: that the procedure
was explained, the agreed contact means, that the case is complete, or why it is not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from db.store import Work
from desktop.usecases.attested import newest_state
from desktop.usecases.check_documents import DocumentsPage, documents_page, faults_in_the_way
from desktop.usecases.desk import Desk
from desktop.usecases.keep_contacts import OfferedMeans, offered_means
from desktop.usecases.know_case import Case, know_case
from desktop.usecases.know_request import get_signed
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.move_request import first_step
from desktop.usecases.name_record import name_author
from desktop.usecases.refer_question import ReferralLine, referrals_of_interview
from domain.arabic import unisolated
from domain.attestation import State
from domain.case_step import COMPLETE, CONTACT, EXPLAINED, KEPT, CaseStep, is_kept, last_of
from domain.errors import RuleBroken
from domain.leave_gate import CaseState, Gap, Missing, check_complete, check_kept, missing
from domain.procedure import explain
from domain.sync.changes import NO_CHANGES, Changes
from domain.text import Text

CONTACT_QUESTION = "contact_means"
"""A form that asks how the answer is to reach the person gives the question this name."""
LONGEST_MEANS = 200


@dataclass(frozen=True)
class Tick:
    """What was done, when (ISO) and by whom; `said` belongs to it."""

    said: str
    at: str
    by: str


@dataclass(frozen=True)
class DeparturePage:
    """`contact` is the agreed means in words, empty while there is none; `asks_contact`: the form does not ask it, so
    it is agreed here, of `offered` or in other words. `attestation` is the state of the newest paper. Of a complaint
    (`is_complaint`) nothing is explained and signed; its receipt is another."""

    interview: str
    number: str
    person: str
    person_name: str
    form_title: Text
    is_finished: bool
    missing: tuple[Missing, ...]
    documents: DocumentsPage
    explained: Tick | None
    contact: str
    asks_contact: bool
    referrals: tuple[ReferralLine, ...]
    attestation: State | None
    kept: Tick | None
    completed: Tick | None
    must_say_why: bool
    offered: tuple[OfferedMeans, ...] = ()
    changes: Changes = NO_CHANGES
    is_complaint: bool = False


def review_departure(desk: Desk, interview: str) -> DeparturePage:
    """By id or number. Raises RuleBroken for an interview that is not in the store."""
    return departure_page(desk, know_case(desk, interview))


def departure_page(desk: Desk, case: Case, changes: Changes = NO_CHANGES) -> DeparturePage:
    lines = referrals_of_interview(desk, case.interview.id)
    return DeparturePage(
        case.interview.id,
        case.interview.number,
        case.person.id,
        case.person.name,
        case.session.form.called,
        case.interview.state == "finished",
        missing(_state(desk, case, lines)),
        documents_page(desk, case),
        _tick(desk, case.steps, EXPLAINED),
        contact_of(case),
        not _asked_contact(case),
        lines,
        newest_state(desk, case.interview.id),
        _tick(desk, case.steps, KEPT) if is_kept(case.steps) else None,
        _tick(desk, case.steps, COMPLETE) if not is_kept(case.steps) else None,
        desk.profile.completeness_before_departure,
        offered_means(desk, case.person),
        changes,
        desk.profile.is_complaint(case.interview.form_id),
    )


def _state(desk: Desk, case: Case, lines: Iterable[ReferralLine]) -> CaseState:
    paper = newest_state(desk, case.interview.id)
    gaps = [Gap(problem.ref, problem.label, problem.message) for problem in case.session.problems()]
    if not gaps and case.interview.state != "finished":
        gaps = [Gap("", case.session.form.called.ar, "أُجيبت كلها ولم تُنهَ المقابلة.")]
    return CaseState(
        gaps=gaps,
        is_request_chosen=case.kind is not None or not case.kinds,
        # A signed paper says how they were found on its day.
        faults=() if paper == "signed" else faults_in_the_way(desk, case, each=True),
        has_contact=bool(contact_of(case)),
        is_explained=last_of(case.steps, EXPLAINED) is not None,
        referrals=[line.referral for line in lines],
        attestation=paper,
        is_complaint=desk.profile.is_complaint(case.interview.form_id),
    )


def _tick(desk: Desk, steps: Iterable[CaseStep], step: str) -> Tick | None:
    found = last_of(steps, step)
    return Tick(found.said, found.done_at, name_author(desk, found.done_by)) if found else None


def _asked_contact(case: Case) -> str:
    """The answer to the form's own question, as it reads."""
    lines = case.session.attestation_lines()
    return next((line["display"] for line in lines if line["path"].endswith(f"/{CONTACT_QUESTION}")), "")


def contact_of(case: Case) -> str:
    agreed = last_of(case.steps, CONTACT)
    return _asked_contact(case) or (agreed.said if agreed else "")


def tick_explained(desk: Desk, interview: str) -> DeparturePage:
    """The clerk has explained the steps and when the answer comes; the day that was told is kept."""
    case = know_case(desk, interview)
    reply = explain(desk.profile, date.fromisoformat(desk.today()), holidays_of(desk)).reply.due
    return _take(desk, case, "case.explain", EXPLAINED, f"{reply.kind} {reply.day.isoformat()}")


def agree_contact(desk: Desk, interview: str, means: str) -> DeparturePage:
    """How the answer is to reach the person. Raises RuleBroken for none."""
    said = " ".join(unisolated(means).split())
    if not said or len(said) > LONGEST_MEANS:
        raise RuleBroken(
            "departure.contact",
            ar="اكتب الوسيلة وعنوانها، مثل: اتصال على 0500000012.",
            en="Write the means and its address, such as: a call to 0500000012.",
            field="contact",
        )
    return _take(desk, know_case(desk, interview), "case.contact", CONTACT, said)


def complete_case(desk: Desk, interview: str) -> DeparturePage:
    """He may go: nothing is missing. Raises RuleBroken with the first thing that is. A request is handed in with it,
    unless it was before."""
    case = know_case(desk, interview)
    check_complete(missing(_state(desk, case, referrals_of_interview(desk, case.interview.id))))
    return _take(desk, case, "case.complete", COMPLETE, "", _handing_in(desk, case))


def _handing_in(desk: Desk, case: Case) -> Callable[[Work], None] | None:
    interview = case.interview
    row = desk.store.requests.find(interview.id)
    if not desk.profile.kinds_of_form(interview.form_id) or row is None or row.stage:
        return None
    paper = get_signed(desk, interview.id)
    return first_step(desk, interview.id, case.person.id, desk.store.requests.standing(interview.id), paper)


def keep_incomplete(desk: Desk, interview: str, note: str = "") -> DeparturePage:
    """He goes and the case is not complete: it comes back with what is missing and why. Raises RuleBroken."""
    case = know_case(desk, interview)
    found = missing(_state(desk, case, referrals_of_interview(desk, case.interview.id)))
    said = check_kept(found, note, must_say_why=desk.profile.completeness_before_departure)
    return _take(desk, case, "case.keep", KEPT, said)


def _take(
    desk: Desk, case: Case, action: str, step: str, said: str, beside: Callable[[Work], None] | None = None
) -> DeparturePage:
    taken = CaseStep(desk.new_id(), case.interview.id, case.person.id, step, said, desk.minute(), desk.user.id)
    with desk.store.work(action, desk.user.id) as work:
        work.steps.add(taken)
        if beside is not None:
            beside(work)
    return departure_page(desk, replace(case, steps=(*case.steps, taken)), work.changes)
