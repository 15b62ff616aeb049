"""The one honest status in words, and how far a transfer is. Knows no Qt."""

from dataclasses import dataclass
from datetime import datetime

from desktop.ui.pages.wording import clock
from desktop.usecases.judge_clock import ClockTrouble
from desktop.usecases.show_transfer import TransferProgress
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME, format_gregorian


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
        return TransferLine(0, 1, "النقل موقوف مؤقتًا", is_paused=True) if is_paused else None
    if progress.is_over:
        return None
    text = f"{progress.done} من {progress.total}"
    said = f"موقوف مؤقتًا عند {text}" if is_paused else f"نُقل {text} سجل"
    return TransferLine(progress.done, progress.total, said, is_paused)


def sync_line(report: SyncReport) -> SyncLine:
    """What the status card says: never more than is true."""
    # One line in the navigation: a second one would push what stands above it with every write.
    waiting = f"{report.waiting} للإرسال" if report.waiting else ""
    since = f" منذ {_moment(report.since)}" if report.since and report.waiting else ""
    if not report.is_enrolled:
        return SyncLine("محفوظ هنا", "لم يُربط هذا الجهاز بالمركز الرئيس بعد", "info", report.waiting)
    if report.has_reached:
        return SyncLine("وصل إلى المركز الرئيس", f"آخر مزامنة {_moment(report.reached_at)}", "ok")
    if report.problem:
        return SyncLine("محفوظ هنا", f"{waiting}{since}" or "المركز الرئيس لا يجيب الآن", "warn", report.waiting)
    return SyncLine("محفوظ هنا", f"{waiting}{since}", "info", report.waiting)


def _moment(iso: str | None) -> str:
    """Local time of day today, else the day too."""
    if not iso:
        return ""
    moment = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    today = datetime.now(SAUDI_TIME).date()
    return moment.strftime("%H:%M") if moment.date() == today else moment.strftime("%d/%m %H:%M")


def clock_sentence(trouble: ClockTrouble | None) -> str:
    """Both times and what to do; nothing for a clock that is right."""
    if trouble is None:
        return ""
    here, there = _full_moment(trouble.here), _full_moment(trouble.there)
    told = (
        f"رجعت ساعة هذا الجهاز إلى الوراء: هي الآن {here}، وآخر ما عُرف هنا كان {there}."
        if trouble.kind == "back"
        else f"ساعة هذا الجهاز غير صحيحة: هي هنا {here}، وعند المركز الرئيس {there}."
    )
    return (
        f"{told} صحّح الساعة والمنطقة الزمنية في إعدادات النظام، ثم زامن. العمل مستمر ومحفوظ، غير أن يوم الزيارة "
        "وساعتها يؤخذان من هذه الساعة."
    )


def _full_moment(iso: str) -> str:
    local = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    return f"{clock(f'{local:%H:%M}')} يوم {format_gregorian(local.date(), digits='western')}"
