"""The lines of an interview that a person signs: each question in Arabic, its coded value, and how it reads.

Whose words a question's answer is, its appearance says (ODK and Kobo pass such words over): `clerk-check` is what the
clerk states about the applicant's papers, `clerk-note` is the clerk's own and no part of what anybody signs; every
other answer is the applicant's.
"""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from domain.answer_file import sha256_named
from domain.calendar import format_gregorian, format_hijri, hijri_of
from domain.errors import RuleBroken
from forms.interview.cells import Cell, Scope, ref_of
from forms.interview.engine import Engine
from forms.interview.files_held import FILE_TYPES
from forms.interview.model import CLERK_CHECK, CLERK_NOTE, Control
from forms.interview.nodes import REPEAT
from forms.interview.screen import Screen
from forms.interview.typed import to_storage
from forms.interview.wording import answer_text

LANGUAGE = "ar"

_CALENDARS_AGREE_FROM = 2000
"""Before this year the tables of Umm al-Qura differ from each other: a day printed there by one of them could be read
as another day, so the answer keeps the calendar it was given in."""


def attested_lines(engine: Engine) -> list[dict[str, str]]:
    """Every answered question a person sees, calculated ones included, in order; without the clerk's notes.

    All texts are NFC, digits ASCII. A line whose answer is a picture or a file names its `sha256`; one that the clerk
    states has `stated_by`; one of a list has, in `list`, the heading that the form gives the list.
    """
    return [line for control, line in _lines(engine) if CLERK_NOTE not in control.appearance]


def answered_lines(engine: Engine) -> list[dict[str, str]]:
    """The same with the clerk's notes: everything that was answered."""
    return [line for _, line in _lines(engine)]


def _lines(engine: Engine) -> Iterator[tuple[Control, dict[str, str]]]:
    screen, headings = Screen(engine, LANGUAGE), _list_headings(engine)
    for control, cell in screen.asked():
        if control.type != "note" and cell.value != "":
            yield control, _line(engine, screen, headings, control, cell)


def _line(engine: Engine, screen: Screen, headings: dict[int, str], control: Control, cell: Cell) -> dict[str, str]:
    question = _rows_around(engine, cell.scope) + (screen.label(control, cell) or cell.node.name)
    line = {
        "path": ref_of(cell),
        "question": question,
        "value": to_storage(cell.value),
        "display": _display(engine, control, cell),
    }
    sha256 = sha256_named(cell.value)
    if sha256 is not None and control.type in FILE_TYPES:
        line["sha256"] = sha256.hex()
    heading = headings.get(_row_node(cell.scope))
    if heading:
        line["list"] = heading
    if CLERK_CHECK in control.appearance:
        line["stated_by"] = "clerk"
    return {key: unicodedata.normalize("NFC", text) for key, text in line.items()}


def _display(engine: Engine, control: Control, cell: Cell) -> str:
    """A day in both calendars, as on all paper; the rest as on the screen."""
    value = cell.value
    if not isinstance(value, date) or control.choices is not None:
        return answer_text(control, LANGUAGE, cell, engine.world)
    clock = f" — {value:%H:%M}" if isinstance(value, datetime) else ""
    return f"{_both_calendars(value)}{clock}"


def _both_calendars(day: date) -> str:
    gregorian = format_gregorian(day, digits="western", weekday=False)
    if day.year < _CALENDARS_AGREE_FROM:
        return gregorian
    try:
        return f"{format_hijri(hijri_of(day), digits='western')} الموافق {gregorian}"
    except RuleBroken:
        return gregorian


def _rows_around(engine: Engine, scope: Scope) -> str:
    """``فرد من الأسرة 2: `` for a question of the second row."""
    if scope.parent is None:
        return ""
    control = engine.form.control_of[_row_node(scope)]
    label = _plain(control) or (control.node.name if control.node is not None else "")
    return f"{_rows_around(engine, scope.parent)}{label} {scope.number}: "


def _row_node(scope: Scope) -> int:
    """The repeat that a scope is a row of; -1 for the form itself."""
    if scope.parent is None:
        return -1
    return next(cell.node.id for cell in scope.cells.values() if cell.node.kind == REPEAT)


def _list_headings(engine: Engine) -> dict[int, str]:
    """By repeat: the label of the group that holds it and nothing else, which names the list as a whole."""
    found: dict[int, str] = {}
    waiting = list(engine.form.controls)
    while waiting:
        control = waiting.pop()
        waiting += control.inside
        inside = control.inside[0] if len(control.inside) == 1 else None
        if control.type == "group" and inside is not None and inside.type == "repeat" and inside.node is not None:
            found[inside.node.id] = _plain(control)
    return found


def _plain(control: Control) -> str:
    """The label without what it says of other answers."""
    pieces = control.label.in_language(LANGUAGE) if control.label is not None else ()
    return " ".join("".join(piece for piece in pieces if isinstance(piece, str)).split())
