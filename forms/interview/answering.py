"""One answer on its way into an interview: is it asked, is it of the right kind, and what else it sets."""

from datetime import datetime

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Scope
from forms.interview.engine import Engine
from forms.interview.inputs import Answer, read_answer, read_choices, read_rank
from forms.interview.model import Control, Setting
from forms.interview.read_rules import CHANGED
from forms.interview.reasons import reason
from forms.interview.screen import Screen
from forms.interview.typed import in_zone
from forms.interview.xpath.values import Value

_NAMED_AT_MOST = 20
_LONGEST_CHAIN = 12


def read(engine: Engine, screen: Screen, control: Control, cell: Cell, value: Answer, *, ref: str) -> Value:
    """The value as it would be stored. Raises RuleBroken ``answer.…`` with `ref` as its field."""
    if not cell.relevant or cell.scope.is_hidden:
        raise RuleBroken(
            "answer.hidden",
            ar=f"لا يُسأل هذا السؤال الآن، فظهوره معلّق بإجابة: {_deciding(engine, cell, 'ar')}.",
            en=f"This question is not asked now; that depends on: {_deciding(engine, cell, 'en')}.",
            field=ref,
        )
    if cell.readonly:
        raise RuleBroken("answer.readonly", ar="هذا الحقل للقراءة فقط.", en="This field is read-only.", field=ref)
    if control.choices is None:
        stored = read_answer(control.type, value, ref)
        return in_zone(stored, engine.world.now().tzinfo) if isinstance(stored, datetime) else stored
    offered = screen.options(control, cell)
    named = [f"{option.value} ({option.label})" for option in offered[:_NAMED_AT_MOST]]
    more = ["…"] if len(offered) > _NAMED_AT_MOST else []
    values = [option.value for option in offered]
    if control.type == "rank":
        return read_rank(value, values, ref=ref, allowed="، ".join(named + more))
    several = control.type == "select_multiple"
    return read_choices(value, values, several=several, ref=ref, allowed="، ".join(named + more))


def _deciding(engine: Engine, cell: Cell, language: str) -> str:
    """The labels, without answers: refusals may be logged."""
    return "، ".join(label for _, label, _ in reason(engine, cell, language).reads) or "—"


def store(engine: Engine, cell: Cell, value: Value) -> None:
    """Stores it, and sets what the form says a change of this question sets."""
    before = cell.value
    engine.put_stored(cell, value)
    if cell.value != before:
        _set_what_follows(engine, cell, _LONGEST_CHAIN)


def _set_what_follows(engine: Engine, cell: Cell, left: int) -> None:
    """What is set may set more in its turn, until nothing changes (or two questions set each other for ever)."""
    following = [each for each in engine.form.settings if each.event == CHANGED and each.trigger is cell.node]
    if following and left:
        engine.settle_quietly()
    for setting in following if left else ():
        scope = cell.scope.at_depth(engine.form.skeleton.shared_depth(cell.node, setting.target))
        for target, old in apply_setting(engine, setting, scope):
            if target.value != old:
                _set_what_follows(engine, target, left - 1)


def apply_setting(engine: Engine, setting: Setting, scope: Scope) -> list[tuple[Cell, Value]]:
    """Sets the setting's target in every row below `scope`; the cells with what they held before."""
    repeats = engine.form.skeleton.repeats_of(setting.target)
    touched: list[tuple[Cell, Value]] = []
    for each in scope.below(repeats[scope.depth :]):
        cell = each.cells[setting.target.id]
        touched.append((cell, cell.value))
        engine.put(cell, setting.value.run(engine.context(cell)))
    return touched
