"""What head office asks of sheets without a name and of inspections: it does not know the forms, only their shape."""

import json
from collections.abc import Callable

from domain.survey import INSPECTING_ROLES, NOBODY, VISIT, is_iso_day
from domain.sync.entries import Add, Header, Operation, Put
from domain.sync.roles import roles_of
from domain.sync.row_state import RowState
from domain.sync.schema import Value
from domain.sync.survey_tables import FINDINGS, INSPECTIONS, SURVEY_SHEETS
from domain.sync.winners import shown

NAMED = "sheet.named"
UNFIT = "survey.unfit"
KEPT = "sheet.kept"
OTHERS = "inspection.of_another"
NOT_ALLOWED = "role.not_allowed"

FindRow = Callable[[str], RowState | None]


def judge_sheet(header: Header, operation: Operation, _: FindRow) -> str:
    """Nobody wrote it, and nobody takes it away: a bad mark that could be struck out would be none."""
    if header.author != NOBODY:
        return NAMED
    if not isinstance(operation, Add):
        return KEPT
    cells = operation.cells
    is_whole = _is_said(cells.get(_INSTRUMENT)) and _is_form(cells.get(_FORM)) and _is_day(cells.get(_DAY))
    return "" if is_whole and _is_answers(cells.get(_ANSWERS)) else UNFIT


def judge_inspection(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Whoever made it writes it, and a supervisory visit is made by those who supervise. Of another's one may be
    struck out by them."""
    author = find_row(header.author)
    if author is None or author.created is None:
        return "row.unknown"
    roles = roles_of(author)
    if not isinstance(operation, Add):
        return _judge_strike(header, _MADE, operation, find_row)
    match operation.cells.get(_KIND), operation.cells.get(_VISITED), operation.cells.get(_MADE):
        case [str(kind), str()], [str(day), _], [str(), str(made_by)]:
            if made_by != header.author:
                return OTHERS
            if not roles or (kind == VISIT and not roles.intersection(INSPECTING_ROLES)):
                return NOT_ALLOWED
            is_whole = is_iso_day(day) and _is_form(operation.cells.get(_FORM_OF))
            return "" if is_whole and _is_answers(operation.cells.get(_ANSWERS_OF)) else UNFIT
    return UNFIT


def judge_finding(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Noted by whoever writes it; everybody follows it up, and it goes with its inspection."""
    match operation:
        case Add():
            noted = operation.cells.get(_NOTED)
            return "" if isinstance(noted, list) and noted[1] == header.author else NOT_ALLOWED
        case Put():
            return ""
    return _judge_strike(header, _NOTED, operation, find_row)


def _judge_strike(header: Header, made: int, operation: Operation, find_row: FindRow) -> str:
    """Struck out, and brought back, by who made it or somebody who supervises. `made` says when, and by whom."""
    author, state = find_row(header.author), find_row(operation.row)
    if author is None or author.created is None:
        return "row.unknown"
    view = shown(state) if state is not None else None
    by = view.values.get(made) if view is not None else None
    is_own = isinstance(by, list) and by[1] == header.author
    return "" if is_own or roles_of(author).intersection(INSPECTING_ROLES) else NOT_ALLOWED


def _is_said(value: Value) -> bool:
    return isinstance(value, str) and bool(value)


def _is_day(value: Value) -> bool:
    return isinstance(value, str) and is_iso_day(value)


def _is_form(value: Value) -> bool:
    """An id, a version that may be empty, and the hash by which a laptop knows whether it has that very form."""
    match value:
        case [str(id), str(), str(sha256)]:
            return bool(id) and bool(sha256)
    return False


def _is_answers(value: Value) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return isinstance(json.loads(value), dict)
    except (ValueError, RecursionError):
        return False


_INSTRUMENT, _FORM, _DAY, _ANSWERS = (
    SURVEY_SHEETS.cell(name).number for name in ("instrument", "form", "day", "answers")
)
_KIND, _FORM_OF, _VISITED, _ANSWERS_OF, _MADE = (
    INSPECTIONS.cell(name).number for name in ("instrument", "form", "visited", "answers", "made")
)
_NOTED = FINDINGS.cell("noted").number
