"""A request in words: where it stands, when it is due."""

from datetime import date

from desktop.ui.language import headed, said, said_of
from desktop.ui.pages.requests.state import Chip
from desktop.ui.pages.wording import DAYS
from desktop.ui.shown import day_and_month, shown_day
from desktop.usecases.list_requests import RequestLine
from domain import request
from domain.arabic import isolate
from domain.request_term import Due

TONES = {
    request.DRAFT: "warn",
    request.COMPLETE: "warn",
    request.SUBMITTED: "info",
    request.UNDER_STUDY: "info",
    request.ACCEPTED: "ok",
    request.REJECTED: "bad",
    request.ANSWERED: "primary",
    request.SERVED: "ok",
}


def stage_words(stage: str) -> str:
    return headed(said_of(request.STAGES[stage]))


def stage_chip(stage: str) -> Chip:
    return Chip(stage_words(stage), TONES.get(stage, "neutral"))


def due_chip(due: Due) -> Chip | None:
    """Nothing where no day is known, or nothing waits any more."""
    match due.standing:
        case "late":
            age = DAYS.of(-(due.days or 0))
            return Chip(said(f"تأخر {age}", f"late by {age}"), "bad")
        case "today":
            return Chip(said("آخر يوم للجواب اليوم", "last day today"), "warn")
        case "soon":
            left = DAYS.of(due.days or 0)
            return Chip(said(f"بقي {left}", f"{left} left"), "warn")
        case "open" if due.last is not None:
            return Chip(said(f"آخره {day_and_month(due.last)}", f"by {day_and_month(due.last)}"), "neutral")
        case "early" if due.earliest is not None:
            day = day_and_month(due.earliest)
            return Chip(said(f"لا يُنتظر قبل {day}", f"not before {day}"), "neutral")
        case "open":
            return Chip(said("انقضت المدة الدنيا", "minimum period over"), "info")
        case "kept_late":
            return Chip(said("أُبلغ بعد موعده", "answered late"), "warn")
    return None


def due_lines(due: Due) -> tuple[tuple[str, str], ...]:
    """(what, the day in both calendars) of everything that is known of the reply's day."""
    start = due.promise.start
    found: list[tuple[str, str]] = []
    if start is not None:
        found.append((said("تُحسب المدة من", "Counted from"), _day(start)))
    if due.earliest is not None:
        found.append((said("لا يُنتظر الجواب قبل", "Not to be expected before"), _day(due.earliest)))
    if due.last is not None:
        found.append((said("آخر يوم للجواب", "Last day for the answer"), _day(due.last)))
    return tuple(found)


def due_sentence(due: Due) -> str:
    """What the days come to today."""
    match due.standing:
        case "none":
            return said("لم تبدأ مدة الجواب بعد.", "The term of the answer has not begun.")
        case "early":
            return said(
                "المدة في السياسة حدّ أدنى، فلا يتأخر بها جواب؛ والجواب قبل انقضائها مقبول ويُذكر سببه.",
                "The policy's term is a minimum: it makes no answer late. An answer before it ends is accepted, with "
                "the reason.",
            )
        case "open" if due.last is None:
            return said(
                "انقضت المدة الدنيا، ولا تحدّد السياسة آخر يوم.",
                "The minimum is over; the policy names no last day.",
            )
        case "late":
            age = DAYS.of(-(due.days or 0))
            return said(f"تأخر الجواب {age}. أبلغ صاحبه اليوم.", f"The answer is late by {age}. Tell the person today.")
        case "today":
            return said("اليوم آخر يوم للجواب.", "Today is the last day.")
        case "soon" | "open":
            left = DAYS.of(due.days or 0)
            return said(f"بقي على آخر يوم {left}.", f"{left} left to the last day.")
        case "kept":
            return said("أُبلغ صاحبه.", "The person was told.")
        case "kept_late":
            return said("أُبلغ صاحبه بعد آخر يوم.", "The person was told after the last day.")
    return ""


def line_detail(line: RequestLine, today: date) -> str:
    """«طلب دعم · رقم RYD1-… · قُدّم أمس · الجلسة 3»."""
    number = said(f"رقم {isolate(line.number)}", f"No. {isolate(line.number)}")
    session = said(f"في جدول الجلسة {line.session}", f"on the agenda of session {line.session}") if line.session else ""
    return " · ".join(filter(None, (said_of(line.kind), number, _since(line.since, today), session)))


def _since(iso: str, today: date) -> str:
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    if day == today:
        return said("منذ اليوم", "since today")
    shown = day_and_month(day) if day.year == today.year else f"{day_and_month(day)} {day.year}"
    return said(f"منذ {shown}", f"since {shown}")


def _day(day: date) -> str:
    return shown_day(day.isoformat())
