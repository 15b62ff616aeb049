"""An interview in progress as a text, and back: every value as it was, also of questions that are not shown now."""

import json
import math
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Scope, ref_of
from forms.interview.engine import Engine
from forms.interview.entities import Records
from forms.interview.graph import CALCULATE
from forms.interview.markup import read_markup
from forms.interview.model import Form
from forms.interview.nodes import Item
from forms.interview.places import find_cell
from forms.interview.read_data import MOST_ROWS, item_of
from forms.interview.rows import MOST_ROWS_IN_ALL, Rows
from forms.interview.xpath.values import Value

SHAPE = 1
LARGEST = 4 * 1024 * 1024
LONGEST_REMARK = 1_000


def save_draft(engine: Engine, language: str, records: Records) -> str:
    draft: dict[str, object] = {
        "shape": SHAPE,
        "form": engine.form.id,
        "sha256": engine.form.sha256,
        "day": engine.world.today.isoformat(),
        "language": language,
        "answers": _scope_out(engine.world.root, engine.form),
    }
    remarks = {ref_of(cell): cell.remark for cell in _every_cell(engine.world.root) if cell.remark}
    if remarks:
        draft["remarks"] = remarks
    if records:
        # What stood in the record then decided what was asked; what stands in it later must not.
        draft["records"] = records
    return json.dumps(draft, ensure_ascii=False, separators=(",", ":"))


def _scope_out(scope: Scope, form: Form) -> dict[str, object]:
    nodes = form.skeleton.nodes
    out: dict[str, object] = {
        nodes[node_id].path: _value_out(cell.value) for node_id, cell in scope.cells.items() if cell.value != ""
    }
    for repeat_id, rows in scope.rows.items():
        out[nodes[repeat_id].path] = [_scope_out(row, form) for row in rows]
    return out


def _every_cell(scope: Scope) -> Iterator[Cell]:
    yield from scope.cells.values()
    for rows in scope.rows.values():
        for row in rows:
            yield from _every_cell(row)


def _value_out(value: Value) -> object:
    if isinstance(value, float) and math.isinf(value):
        return {"number": str(value)}
    if isinstance(value, str | bool | float):
        return value
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"time" if isinstance(value, time) else "date": value.isoformat()}


def _value_in(value: object) -> Value:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dict) and len(value) == 1:
        ((kind, text),) = value.items()
        return _TYPES[kind](text)
    raise ValueError("not a saved value")


_TYPES: dict[str, Callable[[str], Value]] = {
    "number": float,
    "moment": datetime.fromisoformat,
    "time": time.fromisoformat,
    "date": date.fromisoformat,
}


def read_draft(saved: str, form: Form) -> dict[str, Any]:
    """The draft's parts. Raises RuleBroken ``draft.damaged`` or ``draft.other_form``."""
    try:
        draft = json.loads(saved, parse_constant=_no_constant) if len(saved) <= LARGEST else None
    except (ValueError, RecursionError):
        draft = None
    if not isinstance(draft, dict) or draft.get("shape") != SHAPE or not isinstance(draft.get("answers"), dict):
        raise damaged()
    if draft.get("form") != form.id or draft.get("sha256") != form.sha256:
        raise RuleBroken(
            "draft.other_form",
            ar="هذه المسودة بدأت بإصدار آخر من الاستمارة. افتحها بإصدارها.",
            en="This draft was begun with another version of the form. Open it with that version.",
        )
    return draft


def records_in(draft: dict[str, Any]) -> Records:
    """The records that the interview began with. Raises RuleBroken ``draft.damaged``."""
    try:
        return {
            name: {id: {key: str(text) for key, text in fields.items()} for id, fields in found.items()}
            for name, found in draft.get("records", {}).items()
        }
    except AttributeError as error:
        raise damaged() from error


def day_of(saved: str, form: Form) -> date:
    """The day on which the draft was saved, by which its calculations stand. Raises like `read_draft`."""
    try:
        return date.fromisoformat(read_draft(saved, form)["day"])
    except (KeyError, TypeError, ValueError) as error:
        raise damaged() from error


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a saved value")


def restore(engine: Engine, rows: Rows, form: Form, draft: dict[str, Any], today: date) -> None:
    """As it was left; on another day what is reckoned from the day is reckoned anew."""
    _restore_answers(rows, form, draft["answers"])
    _restore_remarks(draft, rows.root, form)
    engine.settle_conditions()
    if draft.get("day") != today.isoformat():
        engine.make_everything_due(lambda trigger: trigger.asks_day and trigger.aspect == CALCULATE)
        engine.settle()


def _restore_answers(rows: Rows, form: Form, answers: dict[str, Any]) -> None:
    """Puts saved answers into a form that has no rows yet. Raises RuleBroken ``draft.damaged``."""
    try:
        _scope_in(rows, form, rows.root, answers)
        too_many = rows.count() > MOST_ROWS_IN_ALL
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise damaged() from error
    if too_many:
        raise damaged()


def _scope_in(rows: Rows, form: Form, scope: Scope, saved: dict[str, Any]) -> None:
    for cell in scope.cells.values():
        cell.value = ""
    for path, value in saved.items():
        node = form.skeleton.by_path[path]
        if node.id not in scope.rows:
            scope.cells[node.id].value = _value_in(value)
            continue
        if len(value) > MOST_ROWS:
            raise ValueError("too many rows")
        for row in value:
            _scope_in(rows, form, rows.add_bare(scope, node), row)


def _restore_remarks(draft: dict[str, Any], root: Scope, form: Form) -> None:
    """Raises RuleBroken ``draft.damaged``."""
    try:
        for ref, text in draft.get("remarks", {}).items():
            find_cell(ref, root, form.skeleton).remark = str(text)[:LONGEST_REMARK]
    except (AttributeError, RuleBroken) as error:
        raise damaged() from error


def read_last_saved(xml: str, form: Form) -> Item | None:
    """A finished interview as a list that expressions may read; None when it is another form's."""
    root = read_markup(xml)
    return item_of(root) if root.get("id") == form.xml_id else None


def damaged() -> RuleBroken:
    return RuleBroken(
        "draft.damaged",
        ar="المسودة المحفوظة تالفة ولا يمكن فتحها. ابدأ المقابلة من جديد.",
        en="The saved draft is damaged and cannot be opened. Begin the interview again.",
    )
