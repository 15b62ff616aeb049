"""The one honest status in words, and how far a transfer is. Knows no Qt."""

from dataclasses import dataclass
from datetime import datetime

from desktop.ui.language import said
from desktop.ui.pages.wording import RECORDS
from desktop.ui.shown import clock, shown_weekday
from desktop.usecases.judge_clock import ClockTrouble
from desktop.usecases.show_transfer import TransferProgress
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME


@dataclass(frozen=True)
class SyncLine:
    """`tone` is ok (reached head office), info (saved here), warn (a problem); `waiting` entries are to be sent."""

    text: str
    detail: str
    tone: str
    waiting: int = 0


@dataclass(frozen=True)
class TransferLine:
    """A transfer that takes several requests: how many records of how many; `text` says it in words."""

    done: int
    total: int
    text: str
    is_paused: bool


def transfer_line(progress: TransferProgress | None, *, is_paused: bool) -> TransferLine | None:
    """Only of what takes several requests: one is over before anybody has read it."""
    if progress is None:
        return (
            TransferLine(0, 1, said("النقل موقوف مؤقتًا", "The transfer is paused"), is_paused=True)
            if is_paused
            else None
        )
    if progress.is_over:
        return None
    done, total = progress.done, progress.total
    moved = said(f"نُقل {done} من {RECORDS.of(total)}", f"{done} of {RECORDS.of(total)} moved")
    paused = said(f"موقوف مؤقتًا عند {done} من {total}", f"Paused at {done} of {total}")
    return TransferLine(done, total, paused if is_paused else moved, is_paused)


def sync_line(report: SyncReport) -> SyncLine:
    """What the status card says: never more than is true."""
    # One line in the navigation: a second one would push what stands above it with every write.
    here, count = said("محفوظ هنا", "Saved here"), report.waiting
    if not report.is_enrolled:
        alone = said("لم يُربط هذا الجهاز بالمركز الرئيس بعد", "Not yet enrolled with head office")
        return SyncLine(here, alone, "info", count)
    last, reached = _moment(report.reached_at), said("وصل إلى المركز الرئيس", "At head office")
    if report.is_all_there_without_a_line:
        return SyncLine(reached, said(f"لا اتصال منذ {last}", f"No line since {last}"), "ok")
    if report.has_reached:
        return SyncLine(reached, said(f"آخر مزامنة {last}", f"Last sync {last}"), "ok")
    waiting = said(f"{count} للإرسال", f"{count} to send") if count else ""
    if report.since and count:
        since = _moment(report.since, day_alone=True)
        waiting += said(f" منذ {since}", f" since {since}")
    if report.problem:
        return SyncLine(here, waiting or _in_short(report), "warn", count)
    return SyncLine(here, waiting, "info", count)


def _in_short(report: SyncReport) -> str:
    if report.is_out_of_reach:
        return said("المركز الرئيس لا يجيب الآن", "Head office does not answer now")
    return said("تعذّرت المزامنة", "Could not sync")


def _moment(iso: str | None, *, day_alone: bool = False) -> str:
    """Local time of day today, else the day too, or alone where there is no room for both."""
    if not iso:
        return ""
    moment = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    today = datetime.now(SAUDI_TIME).date()
    time = clock(f"{moment:%H:%M}")
    if moment.date() == today:
        return time
    return f"{moment:%d/%m}" if day_alone else f"{moment:%d/%m} {time}"


def clock_sentence(trouble: ClockTrouble | None) -> str:
    """Both times and what to do; nothing for a clock that is right."""
    if trouble is None:
        return ""
    here, there = _full_moment(trouble.here), _full_moment(trouble.there)
    told = (
        said(
            f"رجعت ساعة هذا الجهاز إلى الوراء: هي الآن {here}، وآخر ما عُرف هنا كان {there}.",
            f"This laptop's clock went back: it now says {here}, and the last known here was {there}.",
        )
        if trouble.kind == "back"
        else said(
            f"ساعة هذا الجهاز غير صحيحة: هي هنا {here}، وعند المركز الرئيس {there}.",
            f"This laptop's clock is wrong: here it is {here}, at head office {there}.",
        )
    )
    mend = said(
        "صحّح الساعة والمنطقة الزمنية في إعدادات النظام، ثم زامن. العمل مستمر ومحفوظ، غير أن يوم الزيارة "
        "وساعتها يؤخذان من هذه الساعة.",
        "Correct the clock and the time zone in the system's settings, then sync. Work goes on and is saved, but the "
        "day and hour of a visit are taken from this clock.",
    )
    return f"{told} {mend}"


def _full_moment(iso: str) -> str:
    local = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    time, day = clock(f"{local:%H:%M}"), shown_weekday(local.date().isoformat())
    return said(f"{time} يوم {day}", f"{time} on {day}")
