"""One answer on its way into an interview: is it asked, is it of the right kind, and what else it sets."""

from datetime import datetime

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Scope
from forms.interview.engine import Engine
from forms.interview.inputs import Answer, read_answer, read_choices
from forms.interview.model import Control, Setting
from forms.interview.read_rules import CHANGED
from forms.interview.reasons import reason
from forms.interview.screen import Screen
from forms.interview.xpath.values import Value

_NAMED_AT_MOST = 20


def read(engine: Engine, screen: Screen, control: Control, cell: Cell, value: Answer, *, ref: str) -> Value:
    """The value as it would be stored. Raises RuleBroken ``answer.…`` with `ref` as its field."""
    if not cell.relevant:
        raise RuleBroken(
            "answer.hidden",
            ar=f"لا يُسأل هذا السؤال الآن، فظهوره معلّق بإجابة: {_deciding(engine, cell, 'ar')}.",
            en=f"This question is not asked now; that depends on: {_deciding(engine, cell, 'en')}.",
            field=ref,
        )
    if cell.readonly:
        raise RuleBroken("answer.readonly", ar="هذا الحقل للقراءة فقط.", en="This field is read-only.", field=ref)
    if control.choices is None:
        return _in_zone(read_answer(control.type, value, ref), engine)
    offered = screen.options(control, cell)
    named = [f"{option.value} ({option.label})" for option in offered[:_NAMED_AT_MOST]]
    more = ["…"] if len(offered) > _NAMED_AT_MOST else []
    several = control.type == "select_multiple"
    values = [option.value for option in offered]
    return read_choices(value, values, several=several, ref=ref, allowed="، ".join(named + more))


def _in_zone(value: Value, engine: Engine) -> Value:
    """A moment typed without a zone is one of the desk's own."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=engine.world.now().tzinfo)
    return value


def _deciding(engine: Engine, cell: Cell, language: str) -> str:
    """The labels, without answers: refusals may be logged."""
    return "، ".join(label for _, label, _ in reason(engine, cell, language).reads) or "—"


def store(engine: Engine, cell: Cell, value: Value) -> None:
    """Stores it, and sets what the form says a change of this question sets."""
    before = cell.value
    engine.put_stored(cell, value)
    if cell.value == before:
        return
    for setting in engine.form.settings:
        if setting.event == CHANGED and setting.trigger is cell.node:
            depth = min(cell.scope.depth, setting.target.depth)
            apply_setting(engine, setting, cell.scope.at_depth(depth))


def apply_setting(engine: Engine, setting: Setting, scope: Scope) -> None:
    """Sets the setting's target in every row below `scope`."""
    repeats = engine.form.skeleton.repeats_of(setting.target)
    for each in scope.below(repeats[scope.depth :]):
        cell = each.cells[setting.target.id]
        engine.put(cell, setting.value.run(engine.context(cell)))
