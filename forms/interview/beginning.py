"""How an interview begins: what the host knows stands in it before the first question is asked."""

from collections.abc import Mapping

from domain.errors import RuleBroken
from forms.interview.answering import apply_setting
from forms.interview.cells import Cell
from forms.interview.engine import Engine
from forms.interview.entities import Records, questions_saved
from forms.interview.inputs import read_answer, read_choices
from forms.interview.model import Form
from forms.interview.nodes import Node
from forms.interview.read_rules import FIRST
from forms.interview.xpath.values import Value


def begin(engine: Engine, known: Mapping[str, Value], given: Mapping[str, str], records: Records) -> None:
    """`known` is metadata by its kind, `given` hidden fields by their name. A question whose answer becomes a field of
    the one record at hand begins with what stands in that field; a default of the form's own goes before."""
    root, form = engine.world.root, engine.form
    engine.rows.begin()
    for cell in root.cells.values():
        kind = form.rules_of(cell.node).preload
        if kind == "uid":
            engine.put(cell, f"uuid:{engine.world.new_uuid()}")
        elif kind in known:
            engine.put(cell, known[kind])
        elif cell.node.name in given and _is_hidden(form, cell.node):
            engine.put_stored(cell, read_answer("text", given[cell.node.name], cell.node.name))
    for setting in form.settings:
        if setting.event == FIRST:
            apply_setting(engine, setting, root)
    for dataset, found in records.items():
        if len(found) == 1:
            _fill_from(engine, dataset, next(iter(found.values())))
    engine.begin()


def _fill_from(engine: Engine, dataset: str, fields: Mapping[str, str]) -> None:
    for name, node in questions_saved(engine.form, dataset).items():
        cell = engine.world.root.cells[node.id]
        is_free = cell.value == "" and engine.form.rules_of(node).calculate is None
        if name in fields and is_free:
            engine.put_stored(cell, _value_for(engine, cell, fields[name]))


def _value_for(engine: Engine, cell: Cell, text: str) -> Value:
    """A blank where the question is of another kind than the field: then it is asked as if nothing were known."""
    control = engine.form.control_of.get(cell.node.id)
    if control is None:
        return read_answer("text", text, cell.node.name)
    try:
        if control.choices is None:
            return read_answer(control.type, text, cell.node.name)
        offered = [choice.value for choice in control.choices.every]
        several = control.type == "select_multiple"
        return read_choices(text, offered, several=several, ref=cell.node.name, allowed="")
    except RuleBroken:
        return ""


def _is_hidden(form: Form, node: Node) -> bool:
    return node.id not in form.control_of and form.rules_of(node).calculate is None
