"""What the store's numbers say on the first page, in words."""

from datetime import date, datetime, timedelta

from desktop.ui.pages.counter.reading import hour_labels, hours_shown
from desktop.ui.pages.home.state import Bars, InterviewRow, Kpi, Waiting
from desktop.ui.pages.wording import DRAFTS, INTERVIEWS, TASKS, VISITORS, ago
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.show_day import DayPage
from desktop.usecases.show_home import HomePage
from desktop.usecases.sync_now import SyncReport
from domain.calendar import GREGORIAN_MONTHS, SAUDI_TIME, weekday_name
from domain.policy import Profile

MOST_WAITING = 4
MOST_LATEST = 4
# Names of two words: «عبد الرحمن»، «أم محمد»، «نور الدين».
_FIRST_HALVES = frozenset(("عبد", "أبو", "ابو", "أم", "ام"))
_SECOND_HALVES = frozenset(("الله", "الدين"))


def greeting(name: str, hour: int) -> str:
    words = name.split()
    is_double = len(words) > 1 and (words[0] in _FIRST_HALVES or words[1] in _SECOND_HALVES)
    first = " ".join(words[: 2 if is_double else 1])
    return f"{'صباح الخير' if hour < 12 else 'مساء الخير'}، {first}" if first else "أهلًا بك"


# --- numbers -----------------------------------------------------------------------------------------------------


def kpis(page: HomePage, sync: SyncReport | None, now: datetime) -> tuple[Kpi, ...]:
    return (_visitors(page.day), _finished(page), _open(page), _to_send(sync, now))


def week_counts(day: DayPage) -> tuple[tuple[date, int], ...]:
    """The seven days up to this one, days without visitors included."""
    known = dict(day.week)
    last = date.fromisoformat(day.tally.day)
    days = [last - timedelta(days=back) for back in range(6, -1, -1)]
    return tuple((item, known.get(item.isoformat(), 0)) for item in days)


def _visitors(day: DayPage) -> Kpi:
    week = week_counts(day)
    counts = tuple(count for _, count in week)
    # An Arabic nought looks like a dot between words: a day without visitors is not named.
    yesterday = f"، وأمس {counts[-2]}" if counts[-2] else ""
    detail = f"{VISITORS.of(sum(counts))} في آخر 7 أيام{yesterday}"
    return Kpi("visitors", "زوّار اليوم", "walk", 0, day.tally.total, detail, trail=counts if any(counts) else ())


def _finished(page: HomePage) -> Kpi:
    unsigned = len(page.unsigned)
    detail = f"بانتظار التوقيع: {INTERVIEWS.of(unsigned)}" if unsigned else "لا إقرار ينتظر التوقيع"
    tone = "warn" if unsigned else ""
    return Kpi("finished", "مقابلات اكتملت اليوم", "clipboard-check", 1, page.finished_today, detail, tone)


def _open(page: HomePage) -> Kpi:
    drafts = sum(1 for line in page.open_interviews if line.state == "draft")
    detail = f"على هذا الجهاز {DRAFTS.of(drafts)}" if drafts else "لا مسودّات على هذا الجهاز"
    return Kpi("open", "مقابلات مفتوحة", "messages", 3, len(page.open_interviews), detail)


def _to_send(sync: SyncReport | None, now: datetime) -> Kpi:
    title, icon = "بانتظار الإرسال إلى المركز", "cloud-up"
    if sync is None:
        return Kpi("sync", title, icon, 2, 0, "")
    tone = ""
    if not sync.is_enrolled:
        detail = "لم يُربط هذا الجهاز بالمركز بعد"
    elif sync.waiting:
        detail, tone = f"محفوظة هنا، أقدمها {_ago(sync.since, now)}", "warn" if sync.problem else ""
    else:
        detail, tone = (f"وصل كل شيء، {_ago(sync.reached_at, now)}", "ok") if sync.reached_at else ("لا شيء ينتظر", "")
    return Kpi("sync", title, icon, 2, sync.waiting, detail, tone)


def _ago(iso: str | None, now: datetime) -> str:
    if not iso:
        return ""
    return ago((now - datetime.fromisoformat(iso).astimezone(SAUDI_TIME)).total_seconds())


# --- the chart ---------------------------------------------------------------------------------------------------


def day_bars(day: DayPage, now: datetime) -> Bars:
    first, last = hours_shown(day.tally.by_hour, now)
    return Bars(hour_labels(first, last), day.tally.by_hour[first : last + 1], now.hour - first)


def week_bars(day: DayPage) -> Bars:
    week = week_counts(day)
    labels = tuple(f"{weekday_name(item).ar} {item.day}" for item, _ in week)
    return Bars(labels, tuple(count for _, count in week), len(week) - 1)


def legend(day: DayPage, profile: Profile) -> tuple[tuple[str, int], ...]:
    """Men, women, and those whose category does not say, as far as anybody came."""
    counts = {"men": 0, "women": 0, None: 0}
    sexes = {item.id: item.sex for item in profile.counter}
    for category, count in day.tally.by_category:
        counts[sexes.get(category)] += count
    named = (("رجال", counts["men"]), ("نساء", counts["women"]), ("غير محدد", counts[None]))
    return tuple((name, count) for name, count in named if count)


# --- what waits, what was last -------------------------------------------------------------------------------------


def waiting(page: HomePage, now: datetime) -> tuple[Waiting, ...]:
    """Decisions first, then papers without a signature, then what was begun and left."""
    found: list[Waiting] = []
    if page.tasks:
        found.append(
            Waiting(
                "page", "tasks", "git-merge", TASKS.of(page.tasks), "قيمتان لحقل واحد، أو عمل لم يُطبَّق", "قرار", "bad"
            )
        )
    for line in page.unsigned:
        found.append(
            Waiting("attestation", line.id, "signature", line.person_name, line.form_title, "بلا توقيع", "warn")
        )
    for line in page.open_interviews:
        chip, tone = ("مسودّة", "info") if line.state == "draft" else ("متروكة", "neutral")
        detail = f"{line.form_title}، {when(line.started_at, now)}"
        found.append(Waiting("resume", line.id, "player-play", line.person_name, detail, chip, tone))
    return tuple(found)


def latest(lines: tuple[InterviewLine, ...], now: datetime) -> tuple[InterviewRow, ...]:
    return tuple(_row(line, now) for line in lines[:MOST_LATEST])


def _row(line: InterviewLine, now: datetime) -> InterviewRow:
    state, tone = _state_of(line)
    jump = "attestation" if line.state == "finished" else "resume"
    number = line.number or "—"
    return InterviewRow(
        jump, line.id, number, line.person_name, line.form_title, when(line.started_at, now), state, tone
    )


def _state_of(line: InterviewLine) -> tuple[str, str]:
    if line.state == "draft":
        return "مسودّة", "info"
    if line.state != "finished":
        return "متروكة", "neutral"
    signed = {"signed": ("موقّعة", "ok"), "void": ("إقرار ملغى", "bad")}
    return signed.get(line.attestation or "", ("بلا توقيع", "warn"))


def when(iso: str, now: datetime) -> str:
    """The time today, «أمس» with the time, else the day and month."""
    moment = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    if days == 1:
        return f"أمس {moment:%H:%M}"
    return f"{moment.day} {GREGORIAN_MONTHS[moment.month - 1].ar}"
