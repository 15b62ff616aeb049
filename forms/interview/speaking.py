"""The texts that expressions ask for: the label of a choice, a text by its name."""

from forms.interview.cells import Cell, Context, Scope
from forms.interview.engine import Engine
from forms.interview.nodes import Node
from forms.interview.wording import wording


class Speaker:
    """Answers in one language."""

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._language = language

    def choice_name(self, value: str, node: Node, context: Context) -> str:
        """The label of the choice `value` that the question `node` offers now, else a blank."""
        control = self._engine.form.control_of.get(node.id)
        cell = self._cell(node, context)
        if control is None or control.choices is None or cell is None:
            return ""
        if value not in self._engine.values_offered(cell, control.choices):
            return ""
        label = next(choice.label for choice in control.choices.every if choice.value == value)
        return wording(label, self._language, cell, self._engine.world)

    def text(self, name: str, context: Context) -> str:
        """The text of that name; an unknown one is shown as such, as JavaRosa does."""
        text = self._engine.form.texts.get(name)
        return f"[itext:{name}]" if text is None else wording(text, self._language, context.cell, self._engine.world)

    def _cell(self, node: Node, context: Context) -> Cell | None:
        """The question's cell in the row around the asker, else in the first row."""
        around = self._engine.form.skeleton.repeats_of(context.cell.node)
        scope: Scope = self._engine.world.root
        for repeat in self._engine.form.skeleton.repeats_of(node):
            rows = scope.rows[repeat.id]
            at = context.scope.at_depth(repeat.depth).number if repeat in around else 1
            if not 1 <= at <= len(rows):
                return None
            scope = rows[at - 1]
        return scope.cells[node.id]
