"""What people and supervisors say of an invented office: sheets, surveys and visits of some months."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from desktop.usecases.box_sheet import box_sheet
from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import DAY_QUESTIONS, PLACE_QUESTIONS, FilledForm, open_form
from desktop.usecases.keep_inspection import note_emergency, record_inspection
from domain.calendar import add_gregorian_months
from domain.policy_parts import Instrument
from domain.score import Scale
from forms.interview.scales import scales_of
from forms.interview.views import Question

SHEETS_A_MONTH = (6, 13)
ROUNDS_A_MONTH, VISITS_A_MONTH = 4, 1
_PLEASED = 0.55
_SPOKEN = 0.15
_NONE_OF_THESE = ("has_emergency", "has_findings")
_SAID = (
    "الانتظار طال قليلًا، والاستقبال حسن.",
    "شكرًا لموظف الاستقبال على صبره.",
    "ليت المتطلبات تُذكر قبل الحضور.",
    "المكان نظيف ومريح.",
    "أتمنى وصول رسالة عند كل جديد.",
)
_OWN_WORDS = ("best", "better")
_FINDING = {
    "finding_what": "لوحة المتطلبات عند المدخل قديمة",
    "finding_action": "تُطبع لوحة جديدة من ورقة المتطلبات",
    "finding_by": "منسق خدمة المستفيد",
}
_EMERGENCY = ("تسرب ماء قرب شباك الاستقبال", "أُغلق المحبس ونُقل الانتظار إلى القاعة المجاورة")


@dataclass
class _Moved:
    """The moment of the invented office."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


def invent_surveys(desk: Desk, *, months: int, random: Random) -> int:
    """Of this month up to today and so many before it; the newest visit found something. Returns how many forms were
    filled in. The same store, moment and seed give the same."""
    now = desk.now()
    moved = _Moved(now)
    office = replace(desk, now=moved)
    done = 0
    for back in range(months, -1, -1):
        first = add_gregorian_months(now.date().replace(day=1), -back)
        last = min(now.date(), add_gregorian_months(first, 1) - timedelta(days=1))
        days = max(1, (last - first).days)
        for instrument in desk.profile.instruments:
            for place in range(_how_many(instrument, random)):
                moved.moment = datetime.combine(first, now.timetz()) + timedelta(days=place * 7 % days)
                done += _fill(office, instrument, random, is_newest=back == 0 and place == 0)
    moved.moment = now
    if any(one.filled_by == "staff" for one in desk.profile.instruments):
        note_emergency(office, *_EMERGENCY)
    return done


def _how_many(instrument: Instrument, random: Random) -> int:
    if instrument.filled_by == "visitor":
        return random.randint(*SHEETS_A_MONTH)
    return VISITS_A_MONTH if instrument.filled_by == "supervisor" else ROUNDS_A_MONTH


def _fill(desk: Desk, instrument: Instrument, random: Random, *, is_newest: bool) -> int:
    filled = open_form(desk, instrument.id)
    _answer_all(filled, random)
    if is_newest and instrument.filled_by == "supervisor":
        until = (desk.now() + timedelta(days=9)).date().isoformat()
        _try(filled, {"has_findings": "yes", "finding": [{**_FINDING, "finding_until": until}]})
    if filled.is_anonymous:
        box_sheet(desk, filled)
    else:
        record_inspection(desk, filled)
    return 1


def _try(filled: FilledForm, answers: dict[str, object]) -> None:
    """A form of the association's own may have no such questions."""
    names = {question.name for question in filled.session.visible()}
    if "has_findings" in names:
        filled.session.fill(answers)


def _answer_all(filled: FilledForm, random: Random) -> None:
    """Until nothing that must be answered is left: one answer may bring up another question, or take one away."""
    scales = {scale.name: scale for scale in scales_of(filled.session.form)}
    while (question := next(iter(sorted(_open(filled), key=lambda one: not one.options)), None)) is not None:
        filled.session.answer(question.ref, _answer(filled, question, scales.get(question.name), random))
    for question in filled.session.visible():
        if question.name in _OWN_WORDS and random.random() < _SPOKEN:
            filled.session.answer(question.ref, random.choice(_SAID))


def _open(filled: FilledForm) -> Iterator[Question]:
    for question in filled.session.visible():
        is_known = question.type in ("date", "text") and question.name in (*DAY_QUESTIONS, *PLACE_QUESTIONS)
        if question.required and question.value is None and not question.readonly and not is_known:
            yield question


def _answer(filled: FilledForm, question: Question, scale: Scale | None, random: Random) -> str | tuple[str, ...] | int:
    options = [option.value for option in filled.session.options(question.ref)] if question.options else []
    if scale is not None:
        return _graded(scale, random)
    kinds: dict[str, Callable[[], str | tuple[str, ...] | int]] = {
        "select_one": lambda: "no" if question.name in _NONE_OF_THESE and "no" in options else options[0],
        "select_multiple": lambda: (random.choice(options),),
        "integer": lambda: random.randint(0, 6),
    }
    return kinds.get(question.type, lambda: random.choice(_SAID))()


def _graded(scale: Scale, random: Random) -> str:
    counted = sorted((grade for grade in scale.grades if grade.percent is not None), key=lambda one: one.percent or 0)
    best = counted[-1].value
    return best if random.random() < _PLEASED else random.choice(counted[-3:]).value
