"""What the register of complaints refuses, each with the field and a sentence to act on."""

from collections.abc import Collection, Mapping
from datetime import date

from domain.complaint import (
    ANONYMOUS,
    ANSWERED,
    COMPENSATED,
    LONGEST,
    LONGEST_LINE,
    MEANS,
    NOBODY,
    OPEN,
    OUTCOMES,
    PROGRESS,
    SETTLED,
    TOLD,
    Complaint,
    ComplaintDraft,
)
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.policy_parts import Choice
from domain.text import Text

COMMITTEE = "committee"
"""The unit that is the policy's own committee for complaints."""


def channels_of(profile: Profile) -> tuple[Choice, ...]:
    """By which a complaint may have come: those that the policy names for complaints, then those of any contact."""
    found = {one.id: one for one in profile.complaints.channels}
    known = {one.text.ar for one in found.values()}
    for one in profile.channels:
        if one.text.ar not in known:
            found.setdefault(one.id, Choice(one.id, one.text))
    return tuple(found.values())


def units_of(profile: Profile) -> tuple[Choice, ...]:
    """Who may answer for a complaint beside a user: the policy's committee, and the units that the profile names."""
    committee = profile.complaints.committee
    own = (Choice(COMMITTEE, committee),) if committee is not None else ()
    return (*own, *profile.complaints.units)


def check_draft(profile: Profile, draft: ComplaintDraft, today: str) -> ComplaintDraft:
    """As it is kept. Raises RuleBroken with the field."""
    channels = {one.id: one.text for one in channels_of(profile)}
    _check_choice(draft.channel, channels, "channel", Text("اختر كيف وردت الشكوى", "Choose how the complaint came"))
    _check_day(draft.received_on, today)
    if draft.person and (draft.party_name or draft.party_kind):
        raise RuleBroken(
            "complaint.complainant",
            ar="الشكوى إما لصاحب ملف عندنا وإما لطرف آخر. احذف اسم الطرف أو اختيار الملف.",
            en="A complaint is of a person on record or of another party. Remove the party's name or the record.",
            field="party_name",
        )
    if draft.party_kind and not draft.party_name.strip():
        raise _missing("party_name", "اكتب اسم الطرف، أو اترك صفته فارغة إن لم يُعرف", "Write the party's name")
    if draft.party_name.strip():
        kinds = {one.id: one.text for one in profile.party_kinds}
        _check_choice(draft.party_kind, kinds, "party_kind", Text("اختر صفة الطرف", "Choose the kind of party"))
    return ComplaintDraft(
        draft.channel,
        said_text(draft.subject, "subject", "اكتب موضوع الشكوى", "Write what it is about", longest=LONGEST_LINE),
        said_text(draft.told, "told", "اكتب نص الشكوى كما وردت", "Write the complaint as it came"),
        draft.received_on,
        short_text(draft.wanted, "wanted"),
        draft.person,
        draft.party_kind,
        " ".join(draft.party_name.split()),
        " ".join(draft.party_reach.split()),
        draft.emergency,
    )


def check_assigned(profile: Profile, user: str, unit: str) -> str:
    """The unit as it is kept, of a complaint that a user or a unit is to answer for. Raises RuleBroken."""
    said = " ".join(unit.split())
    if bool(user) == bool(said):
        names = "، ".join(one.text.ar for one in units_of(profile))
        known = f" ({names})" if names else ""
        raise RuleBroken(
            "complaint.owner",
            ar=f"اختر مستخدمًا يتابع الشكوى، أو اكتب الجهة التي تتابعها{known}.",
            en="Choose the user who follows it up, or write the unit that does.",
            field="owner",
        )
    return said


def check_next(step: str, day: str, today: str) -> tuple[str, str]:
    """Raises RuleBroken without a step, or for a day that is past."""
    said = said_text(step, "next_step", "اكتب الخطوة التالية", "Write the next step", longest=LONGEST_LINE)
    if not is_day(day) or day < today:
        raise RuleBroken(
            "complaint.next_day",
            ar="حدّد يوم الخطوة التالية: اليوم أو يومًا بعده.",
            en="Give the day of the next step: today or a later one.",
            field="next_day",
        )
    return said, day


def check_open(complaint: Complaint) -> None:
    """Raises RuleBroken for one that is closed."""
    if complaint.is_closed:
        raise RuleBroken(
            "complaint.closed",
            ar="أُغلقت هذه الشكوى. أعد فتحها بسببه أولًا.",
            en="This complaint is closed. Reopen it with the reason first.",
            field="complaint",
        )


def check_outcome(complaint: Complaint, outcome: str, note: str, *, has_signed: bool, has_paid: bool) -> str:
    """What was done, as it is kept. `has_signed` a settlement, `has_paid` a compensation dossier that was closed.
    Raises RuleBroken."""
    check_open(complaint)
    _check_choice(outcome, OUTCOMES, "outcome", Text("اختر نتيجة الشكوى", "Choose the outcome"))
    said = said_text(note, "note", "اكتب ما اتُّخذ", "Write what was done")
    if outcome == SETTLED and not has_signed:
        raise RuleBroken(
            "complaint.not_settled",
            ar="لا توجد تسوية موقّعة لهذه الشكوى. اكتب التسوية وسجّل توقيعها أولًا.",
            en="There is no signed settlement of this complaint. Write one and record its signing first.",
            field="outcome",
        )
    if outcome == COMPENSATED and not has_paid:
        raise RuleBroken(
            "complaint.not_compensated",
            ar="لم يُغلق ملف تعويض لهذه الشكوى. أكمل الملف بإثباته أولًا.",
            en="No compensation dossier of this complaint is closed. Complete it with its proof first.",
            field="outcome",
        )
    return said


def check_told(complaint: Complaint, means: str, note: str) -> str:
    """Raises RuleBroken while there is nothing to tell, and where the means cannot be so."""
    if complaint.progress != ANSWERED:
        raise RuleBroken(
            "complaint.nothing_to_tell",
            ar=f"حال الشكوى: {PROGRESS[complaint.progress].ar}. يُبلَّغ صاحبها بعد تحديد نتيجتها.",
            en=f"The complaint is: {PROGRESS[complaint.progress].en}. It is told once there is an outcome.",
            field="means",
        )
    is_anonymous = complaint.kind_of_complainant == ANONYMOUS
    if is_anonymous != (means == NOBODY) or means not in MEANS:
        known = "، ".join(text.ar for id, text in MEANS.items() if (id == NOBODY) == is_anonymous)
        raise RuleBroken(
            "complaint.means",
            ar=f"اختر كيف أُبلغ صاحب الشكوى: {known}.",
            en="Choose how the complainant was told; of an anonymous one, that he cannot be.",
            field="means",
        )
    return short_text(note, "note")


def check_close(complaint: Complaint, *, has_open_dossier: bool) -> None:
    """Clause: followed up until it is solved. Raises RuleBroken unless its outcome was told."""
    check_open(complaint)
    if not complaint.outcome or complaint.progress == OPEN:
        raise RuleBroken(
            "complaint.no_outcome",
            ar="لا تُغلق الشكوى قبل أن تكون لها نتيجة. حدّد النتيجة ثم أبلغ صاحبها.",
            en="A complaint is not closed before it has an outcome. Set the outcome, then tell the complainant.",
            field="outcome",
        )
    if complaint.progress != TOLD:
        raise RuleBroken(
            "complaint.not_told",
            ar="لا تُغلق الشكوى قبل إبلاغ صاحبها بنتيجتها. سجّل كيف أُبلغ.",
            en="A complaint is not closed before the complainant was told its outcome. Record how he was told.",
            field="means",
        )
    if has_open_dossier:
        raise RuleBroken(
            "complaint.dossier_open",
            ar="لهذه الشكوى ملف تعويض مفتوح. أغلقه بإثباته أو اسحبه بسببه أولًا.",
            en="This complaint has an open compensation dossier. Close it with its proof, or withdraw it, first.",
            field="complaint",
        )


def check_reopen(complaint: Complaint, reason: str) -> str:
    """Raises RuleBroken for one that has no outcome yet, and without a reason."""
    if complaint.progress == OPEN:
        raise RuleBroken(
            "complaint.is_open",
            ar="هذه الشكوى مفتوحة أصلًا، فسجّل متابعتها.",
            en="This complaint is open already; note what is done about it.",
            field="complaint",
        )
    return said_text(reason, "reason", "اكتب سبب إعادة الفتح", "Write why it is reopened")


def said_text(text: str, field: str, ar: str, en: str, *, longest: int = LONGEST) -> str:
    """Without blanks at its ends. Raises RuleBroken for none, or one that is too long."""
    said = text.strip()
    if not said or len(said) > longest:
        raise RuleBroken(
            f"complaint.{field}",
            ar=f"{ar}، في {longest} حرف على الأكثر.",
            en=f"{en}, in {longest} characters at most.",
            field=field,
        )
    return said


def short_text(text: str, field: str) -> str:
    """The same of one that may be left out."""
    said = text.strip()
    if len(said) > LONGEST:
        raise _missing(field, "اختصر النص", "Shorten the text")
    return said


def _missing(field: str, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"complaint.{field}", ar=f"{ar}.", en=f"{en}.", field=field)


def _check_choice(chosen: str, known: Mapping[str, Text], field: str, asked: Text) -> None:
    if chosen not in known:
        names: Collection[str] = [text.ar for text in known.values()]
        raise RuleBroken(
            f"complaint.{field}",
            ar=f"{asked.ar}: {'، '.join(names)}.",
            en=f"{asked.en}: {', '.join(known)}.",
            field=field,
        )


def _check_day(day: str, today: str) -> None:
    if not is_day(day) or day > today:
        raise RuleBroken(
            "complaint.received_on",
            ar="اكتب يوم ورود الشكوى: اليوم أو يومًا قبله.",
            en="Give the day the complaint was received: today or an earlier one.",
            field="received_on",
        )


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
