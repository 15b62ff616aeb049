"""The holidays by which working days are reckoned."""

from functools import lru_cache

from domain.holidays import HolidayTable, parse_holidays
from resources import shelf

_PATH = "holidays/sa.toml"


@lru_cache(maxsize=1)
def load_holidays() -> HolidayTable:
    """The table that comes with the product: an estimate until head office confirms it."""
    return parse_holidays(shelf.read_text(_PATH), file=_PATH.rpartition("/")[2])
