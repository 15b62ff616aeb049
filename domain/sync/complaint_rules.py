"""Who may write what of complaints, as head office judges it: `domain.complaint_rights`, of the rows it has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.complaint import ANSWERED, CLOSED, MENDED, NOTED, OPEN, WAS_TOLD
from domain.complaint import TOLD as IS_TOLD
from domain.sync.complaint_tables import (
    COMPENSATIONS,
    COMPLAINT_REVIEWS,
    COMPLAINT_ROWS,
    COMPLAINT_STEPS,
    SETTLEMENTS,
)
from domain.sync.entries import Add, Header, Operation, Put, Void, row_bytes
from domain.sync.readable import UNREADABLE, begins_with_day, is_day, is_json, is_json_table
from domain.sync.roles import roles_of
from domain.sync.row_state import RowState
from domain.sync.schema import Value
from domain.sync.winners import shown
from domain.user import OVERSEERS, REVIEWERS

NOT_ALLOWED = "role.not_allowed"
NO_STEP = "transition.illegal"
UNKNOWN = "row.unknown"
NO_COMPLAINT = "row.of_another_table"

FindRow = Callable[[str], RowState | None]

_CELL = {cell.name: cell.number for cell in COMPLAINT_ROWS.cells}
_RECEIPT, _OWNER, _PROGRESS = _CELL["receipt"], _CELL["owner"], _CELL["progress"]
_OUTCOME, _TELLING, _NEXT = _CELL["outcome"], _CELL["telling_outcome"], _CELL["next"]
_DECIDED = frozenset((_OUTCOME, _TELLING))
_WANTED = {ANSWERED: (_OUTCOME,), IS_TOLD: (_OUTCOME, _TELLING), CLOSED: (_OUTCOME, _TELLING)}
_BY_TAKER = frozenset((_CELL["grievance"], _CELL["emergency"], _CELL["telling_outcome"], _PROGRESS))
_STEPS_BY_TAKER = frozenset((NOTED, WAS_TOLD, MENDED))
_PARENT, _STEP, _DONE_BY = (COMPLAINT_STEPS.cell(name).number for name in ("complaint", "step", "done_by"))
_PROOF, _ENDED = COMPENSATIONS.cell("proof_kind").number, COMPENSATIONS.cell("progress").number
_SETTLED_OF, _AGREED = (SETTLEMENTS.cell(name).number for name in ("complaint", "agreement"))
_PAID_OF, _HOLDS = (COMPENSATIONS.cell(name).number for name in ("complaint", "holds"))
_MADE = {table.number: table.cell("made").number for table in (SETTLEMENTS, COMPENSATIONS)}
_PARENTS = {COMPLAINT_STEPS.number: _PARENT, SETTLEMENTS.number: _SETTLED_OF, COMPENSATIONS.number: _PAID_OF}
_REVIEW = COMPLAINT_REVIEWS.cell("review").number


@dataclass(frozen=True, slots=True)
class _Standing:
    """Of an author to a complaint. `works`: he owns it or oversees the office; `took`: he wrote it down. `refused` is
    why there is none."""

    works: bool = False
    took: bool = False
    refused: str = ""


def asked_of(operation: Operation) -> tuple[str, ...]:
    """The complaint that what is added belongs to: without it, it waits."""
    parent = _PARENTS.get(operation.table)
    if parent is None or not isinstance(operation, Add):
        return ()
    complaint = operation.cells.get(parent)
    return (complaint,) if isinstance(complaint, str) and _is_id(complaint) else ()


def judge_complaint(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Everybody registers a complaint, which lies open then and with nobody; who took it may mend its words and tell
    the outcome, and undo it while nobody works on it."""
    if isinstance(operation, Add):
        return _judge_registered(header, operation, find_row)
    standing = _standing(header, operation.row, find_row)
    if standing.refused:
        return standing.refused
    if not standing.works and not (standing.took and _is_takers(operation, find_row)):
        return NOT_ALLOWED
    return _judge_moved(operation, find_row) if isinstance(operation, Put) else ""


def _judge_registered(header: Header, operation: Add, find_row: FindRow) -> str:
    if operation.cells.get(_PROGRESS) != OPEN or _DECIDED & operation.cells.keys():
        return NO_STEP
    author = find_row(header.author)
    if author is None or author.created is None:
        return UNKNOWN
    receipt = operation.cells.get(_RECEIPT)
    if not isinstance(receipt, list) or not is_day(receipt[0]):
        return UNREADABLE
    owner = _first(operation.cells.get(_OWNER))
    is_overseers = bool(roles_of(author).intersection(OVERSEERS))
    return "" if receipt[3] == header.author and (is_overseers or not owner) else NOT_ALLOWED


def _is_takers(operation: Operation, find_row: FindRow) -> bool:
    """Whether it may be written by somebody who has done no more than to take the complaint."""
    if isinstance(operation, Put):
        is_his = operation.cells.keys() <= _BY_TAKER
        return is_his and operation.cells.get(_PROGRESS, IS_TOLD) == IS_TOLD
    state = find_row(operation.row)
    is_untouched = _value(state, _PROGRESS) == OPEN and not _first(_value(state, _OWNER))
    return is_untouched if isinstance(operation, Void) else True


def _judge_moved(operation: Put, find_row: FindRow) -> str:
    """No outcome is told before there is one, and none is closed before it was told."""
    state = find_row(operation.row)
    progress = operation.cells.get(_PROGRESS)
    wanted = _WANTED.get(progress, ()) if isinstance(progress, str) else ()
    if not all(_first(operation.cells.get(cell, _value(state, cell))) for cell in wanted):
        return NO_STEP
    telling, following = operation.cells.get(_TELLING), operation.cells.get(_NEXT)
    told_at = telling[2] if isinstance(telling, list) else None
    next_day = following[1] if isinstance(following, list) else None
    is_readable = (not told_at or begins_with_day(told_at)) and (not next_day or is_day(next_day))
    return "" if is_readable else UNREADABLE


def judge_complaint_step(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Written by whoever did it."""
    if not isinstance(operation, Add):
        return NOT_ALLOWED
    standing = _standing(header, operation.cells.get(_PARENT), find_row)
    if standing.refused:
        return standing.refused
    may = standing.works or (standing.took and operation.cells.get(_STEP) in _STEPS_BY_TAKER)
    return "" if may and operation.cells.get(_DONE_BY) == header.author else NOT_ALLOWED


def judge_settlement(header: Header, operation: Operation, find_row: FindRow) -> str:
    agreed = operation.cells.get(_AGREED) if isinstance(operation, Add | Put) else None
    terms, parties = agreed[:2] if isinstance(agreed, list) else (None, None)
    if not ((terms is None or is_json_table(terms, 3)) and (parties is None or is_json(parties, list))):
        return UNREADABLE
    return _judge_worker(header, operation, find_row, _SETTLED_OF)


def judge_compensation(header: Header, operation: Operation, find_row: FindRow) -> str:
    """A dossier is closed only with a proof, and keeps it."""
    if isinstance(operation, Add | Put):
        proof = operation.cells.get(_PROOF, _value(find_row(operation.row), _PROOF))
        ended = operation.cells.get(_ENDED, _value(find_row(operation.row), _ENDED))
        if ended == CLOSED and not _first(proof):
            return NO_STEP
        holds, members = operation.cells.get(_HOLDS), proof[3] if isinstance(proof, list) else None
        if not ((holds is None or is_json(holds, dict)) and (members is None or is_json(members, list))):
            return UNREADABLE
    return _judge_worker(header, operation, find_row, _PAID_OF)


def judge_review(header: Header, operation: Operation, find_row: FindRow) -> str:
    author = find_row(header.author)
    if author is None or author.created is None:
        return UNKNOWN
    review = operation.cells.get(_REVIEW) if isinstance(operation, Add) else None
    is_own = isinstance(review, list) and review[1] == header.author
    return "" if is_own and roles_of(author).intersection(REVIEWERS) else NOT_ALLOWED


def _judge_worker(header: Header, operation: Operation, find_row: FindRow, parent: int) -> str:
    is_new = isinstance(operation, Add)
    cells: Mapping[int, Value] = operation.cells if isinstance(operation, Add) else {}
    of = cells.get(parent) if is_new else _value(find_row(operation.row), parent)
    standing = _standing(header, of, find_row)
    if standing.refused:
        return standing.refused
    made = cells.get(_MADE[operation.table])
    is_own = not is_new or (isinstance(made, list) and made[1] == header.author)
    return "" if standing.works and is_own else NOT_ALLOWED


def _standing(header: Header, complaint: Value, find_row: FindRow) -> _Standing:
    if not isinstance(complaint, str) or not _is_id(complaint):
        return _Standing(refused=NO_STEP)
    author, row = find_row(header.author), find_row(complaint)
    if author is None or author.created is None or row is None or row.created is None:
        return _Standing(refused=UNKNOWN)
    if row.table != COMPLAINT_ROWS.number:
        return _Standing(refused=NO_COMPLAINT)
    receipt, owner = _value(row, _RECEIPT), _value(row, _OWNER)
    oversees = bool(roles_of(author).intersection(OVERSEERS))
    owns = isinstance(owner, list) and owner[0] == header.author
    took = isinstance(receipt, list) and receipt[3] == header.author
    return _Standing(owns or oversees, took)


def _is_id(row: str) -> bool:
    """No text that is no UUID is looked for."""
    try:
        return bool(row_bytes(row))
    except ValueError:
        return False


def _value(state: RowState | None, cell: int) -> Value:
    view = shown(state) if state is not None else None
    return view.values.get(cell) if view is not None else None


def _first(value: Value) -> bool:
    """Whether the first column of a cell says anything."""
    return isinstance(value, list) and bool(value[0])
