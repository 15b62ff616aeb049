"""The table of public holidays, and working days reckoned with it.

The shipped table is an estimate until head office confirms it, because the Eids follow the moon.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from domain.calendar import is_weekend
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


@dataclass(frozen=True)
class HolidayTable:
    """Days off by date, for the whole years `first_year` to `last_year`."""

    first_year: int
    last_year: int
    confirmed: bool
    names: Mapping[date, Text] = field(default_factory=dict)

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


def working_days_after(start: date, holidays: HolidayTable) -> Iterator[date]:
    """The working days after `start`, one by one; `start` itself is not counted."""
    day = start
    while True:
        day += timedelta(days=1)
        if holidays.is_working_day(day):
            yield day
