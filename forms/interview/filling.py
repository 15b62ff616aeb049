"""A whole file of answers into an interview."""

from datetime import date, datetime

from domain.errors import RuleBroken
from forms.interview.answering import read, store
from forms.interview.answers import Given, about_question, given_answers, rows_given, wrong_count
from forms.interview.engine import Engine
from forms.interview.inputs import Answer
from forms.interview.nodes import REPEAT
from forms.interview.screen import Screen


def fill_in(engine: Engine, screen: Screen, answers: object) -> None:
    """Gives every answer. Raises RuleBroken at the first that can never be given; the caller takes the rest back.

    In rounds, because one answer may bring up the question of another, whichever comes first in the form.
    """
    form = engine.form
    waiting = given_answers(form, form.controls, engine.world.root, form.skeleton.root, answers)
    while waiting:
        left: list[Given] = []
        refusals: list[RuleBroken] = []
        for given in waiting:
            try:
                left += _give(engine, screen, given)
            except RuleBroken as wrong:
                refusals.append(wrong)
                left.append(given)
        if len(refusals) == len(waiting):
            raise refusals[0]
        waiting = left


def _give(engine: Engine, screen: Screen, given: Given) -> list[Given]:
    if given.node.kind == REPEAT:
        return _give_rows(engine, screen, given)
    name, cell = given.node.name, given.scope.cells[given.node.id]
    try:
        stored = read(engine, screen, given.control, cell, _as_answer(given.value), ref=name)
    except RuleBroken as wrong:
        raise about_question(wrong, name, screen.label(given.control, cell)) from wrong
    store(engine, cell, stored)
    engine.settle_quietly()
    return []


def _give_rows(engine: Engine, screen: Screen, given: Given) -> list[Given]:
    rows, node, scope = rows_given(given), given.node, given.scope
    if given.control.count is None:
        while len(scope.rows[node.id]) > len(rows):
            engine.remove_row(scope, node, scope.rows[node.id][-1])
            engine.settle_quietly()
        while len(scope.rows[node.id]) < len(rows) and screen.can_add(given.control, scope):
            engine.add_row(scope, node)
            engine.settle_quietly()
    there = [row for row in scope.rows[node.id] if row.shown and row.cells[node.id].relevant]
    if len(there) != len(rows):
        raise wrong_count(node.name, len(there), len(rows))
    return [
        each
        for row, answers in zip(there, rows, strict=True)
        for each in given_answers(engine.form, given.control.inside, row, node, answers)
    ]


def _as_answer(value: object) -> Answer:
    if value is None or isinstance(value, str | int | float | bool | date | datetime):
        return value
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return value
    raise RuleBroken("answer.shape", ar="قيمة من نوع لا يُقبل هنا.", en="The value is of a kind not taken here.")
