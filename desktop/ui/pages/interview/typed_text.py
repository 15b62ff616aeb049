"""What stands in the fields beside what the engine stores: text as it was typed, and text that was refused."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.ui.language import said
from desktop.ui.shown import both_calendars
from desktop.usecases.interview_views import Question
from domain.arabic import to_ascii_digits
from domain.calendar import hijri_of
from domain.carddate import nearest_day, parse_card_date
from domain.errors import RuleBroken

PERIODS = ("year", "month-year")
Answer = None | str | int | float | bool | date | time | datetime | tuple[str, ...]


@dataclass(frozen=True)
class _Kept:
    text: str
    value: object


@dataclass(frozen=True)
class Refusal:
    """Typed, not of the question's type, and so not stored."""

    text: str
    problem: RuleBroken


class TypedText:
    """Keeps digits, calendar and unfinished words as the clerk typed them for as long as they mean what is stored."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._refused: dict[str, Refusal] = {}

    def keep(self, ref: str, text: str, value: object) -> None:
        self._refused.pop(ref, None)
        self._kept[ref] = _Kept(text, value)

    def refuse(self, ref: str, text: str, problem: RuleBroken) -> None:
        self._refused[ref] = Refusal(text, problem)

    def find_refusal(self, ref: str) -> Refusal | None:
        return self._refused.get(ref)

    def forget(self, ref: str) -> None:
        """What was typed at `ref` and under it."""
        for memory in (self._kept, self._refused):
            for known in [known for known in memory if known == ref or known.startswith((f"{ref}/", f"{ref}["))]:
                del memory[known]

    def text_of(self, question: Question) -> tuple[str, bool]:
        """What the field shows, and whether it was typed like that here."""
        refusal = self._refused.get(question.ref)
        if refusal is not None:
            return refusal.text, True
        kept = self._kept.get(question.ref)
        if kept is not None and kept.value == question.value:
            return kept.text, True
        return stored_text(question), False


def stored_text(question: Question) -> str:
    """The stored answer as it would be typed: days first, hours in 24, no grouping."""
    value = question.value
    match value:
        case None:
            return ""
        case datetime():
            return f"{_day(value)} {value:%H:%M}"
        case date():
            return _in_its_calendar(question, value)
        case time():
            return f"{value:%H:%M}"
        case float():
            return f"{value:f}".rstrip("0").rstrip(".")
        case tuple():
            return " ".join(value)
    return str(value)


def _in_its_calendar(question: Question, value: date) -> str:
    """As the form wants days shown: Hijri, a year, a month; a day that Umm al-Qura does not have stays Gregorian."""
    parts = (value.year, value.month, value.day)
    if "islamic" in question.appearance:
        try:
            hijri = hijri_of(value)
            parts = (hijri.year, hijri.month, hijri.day)
        except RuleBroken:
            pass
    year, month, day = parts
    if "year" in question.appearance:
        return str(year)
    return f"{month}/{year}" if "month-year" in question.appearance else f"{day}/{month}/{year}"


def _period(question: Question, text: str) -> date:
    """The first day of a typed year or month of either calendar: the year decides which. Raises RuleBroken."""
    numbers = [part for part in re.split(r"[^0-9]+", to_ascii_digits(text)) if part]
    if "year" in question.appearance and len(numbers) == 1:
        return nearest_day(parse_card_date(f"{numbers[0]}/1/1", field=question.ref))
    if "month-year" in question.appearance and len(numbers) == 2:
        year, month = sorted(numbers, key=len, reverse=True)
        return nearest_day(parse_card_date(f"{year}/{month}/1", field=question.ref))
    raise RuleBroken(
        "answer.not_period",
        ar="اكتب السنة وحدها مثل ٢٠٢٦ أو ١٤٤٨، أو الشهر ثم السنة مثل ١١/٢٠٢٦ كما يطلب السؤال.",
        en="Write the year alone, such as 2026 or 1448, or month and year, such as 11/2026, as the question asks.",
        field=question.ref,
    )


def _day(value: date) -> str:
    return f"{value.day}/{value.month}/{value.year}"


def read_typed(question: Question, text: str) -> Answer:
    """What the engine is given for the text in a field. Raises RuleBroken for a date that is none."""
    if not text.strip():
        return None
    if question.type == "date" and any(name in question.appearance for name in PERIODS):
        return _period(question, text)
    if question.type == "date":
        return nearest_day(parse_card_date(text, field=question.ref))
    if question.type == "dateTime":
        return _moment(question, text)
    return text


def _moment(question: Question, text: str) -> str:
    day, _, clock = text.strip().rpartition(" ")
    if not day or ":" not in clock:
        raise RuleBroken(
            "answer.not_moment",
            ar="اكتب التاريخ ثم الوقت، مثل ٢١/١١/٢٠٢٦ في خانة و١٤:٣٠ في الأخرى.",
            en="Write the date and then the time, such as 21/11/2026 and 14:30.",
            field=question.ref,
        )
    return f"{nearest_day(parse_card_date(day, field=question.ref)).isoformat()}T{clock}"


def other_calendar_of(question: Question, text: str) -> str:
    """The day of a date question in the calendar that is not in its field; empty when there is none."""
    value = question.value
    if not isinstance(value, date) or any(name in question.appearance for name in PERIODS):
        return ""
    try:
        is_hijri = bool(text) and parse_card_date(text.split(" ")[0]).typed == "hijri"
        if is_hijri:
            return _corresponds(both_calendars(value).gregorian)
        return _corresponds(both_calendars(value).hijri)
    except RuleBroken:
        # Before 1924 there is no Umm al-Qura day to show.
        return ""


def _corresponds(day: str) -> str:
    return said(f"الموافق {day}", f"that is {day}")
