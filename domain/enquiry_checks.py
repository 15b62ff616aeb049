"""What an enquiry must say before it is kept, and which step may follow which (`domain.enquiry` is the noun)."""

from collections.abc import Mapping

from domain.asker import Asker
from domain.day import check_iso_day
from domain.enquiry import (
    ANSWERED,
    DEPARTMENT,
    LONGEST,
    LONGEST_CLAUSE,
    LONGEST_SUBJECT,
    OPEN,
    PROGRESS,
    WITHDRAWN,
    Agreed,
    Answer,
    AnswerDraft,
    Enquiry,
    EnquiryDraft,
    Matter,
    Route,
    categories_of,
    fields_of,
    kinds_of,
    sources_of,
)
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.text import Text
from domain.worded import check_worded, check_worded_or_empty, one_line


def check_matter(subject: str, question: str) -> Matter:
    """Raises RuleBroken with the field."""
    return Matter(
        check_worded("enquiry", one_line(subject), "subject", LONGEST_SUBJECT, SUBJECT_WANTED),
        check_worded_or_empty("enquiry", question, "question", LONGEST),
    )


def check_channel(profile: Profile, channel: str) -> str:
    """One of the profile's; the only one needs no choosing. Raises RuleBroken."""
    known = [one.id for one in profile.channels]
    chosen = channel or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        names = "، ".join(one.text.ar for one in profile.channels)
        raise RuleBroken(
            "enquiry.channel",
            ar=f"اختر القناة التي وصل منها: {names}.",
            en=f"Choose the channel it came by: {', '.join(known)}.",
            field="channel",
        )
    return chosen


def check_kind(profile: Profile, kind: str) -> str:
    """The first of the profile's where none is chosen. Raises RuleBroken."""
    return _of(kinds_of(profile), kind or next(iter(kinds_of(profile)), ""), "kind")


def check_route(profile: Profile, draft: EnquiryDraft) -> Route:
    """Raises RuleBroken with the field (`field`, `category`, `department`)."""
    return Route(
        _of(fields_of(profile), draft.field, "field"),
        _of(categories_of(profile), draft.category, "category"),
        draft.official,
        check_worded_or_empty("enquiry", one_line(draft.department), "department", LONGEST_SUBJECT),
    )


def check_open(draft: EnquiryDraft, asker: Asker, route: Route) -> Agreed:
    """What must be there for an enquiry that is left open: who is to answer it, and how whoever asks is told. Raises
    RuleBroken with the field (`department`, `agreed_means`, `agreed_day`)."""
    if not route.department:
        raise RuleBroken(
            "enquiry.department",
            ar="اكتب الجواب، أو اختر جهة الاختصاص التي ستجيب.",
            en="Write the answer, or choose the competent department that will answer.",
            field="department",
        )
    means = check_worded_or_empty("enquiry", one_line(draft.agreed_means), "agreed_means", LONGEST_SUBJECT)
    if asker.is_named and not (means or asker.address):
        raise RuleBroken(
            "enquiry.agreed_means",
            ar="اكتب كيف يُبلَّغ السائل بالجواب، مثل: جواله.",
            en="Write how whoever asks is told the answer, such as his mobile.",
            field="agreed_means",
        )
    day = _day(draft.agreed_day) if draft.agreed_day.strip() else ""
    return Agreed(means or asker.shown_address, day) if asker.is_named else Agreed("", day)


def _day(typed: str) -> str:
    try:
        return check_iso_day(typed)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, ar=broken.ar, en=broken.en, field="agreed_day") from broken


def check_answer(profile: Profile, draft: AnswerDraft, *, by: str, at: str) -> Answer:
    """As the user `by` keeps it. Raises RuleBroken with the field (`answer`, `source`, `clause`, `answered_by`)."""
    sources = sources_of(profile)
    if draft.source not in sources:
        raise RuleBroken(
            "enquiry.source",
            ar=f"اختر مصدر الجواب: {'، '.join(text.ar for text in sources.values())}.",
            en=f"Choose what the answer rests on: {', '.join(sources)}.",
            field="source",
        )
    named = check_worded_or_empty("enquiry", one_line(draft.by), "answered_by", LONGEST_SUBJECT)
    if draft.source == DEPARTMENT and not named:
        raise RuleBroken(
            "enquiry.answered_by",
            ar="اكتب من أجاب من جهة الاختصاص.",
            en="Write who of the competent department answered.",
            field="answered_by",
        )
    return Answer(
        check_worded("enquiry", draft.text, "answer", LONGEST, ANSWER_WANTED),
        draft.source,
        check_worded_or_empty("enquiry", one_line(draft.clause), "clause", LONGEST_CLAUSE),
        named,
        by,
        at,
    )


def check_answerable(enquiry: Enquiry) -> None:
    """Raises RuleBroken for one that was withdrawn. An answer may be put right also after it was told: it is told
    again."""
    if enquiry.progress == WITHDRAWN:
        raise _wrong_state(enquiry, "لا يُجاب عنه", "cannot be answered")


def check_tellable(enquiry: Enquiry) -> None:
    """Raises RuleBroken unless there is an answer that was not told yet."""
    if enquiry.progress != ANSWERED:
        raise _wrong_state(enquiry, "لا جواب يُبلَّغ", "has no answer to tell")


def check_telling(means: str) -> str:
    """How whoever asked was told. Raises RuleBroken when it says nothing."""
    return check_worded("enquiry", one_line(means), "means", LONGEST_SUBJECT, MEANS_WANTED)


def check_withdrawable(enquiry: Enquiry) -> None:
    """Raises RuleBroken unless it still waits for an answer."""
    if enquiry.progress != OPEN:
        raise _wrong_state(enquiry, "لا يُسحب", "cannot be withdrawn")


def check_reopenable(enquiry: Enquiry) -> None:
    """Raises RuleBroken unless it was withdrawn."""
    if enquiry.progress != WITHDRAWN:
        raise _wrong_state(enquiry, "لا يُعاد فتحه", "cannot be opened again")


def _wrong_state(enquiry: Enquiry, ar: str, en: str) -> RuleBroken:
    state = PROGRESS.get(enquiry.progress, Text(enquiry.progress, enquiry.progress))
    return RuleBroken(
        "enquiry.state",
        ar=f"هذا الاستفسار {ar}، فحاله: {state.ar}. حدّث القائمة.",
        en=f"This enquiry {en}: it {state.en}. Look at the list again.",
        field="enquiry",
    )


def _of(known: Mapping[str, Text], chosen: str, field: str) -> str:
    if chosen and chosen not in known:
        names = "، ".join(text.ar for text in known.values())
        raise RuleBroken(
            f"enquiry.{field}",
            ar=f"اختر مما في سياسة الجمعية: {names}." if known else "سياسة الجمعية لا تسمّي شيئًا هنا؛ اتركه فارغًا.",
            en=f"Choose of what the profile names: {', '.join(known)}."
            if known
            else "The profile names none: leave it.",
            field=field,
        )
    return chosen


SUBJECT_WANTED = Text("اكتب عمّ يُسأل", "Write what is asked about")
ANSWER_WANTED = Text("اكتب الجواب", "Write the answer")
MEANS_WANTED = Text("اكتب كيف أُبلغ السائل، مثل: اتصال على جواله", "Write how whoever asked was told, such as: a call")
