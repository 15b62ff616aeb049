"""A complaint is taken into the register by hand, as it came by letter, e-mail or telephone; mended; undone."""

from dataclasses import dataclass, replace

from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import ComplaintPage, get_complaint, page_of
from domain.complaint import LONGEST_LINE, MENDED, NO, OPEN, YES, Complaint, ComplaintDraft, ComplaintStep
from domain.complaint_rights import sees
from domain.complaint_rules import check_draft, check_open, said_text, short_text
from domain.errors import RuleBroken
from domain.sync.changes import Changes


@dataclass(frozen=True)
class Matter:
    """What may be mended of a complaint."""

    subject: str
    told: str
    wanted: str = ""
    emergency: bool = False


def register_complaint(desk: Desk, draft: ComplaintDraft) -> ComplaintPage:
    """`draft.person` by id or file number. Everybody at the desk may. Raises RuleBroken with the field."""
    person = desk.store.persons.get(draft.person)[0].id if draft.person else ""
    said = check_draft(desk.profile, replace(draft, person=person), desk.today())
    one = Complaint(
        desk.new_id(),
        desk.next_human_number(),
        said.received_on,
        said.channel,
        desk.minute(),
        desk.user.id,
        said.subject,
        said.told,
        said.wanted,
        person=person,
        party_kind=said.party_kind,
        party_name=said.party_name,
        party_reach=said.party_reach,
        party_id=desk.new_id() if said.party_name and not person else "",
        emergency=YES if said.emergency else NO,
    )
    with desk.store.work("complaint.register", desk.user.id) as work:
        work.complaints.add(one)
    return page_of(desk, one.id, work.changes)


def mend_complaint(desk: Desk, complaint: str, matter: Matter) -> ComplaintPage:
    """Its words were taken down wrongly: by whoever took it, its owner, or who oversees. Raises RuleBroken."""
    one, seen = get_complaint(desk, complaint)
    check_open(one)
    mended = replace(
        one,
        subject=said_text(matter.subject, "subject", "اكتب موضوع الشكوى", "Write its subject", longest=LONGEST_LINE),
        told=said_text(matter.told, "told", "اكتب نص الشكوى كما وردت", "Write the complaint as it came"),
        wanted=short_text(matter.wanted, "wanted"),
        emergency=YES if matter.emergency else NO,
    )
    if mended == one:
        return page_of(desk, one.id)
    with desk.store.work("complaint.mend", desk.user.id) as work:
        work.complaints.mend(seen, mended)
        work.complaints.add_step(step_of(desk, one, MENDED, ""))
    return page_of(desk, one.id, work.changes)


def undo_registration(desk: Desk, complaint: str) -> Changes:
    """Right after it was registered by mistake: it is void, and stays in the history. Raises RuleBroken once somebody
    has worked on it."""
    one, _ = get_complaint(desk, complaint)
    if one.progress != OPEN or desk.store.complaints.steps(one.id) or not sees(desk.user, one):
        raise RuleBroken(
            "complaint.worked_on",
            ar="بدأ العمل على هذه الشكوى فلا تُلغى. أغلقها بنتيجتها.",
            en="This complaint is worked on already and is not undone. Close it with its outcome.",
            field="complaint",
        )
    with desk.store.work("complaint.void", desk.user.id) as work:
        work.complaints.void(one, "تراجع")
    return work.changes


def step_of(desk: Desk, one: Complaint, step: str, said: str) -> ComplaintStep:
    return ComplaintStep(desk.new_id(), one.id, one.subject_id, step, said, desk.minute(), desk.user.id)
