"""The holidays by which working days are reckoned."""

from domain.holidays import HolidayTable, parse_holidays
from resources import shelf

_PATH = "holidays/sa.toml"


def load_holidays() -> HolidayTable:
    """The table that comes with the product: an estimate until head office confirms it."""
    return parse_holidays(shelf.read_text(_PATH), file=_PATH.rpartition("/")[2])
