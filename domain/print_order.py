"""What is sent to a printer: which paper, how often, which of its pages, onto which sheet.

A paper is printed at its own size, or a little smaller on a sheet that is a little smaller; it is never cut.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.arabic import to_ascii_digits
from domain.errors import RuleBroken
from domain.text import Text

MOST_COPIES = 99
LEAST_SCALE = 0.9
"""A4 on Letter is 0.94; on A5, 0.71, nobody reads it and no scanner reads its code."""
SLACK = 0.002
"""Sheets are told in whole points, in hundredths of a millimetre, and in inches."""

ATTESTATION, RECEIPT, DAY_SHEET, REFERRAL, RECOVERY, OTHER = (
    *("attestation", "receipt", "day_sheet", "referral", "recovery", "other"),
)
REQUIREMENTS, REQUEST, BLANK_REQUEST, STATEMENT = "requirements", "request", "blank_request", "statement"
MINUTES, REPORT, COMPLAINT_RECEIPT = "minutes", "report", "complaint_receipt"
DECISION, SERVICE_RECEIPT = "decision", "service_receipt"
EMERGENCY_REPORT = "emergency_report"
COMPLAINT_ANSWER, SETTLEMENT, COMPENSATION = "complaint_answer", "settlement", "compensation"
KINDS = {
    ATTESTATION: Text("إقرار", "attestation"),
    RECEIPT: Text("إشعار استلام", "receipt"),
    COMPLAINT_RECEIPT: Text("إشعار استلام شكوى", "complaint receipt"),
    COMPLAINT_ANSWER: Text("خطاب نتيجة شكوى", "letter with a complaint's outcome"),
    SETTLEMENT: Text("محضر تسوية ودية", "amicable settlement"),
    COMPENSATION: Text("سجل تعويض", "compensation record"),
    DAY_SHEET: Text("كشف يومي", "day sheet"),
    REFERRAL: Text("ورقة إحالة", "referral slip"),
    RECOVERY: Text("ورقة استعادة", "recovery sheet"),
    REQUIREMENTS: Text("متطلبات طلب", "requirements of a request"),
    REQUEST: Text("نموذج طلب مملوء", "filled request"),
    BLANK_REQUEST: Text("نموذج طلب فارغ", "blank request"),
    STATEMENT: Text("بيان بما هو محفوظ", "statement of what is held"),
    REPORT: Text("تقرير دوري", "periodic report"),
    EMERGENCY_REPORT: Text("تقرير حالة طارئة", "report of an emergency"),
    "blank": Text("استمارة فارغة", "blank form"),
    "satisfaction": Text("استبانة رضا فارغة", "blank satisfaction sheet"),
    "field_survey": Text("ورقة مسح ميداني", "field-survey sheet"),
    DECISION: Text("خطاب قرار", "decision letter"),
    SERVICE_RECEIPT: Text("سند استلام خدمة", "receipt of a service"),
    MINUTES: Text("محضر جلسة", "minutes of a session"),
    "policy_register": Text("سجل الاطلاع على السياسة", "policy register"),
    OTHER: Text("ورقة", "paper"),
}
"""Each kind of paper remembers its own printer."""
NEVER_KEPT = frozenset({RECOVERY})
"""What no print job may keep: who opens the store must not find there what opens it without a password."""

_RANGE = re.compile(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?")


@dataclass(frozen=True)
class Sheet:
    """In millimetres."""

    width: float
    height: float


A4 = Sheet(210, 297)
LETTER = Sheet(215.9, 279.4)


@dataclass(frozen=True)
class PrintOrder:
    """`pages` from 1, in order; empty for all. `is_thermal` for a receipt printer with a roll of 80 mm."""

    kind: str
    title: str
    printer: str
    copies: int = 1
    pages: tuple[int, ...] = ()
    is_thermal: bool = False


def word_for(kind: str) -> Text:
    """What a paper of this kind is called; one that is made elsewhere and has no word here is a paper."""
    return KINDS.get(kind, KINDS[OTHER])


def tells_apart(order: PrintOrder) -> bool:
    """Whether its title tells its paper from others of its kind: the word for the kind alone does not."""
    words = word_for(order.kind)
    return order.title not in (words.ar, words.en)


def check_copies(copies: int) -> int:
    """Raises RuleBroken."""
    if not 1 <= copies <= MOST_COPIES:
        raise RuleBroken(
            "print.copies",
            ar=f"عدد النسخ من 1 إلى {MOST_COPIES}.",
            en=f"The copies are 1 to {MOST_COPIES}.",
            field="copies",
        )
    return copies


def read_pages(text: str, count: int) -> tuple[int, ...]:
    """`1-3, 5` in any digits, of a paper of `count` pages: each once, in order. Empty, or all of them, is all: ().
    Raises RuleBroken."""
    typed = to_ascii_digits(text).replace("،", ",").replace("–", "-").strip()
    if not typed:
        return ()
    found: set[int] = set()
    for part in typed.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise _no_pages(count)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= count:
            raise _no_pages(count)
        found.update(range(first, last + 1))
    return () if len(found) == count else tuple(sorted(found))


def written_pages(pages: Iterable[int]) -> str:
    """As `read_pages` reads it, and as IPP writes `page-ranges`: `1-3,5`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def scale_on(paper: Sheet, sheet: Sheet) -> float:
    """How much smaller than its own size `paper` is printed on `sheet`, whole: 1 where it has room. Raises RuleBroken
    where it would have to be so small that it is not read any more."""
    scale = min(sheet.width / paper.width, sheet.height / paper.height)
    if scale >= 1 - SLACK:
        return 1.0
    if scale < LEAST_SCALE:
        size = f"{round(sheet.width)} × {round(sheet.height)}"
        raise RuleBroken(
            "print.sheet.small",
            ar=f"الطابعة مضبوطة على ورق أصغر من هذه الورقة ({size} مم). اضبطها على A4 من إعدادات النظام "
            "أو اختر طابعة أخرى؛ لم يُطبع شيء.",
            en=f"The printer is set to a sheet that is too small ({size} mm). Set it to A4 in the system's "
            "settings or choose another printer; nothing was printed.",
            field="printer",
        )
    return scale


def _no_pages(count: int) -> RuleBroken:
    return RuleBroken(
        "print.pages",
        ar=f"اكتب أرقام صفحات من 1 إلى {count}، مثل ‎1-2‎ أو ‎1,3‎، أو اترك الخانة فارغة لطباعة الكل.",
        en=f"Type page numbers from 1 to {count}, such as 1-2 or 1,3, or leave it empty to print all.",
        field="pages",
    )
