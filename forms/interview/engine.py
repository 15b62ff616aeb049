"""Keeps the answers of one interview consistent: a change wakes what reads it, in order, and nothing else.

As in JavaRosa a row beyond a lowered repeat count is hidden, and counted and sent as long as it is there; finishing
drops it (`drop_hidden_rows`). One thing is not as in JavaRosa, for the sake of the signed paper: a row that looks at
other rows is worked out again when they change (JavaRosa leaves it stale until the form is opened again)."""

import heapq
import math
from collections.abc import Callable

from forms.interview import graph
from forms.interview.cells import Cell, Context, Scope, World, ref_of
from forms.interview.graph import Trigger
from forms.interview.journal import Event, Journal
from forms.interview.model import Choices, Form, Shuffle
from forms.interview.nodes import REPEAT, Item, Node
from forms.interview.read_data import MOST_ROWS
from forms.interview.read_rules import ROW
from forms.interview.rows import MOST_ROWS_IN_ALL, Rows, cell_above
from forms.interview.typed import from_result
from forms.interview.xpath.chance import seed_of, seed_of_text, shuffled
from forms.interview.xpath.values import Value, to_number, to_text


class Engine:
    """`settle()` after every set of changes; `journal` tells and takes back."""

    def __init__(self, form: Form, world: World, rows: Rows, journal: Journal) -> None:
        self.form = form
        self.world = world
        self.rows = rows
        self.journal = journal
        self._chance = ""
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
        self._run_of = [self._runs[each.aspect] for each in form.graph.triggers]
        self._options = {each.node.id: each.order for each in form.graph.triggers if each.aspect == graph.OPTIONS}

    def put(self, cell: Cell, value: Value) -> None:
        """A computed value, as the node's type holds it."""
        self.put_stored(cell, from_result(self.form.rules_of(cell.node).type, value))

    def put_stored(self, cell: Cell, value: Value) -> None:
        old = cell.value
        if type(old) is type(value) and old == value:  # true is not 1
            return
        self.journal.tell("value", cell, old, value)
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

    def drop_hidden_rows(self) -> None:
        """Removes the rows beyond what their counts ask for, until none is left."""
        while (found := self.rows.first_hidden()) is not None:
            self.remove_row(*found)
            self.settle_quietly()

    def make_everything_due(self, wanted: Callable[[Trigger], bool]) -> None:
        """Every trigger that is `wanted`, in all rows there are."""
        for trigger in self.form.graph.triggers:
            if wanted(trigger):
                self._wake_trigger(trigger.order, self.world.root, 0)

    def begin(self) -> None:
        """Works everything out for the first time: with the rows that the form's data begin with, and only then with
        those that counts ask for. What is to be kept (``once``) is kept as Collect finds it when it opens the form."""
        self._asleep = frozenset({graph.COUNT})
        self.make_everything_due(lambda _: True)
        self.settle_quietly()
        self._asleep = frozenset()
        self.make_everything_due(lambda trigger: trigger.aspect == graph.COUNT)
        self.settle()

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
            order = heapq.heappop(heap)
            trigger, run = triggers[order], self._run_of[order]
            for scope in due.pop(order):
                run(trigger, scope)

    def context(self, cell: Cell) -> Context:
        found = cell.context
        if found is None:
            found = cell.context = Context(self.world, cell)
        return found

    def rows_asked(self, repeat: Node, scope: Scope) -> int:
        """How many rows the form's count asks for; a blank leaves one. Without a count: those there are."""
        if self.form.control_of[repeat.id].count is None:
            return len(scope.rows[repeat.id])
        asked = self._rows_asked(repeat, scope)
        return 1 if asked is None else asked

    def _rows_asked(self, repeat: Node, scope: Scope) -> int | None:
        """None for a blank count: no row comes of it, and one that is there stays."""
        count = self.form.control_of[repeat.id].count
        if count is None or repeat.parent is None:
            return None
        number = to_number(count.run(self.context(scope.cells[repeat.parent.id])))
        return None if math.isnan(number) else int(min(max(number, 0.0), 1e9))

    def takes_row(self, scope: Scope, repeat: Node) -> bool:
        """Whether a further row would be relevant now."""
        above = scope.cells[repeat.parent.id if repeat.parent is not None else 0]
        relevant = self.form.rules_of(repeat).relevant
        if relevant is None or not above.relevant:
            return above.relevant
        return relevant.is_true(self.context(self.rows.detached(scope, repeat).cells[repeat.id]))

    def values_offered(self, cell: Cell, choices: Choices) -> list[str]:
        """The values that may be chosen now, in the form's order."""
        if choices.find is None:
            values = [choice.value for choice in choices.every]
        else:
            items = [found for found in choices.find(self.context(cell)) if isinstance(found, Item)]
            values = [child.value for item in items for child in item.children.get(choices.value_name, ())]
        return values if choices.shuffle is None else shuffled(values, self._seed(cell, choices.shuffle))

    def _seed(self, cell: Cell, shuffle: Shuffle) -> int:
        """Without a seed of the form's own, one that stays the same for this question in this interview."""
        if shuffle.seed is not None:
            return seed_of(shuffle.seed.run(self.context(cell)))
        if self._chance == "":
            self._chance = self.world.new_uuid()
        return seed_of_text(self._chance + ref_of(cell))

    # What is due. Orders are popped smallest first; only a cleared choice can make an earlier one due again, and a
    # choice is cleared at most once.

    def _wake(self, node: Node, scope: Scope) -> None:
        triggers, root = self.form.graph.triggers, self.world.root
        for order, shared in self.form.graph.readers.get(node.id, ()):
            if triggers[order].repeats:
                self._wake_trigger(order, scope, shared)
            else:
                self._make_due(order, root)

    def _wake_but_options(self, node: Node, scope: Scope) -> None:
        """As JavaRosa: choices follow the values they are filtered by, not whether those questions are shown."""
        triggers = self.form.graph.triggers
        for order, shared in self.form.graph.readers.get(node.id, ()):
            if triggers[order].aspect != graph.OPTIONS:
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
        """Once each, however many wake it."""
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
        asked = self._rows_asked(repeat, scope)
        wanted = min(self.rows_asked(repeat, scope), MOST_ROWS)
        room = self._room(repeat, scope)
        if asked is not None and wanted > len(scope.rows[repeat.id]) and self.takes_row(scope, repeat):
            for _ in range(min(wanted - len(scope.rows[repeat.id]), room)):
                self.add_row(scope, repeat)
        for index, row in enumerate(scope.rows[repeat.id]):
            if row.shown is not (index < wanted):
                self._tell_shown(row.cells[repeat.id], index < wanted)

    def _room(self, repeat: Node, scope: Scope) -> int:
        """How many rows may be added. Where an answer in the last row decides whether there is another, one at a time,
        and none before the last is whole: in Collect nobody gets past it either."""
        room = MOST_ROWS_IN_ALL - self.rows.count()
        if repeat.id not in self.form.graph.growing or not scope.rows[repeat.id]:
            return room
        last = scope.rows[repeat.id][-1]
        cells = [last.cells[node.id] for node in self.form.skeleton.below[repeat.id] if node.id in last.cells]
        asked = [cell for cell in cells if cell.relevant and cell.node.id in self.form.control_of]
        is_whole = any(cell.value != "" for cell in asked) and not any(
            cell.required and cell.value == "" for cell in asked
        )
        return min(room, 1) if is_whole else 0

    def _tell_shown(self, cell: Cell, shown: bool) -> None:
        self.journal.tell("relevant", cell, not shown, shown)
        self.journal.set(cell.scope, "shown", shown)

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
        relevant = cell.own and (above is None or above.relevant)
        if relevant is cell.relevant:
            return
        self.journal.tell("relevant", cell, cell.relevant, relevant)
        self.journal.set(cell, "relevant", relevant)
        self._wake_but_options(cell.node, cell.scope)
        if cell.node.id in self._options:
            self._make_due(self._options[cell.node.id], cell.scope)
        for child in self.form.skeleton.children[cell.node.id]:
            if child.kind == REPEAT:
                for row in cell.scope.rows[child.id]:
                    self._refresh(row.cells[child.id])
            else:
                self._refresh(cell.scope.cells[child.id])
