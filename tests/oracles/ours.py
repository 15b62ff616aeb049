"""Our own engine seen as the reference engines show themselves: every node with its value and flags."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from forms.interview.cells import Cell, Scope, ref_of
from forms.interview.model import Form
from forms.interview.nodes import LEAF, REPEAT, Node
from forms.interview.places import find_cell
from forms.interview.session import Session, load
from forms.interview.submission import written

RIYADH = timezone(timedelta(hours=3))
PROPERTIES = ("value", "relevant", "required", "readonly", "violation")
State = dict[str, tuple[object, ...]]


def new_session(form: Form) -> Session:
    """A session on the computer's own day and clock, for the references cannot be given another."""
    return load(
        form,
        today=_today(),
        now=lambda: datetime.now(RIYADH),
        new_uuid=lambda: str(uuid.uuid4()),
        language=form.language,
    )


def _today() -> date:
    return datetime.now(RIYADH).date()


def state_of(session: Session) -> State:
    """By reference: value as stored, relevant, required, readonly, violation."""
    engine = session._engine
    return {
        ref_of(cell): _seen(session.form, cell)
        for cell in _cells(session.form, session.form.skeleton.root, engine.world.root)
    }


def _cells(form: Form, node: Node, scope: Scope) -> Iterator[Cell]:
    yield scope.cells[node.id]
    for child in form.skeleton.children[node.id]:
        if child.name.startswith("@"):
            continue
        if child.kind == REPEAT:
            for row in scope.rows[child.id]:
                yield from _cells(form, child, row)
        else:
            yield from _cells(form, child, scope)


def _seen(form: Form, cell: Cell) -> tuple[object, ...]:
    value = written(form, cell, lambda: RIYADH) if cell.node.kind == LEAF else ""
    return value, cell.relevant, cell.required, cell.readonly, cell.violated


def is_hidden(session: Session, ref: str) -> bool:
    """Whether it lies in a row beyond a lowered count."""
    return find_cell(ref, session._engine.world.root, session.form.skeleton).scope.is_hidden


def state_told(nodes: list[list[str]]) -> State:
    """The same from what a reference engine tells."""
    return {ref: (value, "r" in flags, "q" in flags, "o" in flags, "v" in flags) for ref, value, flags in nodes}
