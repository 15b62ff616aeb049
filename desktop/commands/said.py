"""Stored values in the words of the window, for the person at the terminal. `--json` gives them as they are stored."""

from collections.abc import Iterable, Iterator

from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_record
from domain import record_names, record_words
from domain.record_words import column_name


def said_values(desk: Desk, values: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Without those that say nothing to a person; one of several has its name before it."""
    told = [(column, text) for column, text in values if text and column not in record_names.UNSHOWN]
    for column, text in told:
        said = (
            name_record(desk, "persons", text)
            if column == "person"
            else record_words.value(column, text, desk.profile).ar
        )
        yield said if len(told) == 1 else f"{column_name(column).ar} {said}"
