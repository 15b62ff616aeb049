"""The synced state as text: one canonical JSON line a row, sorted. Laptops that have converged, and their head office,
print the same text."""

import json
from collections.abc import Iterable

from domain.sync.row_state import RowState
from domain.sync.schema import BY_NUMBER, Scalar, Value
from domain.sync.tasks import tasks
from domain.sync.winners import shown


def dump_text(states: Iterable[tuple[str, RowState]]) -> str:
    """Lines {"table", "id", "cells": {name: value}, "void": reason or null, "tasks": [ids]}; bytes are hex."""
    lines = sorted(line for row, state in states if (line := _line(row, state)) is not None)
    return "".join(f"{line}\n" for line in lines)


def _line(row: str, state: RowState) -> str | None:
    view = shown(state)
    if view is None:
        return None
    table = BY_NUMBER[state.table]
    cells = {cell.name: _plain(view.values[cell.number]) for cell in table.cells if cell.number in view.values}
    record = {
        "table": table.name,
        "id": row,
        "cells": cells,
        "void": view.void_reason,
        "tasks": [task.id for task in tasks(row, state)],
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Value) -> object:
    return [_scalar(item) for item in value] if isinstance(value, list) else _scalar(value)


def _scalar(value: Scalar) -> object:
    return value.hex() if isinstance(value, bytes) else value
