"""The interview as it is shown now: sections, questions, rows, and what is missing or wrong."""

from collections.abc import Iterator, Sequence

from forms.interview.cells import Cell, Scope, ref_of
from forms.interview.engine import Engine
from forms.interview.journal import rows_ref
from forms.interview.model import Choices, Control
from forms.interview.read_data import MOST_ROWS
from forms.interview.rows import MOST_ROWS_IN_ALL
from forms.interview.views import Group, Item, Option, Page, Problem, Question, Repeat, Row
from forms.interview.wording import (
    ROWS_MESSAGE,
    answer_text,
    constraint_message,
    required_message,
    said,
    shown_value,
    wording,
)

Asked = tuple[Control, Cell]


class Screen:
    """Reads an engine's state in one language; changes nothing."""

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._world = engine.world
        self._language = language
        self._fixed: dict[int, tuple[Option, ...]] = {}

    def pages(self) -> tuple[Page, ...]:
        root = self._world.root
        return tuple(page for part in self._sections() if (page := self._page(part, root)) is not None)

    def asked(self) -> Iterator[Asked]:
        """Every relevant question on every page, rows included, in order."""
        for control in self._engine.form.controls:
            yield from self._asked(control, self._world.root)

    def question(self, control: Control, cell: Cell) -> Question:
        rules = self._engine.form.rules_of(cell.node)
        wrong = cell.violated and cell.relevant
        return Question(
            ref=ref_of(cell),
            name=cell.node.name,
            type=control.type,
            appearance=control.appearance,
            label=self.label(control, cell),
            hint=wording(control.hint, self._language, cell, self._world),
            required=cell.required,
            readonly=cell.readonly,
            value=shown_value(control.type, cell.value),
            text="" if control.type == "note" else answer_text(control, self._language, cell, self._world),
            options=len(self._engine.values_offered(cell, control.choices)) if control.choices is not None else 0,
            problem=constraint_message(rules, self._language, cell, self._world) if wrong else None,
            limits=control.limits,
            remark=cell.remark,
            longest=rules.longest,
            accepts=control.accepts,
        )

    def label(self, control: Control, cell: Cell) -> str:
        return wording(control.label, self._language, cell, self._world)

    def options(self, control: Control, cell: Cell) -> tuple[Option, ...]:
        if control.choices is None:
            return ()
        if cell.node.id in self._fixed:
            return self._fixed[cell.node.id]
        offered = self._offered(control, control.choices, cell)
        if control.choices.is_fixed:
            self._fixed[cell.node.id] = offered
        return offered

    def _offered(self, control: Control, choices: Choices, cell: Cell) -> tuple[Option, ...]:
        labels = {choice.value: choice.label for choice in reversed(choices.every)}
        return tuple(
            Option(value, wording(labels[value], self._language, cell, self._world))
            for value in self._engine.values_offered(cell, choices)
        )

    def problems(self) -> Iterator[Problem]:
        for part in self._sections():
            yield from self._problems_of(part)

    def _sections(self) -> Iterator[tuple[Control, ...]]:
        loose: list[Control] = []
        for control in self._engine.form.controls:
            if control.type not in ("group", "repeat"):
                loose.append(control)
                continue
            if loose:
                yield tuple(loose)
                loose = []
            yield (control,)
        if loose:
            yield tuple(loose)

    def _form_title(self) -> str:
        form = self._engine.form
        return form.titles.get(self._language, form.title)

    def _page(self, part: Sequence[Control], root: Scope) -> Page | None:
        items = self._items(part, root)
        if not items:
            return None
        first = items[0]
        asked = [each for control in part for each in self._asked(control, root)]
        askable = [cell for control, cell in asked if is_askable(control, cell)]
        return Page(
            ref=self._page_ref(part, root),
            label=_title(first) if isinstance(first, Group | Repeat) else self._form_title(),
            appearance=first.appearance if isinstance(first, Group) else (),
            items=_below_title(first) if isinstance(first, Group) else items,
            answered=sum(cell.value != "" for cell in askable),
            total=len(askable),
            problems=sum(1 for _ in self._problems_of(part)),
        )

    def _problems_of(self, part: Sequence[Control]) -> Iterator[Problem]:
        root = self._world.root
        page = self._page_ref(part, root)
        for control in part:
            for asked, cell in self._asked(control, root):
                yield from self._problem(asked, cell, page)
            yield from self._row_problems(control, root, page)

    def _page_ref(self, part: Sequence[Control], root: Scope) -> str:
        first = part[0]
        if first.node is not None and first.type == "repeat":
            return rows_ref(root, first.node)
        if first.node is not None and first.type == "group":
            return ref_of(root.cells[first.node.id])
        asked = (ref_of(cell) for control in part for _, cell in self._asked(control, root))
        return next(asked, "")

    def _problem(self, control: Control, cell: Cell, page: str) -> Iterator[Problem]:
        rules = self._engine.form.rules_of(cell.node)
        if cell.violated:
            message, kind = constraint_message(rules, self._language, cell, self._world), "constraint"
        elif cell.required and cell.value == "" and is_askable(control, cell):
            message, kind = required_message(rules, self._language, cell, self._world), "required"
        else:
            return
        yield Problem(ref_of(cell), kind, message, self.label(control, cell), page)

    def _row_problems(self, control: Control, scope: Scope, page: str) -> Iterator[Problem]:
        if control.type == "repeat" and control.node is not None:
            rows = self._rows(control, scope)
            if rows and self._engine.rows_asked(control.node, scope) > len(scope.rows[control.node.id]):
                message = said(ROWS_MESSAGE, self._language).format(most=len(rows))
                label = self._repeat_label(control, scope)
                yield Problem(rows_ref(scope, control.node), "rows", message, label, page)
            for row in rows:
                for inside in control.inside:
                    yield from self._row_problems(inside, row, page)
            return
        for inside in control.inside:
            yield from self._row_problems(inside, scope, page)

    def _asked(self, control: Control, scope: Scope) -> Iterator[Asked]:
        node = control.node
        if control.type == "repeat":
            for row in self._rows(control, scope):
                for inside in control.inside:
                    yield from self._asked(inside, row)
        elif control.type == "group":
            if node is None or scope.cells[node.id].relevant:
                for inside in control.inside:
                    yield from self._asked(inside, scope)
        elif node is not None and scope.cells[node.id].relevant:
            yield control, scope.cells[node.id]

    def _items(self, controls: Sequence[Control], scope: Scope) -> tuple[Item, ...]:
        return tuple(item for control in controls if (item := self._item(control, scope)) is not None)

    def _item(self, control: Control, scope: Scope) -> Item | None:
        if control.type == "repeat":
            return self._repeat(control, scope)
        if control.type == "group":
            return self._group(control, scope)
        cell = scope.cells[control.node.id] if control.node is not None else None
        return self.question(control, cell) if cell is not None and cell.relevant else None

    def _group(self, control: Control, scope: Scope) -> Group | None:
        items = self._items(control.inside, scope)
        cell = scope.cells[control.node.id] if control.node is not None else None
        if not items or (cell is not None and not cell.relevant):
            return None
        place = cell or self._world.root.cells[0]
        return Group(
            ref_of(cell) if cell is not None else items[0].ref,
            cell.node.name if cell is not None else "",
            wording(control.label, self._language, place, self._world),
            control.appearance,
            items,
        )

    def _repeat(self, control: Control, scope: Scope) -> Repeat | None:
        node = control.node
        if node is None:
            return None
        rows = self._rows(control, scope)
        can_add = self.can_add(control, scope)
        if not rows and not can_add:
            return None
        return Repeat(
            rows_ref(scope, node),
            node.name,
            self._repeat_label(control, scope),
            control.appearance,
            tuple(self._row(control, row) for row in rows),
            can_add,
            control.count is None,
        )

    def _row(self, control: Control, row: Scope) -> Row:
        cell = row.cells[control.node.id if control.node is not None else 0]
        label = wording(control.label, self._language, cell, self._world)
        return Row(ref_of(cell), row.number, label, self._items(control.inside, row))

    def _repeat_label(self, control: Control, scope: Scope) -> str:
        if control.label is None or control.node is None:
            return ""
        pieces = control.label.in_language(self._language)
        return " ".join("".join(piece for piece in pieces if isinstance(piece, str)).split())

    def _rows(self, control: Control, scope: Scope) -> list[Scope]:
        node_id = control.node.id if control.node is not None else 0
        return [row for row in scope.rows[node_id] if row.shown and row.cells[node_id].relevant]

    def can_add(self, control: Control, scope: Scope) -> bool:
        """Whether the user may add a row now: no count, room left, and the row would be relevant."""
        node = control.node
        if node is None or node.parent is None or control.count is not None:
            return False
        if len(scope.rows[node.id]) >= MOST_ROWS or self._engine.rows.count() >= MOST_ROWS_IN_ALL:
            return False
        return self._engine.takes_row(scope, node)


def _title(first: Group | Repeat) -> str:
    """A table's group has no label of its own: its words are in the note that begins it."""
    return first.label or next((note.label for note in _first_note(first)), "")


def _below_title(group: Group) -> tuple[Item, ...]:
    taken = () if group.label else _first_note(group)
    return tuple(item for item in group.items if item not in taken) or group.items


def _first_note(first: Group | Repeat) -> tuple[Item, ...]:
    begins = first.items[:1] if isinstance(first, Group) else ()
    return tuple(item for item in begins if isinstance(item, Question) and item.type == "note")


def is_askable(control: Control, cell: Cell) -> bool:
    """Whether the person answers it: neither a note, nor read-only, nor the head of a table."""
    is_head = control.choices is not None and "label" in control.appearance
    return control.type != "note" and not cell.readonly and not is_head
