"""The lines of an interview that a person signs: each question in Arabic, its coded value, and how it reads."""

import unicodedata

from forms.interview.cells import Cell, Scope, ref_of
from forms.interview.engine import Engine
from forms.interview.model import Control
from forms.interview.nodes import REPEAT
from forms.interview.screen import Screen
from forms.interview.typed import to_storage
from forms.interview.wording import answer_text

LANGUAGE = "ar"


def attested_lines(engine: Engine) -> list[dict[str, str]]:
    """Every answered question a person sees, calculated ones included, in order. All texts are NFC, digits ASCII."""
    screen = Screen(engine, LANGUAGE)
    return [_line(engine, screen, control, cell) for control, cell in screen.asked() if _is_attested(control, cell)]


def _is_attested(control: Control, cell: Cell) -> bool:
    return control.type != "note" and cell.value != ""


def _line(engine: Engine, screen: Screen, control: Control, cell: Cell) -> dict[str, str]:
    question = _rows_around(engine, cell.scope) + (screen.label(control, cell) or cell.node.name)
    line = {
        "path": ref_of(cell),
        "question": question,
        "value": to_storage(cell.value),
        "display": answer_text(control, LANGUAGE, cell, engine.world),
    }
    return {key: unicodedata.normalize("NFC", text) for key, text in line.items()}


def _rows_around(engine: Engine, scope: Scope) -> str:
    """``أفراد الأسرة 2: `` for a question of the second row."""
    if scope.parent is None:
        return ""
    node = next(cell.node for cell in scope.cells.values() if cell.node.kind == REPEAT)
    control = engine.form.control_of[node.id]
    pieces = control.label.in_language(LANGUAGE) if control.label is not None else ()
    label = " ".join("".join(piece for piece in pieces if isinstance(piece, str)).split()) or node.name
    return f"{_rows_around(engine, scope.parent)}{label} {scope.number}: "
