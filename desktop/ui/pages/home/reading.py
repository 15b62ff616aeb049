"""What the store's numbers say on the first page, in words."""

from collections.abc import Iterator
from datetime import date, datetime

from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.counter.reading import hour_labels, hours_shown
from desktop.ui.pages.home.state import Bars, InterviewRow, LegendItem, Waiting
from desktop.ui.pages.wording import COMPLAINTS, DAYS, ENQUIRIES, FOLLOWED, REQUESTS_TO, TASKS, what_is_missing
from desktop.ui.shown import clock, day_and_month, name_of_weekday
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.list_due import DueReply
from desktop.usecases.show_home import HomePage
from desktop.usecases.sync_now import SyncReport
from domain.arabic import first_name
from domain.calendar import SAUDI_TIME
from domain.enquiry import OPEN
from domain.policy_parts import Wording
from domain.text import Text

MOST_WAITING = 4
MOST_LATEST = 4
MOST_ENQUIRIES = 3
DAYS_OF_WEEK = 7


def greeting(name: str, hour: int) -> str:
    first = first_name(name)
    hail = said("صباح الخير", "Good morning") if hour < 12 else said("مساء الخير", "Good afternoon")
    return listed((hail, first)) if first else said("أهلًا بك", "Welcome")


# --- the chart ---------------------------------------------------------------------------------------------------


def day_bars(page: HomePage, now: datetime) -> Bars:
    """The hours of the day, beside those of a usual one."""
    past = page.past
    seen = tuple(max(one.total, usual) for one, usual in zip(past.hours, past.usual_by_hour or (0,) * 24, strict=True))
    first, last = hours_shown(seen, now)
    usual = past.usual_by_hour[first : last + 1]
    return Bars(hour_labels(first, last), past.hours[first : last + 1], now.hour - first, usual)


def week_bars(page: HomePage) -> Bars:
    """The seven days up to this one."""
    week = [(date.fromisoformat(day), counts) for day, counts in page.past.days[-DAYS_OF_WEEK:]]
    labels = tuple(f"{name_of_weekday(day)} {day.day}" for day, _ in week)
    return Bars(labels, tuple(counts for _, counts in week), len(week) - 1)


def legend(bars: Bars, usual: str) -> tuple[LegendItem, ...]:
    """Men, women, and those whose category does not say, as far as anybody came; what the pale bars are."""
    named = (("men", said("رجال", "Men")), ("women", said("نساء", "Women")), ("unsaid", said("غير محدد", "Not stated")))
    counted = ((key, title, sum(getattr(one, key) for one in bars.counts)) for key, title in named)
    found = tuple(LegendItem(key, title, count) for key, title, count in counted if count)
    return (*found, LegendItem("usual", usual, None)) if any(bars.usual) else found


def usual_words(page: HomePage) -> str:
    day = date.fromisoformat(page.day.tally.day)
    weekday = name_of_weekday(day)
    return (
        said(f"المعتاد يوم {weekday}", f"Usual on a {weekday}")
        if page.past.is_weekday
        else said("المعتاد في يوم عمل", "Usual on a working day")
    )


# --- what waits, what was last -------------------------------------------------------------------------------------


def waiting(page: HomePage, now: datetime) -> tuple[Waiting, ...]:
    """Decisions first, then replies that are due, papers without a signature, and what was begun and left."""
    found: list[Waiting] = []
    if page.tasks:
        found.append(
            Waiting(
                "page",
                "tasks",
                "git-merge",
                TASKS.of(page.tasks),
                said("قيمتان لحقل واحد، أو عمل لم يُطبَّق", "Two values of one field, or an act that was not applied"),
                said("قرار", "decision"),
                "bad",
            )
        )
    if page.due:
        found.append(_due(page.due, now))
    found.extend(_complaints(page))
    found.extend(_enquiries(page))
    found.extend(_quality(page))
    for line in page.unsigned:
        found.append(_incomplete(line))
    for line in page.open_interviews:
        chip, tone = (said("مسودّة", "draft"), "info") if line.state == "draft" else (said("متروكة", "left"), "neutral")
        detail = listed((said_of(line.form_title), when(line.started_at, now)))
        found.append(Waiting("resume", line.id, "player-play", line.person_name, detail, chip, tone))
    return tuple(found)


def _complaints(page: HomePage) -> Iterator[Waiting]:
    """The step that comes next for each, what is due first."""
    for line in page.complaints[:MOST_ENQUIRIES]:
        step = line.complaint.next_step or said("لم تُحدَّد خطوة تالية", "no next step is set")
        chip = said("شكوى حان موعدها", "complaint due") if line.is_due else said("شكوى", "complaint")
        tone = "bad" if line.is_due else "warn"
        yield Waiting("page", "complaints", "message-report", line.complaint.subject, step, chip, tone)
    rest = len(page.complaints) - MOST_ENQUIRIES
    if rest > 0:
        more = said(f"و{COMPLAINTS.of(rest)} غيرها", f"{COMPLAINTS.of(rest)} more")
        detail = said("حان موعد خطوتها أو يحين", "a step is due, or soon will be")
        yield Waiting("page", "complaints", "message-report", more, detail, said("شكاوى", "complaints"), "warn")


def _enquiries(page: HomePage) -> Iterator[Waiting]:
    """What somebody asked: first what was to be told by now, then the oldest."""
    lines = sorted(page.enquiries, key=lambda line: not line.is_late)
    for line in lines[:MOST_ENQUIRIES]:
        one = line.enquiry
        who = line.asker_name or one.asker.shown_address or said("لم يُذكر السائل", "nobody named")
        if one.progress == OPEN:
            where = said(f"عند {one.route.department}", f"with {one.route.department}") if one.route.department else ""
            chip, tone = said("ينتظر الجواب", "to answer"), "bad" if line.is_late else "warn"
        else:
            where, chip, tone = "", said("يُبلَّغ الجواب", "to be told"), "info"
        yield Waiting("page", "enquiries", "help-circle", one.matter.subject, listed((who, where)), chip, tone)
    rest = len(lines) - MOST_ENQUIRIES
    if rest > 0:
        more = said(f"و{ENQUIRIES.of(rest)} غيرها", f"{ENQUIRIES.of(rest)} more")
        detail = said("تنتظر جوابًا أو إبلاغًا", "to be answered or told")
        yield Waiting("page", "enquiries", "help-circle", more, detail, said("استفسارات", "enquiries"), "warn")


def _quality(page: HomePage) -> Iterator[Waiting]:
    """What is looked at today, and what was found and is past its day."""
    if page.unsettled:
        detail = said("فات موعدها، أو لم يُرفع تقريرها", "Overdue, or not reported yet")
        title = FOLLOWED.of(page.unsettled)
        yield Waiting("page", "quality", "flag", title, detail, said("متابعة", "follow-up"), "bad")
    if page.rounds:
        title = listed(said_of(one) for one in page.rounds)
        detail = said("لم تُسجَّل اليوم بعد", "Not recorded today yet")
        yield Waiting("page", "quality", "clipboard-check", title, detail, said("مستحق اليوم", "due today"), "warn")


def _incomplete(line: InterviewLine) -> Waiting:
    """A paper without a signature, or a case that lacks more than that: what, and why it was let go."""
    lacks = what_is_missing(line.missing, line.kept)
    if not lacks and line.attestation == "void":
        return Waiting(
            "attestation",
            line.id,
            "signature",
            line.person_name,
            said("تغيّرت البيانات بعد الإقرار", "The data changed after the attestation"),
            said("يلزم توقيع جديد", "to be signed anew"),
            "bad",
        )
    if not lacks:
        return Waiting(
            "attestation",
            line.id,
            "signature",
            line.person_name,
            said_of(line.form_title),
            said("بلا توقيع", "unsigned"),
            "warn",
        )
    return Waiting("departure", line.id, "list-check", line.person_name, lacks, said("ناقصة", "incomplete"), "warn")


def _due(due: tuple[DueReply, ...], now: datetime) -> Waiting:
    """What is late, else the nearest day, with whoever it concerns: one leads to it, several to the list."""
    late = [one for one in due if one.is_late]
    if late:
        return _late(late, now)
    first = due[0]
    day = date.fromisoformat(first.day)
    same = [one for one in due if one.day == first.day]
    expected = (
        said("يُنتظر الرد بدءًا من", "The reply is expected from")
        if first.kind == "not_before"
        else said("آخر موعد للرد", "The reply is due by")
    )
    doubt = "" if first.is_certain else said(" تقديرًا", " (estimated)")
    days = (day - now.date()).days
    near = {0: said("اليوم", "today"), 1: said("الغد", "tomorrow")}.get(days, day_and_month(day))
    detail, chip, tone = f"{expected} {near}{doubt}", said("موعد رد", "reply"), "info" if days else "warn"
    if len(same) == 1:
        who = first.person_name or said_of(first.form_title)
        jump, target = ("request", first.interview) if first.is_handed_in else ("person", first.person)
        return Waiting(jump, target, "calendar-due", who, detail, chip, tone)
    count = REQUESTS_TO.of(len(same))
    answer = said(f"الرد على {count}", f"Answer {count}")
    page = "requests" if any(one.is_handed_in for one in same) else "interviews"
    return Waiting("page", page, "calendar-due", answer, detail, chip, tone)


def _late(late: list[DueReply], now: datetime) -> Waiting:
    age = DAYS.of((now.date() - date.fromisoformat(late[0].day)).days)
    detail = said(f"تأخر الجواب {age}", f"The answer is late by {age}")
    chip = said("متأخر", "late")
    if len(late) == 1:
        who = late[0].person_name or said_of(late[0].form_title)
        return Waiting("request", late[0].interview, "calendar-due", who, detail, chip, "bad")
    count = REQUESTS_TO.of(len(late))
    answer = said(f"الرد على {count}", f"Answer {count}")
    return Waiting("page", "requests", "calendar-due", answer, detail, chip, "bad")


def steps(page: HomePage, sync: SyncReport | None, person: Wording) -> tuple[Waiting, ...]:
    """What an office does in its first days, in this order, until each was done once; nothing when all was."""
    has_come = any(count for _, count in page.past.trail)
    has_interviews = bool(page.latest)
    if has_come and page.persons and has_interviews:
        return ()
    who = said_of(person.singular)
    wanted = (
        (not has_come, _COUNT, said("عُدّ أول زائر", "Count the first visitor"), _COUNTING),
        (not page.persons, _REGISTER, said(f"سجّل أول {who}", f"Register the first {who}"), _REGISTERING),
        (not has_interviews, _BEGIN, said("ابدأ أول مقابلة", "Start the first interview"), _BEGINNING),
        (sync is not None and not sync.is_enrolled, _ENROL, said("اربط الجهاز بالمركز", "Enrol with head office"),
         _ENROLLING),
    )  # fmt: skip
    return tuple(_step(*place, title, said_of(detail)) for is_wanted, place, title, detail in wanted if is_wanted)


# Where each first step leads, by which sign, and what is said below it.
_COUNT, _COUNTING = (
    ("page", "counter", "hand-click"),
    Text("مفتاح لكل فئة، والضغطة زائر", "A key for each kind; a press is a visitor"),
)
_REGISTER, _REGISTERING = (
    ("page", "persons", "user-plus"),
    Text("الاسم ورقم الهوية والجوال", "Name, identity number and mobile"),
)
_BEGIN, _BEGINNING = (
    ("begin", "", "message-question"),
    Text("تُحفظ كل إجابة فور كتابتها", "Each answer is saved as it is written"),
)
_ENROL, _ENROLLING = (
    ("page", "settings", "link"),
    Text("برمز يصدره المركز؛ والعمل لا ينتظره", "With a code from there; work does not wait for it"),
)


def _step(jump: str, target: str, icon: str, title: str, detail: str) -> Waiting:
    return Waiting(jump, target, icon, title, detail, said("ابدأ", "start"), "primary")


def latest(lines: tuple[InterviewLine, ...], now: datetime) -> tuple[InterviewRow, ...]:
    return tuple(_row(line, now) for line in lines[:MOST_LATEST])


def _row(line: InterviewLine, now: datetime) -> InterviewRow:
    state, tone = _state_of(line)
    jump = "attestation" if line.state == "finished" else "resume"
    number = line.number or "—"
    title, begun = said_of(line.form_title), when(line.started_at, now)
    return InterviewRow(jump, line.id, number, line.person_name, title, begun, state, tone)


def _state_of(line: InterviewLine) -> tuple[str, str]:
    if line.state == "draft":
        return said("مسودّة", "draft"), "info"
    if line.state != "finished":
        return said("متروكة", "left"), "neutral"
    signed = {"signed": (said("موقّعة", "signed"), "ok"), "void": (said("إقرار ملغى", "attestation void"), "bad")}
    return signed.get(line.attestation or "", (said("بلا توقيع", "unsigned"), "warn"))


def when(iso: str, now: datetime) -> str:
    """The time today, «أمس» with the time, else the day and month."""
    moment = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    days, time = (now.date() - moment.date()).days, clock(f"{moment:%H:%M}")
    if days == 0:
        return time
    if days == 1:
        return said(f"أمس {time}", f"yesterday {time}")
    return day_and_month(moment.date())
