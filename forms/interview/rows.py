"""The shape of the answers: the scope of the whole form and the rows of its repeats, with their defaults."""

from collections.abc import Iterator, Mapping

from forms.interview.cells import Cell, Scope
from forms.interview.journal import Journal
from forms.interview.model import Form
from forms.interview.nodes import REPEAT, Node
from forms.interview.xpath.values import Value

MOST_ROWS_IN_ALL = 1_000
"""Rows of all repeats together, nested ones included."""

_NO_DEFAULTS: Mapping[int, Value] = {}


class Rows:
    def __init__(self, form: Form, journal: Journal) -> None:
        self._form = form
        self._journal = journal
        self.root = Scope(None, 0)
        self._fill(self.root, form.skeleton.root, self._form.defaults)

    def count(self) -> int:
        """All rows there are."""
        return _count(self.root)

    def begin(self) -> None:
        """The rows that the form's data begin with, in a form that has none yet."""
        self._add_each(self.root, self._form.first_rows)

    def add(self, scope: Scope, repeat: Node) -> Scope:
        """A further row with its defaults, and the rows that such a row holds at first."""
        return self._add(scope, repeat, self._form.added_rows)

    def _add(self, scope: Scope, repeat: Node, inside: Mapping[int, int]) -> Scope:
        row = self._new(scope, repeat, self._form.defaults)
        self._journal.set_rows(scope, repeat, [*scope.rows[repeat.id], row])
        self._add_each(row, inside)
        return row

    def _add_each(self, scope: Scope, begins: Mapping[int, int]) -> None:
        for repeat_id in tuple(scope.rows):
            for _ in range(begins.get(repeat_id, 0)):
                self._add(scope, self._form.skeleton.nodes[repeat_id], begins)

    def add_bare(self, scope: Scope, repeat: Node) -> Scope:
        """A further row that is all blank and is not told (a restored draft)."""
        row = self._new(scope, repeat, _NO_DEFAULTS)
        scope.rows[repeat.id].append(row)
        return row

    def detached(self, scope: Scope, repeat: Node) -> Scope:
        """The row that would come next, as it would begin; it is not among the rows."""
        return self._new(scope, repeat, self._form.defaults)

    def remove(self, scope: Scope, repeat: Node, row: Scope) -> None:
        left = [each for each in scope.rows[repeat.id] if each is not row]
        self._journal.set_rows(scope, repeat, left)
        for number, each in enumerate(left, start=1):
            if each.number != number:
                self._journal.set(each, "number", number)

    def first_hidden(self) -> tuple[Scope, Node, Scope] | None:
        """The scope, the repeat and the first of its rows that lies beyond what the repeat's count asks for."""
        return next(_hidden(self.root, self._form), None)

    def _new(self, scope: Scope, repeat: Node, defaults: Mapping[int, Value]) -> Scope:
        row = Scope(scope, len(scope.rows[repeat.id]) + 1)
        self._fill(row, repeat, defaults)
        return row

    def _fill(self, scope: Scope, top: Node, defaults: Mapping[int, Value]) -> None:
        cell = Cell(top, scope)
        cell.value = defaults.get(top.id, "")
        above = cell_above(cell)
        cell.relevant = above is None or above.relevant
        scope.cells[top.id] = cell
        for child in self._form.skeleton.children[top.id]:
            if child.kind == REPEAT:
                scope.rows[child.id] = []
            else:
                self._fill(scope, child, defaults)


def cell_above(cell: Cell) -> Cell | None:
    """The cell of the group or row around this one."""
    parent = cell.node.parent
    scope = cell.scope.parent if cell.node.kind == REPEAT else cell.scope
    return scope.cells[parent.id] if parent is not None and scope is not None else None


def _hidden(scope: Scope, form: Form) -> Iterator[tuple[Scope, Node, Scope]]:
    for repeat_id, rows in scope.rows.items():
        for row in rows:
            if not row.shown:
                yield scope, form.skeleton.nodes[repeat_id], row
            yield from _hidden(row, form)


def _count(scope: Scope) -> int:
    return sum(1 + _count(row) for rows in scope.rows.values() for row in rows)
