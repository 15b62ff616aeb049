"""Counted nouns and ages as each language says them. Digits stay Western here; the window draws them as the user
chose."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.ui.language import headed, language, listed, said, said_of
from desktop.ui.shown import clock as clock
from desktop.ui.shown import hour_of_day as hour_of_day
from domain import record_names
from domain.leave_gate import ATTESTATION, KINDS, SIGNATURE


@dataclass(frozen=True)
class Counted:
    """The forms a noun takes. In Arabic: none, one, two, 3–10, 11–99, and hundreds; in English: none, one, and more,
    of which only the last needs its number said before it."""

    none: str
    one: str
    two: str
    few: str
    many: str
    hundreds: str
    en_none: str
    en_one: str
    en_more: str

    def of(self, number: int) -> str:
        """«لا زوار»، «زائر واحد»، «زائران»، «3 زوار»، «11 زائرًا»، «100 زائر»; «no visitors», «1 visitor»,
        «2 visitors»."""
        if language() == "en":
            return (self.en_none, self.en_one)[number] if number < 2 else f"{number} {self.en_more}"
        if number <= 2:
            return (self.none, self.one, self.two)[number]
        rest = number % 100
        if 3 <= rest <= 10:
            return f"{number} {self.few}"
        return f"{number} {self.many if rest >= 11 else self.hundreds}"


def what_is_missing(missing: Iterable[str], kept: str) -> str:
    """«ينقصها: مستندات، شرح الإجراءات (يعود غدًا)»; nothing for a case that lacks its paper alone."""
    kinds = tuple(missing)
    if not kept and set(kinds) <= {ATTESTATION, SIGNATURE}:
        return ""
    named = listed(said_of(KINDS[kind]) for kind in kinds if kind in KINDS) or said("إغلاقها", "closing it")
    return said(f"ينقصها: {named}", f"Missing: {named}") + (f" ({kept})" if kept else "")


VISITORS = Counted("لا زوار", "زائر واحد", "زائران", "زوار", "زائرًا", "زائر", "no visitors", "1 visitor", "visitors")
# After «بـ»: «بزائرين».
VISITORS_MORE = Counted(
    "لا زوار", "زائر واحد", "زائرين", "زوار", "زائرًا", "زائر", "no visitors", "1 visitor", "visitors"
)
# After a preposition: «الرد على طلبين».
REQUESTS_TO = Counted("لا طلبات", "طلب واحد", "طلبين", "طلبات", "طلبًا", "طلب", "no requests", "1 request", "requests")
COMPLAINTS = Counted(
    *("لا شكاوى", "شكوى واحدة", "شكويان", "شكاوى", "شكوى", "شكوى", "no complaints", "1 complaint", "complaints")
)
ENQUIRIES = Counted(
    *("لا استفسارات", "استفسار واحد", "استفساران", "استفسارات", "استفسارًا", "استفسار"),
    *("no enquiries", "1 enquiry", "enquiries"),
)
INTERVIEWS = Counted(
    *("لا مقابلات", "مقابلة واحدة", "مقابلتان", "مقابلات", "مقابلة", "مقابلة"),
    *("no interviews", "1 interview", "interviews"),
)
DRAFTS = Counted("لا مسودّات", "مسودّة واحدة", "مسودّتان", "مسودّات", "مسودّة", "مسودّة", "no drafts", "1 draft", "drafts")
FILES = Counted("لا ملفات", "ملف واحد", "ملفان", "ملفات", "ملفًا", "ملف", "no files", "1 file", "files")
FOLLOWED = Counted(
    *("لا ملاحظات", "ملاحظة واحدة", "ملاحظتان", "ملاحظات", "ملاحظة", "ملاحظة"),
    *("no findings", "1 finding", "findings"),
)
TASKS = Counted("لا مهام", "مهمة واحدة", "مهمتان", "مهام", "مهمة", "مهمة", "no tasks", "1 task", "tasks")
RECORDS = Counted("لا سجلات", "سجل واحد", "سجلان", "سجلات", "سجلًا", "سجل", "no records", "1 record", "records")
ENTRIES = Counted("لا أعمال", "عمل واحد", "عملان", "أعمال", "عملًا", "عمل", "no entries", "1 entry", "entries")
DECISIONS = Counted(
    "لا قرارات", "قرار واحد", "قراران", "قرارات", "قرارًا", "قرار", "no decisions", "1 decision", "decisions"
)
PRESSES = Counted("لا ضغطات", "ضغطة واحدة", "ضغطتان", "ضغطات", "ضغطة", "ضغطة", "no presses", "1 press", "presses")
MINUTES = Counted("الآن", "دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة", "less than a minute", "1 minute", "minutes")
HOURS = Counted("أقل من ساعة", "ساعة", "ساعتين", "ساعات", "ساعة", "ساعة", "less than an hour", "1 hour", "hours")
YEARS = Counted("دون السنة", "سنة", "سنتان", "سنوات", "سنة", "سنة", "less than a year", "1 year", "years")
KILOBYTE, MEGABYTE = 1 << 10, 1 << 20
DAYS = Counted("اليوم", "يوم", "يومين", "أيام", "يومًا", "يوم", "today", "1 day", "days")

_INTERVIEW_TONES = {"draft": "warn", "left": "info", "finished": "ok"}
_ATTESTATION_TONES = {"unsigned": "warn", "signed": "ok", "void": "bad"}


def interview_state(state: str) -> tuple[str, str]:
    """What an interview is called, and the tone of the chip that says so."""
    return headed(said_of(record_names.INTERVIEW_STATES[state])), _INTERVIEW_TONES[state]


def attestation_state(state: str) -> tuple[str, str]:
    """Likewise of an attestation, as it stands after its name."""
    return said_of(record_names.ATTESTATION_STATES[state]), _ATTESTATION_TONES[state]


def size_of(bytes: int) -> str:
    """«3 كيلوبايت», «12 ميغابايت»; never less than it is."""
    if bytes < MEGABYTE:
        return said(f"{-(-bytes // KILOBYTE)} كيلوبايت", f"{-(-bytes // KILOBYTE)} KB")
    return said(f"{-(-bytes // MEGABYTE)} ميغابايت", f"{-(-bytes // MEGABYTE)} MB")


def ago(seconds: float) -> str:
    """«الآن»، «قبل 5 دقائق»، «قبل ساعتين»، «قبل 3 أيام»; «now», «5 minutes ago»."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return said("الآن", "now")
    hours = minutes // 60
    age = MINUTES.of(minutes) if minutes < 60 else HOURS.of(hours) if hours < 24 else DAYS.of(hours // 24)
    return said(f"قبل {age}", f"{age} ago")
