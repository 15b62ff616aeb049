"""Every change of an interview in memory, so that it can be told and taken back exactly."""

from typing import NamedTuple

from forms.interview.cells import Cell, Scope, ref_of
from forms.interview.nodes import Node


class Event(NamedTuple):
    """Something changed at `ref` because the user touched `cause` (or ``undo``, ``load``).

    `kind` is value, relevant, required, readonly, problem, remark, label, options or rows; `old` and `new` are stored
    values, truths or numbers of rows, None for label and options.
    """

    kind: str
    ref: str
    old: object
    new: object
    cause: str


class Change(NamedTuple):
    """One step that can be taken back: attribute `name` of `target`, or its rows of the repeat node `name`."""

    target: Cell | Scope
    name: str | Node
    old: object


_KINDS = {"value": "value", "relevant": "relevant", "required": "required", "readonly": "readonly", "remark": "remark"}


class Journal:
    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.cause = "load"
        self._events: list[Event] = []

    def set(self, target: Cell | Scope, name: str, value: object) -> None:
        self.changes.append(Change(target, name, getattr(target, name)))
        setattr(target, name, value)

    def set_rows(self, scope: Scope, repeat: Node, rows: list[Scope]) -> None:
        old = scope.rows[repeat.id]
        self.changes.append(Change(scope, repeat, old))
        self._tell_rows(scope, repeat, len(old), len(rows))
        scope.rows[repeat.id] = rows

    def tell(self, kind: str, cell: Cell, old: object, new: object) -> None:
        self._events.append(Event(kind, ref_of(cell), old, new, self.cause))

    def told(self) -> list[Event]:
        """The events since the last time."""
        events, self._events = self._events, []
        return events

    def take_back(self, mark: int) -> None:
        """Undoes every change after the first `mark` ones, the latest first."""
        while len(self.changes) > mark:
            change = self.changes.pop()
            if isinstance(change.name, Node):
                self._take_back_rows(change.target, change.name, change.old)
                continue
            if isinstance(change.target, Cell) and change.name != "own":
                kind = _KINDS.get(change.name, "problem")
                self.tell(kind, change.target, getattr(change.target, change.name), change.old)
            setattr(change.target, change.name, change.old)

    def _take_back_rows(self, scope: Cell | Scope, repeat: Node, old: object) -> None:
        if not isinstance(scope, Scope) or not isinstance(old, list):
            raise TypeError("only a scope has rows")
        self._tell_rows(scope, repeat, len(scope.rows[repeat.id]), len(old))
        scope.rows[repeat.id] = old

    def _tell_rows(self, scope: Scope, repeat: Node, old: int, new: int) -> None:
        self._events.append(Event("rows", rows_ref(scope, repeat), old, new, self.cause))


def rows_ref(scope: Scope, repeat: Node) -> str:
    """The reference of a repeat as a whole: its path without a row number at the end."""
    above = ref_of(scope.cells[repeat.parent.id]) if repeat.parent is not None else ""
    return f"{above}/{repeat.name}"
