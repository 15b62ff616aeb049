"""Take an enquiry down: answered at once with what the answer rests on, or left open with whom it goes to."""

from dataclasses import dataclass, replace

from db.unit_of_work import Seen
from desktop.usecases.desk import Desk
from desktop.usecases.list_enquiries import EnquiryLine, line_of
from domain.asker import Asker, check_asker
from domain.enquiry import ANSWERED, OPEN, TOLD, WITHDRAWN, Agreed, AnswerDraft, Enquiry, EnquiryDraft, Telling
from domain.enquiry_checks import (
    check_answer,
    check_answerable,
    check_channel,
    check_kind,
    check_matter,
    check_open,
    check_reopenable,
    check_route,
    check_tellable,
    check_telling,
    check_withdrawable,
)
from domain.errors import RuleBroken
from domain.sync.changes import NO_CHANGES, Changes
from domain.visit import UNDONE


@dataclass(frozen=True)
class Enquired:
    line: EnquiryLine
    changes: Changes = NO_CHANGES


def take_enquiry(desk: Desk, draft: EnquiryDraft, answer: AnswerDraft | None = None) -> Enquired:
    """With an answer it is answered and told; without one it waits for the department. Raises RuleBroken with the
    field."""
    taken = _taken(desk, draft)
    at = taken.asked_at
    if answer is None:
        taken = replace(taken, agreed=check_open(draft, taken.asker, taken.route))
    else:
        given = check_answer(desk.profile, answer, by=desk.user.id, at=at)
        taken = replace(taken, answer=given, telling=Telling("", at, desk.user.id), progress=TOLD)
    taken = replace(taken, number=desk.next_human_number())
    with desk.store.work("enquiry.take", desk.user.id) as work:
        work.enquiries.add(taken)
    return Enquired(line_of(desk, taken), work.changes)


def _taken(desk: Desk, draft: EnquiryDraft) -> Enquiry:
    visit = desk.store.visits.get(draft.visit)[0] if draft.visit else None
    asker = _asker(desk, draft, (visit.person or "") if visit else "")
    return Enquiry(
        id=desk.new_id(),
        number="",
        asked_at=desk.now().isoformat(timespec="seconds"),
        taken_by=desk.user.id,
        asker=asker,
        visit=draft.visit,
        channel=check_channel(desk.profile, draft.channel or ((visit.channel or "") if visit else "")),
        kind=check_kind(desk.profile, draft.kind),
        matter=check_matter(draft.subject, draft.question),
        route=check_route(desk.profile, _with_official(desk, draft)),
    )


def _asker(desk: Desk, draft: EnquiryDraft, of_visit: str) -> Asker:
    person = draft.person or ("" if draft.name.strip() else of_visit)
    found = desk.store.persons.get(person)[0].id if person else ""
    return check_asker(found, draft.name, draft.address, desk.new_id)


def _with_official(desk: Desk, draft: EnquiryDraft) -> EnquiryDraft:
    """The department is called after the officer who was chosen, unless the clerk wrote another."""
    if not draft.official:
        return draft
    official, _ = desk.store.officials.get(draft.official)
    return replace(draft, official=official.id, department=draft.department or official.shown)


def answer_enquiry(desk: Desk, enquiry: str, answer: AnswerDraft, shown: EnquiryLine | None = None) -> Enquired:
    """What was answered, by whom, from where; whoever asked is then to be told. An answer that was told already is put
    right by this, and told again. `shown` is the line that the clerk saw. Raises RuleBroken."""
    found, now = desk.store.enquiries.get(enquiry)
    check_answerable(found)
    given = check_answer(desk.profile, answer, by=desk.user.id, at=desk.now().isoformat(timespec="seconds"))
    answered = replace(found, answer=given, progress=ANSWERED)
    return _written(desk, "enquiry.answer", shown.seen if shown else now, found, answered)


def tell_enquiry(desk: Desk, enquiry: str, means: str = "", shown: EnquiryLine | None = None) -> Enquired:
    """Whoever asked was told, by the agreed means unless it was another. Raises RuleBroken."""
    found, now = desk.store.enquiries.get(enquiry)
    check_tellable(found)
    by = check_telling(means or found.agreed.means)
    told = replace(found, telling=Telling(by, desk.minute(), desk.user.id), progress=TOLD)
    return _written(desk, "enquiry.tell", shown.seen if shown else now, found, told)


def refer_enquiry(desk: Desk, enquiry: str, draft: EnquiryDraft) -> Enquired:
    """To another department or officer, or with another agreement. Raises RuleBroken."""
    found, seen = desk.store.enquiries.get(enquiry)
    check_withdrawable(found)
    route = check_route(desk.profile, _with_official(desk, draft))
    agreed = check_open(draft, found.asker, route)
    kept = found.agreed if agreed == Agreed() else agreed
    return _written(desk, "enquiry.refer", seen, found, replace(found, route=route, agreed=kept))


def correct_enquiry(desk: Desk, enquiry: str, draft: EnquiryDraft) -> Enquired:
    """Subject, question, channel and kind as they should have been written; of one that waits also to whom it goes and
    what was agreed, where a department is named. Raises RuleBroken."""
    found, seen = desk.store.enquiries.get(enquiry)
    before = found
    if draft.department and found.progress == OPEN:
        whole = replace(draft, field=draft.field or found.route.field, category=draft.category or found.route.category)
        route = check_route(desk.profile, _with_official(desk, whole))
        found = replace(found, route=route, agreed=check_open(draft, found.asker, route))
    corrected = replace(
        found,
        matter=check_matter(draft.subject, draft.question or found.matter.question),
        channel=check_channel(desk.profile, draft.channel or found.channel),
        kind=check_kind(desk.profile, draft.kind or found.kind),
    )
    return _written(desk, "enquiry.correct", seen, before, corrected)


def withdraw_enquiry(desk: Desk, enquiry: str) -> Enquired:
    """Nobody needs the answer any more. Raises RuleBroken unless it waits for one."""
    found, seen = desk.store.enquiries.get(enquiry)
    check_withdrawable(found)
    return _written(desk, "enquiry.withdraw", seen, found, replace(found, progress=WITHDRAWN))


def reopen_enquiry(desk: Desk, enquiry: str) -> Enquired:
    """It waits again. Raises RuleBroken unless it was withdrawn."""
    found, seen = desk.store.enquiries.get(enquiry)
    check_reopenable(found)
    return _written(desk, "enquiry.reopen", seen, found, replace(found, progress=OPEN))


def undo_enquiry(desk: Desk, enquiry: str) -> Changes:
    """One that was taken down by mistake counts no more; it stays in the history. Raises RuleBroken."""
    found, _ = desk.store.enquiries.get(enquiry)
    with desk.store.work("enquiry.void", desk.user.id) as work:
        work.enquiries.void(found, UNDONE.ar)
    return work.changes


def redo_enquiry(desk: Desk, enquiry: str) -> Changes:
    """One that was taken back counts again. Raises RuleBroken."""
    found = desk.store.enquiries.find_voided(enquiry)
    if found is None:
        raise RuleBroken(
            "enquiry.not_voided",
            ar="هذا الاستفسار ليس ملغى. حدّث القائمة.",
            en="This enquiry was not taken back. Look at the list again.",
            field="enquiry",
        )
    subject, seen = found
    with desk.store.work("enquiry.return", desk.user.id) as work:
        work.enquiries.restore(seen, subject)
    return work.changes


def _written(desk: Desk, action: str, seen: Seen, before: Enquiry, after: Enquiry) -> Enquired:
    with desk.store.work(action, desk.user.id) as work:
        work.enquiries.edit(seen, before, after)
    return Enquired(line_of(desk, after), work.changes)
