"""The holidays by which working days are reckoned."""

from datetime import date
from functools import lru_cache

from db.holidays import DeclaredRow
from desktop.usecases.desk import Desk
from domain.holidays import DeclaredDays, HolidayTable, parse_holidays, with_declared
from domain.text import Text
from resources import shelf

_PATH = "holidays/sa.toml"


def holidays_of(desk: Desk) -> HolidayTable:
    """The shipped table, and what head office has declared over it."""
    return _with_rows(desk.store.holidays.standing())


@lru_cache(maxsize=1)
def load_holidays() -> HolidayTable:
    """The table that comes with the product: an estimate until head office confirms it."""
    return parse_holidays(shelf.read_text(_PATH), file=_PATH.rpartition("/")[2])


@lru_cache(maxsize=4)
def _with_rows(rows: tuple[DeclaredRow, ...]) -> HolidayTable:
    """Reckoned anew only when head office has said something new: a list of requests asks for each."""
    return with_declared(load_holidays(), map(_declared, rows)) if rows else load_holidays()


def _declared(row: DeclaredRow) -> DeclaredDays:
    id, kind, first, last, ar, en, by, at, note = row
    return DeclaredDays(id, kind, date.fromisoformat(first), date.fromisoformat(last), Text(ar, en), by, at, note)
