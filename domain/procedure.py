"""What the clerk tells a person: steps, documents, when the answer comes, who decides, how to complain, compensation.

The profile's own wording and clauses, in order; the days are counted from today by `domain.deadline`. Dates in the
Arabic sentences have western digits: whoever shows them draws digits by the user's setting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import format_both
from domain.deadline import Due, Term, due, own_due
from domain.holidays import WORKING, HolidayTable
from domain.policy import Profile
from domain.policy_parts import DEFAULT, Duty, Instrument, RequestKind, RequiredDocument, Rule, Step
from domain.shown import gregorian_text
from domain.text import Text

_STATED = Step | Rule | Duty | RequiredDocument | Instrument

_START = {
    "submitted": Text("إن قُدّم الطلب اليوم", "If the request is made today"),
    "completed": Text("إن اكتمل الطلب اليوم", "If the request is complete today"),
    "committee_received": Text("إن تسلّمت اللجنة الطلب اليوم", "If the committee receives the request today"),
}
_ASSUMED_UNIT = {
    "gregorian_month": Text(
        "لم تسمِّ السياسة تقويم الشهر، فحُسب ميلاديًا.", "The policy names no calendar: a Gregorian month."
    ),
    "hijri_month": Text("لم تسمِّ السياسة تقويم الشهر، فحُسب هجريًا.", "The policy names no calendar: a Hijri month."),
    "working_days": Text(
        "لم تعرّف السياسة يوم العمل، فتُركت الجمعة والسبت والإجازات الرسمية.",
        "The policy defines no working day: Friday, Saturday and public holidays are left out.",
    ),
}
_ASSUMED_START = Text(
    "لم تذكر السياسة متى تبدأ المدة، فحُسبت من يوم التقديم.", "The policy names no start: counted from the submission."
)
_UNCERTAIN = Text(
    "قد يتغير هذا اليوم، ففي المدة إجازات لم يؤكدها المركز الرئيس.",
    "This day may move: head office has not confirmed the holidays in between.",
)
_SHIPPED = Text("من الجدول المرفق بالبرنامج", "From the table that comes with the program")
_ESTIMATED = Text("تقديري، من الجدول المرفق بالبرنامج", "An estimate, from the table that comes with the program")
DAYS_TO_COME = 60
_PROPOSED = Text("اقتراح من البرنامج، وللجمعية أن تغيّره", "Proposed by the product; the association may change it")
_BY = {
    "telephone": Text("هاتفيًا", "by telephone"),
    "organisational": Text("الجانب التنظيمي", "the organisational side"),
    "legal": Text("الجانب القانوني", "the legal side"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`source` is the clause, or says that the product proposes it. `is_note` for what explains the lines before it."""

    text: Text
    source: Text | None = None
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`kind` and `form` where it is about a kind of request: its id, and that of the interview that takes it."""

    id: str
    title: Text
    lines: tuple[Line, ...]
    kind: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """When the answer comes for a request of today; `own` is the association's own latest day, if it has one."""

    due: Due
    own: Due | None
    clause: str
    source: str


@dataclass(frozen=True, slots=True)
class Procedure:
    title: Text
    reply: Reply
    sections: tuple[Section, ...]


def explain(profile: Profile, today: date, holidays: HolidayTable) -> Procedure:
    """Only what the profile has: a section without a line is left out."""
    term = profile.reply_term
    reply = Reply(due(term, today, holidays), own_due(term, today, holidays), term.clause, term.source)
    sections = (
        _reply(term, reply),
        Section("steps", Text("الخطوات بالترتيب", "The steps, in order"), _stated(profile.steps)),
        Section("holidays", Text("إجازات قادمة", "Days off to come"), _days_off(today, holidays)),
        *(_documents(kind, profile.documents_default_source) for kind in profile.request_kinds),
        Section("decision", Text("من يدرس الطلب ويقرر", "Who studies the request and decides"), _decision(profile)),
        _complaints(profile),
        Section("compensation", Text("التعويض عن الضرر", "Compensation for harm"), _compensation(profile)),
        Section("commitments", Text("ما تلتزم به الجمعية", "What the association undertakes"), _commitments(profile)),
        Section("duties", Text("عمل المكتب كل يوم ودوريًا", "What the office does"), _duties(profile)),
        Section("satisfaction", Text("كيف يُقاس الرضا", "How satisfaction is measured"), _stated(profile.satisfaction)),
    )
    title = Text(f"ما تقوله {profile.person.to_whom_ar}", f"What to tell {profile.person.definite.en}")
    return Procedure(title, reply, tuple(one for one in sections if one.lines))


def _reply(term: Term, reply: Reply) -> Section:
    lines = [Line(_when(term, reply.due), _clause(reply.source)), _note(Text(f"«{term.clause}»", f"“{term.clause}”"))]
    if reply.own is not None:
        day = format_both(reply.own.day, digits="western")
        ar = f"والجمعية تَعِد بالجواب في موعد أقصاه {day.gregorian} ({day.hijri})."
        lines.append(Line(Text(ar, f"The association itself promises the answer by {_in_english(reply.own.day)}.")))
    lines += map(_note, reservations(term, reply.due, reply.own))
    return Section("reply", Text("متى يأتي الجواب", "When the answer comes"), tuple(lines))


def _days_off(today: date, holidays: HolidayTable) -> tuple[Line, ...]:
    """Those of the next weeks, and days that head office says are worked: what the days above were reckoned by."""
    last = today + timedelta(days=DAYS_TO_COME)
    days = sorted(day for day in {*holidays.names, *holidays.declared} if today <= day <= last)
    return tuple(Line(_said_of_day(holidays, day), source_of_day(holidays, day)) for day in days)


def _said_of_day(holidays: HolidayTable, day: date) -> Text:
    both, said = format_both(day, digits="western"), holidays.declared.get(day)
    if said is not None and said.kind == WORKING:
        return Text(
            f"{both.gregorian} ({both.hijri}): يوم دوام، {said.title.ar}.",
            f"{_in_english(day)}: a working day, {said.title.en}.",
        )
    title = holidays.names[day]
    return Text(f"{both.gregorian} ({both.hijri}): {title.ar}.", f"{_in_english(day)}: {title.en}.")


def source_of_day(holidays: HolidayTable, day: date) -> Text:
    """Whose word a day off, or one that is worked, rests on."""
    said = holidays.declared.get(day)
    if said is not None:
        return Text(f"أعلنه المركز الرئيس: {said.declared_by}", f"Declared by head office: {said.declared_by}")
    return _SHIPPED if holidays.confirmed else _ESTIMATED


def reservations(term: Term, *days: Due | None) -> tuple[Text, ...]:
    """What the policy leaves open of its term and the product assumed, and that a day may still move."""
    found = []
    if "unit" in term.assumed and term.unit in _ASSUMED_UNIT:
        found.append(_ASSUMED_UNIT[term.unit])
    if "counted_from" in term.assumed:
        found.append(_ASSUMED_START)
    if any(not one.certain for one in days if one is not None):
        found.append(_UNCERTAIN)
    return tuple(found)


def _when(term: Term, found: Due) -> Text:
    start, day = _START[term.counted_from], format_both(found.day, digits="western")
    both = f"{day.gregorian} ({day.hijri})"
    if found.kind == "not_before":
        return Text(
            f"{start.ar} فلا يُنتظر الجواب قبل {both}.", f"{start.en}, no answer is due before {_in_english(found.day)}."
        )
    return Text(
        f"{start.ar} فالجواب في موعد أقصاه {both}.",
        f"{start.en}, the answer comes by {_in_english(found.day)} at the latest.",
    )


def _in_english(day: date) -> str:
    return gregorian_text(day.isoformat()).en


def _documents(kind: RequestKind, proposed: Text) -> Section:
    lines = [Line(one.text, _clause(one.source) if one.source != DEFAULT else None) for one in kind.documents]
    if any(one.source == DEFAULT for one in kind.documents):
        lines.append(_note(proposed))
    title = Text(f"المستندات: {kind.text.ar}", f"Documents: {kind.text.en}")
    lines += [Line(one.text, _clause(one.source)) for one in kind.conditions]
    return Section(f"documents_{kind.id}", title, tuple(lines), kind.id, kind.form)


def _decision(profile: Profile) -> tuple[Line, ...]:
    lines = [Line(profile.committee, _found(profile, "committee"))]
    if profile.answer_by_agreed_means:
        text = Text(
            "يصل الجواب بوسيلة التواصل المتفق عليها مع صاحب الطلب.", "The answer comes by the agreed contact means."
        )
        lines.append(Line(text, _found(profile, "answer_by_agreed_means")))
    to = profile.referral.to
    if to is not None:
        how = [_BY.get(one, Text(one, one)) for one in (*profile.referral.means, *profile.referral.scope)]
        ar = "، ".join((f"إن لم تتضح الإجراءات: {to.ar}", *(one.ar for one in how)))
        en = ", ".join((f"Where the procedure is unclear: {to.en}", *(one.en for one in how)))
        lines.append(Line(Text(ar, en), _found(profile, "referral")))
    if profile.liaison is not None:
        lines.append(Line(profile.liaison.text, _clause(profile.liaison.source)))
    return tuple(lines)


def _complaints(profile: Profile) -> Section:
    found = profile.complaints
    ar = "، ".join(one.text.ar for one in found.channels)
    en = ", ".join(one.text.en for one in found.channels)
    lines = [Line(Text(f"تُقدَّم الشكوى عبر: {ar}.", f"A complaint is made over: {en}."), _clause(found.source))]
    if found.committee is not None:
        text = Text(f"تتابعها {found.committee.ar}.", f"It is followed up by: {found.committee.en}.")
        lines.append(Line(text, _clause(found.source)))
    if found.amicable_first and not any(one.id == "amicable" for one in found.rules):
        text = Text("يُسعى أولًا إلى حل ودي.", "An amicable solution is sought first.")
        lines.append(Line(text, _clause(found.source)))
    title = Text("كيف تُقدَّم الشكوى", "How to complain")
    return Section("complaints", title, (*lines, *_stated(found.rules)))


def _compensation(profile: Profile) -> tuple[Line, ...]:
    found = profile.compensation
    if found is None:
        return ()
    return (
        *_stated(found.duties),
        *_prefixed("يُشترط: ", "Condition: ", found.conditions),
        *_prefixed("ويثبت بأحد ما يلي: ", "Proven by one of: ", found.proofs),
        Line(Text(f"ثم: {found.settlement.ar}.", f"Then: {found.settlement.en}."), _clause(found.settlement_source)),
    )


def _prefixed(ar: str, en: str, rules: Iterable[Rule]) -> tuple[Line, ...]:
    return tuple(Line(Text(ar + one.text.ar, en + one.text.en), _clause(one.source)) for one in rules)


def _commitments(profile: Profile) -> tuple[Line, ...]:
    scope = (profile.scope,) if profile.scope is not None else ()
    return _stated((*scope, *profile.commitments))


def _duties(profile: Profile) -> tuple[Line, ...]:
    points = _prefixed("من المسح الميداني: ", "Of the field survey: ", profile.field_survey)
    return (*_stated(profile.duties), *points)


def _stated(items: Iterable[_STATED]) -> tuple[Line, ...]:
    return tuple(Line(one.text, _clause(one.source)) for one in items)


def _note(text: Text) -> Line:
    return Line(text, is_note=True)


def _found(profile: Profile, key: str) -> Text | None:
    clause = profile.find_clause(key)
    return _clause(clause) if clause is not None else None


def _clause(source: str) -> Text:
    return _PROPOSED if source == DEFAULT else Text(source, source)
