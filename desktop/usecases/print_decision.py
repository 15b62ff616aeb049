"""The letter that tells a person what was decided, the receipt he signs for what he was given, and the filled minutes
of a session."""

from dataclasses import replace

from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import issued_here
from desktop.usecases.know_case import know_case
from desktop.usecases.know_request import KnownRequest, know_request
from desktop.usecases.list_household import list_household
from desktop.usecases.make_receipt import issue_of
from desktop.usecases.name_record import name_author
from desktop.usecases.prove_decision import refuse_unproved
from desktop.usecases.record_print import MadeSheet
from desktop.usecases.review_departure import contact_of
from desktop.usecases.show_committee import AgendaLine, SessionPage, show_session
from domain.committee import DEFERRED, SIGNED
from domain.errors import RuleBroken
from domain.print_order import DECISION, MINUTES, SERVICE_RECEIPT
from domain.request import ACCEPTED, ANSWERED, REJECTED, SERVED, SUBMITTED
from domain.to_the_person import how_to_complain
from forms.paper.clauses import Stated
from forms.paper.dates import day_or_words
from forms.paper.decision_letter import FORM as LETTER
from forms.paper.decision_letter import DecisionLetter, render_decision_letter
from forms.paper.hands import Signer
from forms.paper.minutes import FORM as MINUTES_FORM
from forms.paper.minutes import Looked, Member, Minutes, render_minutes
from forms.paper.service_receipt import FORM as SERVICE_FORM
from forms.paper.service_receipt import ServiceReceipt, render_service_receipt

_OUTCOMES = {ACCEPTED: "قُبل", REJECTED: "لم يُقبل", DEFERRED: "أُجّل", "": "لم يُنظر فيه"}


def make_decision_letter(desk: Desk, interview: str) -> MadeSheet:
    """By id or number. Raises RuleBroken for a request that is not decided, or with a letter that no font has."""
    known = know_request(desk, interview)
    letter = letter_of(desk, known)
    pdf = render_decision_letter(letter, made_at=desk.minute())
    return MadeSheet(DECISION, pdf, known.interview, known.row.person, known.row.number, LETTER.revision)


def letter_of(desk: Desk, known: KnownRequest) -> DecisionLetter:
    decision = known.path.decision
    if decision is None:
        raise RuleBroken(
            "decision.none",
            ar="لم تقرر اللجنة في هذا الطلب بعد، فلا خطاب قرار له.",
            en="The committee has not decided this request yet: there is no letter.",
            field="request",
        )
    refuse_unproved(desk, decision)
    case = know_case(desk, known.interview)
    session = desk.store.sessions.find(decision.session)
    submitted = known.path.first_of(SUBMITTED)
    answered = known.path.last_of(ANSWERED)
    is_accepted = decision.stage == ACCEPTED
    return DecisionLetter(
        issue=issue_of(desk, case, at=desk.minute()),
        outcome="accepted" if is_accepted else "rejected",
        request=known.kind.ar,
        request_number=known.row.number,
        made_on=submitted.on_day if submitted else known.completed_on,
        decided_on=decision.on_day,
        committee=session.committee if session else desk.profile.committee.ar,
        session=session.number if session else "",
        reasons=(decision.said,) if decision.said else (),
        follows=(Stated("تُسلَّم الخدمة في المكتب ويوقّع مستلمها على استلامها."),) if is_accepted else (),
        complaints=tuple(Stated(*said) for said in how_to_complain(desk.profile)),
        means=answered.means if answered else contact_of(case),
        signers=(Signer("المدير العام"),),
    )


def make_service_receipt(desk: Desk, interview: str) -> MadeSheet:
    """What was handed over, for the receiver to sign (clause 21). Raises RuleBroken before that is recorded."""
    known = know_request(desk, interview)
    served = known.path.last_of(SERVED)
    if served is None:
        raise RuleBroken(
            "service.none",
            ar="لم يُسجَّل تسليم خدمة لهذا الطلب. سجّل التسليم ثم اطبع السند ليوقّعه المستلم.",
            en="No delivery is recorded of this request. Record it, then print the receipt to be signed.",
            field="request",
        )
    case = know_case(desk, known.interview)
    receipt = ServiceReceipt(
        issue=issue_of(desk, case, at=served.done_at),
        request=known.kind.ar,
        delivered=served.said,
        delivered_on=served.on_day,
        receiver=served.reached or case.person.name,
        handed_by=name_author(desk, served.done_by),
    )
    pdf = render_service_receipt(receipt, made_at=desk.minute())
    return MadeSheet(SERVICE_RECEIPT, pdf, known.interview, known.row.person, known.row.number, SERVICE_FORM.revision)


def make_filled_minutes(desk: Desk, session: str) -> MadeSheet:
    """By id or number of the session. Raises RuleBroken, as with a letter that no font has."""
    page = show_session(desk, session)
    pdf = render_minutes(minutes_of_session(desk, page), made_at=desk.minute())
    return MadeSheet(MINUTES, pdf, page.session.id, "", page.session.number, MINUTES_FORM.revision)


def minutes_of_session(desk: Desk, page: SessionPage) -> Minutes:
    session, profile = page.session, desk.profile
    at = f"{session.day}T{session.starts_at}:00+03:00" if session.starts_at else session.day
    own = issued_here(desk, at=at)
    clause = profile.find_clause("committee") or ""
    basis = (Stated(f"تدرس {profile.committee.ar} الطلبات فتقبلها أو تردها.", clause),) if clause else ()
    signed = (
        f"وُقّع هذا المحضر في {day_or_words(session.signed_on)}: {session.signers}" if session.state == SIGNED else ""
    )
    return Minutes(
        issue=replace(own, number=session.number),
        committee=session.committee,
        person_word=profile.person.definite.ar,
        members=tuple(Member(one.name, one.office, one.is_present, one.excuse) for one in page.members),
        place=session.place,
        ended_at=session.ends_at,
        basis=basis,
        cases=tuple(_looked(desk, line) for line in page.lines),
        recommendations=tuple(filter(None, session.recommendations.splitlines())),
        signed=signed if session.state == SIGNED else "",
        secretary=page.opened_by,
        director=session.direction,
    )


def _looked(desk: Desk, line: AgendaLine) -> Looked:
    person = desk.store.persons.find_by_key(line.item.person)
    # Himself too.
    household = len(list_household(desk, [line.item.person]))
    votes = f"الأصوات: {line.votes}" if line.votes else ""
    return Looked(
        person=line.person_name,
        request=line.kind.ar,
        decision=_OUTCOMES[line.outcome],
        file_number=person.number if person else "",
        case_number=line.number,
        household=str(household + 1) if household else "",
        reason="\n".join(filter(None, (line.reason, votes))),
    )
