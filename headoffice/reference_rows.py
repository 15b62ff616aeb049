"""The rows of `association/reference` as head office's own commands look for them."""

from collections.abc import Iterator

from domain.errors import RuleBroken
from domain.sync.cells import Table
from domain.sync.row_state import RowState
from domain.sync.winners import shown
from domain.text import Text
from headoffice.reference_log import Rows

LEAST_CHARACTERS = 4


def standing_rows(rows: Rows, table: Table) -> Iterator[tuple[str, RowState]]:
    """Of a table, those that are not void."""
    for row, state in sorted(rows.items()):
        view = shown(state) if state.table == table.number else None
        if view is not None and view.void_reason is None:
            yield row, state


def check_reason(reason: str) -> str:
    """Raises RuleBroken for none."""
    said = " ".join(reason.split())
    if not said:
        raise RuleBroken(
            "reference.without_reason",
            ar="اكتب السبب؛ تراه المكاتب.",
            en="Say why; offices see it.",
            field="reason",
        )
    return said


def get_row(rows: Rows, table: Table, typed: str, *, kind: Text) -> tuple[str, RowState]:
    """The standing one whose id ends so: two that were made in one minute begin alike. Raises RuleBroken."""
    text = typed.strip().lower()
    found = [(row, state) for row, state in standing_rows(rows, table) if row.endswith(text)]
    if len(text) < LEAST_CHARACTERS or len(found) != 1:
        raise RuleBroken(
            "reference.unknown",
            ar=f"لا تُعرف {kind.ar} واحدة بهذا الرقم؛ خذه كما يظهر في القائمة (list).",
            en=f"No single {kind.en} has this id; take it as `list` shows it.",
            field="id",
        )
    return found[0]
