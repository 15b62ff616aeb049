"""What a printer says of itself, and what became of a job that was handed over to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from domain.print_order import Sheet
from domain.text import Text

Fate = Literal["waiting", "stuck", "done", "failed", "unknown"]

SILENT = Text("لا تجيب الطابعة", "The printer does not answer")
_WORDS = (
    ("media-jam", Text("انحشر الورق في الطابعة", "Paper is jammed in the printer")),
    ("media-empty", Text("نفد الورق من الطابعة", "The printer is out of paper")),
    ("media-needed", Text("تطلب الطابعة ورقًا آخر", "The printer asks for other paper")),
    ("toner-empty", Text("نفد حبر الطابعة", "The printer is out of toner")),
    ("marker-supply-empty", Text("نفد حبر الطابعة", "The printer is out of ink")),
    ("door-open", Text("غطاء الطابعة مفتوح", "The printer's door is open")),
    ("cover-open", Text("غطاء الطابعة مفتوح", "The printer's cover is open")),
    ("offline", Text("الطابعة غير متصلة أو مطفأة", "The printer is offline or switched off")),
    ("timed-out", SILENT),
    ("shutdown", Text("الطابعة غير متصلة أو مطفأة", "The printer is offline or switched off")),
)
STOPPED = Text("أوقف النظام هذه الطابعة", "The system has stopped this printer")
CANCELLED = Text("أُلغيت من قائمة الطابعة في النظام", "It was cancelled in the system's list of the printer")
ABORTED = Text("لم تكملها الطابعة", "The printer did not finish it")
NOT_KNOWN = Text(
    "لا يُعرف هل طُبعت: انظر إلى الطابعة قبل إعادتها",
    "It is not known whether it was printed: look at the printer before you print it again",
)
INTERRUPTED = Text(
    "أُغلق البرنامج قبل أن يُعرف مصيرها: انظر إلى الطابعة قبل إعادتها",
    "The program ended before its fate was known: look at the printer before you print it again",
)


@dataclass(frozen=True)
class Printer:
    """`sheet` is the paper it is set to, where it says so. `trouble` is why it does not print now. One that takes no
    pages is a receipt printer without a driver."""

    name: str
    is_default: bool = False
    sheet: Sheet | None = None
    trouble: Text | None = None
    takes_pages: bool = True


@dataclass(frozen=True)
class JobSeen:
    """`stuck`: it is still with the printer, which does not print; it comes out when that is mended. `unknown`: neither
    the printer nor the system remembers it."""

    fate: Fate
    reason: Text | None = None


def trouble_of(keywords: Iterable[str]) -> Text | None:
    """From what a printer says in the words of IPP (RFC 8011, 5.4.12): what keeps it from printing, or None."""
    said = {word.removesuffix("-error").removesuffix("-report") for word in keywords if not word.endswith("-warning")}
    for keyword, words in _WORDS:
        if any(word.startswith(keyword) for word in said):
            return words
    return STOPPED if said & {"paused", "stopped", "stopping", "moving-to-paused"} else None
