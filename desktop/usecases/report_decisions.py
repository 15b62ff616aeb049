"""What the periodic report says of requests after the desk: what the committee decided, and whether terms were kept.

A minimum makes nothing late: of such a policy it is told how many were decided before it ended. A request whose answer
is not recorded is told as such, never as answered.
"""

from collections import Counter
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.know_request import KnownRequest, known_all
from desktop.usecases.load_holidays import holidays_of
from domain.deadline import due
from domain.period import Period
from domain.request import ACCEPTED, ANSWERED, CLOSED, DECIDED, REJECTED, SERVED, STAGES
from domain.request_term import start_of
from forms.paper.periodic_report import Group

TITLE, KEPT = "قرارات اللجنة", "الالتزام بمواعيد الجواب"


def decision_groups(desk: Desk, period: Period) -> tuple[Group, ...]:
    """Of steps that happened in the period; nothing where there were none."""
    known = _known(desk, period)
    if not known:
        return ()
    return _decided(known, period), _terms(desk, known, period)


def _known(desk: Desk, period: Period) -> tuple[KnownRequest, ...]:
    first, last = period.first.isoformat(), period.last.isoformat()
    ids = desk.store.requests.between(first, last, (*DECIDED, ANSWERED, SERVED, CLOSED))
    rows = (desk.store.requests.find(interview) for interview in ids)
    return known_all(desk, [row for row in rows if row is not None])


def _decided(known: tuple[KnownRequest, ...], period: Period) -> Group:
    decided = [one for one in known if _within(_decided_on(one), period)]
    counts = Counter(one.path.decision.stage for one in decided if one.path.decision is not None)
    rows = tuple((STAGES[stage].ar, counts[stage]) for stage in (ACCEPTED, REJECTED))
    served = sum(_within(_day(one, SERVED), period) for one in known)
    closed = sum(_within(_day(one, CLOSED), period) for one in known)
    return Group(TITLE, rows, (("قُدّمت خدمته", f"{served:,}"), ("أُغلق", f"{closed:,}")))


def _terms(desk: Desk, known: tuple[KnownRequest, ...], period: Period) -> Group:
    told = [one for one in known if _within(_day(one, ANSWERED), period)]
    decided = [one for one in known if _within(_decided_on(one), period)]
    waiting = sum(one.path.first_of(ANSWERED) is None for one in decided)
    facts = [("قُرِّر فيه ولم يُسجَّل إبلاغ صاحبه", f"{waiting:,} من {len(decided):,}")] if decided else []
    with_last = [one for one in told if one.due.last is not None]
    rows: list[tuple[str, int]] = [("أُبلغ بالجواب", len(told))]
    if with_last:
        late = sum(one.due.standing == "kept_late" for one in with_last)
        rows += [("في موعده", len(with_last) - late), ("بعد موعده", late)]
    early = sum(_is_early(desk, one) for one in decided)
    note = ""
    if desk.profile.reply_term.limit == "not_before":
        facts.append(("قُرِّر قبل انقضاء المدة الدنيا", f"{early:,} من {len(decided):,}"))
        note = "مدة السياسة حدّ أدنى، فلا يتأخر بها جواب." if not with_last else ""
    return Group(KEPT, tuple(rows), tuple(facts), note)


def _is_early(desk: Desk, one: KnownRequest) -> bool:
    term = desk.profile.reply_term
    start, day = start_of(term, one.path, one.completed_on), _decided_on(one)
    if start is None or not day or term.limit != "not_before":
        return False
    return date.fromisoformat(day) < due(term, start, holidays_of(desk)).day


def _decided_on(one: KnownRequest) -> str:
    return one.path.decision.on_day if one.path.decision is not None else ""


def _day(one: KnownRequest, stage: str) -> str:
    found = one.path.first_of(stage)
    return found.on_day if found is not None else ""


def _within(day: str, period: Period) -> bool:
    return bool(day) and period.first.isoformat() <= day <= period.last.isoformat()
