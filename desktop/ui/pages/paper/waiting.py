"""What waits for a printer, in words. Knows no Qt."""

from dataclasses import dataclass

from desktop.ui.language import headed, listed, said, said_of
from desktop.ui.pages.wording import Counted
from desktop.ui.shown import shown_moment
from desktop.usecases.queue_print import JobLine
from domain.print_order import word_for

COPIES = Counted("", "نسخة واحدة", "نسختان", "نسخ", "نسخة", "نسخة", "", "1 copy", "copies")
PAPERS = Counted("", "ورقة واحدة", "ورقتان", "أوراق", "ورقة", "ورقة", "", "1 paper", "papers")


@dataclass(frozen=True)
class WaitingLine:
    """`can_send` when it does not come out by itself; `reason` why. `stale` says that it should not come out."""

    job: JobLine
    title: str
    detail: str
    reason: str
    can_send: bool
    stale: str = ""


def line_of(job: JobLine) -> WaitingLine:
    words = said_of(word_for(job.kind))
    title = words if job.title == words else f"{words} \u2068{job.title}\u2069"
    detail = listed((f"\u2068{job.printer}\u2069", COPIES.of(job.copies), shown_moment(job.at)))
    reason = said_of(job.reason) if job.reason else _progress(job)
    return WaitingLine(
        job, headed(title), detail, reason, job.reason is not None, said_of(job.stale) if job.stale else ""
    )


def in_trouble(jobs: tuple[JobLine, ...]) -> tuple[WaitingLine, ...]:
    """Those that need a person; the others come out by themselves."""
    return tuple(line_of(job) for job in jobs if job.reason is not None or job.stale is not None)


def summed_up(jobs: tuple[JobLine, ...]) -> str:
    """One sentence over every page; nothing when nobody is needed."""
    lines = in_trouble(jobs)
    if not lines:
        return ""
    why = lines[0].stale or lines[0].reason
    count = PAPERS.of(len(lines))
    return said(
        f"لم تُطبع {count} بعد: {lines[0].title} — {why}.",
        f"Not printed yet, {count}: {lines[0].title} — {why}.",
    )


def _progress(job: JobLine) -> str:
    if job.progress == "queued":
        return said("تُرسل إلى الطابعة الآن", "On its way to the printer")
    return said("عند الطابعة، وتخرج حين يأتي دورها", "At the printer; it comes out when its turn comes")
