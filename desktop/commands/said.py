"""Stored values in the words of the window, for the person at the terminal. `--json` gives them as they are stored."""

from collections.abc import Iterable, Iterator

from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_record
from domain import record_words as wording


def said_values(desk: Desk, values: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Without those that say nothing to a person; one of several has its name before it."""
    told = [(column, text) for column, text in values if text and column not in wording.UNSHOWN]
    for column, text in told:
        said = name_record(desk, "persons", text) if column == "person" else wording.value(column, text, desk.profile)
        yield said if len(told) == 1 else f"{wording.COLUMNS.get(column, column)} {said}"
