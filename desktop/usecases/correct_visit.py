"""Take a press back, or correct an older one with a reason: a visit is never edited, it is voided and counted anew."""

from desktop.usecases.count_visit import Counted
from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from domain.visit import UNDONE as WHY_UNDONE
from domain.visit import Visit

UNDONE = WHY_UNDONE.ar


def undo_visit(desk: Desk, visit: str) -> Counted:
    """Takes back a visit that was just counted."""
    return _void(desk, visit, UNDONE, None)


def correct_visit(desk: Desk, visit: str, reason: str, category: str | None = None) -> Counted:
    """Voids a visit with a reason; with a category, counts it there instead at the same day and time."""
    if not reason.strip():
        raise RuleBroken(
            "visit.reason",
            ar="اكتب سبب التصحيح، فهو يُحفظ مع السجل.",
            en="Write the reason of the correction; it stays with the record.",
            field="reason",
        )
    return _void(desk, visit, reason.strip(), category)


def _void(desk: Desk, id: str, reason: str, category: str | None) -> Counted:
    visit, _ = desk.store.visits.get(id)
    if visit.void_reason is not None:
        raise RuleBroken("visit.void", ar="هذه الزيارة ملغاة من قبل.", en="This visit is void already.")
    written: tuple[str, ...] = ()
    with desk.store.work("visit.correct" if category else "visit.void", desk.user.id) as work:
        work.visits.void(visit, reason)
        if category is not None:
            written = (desk.new_id(),)
            work.visits.add(_moved(desk, visit, written[0], category))
    return Counted(written, desk.store.visits.tally(visit.day), work.changes)


def _moved(desk: Desk, visit: Visit, id: str, category: str) -> Visit:
    known = {item.id: item for item in desk.profile.counter}
    if category not in known:
        raise RuleBroken(
            "visit.category",
            ar=f"لا توجد فئة «{category}» في عدّاد هذه الجمعية.",
            en=f"The counter of this association has no category “{category}”.",
            field="category",
        )
    return Visit(id, visit.day, visit.time, category, known[category].purpose, visit.channel, visit.person, visit.note)
