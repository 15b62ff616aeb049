"""References such as ``/data/member[2]/age`` to the cells and rows they mean."""

import re

from domain.errors import RuleBroken
from forms.interview.cells import Cell, Scope
from forms.interview.nodes import REPEAT, Node, Skeleton

_STEP = re.compile(r"([^\[\]/]+)(?:\[([1-9][0-9]{0,5})\])?")


def find_cell(ref: str, root: Scope, skeleton: Skeleton) -> Cell:
    """The cell at a full reference, or of a question's name when one cell alone has it.

    Raises RuleBroken ``answer.unknown_question``.
    """
    known = skeleton.by_path.get(ref)
    if known is not None and known.depth == 0:
        # Outside of all rows: the way of nearly every answer.
        return root.cells[known.id]
    scope, node = _walk(ref, root, skeleton) if ref.startswith("/") else _named(ref, root, skeleton)
    if node.id not in scope.cells:
        raise unknown_question(ref)
    return scope.cells[node.id]


def find_rows(ref: str, root: Scope, skeleton: Skeleton) -> tuple[Scope, Node]:
    """The scope and repeat of a reference without a row number at its end."""
    scope, node = _walk(ref, root, skeleton) if ref.startswith("/") else _named(ref, root, skeleton)
    if node.kind != REPEAT or node.id not in scope.rows:
        raise unknown_question(ref)
    return scope, node


def _walk(ref: str, root: Scope, skeleton: Skeleton) -> tuple[Scope, Node]:
    steps = [_STEP.fullmatch(step) for step in ref[1:].split("/")]
    if steps[0] is None or steps[0][1] != skeleton.root.name:
        raise unknown_question(ref)
    scope, node = root, skeleton.root
    for index, step in enumerate(steps[1:], start=2):
        child = skeleton.child(node, step[1]) if step is not None else None
        if step is None or child is None:
            raise unknown_question(ref)
        if child.kind == REPEAT and not (step[2] is None and index == len(steps)):
            rows = scope.rows[child.id]
            number = int(step[2] or 0)
            if not 1 <= number <= len(rows):
                raise unknown_question(ref)
            scope = rows[number - 1]
        node = child
    return scope, node


def _named(name: str, root: Scope, skeleton: Skeleton) -> tuple[Scope, Node]:
    found = [node for node in skeleton.nodes if node.name == name]
    if len(found) != 1 or found[0].depth - (found[0].kind == REPEAT):
        raise unknown_question(name)
    return root, found[0]


def unknown_question(ref: str) -> RuleBroken:
    shown = ref if len(ref) <= 80 else ref[:79] + "…"
    return RuleBroken(
        "answer.unknown_question",
        ar=f"لا يوجد في الاستمارة سؤال بالاسم «{shown}». راجع أسماء الأسئلة.",
        en=f"The form has no question “{shown}”. Check the names of the questions.",
        field=shown,
    )
