"""The days off of a year as they are reckoned here, and whose word each rests on."""

from dataclasses import dataclass
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.load_holidays import holidays_of
from domain.holidays import OFF, DeclaredDays
from domain.procedure import source_of_day
from domain.text import Text


@dataclass(frozen=True)
class KnownDay:
    """`declared` is head office's word about it, if there is one; else it stands in the shipped table, and is certain
    where that is confirmed."""

    day: date
    title: Text
    is_working: bool
    is_certain: bool
    source: Text
    declared: DeclaredDays | None


def list_holidays(desk: Desk, year: int | None = None) -> tuple[KnownDay, ...]:
    """Of this year unless another is given; also days that head office says are worked."""
    table, wanted = holidays_of(desk), year or desk.now().year
    days = {day for day in (*table.names, *table.declared) if day.year == wanted}
    return tuple(
        KnownDay(
            day,
            said.title if (said := table.declared.get(day)) is not None else table.names[day],
            said is not None and said.kind != OFF,
            said is not None or table.confirmed,
            source_of_day(table, day),
            said,
        )
        for day in sorted(days)
    )
