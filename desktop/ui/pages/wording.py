"""Counted nouns and hours as Arabic says them. Digits stay Western here; the window draws them as the user chose."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain import record_words
from domain.leave_gate import ATTESTATION, KINDS, SIGNATURE
from domain.shown import shown_time


@dataclass(frozen=True)
class Counted:
    """The forms a noun takes: none, one, two, 3–10, 11–99, and hundreds."""

    none: str
    one: str
    two: str
    few: str
    many: str
    hundreds: str

    def of(self, number: int) -> str:
        """«لا زوار»، «زائر واحد»، «زائران»، «3 زوار»، «11 زائرًا»، «100 زائر»."""
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
    named = "، ".join(KINDS[kind].ar for kind in kinds if kind in KINDS) or "إغلاقها"
    return f"ينقصها: {named}" + (f" ({kept})" if kept else "")


VISITORS = Counted("لا زوار", "زائر واحد", "زائران", "زوار", "زائرًا", "زائر")
# After «بـ»: «بزائرين».
VISITORS_MORE = Counted("لا زوار", "زائر واحد", "زائرين", "زوار", "زائرًا", "زائر")
# After a preposition: «الرد على طلبين».
REQUESTS_TO = Counted("لا طلبات", "طلب واحد", "طلبين", "طلبات", "طلبًا", "طلب")
INTERVIEWS = Counted("لا مقابلات", "مقابلة واحدة", "مقابلتان", "مقابلات", "مقابلة", "مقابلة")
DRAFTS = Counted("لا مسودّات", "مسودّة واحدة", "مسودّتان", "مسودّات", "مسودّة", "مسودّة")
FILES = Counted("لا ملفات", "ملف واحد", "ملفان", "ملفات", "ملفًا", "ملف")
TASKS = Counted("لا مهام", "مهمة واحدة", "مهمتان", "مهام", "مهمة", "مهمة")
RECORDS = Counted("لا سجلات", "سجل واحد", "سجلان", "سجلات", "سجلًا", "سجل")
ENTRIES = Counted("لا أعمال", "عمل واحد", "عملان", "أعمال", "عملًا", "عمل")
DECISIONS = Counted("لا قرارات", "قرار واحد", "قراران", "قرارات", "قرارًا", "قرار")
PRESSES = Counted("لا ضغطات", "ضغطة واحدة", "ضغطتان", "ضغطات", "ضغطة", "ضغطة")
MINUTES = Counted("الآن", "دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة")
HOURS = Counted("أقل من ساعة", "ساعة", "ساعتين", "ساعات", "ساعة", "ساعة")
YEARS = Counted("دون السنة", "سنة", "سنتان", "سنوات", "سنة", "سنة")
DAYS = Counted("اليوم", "يوم", "يومين", "أيام", "يومًا", "يوم")

# What an interview and its attestation are called, and the tone of the chip that says so.
INTERVIEW_STATES = {
    state: (record_words.INTERVIEW_STATES[state], tone)
    for state, tone in (("draft", "warn"), ("left", "info"), ("finished", "ok"))
}
ATTESTATION_STATES = {
    state: (record_words.ATTESTATION_STATES[state], tone)
    for state, tone in (("unsigned", "warn"), ("signed", "ok"), ("void", "bad"))
}


# «09:05» as «9:05 ص».
clock = shown_time


def hour_of_day(hour: int) -> str:
    """«2 م»."""
    return f"{(hour - 1) % 12 + 1} {'ص' if hour < 12 else 'م'}"


def ago(seconds: float) -> str:
    """«الآن»، «قبل 5 دقائق»، «قبل ساعتين»، «قبل 3 أيام»."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "الآن"
    if minutes < 60:
        return f"قبل {MINUTES.of(minutes)}"
    hours = minutes // 60
    return f"قبل {HOURS.of(hours)}" if hours < 24 else f"قبل {DAYS.of(hours // 24)}"
