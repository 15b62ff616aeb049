"""Count who comes, daily, with one key (herfa: حصر أعداد المترددين على الجمعية بشكل يومي)."""

from dataclasses import dataclass

from desktop.usecases.desk import Desk
from domain.arabic import to_arabic_digits
from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.visit import DayTally, Visit

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Counted:
    """The visits just written and the day's tally after them."""

    visits: tuple[str, ...]
    tally: DayTally
    changes: Changes


def count_visit(desk: Desk, category: str, count: int = 1) -> Counted:
    """Counts visitors of a category of the profile's counter, now. One action, one entry."""
    known = next((item for item in desk.profile.counter if item.id == category), None)
    if known is None:
        raise RuleBroken(
            "visit.category",
            ar=f"لا توجد فئة «{category}» في عدّاد هذه الجمعية.",
            en=f"The counter of this association has no category “{category}”.",
            field="category",
        )
    if not 1 <= count <= MOST_AT_ONCE:
        raise RuleBroken(
            "visit.count",
            ar=f"عدد الزوار من ١ إلى {to_arabic_digits(str(MOST_AT_ONCE))} في المرة الواحدة.",
            en=f"Count 1 to {MOST_AT_ONCE} visitors at once.",
            field="count",
        )
    now = desk.now()
    day, time = now.date().isoformat(), now.time().isoformat("minutes")
    ids = tuple(desk.new_id() for _ in range(count))
    with desk.store.work("visit.count", desk.user.id) as work:
        for id in ids:
            work.visits.add(Visit(id, day, time, category, purpose=known.purpose))
    return Counted(ids, desk.store.visits.tally(day), work.changes)


def category_of_purpose(desk: Desk, purpose: str | None) -> str:
    """The category that counts this purpose, or the profile's for no purpose (`domain.policy.Profile`). Raises
    RuleBroken for an unknown purpose, and for none where the profile leaves it open."""
    profile = desk.profile
    known = tuple(dict.fromkeys(item.purpose for item in profile.counter))
    found = profile.find_category_of_no_purpose() if purpose is None else profile.find_category(purpose)
    if found is not None:
        return found.id
    if purpose is None:
        raise RuleBroken(
            "visit.purpose.missing",
            ar=f"اذكر الغرض بالخيار --purpose: {'، '.join(known)}. (أو تحدده الجمعية في ملفها: default_purpose)",
            en=f"Say the purpose with --purpose: {', '.join(known)}. (Or the profile declares one: default_purpose.)",
            field="purpose",
        )
    raise RuleBroken(
        "visit.purpose",
        ar=f"لا يعرف العدّاد غرضًا بهذا الاسم. الأغراض المعرّفة: {'، '.join(known)}",
        en=f"The counter knows no such purpose. Known: {', '.join(known)}",
        field="purpose",
    )
