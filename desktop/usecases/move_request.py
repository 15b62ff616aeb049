"""A request's steps beside decision and answer: handed in, received, withdrawn, voided; and how any step is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from db.store import Work
from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.know_request import KnownRequest, SignedPaper, get_signed, know_request
from domain.deadline import Advice
from domain.errors import RuleBroken
from domain.reply import ReplyDraft
from domain.request import (
    DECIDED,
    SUBMITTED,
    UNDER_STUDY,
    VOIDED,
    WITHDRAWN,
    RequestStep,
    check_duties,
    check_reason,
    check_role,
    check_step,
    clashes,
)
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.decision_text import decision_text


@dataclass(frozen=True)
class Taken:
    """The request after a step; `advice` is what the clerk should know, it stopped nothing."""

    request: KnownRequest
    advice: tuple[Advice, ...] = ()
    changes: Changes = NO_CHANGES


@dataclass(frozen=True)
class Wanted:
    """A step as it is asked for. `shown` is the step at which the clerk saw the request, None where nobody looked."""

    stage: str
    said: str = ""
    on_day: str = ""
    session: str = ""
    votes: str = ""
    reply: ReplyDraft | None = None
    override: str = ""
    shown: str | None = None


def submit_request(desk: Desk, interview: str, *, shown: str | None = None) -> Taken:
    """Hands a complete request in. Raises RuleBroken while something is missing or no attestation is signed."""
    return take(desk, know_request(desk, interview), Wanted(SUBMITTED, shown=shown))


def receive_request(desk: Desk, interview: str, *, on_day: str = "", shown: str | None = None) -> Taken:
    """The committee has it: for the secretary or the manager."""
    return take(desk, know_request(desk, interview), Wanted(UNDER_STUDY, on_day=on_day, shown=shown))


def withdraw_request(desk: Desk, interview: str, reason: str = "", *, shown: str | None = None) -> Taken:
    """The person does not want it any more."""
    said = check_reason(reason, is_needed=False)
    return take(desk, know_request(desk, interview), Wanted(WITHDRAWN, said, shown=shown))


def void_request(desk: Desk, interview: str, reason: str, *, shown: str | None = None) -> Taken:
    """It should not have been taken. Raises RuleBroken without a reason."""
    said = check_reason(reason, is_needed=True)
    return take(desk, know_request(desk, interview), Wanted(VOIDED, said, shown=shown))


def take(desk: Desk, known: KnownRequest, wanted: Wanted, beside: Callable[[Work], None] | None = None) -> Taken:
    """Writes one step of one request, and with it what `beside` adds. Raises RuleBroken."""
    check_step(known.stage, wanted.stage)
    check_role(desk.user, wanted.stage)
    _refuse_moved(known, wanted.shown)
    step = _step(desk, known, wanted)
    with desk.store.work(f"request.{wanted.stage}", desk.user.id) as work:
        work.requests.take(known.seen, step)
        if beside is not None:
            beside(work)
    return Taken(know_request(desk, known.interview), (), work.changes)


def first_step(desk: Desk, interview: str, person: str, seen: Seen, paper: SignedPaper) -> Callable[[Work], None]:
    """Handing in, to be written along with what made the case complete."""
    step = RequestStep(
        id=desk.new_id(),
        interview=interview,
        person=person,
        stage=SUBMITTED,
        follows="",
        on_day=desk.today(),
        done_at=desk.minute(),
        done_by=desk.user.id,
        attestation=paper.id,
        signing=paper.signing,
    )
    return lambda work: work.requests.take(seen, step)


def _step(desk: Desk, known: KnownRequest, wanted: Wanted) -> RequestStep:
    is_for_committee = wanted.stage in (SUBMITTED, UNDER_STUDY, *DECIDED)
    paper = get_signed(desk, known.interview) if is_for_committee else None
    clerks = (paper.clerk,) if paper else ()
    is_clash = desk.profile.separation_of_duties and clashes(known.path, wanted.stage, desk.user.id, clerks=clerks)
    override = check_duties(desk.user, is_clash=is_clash, override=wanted.override)
    reply = wanted.reply or ReplyDraft("", "")
    step = RequestStep(
        id=desk.new_id(),
        interview=known.interview,
        person=known.row.person,
        stage=wanted.stage,
        follows=known.path.last.id if known.path.last else "",
        on_day=_day(desk, known, wanted.on_day),
        done_at=desk.minute(),
        done_by=desk.user.id,
        said=wanted.said,
        session=wanted.session,
        votes=wanted.votes,
        attestation=paper.id if paper else "",
        signing=paper.signing if paper else "",
        means=reply.means,
        proof=reply.proof,
        reached=reply.reached,
        proof_at=reply.at,
        override=override,
    )
    return _signed(desk, step) if wanted.stage in DECIDED else step


def text_of(step: RequestStep) -> bytes:
    """What is signed of a decision."""
    return decision_text(
        interview=step.interview,
        stage=step.stage,
        follows=step.follows,
        on_day=step.on_day,
        said=step.said,
        session=step.session,
        votes=step.votes,
        attestation=step.attestation,
        done_at=step.done_at,
        done_by=step.done_by,
    )


def _signed(desk: Desk, step: RequestStep) -> RequestStep:
    return replace(step, public_key=desk.public_key, signature=desk.sign(text_of(step)))


def _day(desk: Desk, known: KnownRequest, asked: str) -> str:
    """The day it happened: today unless another is told, no later than today and no earlier than the step before."""
    day = asked or desk.today()
    since = known.path.last.on_day if known.path.last else known.completed_on
    try:
        is_possible = since <= date.fromisoformat(day).isoformat() <= desk.today()
    except ValueError:
        is_possible = False
    if not is_possible:
        raise RuleBroken(
            "request.day",
            ar=f"اكتب يومًا من {since or desk.today()} إلى اليوم، فلا تسبق الخطوة ما قبلها ولا تُكتب قبل أن تقع.",
            en=f"Write a day from {since or desk.today()} to today: a step neither precedes the one before it nor lies "
            "ahead.",
            field="on_day",
        )
    return day


def _refuse_moved(known: KnownRequest, shown: str | None) -> None:
    if shown is not None and shown != known.row.step:
        raise RuleBroken(
            "request.moved",
            ar="انتقل هذا الطلب من جهاز آخر منذ فتحته. راجع حاله الآن ثم أعد الخطوة إن لزمت.",
            en="Another laptop moved this request since you opened it. See where it stands, then go on.",
            field="request",
        )
