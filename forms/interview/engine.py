"""Keeps the answers of one interview consistent: a change wakes what reads it, in order, and nothing else.

Two things are not as in JavaRosa, for the sake of the signed paper: a row beyond a lowered repeat count is not relevant
(JavaRosa hides it and still counts and sends it), and a row that looks at other rows is worked out again when they
change (JavaRosa leaves it stale).
"""

import heapq
import math
from collections.abc import Callable

from forms.interview import graph
from forms.interview.cells import Cell, Context, Scope, World
from forms.interview.graph import Trigger
from forms.interview.journal import Event, Journal
from forms.interview.model import Choices, Form
from forms.interview.nodes import REPEAT, Item, Node
from forms.interview.read_data import MOST_ROWS
from forms.interview.read_rules import ROW
from forms.interview.rows import MOST_ROWS_IN_ALL, Rows, cell_above
from forms.interview.typed import from_result
from forms.interview.xpath.values import Value, to_number, to_text


class Engine:
    """`settle()` after every set of changes; `journal` tells and takes back."""

    def __init__(self, form: Form, world: World, rows: Rows, journal: Journal) -> None:
        self.form = form
        self.world = world
        self.rows = rows
        self.journal = journal
        self._asleep: frozenset[str] = frozenset()
        self._due: dict[int, dict[Scope, None]] = {}
        self._heap: list[int] = []
        self._runs: dict[str, Callable[[Trigger, Scope], None]] = {
            graph.COUNT: self._run_count,
            graph.RELEVANT: self._run_relevant,
            graph.CALCULATE: self._run_calculate,
            graph.REQUIRED: self._run_flag,
            graph.READONLY: self._run_flag,
            graph.CONSTRAINT: self._run_constraint,
            graph.LABEL: self._run_label,
            graph.OPTIONS: self._run_options,
        }
        self._options = {each.node.id: each.order for each in form.graph.triggers if each.aspect == graph.OPTIONS}

    def put(self, cell: Cell, value: Value) -> None:
        """A computed value, as the node's type holds it."""
        self.put_stored(cell, from_result(self.form.rules_of(cell.node).type, value))

    def put_stored(self, cell: Cell, value: Value) -> None:
        if same(cell.value, value):
            return
        self.journal.tell("value", cell, cell.value, value)
        self.journal.set(cell, "value", value)
        self._wake(cell.node, cell.scope)

    def add_row(self, scope: Scope, repeat: Node) -> Scope:
        row = self.rows.add(scope, repeat)
        self._wake_inside(repeat, row)
        self._wake_all(repeat, scope)
        for setting in self.form.settings:
            if setting.event == ROW and setting.target.id in row.cells:
                cell = row.cells[setting.target.id]
                self.put(cell, setting.value.run(self.context(cell)))
        return row

    def remove_row(self, scope: Scope, repeat: Node, row: Scope) -> None:
        self.rows.remove(scope, repeat, row)
        self._wake_all(repeat, scope)

    def make_everything_due(self, wanted: Callable[[Trigger], bool]) -> None:
        """Every trigger that is `wanted`, in all rows there are."""
        for trigger in self.form.graph.triggers:
            if wanted(trigger):
                self._wake_trigger(trigger.order, self.world.root, 0)

    def settle_conditions(self) -> None:
        """Relevance, required, read-only, broken conditions and hidden rows for values that are right as they are."""
        self._asleep = frozenset({graph.CALCULATE, graph.LABEL, graph.OPTIONS})
        self.make_everything_due(lambda _: True)
        self.settle()
        self._asleep = frozenset()

    def settle(self) -> list[Event]:
        """Works out everything that is due; tells what happened since the last time."""
        self.settle_quietly()
        return self.journal.told()

    def settle_quietly(self) -> None:
        """The same, keeping what happened for the next telling."""
        triggers, heap, due = self.form.graph.triggers, self._heap, self._due
        while heap:
            trigger = triggers[heapq.heappop(heap)]
            run = self._runs[trigger.aspect]
            for scope in due.pop(trigger.order):
                run(trigger, scope)

    def context(self, cell: Cell) -> Context:
        return Context(self.world, cell)

    def rows_asked(self, repeat: Node, scope: Scope) -> int:
        """How many rows the form's count asks for; a blank asks for one. Without a count: those there are."""
        control = self.form.control_of[repeat.id]
        if control.count is None or repeat.parent is None:
            return len(scope.rows[repeat.id])
        number = to_number(control.count.run(self.context(scope.cells[repeat.parent.id])))
        return 1 if math.isnan(number) else int(min(max(number, 0.0), 1e9))

    def values_offered(self, cell: Cell, choices: Choices) -> list[str]:
        """The values that may be chosen now, in the form's order."""
        if choices.find is None:
            return [choice.value for choice in choices.every]
        items = [found for found in choices.find(self.context(cell)) if isinstance(found, Item)]
        return [child.value for item in items for child in item.children.get(choices.value_name, ())]

    # What is due. Orders are popped smallest first; only a cleared choice can make an earlier one due again, and a
    # choice is cleared at most once.

    def _wake(self, node: Node, scope: Scope) -> None:
        for order, shared in self.form.graph.readers.get(node.id, ()):
            self._wake_trigger(order, scope, shared)

    def _wake_trigger(self, order: int, scope: Scope, shared: int) -> None:
        repeats = self.form.graph.triggers[order].repeats
        start = scope.at_depth(min(shared, len(repeats)))
        for each in start.below(repeats[start.depth :]):
            self._make_due(order, each)

    def _wake_all(self, repeat: Node, scope: Scope) -> None:
        """What reads the repeat's rows, their number or anything in them."""
        for node in (repeat, *self.form.skeleton.below[repeat.id]):
            self._wake(node, scope)

    def _wake_inside(self, repeat: Node, row: Scope) -> None:
        for order in self.form.graph.inside.get(repeat.id, ()):
            self._wake_trigger(order, row, row.depth)

    def _make_due(self, order: int, scope: Scope) -> None:
        if self._asleep and self.form.graph.triggers[order].aspect in self._asleep:
            return
        scopes = self._due.get(order)
        if scopes is None:
            scopes = self._due[order] = {}
            heapq.heappush(self._heap, order)
        scopes[scope] = None

    # What a trigger does.

    def _run_count(self, trigger: Trigger, scope: Scope) -> None:
        repeat = trigger.node
        wanted = min(self.rows_asked(repeat, scope), MOST_ROWS)
        room = MOST_ROWS_IN_ALL - self.rows.count()
        for _ in range(min(wanted - len(scope.rows[repeat.id]), room)):
            self.add_row(scope, repeat)
        for index, row in enumerate(scope.rows[repeat.id]):
            if row.shown is not (index < wanted):
                self.journal.set(row, "shown", index < wanted)
                self._refresh(row.cells[repeat.id])

    def _run_relevant(self, trigger: Trigger, scope: Scope) -> None:
        cell = scope.cells[trigger.node.id]
        own = self._holds(trigger, cell)
        if own is not cell.own:
            self.journal.set(cell, "own", own)
            self._refresh(cell)

    def _run_calculate(self, trigger: Trigger, scope: Scope) -> None:
        cell = scope.cells[trigger.node.id]
        if trigger.expression is not None:
            self.put(cell, trigger.expression.run(self.context(cell)))

    def _run_flag(self, trigger: Trigger, scope: Scope) -> None:
        cell = scope.cells[trigger.node.id]
        holds, old = self._holds(trigger, cell), getattr(cell, trigger.aspect)
        if holds is not old:
            self.journal.tell(trigger.aspect, cell, old, holds)
            self.journal.set(cell, trigger.aspect, holds)

    def _run_constraint(self, trigger: Trigger, scope: Scope) -> None:
        cell = scope.cells[trigger.node.id]
        violated = cell.relevant and cell.value != "" and not self._holds(trigger, cell)
        if violated is not cell.violated:
            self.journal.tell("problem", cell, cell.violated, violated)
            self.journal.set(cell, "violated", violated)

    def _run_label(self, trigger: Trigger, scope: Scope) -> None:
        cell = scope.cells[trigger.node.id]
        if cell.relevant:
            self.journal.tell("label", cell, None, None)

    def _run_options(self, trigger: Trigger, scope: Scope) -> None:
        cell = scope.cells[trigger.node.id]
        choices = self.form.control_of[cell.node.id].choices
        if not cell.relevant or choices is None:
            return
        self.journal.tell("options", cell, None, None)
        if cell.value != "":
            offered = set(self.values_offered(cell, choices))
            self.put_stored(cell, " ".join(value for value in to_text(cell.value).split() if value in offered))

    def _holds(self, trigger: Trigger, cell: Cell) -> bool:
        return trigger.expression is None or trigger.expression.is_true(self.context(cell))

    def _refresh(self, cell: Cell) -> None:
        """Relevance here and below, after a condition of this cell's own changed."""
        above = cell_above(cell)
        relevant = cell.own and (cell.node.kind != REPEAT or cell.scope.shown) and (above is None or above.relevant)
        if relevant is cell.relevant:
            return
        self.journal.tell("relevant", cell, cell.relevant, relevant)
        self.journal.set(cell, "relevant", relevant)
        self._wake(cell.node, cell.scope)
        if cell.node.id in self._options:
            self._make_due(self._options[cell.node.id], cell.scope)
        for child in self.form.skeleton.children[cell.node.id]:
            if child.kind == REPEAT:
                for row in cell.scope.rows[child.id]:
                    self._refresh(row.cells[child.id])
            else:
                self._refresh(cell.scope.cells[child.id])


def same(left: Value, right: Value) -> bool:
    """Equal and of the same type: true is not 1."""
    return type(left) is type(right) and left == right
