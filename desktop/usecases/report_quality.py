"""Satisfaction and supervision in the periodic report: each instrument's score, month by month and question by
question, and what was found and closed."""

from collections.abc import Iterator

from desktop.usecases.desk import Desk
from desktop.usecases.score_surveys import InstrumentScore, months_of, score_all
from domain.calendar import GREGORIAN_MONTHS
from domain.period import Period
from domain.survey import CLOSED, EMERGENCY
from forms.paper.periodic_report import Chart, Group

MOST = 100
_SCORE = "من ١٠٠"
_NONE, _FEW = "لم يُسجَّل منها شيء", "أقل من خمس أوراق"
_WHOLE = "بالأشهر كاملة، من صفر إلى مئة."
_TOO_FEW = "الشهر الذي أوراقه أقل من خمس لا يُعرض ولا يدخل في المجموع."


def quality_parts(desk: Desk, period: Period) -> Iterator[Chart | Group]:
    """Nothing where the policy has nothing to fill in. What was filled in in a part of a month stands with the whole:
    by itself it could be taken from it."""
    if not desk.profile.instruments:
        return
    scores = score_all(desk, months_of(period))
    for one in scores:
        if one.score.percent is not None:
            yield from _of_instrument(one)
    nothing = [(one.title.ar, _FEW if one.score.hidden else _NONE) for one in scores if one.score.percent is None]
    if nothing:
        yield Group("ما لا نتيجة له في هذه الأشهر", (), tuple(nothing))
    yield from _findings(desk, period)


def _of_instrument(one: InstrumentScore) -> Iterator[Chart | Group]:
    title, score = one.title.ar, one.score
    note = " ".join((_WHOLE, *((_TOO_FEW,) if one.is_anonymous and score.hidden else ())))
    shown = [(_month(month.month), (round(month.percent),)) for month in score.months if month.percent is not None]
    if len(shown) > 1:
        yield Chart(f"{title}: النتيجة شهرًا بشهر", (_SCORE,), tuple(shown), note)
    facts = [
        ("الأوراق" if one.is_anonymous else "المرات", f"{score.count:,}"),
        ("المتوسط", f"{score.percent or 0:.0f}"),
    ]
    if one.before is not None:
        facts.append(("متوسط الفترة السابقة", f"{one.before:.0f}"))
    rows = tuple((question.label.ar, round(question.percent)) for question in score.questions)
    yield Group(f"{title}: متوسط كل سؤال {_SCORE}", rows, tuple(facts), note if len(shown) == 1 else "", MOST)


def _month(iso: str) -> str:
    return GREGORIAN_MONTHS[int(iso[5:7]) - 1].ar


def _findings(desk: Desk, period: Period) -> Iterator[Group]:
    noted = desk.store.findings.noted_between(period.first.isoformat(), period.last.isoformat())
    if not noted:
        return
    emergencies = [one for one in noted if one.kind == EMERGENCY]
    closed = sum(one.progress == CLOSED for one in noted)
    rows = (
        ("ملاحظات الزيارات", len(noted) - len(emergencies)),
        ("حالات طارئة", len(emergencies)),
    )
    told = sum(not one.wants_report for one in emergencies)
    facts = [("أُغلق منها", f"{closed:,} من {len(noted):,}")]
    if emergencies:
        facts.append(("رُفع تقريرها", f"{told:,} من {len(emergencies):,}"))
    yield Group("ما وُجد وما أُغلق", rows, tuple(facts))
