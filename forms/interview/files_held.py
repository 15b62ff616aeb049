"""The pictures and files among the answers: an answer is the name of one (`domain.answer_file`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.interview.cells import Cell, Scope, ref_of
from forms.interview.engine import Engine

FILE_TYPES = ("image", "file")
OF_THE_FORM = "jr://"
"""How a picture begins that the form itself brings as its default: nobody attached it."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """`answer` is what stands for it, as a rule a file's name; `path` is the question's, without rows."""

    ref: str
    path: str
    answer: str


def held_files(engine: Engine) -> tuple[HeldFile, ...]:
    """Those of questions that are not asked now too: they keep their answer while the interview goes on."""
    return tuple(
        HeldFile(ref_of(cell), cell.node.path, cell.value)
        for cell in _cells(engine, engine.world.root)
        if isinstance(cell.value, str) and cell.value and not cell.value.startswith(OF_THE_FORM)
    )


def drop_unasked_files(engine: Engine) -> None:
    """What nobody asks any more is not kept with a finished interview: no submission has it."""
    for cell in _cells(engine, engine.world.root):
        if cell.value != "" and not cell.relevant:
            engine.put_stored(cell, "")


def _cells(engine: Engine, scope: Scope) -> Iterator[Cell]:
    controls = engine.form.control_of
    for node_id, cell in scope.cells.items():
        control = controls.get(node_id)
        if control is not None and control.type in FILE_TYPES:
            yield cell
    for rows in scope.rows.values():
        for row in rows:
            yield from _cells(engine, row)
