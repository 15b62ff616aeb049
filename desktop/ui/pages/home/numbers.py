"""The numbers of the first page in words: each with the days behind it, the visitors beside the same day a week ago."""

from datetime import date, datetime

from desktop.ui.language import listed, said
from desktop.ui.pages.home.state import Change, Kpi
from desktop.ui.pages.wording import DAYS, DRAFTS, INTERVIEWS, VISITORS, VISITORS_MORE, ago
from desktop.ui.shown import name_of_weekday
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.look_back import LookBack
from desktop.usecases.show_home import HomePage
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME
from domain.trail import Trail, trail_of

# Below this, a share of a hundred says more than the number it is taken of.
LEAST_FOR_SHARES = 10


def kpis(page: HomePage, sync: SyncReport | None, now: datetime) -> tuple[Kpi, ...]:
    return (_visitors(page), _finished(page), _open(page, now), _to_send(page, sync, now))


def _visitors(page: HomePage) -> Kpi:
    total, past = page.day.tally.total, page.past
    shown, title, spoken = _trail(past.trail, said("زوار كل يوم", "Visitors of each day"))
    base = past.week_ago if past.week_ago is not None else past.usual
    detail = compared(total, past, date.fromisoformat(page.day.tally.day))
    if not detail:
        came, days = VISITORS.of(sum(count for _, count in past.trail)), DAYS.of(len(past.trail))
        detail = said(f"{came} في آخر {days}", f"{came} in the last {days}")
    change = None if base is None else _change(total, base)
    return Kpi(
        "visitors", said("زوّار اليوم", "Visitors today"), "walk", 0, total, detail, "", change, shown, title, spoken
    )


def compared(total: int, past: LookBack, day: date) -> str:
    """«أكثر من السبت الماضي حتى هذه الساعة بـ5 زوار، والمعتاد 28»، «5 more than last Saturday by this hour; usual: 28»;
    nothing when there is nothing to compare with."""
    if past.week_ago is not None:
        weekday, number = name_of_weekday(day), past.usual
        usual = said(f"، والمعتاد {number}", f"; usual: {number}") if number and past.is_weekday else ""
        return f"{_beside(total, past.week_ago, said(f'{weekday} الماضي', f'last {weekday}'))}{usual}"
    if past.usual is not None:
        return _beside(total, past.usual, said("المعتاد", "usual"))
    return ""


def _beside(total: int, other: int, name: str) -> str:
    if total == other:
        return said(f"مثل {name} حتى هذه الساعة", f"as many as {name} by this hour")
    more, size = total > other, abs(total - other)
    return said(
        f"{'أكثر' if more else 'أقل'} من {name} حتى هذه الساعة {by(size)}",
        f"{size} {'more' if more else 'fewer'} than {name} by this hour",
    )


def by(number: int) -> str:
    """«بزائر واحد»، «بزائرين»، «بـ5 زوار»، «بـ11 زائرًا»; «by 5 visitors»."""
    words = VISITORS_MORE.of(number)
    return said(f"ب{words}" if number <= 2 else f"بـ{words}", f"by {words}")


def _change(value: int, base: int) -> Change | None:
    if value == base:
        return None
    text = _by_how_much(abs(value - base), base)
    return Change("trending-up", text, "ok") if value > base else Change("trending-down", text, "neutral")


def _by_how_much(size: int, base: int) -> str:
    """A share of what there was, unless that was too little to be one; before the doors open it was nobody."""
    if base < LEAST_FOR_SHARES:
        return str(size)
    share = round(100 * size / base)
    return said(f"{share}٪", f"{share}%")


def _finished(page: HomePage) -> Kpi:
    unsigned = len(page.unsigned)
    awaited = INTERVIEWS.of(unsigned)
    detail = (
        said(f"بانتظار التوقيع: {awaited}", f"awaiting a signature: {awaited}")
        if unsigned
        else said("لا إقرار ينتظر التوقيع", "no attestation awaits a signature")
    )
    tone = "warn" if unsigned else ""
    shown, title, spoken = _trail(page.finished, said("المقابلات المكتملة كل يوم", "Interviews completed each day"))
    value = page.finished_today
    return Kpi(
        "finished",
        said("مقابلات اكتملت اليوم", "Interviews completed today"),
        "clipboard-check",
        1,
        value,
        detail,
        tone,
        None,
        shown,
        title,
        spoken,
    )


def _open(page: HomePage, now: datetime) -> Kpi:
    lines = page.open_interviews
    drafts = sum(1 for line in lines if line.state == "draft")
    kept = DRAFTS.of(drafts)
    detail = (
        said(f"على هذا الجهاز {kept}", f"{kept} on this laptop")
        if drafts
        else said("لا مسودّات على هذا الجهاز", "no drafts on this laptop")
    )
    oldest = max((_age(line, now) for line in lines), default=0)
    if oldest:
        # Shorter than the two together: the card is narrow.
        age = DAYS.of(oldest)
        here = said(f"{kept} هنا، و", f"{kept} here, ") if drafts else ""
        detail = here + said(f"الأقدم قبل {age}", f"the oldest {age} ago")
    days = trail_of(_by_day(lines), page.day.tally.day)
    shown, title, spoken = _trail(days, said("المفتوحة الآن بحسب يوم بدئها", "Those open now, by the day they began"))
    return Kpi(
        "open",
        said("مقابلات مفتوحة", "Open interviews"),
        "messages",
        3,
        len(lines),
        detail,
        "",
        None,
        shown,
        title,
        spoken,
    )


def _age(line: InterviewLine, now: datetime) -> int:
    return (now.date() - date.fromisoformat(line.started_at[:10])).days


def _by_day(lines: tuple[InterviewLine, ...]) -> list[tuple[str, int]]:
    days = [line.started_at[:10] for line in lines]
    return [(day, days.count(day)) for day in dict.fromkeys(days)]


def _to_send(page: HomePage, sync: SyncReport | None, now: datetime) -> Kpi:
    title, icon = said("بانتظار الإرسال إلى المركز", "To be sent to head office"), "cloud-up"
    shown, trail_title, spoken = _trail(
        page.written, said("ما حُفظ على هذا الجهاز كل يوم", "Saved on this laptop each day")
    )
    if sync is None:
        return Kpi("sync", title, icon, 2, 0, "", "", None, shown, trail_title, spoken)
    tone = ""
    if not sync.is_enrolled:
        detail = said("لم يُربط هذا الجهاز بالمركز بعد", "not yet enrolled with head office")
    elif sync.waiting:
        oldest = _ago(sync.since, now)
        detail = said(f"محفوظة هنا، أقدمها {oldest}", f"saved here, the oldest {oldest}")
        tone = "warn" if sync.problem else ""
    else:
        past = _ago(sync.reached_at, now)
        reached = said(f"وصل كل شيء، {past}", f"all has reached it, {past}")
        detail, tone = (reached, "ok") if sync.reached_at else (said("لا شيء ينتظر", "nothing waits"), "")
    return Kpi("sync", title, icon, 2, sync.waiting, detail, tone, None, shown, trail_title, spoken)


def _trail(days: Trail, title: str) -> tuple[tuple[int, ...], str, str]:
    """The counts, what they are, and the same in words; nothing where there is nothing to draw a line of."""
    counts = tuple(count for _, count in days)
    if not any(counts):
        return (), "", ""
    spoken, length = listed(f"{_day(day)}: {count}" for day, count in days if count), DAYS.of(len(days))
    return counts, said(f"{title}، آخر {length}", f"{title}, last {length}"), spoken


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{name_of_weekday(day)} {day.day}"


def _ago(iso: str | None, now: datetime) -> str:
    if not iso:
        return ""
    return ago((now - datetime.fromisoformat(iso).astimezone(SAUDI_TIME)).total_seconds())
