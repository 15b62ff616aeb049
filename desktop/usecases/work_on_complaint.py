"""What is done about a complaint until it is closed: who answers for it, what comes next, what came of it, and that the
complainant was told.

Each is one action with its line in the complaint's story. Its owner and who oversees the office work on it; whoever
took it down may note what he heard and tell the complainant.
"""

from dataclasses import replace

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import ComplaintPage, get_complaint, owner_of, page_of
from desktop.usecases.register_complaint import step_of
from desktop.usecases.send_complaints import refuse_course
from domain.compensation import living
from domain.complaint import (
    ANSWERED,
    ASSIGNED,
    CLOSED,
    DECIDED,
    MEANS,
    NOTED,
    OPEN,
    OUTCOMES,
    PLANNED,
    REOPENED,
    TOLD,
    WAS_CLOSED,
    WAS_TOLD,
    Complaint,
)
from domain.complaint_rights import check_works_on
from domain.complaint_rules import (
    check_assigned,
    check_close,
    check_next,
    check_open,
    check_outcome,
    check_reopen,
    check_told,
    said_text,
)
from domain.errors import RuleBroken
from domain.shown import day_text


def assign_complaint(desk: Desk, complaint: str, user: str = "", unit: str = "") -> ComplaintPage:
    """To a user (by id or user name) or a unit (its id, or words). Raises RuleBroken with the field."""
    one, seen = _worked_on(desk, complaint)
    check_open(one)
    owner = _user(desk, user) if user else ""
    assigned = replace(one, owner=owner, owner_unit=check_assigned(desk.profile, owner, unit))
    with desk.store.work("complaint.assign", desk.user.id) as work:
        work.complaints.assign(seen, assigned)
        work.complaints.add_step(step_of(desk, one, ASSIGNED, owner_of(desk, assigned).ar))
    return page_of(desk, one.id, work.changes)


def _user(desk: Desk, user: str) -> str:
    found = next((one.id for one in desk.store.users.all() if user in (one.id, one.username)), "")
    if not found:
        raise RuleBroken(
            "complaint.owner",
            ar="لا يوجد مستخدم بهذا الاسم في هذا المكتب. اختر من المستخدمين أو اكتب الجهة.",
            en="There is no such user in this office. Choose one of the users, or write the unit.",
            field="owner",
        )
    return found


def note_complaint(
    desk: Desk, complaint: str, said: str = "", *, next_step: str = "", next_day: str = ""
) -> ComplaintPage:
    """What was done or heard, what comes next on which day, or both. Raises RuleBroken with the field."""
    one, seen = get_complaint(desk, complaint)
    check_open(one)
    plans = bool(next_step.strip() or next_day)
    if plans:
        refuse_course(desk)
        check_works_on(desk.user, one)
        step, day = check_next(next_step, next_day, desk.today())
    note = said_text(said, "note", "اكتب ما جرى", "Write what was done") if said.strip() or not plans else ""
    with desk.store.work("complaint.note", desk.user.id) as work:
        if note:
            work.complaints.add_step(step_of(desk, one, NOTED, note))
        if plans:
            work.complaints.plan(seen, replace(one, next_step=step, next_day=day))
            work.complaints.add_step(step_of(desk, one, PLANNED, f"{step}، {day_text(day).ar}"))
    return page_of(desk, one.id, work.changes)


def decide_complaint(desk: Desk, complaint: str, outcome: str, note: str) -> ComplaintPage:
    """What came of it (`domain.complaint.OUTCOMES`) and what was done. Another outcome takes the place of one that was
    not told. Raises RuleBroken with the field."""
    one, seen = _worked_on(desk, complaint)
    said = check_outcome(
        one,
        outcome,
        note,
        has_signed=any(item.is_signed for item in desk.store.settlements.of(one.id)),
        has_paid=any(item.is_closed for item in desk.store.compensations.of(one.id)),
    )
    if one.progress == TOLD:
        raise _told_already()
    decided = replace(
        one,
        outcome=outcome,
        outcome_note=said,
        outcome_at=desk.minute(),
        outcome_by=desk.user.id,
        progress=ANSWERED,
    )
    with desk.store.work("complaint.decide", desk.user.id) as work:
        work.complaints.decide(seen, decided)
        work.complaints.add_step(step_of(desk, one, DECIDED, f"{OUTCOMES[outcome].ar}: {said}"))
    return page_of(desk, one.id, work.changes)


def _told_already() -> RuleBroken:
    return RuleBroken(
        "complaint.told_already",
        ar="أُبلغ صاحب الشكوى بنتيجتها. لتغييرها أعد فتح الشكوى بسببه.",
        en="The complainant was told the outcome. To change it, reopen the complaint with the reason.",
        field="outcome",
    )


def tell_complainant(desk: Desk, complaint: str, means: str, note: str = "") -> ComplaintPage:
    """He was told the outcome, by one of `domain.complaint.MEANS`; of an anonymous complaint it is said that nobody
    can be. Whoever took it down may do it too. Raises RuleBroken with the field."""
    one, seen = get_complaint(desk, complaint)
    refuse_course(desk)
    said = check_told(one, means, note)
    told = replace(one, told_means=means, told_note=said, told_at=desk.minute(), told_by=desk.user.id, progress=TOLD)
    with desk.store.work("complaint.tell", desk.user.id) as work:
        work.complaints.tell(seen, told)
        work.complaints.add_step(step_of(desk, one, WAS_TOLD, ": ".join(filter(None, (MEANS[means].ar, said)))))
    return page_of(desk, one.id, work.changes)


def close_complaint(desk: Desk, complaint: str) -> ComplaintPage:
    """Only with an outcome that was told. Raises RuleBroken with the field that lacks."""
    one, seen = _worked_on(desk, complaint)
    check_close(one, has_open_dossier=living(desk.store.compensations.of(one.id)) is not None)
    return _move(desk, one, seen, CLOSED, "complaint.close", WAS_CLOSED, "")


def reopen_complaint(desk: Desk, complaint: str, reason: str) -> ComplaintPage:
    """It is in hand again: what came of it is to be decided and told anew. Raises RuleBroken with the field."""
    one, seen = _worked_on(desk, complaint)
    said = check_reopen(one, reason)
    return _move(desk, one, seen, OPEN, "complaint.reopen", REOPENED, said)


def _move(desk: Desk, one: Complaint, seen: Seen, progress: str, action: str, step: str, said: str) -> ComplaintPage:
    moved = replace(one, progress=progress, next_step="", next_day="")
    with desk.store.work(action, desk.user.id) as work:
        work.complaints.move(seen, moved)
        work.complaints.add_step(step_of(desk, one, step, said))
    return page_of(desk, one.id, work.changes)


def _worked_on(desk: Desk, complaint: str) -> tuple[Complaint, Seen]:
    one, seen = get_complaint(desk, complaint)
    refuse_course(desk)
    check_works_on(desk.user, one)
    return one, seen
