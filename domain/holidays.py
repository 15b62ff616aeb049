"""The table of public holidays, and working days reckoned with it.

The shipped table is an estimate until head office confirms it, because the Eids follow the moon. What head office has
declared lies over it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from domain.calendar import is_weekend
from domain.errors import RuleBroken
from domain.text import Text
from domain.toml_shape import Shape, check_size, read_toml


@dataclass(frozen=True, slots=True)
class HolidayName:
    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off. `kind` names the occasion; a day given instead of a week-end day is a `substitute`."""

    day: str
    kind: str
    substitute: bool = False


@dataclass(frozen=True, slots=True)
class HolidayFile:
    """The table as its file says it: whole years, and whether head office has confirmed the days."""

    first_year: int
    last_year: int
    status: Literal["estimate", "confirmed"]
    note: Text
    names: tuple[HolidayName, ...]
    days: tuple[Holiday, ...]


OFF, WORKING = "off", "working"
KINDS = (OFF, WORKING)
LONGEST_DAYS = 31
LONGEST_TITLE = 200


@dataclass(frozen=True)
class DeclaredDays:
    """Head office's word about some days: that they are off, or worked in spite of the shipped table. `declared_by` is
    who signed the announcement, `declared_at` the ISO moment at which it was entered."""

    id: str
    kind: str
    first: date
    last: date
    title: Text
    declared_by: str
    declared_at: str
    note: str = ""

    @property
    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class HolidayTable:
    """Days off by date, for the whole years `first_year` to `last_year`. `declared` are the days of which head office
    has said something, with its last word."""

    first_year: int
    last_year: int
    confirmed: bool
    names: Mapping[date, Text] = field(default_factory=dict)
    declared: Mapping[date, DeclaredDays] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year

    def name_of(self, day: date) -> Text | None:
        return self.names.get(day)

    def is_working_day(self, day: date) -> bool:
        """Neither Friday, Saturday nor a holiday of the table."""
        return not is_weekend(day) and day not in self.names

    def is_certain(self, first: date, last: date) -> bool:
        """Whether every day from `first` to `last` is covered and confirmed."""
        return self.confirmed and self.covers(first) and self.covers(last)


NO_HOLIDAYS = HolidayTable(1, 9999, confirmed=True)


def parse_holidays(text: str, *, file: str) -> HolidayTable:
    """The table in a TOML text. RuleBroken (code ``holidays.…``) names file, key and mend."""
    shape = Shape(file=file, code="holidays")
    check_size(text, shape)
    read = shape.read(HolidayFile, read_toml(text, shape))
    texts = {name.id: name.text for name in read.names}
    named: dict[date, Text] = {}
    for index, holiday in enumerate(read.days):
        key = f"days[{index}]"
        day = shape.day(holiday.day, f"{key}.day")
        if not read.first_year <= day.year <= read.last_year:
            shape.refuse(
                "range",
                f"{key}.day",
                ar=f"اليوم خارج السنوات {read.first_year} إلى {read.last_year}؛ صحّحه أو وسّع السنوات",
                en=f"the day lies outside {read.first_year} to {read.last_year}; correct it or widen the years",
            )
        shape.known(holiday.kind, texts, f"{key}.kind")
        if day in named:
            shape.refuse("duplicate", f"{key}.day", ar="اليوم مكرر؛ احذف أحدهما", en="the day stands twice; delete one")
        named[day] = texts[holiday.kind]
    return HolidayTable(read.first_year, read.last_year, read.status == "confirmed", named)


def with_declared(table: HolidayTable, declared: Iterable[DeclaredDays]) -> HolidayTable:
    """The table with head office's word over it; of two about one day the later counts. A week-end stays one."""
    said: dict[date, DeclaredDays] = {}
    for one in sorted(declared, key=lambda one: (one.declared_at, one.id)):
        said.update(dict.fromkeys(one.days, one))
    said = {day: one for day, one in said.items() if one.kind == OFF or not is_weekend(day)}
    kept = {day: title for day, title in table.names.items() if day not in said}
    fresh = {day: one.title for day, one in said.items() if one.kind == OFF}
    return replace(table, names=kept | fresh, declared=said)


def check_declared(one: DeclaredDays) -> DeclaredDays:
    """Raises RuleBroken (fields `from`, `to`, `title`, `by`)."""
    if one.last < one.first:
        raise RuleBroken(
            "holiday.days",
            ar="آخر أيام الإجازة قبل أولها؛ صحّح أحد اليومين.",
            en="The last day of the holiday is before its first; correct one of them.",
            field="to",
        )
    if (one.last - one.first).days >= LONGEST_DAYS:
        raise RuleBroken(
            "holiday.too_long",
            ar=f"لا تزيد الإجازة الواحدة على {LONGEST_DAYS} يومًا؛ صحّح اليومين أو سجّلها على دفعات.",
            en=f"One holiday has at most {LONGEST_DAYS} days; correct the days, or enter it in parts.",
            field="to",
        )
    if one.kind == WORKING and all(map(is_weekend, one.days)):
        raise RuleBroken(
            "holiday.week_end",
            ar="الجمعة والسبت إجازة دائمًا في حساب المواعيد، فلا يُعلنان دوامًا. صحّح اليومين.",
            en="Friday and Saturday are always off where terms are reckoned, and cannot be declared working. "
            "Correct the days.",
            field="from",
        )
    for name, text in (("title", one.title.ar), ("by", one.declared_by)):
        if not text.strip() or len(text) > LONGEST_TITLE:
            raise RuleBroken(
                "holiday.unnamed",
                ar="اكتب اسم الإجازة ومن أعلنها، وكلاهما قصير.",
                en="Say what the holiday is called and who declared it, in few words each.",
                field=name,
            )
    return one


def working_days_after(start: date, holidays: HolidayTable) -> Iterator[date]:
    """The working days after `start`, one by one; `start` itself is not counted."""
    day = start
    while True:
        day += timedelta(days=1)
        if holidays.is_working_day(day):
            yield day
