"""The numbers of the first page in words: each with the days behind it, the visitors beside the same day a week ago."""

from datetime import date, datetime

from desktop.ui.pages.home.state import Change, Kpi
from desktop.ui.pages.wording import DAYS, DRAFTS, INTERVIEWS, VISITORS, VISITORS_MORE, ago
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.look_back import LookBack
from desktop.usecases.show_home import HomePage
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME, weekday_name
from domain.trail import Trail, trail_of

# Below this, a share of a hundred says more than the number it is taken of.
LEAST_FOR_SHARES = 10


def kpis(page: HomePage, sync: SyncReport | None, now: datetime) -> tuple[Kpi, ...]:
    return (_visitors(page), _finished(page), _open(page, now), _to_send(page, sync, now))


def _visitors(page: HomePage) -> Kpi:
    total, past = page.day.tally.total, page.past
    shown, title, spoken = _trail(past.trail, "زوار كل يوم")
    base = past.week_ago if past.week_ago is not None else past.usual
    detail = compared(total, past, date.fromisoformat(page.day.tally.day))
    if not detail:
        detail = f"{VISITORS.of(sum(count for _, count in past.trail))} في آخر {DAYS.of(len(past.trail))}"
    change = None if base is None else _change(total, base)
    return Kpi("visitors", "زوّار اليوم", "walk", 0, total, detail, "", change, shown, title, spoken)


def compared(total: int, past: LookBack, day: date) -> str:
    """«أكثر من السبت الماضي حتى هذه الساعة بـ5 زوار، والمعتاد 28»; nothing when there is nothing to compare with."""
    if past.week_ago is not None:
        usual = f"، والمعتاد {past.usual}" if past.usual and past.is_weekday else ""
        return f"{_beside(total, past.week_ago, f'{weekday_name(day).ar} الماضي')}{usual}"
    if past.usual is not None:
        return _beside(total, past.usual, "المعتاد")
    return ""


def _beside(total: int, other: int, name: str) -> str:
    if total == other:
        return f"مثل {name} حتى هذه الساعة"
    return f"{'أكثر' if total > other else 'أقل'} من {name} حتى هذه الساعة {by(abs(total - other))}"


def by(number: int) -> str:
    """«بزائر واحد»، «بزائرين»، «بـ5 زوار»، «بـ11 زائرًا»."""
    words = VISITORS_MORE.of(number)
    return f"ب{words}" if number <= 2 else f"بـ{words}"


def _change(value: int, base: int) -> Change | None:
    if value == base:
        return None
    size = abs(value - base)
    text = f"{round(100 * size / base)}٪" if base >= LEAST_FOR_SHARES else str(size)
    return Change("trending-up", text, "ok") if value > base else Change("trending-down", text, "neutral")


def _finished(page: HomePage) -> Kpi:
    unsigned = len(page.unsigned)
    detail = f"بانتظار التوقيع: {INTERVIEWS.of(unsigned)}" if unsigned else "لا إقرار ينتظر التوقيع"
    tone = "warn" if unsigned else ""
    shown, title, spoken = _trail(page.finished, "المقابلات المكتملة كل يوم")
    value = page.finished_today
    return Kpi(
        "finished", "مقابلات اكتملت اليوم", "clipboard-check", 1, value, detail, tone, None, shown, title, spoken
    )


def _open(page: HomePage, now: datetime) -> Kpi:
    lines = page.open_interviews
    drafts = sum(1 for line in lines if line.state == "draft")
    detail = f"على هذا الجهاز {DRAFTS.of(drafts)}" if drafts else "لا مسودّات على هذا الجهاز"
    oldest = max((_age(line, now) for line in lines), default=0)
    if oldest:
        # Shorter than the two together: the card is narrow.
        detail = f"{f'{DRAFTS.of(drafts)} هنا، و' if drafts else ''}الأقدم قبل {DAYS.of(oldest)}"
    days = trail_of(_by_day(lines), page.day.tally.day)
    shown, title, spoken = _trail(days, "المفتوحة الآن بحسب يوم بدئها")
    return Kpi("open", "مقابلات مفتوحة", "messages", 3, len(lines), detail, "", None, shown, title, spoken)


def _age(line: InterviewLine, now: datetime) -> int:
    return (now.date() - date.fromisoformat(line.started_at[:10])).days


def _by_day(lines: tuple[InterviewLine, ...]) -> list[tuple[str, int]]:
    days = [line.started_at[:10] for line in lines]
    return [(day, days.count(day)) for day in dict.fromkeys(days)]


def _to_send(page: HomePage, sync: SyncReport | None, now: datetime) -> Kpi:
    title, icon = "بانتظار الإرسال إلى المركز", "cloud-up"
    shown, trail_title, spoken = _trail(page.written, "ما حُفظ على هذا الجهاز كل يوم")
    if sync is None:
        return Kpi("sync", title, icon, 2, 0, "", "", None, shown, trail_title, spoken)
    tone = ""
    if not sync.is_enrolled:
        detail = "لم يُربط هذا الجهاز بالمركز بعد"
    elif sync.waiting:
        detail, tone = f"محفوظة هنا، أقدمها {_ago(sync.since, now)}", "warn" if sync.problem else ""
    else:
        detail, tone = (f"وصل كل شيء، {_ago(sync.reached_at, now)}", "ok") if sync.reached_at else ("لا شيء ينتظر", "")
    return Kpi("sync", title, icon, 2, sync.waiting, detail, tone, None, shown, trail_title, spoken)


def _trail(days: Trail, title: str) -> tuple[tuple[int, ...], str, str]:
    """The counts, what they are, and the same in words; nothing where there is nothing to draw a line of."""
    counts = tuple(count for _, count in days)
    if not any(counts):
        return (), "", ""
    said = [f"{_day(day)}: {count}" for day, count in days if count]
    return counts, f"{title}، آخر {DAYS.of(len(days))}", "، ".join(said)


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{weekday_name(day).ar} {day.day}"


def _ago(iso: str | None, now: datetime) -> str:
    if not iso:
        return ""
    return ago((now - datetime.fromisoformat(iso).astimezone(SAUDI_TIME)).total_seconds())
