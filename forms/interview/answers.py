"""Answers by the names of their questions: a file of answers in, and the same out.

A name that stands twice in one row (or in the form) is written with its group before it: ``father/age``.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Scope
from forms.interview.model import Control, Form
from forms.interview.nodes import REPEAT, Node
from forms.interview.places import unknown_question
from forms.interview.screen import is_askable
from forms.interview.typed import to_storage
from forms.interview.wording import shown_value
from forms.interview.xpath.values import Value


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of the file on its way to a cell, or a list of rows on its way to a repeat."""

    control: Control
    scope: Scope
    value: object

    @property
    def node(self) -> Node:
        if self.control.node is None:
            raise TypeError("only questions and repeats are given answers")
        return self.control.node


def names_in(controls: Sequence[Control], top: Node) -> dict[str, Control]:
    """The questions and repeats of one scope by the name an answers file gives them, in order."""
    found = [control for control in _flat(controls) if control.type != "note" and control.node is not None]
    plain = [control.node.name for control in found if control.node is not None]
    named: dict[str, Control] = {}
    for control in found:
        node = control.node
        if node is not None:
            named[node.name if plain.count(node.name) == 1 else node.path[len(top.path) + 1 :]] = control
    return named


def _flat(controls: Sequence[Control]) -> Iterator[Control]:
    for control in controls:
        if control.type == "group":
            yield from _flat(control.inside)
        else:
            yield control


def given_answers(form: Form, controls: Sequence[Control], scope: Scope, top: Node, answers: object) -> list[Given]:
    """The answers of one scope in the form's order. Raises RuleBroken ``answers.…`` for a name the form lacks."""
    if not isinstance(answers, Mapping) or not all(isinstance(name, str) for name in answers):
        raise RuleBroken(
            "answers.shape",
            ar="الإجابات يجب أن تكون كائنًا: اسم السؤال ثم قيمته. صحّح الملف.",
            en="The answers must be an object: a question's name, then its value. Mend the file.",
        )
    named = names_in(controls, top)
    for name in answers:
        if name not in named:
            raise _unknown(name, named)
    return [Given(control, scope, answers[name]) for name, control in named.items() if name in answers]


def _unknown(name: str, named: Mapping[str, Control]) -> RuleBroken:
    same = [known for known in named if known.rpartition("/")[2] == name]
    near = same or difflib.get_close_matches(name, named, n=3) or list(named)[:8]
    plain = unknown_question(name)
    return RuleBroken(
        plain.code,
        ar=f"{plain.ar} من الأسماء: {'، '.join(near)}.",
        en=f"{plain.en} Some names: {', '.join(near)}.",
        field=plain.field,
    )


def rows_given(given: Given) -> list[object]:
    """The rows of a repeat's answer. Raises RuleBroken ``answers.not_rows``."""
    if isinstance(given.value, Sequence) and not isinstance(given.value, str):
        return list(given.value)
    raise RuleBroken(
        "answers.not_rows",
        ar=f"«{given.node.name}» يتكرر، فإجابته قائمة من الكائنات. صحّح الملف.",
        en=f"“{given.node.name}” repeats, so its answer is a list of objects. Mend the file.",
        field=given.node.name,
    )


def wrong_count(name: str, wanted: int, given: int) -> RuleBroken:
    return RuleBroken(
        "answers.row_count",
        ar=f"في «{name}» {given} من الصفوف، والعدد المذكور في الاستمارة {wanted}. وفّق بينهما.",
        en=f"“{name}” has {given} rows, and the number given in the form is {wanted}. Make them agree.",
        field=name,
    )


def about_question(wrong: RuleBroken, name: str, label: str) -> RuleBroken:
    """The refusal, naming the question."""
    return RuleBroken(
        wrong.code,
        ar=f"السؤال «{name}» ({label}): {wrong.ar}" if label else f"السؤال «{name}»: {wrong.ar}",
        en=f"Question “{name}”: {wrong.en}",
        field=name,
    )


def collected(controls: Sequence[Control], scope: Scope, top: Node) -> dict[str, object]:
    """The relevant answers that a person gave, as `fill` reads them."""
    out: dict[str, object] = {}
    for name, control in names_in(controls, top).items():
        node = control.node
        if node is None:
            continue
        if node.kind == REPEAT:
            rows = [row for row in scope.rows[node.id] if row.shown and row.cells[node.id].relevant]
            if rows or (control.count is None and not scope.rows[node.id]):
                out[name] = [collected(control.inside, row, node) for row in rows]
            continue
        cell = scope.cells[node.id]
        if cell.relevant and cell.value != "" and is_askable(control, cell):
            out[name] = _plain(control, cell)
    return out


def _plain(control: Control, cell: Cell) -> object:
    value: Value = cell.value
    if control.type == "acknowledge":
        return value == "OK"
    shown = shown_value(control.type, value)
    if isinstance(shown, tuple):
        return list(shown)
    return to_storage(value) if isinstance(shown, date | time | datetime) else shown
