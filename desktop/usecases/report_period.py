"""The periodic report to the general manager: what the office counted in a stretch of days, by nobody's name.

Every number is counted from the store in the moment; nothing is kept of it.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import TypeVar

from db.figures import ReferralFigure, RequestFigure, VisitFigure
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import title_of
from desktop.usecases.find_stationery import issued_here
from desktop.usecases.list_due import LONGEST_TERM_DAYS, due_of
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.report_complaints import report_complaints
from desktop.usecases.report_decisions import decision_groups
from desktop.usecases.report_enquiries import report_enquiries
from desktop.usecases.report_quality import quality_parts
from domain.period import Period, Unit, days_of, parts_of, unit_of
from domain.policy import Profile
from domain.referral import PROGRESS, TOLD
from forms.paper.clauses import Stated
from forms.paper.periodic_report import Chart, Group, PeriodReport, render_period_report

UNSAID = "لم يُذكر"
SEXES = (("men", "رجال"), ("women", "نساء"), (None, UNSAID))
REPORTING = ("measure_satisfaction", "statistics")
"""Duties of a policy that ask for such a report."""
_BY_UNIT: dict[Unit, str] = {"day": "الزوار يومًا بيوم", "week": "الزوار أسبوعًا بأسبوع", "month": "الزوار شهرًا بشهر"}
_REFERRALS = "الإحالات"
_MINUTES = 60
_OFFICE_HOURS = range(8, 15)
_DUE_NOTE = "يُعدّ الطلب في يوم مقابلته، وموعد جوابه بحسب مدة السياسة."

Key = TypeVar("Key", bound=Hashable)


def print_report(desk: Desk, period: Period) -> bytes:
    """The PDF of it."""
    return render_period_report(report_of(desk, period), made_at=desk.minute())


def reported(desk: Desk, period: Period) -> dict[str, object]:
    """The same numbers as plain data."""
    report = report_of(desk, period)
    charts = [part for part in report.parts if isinstance(part, Chart)]
    groups = [part for part in report.parts if isinstance(part, Group)]
    return {
        "first": report.first,
        "last": report.last,
        "figures": dict(report.figures),
        "charts": [{"title": one.title, "series": one.series, "columns": dict(one.columns)} for one in charts],
        "groups": [{"title": one.title, "rows": dict(one.rows), "facts": dict(one.facts)} for one in groups],
    }


def report_of(desk: Desk, period: Period) -> PeriodReport:
    first, last = period.first.isoformat(), period.last.isoformat()
    figures = desk.store.figures
    visits, requests = figures.visits(first, last), figures.requests(first, last)
    made, signed = figures.attestations(first, last)
    return PeriodReport(
        issue=issued_here(desk, at=desk.today()),
        first=first,
        last=last,
        basis=tuple(_basis(desk.profile)),
        figures=tuple(_figures(visits, requests, made, signed)),
        parts=(
            _by_part(visits, period, desk.profile),
            _by_hour(visits),
            *_visit_groups(visits, desk.profile, figures.corrections(first, last)),
            _requests(desk, requests, period),
            *decision_groups(desk, period),
            _documents(*figures.documents(first, last)),
            _referrals(figures.referrals(first, last)),
            *report_complaints(desk, first, last),
            *report_enquiries(figures.enquiries(first, last), desk.profile),
            *quality_parts(desk, period),
        ),
        prepared_by=desk.user.name,
    )


def _basis(profile: Profile) -> Iterator[Stated]:
    return (Stated(duty.text.ar, duty.source) for duty in profile.duties if duty.id in REPORTING)


def _figures(
    visits: Sequence[VisitFigure], requests: Sequence[RequestFigure], made: int, signed: int
) -> Iterator[tuple[str, str]]:
    days = _sums((one.day, one.visitors) for one in visits)
    total = sum(days.values())
    yield "زوار المكتب", f"{total:,}"
    yield "متوسط اليوم الذي فيه زوار", f"{round(total / len(days)) if days else 0:,}"
    yield "مقابلات اكتملت", f"{len(requests):,}"
    yield f"إقرارات موقّعة من {made:,}", f"{signed:,}"


def _by_part(visits: Sequence[VisitFigure], period: Period, profile: Profile) -> Chart:
    sexes: dict[str, str | None] = {item.id: item.sex for item in profile.counter}
    cells = _sums(((one.day, sexes.get(one.category)), one.visitors) for one in visits)
    told = [(id, name) for id, name in SEXES if any(sex == id for _, sex in cells)] or [SEXES[-1]]
    columns = []
    for part in parts_of(period):
        days = [day.isoformat() for day in days_of(part.period)]
        columns.append((part.label, tuple(sum(cells[day, sex] for day in days) for sex, _ in told)))
    return Chart(_BY_UNIT[unit_of(period)], tuple(name for _, name in told), tuple(columns))


def _by_hour(visits: Sequence[VisitFigure]) -> Chart:
    hours = _sums((one.hour, one.visitors) for one in visits)
    shown = [hour for hour in range(24) if hours[hour] or hour in _OFFICE_HOURS]
    return Chart("الزوار بحسب ساعة الحضور", ("العدد",), tuple((f"{hour}:00", (hours[hour],)) for hour in shown))


def _visit_groups(visits: Sequence[VisitFigure], profile: Profile, corrections: int) -> Iterator[Group]:
    sexes: dict[str, str | None] = {item.id: item.sex for item in profile.counter}
    by_sex = _sums((sexes.get(one.category), one.visitors) for one in visits)
    yield Group("الرجال والنساء", tuple((name, by_sex[id]) for id, name in SEXES if id or by_sex[id]))
    usual = {item.id: item.purpose for item in profile.counter}
    by_purpose = _sums((one.purpose or usual.get(one.category, ""), one.visitors) for one in visits)
    note = f"زيارات شُطبت تصحيحًا ولا تدخل في الأعداد: {corrections}" if corrections else ""
    purposes = [(item.id, item.text.ar) for item in profile.purposes]
    yield Group("الزوار بحسب الغرض", _named(by_purpose, purposes), note=note)
    by_channel = _sums((one.channel or "", one.visitors) for one in visits)
    channels = [(item.id, item.text.ar) for item in profile.channels]
    yield Group("الزوار بحسب قناة التواصل", _named(by_channel, channels))


def _requests(desk: Desk, finished: Sequence[RequestFigure], period: Period) -> Group:
    """Interviews that take no request, such as a questionnaire, are not among them."""
    forms = {kind.form for kind in desk.profile.request_kinds}
    requests = [one for one in finished if one.form_id in forms]
    titles = Counter(_kind(desk, one) for one in requests)
    said = (
        ("بُيّن لصاحبه موعد الجواب", sum(one.is_explained for one in requests)),
        ("سُجّل اكتماله", sum(one.is_complete for one in requests)),
        ("غادر صاحبه وهو ناقص", sum(one.is_kept for one in requests)),
    )
    facts = [(label, f"{number:,} من {len(requests):,}") for label, number in said] if requests else []
    ended = _ended(desk, period, forms)
    if ended is not None:
        facts.append(("حلّ موعد جوابه في الفترة", f"{ended:,}"))
    rows = tuple(sorted(titles.items(), key=lambda row: (-row[1], row[0])))
    return Group("الطلبات بحسب النوع", rows, tuple(facts), _DUE_NOTE if ended is not None else "")


def _kind(desk: Desk, request: RequestFigure) -> str:
    """The chosen kind, or the only one of the form."""
    kinds = desk.profile.kinds_of_form(request.form_id)
    chosen = [kind for kind in kinds if kind.id == request.kind]
    found = next(iter((*chosen, *(kinds if len(kinds) == 1 else ()))), None)
    return found.text.ar if found else f"{title_of(desk, request.form_id).ar} (لم يُحدَّد نوعه)"


def _ended(desk: Desk, period: Period, forms: Collection[str]) -> int | None:
    """How many requests' answer was due in the period; None where the policy counts from a day that is not recorded."""
    term = desk.profile.reply_term
    if term.counted_from == "committee_received":
        return None
    since = (period.first - timedelta(days=LONGEST_TERM_DAYS)).isoformat()
    begun = Counter(
        one.day for one in desk.store.figures.requests(since, period.last.isoformat()) if one.form_id in forms
    )
    holidays = holidays_of(desk)
    return sum(
        count
        for day, count in begun.items()
        if period.first <= due_of(term, date.fromisoformat(day), holidays).day <= period.last
    )


def _documents(checked: int, right: int) -> Group:
    rows = (("اطُّلع على الأصل وهو مطابق", right), ("ليس كذلك", checked - right))
    return Group("مطابقة المستندات", rows)


def _referrals(referrals: Sequence[ReferralFigure]) -> Group:
    by_progress = Counter(one.progress for one in referrals)
    rows = tuple((text.ar, by_progress[id]) for id, text in PROGRESS.items())
    waits = [_minutes(one.asked_at, one.answered_at) for one in referrals if one.answered_at]
    if not referrals:
        return Group(_REFERRALS, ())
    told = ("أُبلغ بالجواب", f"{by_progress[TOLD]:,} من {len(referrals):,}")
    waited = (_wait(round(median(waits))),) if waits else ()
    return Group(_REFERRALS, rows, (told, *waited))


def _minutes(asked: str, answered: str) -> float:
    return (datetime.fromisoformat(answered) - datetime.fromisoformat(asked)).total_seconds() / _MINUTES


def _wait(minutes: int) -> tuple[str, str]:
    """To the minute, the hour or the day, as it is long."""
    for unit, size in (("بالأيام", 24 * _MINUTES), ("بالساعات", _MINUTES)):
        if minutes >= 2 * size:
            return f"وسيط انتظار الجواب {unit}", f"{round(minutes / size)}"
    return "وسيط انتظار الجواب بالدقائق", f"{minutes}"


def _named(counts: Counter[str], names: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """What was counted at all, in the profile's order; last those of whom it was not told."""
    known = dict(names)
    rest = sum(count for id, count in counts.items() if id not in known)
    told = ((name, counts[id]) for id, name in known.items() if counts[id])
    return (*told, *(((UNSAID, rest),) if rest else ()))


def _sums(pairs: Iterable[tuple[Key, int]]) -> Counter[Key]:
    found = Counter[Key]()
    for key, count in pairs:
        found[key] += count
    return found
